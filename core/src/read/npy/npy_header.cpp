#include "read/npy/npy_header.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <system_error>
#include <utility>

namespace headwater {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kVersionAt = 6;
constexpr std::size_t kLengthAt = 8;
// NumPy itself refuses longer headers unless it is told to trust the file.
constexpr std::size_t kMaxHeader = 10'000;
constexpr std::string_view kByteOrders = "<>=|";
// In the place of a type that is a list of fields.
constexpr std::string_view kRecord = "a record";

std::size_t ByteAt(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

Error Broken(std::string what) { return {ErrorCode::kWrongField, std::move(what), {}}; }

bool IsDigit(char byte) { return byte >= '0' && byte <= '9'; }

// A header's dictionary as NumPy reads it: a Python literal with three keys. What parses is false
// when the text has another form.
class DictionaryParser {
 public:
  explicit DictionaryParser(std::string_view text) : rest_(text) {}

  bool Parse(NpyHeader& header) {
    if (!Take('{')) return false;
    bool has_order = false;
    bool has_shape = false;
    for (bool more = true; more && !Peek('}'); more = Take(',')) {
      std::string key;
      if (!Text(key) || !Take(':')) return false;
      if (key == "descr" && header.descr.empty()) {
        if (!Type(header.descr)) return false;
      } else if (key == "fortran_order" && !has_order) {
        has_order = Truth(header.fortran_order);
        if (!has_order) return false;
      } else if (key == "shape" && !has_shape) {
        has_shape = Shape(header.shape);
        if (!has_shape) return false;
      } else {
        return false;
      }
    }
    return Take('}') && !header.descr.empty() && has_order && has_shape && AtEnd();
  }

  // What was not read.
  std::string_view rest() const { return rest_; }

 private:
  void SkipSpaces() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(" \t\r\n\f"), rest_.size()));
  }
  bool AtEnd() {
    SkipSpaces();
    return rest_.empty();
  }
  bool Peek(char byte) {
    SkipSpaces();
    return rest_.starts_with(byte);
  }
  bool Take(char byte) {
    if (!Peek(byte)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool TakeWord(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  bool Text(std::string& text) {
    if (!Peek('\'') && !Peek('"')) return false;
    const std::size_t end = rest_.find(rest_.front(), 1);
    if (end == std::string_view::npos) return false;
    text = rest_.substr(1, end - 1);
    rest_.remove_prefix(end + 1);
    return true;
  }

  bool Type(std::string& descr) {
    if (!Peek('[')) return Text(descr);
    descr = kRecord;
    int depth = 0;
    do {
      std::string name;
      if (AtEnd()) return false;
      if (Text(name)) continue;
      depth += rest_.front() == '[' ? 1 : 0;
      depth -= rest_.front() == ']' ? 1 : 0;
      rest_.remove_prefix(1);
    } while (depth > 0);
    return true;
  }

  bool Truth(bool& truth) {
    SkipSpaces();
    truth = TakeWord("True");
    return truth || TakeWord("False");
  }

  // "()", "(3,)", "(3, 4)": a number alone in brackets is a number, no shape.
  bool Shape(std::vector<std::uint64_t>& shape) {
    if (!Take('(')) return false;
    bool comma = true;
    while (comma && !Peek(')')) {
      std::uint64_t number = 0;
      const bool leading_zero = rest_.size() > 1 && rest_[0] == '0' && IsDigit(rest_[1]);
      const auto parsed = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
      if (leading_zero || parsed.ec != std::errc()) return false;
      rest_.remove_prefix(static_cast<std::size_t>(parsed.ptr - rest_.data()));
      shape.push_back(number);
      comma = Take(',');
    }
    return (comma || shape.size() > 1) && Take(')');
  }

  std::string_view rest_;
};

}  // namespace

Result<std::optional<std::size_t>> NpyHeaderSize(std::string_view start) {
  const std::size_t known = std::min(start.size(), kMagic.size());
  if (start.substr(0, known) != kMagic.substr(0, known)) {
    return Broken("the file does not begin as a .npy file does");
  }
  if (start.size() < kLengthAt) return std::optional<std::size_t>();
  const std::size_t version = ByteAt(start, kVersionAt);
  if (const std::size_t minor = ByteAt(start, kVersionAt + 1);
      version < 1 || version > 3 || minor > 0) {
    return Broken("the .npy file has version " + std::to_string(version) + '.' +
                  std::to_string(minor) + ", this program reads 1.0, 2.0 and 3.0");
  }
  const std::size_t length_bytes = version == 1 ? 2 : 4;
  if (start.size() < kLengthAt + length_bytes) return std::optional<std::size_t>();
  std::size_t length = 0;
  for (std::size_t k = length_bytes; k-- > 0;) length = length << 8U | ByteAt(start, kLengthAt + k);
  if (length > kMaxHeader) {
    return Broken("the .npy file's header has " + std::to_string(length) + " bytes");
  }
  return std::optional<std::size_t>(kLengthAt + length_bytes + length);
}

Result<NpyHeader> ParseNpyHeader(std::string_view start) {
  NpyHeader header;
  const std::size_t length_bytes = ByteAt(start, kVersionAt) == 1 ? 2 : 4;
  DictionaryParser parser(start.substr(kLengthAt + length_bytes));
  if (!parser.Parse(header)) {
    return Error{ErrorCode::kWrongField,
                 "the .npy file's header is damaged",
                 {.byte = static_cast<std::int64_t>(start.size() - parser.rest().size())}};
  }
  if (header.descr != kRecord && kByteOrders.find(header.descr.front()) == std::string_view::npos) {
    return Broken("the type \"" + header.descr +
                  "\" in the .npy file's header begins with none of the byte orders < > = |");
  }
  return header;
}

Result<ArrayLayout> LayoutOf(const NpyHeader& header, std::uint64_t position) {
  ArrayLayout layout;
  const std::string_view descr = header.descr;
  const std::string_view type = descr.substr(std::min<std::size_t>(1, descr.size()));
  if (type == "f2") {
    layout.type = ElementType::kFloat16;
  } else if (type == "f4") {
    layout.type = ElementType::kFloat32;
  } else if (type == "f8") {
    layout.type = ElementType::kFloat64;
  } else {
    return Error{
        ErrorCode::kWrongField,
        "the array holds " + header.descr + ", this program reads float16, float32 and float64",
        {}};
  }
  layout.big_endian = descr.front() == '>';
  layout.fortran_order = header.fortran_order;
  layout.shape = header.shape;
  layout.position = position;
  return layout;
}

}  // namespace headwater
