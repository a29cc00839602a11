#include "headwater/read/json_reader.h"

#include <algorithm>
#include <boost/json/basic_parser_impl.hpp>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

#include "read/plain_number.h"
#include "read/sample_builder.h"
#include "read/text_position.h"

namespace headwater {
namespace {

namespace json = boost::json;
using boost::system::error_code;

// Bytes that the parser is given at once, counted from the start of the input: what is done
// between two slices does not depend on how the input was split. Fits the second-level cache, in
// which the slice is then searched for line ends.
constexpr std::uint64_t kSlice = std::uint64_t{1} << 16;
// The parser calls itself for every level; 256 levels stay far below a stack of 1 MB.
constexpr std::size_t kMaxDepth = 256;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

json::parse_options ParseOptions() {
  json::parse_options options;
  options.max_depth = kMaxDepth;
  // Off by some units of a double's last place, which RoundsToFloatForSure knows of. The precise
  // mode's memory was seen to grow without bound when the input comes in pieces.
  options.numbers = json::number_precision::imprecise;
  // Not JSON, but what Python's json.dumps writes; refused with the place among the weights.
  options.allow_infinity_and_nan = true;
  // Texts of known fields are checked when complete; lone surrogates become U+FFFD.
  options.allow_invalid_utf8 = true;
  options.allow_invalid_utf16 = true;
  return options;
}

// Gives the parser's events to a SampleBuilder.
class Handler {
 public:
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  explicit Handler(std::uint64_t max_bytes) : builder_(max_bytes) {}
  SampleBuilder& builder() { return builder_; }
  // Whether the event that failed was a number, true, false or null. The parser names the byte
  // after a number, and for the others some byte that depends on how the input was split.
  bool failed_at_word() const { return failed_at_word_; }

  bool on_document_begin(error_code&) { return true; }
  bool on_document_end(error_code&) { return true; }
  bool on_object_begin(error_code& ec) { return Passed(builder_.BeginObject(), ec); }
  bool on_object_end(std::size_t, error_code& ec) { return Passed(builder_.EndObject(), ec); }
  bool on_array_begin(error_code& ec) { return Passed(builder_.BeginArray(), ec); }
  bool on_array_end(std::size_t, error_code& ec) { return Passed(builder_.EndArray(), ec); }
  bool on_key_part(json::string_view part, std::size_t, error_code& ec) {
    return Passed(builder_.KeyPart(part), ec);
  }
  bool on_key(json::string_view part, std::size_t, error_code& ec) {
    return Passed(builder_.EndKey(part), ec);
  }
  bool on_string_part(json::string_view part, std::size_t, error_code& ec) {
    return Passed(builder_.StringPart(part), ec);
  }
  bool on_string(json::string_view part, std::size_t, error_code& ec) {
    return Passed(builder_.EndString(part), ec);
  }
  bool on_number_part(json::string_view part, error_code&) {
    number_ += part.substr(0, kMaxNumberBytes - number_.size());
    return true;
  }
  bool on_int64(std::int64_t value, json::string_view part, error_code& ec) {
    return on_double(static_cast<double>(value), part, ec);
  }
  bool on_uint64(std::uint64_t value, json::string_view part, error_code& ec) {
    return on_double(static_cast<double>(value), part, ec);
  }
  bool on_double(double value, json::string_view part, error_code& ec) {
    if (builder_.in_tensor() && !RoundsToFloatForSure(value) && std::isfinite(value)) [[unlikely]] {
      (void)on_number_part(part, ec);
      const float exact = ExactFloat(number_, value);
      // Beyond float32: far beyond, so that nobody takes it for its largest number.
      value = std::isfinite(exact) ? exact : std::copysign(std::max(std::abs(value), 1e39), value);
    }
    number_.clear();
    return PassedWord(builder_.Number(value), ec);
  }
  bool on_bool(bool, error_code& ec) { return PassedWord(builder_.Bool(), ec); }
  bool on_null(error_code& ec) { return PassedWord(builder_.Null(), ec); }
  bool on_comment_part(json::string_view, error_code&) { return true; }
  bool on_comment(json::string_view, error_code&) { return true; }

 private:
  // The parser wants a code of its own to stop; which one does not matter.
  static bool Passed(bool passed, error_code& ec) {
    if (!passed) [[unlikely]]
      ec = json::error::exception;
    return passed;
  }

  bool PassedWord(bool passed, error_code& ec) {
    failed_at_word_ = !passed;
    return Passed(passed, ec);
  }

  // More digits than any float32 needs to be told from its neighbours.
  static constexpr std::size_t kMaxNumberBytes = 1024;

  SampleBuilder builder_;
  bool failed_at_word_ = false;
  std::string number_;  // what earlier pieces of the input held of a number
};

}  // namespace

class JsonReader::Impl {
 public:
  explicit Impl(const ReadLimits& limits)
      : parser_(ParseOptions(), limits.max_tensor_bytes), input_bytes_(limits.input_bytes) {}

  std::optional<Error> Push(std::span<const char> bytes) {
    std::string_view rest(bytes.data(), bytes.size());
    while (!error_ && !rest.empty()) {
      const std::uint64_t to_slice_end = kSlice - text_.position() % kSlice;
      const auto size =
          static_cast<std::size_t>(std::min<std::uint64_t>(to_slice_end, rest.size()));
      PushSlice(rest.substr(0, size));
      rest.remove_prefix(size);
      if (!error_ && size == to_slice_end && input_bytes_ &&
          !builder().CheckExpectedSize(text_.position(), *input_bytes_)) {
        Fail(*builder().error(), text_.PointAt({}, 0));
      }
    }
    return error_;
  }

  Result<std::vector<Sample>> Finish() {
    if (!error_) End();
    if (error_) return *error_;
    return builder().Take();
  }

  std::uint64_t position() const { return text_.position(); }

 private:
  SampleBuilder& builder() { return parser_.handler().builder(); }

  void PushSlice(std::string_view slice) {
    std::size_t at = SkipByteOrderMark(slice);
    while (at < slice.size()) {
      if (!in_document_) {
        at = slice.find_first_not_of(" \t\r\n", at);
        if (at == std::string_view::npos) break;
        parser_.reset();
        in_document_ = true;
      }
      const std::size_t stop = NextStop(slice, at);
      error_code ec;
      at += parser_.write_some(true, slice.data() + at, stop - at, ec);
      if (ec) return FailAt(ec, slice, at);
      // Where a document ends, the next may begin: JSON Lines.
      in_document_ = !parser_.done();
      // The parser waits for a number after '[' or ','; what it does not see it need not know.
      if (at == stop && builder().in_row() && (slice[at - 1] == '[' || slice[at - 1] == ',')) {
        at += builder().ScanRow(slice.substr(at));
      }
    }
    text_.Advance(slice);
  }

  // How far the parser may read before the fast way for rows is tried (again).
  std::size_t NextStop(std::string_view slice, std::size_t at) {
    if (!builder().in_tensor()) return slice.size();
    std::size_t stop = at;
    if (builder().in_row()) {
      stop = slice.find_first_of(",]", at);
      if (stop == std::string_view::npos) return slice.size();
      if (slice[stop] == ',') return stop + 1;
    }
    stop = slice.find('[', stop);
    return stop == std::string_view::npos ? slice.size() : stop + 1;
  }

  // The number of the slice's first bytes that belong to the mark.
  std::size_t SkipByteOrderMark(std::string_view slice) {
    const std::uint64_t position = text_.position();
    std::size_t at = 0;
    while (position + at < kByteOrderMark.size() && mark_matches_ && at < slice.size()) {
      mark_matches_ = slice[at] == kByteOrderMark[static_cast<std::size_t>(position) + at];
      if (mark_matches_) ++at;
    }
    return at;
  }

  void End() {
    if (in_document_) {
      error_code ec;
      // A number as the whole text ends only here.
      parser_.write_some(false, nullptr, 0, ec);
      if (builder().error()) return Fail(*builder().error(), text_.WordStart({}, 0));
      if (ec) {
        return Fail({ErrorCode::kTruncated, "the text ends inside of a value", {}},
                    text_.PointAt({}, 0));
      }
    }
    if (!builder().has_samples()) {
      Fail({ErrorCode::kEmptyInput, "the text is empty", {}}, text_.PointAt({}, 0));
    }
  }

  void FailAt(const error_code& ec, std::string_view slice, std::size_t at) {
    if (builder().error()) {
      return Fail(*builder().error(), parser_.handler().failed_at_word()
                                          ? text_.WordStart(slice, at)
                                          : text_.PointAt(slice, at));
    }
    if (ec == json::error::too_deep) {
      return Fail({ErrorCode::kWrongNesting,
                   "the text is nested more than " + std::to_string(kMaxDepth) + " deep",
                   {}},
                  text_.PointAt(slice, at));
    }
    if (ec == json::error::exponent_overflow) {
      return Fail({ErrorCode::kNotFinite, "a number has too large an exponent", {}},
                  text_.WordStart(slice, at));
    }
    Fail({ErrorCode::kNotJson, "the text is not JSON", {}}, ec == json::error::expected_hex_digit
                                                                ? text_.EscapeStart(slice, at)
                                                                : text_.WordStart(slice, at));
  }

  void Fail(Error error, const TextPosition::Point& point) {
    error.place.byte = static_cast<std::int64_t>(point.byte);
    error.place.line = static_cast<std::int64_t>(point.line);
    error.place.line_column = static_cast<std::int64_t>(point.column);
    error_ = std::move(error);
    (void)builder().Take();
  }

  json::basic_parser<Handler> parser_;
  std::optional<std::uint64_t> input_bytes_;
  TextPosition text_;
  std::optional<Error> error_;
  bool in_document_ = false;
  bool mark_matches_ = true;
};

JsonReader::JsonReader(const ReadLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
JsonReader::~JsonReader() = default;
JsonReader::JsonReader(JsonReader&&) noexcept = default;
JsonReader& JsonReader::operator=(JsonReader&&) noexcept = default;

std::optional<Error> JsonReader::Push(std::span<const char> bytes) { return impl_->Push(bytes); }
Result<std::vector<Sample>> JsonReader::Finish() { return impl_->Finish(); }
std::uint64_t JsonReader::bytes_read() const { return impl_->position(); }

}  // namespace headwater
