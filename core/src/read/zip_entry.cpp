#include "read/zip_entry.h"

namespace headwater {
namespace {

constexpr std::size_t kNameBytesAt = 22;
constexpr std::size_t kExtraBytesAt = 24;
constexpr std::uint64_t kEncryptedFlag = 1;
constexpr std::uint64_t kSizesBehindFlag = 8;
constexpr std::uint64_t kZip64Extra = 1;
constexpr std::uint64_t kInZip64 = 0xFFFFFFFF;

// `extra` is a list of fields: a number, a size, and as many bytes.
void ReadZip64Sizes(std::string_view extra, ZipEntry& entry) {
  while (extra.size() >= 4) {
    const std::uint64_t number = ZipNumber(extra, 0, 2);
    const auto bytes = static_cast<std::size_t>(ZipNumber(extra, 2, 2));
    extra.remove_prefix(4);
    std::string_view field = extra.substr(0, bytes);
    extra.remove_prefix(field.size());
    if (number != kZip64Extra) continue;
    entry.zip64 = true;
    for (std::uint64_t* const size : {&entry.size, &entry.packed_size}) {
      if (*size != kInZip64 || field.size() < 8) continue;
      *size = ZipNumber(field, 0, 8);
      field.remove_prefix(8);
    }
  }
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

ZipEntry ZipEntry::Parse(std::string_view fixed, std::string_view variable) {
  const std::uint64_t flags = ZipNumber(fixed, 2, 2);
  const auto name_bytes = static_cast<std::size_t>(ZipNumber(fixed, kNameBytesAt, 2));
  ZipEntry entry = {.name = std::string(variable.substr(0, name_bytes)),
                    .encrypted = (flags & kEncryptedFlag) != 0,
                    .sizes_behind = (flags & kSizesBehindFlag) != 0,
                    .method = static_cast<unsigned>(ZipNumber(fixed, 4, 2)),
                    .checksum = static_cast<std::uint32_t>(ZipNumber(fixed, 10, 4)),
                    .packed_size = ZipNumber(fixed, 14, 4),
                    .size = ZipNumber(fixed, 18, 4)};
  ReadZip64Sizes(variable.substr(name_bytes), entry);
  return entry;
}

}  // namespace headwater
