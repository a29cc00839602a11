#include "read/npy/npy_field.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "read/json/utf8.h"

namespace headwater {
namespace {

constexpr std::uint64_t kMaxBytes = 16'000'000;
constexpr std::size_t kCodePointBytes = 4;

std::uint64_t NumberOf(std::string_view bytes, bool big_endian) {
  std::uint64_t number = 0;
  for (std::size_t k = 0; k < bytes.size(); ++k) {
    const char byte = bytes[big_endian ? k : bytes.size() - 1 - k];
    number = number << 8U | static_cast<unsigned char>(byte);
  }
  return number;
}

std::string WholeNumberText(std::string_view bytes, bool big_endian, bool has_sign) {
  const std::uint64_t number = NumberOf(bytes, big_endian);
  const std::uint64_t sign = std::uint64_t{1} << (8 * bytes.size() - 1);
  if (!has_sign || (number & sign) == 0) return std::to_string(number);
  const std::uint64_t magnitude = (~number & (sign - 1)) + 1;
  return '-' + std::to_string(magnitude);
}

// Shorter texts are filled up with zeros.
std::string TextOf(std::string_view bytes, const NpyField& field) {
  std::string text;
  if (field.kind == 'S') {
    text = bytes;
  } else {
    for (std::size_t at = 0; at < bytes.size(); at += kCodePointBytes) {
      const std::uint64_t code = NumberOf(bytes.substr(at, kCodePointBytes), field.big_endian);
      text += EncodedCodePoint(static_cast<unsigned>(code)).text();
    }
  }
  text.resize(text.find_last_not_of('\0') + 1);
  return text;
}

std::string Quoted(std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  std::string quoted = "\"";
  for (const char byte : text) {
    const auto code = static_cast<unsigned char>(byte);
    if (code < 0x20) {
      quoted += "\\u00";
      quoted += kHex[code >> 4U];
      quoted += kHex[code & 0xFU];
      continue;
    }
    if (byte == '"' || byte == '\\') quoted += '\\';
    quoted += byte;
  }
  return quoted + '"';
}

}  // namespace

Result<NpyField> NpyField::Of(const NpyHeader& header) {
  const std::string_view descr = header.descr;
  NpyField field;
  // "<U12": byte order, kind, characters or bytes.
  if (descr.size() >= 3) {
    field.big_endian = descr[0] == '>';
    field.kind = descr[1];
    const auto parsed = std::from_chars(descr.data() + 2, descr.data() + descr.size(), field.width);
    if (parsed.ec != std::errc() || parsed.ptr != descr.data() + descr.size()) field.kind = 0;
  }
  const bool text = field.kind == 'U' || field.kind == 'S';
  const bool number = (field.kind == 'i' || field.kind == 'u') && field.width >= 1 &&
                      field.width <= sizeof(std::uint64_t);
  if (!(text || number) || header.shape.size() > 1) {
    return Error{ErrorCode::kWrongField,
                 "holds " + header.descr + " on " + std::to_string(header.shape.size()) +
                     " axes where texts or whole numbers on one axis are expected" +
                     (header.descr == "|O" ? "; save it as np.array(values, dtype=str)" : ""),
                 {}};
  }
  field.list = header.shape.size() == 1;
  field.count = field.list ? header.shape[0] : 1;
  if (field.width > kMaxBytes || field.count > kMaxBytes / std::max<std::size_t>(field.width, 1)) {
    return Error{ErrorCode::kTooLarge, "has more than 16 MB of texts or numbers", {}};
  }
  if (field.kind == 'U') field.width *= kCodePointBytes;
  return field;
}

std::string NpyField::Text(std::string_view bytes) const {
  std::string text;
  for (std::uint64_t k = 0; k < count; ++k) {
    const std::string_view element = bytes.substr(static_cast<std::size_t>(k) * width, width);
    if (kind == 'i' || kind == 'u') {
      text += (k > 0 ? "," : "") + WholeNumberText(element, big_endian, kind == 'i');
    } else if (list) {
      text += (k > 0 ? "," : "") + Quoted(TextOf(element, *this));
    } else {
      text = TextOf(element, *this);
    }
  }
  return list ? '[' + text + ']' : text;
}

}  // namespace headwater
