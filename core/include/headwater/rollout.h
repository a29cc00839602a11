#pragma once

#include <optional>
#include <span>
#include <vector>

#include "headwater/attention.h"
#include "headwater/layer_matrix.h"
#include "headwater/result.h"

namespace headwater {

struct RolloutOptions {
  LayerOptions layer = {};
  int start_layer = 0;  // in [0, layers)
  // The fusion's heads are those of layer l alone; the layers below fuse all heads by the same
  // kind, or by their mean where the fusion has weights: "head k of layer l on top of the fused
  // layers below" (Abnar & Zuidema 2020, appendix A.1). Else head k is multiplied with itself only.
  bool fused_below = false;
};

// Attention rollout, layer by layer (Abnar & Zuidema 2020, section 3; docs/definitions.md#rollout):
// R_j = A_j at the start layer j, R_l = A_l R_{l-1} above it. With ResidualKind::kRecurrent
// R_l = W_l (R_{l-1} + I). R_l[i][j] is how much position i after layer l takes from input token j.
//
//   auto steps = RolloutSteps::Start(attention, options);
//   while (steps->Next()) Use(steps->layer(), steps->matrix());
//   if (steps->error()) ...
//
// One layer a step, so that a caller can show progress, stop, or keep only the layers it wants.
class RolloutSteps {
 public:
  // kOption for settings out of range, kRectangular when queries and keys differ in number. The
  // weights behind `attention` must outlive the steps.
  static Result<RolloutSteps> Start(const AttentionView& attention, const RolloutOptions& options);

  // Computes the next layer; false when there is none, or when its values leave the range of
  // float32, which error() then says. O(heads * n^2 + n^3), the product in float: within 2e-6 of
  // float64 after 48 layers. Twice as much with fused_below.
  bool Next();
  // kOutOfRange, with the layer.
  const std::optional<Error>& error() const { return error_; }

  // Of the last Next() that returned true.
  int layer() const { return layer_; }
  // n x n, row-major; valid until the next Next().
  std::span<const float> matrix() const { return rollout_; }

 private:
  RolloutSteps(const AttentionView& attention, const RolloutOptions& options);

  // Writes A of the present layer, made with these options, times what lies below it.
  void Apply(const LayerOptions& options, std::vector<float>& rollout);

  AttentionView attention_;
  RolloutOptions options_;
  LayerOptions below_options_;
  int layer_;
  std::optional<Error> error_;
  std::vector<double> layer_matrix_;
  std::vector<float> factor_;
  std::vector<float> below_;
  std::vector<float> trunk_;  // the rollout of fused heads, only with fused_below
  std::vector<float> rollout_;
};

// All layers from the start layer up, [layer - start_layer][query][key]; or the error of the steps.
Result<std::vector<float>> Rollout(const AttentionView& attention, const RolloutOptions& options);

}  // namespace headwater
