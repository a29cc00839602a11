#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace headwater {

// The record in front of an entry of a zip archive (PKWARE's APPNOTE.TXT, 4.3.7). Sizes and
// checksum are 0 when they stand behind the entry's bytes.
struct ZipEntry {
  std::string name;
  bool encrypted = false;
  bool sizes_behind = false;
  bool zip64 = false;
  unsigned method = 0;
  std::uint32_t checksum = 0;  // CRC-32 of the unpacked bytes
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;

  // Bytes of the record's fixed part, without its signature.
  static constexpr std::size_t kFixedBytes = 26;
  // Bytes of the variable part, by the fixed one.
  static std::size_t VariableBytes(std::string_view fixed);
  static ZipEntry Parse(std::string_view fixed, std::string_view variable);
};

// A little-endian number of `width` bytes.
std::uint64_t ZipNumber(std::string_view bytes, std::size_t at, std::size_t width);

}  // namespace headwater
