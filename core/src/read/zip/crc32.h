#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace headwater {

// The checksum of zip archives (CRC-32 as in ISO 3309), of bytes that arrive in pieces.
// Four tables of 256 entries are made when it is constructed; 4 bytes a step.
class Crc32 {
 public:
  Crc32();

  void Add(std::string_view bytes);
  // Of all bytes added since the start or Restart().
  std::uint32_t value() const { return ~state_; }
  void Restart() { state_ = kStart; }

 private:
  static constexpr std::uint32_t kStart = 0xFFFFFFFFU;

  std::array<std::array<std::uint32_t, 256>, 4> tables_;
  std::uint32_t state_ = kStart;
};

}  // namespace headwater
