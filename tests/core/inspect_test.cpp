#include "headwater/inspect.h"

#include <gtest/gtest.h>

#include "core/support/random_attention.h"

namespace headwater {
namespace {

using testing::OwnedAttention;
using testing::RandomAttention;

TEST(Inspect, FindsTheRowWhoseSumIsFarthestFromOne) {
  auto attention = RandomAttention({.layers = 2, .heads = 2, .queries = 3, .keys = 3}, 5);
  attention.layers[1][attention.View().shape().Index(1, 2, 0)] += 0.5F;
  attention.layers[0][0] += 0.25F;
  const Inspection found = Inspect(attention.View());
  EXPECT_NEAR(found.row_sum_deviation, 0.5, 1e-6);
  EXPECT_NEAR(found.worst_row_sum, 1.5, 1e-6);
  EXPECT_EQ(found.worst_row, (Place{.layer = 1, .head = 1, .row = 2}));
}

TEST(Inspect, RecognisesCausalAttention) {
  const AttentionShape shape{.layers = 2, .heads = 2, .queries = 4, .keys = 4};
  EXPECT_TRUE(Inspect(RandomAttention(shape, 1, true).View()).causal);
  EXPECT_FALSE(Inspect(RandomAttention(shape, 1, false).View()).causal);
  auto almost = RandomAttention(shape, 1, true);
  almost.layers[1][shape.Index(0, 0, 3)] = 1e-6F;
  EXPECT_FALSE(Inspect(almost.View()).causal);
}

TEST(Inspect, DoesNotCallOneTokenOrRectanglesCausal) {
  EXPECT_FALSE(
      Inspect(RandomAttention({.layers = 1, .heads = 1, .queries = 1, .keys = 1}, 1).View())
          .causal);
  EXPECT_FALSE(
      Inspect(RandomAttention({.layers = 1, .heads = 1, .queries = 1, .keys = 3}, 1, true).View())
          .causal);
}

TEST(Inspect, FindsKeysThatNobodyReads) {
  auto attention = RandomAttention({.layers = 2, .heads = 1, .queries = 4, .keys = 4}, 3);
  for (auto& layer : attention.layers) {
    for (int query = 0; query < 4; ++query) {
      layer[attention.shape.Index(0, query, 0)] = 0.0F;
      layer[attention.shape.Index(0, query, 3)] = 0.0F;
    }
  }
  EXPECT_EQ(Inspect(attention.View()).padded_keys, (std::vector<int>{0, 3}));
  attention.layers[1][attention.shape.Index(0, 2, 3)] = 0.5F;
  EXPECT_EQ(Inspect(attention.View()).padded_keys, (std::vector<int>{0}));
}

TEST(Inspect, DoesNotCallEverythingPadding) {
  const OwnedAttention zeros{{.layers = 1, .heads = 1, .queries = 2, .keys = 2},
                             {std::vector<float>(4)}};
  EXPECT_TRUE(Inspect(zeros.View()).padded_keys.empty());
}

}  // namespace
}  // namespace headwater
