#pragma once

#include <cstdint>
#include <string_view>

namespace headwater {

// Bits that were taken off the front of an input of bytes and are not used yet, at most 63; the
// first is the lowest of bits(), those above count() are 0.
class BitReservoir {
 public:
  std::uint64_t bits() const { return bits_; }
  unsigned count() const { return count_; }

  // Takes bytes off `rest` until there are `count` bits; false when it ends before.
  [[nodiscard]] bool Fill(unsigned count, std::string_view& rest) {
    while (count_ < count) {
      if (!FillByte(rest)) return false;
    }
    return true;
  }
  [[nodiscard]] bool FillByte(std::string_view& rest) {
    if (rest.empty()) return false;
    Add(static_cast<unsigned char>(rest.front()), 8);
    rest.remove_prefix(1);
    return true;
  }
  void Add(std::uint64_t bits, unsigned count) {
    bits_ |= bits << count_;
    count_ += count;
  }

  // Uses up `count` bits, at most count().
  unsigned Take(unsigned count) {
    const auto value = static_cast<unsigned>(bits_ & LowBits(count));
    Drop(count);
    return value;
  }
  void Drop(unsigned count) {
    bits_ >>= count;
    count_ -= count;
  }
  // Forgets whole bytes that are left, and says how many.
  unsigned GiveBackBytes() {
    const unsigned bytes = count_ / 8;
    count_ -= bytes * 8;
    bits_ &= LowBits(count_);
    return bytes;
  }

  static constexpr std::uint64_t LowBits(unsigned count) { return (std::uint64_t{1} << count) - 1; }

 private:
  std::uint64_t bits_ = 0;
  unsigned count_ = 0;
};

}  // namespace headwater
