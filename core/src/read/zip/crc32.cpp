#include "read/zip/crc32.h"

#include <bit>
#include <cstddef>
#include <cstring>

namespace headwater {

Crc32::Crc32() {
  constexpr std::uint32_t kPolynomial = 0xEDB88320U;
  for (std::uint32_t byte = 0; byte < 256; ++byte) {
    std::uint32_t rest = byte;
    for (int bit = 0; bit < 8; ++bit) rest = rest >> 1U ^ ((rest & 1U) != 0 ? kPolynomial : 0U);
    tables_[0][byte] = rest;
  }
  for (std::size_t table = 1; table < tables_.size(); ++table) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const std::uint32_t before = tables_[table - 1][byte];
      tables_[table][byte] = before >> 8U ^ tables_[0][before & 0xFFU];
    }
  }
}

void Crc32::Add(std::string_view bytes) {
  static_assert(std::endian::native == std::endian::little);
  std::uint32_t state = state_;
  while (bytes.size() >= 4) {
    std::uint32_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof(word));
    state ^= word;
    state = tables_[3][state & 0xFFU] ^ tables_[2][state >> 8U & 0xFFU] ^
            tables_[1][state >> 16U & 0xFFU] ^ tables_[0][state >> 24U];
    bytes.remove_prefix(4);
  }
  for (const char byte : bytes) {
    state = state >> 8U ^ tables_[0][(state ^ static_cast<unsigned char>(byte)) & 0xFFU];
  }
  state_ = state;
}

}  // namespace headwater
