#pragma once

#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "headwater/attention.h"

namespace headwater::testing {

// Attention weights that own themselves, for tests.
struct OwnedAttention {
  AttentionShape shape;
  std::vector<std::vector<float>> layers;

  AttentionView View() const {
    return *MakeAttentionView(shape,
                              std::vector<std::span<const float>>(layers.begin(), layers.end()));
  }
};

// Softmax of normal scores; rows sum to 1 within float rounding. `sharpness` scales the scores.
inline OwnedAttention RandomAttention(const AttentionShape& shape, std::uint64_t seed,
                                      bool causal = false, double sharpness = 1.5) {
  std::mt19937_64 random(seed);
  std::normal_distribution<double> score(0.0, sharpness);
  OwnedAttention attention{shape, {}};
  for (int layer = 0; layer < shape.layers; ++layer) {
    std::vector<float> weights(shape.LayerSize());
    for (int head = 0; head < shape.heads; ++head) {
      for (int query = 0; query < shape.queries; ++query) {
        std::vector<double> row(static_cast<std::size_t>(shape.keys));
        double sum = 0.0;
        for (int key = 0; key < shape.keys; ++key) {
          if (causal && key > query) break;
          sum += row[static_cast<std::size_t>(key)] = std::exp(score(random));
        }
        for (int key = 0; key < shape.keys; ++key) {
          weights[shape.Index(head, query, key)] =
              static_cast<float>(row[static_cast<std::size_t>(key)] / sum);
        }
      }
    }
    attention.layers.push_back(std::move(weights));
  }
  return attention;
}

}  // namespace headwater::testing
