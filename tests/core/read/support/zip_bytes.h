#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/npy_bytes.h"

namespace headwater {

// CRC-32, bit by bit.
inline std::uint32_t Checksum(std::string_view bytes) {
  std::uint32_t rest = 0xFFFFFFFFU;
  for (const char byte : bytes) {
    rest ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) rest = rest >> 1U ^ ((rest & 1U) * 0xEDB88320U);
  }
  return ~rest;
}

struct ZipMember {
  std::string name;
  std::string data;
  std::string deflated = {};  // what `data` packs to; stored when empty
  bool zip64 = false;         // as numpy.savez writes it
  bool sizes_behind = false;  // as a program does that writes to a pipe
};

// A zip archive (PKWARE's APPNOTE.TXT).
inline std::string ZipBytes(const std::vector<ZipMember>& members) {
  const auto u16 = [](std::size_t value) { return BytesOf(static_cast<std::uint16_t>(value)); };
  const auto u32 = [](std::size_t value) { return BytesOf(static_cast<std::uint32_t>(value)); };
  const auto u64 = [](std::size_t value) { return BytesOf(static_cast<std::uint64_t>(value)); };
  std::string bytes;
  std::string directory;
  for (const ZipMember& member : members) {
    const bool deflated = !member.deflated.empty();
    const std::string& packed = deflated ? member.deflated : member.data;
    const std::string checksum = u32(Checksum(member.data));
    const std::string about =
        u16(20) + u16(member.sizes_behind ? 8 : 0) + u16(deflated ? 8 : 0) + u32(0);
    const std::string sizes = u32(packed.size()) + u32(member.data.size());
    const std::string sizes64 = u64(packed.size()) + u64(member.data.size());
    const std::size_t position = bytes.size();
    bytes += "PK\x03\x04" + about;
    bytes += member.sizes_behind ? u32(0) + u32(0) + u32(0)
             : member.zip64      ? checksum + u32(0xFFFFFFFF) + u32(0xFFFFFFFF)
                                 : checksum + sizes;
    bytes += u16(member.name.size()) + u16(member.zip64 ? 20 : 0) + member.name;
    if (member.zip64) bytes += u16(1) + u16(16) + u64(member.data.size()) + u64(packed.size());
    bytes += packed;
    if (member.sizes_behind) bytes += "PK\x07\x08" + checksum + (member.zip64 ? sizes64 : sizes);
    directory += "PK\x01\x02" + u16(20) + about + checksum + sizes + u16(member.name.size()) +
                 u16(0) + u16(0) + u16(0) + u16(0) + u32(0) + u32(position) + member.name;
  }
  const std::size_t count = members.size();
  return bytes + directory + "PK\x05\x06" + u16(0) + u16(0) + u16(count) + u16(count) +
         u32(directory.size()) + u32(bytes.size()) + u16(0);
}

// One block that is stored: DEFLATE without packing anything.
inline std::string StoredBlock(std::string_view data) {
  const auto size = static_cast<std::uint16_t>(data.size());
  return "\x01" + BytesOf(size) + BytesOf(static_cast<std::uint16_t>(~size)) + std::string(data);
}

}  // namespace headwater
