#include "headwater/head_reduction.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "core/support/random_attention.h"

namespace headwater {
namespace {

TEST(ReduceHeads, OfTheSameSizeIsTheWeights) {
  const auto attention =
      testing::RandomAttention({.layers = 2, .heads = 3, .queries = 5, .keys = 4}, 1);
  std::vector<float> reduced(60, -1.0F);
  ReduceHeads(attention.View(), 1, {.rows = 5, .columns = 4}, reduced);
  EXPECT_EQ(reduced, attention.layers[1]);
}

TEST(ReduceHeads, KeepsTheLargestWeightOfEveryBlock) {
  const AttentionShape shape{.layers = 1, .heads = 2, .queries = 11, .keys = 7};
  const auto attention = testing::RandomAttention(shape, 2);
  std::vector<float> reduced(2 * 4 * 3);
  ReduceHeads(attention.View(), 0, {.rows = 4, .columns = 3}, reduced);
  for (int head = 0; head < 2; ++head) {
    for (int row = 0; row < 4; ++row) {
      for (int column = 0; column < 3; ++column) {
        float largest = 0.0F;
        for (int query = 0; query < 11; ++query) {
          for (int key = 0; key < 7; ++key) {
            if (query * 4 / 11 != row || key * 3 / 7 != column) continue;
            largest = std::max(largest, attention.View().At(0, head, query, key));
          }
        }
        EXPECT_EQ(reduced[static_cast<std::size_t>((head * 4 + row) * 3 + column)], largest);
      }
    }
  }
}

TEST(ReduceHeads, DoesNotLoseOneBrightCell) {
  std::vector<float> weights(100 * 100);
  weights[57 * 100 + 3] = 0.9F;
  const testing::OwnedAttention attention{{.layers = 1, .heads = 1, .queries = 100, .keys = 100},
                                          {weights}};
  std::vector<float> reduced(64);
  ReduceHeads(attention.View(), 0, {.rows = 8, .columns = 8}, reduced);
  EXPECT_EQ(reduced[4 * 8], 0.9F);
  EXPECT_EQ(std::count(reduced.begin(), reduced.end(), 0.0F), 63);
}

}  // namespace
}  // namespace headwater
