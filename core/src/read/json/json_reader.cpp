#include "headwater/read/json_reader.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "read/json/json_events.h"
#include "read/json/json_tokenizer.h"
#include "read/json/text_position.h"
#include "read/sample/sample_builder.h"

namespace headwater {
namespace {

// The input is read in slices counted from its start: what is done between two of them does not
// depend on how the input was split. One fits the second-level cache, in which it is then searched
// for line ends.
constexpr std::uint64_t kSlice = std::uint64_t{1} << 16;
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Error ErrorOf(JsonFault fault) {
  const std::string reason(Reason(fault));
  if (fault == JsonFault::kTooDeep) return {ErrorCode::kWrongNesting, reason, {}};
  if (fault == JsonFault::kCutOff) return {ErrorCode::kTruncated, reason, {}};
  if (fault == JsonFault::kNumberTooLong) return {ErrorCode::kNotJson, reason, {}};
  return {ErrorCode::kNotJson, "the text is not JSON: " + reason, {}};
}

class JsonReader final : public Reader {
 public:
  explicit JsonReader(const ReadLimits& limits)
      : builder_(limits.max_tensor_bytes, limits.heads), input_bytes_(limits.input_bytes) {}

  std::optional<Error> Push(std::span<const char> bytes) override {
    std::string_view rest(bytes.data(), bytes.size());
    while (!error_ && !rest.empty()) {
      const std::uint64_t to_slice_end = kSlice - text_.position() % kSlice;
      const auto size =
          static_cast<std::size_t>(std::min<std::uint64_t>(to_slice_end, rest.size()));
      PushSlice(rest.substr(0, size));
      rest.remove_prefix(size);
      if (!error_ && size == to_slice_end && input_bytes_ &&
          !builder_.CheckExpectedSize(text_.position(), *input_bytes_)) {
        Fail(*builder_.error(), {}, 0, 0);
      }
    }
    return error_;
  }

  Result<std::vector<Sample>> Finish() override {
    if (!error_) End();
    if (error_) return *error_;
    return builder_.Take();
  }

  std::uint64_t bytes_read() const override { return text_.position(); }

 private:
  void PushSlice(std::string_view slice) {
    std::string_view rest = slice.substr(SkipByteOrderMark(slice));
    for (;;) {
      const JsonToken token = tokenizer_.Next(rest);
      if (token == JsonToken::kNone) break;
      if (!Take(token)) return FailAtToken(slice, slice.size() - rest.size());
      if (builder_.in_row() && (token == JsonToken::kBeginArray || token == JsonToken::kComma)) {
        const std::size_t taken = builder_.ScanRow(rest);
        if (taken > 0) tokenizer_.PassElements();
        rest.remove_prefix(taken);
      }
    }
    text_.Advance(slice);
  }

  bool Take(JsonToken token) { return GiveToken(token, tokenizer_, builder_); }

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
    for (JsonToken token = tokenizer_.End(); token != JsonToken::kNone; token = tokenizer_.End()) {
      if (!Take(token)) return FailAtToken({}, 0);
    }
    if (!builder_.has_samples()) Fail({ErrorCode::kEmptyInput, "the text is empty", {}}, {}, 0, 0);
  }

  // The last token, which ends before byte `at` of the slice, is bad or brought an error.
  void FailAtToken(std::string_view slice, std::size_t at) {
    const Error error = builder_.error() ? *builder_.error() : ErrorOf(tokenizer_.fault());
    Fail(error, slice, at, tokenizer_.bytes_back());
  }

  void Fail(Error error, std::string_view slice, std::size_t at, std::uint64_t back) {
    const TextPosition::Point point = text_.PointBefore(slice, at, back);
    error.place.byte = static_cast<std::int64_t>(point.byte);
    error.place.line = static_cast<std::int64_t>(point.line);
    error.place.line_column = static_cast<std::int64_t>(point.column);
    error_ = std::move(error);
    (void)builder_.Take();
  }

  JsonTokenizer tokenizer_;
  SampleBuilder builder_;
  std::optional<std::uint64_t> input_bytes_;
  TextPosition text_;
  std::optional<Error> error_;
  bool mark_matches_ = true;
};

}  // namespace

std::unique_ptr<Reader> MakeJsonReader(const ReadLimits& limits) {
  return std::make_unique<JsonReader>(limits);
}

}  // namespace headwater
