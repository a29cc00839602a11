#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "read/zip/bit_reservoir.h"
#include "read/zip/huffman_code.h"

namespace headwater {

// The two Huffman codes of a DEFLATE block (RFC 1951, 3.2.6 and 3.2.7).
class InflateCodes {
 public:
  static constexpr unsigned kEndOfBlock = 256;

  void SetFixed();

  // Before the first ReadStep() of a block that brings codes of its own.
  void StartReading() { part_ = Part::kSizes; }
  enum class Progress : std::uint8_t { kNeedsBytes, kGoesOn, kDone, kDamaged };
  // Reads the next number of the description.
  Progress ReadStep(BitReservoir& bits, std::string_view& rest);

  const HuffmanCode& literals() const { return literals_; }
  const HuffmanCode& distances() const { return distances_; }

 private:
  enum class Part : std::uint8_t { kSizes, kLengthLengths, kLengths };

  Progress ReadSizes(BitReservoir& bits, std::string_view& rest);
  Progress ReadLengthLength(BitReservoir& bits, std::string_view& rest);
  Progress ReadLength(BitReservoir& bits, std::string_view& rest);
  Progress RepeatLength(std::uint8_t length, unsigned times);

  Part part_ = Part::kSizes;
  std::size_t literal_lengths_ = 0;
  std::size_t distance_lengths_ = 0;
  std::size_t length_lengths_ = 0;
  std::size_t read_ = 0;  // of the part
  std::array<std::uint8_t, 19> length_lengths_read_ = {};
  std::array<std::uint8_t, 320> lengths_ = {};
  HuffmanCode lengths_code_;
  HuffmanCode literals_;
  HuffmanCode distances_;
};

}  // namespace headwater
