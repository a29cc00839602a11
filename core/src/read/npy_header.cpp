#include "read/npy_header.h"

#include <algorithm>
#include <charconv>
#include <system_error>
#include <utility>

namespace headwater {
namespace {

constexpr std::string_view kMagic = "\x93NUMPY";
constexpr std::size_t kVersionAt = 6;
constexpr std::size_t kLengthAt = 8;
// NumPy itself refuses longer headers unless it is told to trust the file.
constexpr std::size_t kMaxHeader = 10'000;

std::size_t ByteAt(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

Error Broken(std::string what) { return {ErrorCode::kWrongField, std::move(what), {}}; }

// The part of a Python dictionary's text behind a key; empty when there is no such key.
std::string_view ValueOf(std::string_view dictionary, std::string_view key) {
  for (const char quote : {'\'', '"'}) {
    const std::string quoted = quote + std::string(key) + quote;
    std::size_t at = dictionary.find(quoted);
    if (at == std::string_view::npos) continue;
    at = dictionary.find_first_not_of(" :", at + quoted.size());
    if (at != std::string_view::npos) return dictionary.substr(at);
  }
  return {};
}

std::optional<std::vector<std::uint64_t>> ParseTuple(std::string_view text) {
  if (text.empty() || text.front() != '(') return std::nullopt;
  const std::size_t end = text.find(')');
  if (end == std::string_view::npos) return std::nullopt;
  std::vector<std::uint64_t> numbers;
  const char* at = text.data() + 1;
  const char* const last = text.data() + end;
  while (at != last) {
    if (*at == ' ' || *at == ',') {
      ++at;
      continue;
    }
    std::uint64_t number = 0;
    const auto parsed = std::from_chars(at, last, number);
    if (parsed.ec != std::errc()) return std::nullopt;
    numbers.push_back(number);
    at = parsed.ptr;
  }
  return numbers;
}

}  // namespace

Result<std::optional<std::size_t>> NpyHeaderSize(std::string_view start) {
  const std::size_t known = std::min(start.size(), kMagic.size());
  if (start.substr(0, known) != kMagic.substr(0, known)) {
    return Broken("the file does not begin as a .npy file does");
  }
  if (start.size() < kLengthAt) return std::optional<std::size_t>();
  const std::size_t version = ByteAt(start, kVersionAt);
  if (version < 1 || version > 3) {
    return Broken("the .npy file has version " + std::to_string(version) +
                  ", this program reads 1 to 3");
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
  const std::string_view dictionary = start.substr(kLengthAt);
  NpyHeader header;
  const std::string_view descr = ValueOf(dictionary, "descr");
  if (!descr.empty() && (descr.front() == '\'' || descr.front() == '"')) {
    header.descr = descr.substr(1, descr.find(descr.front(), 1) - 1);
  } else if (!descr.empty() && descr.front() == '[') {
    header.descr = "a record";
  }
  const std::string_view order = ValueOf(dictionary, "fortran_order");
  auto shape = ParseTuple(ValueOf(dictionary, "shape"));
  header.fortran_order = order.starts_with("True");
  if (header.descr.empty() || !shape || !(header.fortran_order || order.starts_with("False"))) {
    return Broken("the .npy file's header is damaged");
  }
  header.shape = *std::move(shape);
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
