#include "headwater/rollout.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "core/support/random_attention.h"
#include "core/support/reference_rollout.h"

namespace headwater {
namespace {

using testing::OwnedAttention;
using testing::RandomAttention;

OwnedAttention OneHead(int n, std::vector<std::vector<float>> layers) {
  return {{.layers = static_cast<int>(layers.size()), .heads = 1, .queries = n, .keys = n},
          std::move(layers)};
}

RolloutOptions With(ResidualKind kind) {
  RolloutOptions options;
  options.layer.residual.kind = kind;
  return options;
}

std::vector<float> RolloutOf(const OwnedAttention& attention, const RolloutOptions& options) {
  auto rollout = Rollout(attention.View(), options);
  EXPECT_TRUE(rollout.ok());
  return rollout.ok() ? std::move(rollout).value() : std::vector<float>{};
}

// Largest difference, relative to the layer's largest entry where that is above 1 (W + I grows).
double LargestDifference(const std::vector<float>& rollout,
                         const std::vector<testing::Rows>& reference) {
  double largest = 0.0;
  std::size_t index = 0;
  for (const testing::Rows& layer : reference) {
    double scale = 1.0;
    for (const auto& row : layer)
      scale = std::max(scale, *std::max_element(row.begin(), row.end()));
    for (const auto& row : layer) {
      for (const double value : row) {
        largest =
            std::max(largest, std::abs(static_cast<double>(rollout.at(index++)) - value) / scale);
      }
    }
  }
  EXPECT_EQ(index, rollout.size());
  return largest;
}

TEST(Rollout, OfIdentityAttentionIsTheIdentity) {
  const std::vector<float> identity{1, 0, 0, 0, 1, 0, 0, 0, 1};
  const auto attention = OneHead(3, {identity, identity, identity});
  const auto rollout = RolloutOf(attention, With(ResidualKind::kAverage));
  for (std::size_t i = 0; i < rollout.size(); ++i) EXPECT_EQ(rollout[i], identity[i % 9]) << i;
}

TEST(Rollout, OfUniformAttentionMovesHalfOfTheRestToUniformInEachLayer) {
  constexpr int kTokens = 4;
  const std::vector<float> uniform(16, 0.25F);
  const auto attention = OneHead(kTokens, {uniform, uniform, uniform});
  const auto rollout = RolloutOf(attention, With(ResidualKind::kAverage));
  for (std::size_t layer = 0; layer < 3; ++layer) {
    const float kept = std::ldexp(1.0F, -static_cast<int>(layer) - 1);
    const float off_diagonal = (1.0F - kept) / kTokens;
    EXPECT_FLOAT_EQ(rollout[layer * 16], kept + off_diagonal);
    EXPECT_FLOAT_EQ(rollout[layer * 16 + 1], off_diagonal);
  }
}

TEST(Rollout, OfPermutationsIsThePermutationsInTurn) {
  // Layer 0 sends position i to i + 1, layer 1 sends i to 2 i, both modulo 5.
  std::vector<float> shift(25);
  std::vector<float> twice(25);
  for (std::size_t i = 0; i < 5; ++i) {
    shift[i * 5 + (i + 1) % 5] = 1;
    twice[i * 5 + (2 * i) % 5] = 1;
  }
  const auto rollout = RolloutOf(OneHead(5, {shift, twice}), With(ResidualKind::kNone));
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j < 5; ++j) {
      EXPECT_EQ(rollout[25 + i * 5 + j], j == (2 * i + 1) % 5 ? 1.0F : 0.0F) << i << ' ' << j;
    }
  }
}

TEST(Rollout, MultipliesUpperLayersFromTheLeft) {
  // A_1 A_0 = [[.3 .7] [.6 .4]] and A_0 A_1 = [[.5 .5] [.4 .6]] differ, as do the transposes.
  const auto attention = OneHead(2, {{1, 0, 0.2F, 0.8F}, {0.125F, 0.875F, 0.5F, 0.5F}});
  const auto rollout = RolloutOf(attention, With(ResidualKind::kNone));
  EXPECT_FLOAT_EQ(rollout[4], 0.125F + 0.875F * 0.2F);
  EXPECT_FLOAT_EQ(rollout[5], 0.875F * 0.8F);
  EXPECT_FLOAT_EQ(rollout[6], 0.5F + 0.5F * 0.2F);
  EXPECT_FLOAT_EQ(rollout[7], 0.5F * 0.8F);
}

TEST(Rollout, OfASingleTokenIsOne) {
  const auto rollout = RolloutOf(OneHead(1, {{1}, {1}}), With(ResidualKind::kAverage));
  EXPECT_EQ(rollout, (std::vector<float>{1, 1}));
}

TEST(Rollout, RecurrentAddsTheIdentityToThePreviousRollout) {
  const auto attention = OneHead(2, {{0.25F, 0.75F, 1, 0}, {0.5F, 0.5F, 0, 1}});
  const auto rollout = RolloutOf(attention, With(ResidualKind::kRecurrent));
  // R_1 = W_1 (W_0 + I)
  const std::vector<float> expected{
      0.25F, 0.75F, 1, 0, 0.5F * 1.25F + 0.5F * 1, 0.5F * 0.75F + 0.5F * 1, 1, 1};
  EXPECT_EQ(rollout, expected);
}

TEST(Rollout, StartsAtTheStartLayer) {
  const auto attention = RandomAttention({.layers = 5, .heads = 3, .queries = 6, .keys = 6}, 7);
  const OwnedAttention upper{{.layers = 3, .heads = 3, .queries = 6, .keys = 6},
                             {attention.layers.begin() + 2, attention.layers.end()}};
  RolloutOptions options;
  options.start_layer = 2;
  EXPECT_EQ(RolloutOf(attention, options), RolloutOf(upper, {}));
}

TEST(Rollout, RowsSumToOneWithTheAverageResidual) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RolloutOptions options;
    options.layer.residual.weight = 0.1 * static_cast<double>(seed % 11);
    options.layer.discard.ratio = 0.04 * static_cast<double>(seed);
    options.layer.fusion.kind = seed % 2 == 0 ? FusionKind::kMax : FusionKind::kMean;
    const auto attention =
        RandomAttention({.layers = 6, .heads = 4, .queries = 17, .keys = 17}, seed, seed % 3 == 0);
    const auto rollout = RolloutOf(attention, options);
    for (std::size_t row = 0; row < rollout.size(); row += 17) {
      double sum = 0.0;
      for (std::size_t key = 0; key < 17; ++key) sum += static_cast<double>(rollout[row + key]);
      EXPECT_NEAR(sum, 1.0, 1e-5);
    }
  }
}

TEST(Rollout, AgreesWithADoubleReferenceAfter48Layers) {
  for (const ResidualKind kind : {ResidualKind::kAverage, ResidualKind::kAdd, ResidualKind::kNone,
                                  ResidualKind::kRecurrent}) {
    for (const bool causal : {false, true}) {
      SCOPED_TRACE("residual " + std::to_string(static_cast<int>(kind)) +
                   (causal ? ", causal" : ""));
      const auto attention =
          RandomAttention({.layers = 48, .heads = 8, .queries = 40, .keys = 40}, 11, causal);
      const auto options = With(kind);
      EXPECT_LT(LargestDifference(RolloutOf(attention, options),
                                  testing::ReferenceRollout(attention.View(), options)),
                2e-6);
    }
  }
}

TEST(Rollout, AgreesWithADoubleReferenceForEveryOption) {
  std::vector<HeadFusion> fusions = {{.kind = FusionKind::kMean},
                                     {.kind = FusionKind::kMax},
                                     {.kind = FusionKind::kMin},
                                     {.kind = FusionKind::kMean, .heads = {2}},
                                     {.kind = FusionKind::kMax, .heads = {0, 3}},
                                     {.kind = FusionKind::kWeights, .weights = {1, 0, 2.5, 0.5}}};
  std::uint64_t seed = 100;
  for (const HeadFusion& fusion : fusions) {
    for (const double ratio : {0.0, 0.1, 0.5, 0.9}) {
      for (const auto order : {DiscardOrder::kAfterResidual, DiscardOrder::kBeforeResidual}) {
        for (const auto rule : {DiscardRule::kThreshold, DiscardRule::kCount}) {
          for (const auto kind : {ResidualKind::kAverage, ResidualKind::kAdd, ResidualKind::kNone,
                                  ResidualKind::kRecurrent}) {
            SCOPED_TRACE("seed " + std::to_string(++seed));
            RolloutOptions options = With(kind);
            options.fused_below = seed % 3 == 0;
            options.layer.residual.weight = 0.3;
            options.layer.fusion = fusion;
            options.layer.discard = {.ratio = ratio, .order = order, .rule = rule};
            const auto attention = RandomAttention(
                {.layers = 3, .heads = 4, .queries = 9, .keys = 9}, seed, seed % 2 == 0);
            EXPECT_LT(LargestDifference(RolloutOf(attention, options),
                                        testing::ReferenceRollout(attention.View(), options)),
                      2e-6);
          }
        }
      }
    }
  }
}

TEST(Rollout, OfOneHeadOnFusedLayersAveragesToTheFusedRollout) {
  // The mean over heads k of A_l^k R_{l-1} is A_l R_{l-1}, because the product is linear.
  constexpr int kHeads = 3;
  const auto attention =
      RandomAttention({.layers = 4, .heads = kHeads, .queries = 6, .keys = 6}, 21);
  std::vector<double> mean(4 * 36);
  for (int head = 0; head < kHeads; ++head) {
    RolloutOptions options;
    options.layer.fusion.heads = {head};
    options.fused_below = true;
    const auto rollout = RolloutOf(attention, options);
    for (std::size_t i = 0; i < mean.size(); ++i) {
      mean[i] += static_cast<double>(rollout.at(i)) / kHeads;
    }
  }
  const auto fused = RolloutOf(attention, {});
  for (std::size_t i = 0; i < mean.size(); ++i) {
    EXPECT_NEAR(mean[i], static_cast<double>(fused.at(i)), 1e-6) << i;
  }
}

TEST(Rollout, OfTheWorkedExampleHasThePublishedFirstRow) {
  // [CLS] The quick brown fox jumps over [SEP]: attention that falls off with distance and gathers
  // on both ends, more so in upper layers. All heads are alike.
  constexpr int kTokens = 8;
  OwnedAttention attention{{.layers = 6, .heads = 8, .queries = kTokens, .keys = kTokens}, {}};
  for (int layer = 0; layer < 6; ++layer) {
    const double depth = layer / 6.0;
    std::vector<float> weights;
    for (int row_of_head = 0; row_of_head < 8 * kTokens; ++row_of_head) {
      const int query = row_of_head % kTokens;
      std::vector<double> row;
      double sum = 0.0;
      for (int key = 0; key < kTokens; ++key) {
        double value = std::exp(-std::abs(query - key) * (1.0 - 0.5 * depth));
        if (key == 0) value += 0.3 * depth;
        if (key == kTokens - 1) value += 0.2 * depth;
        row.push_back(value);
        sum += value;
      }
      for (const double value : row) weights.push_back(static_cast<float>(value / sum));
    }
    attention.layers.push_back(std::move(weights));
  }
  RolloutOptions options;
  options.layer.discard.ratio = 0.1;
  const auto rollout = RolloutOf(attention, options);
  const std::vector<double> expected{0.327, 0.219, 0.150, 0.099, 0.065, 0.042, 0.038, 0.061};
  for (std::size_t key = 0; key < 8; ++key) {
    EXPECT_NEAR(static_cast<double>(rollout[5 * 64 + key]), expected[key], 5e-4) << key;
  }
}

TEST(Rollout, RefusesRectangularAttention) {
  const auto attention = RandomAttention({.layers = 1, .heads = 1, .queries = 2, .keys = 3}, 1);
  const auto rollout = Rollout(attention.View(), {});
  ASSERT_FALSE(rollout.ok());
  EXPECT_EQ(rollout.error().code, ErrorCode::kRectangular);
}

TEST(Rollout, RefusesSettingsOutOfRange) {
  const auto attention = RandomAttention({.layers = 2, .heads = 2, .queries = 3, .keys = 3}, 1);
  std::vector<RolloutOptions> wrong(9);
  wrong[0].start_layer = 2;
  wrong[1].start_layer = -1;
  wrong[2].layer.discard.ratio = 1.0;
  wrong[3].layer.discard.ratio = -0.1;
  wrong[4].layer.residual.weight = 1.5;
  wrong[5].layer.fusion.heads = {2};
  wrong[6].layer.fusion.heads = {1, 1};
  wrong[7].layer.fusion = {.kind = FusionKind::kWeights, .weights = {1.0}};
  wrong[8].layer.fusion = {.kind = FusionKind::kWeights, .weights = {0.0, 0.0}};
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    const auto rollout = Rollout(attention.View(), wrong[i]);
    ASSERT_FALSE(rollout.ok()) << i;
    EXPECT_EQ(rollout.error().code, ErrorCode::kOption) << i;
  }
}

// (W + I)^k of uniform attention over two tokens is (2^k - 1) / 2 everywhere, 1 more on the
// diagonal: the 128 layers below layer 128 reach 2^127, and one more leaves float32.
TEST(Rollout, SaysAtWhichLayerItLeavesTheRangeOfFloat) {
  const auto attention = OneHead(2, std::vector<std::vector<float>>(200, {0.5F, 0.5F, 0.5F, 0.5F}));
  auto steps = RolloutSteps::Start(attention.View(), With(ResidualKind::kAdd)).value();
  while (steps.Next()) {
    EXPECT_FALSE(steps.error());
    EXPECT_TRUE(std::isfinite(steps.matrix().front()));
  }
  EXPECT_EQ(steps.layer(), 128);
  ASSERT_TRUE(steps.error());
  EXPECT_EQ(steps.error()->code, ErrorCode::kOutOfRange);
  EXPECT_EQ(steps.error()->place, (Place{.layer = 128}));
  EXPECT_FALSE(steps.Next());

  const auto whole = Rollout(attention.View(), With(ResidualKind::kAdd));
  ASSERT_FALSE(whole.ok());
  EXPECT_EQ(whole.error().place, (Place{.layer = 128}));
  EXPECT_TRUE(Rollout(attention.View(), With(ResidualKind::kAverage)).ok());
}

TEST(FuseInFloat, RefusesWhatGradientsMakeTooLarge) {
  const std::vector<float> weights{1, 0, 0, 1e30F};
  const std::vector<float> gradients{1e30F, 0, 0, 1e30F};
  const AttentionShape shape{.layers = 1, .heads = 1, .queries = 2, .keys = 2};
  const AttentionView view = MakeAttentionView(shape, {weights})->WithGradients({gradients});
  const auto fused = FuseInFloat(view, 0, {.kind = FusionKind::kGradient});
  ASSERT_FALSE(fused.ok());
  EXPECT_EQ(fused.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(fused.error().place, (Place{.layer = 0}));
  EXPECT_EQ(FuseInFloat(view, 0, {}).value(), weights);
}

}  // namespace
}  // namespace headwater
