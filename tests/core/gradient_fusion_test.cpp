#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <vector>

#include "core/support/random_attention.h"
#include "headwater/input.h"
#include "headwater/rollout.h"

namespace headwater {
namespace {

using testing::OwnedAttention;
using testing::RandomAttention;

constexpr AttentionShape kShape{.layers = 2, .heads = 3, .queries = 5, .keys = 5};
const HeadFusion kByGradient{.kind = FusionKind::kGradient};

std::vector<std::vector<float>> RandomGradients(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::normal_distribution<float> value;
  std::vector<std::vector<float>> layers(2, std::vector<float>(kShape.LayerSize()));
  for (auto& layer : layers) std::ranges::generate(layer, [&] { return value(random); });
  return layers;
}

Input InputWith(const OwnedAttention& attention, std::vector<std::vector<float>> gradients) {
  Sample sample;
  sample.attentions = AttentionTensor(kShape, 1, attention.layers);
  sample.gradients = AttentionTensor(kShape, 1, std::move(gradients));
  std::vector<Sample> samples;
  samples.push_back(std::move(sample));
  return Input::Open(std::move(samples)).value();
}

TEST(GradientFusion, IsTheMeanOverHeadsOfPositiveGradientTimesWeight) {
  const OwnedAttention attention = RandomAttention(kShape, 41);
  const auto gradients = RandomGradients(41);
  const Input input = InputWith(attention, gradients);
  for (int layer = 0; layer < kShape.layers; ++layer) {
    std::vector<double> fused(kShape.HeadSize());
    FuseHeads(input.attention(), layer, kByGradient, fused);
    for (int query = 0; query < kShape.queries; ++query) {
      for (int key = 0; key < kShape.keys; ++key) {
        double sum = 0.0;
        for (int head = 0; head < kShape.heads; ++head) {
          const std::size_t index = kShape.Index(head, query, key);
          const auto l = static_cast<std::size_t>(layer);
          sum += std::max(0.0, static_cast<double>(gradients[l][index]) *
                                   static_cast<double>(attention.layers[l][index]));
        }
        EXPECT_NEAR(fused[kShape.Index(0, query, key)], sum / kShape.heads, 1e-15);
      }
    }
  }
}

TEST(GradientFusion, ClampsEachHeadBeforeTheMean) {
  OwnedAttention attention{{.layers = 1, .heads = 2, .queries = 1, .keys = 1}, {{1.0F, 1.0F}}};
  const std::vector<float> gradients{3.0F, -2.0F};
  double fused = 0.0;
  FuseHeads(attention.View().WithGradients({gradients}), 0, kByGradient, {&fused, 1});
  EXPECT_EQ(fused, 1.5);  // the mean first would give 0.5
}

TEST(GradientFusion, TakesSomeHeadsOnly) {
  const OwnedAttention attention = RandomAttention(kShape, 42);
  const Input input = InputWith(attention, RandomGradients(42));
  std::vector<double> one(kShape.HeadSize());
  FuseHeads(input.attention(), 0, {.kind = FusionKind::kGradient, .heads = {1}}, one);
  for (std::size_t i = 0; i < one.size(); ++i) {
    const double product = static_cast<double>(input.attention().Head(0, 1)[i]) *
                           static_cast<double>(input.attention().GradientHead(0, 1)[i]);
    EXPECT_EQ(one[i], std::max(0.0, product));
  }
}

TEST(GradientFusion, CropsGradientsWithTheirWeights) {
  OwnedAttention attention = RandomAttention(kShape, 43);
  for (auto& layer : attention.layers) {
    for (int row = 0; row < kShape.heads * kShape.queries; ++row) {
      layer[static_cast<std::size_t>(row * kShape.keys + 2)] = 0.0F;
    }
  }
  const auto gradients = RandomGradients(43);
  Input input = InputWith(attention, gradients);
  ASSERT_FALSE(input.Choose({.crop_padding = true}));
  ASSERT_EQ(input.attention().shape().keys, 4);
  ASSERT_TRUE(input.attention().has_gradients());
  EXPECT_EQ(input.attention().GradientHead(1, 2)[4 * 2 + 3], gradients[1][kShape.Index(2, 3, 4)]);
}

TEST(GradientFusion, IsRefusedWithoutGradients) {
  const OwnedAttention attention = RandomAttention(kShape, 44);
  const auto rollout = Rollout(attention.View(), {.layer = {.fusion = kByGradient}});
  ASSERT_FALSE(rollout.ok());
  EXPECT_EQ(rollout.error().code, ErrorCode::kNoGradients);
}

}  // namespace
}  // namespace headwater
