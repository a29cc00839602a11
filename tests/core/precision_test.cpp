#include "headwater/precision.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "core/support/random_attention.h"

namespace headwater {
namespace {

using testing::OwnedAttention;
using testing::RandomAttention;

constexpr AttentionShape kShape{.layers = 2, .heads = 2, .queries = 9, .keys = 9};

// The weights of random attention, each changed by `change`.
template <typename Change>
std::string PrecisionAfter(Change change) {
  OwnedAttention attention = RandomAttention(kShape, 11);
  for (std::vector<float>& layer : attention.layers) {
    for (float& weight : layer) weight = change(weight);
  }
  return FindPrecision(attention.View());
}

TEST(FindPrecision, CallsWhatNoCoarserTypeHoldsFloat32) {
  EXPECT_EQ(PrecisionAfter([](float weight) { return weight; }), "float32");
}

TEST(FindPrecision, CountsDecimals) {
  for (int decimals = 2; decimals <= 5; ++decimals) {
    const auto rounded = [decimals](float weight) {
      std::array<char, 32> text = {};
      std::snprintf(text.data(), text.size(), "%.*f", decimals, static_cast<double>(weight));
      return std::strtof(text.data(), nullptr);
    };
    EXPECT_EQ(PrecisionAfter(rounded), std::to_string(decimals) + " decimals");
  }
}

TEST(FindPrecision, RecognisesHalfPrecision) {
  // Eleven significant bits, and multiples of 2^-24 where numbers are small.
  const auto float16 = [](float weight) {
    int exponent = 0;
    (void)std::frexp(weight, &exponent);
    const int last = std::max(exponent - 11, -24);
    return std::ldexp(std::nearbyint(std::ldexp(weight, -last)), last);
  };
  EXPECT_EQ(PrecisionAfter(float16), "float16");
  EXPECT_EQ(PrecisionAfter([&](float weight) { return float16(weight * 0x1p-13F); }), "float16");
  const auto bfloat16 = [](float weight) {
    return std::bit_cast<float>(std::bit_cast<std::uint32_t>(weight) & 0xFFFF0000U);
  };
  EXPECT_EQ(PrecisionAfter(bfloat16), "bfloat16");
}

}  // namespace
}  // namespace headwater
