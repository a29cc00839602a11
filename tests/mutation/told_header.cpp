#include "mutation/told_header.h"

#include <charconv>
#include <map>
#include <string>
#include <utility>

namespace headwater {
namespace {

constexpr std::string_view kSpaces = " \t\r\n\f";

// All runs of digits.
std::vector<std::size_t> NumbersIn(std::string_view text) {
  std::vector<std::size_t> numbers;
  bool inside = false;
  for (const char byte : text) {
    const bool digit = byte >= '0' && byte <= '9';
    if (digit && !inside) numbers.push_back(0);
    if (digit) numbers.back() = numbers.back() * 10 + static_cast<std::size_t>(byte - '0');
    inside = digit;
  }
  return numbers;
}

// What stands behind a key of a Python dictionary.
std::string_view Behind(std::string_view dictionary, const std::string& key) {
  std::size_t at = dictionary.find('\'' + key + '\'');
  if (at == std::string_view::npos) at = dictionary.find('"' + key + '"');
  if (at == std::string_view::npos) return {};
  at = dictionary.find_first_not_of(": \t\r\n\f", at + key.size() + 2);
  return at == std::string_view::npos ? std::string_view() : dictionary.substr(at);
}

// A text of JSON, its quotation mark taken off already.
std::optional<std::string> JsonText(std::string_view& rest) {
  std::string text;
  while (!rest.empty() && rest.front() != '"') {
    if (rest.front() != '\\') {
      text += rest.front();
      rest.remove_prefix(1);
      continue;
    }
    if (rest.size() < 2) return std::nullopt;
    constexpr std::string_view kLetters = "bfnrt";
    constexpr std::string_view kMeant = "\b\f\n\r\t";
    const char letter = rest[1];
    rest.remove_prefix(2);
    if (letter == 'u') {
      if (rest.size() < 4) return std::nullopt;
      unsigned code = 0;
      if (std::from_chars(rest.data(), rest.data() + 4, code, 16).ptr != rest.data() + 4) {
        return std::nullopt;
      }
      if (code < 0x80) text += static_cast<char>(code);
      if (code >= 0x80 && code < 0x800) text += static_cast<char>(0xC0 | code >> 6);
      if (code >= 0x800) text += static_cast<char>(0xE0 | code >> 12);
      if (code >= 0x800) text += static_cast<char>(0x80 | (code >> 6 & 0x3F));
      if (code >= 0x80) text += static_cast<char>(0x80 | (code & 0x3F));
      rest.remove_prefix(4);
    } else {
      const std::size_t at = kLetters.find(letter);
      text += at == std::string_view::npos ? letter : kMeant[at];
    }
  }
  if (rest.empty()) return std::nullopt;
  rest.remove_prefix(1);
  return text;
}

void SkipSpaces(std::string_view& rest) {
  while (!rest.empty() && kSpaces.find(rest.front()) != std::string_view::npos) {
    rest.remove_prefix(1);
  }
}

// The members of an object: texts without their quotation marks, all else as it is written.
std::optional<std::vector<std::pair<std::string, std::string>>> Members(std::string_view& rest) {
  std::vector<std::pair<std::string, std::string>> members;
  rest.remove_prefix(1);
  for (;;) {
    while (!rest.empty() &&
           (kSpaces.find(rest.front()) != std::string_view::npos || rest[0] == ','))
      rest.remove_prefix(1);
    if (rest.empty()) return std::nullopt;
    const bool ends = rest.front() == '}';
    rest.remove_prefix(1);
    if (ends) return members;
    std::optional<std::string> key = JsonText(rest);
    SkipSpaces(rest);
    if (!key || rest.empty()) return std::nullopt;
    rest.remove_prefix(1);
    SkipSpaces(rest);
    std::string value;
    if (rest.starts_with('"')) {
      rest.remove_prefix(1);
      value = JsonText(rest).value_or("");
    } else if (rest.starts_with('{')) {
      const std::string_view start = rest;
      if (!Members(rest)) return std::nullopt;
      value = start.substr(0, start.size() - rest.size());
    } else {
      const std::size_t end = rest.find(']');
      if (end == std::string_view::npos) return std::nullopt;
      value = rest.substr(0, end + 1);
      rest.remove_prefix(end + 1);
    }
    members.emplace_back(*std::move(key), std::move(value));
  }
}

std::string TypeTold(std::string_view dtype) {
  if (dtype == "BF16") return "bf16";
  if (dtype == "F16") return "f2";
  if (dtype == "F32") return "f4";
  return dtype == "F64" ? "f8" : "other";
}

}  // namespace

std::optional<ToldArray> NpyHeaderTold(std::string_view header) {
  ToldArray array;
  const std::string_view type = Behind(header, "descr");
  const std::string_view shape = Behind(header, "shape");
  if (type.size() < 4 || shape.empty()) return std::nullopt;
  array.big_endian = type[1] == '>';
  array.type = type.substr(2, type.find(type.front(), 1) - 2);
  array.fortran_order = Behind(header, "fortran_order").starts_with("True");
  array.shape = NumbersIn(shape.substr(0, shape.find(')')));
  return array;
}

std::optional<std::vector<ToldArray>> SafetensorsHeaderTold(std::string_view header,
                                                            std::string_view data) {
  if (!header.starts_with('{')) return std::nullopt;
  const auto tensors = Members(header);
  if (!tensors) return std::nullopt;
  std::vector<ToldArray> arrays;
  for (const auto& [name, text] : *tensors) {
    if (name == "__metadata__") continue;
    std::string_view about = text;
    if (!about.starts_with('{')) return std::nullopt;
    const auto members = Members(about);
    if (!members) return std::nullopt;
    std::map<std::string, std::string> told(members->begin(), members->end());
    const std::vector<std::size_t> offsets = NumbersIn(told["data_offsets"]);
    if (offsets.size() != 2 || offsets[1] > data.size() || offsets[0] > offsets[1]) {
      return std::nullopt;
    }
    arrays.push_back({.name = name,
                      .type = TypeTold(told["dtype"]),
                      .shape = NumbersIn(told["shape"]),
                      .data = std::string(data.substr(offsets[0], offsets[1] - offsets[0]))});
  }
  return arrays;
}

}  // namespace headwater
