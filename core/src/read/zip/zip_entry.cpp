#include "read/zip/zip_entry.h"

#include <functional>
#include <initializer_list>

namespace headwater {
namespace {

constexpr std::size_t kNameBytesAt = 22;
constexpr std::size_t kExtraBytesAt = 24;
constexpr std::size_t kDirectoryNameBytesAt = 24;
constexpr std::size_t kDirectoryExtraBytesAt = 26;
constexpr std::size_t kCommentBytesAt = 28;
constexpr std::size_t kPositionAt = 38;
constexpr std::uint64_t kEncryptedFlag = 1;
constexpr std::uint64_t kSizesBehindFlag = 8;
constexpr std::uint64_t kZip64Extra = 1;
constexpr std::uint64_t kInZip64 = 0xFFFFFFFF;

// Finds the numbers that do not fit 32 bits in `extra`, a list of fields: a number, a size, and as
// many bytes. False when there is no field for large numbers.
bool ReadZip64(std::string_view extra, std::initializer_list<std::uint64_t*> numbers) {
  bool found = false;
  while (extra.size() >= 4) {
    const std::uint64_t number = ZipNumber(extra, 0, 2);
    const auto bytes = static_cast<std::size_t>(ZipNumber(extra, 2, 2));
    extra.remove_prefix(4);
    std::string_view field = extra.substr(0, bytes);
    extra.remove_prefix(field.size());
    if (number != kZip64Extra) continue;
    found = true;
    for (std::uint64_t* const large : numbers) {
      if (*large != kInZip64 || field.size() < 8) continue;
      *large = ZipNumber(field, 0, 8);
      field.remove_prefix(8);
    }
  }
  return found;
}

// What both records begin with, from the version that is needed on.
ZipEntry ParseShared(std::string_view fixed, std::string_view variable) {
  const std::uint64_t flags = ZipNumber(fixed, 2, 2);
  const auto name_bytes = static_cast<std::size_t>(ZipNumber(fixed, kNameBytesAt, 2));
  return {.name = std::string(variable.substr(0, name_bytes)),
          .encrypted = (flags & kEncryptedFlag) != 0,
          .sizes_behind = (flags & kSizesBehindFlag) != 0,
          .method = static_cast<unsigned>(ZipNumber(fixed, 4, 2)),
          .checksum = static_cast<std::uint32_t>(ZipNumber(fixed, 10, 4)),
          .packed_size = ZipNumber(fixed, 14, 4),
          .size = ZipNumber(fixed, 18, 4)};
}

}  // namespace

std::uint64_t ZipNumber(std::string_view bytes, std::size_t at, std::size_t width) {
  std::uint64_t number = 0;
  for (std::size_t k = width; k-- > 0;) {
    number = number << 8U | static_cast<unsigned char>(bytes[at + k]);
  }
  return number;
}

std::size_t ZipEntry::VariableBytes(std::string_view fixed) {
  return static_cast<std::size_t>(ZipNumber(fixed, kNameBytesAt, 2) +
                                  ZipNumber(fixed, kExtraBytesAt, 2));
}

std::size_t ZipEntry::DirectoryVariableBytes(std::string_view fixed) {
  return static_cast<std::size_t>(ZipNumber(fixed, kDirectoryNameBytesAt, 2) +
                                  ZipNumber(fixed, kDirectoryExtraBytesAt, 2) +
                                  ZipNumber(fixed, kCommentBytesAt, 2));
}

ZipEntry ZipEntry::Parse(std::string_view fixed, std::string_view variable) {
  ZipEntry entry = ParseShared(fixed, variable);
  entry.zip64 = ReadZip64(variable.substr(entry.name.size()), {&entry.size, &entry.packed_size});
  return entry;
}

ZipEntry ZipEntry::ParseDirectory(std::string_view fixed, std::string_view variable) {
  ZipEntry entry = ParseShared(fixed.substr(2), variable);
  entry.position = ZipNumber(fixed, kPositionAt, 4);
  const auto extra_bytes = static_cast<std::size_t>(ZipNumber(fixed, kDirectoryExtraBytesAt, 2));
  entry.zip64 = ReadZip64(variable.substr(entry.name.size(), extra_bytes),
                          {&entry.size, &entry.packed_size, &entry.position});
  return entry;
}

std::size_t ZipEntry::Hash() const {
  std::string all = name;
  for (const std::uint64_t number :
       {std::uint64_t{method}, std::uint64_t{checksum}, packed_size, size, position}) {
    all += ' ' + std::to_string(number);
  }
  return std::hash<std::string>{}(all);
}

}  // namespace headwater
