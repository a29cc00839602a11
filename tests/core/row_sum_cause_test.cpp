#include <gtest/gtest.h>

#include <cstddef>
#include <random>
#include <vector>

#include "core/support/random_attention.h"
#include "headwater/inspect.h"

namespace headwater {
namespace {

using testing::OwnedAttention;
using testing::RandomAttention;

constexpr AttentionShape kShape{.layers = 2, .heads = 3, .queries = 12, .keys = 12};

// Every weight as `change(weight, head)` makes it.
template <typename Change>
OwnedAttention Changed(OwnedAttention attention, Change change) {
  for (std::vector<float>& layer : attention.layers) {
    for (std::size_t k = 0; k < layer.size(); ++k)
      layer[k] = change(layer[k], k / kShape.HeadSize());
  }
  return attention;
}

ErrorCode CauseIn(const OwnedAttention& attention) {
  const Inspection inspection = Inspect(attention.View());
  EXPECT_GT(inspection.row_sum_deviation, kRowSumTolerance);
  return FindRowSumCause(attention.View(), inspection.causal);
}

TEST(RowSumCause, IsTheAxisWhereTheHeadsSumToOne) {
  for (const bool causal : {false, true}) {
    OwnedAttention attention = RandomAttention(kShape, 1, causal);
    for (std::vector<float>& layer : attention.layers) {
      for (std::size_t cell = 0; cell < kShape.HeadSize(); ++cell) {
        float sum = 0;
        for (std::size_t head = 0; head < 3; ++head) sum += layer[head * kShape.HeadSize() + cell];
        for (std::size_t head = 0; head < 3 && sum > 0; ++head) {
          layer[head * kShape.HeadSize() + cell] /= sum;
        }
      }
    }
    EXPECT_EQ(CauseIn(attention), ErrorCode::kRowSumsOfHeads) << (causal ? "causal" : "any");
  }
}

TEST(RowSumCause, IsMissingKeysWhereNoRowSumsToMore) {
  const auto third = [](float weight, std::size_t head) { return head == 1 ? weight / 3 : weight; };
  EXPECT_EQ(CauseIn(Changed(RandomAttention(kShape, 2), third)), ErrorCode::kRowSumsTooSmall);
}

TEST(RowSumCause, IsDropoutWhereWeightsAreZeroAndRowsSumToOneOnAverage) {
  for (const bool causal : {false, true}) {
    std::mt19937 random(3);
    std::bernoulli_distribution dropped(0.1);
    const auto dropout = [&](float weight, std::size_t) {
      return dropped(random) ? 0.0F : weight / 0.9F;
    };
    EXPECT_EQ(CauseIn(Changed(RandomAttention(kShape, 4, causal), dropout)),
              ErrorCode::kRowSumsOnAverage);
  }
}

TEST(RowSumCause, StaysOpenWhereNothingTells) {
  const auto uneven = [](float weight, std::size_t head) {
    return weight * (head == 0 ? 0.8F : 1.2F);
  };
  EXPECT_EQ(CauseIn(Changed(RandomAttention(kShape, 5), uneven)), ErrorCode::kRowSums);
  const auto twice = [](float weight, std::size_t) { return 2 * weight; };
  EXPECT_EQ(CauseIn(Changed(RandomAttention(kShape, 6), twice)), ErrorCode::kRowSums);
}

TEST(RowSumCause, DoesNotCountRowsOfZeros) {
  OwnedAttention attention = RandomAttention(kShape, 7);
  for (std::size_t key = 0; key < 12; ++key) attention.layers[0][key] = 0.0F;
  EXPECT_EQ(CauseIn(attention), ErrorCode::kRowSums);
}

}  // namespace
}  // namespace headwater
