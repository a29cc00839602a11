// A zip archive is refused where its entries, its directory and its end do not say the same.

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "core/read/support/npy_bytes.h"
#include "core/read/support/reading.h"
#include "core/read/support/zip_bytes.h"
#include "headwater/read/npz_reader.h"

namespace headwater {
namespace {

Result<std::vector<Sample>> ReadNpz(std::string_view bytes) {
  const auto reader = MakeNpzReader();
  (void)reader->Push(bytes);
  return reader->Finish();
}

void ExpectRefused(std::string_view bytes, std::string_view what, std::size_t byte) {
  const auto result = ReadNpz(bytes);
  ASSERT_FALSE(result.ok()) << what;
  EXPECT_EQ(result.error().what, what);
  EXPECT_EQ(Entry(result.error().code).name, "damaged");
  EXPECT_EQ(result.error().place.byte, static_cast<std::int64_t>(byte));
}

const ZipMember kLayer = {.name = "att.npy",
                          .data = NpyBytes("<f4", false, "(1, 1, 1)", BytesOf(1.0F))};
const ZipMember kMask = {.name = "mask.npy", .data = NpyBytes("<i4", false, "(1,)", "1234")};
constexpr std::string_view kNotWhatItsEndSays =
    "the zip archive's directory is not what its end says";

// `bytes` with one changed.
std::string Changed(std::string bytes, std::size_t at) {
  bytes[at] = static_cast<char>(bytes[at] ^ 1);
  return bytes;
}

TEST(ZipArchive, IsRefusedForDamageInWhatIsPassedOver) {
  ZipMember packed = kMask;
  packed.deflated = StoredBlock(kMask.data);
  for (const ZipMember& mask : {kMask, packed}) {
    const std::string bytes = ZipBytes({mask, kLayer});
    ASSERT_TRUE(ReadNpz(bytes).ok());
    ExpectRefused(Changed(bytes, bytes.find("1234")),
                  "the entry \"mask.npy\" of the zip archive does not have its checksum", 0);
  }
}

TEST(ZipArchive, IsRefusedWhenABitOfItsDirectoryOrEndIsFlippedThatTellsAnything) {
  const std::string bytes = ZipBytes({kMask, kLayer});
  const std::size_t first = bytes.find("PK\x01\x02");
  const std::size_t second = bytes.find("PK\x01\x02", first + 1);
  const std::size_t end = bytes.find("PK\x05\x06");
  // Method, checksum, sizes, position, name.
  for (const std::size_t at : {10U, 16U, 19U, 20U, 24U, 42U, 45U, 46U}) {
    for (const auto& [start, name] : {std::pair(first, "mask.npy"), std::pair(second, "att.npy")}) {
      std::string changed = name;
      if (at == 46) changed[0] = static_cast<char>(changed[0] ^ 1);
      ExpectRefused(Changed(bytes, start + at),
                    "the zip archive's directory differs from the entry \"" + changed + '"', start);
    }
  }
  // Records of this part and in all, bytes, position.
  for (const std::size_t at : {8U, 10U, 12U, 15U, 16U, 19U}) {
    ExpectRefused(Changed(bytes, end + at), kNotWhatItsEndSays, end);
  }
}

TEST(ZipArchive, IsRefusedWhenRecordsOfItsDirectoryAreMissingOrMore) {
  const std::string bytes = ZipBytes({kMask, kLayer});
  const std::size_t first = bytes.find("PK\x01\x02");
  const std::size_t second = bytes.find("PK\x01\x02", first + 1);
  const std::size_t end = bytes.find("PK\x05\x06");
  ExpectRefused(bytes.substr(0, second) + bytes.substr(end), kNotWhatItsEndSays, second);
  ExpectRefused(bytes.substr(0, end) + bytes.substr(second),
                "the zip archive's directory differs from the entry \"att.npy\"", end);
  // An entry behind the directory has begun.
  ExpectRefused(bytes.substr(0, second) + bytes.substr(0, first) + bytes.substr(second),
                "the zip archive is damaged", second);
}

TEST(ZipArchive, IsRefusedForBytesBetweenItsPartsAndBehindItsEnd) {
  const std::string bytes = ZipBytes({kMask, kLayer});
  const std::size_t entry = bytes.find("PK\x03\x04", 1);
  const std::size_t directory = bytes.find("PK\x01\x02");
  for (const std::size_t gap : {entry, directory}) {
    ExpectRefused(bytes.substr(0, gap) + std::string(4, '\0') + bytes.substr(gap),
                  "the zip archive is damaged", gap);
  }
  ExpectRefused(bytes + "x", "the zip archive goes on behind its end", bytes.size());
  std::string commented = bytes;
  commented[bytes.size() - 2] = 3;
  EXPECT_TRUE(ReadNpz(commented + "abc").ok());
  EXPECT_EQ(ReadNpz(commented + "ab").error().code, ErrorCode::kTruncated);
  ExpectRefused(commented + "abcd", "the zip archive goes on behind its end", bytes.size() + 3);
}

TEST(ZipArchive, IsReadWhereItsEndHasTheLargeForm) {
  const std::string bytes = ZipBytes({kLayer});
  const std::size_t directory = bytes.find("PK\x01\x02");
  const std::size_t end = bytes.find("PK\x05\x06");
  const auto u64 = [](std::uint64_t value) { return BytesOf(value); };
  const auto large = [&](std::uint64_t count, std::uint64_t position, std::uint64_t locator) {
    return bytes.substr(0, end) + "PK\x06\x06" + u64(46) + std::string(12, '\0') + u64(count) +
           u64(count) + u64(end - directory) + u64(position) + "ab" + "PK\x06\x07" +
           std::string(4, '\0') + u64(locator) + std::string("\x01\0\0\0", 4) + "PK\x05\x06" +
           std::string(4, '\0') + std::string(12, '\xFF') + std::string(2, '\0');
  };
  EXPECT_TRUE(ReadNpz(large(1, directory, end)).ok());
  ExpectRefused(large(2, directory, end), kNotWhatItsEndSays, end);
  ExpectRefused(large(1, directory + 1, end), kNotWhatItsEndSays, end);
  ExpectRefused(large(1, directory, end + 1), kNotWhatItsEndSays, end + 58);
}

}  // namespace
}  // namespace headwater
