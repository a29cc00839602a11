#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace headwater {

// What a zip archive says of an entry, in front of it and again in the directory (PKWARE's
// APPNOTE.TXT, 4.3.7 and 4.3.12). In front of it, sizes and checksum are 0 when they stand behind
// the entry's bytes.
struct ZipEntry {
  std::string name;
  bool encrypted = false;
  bool sizes_behind = false;
  bool zip64 = false;
  unsigned method = 0;
  std::uint32_t checksum = 0;  // CRC-32 of the unpacked bytes
  std::uint64_t packed_size = 0;
  std::uint64_t size = 0;
  std::uint64_t position = 0;  // of the record in front of it, in the archive

  // Bytes of the records' fixed parts, without their signatures.
  static constexpr std::size_t kFixedBytes = 26;
  static constexpr std::size_t kDirectoryBytes = 42;
  // Bytes of the variable parts, by the fixed ones.
  static std::size_t VariableBytes(std::string_view fixed);
  static std::size_t DirectoryVariableBytes(std::string_view fixed);
  // Without `position`.
  static ZipEntry Parse(std::string_view fixed, std::string_view variable);
  static ZipEntry ParseDirectory(std::string_view fixed, std::string_view variable);

  // Of what both records must say alike.
  std::size_t Hash() const;
};

// A little-endian number of `width` bytes.
std::uint64_t ZipNumber(std::string_view bytes, std::size_t at, std::size_t width);

}  // namespace headwater
