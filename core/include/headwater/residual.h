#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "headwater/error.h"

namespace headwater {

// docs/definitions.md#residual. W is a layer's fused attention, I the identity.
enum class ResidualKind : std::uint8_t {
  kAverage,    // rownorm((1 - weight) W + weight I); Abnar & Zuidema 2020 with weight 0.5
  kAdd,        // W + I
  kRecurrent,  // the identity joins the previous rollout, not the layer: R_l = W_l (R_{l-1} + I)
  kNone,       // W
};

// What programs and links call them.
inline constexpr std::pair<const char*, ResidualKind> kResidualKinds[] = {
    {"average", ResidualKind::kAverage},
    {"add", ResidualKind::kAdd},
    {"recurrent", ResidualKind::kRecurrent},
    {"none", ResidualKind::kNone},
};

struct Residual {
  ResidualKind kind = ResidualKind::kAverage;
  double weight = 0.5;  // share of the identity, in [0, 1]; only for kAverage
};

// kOption when the weight is outside [0, 1].
std::optional<Error> CheckResidual(const Residual& residual);

// Mixes the identity into an n x n matrix, row-major, in place. kRecurrent and kNone leave it as it
// is. O(n^2).
void MixResidual(const Residual& residual, int n, std::span<double> matrix);

// The same for one row, `row` of the matrix. O(row.size()).
void MixResidualIntoRow(const Residual& residual, int row, std::span<double> weights);

// Divides each row by its own sum; a row whose sum is 0 stays 0. O(rows * columns).
void NormaliseRows(int columns, std::span<double> matrix);

}  // namespace headwater
