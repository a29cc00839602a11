#pragma once

#include <span>
#include <vector>

#include "headwater/residual.h"

namespace headwater {

// sums += factor * row. O(row.size()).
void AddScaled(double factor, std::span<const float> row, std::span<double> sums);
void AddScaled(double factor, std::span<const double> row, std::span<double> sums);

// row * R_layer without R_layer: the row, n weights over the positions after `layer`, is drawn down
// through `matrices`, [layer][query][key] of at least layer + 1 layer matrices A_l (W_l with
// ResidualKind::kRecurrent). With a single 1 in the row this is that row of the rollout. In double.
// O(layer * n^2).
std::vector<double> DrawDown(std::span<const double> matrices, int layer, ResidualKind residual,
                             std::vector<double> row);

}  // namespace headwater
