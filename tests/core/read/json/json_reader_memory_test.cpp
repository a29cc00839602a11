#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <random>
#include <string>
#include <string_view>

#include "headwater/read/json_reader.h"

// Counts what this program allocates. Each block remembers its size in front of it.
namespace {

constexpr std::size_t kHeader = 16;
std::size_t in_use = 0;
std::size_t peak = 0;

void* Allocate(std::size_t size) {
  void* block = std::malloc(size + kHeader);
  if (block == nullptr) std::abort();
  *static_cast<std::size_t*>(block) = size;
  in_use += size;
  if (in_use > peak) peak = in_use;
  return static_cast<char*>(block) + kHeader;
}

void Free(void* pointer) {
  if (pointer == nullptr) return;
  void* block = static_cast<char*>(pointer) - kHeader;
  in_use -= *static_cast<std::size_t*>(block);
  std::free(block);
}

}  // namespace

void* operator new(std::size_t size) { return Allocate(size); }
void* operator new[](std::size_t size) { return Allocate(size); }
// AddressSanitizer's own of these do not call the ones above.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return Allocate(size); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return Allocate(size); }
void operator delete(void* pointer) noexcept { Free(pointer); }
void operator delete[](void* pointer) noexcept { Free(pointer); }
void operator delete(void* pointer, std::size_t) noexcept { Free(pointer); }
void operator delete[](void* pointer, std::size_t) noexcept { Free(pointer); }

namespace headwater {
namespace {

constexpr int kLayers = 12;
constexpr int kHeads = 4;
constexpr int kTokens = 96;
constexpr std::size_t kLayerBytes = std::size_t{kHeads} * kTokens * kTokens * sizeof(float);

// About 10 MB of weights as json.dumps writes them.
std::string TensorText() {
  std::mt19937 random(1);
  std::uniform_real_distribution<float> weight(0, 1);
  std::string text = "[";
  std::array<char, 64> number = {};
  for (int layer = 0; layer < kLayers; ++layer) {
    text += layer == 0 ? "[" : ", [";
    for (int head = 0; head < kHeads; ++head) {
      text += head == 0 ? "[" : ", [";
      for (int row = 0; row < kTokens; ++row) {
        text += row == 0 ? "[" : ", [";
        for (int column = 0; column < kTokens; ++column) {
          std::snprintf(number.data(), number.size(), "%s%.17g", column == 0 ? "" : ", ",
                        static_cast<double>(weight(random)));
          text += number.data();
        }
        text += "]";
      }
      text += "]";
    }
    text += "]";
  }
  return text + "]";
}

// Bytes above the start that reading in pieces takes at most.
std::size_t PeakOfReading(const std::string& text, std::size_t piece,
                          const ReadLimits& limits = {}) {
  const std::size_t before = in_use;
  peak = in_use;
  const auto reader = MakeJsonReader(limits);
  for (std::size_t at = 0; at < text.size(); at += piece) {
    EXPECT_FALSE(reader->Push(std::string_view(text).substr(at, piece)));
  }
  const auto samples = reader->Finish();
  EXPECT_TRUE(samples.ok());
  return peak - before;
}

TEST(JsonReaderMemory, StaysBelowTheTensorAndOneLayer) {
  const std::string text = TensorText();
  ASSERT_GT(text.size(), 9'000'000U);
  constexpr std::size_t kConstant = 64'000;
  for (const std::size_t piece : {text.size(), std::size_t{65'536}, std::size_t{999}}) {
    EXPECT_LT(PeakOfReading(text, piece), (kLayers + 1) * kLayerBytes + kConstant)
        << "pieces of " << piece;
  }
}

TEST(JsonReaderMemory, StaysBelowTheMeanWhenOnlyThatIsKept) {
  const std::string text = TensorText();
  constexpr std::size_t kMeanBytes = kLayers * kLayerBytes / kHeads;
  // Sums in double while they grow with the rows of the first matrix.
  constexpr std::size_t kSums = 3 * sizeof(double) * kTokens * kTokens;
  EXPECT_LT(PeakOfReading(text, 65'536, {.heads = KeptHeads::kMean}), kMeanBytes + kSums + 64'000);
  const ReadLimits tight{.max_tensor_bytes = kLayers * kLayerBytes / 2,
                         .heads = KeptHeads::kMeanWhenNeeded};
  EXPECT_LT(PeakOfReading(text, 65'536, tight), tight.max_tensor_bytes + kSums + 64'000);
}

TEST(JsonReaderMemory, DoesNotGrowWithWhatIsPassedOver) {
  const std::string text = "{\"hidden\": " + TensorText() + ", \"note\": \"" +
                           std::string(5'000'000, 'x') + "\", \"" + std::string(1'000'000, 'k') +
                           "\": 0, \"attentions\": [[[1]]]}";
  EXPECT_LT(PeakOfReading(text, 65'536), 64'000U);
}

TEST(JsonReaderMemory, DoesNotGrowWithANumberOfManyDigits) {
  const std::string text = "[[[0." + std::string(5'000'000, '3') + "]]]";
  for (const std::size_t piece : {text.size(), std::size_t{1000}}) {
    const std::size_t before = in_use;
    peak = in_use;
    const auto reader = MakeJsonReader();
    for (std::size_t at = 0; at < text.size(); at += piece) {
      (void)reader->Push(std::string_view(text).substr(at, piece));
    }
    EXPECT_EQ(reader->Finish().error().what, "a number is longer than 4096 characters");
    EXPECT_LT(peak - before, 64'000U) << "pieces of " << piece;
  }
}

TEST(JsonReaderMemory, DoesNotTrustTheFirstRow) {
  // A row of 16,000 numbers, of which a square matrix would fit, need not begin one: 1 GB.
  std::string text = "[[[0";
  for (int k = 1; k < 16'000; ++k) text += ",0";
  text += "]]]";
  EXPECT_LT(PeakOfReading(text, 65'536), 1'000'000U);
}

}  // namespace
}  // namespace headwater
