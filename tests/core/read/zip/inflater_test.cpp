#include "read/zip/inflater.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/deflated.h"
#include "core/read/support/reading.h"

namespace headwater {
namespace {

struct Unpacked {
  std::string text;
  std::string left;  // bytes behind the stream
  bool done = false;
  bool damaged = false;
};

Unpacked Unpack(std::string_view packed, std::size_t piece) {
  Inflater inflater;
  Unpacked unpacked;
  for (std::size_t at = 0; at < packed.size(); at += piece) {
    const std::string own(packed.substr(at, piece));
    std::string_view rest = own;
    for (std::string_view part = inflater.Next(rest); !part.empty(); part = inflater.Next(rest)) {
      unpacked.text += part;
    }
    unpacked.left += rest;
  }
  unpacked.done = inflater.done();
  unpacked.damaged = inflater.damaged();
  return unpacked;
}

void ExpectUnpacks(std::string_view packed, std::string_view text) {
  for (const std::size_t piece : {1U, 2U, 3U, 7U, 8U, 9U, 64U, 1000U, 1'000'000U}) {
    const Unpacked unpacked = Unpack(std::string(packed) + "behind", piece);
    EXPECT_EQ(unpacked.text, text) << "in pieces of " << piece;
    EXPECT_EQ(unpacked.left, "behind") << "in pieces of " << piece;
    EXPECT_TRUE(unpacked.done);
  }
}

std::string FromHex(std::string_view hex) {
  std::string bytes;
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(at, 2)), nullptr, 16));
  }
  return bytes;
}

std::string Repeated(std::string_view text, int times) {
  std::string repeated;
  for (int k = 0; k < times; ++k) repeated += text;
  return repeated;
}

// As make-deflated.mjs.
std::string RandomBytes(int size, unsigned values) {
  std::uint32_t state = 2463534242;
  std::string bytes;
  for (int k = 0; k < size; ++k) {
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    bytes += static_cast<char>(state % values);
  }
  return bytes;
}

TEST(Inflater, UnpacksWhatZlibPacks) {
  ExpectUnpacks(FromHex(kEmptyDeflated), "");
  ExpectUnpacks(FromHex(kOneLetterDeflated), "a");
  ExpectUnpacks(FromHex(kWordsDeflated), Repeated("attention is all you need ", 400));
  ExpectUnpacks(FromHex(kWordsFixedDeflated), Repeated("attention is all you need ", 20));
  ExpectUnpacks(FromHex(kDigitsDeflated), RandomBytes(2000, 10));
  ExpectUnpacks(FromHex(kDigitsHuffmanOnlyDeflated), RandomBytes(1000, 40));
  ExpectUnpacks(FromHex(kStoredDeflated), RandomBytes(300, 256));
  const std::string marker = RandomBytes(40, 256);
  ExpectUnpacks(FromHex(kFarCopyDeflated), marker + std::string(32'700, '\0') + marker);
}

// Writes blocks of the fixed code (RFC 1951, 3.2.6) and stored ones, and what they stand for.
class Packer {
 public:
  void Literal(unsigned value) {
    text_ += static_cast<char>(value);
    if (value < 144) {
      Code(0x30 + value, 8);
    } else {
      Code(0x190 + value - 144, 9);
    }
  }
  // Lengths 3 to 10 and 258, and any distance, have simple codes.
  void Copy(unsigned length, unsigned distance) {
    if (length == 258) {
      Code(0xC0 + 285 - 280, 8);
    } else {
      Code(257 + length - 3 - 256, 7);
    }
    unsigned symbol = 0;
    unsigned bits = 0;
    unsigned base = 1;
    for (;;) {
      bits = symbol < 4 ? 0 : symbol / 2 - 1;
      if (distance < base + (1U << bits)) break;
      base += 1U << bits;
      ++symbol;
    }
    Code(symbol, 5);
    Bits(distance - base, bits);
    for (unsigned k = 0; k < length; ++k) text_ += text_[text_.size() - distance];
  }
  void StartFixed(bool last) {
    Bits(last ? 1 : 0, 1);
    Bits(1, 2);
  }
  void EndFixed() { Code(0, 7); }
  void Stored(std::string_view text) {
    Bits(0, 3);
    Align();
    const auto size = static_cast<unsigned>(text.size());
    Bits(size, 16);
    Bits(size ^ 0xFFFFU, 16);
    for (const char byte : text) Bits(static_cast<unsigned char>(byte), 8);
    text_ += text;
  }
  void Align() {
    while (bit_ % 8 != 0) Bits(0, 1);
  }
  const std::string& text() const { return text_; }
  const std::string& packed() const { return packed_; }

 private:
  void Bits(unsigned value, unsigned count) {
    for (unsigned k = 0; k < count; ++k, ++bit_) {
      if (bit_ % 8 == 0) packed_ += '\0';
      const unsigned byte = static_cast<unsigned char>(packed_.back()) | (value >> k & 1U)
                                                                             << bit_ % 8;
      packed_.back() = static_cast<char>(byte);
    }
  }
  // Huffman codes are written from their highest bit on.
  void Code(unsigned code, unsigned count) {
    for (unsigned k = count; k-- > 0;) Bits(code >> k, 1);
  }

  std::string text_;
  std::string packed_;
  unsigned bit_ = 0;
};

TEST(Inflater, FollowsRandomLiteralsAndCopies) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937 random(seed);
  const auto below = [&random](std::size_t most) { return static_cast<unsigned>(random() % most); };
  Packer packer;
  for (int block = 0; block < 20; ++block) {
    if (block % 3 == 2) packer.Stored(RandomBytes(static_cast<int>(below(3000)), 256));
    packer.StartFixed(block == 19);
    packer.Literal(below(256));
    for (int element = 0; element < 2000; ++element) {
      if (below(3) == 0) {
        packer.Literal(below(256));
      } else {
        const std::size_t most = std::min<std::size_t>(packer.text().size(), 32'768);
        packer.Copy(below(20) == 0 ? 258 : 3 + below(8), 1 + below(most));
      }
    }
    packer.EndFixed();
  }
  packer.Align();
  ExpectUnpacks(packer.packed(), packer.text());
}

TEST(Inflater, WantsMoreWhenTheStreamIsCutOffAnywhere) {
  const std::string packed = FromHex(kWordsDeflated);
  for (std::size_t size = 0; size < packed.size(); ++size) {
    const Unpacked unpacked = Unpack(packed.substr(0, size), 5);
    EXPECT_FALSE(unpacked.done);
    EXPECT_FALSE(unpacked.damaged);
  }
}

TEST(Inflater, TellsADamagedStream) {
  for (const std::string_view hex : {
           "07",          // a block of the fourth kind
           "0100000000",  // a stored size that its complement contradicts
           "4b044200",    // a copy from before the start
           "05009204",    // four codes of one bit
           "05000224",    // a length that repeats the one before the first
       }) {
    EXPECT_TRUE(Unpack(FromHex(hex), 1).damaged) << hex;
    EXPECT_TRUE(Unpack(FromHex(hex), 100).damaged) << hex;
  }
}

}  // namespace
}  // namespace headwater
