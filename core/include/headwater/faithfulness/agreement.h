#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "headwater/layer_matrix.h"
#include "headwater/result.h"

namespace headwater {

// Which of a layer's rows is set against the reference (docs/definitions.md#faithfulness).
enum class ReadoutKind : std::uint8_t {
  kPosition,  // the row of one position
  kMax,       // the largest value of each column
  kMean,      // the mean of each column
};

struct Readout {
  ReadoutKind kind = ReadoutKind::kPosition;
  int position = 0;
};

enum class AgreementMethod : std::uint8_t { kRaw, kRollout, kFlow };

// One sample, as far as it matters here. Everything after fusion needs no heads, so that a sample
// travels to the worker that computes it as one matrix a layer.
struct AgreementCase {
  int layers = 0;
  int tokens = 0;
  std::span<const double> fused;      // W_l, [layer][query][key], as FuseHeads() gives them
  std::span<const double> reference;  // importance of each token
  Readout readout;
};

// Spearman's correlation of the reference with the read-out row of raw W_l, rollout R_l or flow
// F_l, for every layer (the paper's Table 2); NaN where it is undefined. `options` make A_l of W_l;
// raw takes none of them. The fused weights and the reference must be as long as they say; kOption
// for a read-out position outside the tokens and for flow with the recurrent residual, kOutOfRange
// where a row leaves the range of double, with its layer. Rollout of one row takes
// O(layers * n^2 * min(layers / 2, n)), of all rows O(layers * n^3).
Result<std::vector<double>> Agreement(const AgreementCase& sample, AgreementMethod method,
                                      const LayerOptions& options);

}  // namespace headwater
