#include "read/zip/huffman_code.h"

#include <cstddef>

namespace headwater {
namespace {

unsigned Reversed(unsigned code, unsigned length) {
  unsigned reversed = 0;
  for (unsigned bit = 0; bit < length; ++bit) reversed |= (code >> bit & 1U) << (length - 1 - bit);
  return reversed;
}

}  // namespace

bool HuffmanCode::Set(std::span<const std::uint8_t> lengths) {
  count_ = {};
  for (const std::uint8_t length : lengths) ++count_[length];
  const std::size_t used = lengths.size() - count_[0];
  count_[0] = 0;
  int unused = 1;  // codes of the length that belong to no symbol
  for (unsigned length = 1; length <= kMaxLength; ++length) {
    unused = unused * 2 - count_[length];
    if (unused < 0) return false;
  }
  if (unused > 0 && (used > 1 || count_[1] != used)) return false;

  table_ = {};
  symbols_.resize(used);
  std::array<unsigned, kMaxLength + 1> next_code = {};
  std::array<std::size_t, kMaxLength + 1> next_place = {};
  for (unsigned length = 1; length < kMaxLength; ++length) {
    next_code[length + 1] = (next_code[length] + count_[length]) << 1U;
    next_place[length + 1] = next_place[length] + count_[length];
  }
  for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
    const std::uint8_t length = lengths[symbol];
    if (length == 0) continue;
    const auto value = static_cast<std::uint16_t>(symbol);
    symbols_[next_place[length]++] = value;
    const unsigned code = next_code[length]++;
    if (length > kTableBits) continue;
    for (std::size_t at = Reversed(code, length); at < table_.size(); at += 1U << length) {
      table_[at] = {.value = value, .length = length};
    }
  }
  return true;
}

// Length by length: the codes of one length are consecutive numbers.
std::optional<HuffmanCode::Symbol> HuffmanCode::DecodeLong(std::uint64_t bits,
                                                           unsigned count) const {
  unsigned code = 0;
  unsigned first = 0;
  std::size_t place = 0;
  for (unsigned length = 1; length <= kMaxLength && length <= count; ++length) {
    code |= static_cast<unsigned>(bits >> (length - 1) & 1U);
    const unsigned symbols = count_[length];
    if (code < first + symbols) {
      return Symbol{.value = symbols_[place + (code - first)],
                    .length = static_cast<std::uint8_t>(length)};
    }
    place += symbols;
    first = (first + symbols) << 1U;
    code <<= 1U;
  }
  return std::nullopt;
}

}  // namespace headwater
