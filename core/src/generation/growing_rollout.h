#pragma once

#include <span>
#include <vector>

#include "headwater/attention.h"
#include "headwater/layer_matrix.h"

namespace headwater {

// The rollouts of a text that grows token by token. A new token is read by none before it, so that
// the rollouts that stand get one more row and never change.
class GrowingRollout {
 public:
  // Rollout over the first `prompt` tokens. Needs attention in which no token reads a later one but
  // within the prompt, options that pass CheckLayerOptions, and no discard ratio.
  // O(layers * prompt^3).
  GrowingRollout(const AttentionView& attention, const LayerOptions& options, int prompt);

  // Takes the next token in. O(layers * (heads * tokens + tokens^2)).
  void Grow();

  int tokens() const { return tokens_; }
  // R_l of the newest token, tokens() values.
  std::span<const float> NewestRow(int layer) const;

 private:
  std::span<const float> Row(int layer, int row) const;
  // The row of A_l over the first `tokens` tokens.
  std::span<const double> LayerRow(int layer, int row, int tokens);
  void StartLayer(int layer);

  AttentionView attention_;
  LayerOptions options_;
  int prompt_;
  int tokens_;
  std::vector<double> layer_row_;
  std::vector<double> sums_;
  // One per layer: the rows so far, `prompt` values long in the prompt, then each one longer.
  std::vector<std::vector<float>> rows_;
};

}  // namespace headwater
