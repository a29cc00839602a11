#pragma once

#include <span>
#include <vector>

#include "headwater/residual.h"

namespace headwater {

// sums += factor * row. O(row.size()).
void AddScaled(double factor, std::span<const float> row, std::span<double> sums);
void AddScaled(double factor, std::span<const double> row, std::span<double> sums);

// Some rows of the rollout of every layer, [layer][row][key] in the order of `rows`, in double.
// `matrices` are the layer matrices A_l (W_l with ResidualKind::kRecurrent), [layer][query][key] of
// `tokens` tokens. Each row is drawn down through the layers, or all are multiplied, whichever is
// less: O(layers * tokens^2 * min(rows * layers / 2, tokens)).
std::vector<double> RolloutRows(std::span<const double> matrices, int tokens, ResidualKind residual,
                                std::span<const int> rows);

}  // namespace headwater
