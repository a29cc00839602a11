#include "headwater/rollout_paths.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace headwater {
namespace {

struct Stack {
  int layers;
  int tokens;
  std::vector<double> weights;

  double At(int layer, int query, int key) const {
    return weights[static_cast<std::size_t>((layer * tokens + query) * tokens + key)];
  }
};

// Some weights are 0, and many are alike, so that products tie.
Stack RandomStack(int layers, int tokens, std::uint64_t seed) {
  std::mt19937_64 random(seed);
  std::uniform_int_distribution<int> weight(0, 5);
  Stack stack{layers, tokens, {}};
  for (int i = 0; i < layers * tokens * tokens; ++i) stack.weights.push_back(weight(random) / 8.0);
  return stack;
}

double ProductOf(const Stack& stack, const std::vector<int>& nodes) {
  double product = 1;
  for (int step = 0; step < stack.layers; ++step) {
    const auto at = static_cast<std::size_t>(step);
    product *= stack.At(stack.layers - 1 - step, nodes[at], nodes[at + 1]);
  }
  return product;
}

// Every path there is, whatever its product, by counting in base `tokens`.
std::vector<std::vector<int>> AllPaths(const Stack& stack, int query, int key) {
  std::vector<std::vector<int>> paths;
  const int between = stack.layers - 1;
  const int count = static_cast<int>(std::lround(std::pow(stack.tokens, between)));
  for (int number = 0; number < count; ++number) {
    std::vector<int> nodes{query};
    for (int digit = 0, rest = number; digit < between; ++digit, rest /= stack.tokens) {
      nodes.push_back(rest % stack.tokens);
    }
    nodes.push_back(key);
    paths.push_back(nodes);
  }
  return paths;
}

TEST(StrongestPaths, AreThoseOfTryingEveryPath) {
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    const Stack stack =
        RandomStack(1 + static_cast<int>(seed % 5), 2 + static_cast<int>(seed % 3), seed);
    for (int query = 0; query < stack.tokens; ++query) {
      const int key = (query + static_cast<int>(seed)) % stack.tokens;
      std::vector<double> products;
      for (const auto& nodes : AllPaths(stack, query, key)) {
        const double product = ProductOf(stack, nodes);
        if (product > 0) products.push_back(product);
      }
      std::sort(products.begin(), products.end(), std::greater<>());
      for (const int most : {1, 7, 1000}) {
        const auto paths = StrongestPaths(stack.weights, stack.tokens, query, key, most).value();
        ASSERT_EQ(paths.size(), std::min(products.size(), static_cast<std::size_t>(most)));
        std::set<std::vector<int>> seen;
        for (std::size_t rank = 0; rank < paths.size(); ++rank) {
          const LayerPath& path = paths[rank];
          EXPECT_EQ(path.nodes.front(), query);
          EXPECT_EQ(path.nodes.back(), key);
          EXPECT_NEAR(path.amount, products[rank], 1e-15);
          EXPECT_NEAR(path.amount, ProductOf(stack, path.nodes), 1e-15);
          EXPECT_TRUE(seen.insert(path.nodes).second) << "the same path twice";
        }
      }
    }
  }
}

TEST(StrongestPaths, OfUniformAttentionAllWeighTheSameAndAreFoundAtOnce) {
  constexpr int kTokens = 100;
  constexpr int kLayers = 12;
  const std::vector<double> weights(kLayers * kTokens * kTokens, 1.0 / kTokens);
  const auto paths = StrongestPaths(weights, kTokens, 3, 5, 200).value();
  ASSERT_EQ(paths.size(), 200U);
  for (const LayerPath& path : paths) EXPECT_NEAR(path.amount, 1e-24, 1e-36);
}

TEST(StrongestPaths, OfAPermutationThereIsOneOrNone) {
  // Layer 0 reads the next token, layer 1 the one after the next, modulo 5.
  std::vector<double> weights(50);
  for (std::size_t i = 0; i < 5; ++i) {
    weights[i * 5 + (i + 1) % 5] = 1;
    weights[25 + i * 5 + (i + 2) % 5] = 0.5;
  }
  const auto found = StrongestPaths(weights, 5, 0, 3, 10).value();
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].nodes, (std::vector<int>{0, 2, 3}));
  EXPECT_EQ(found[0].amount, 0.5);
  EXPECT_TRUE(StrongestPaths(weights, 5, 0, 2, 10)->empty());
}

TEST(StrongestPaths, GoThroughAnyNumberOfLayers) {
  constexpr std::size_t kLayers = 300'000;
  const std::vector<double> weights(kLayers * 4, 1.0);
  const auto paths = StrongestPaths(weights, 2, 0, 1, 3).value();
  ASSERT_EQ(paths.size(), 3U);
  EXPECT_NE(paths[0].nodes, paths[1].nodes);
  for (const LayerPath& path : paths) {
    EXPECT_EQ(path.nodes.size(), kLayers + 1);
    EXPECT_EQ(path.amount, 1.0);
  }
}

TEST(StrongestPaths, SayAtWhichLayerAProductLeavesTheRangeOfDouble) {
  // One token with itself and the identity: 2^k after k layers.
  const auto paths = StrongestPaths(std::vector<double>(1100, 2.0), 1, 0, 0, 1);
  ASSERT_FALSE(paths.ok());
  EXPECT_EQ(paths.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(paths.error().place, (Place{.layer = 1023}));
}

}  // namespace
}  // namespace headwater
