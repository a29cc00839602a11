#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace headwater {

// A canonical Huffman code of DEFLATE (RFC 1951, 3.2.2), to decode with.
class HuffmanCode {
 public:
  static constexpr unsigned kMaxLength = 15;

  // `lengths` gives each symbol's number of bits, 0 for symbols that do not occur. False for
  // lengths that are no code; a single symbol may leave half of the code unused.
  [[nodiscard]] bool Set(std::span<const std::uint8_t> lengths);

  struct Symbol {
    std::uint16_t value = 0;
    std::uint8_t length = 0;  // bits
  };
  // The symbol whose code the lowest `count` bits of `bits` begin with, first bit lowest; bits
  // above are 0. Nullopt when no code of at most `count` bits matches.
  std::optional<Symbol> Decode(std::uint64_t bits, unsigned count) const {
    const Symbol symbol = table_[bits & kTableMask];
    if (symbol.length != 0) [[likely]] {
      return symbol.length <= count ? std::optional(symbol) : std::nullopt;
    }
    return DecodeLong(bits, count);
  }

 private:
  // Codes up to this length are looked up: with 10 bits the table stays in the first-level cache.
  static constexpr unsigned kTableBits = 10;
  static constexpr std::uint64_t kTableMask = (1U << kTableBits) - 1;

  std::optional<Symbol> DecodeLong(std::uint64_t bits, unsigned count) const;

  std::array<Symbol, 1U << kTableBits> table_ = {};
  std::array<std::uint16_t, kMaxLength + 1> count_ = {};  // symbols of each length
  std::vector<std::uint16_t> symbols_;                    // by length, then by value
};

}  // namespace headwater
