#pragma once

#include <optional>
#include <span>

#include "headwater/attention.h"
#include "headwater/discard.h"
#include "headwater/head_fusion.h"
#include "headwater/residual.h"

namespace headwater {

// The steps from attention to the layer matrices A_l: fusion, residual, discard (or, with
// DiscardOrder::kBeforeResidual, fusion, discard, residual).
struct LayerOptions {
  HeadFusion fusion = {};
  Residual residual = {};
  Discard discard = {};
};

// kOption for a setting out of range, kRectangular when queries and keys differ in number,
// kNoGradients for a fusion that needs gradients which are not there.
std::optional<Error> CheckLayerOptions(const LayerOptions& options, const AttentionView& attention);

// The same for layer matrices that are to be capacities of attention flow: also kOption for
// ResidualKind::kRecurrent, which has none.
std::optional<Error> CheckCapacityOptions(const LayerOptions& options,
                                          const AttentionView& attention);

// The part of it that concerns the residual.
std::optional<Error> CheckCapacityResidual(const Residual& residual);

// Writes A_l (n x n, row-major) of one layer: what rollout multiplies and flow takes as capacities.
// All of it in double, so that thresholds and capacities are those of a float64 reference. Needs
// options that pass CheckLayerOptions. O(heads * n^2).
void ComputeLayerMatrix(const AttentionView& attention, int layer, const LayerOptions& options,
                        std::span<double> matrix);

// What ComputeLayerMatrix() does after fusion, to a fused n x n matrix in place. O(n^2).
void FinishLayerMatrix(const LayerOptions& options, int n, std::span<double> matrix);

}  // namespace headwater
