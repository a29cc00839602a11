#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "headwater/attention.h"
#include "headwater/error.h"
#include "headwater/result.h"

namespace headwater {

enum class FusionKind : std::uint8_t {
  kMean,
  kMax,
  kMin,
  kWeights,
  // The mean over heads of max(0, gradient * weight), clamped before it is averaged (Chefer et al.
  // 2021); only of attention that carries gradients.
  kGradient,
};

// What programs and links call them.
inline constexpr std::pair<const char*, FusionKind> kFusionKinds[] = {
    {"mean", FusionKind::kMean},         {"max", FusionKind::kMax},
    {"min", FusionKind::kMin},           {"weights", FusionKind::kWeights},
    {"gradient", FusionKind::kGradient},
};

// How the heads of a layer become one matrix, [head][query][key] -> [query][key];
// docs/definitions.md#head-fusion.
struct HeadFusion {
  FusionKind kind = FusionKind::kMean;
  // The heads used, each once; empty: all. Not with kWeights.
  std::vector<int> heads = {};
  // Only with kWeights: one finite, non-negative weight for each head, scaled to sum 1.
  std::vector<double> weights = {};
};

// kOption when a head does not exist or is named twice, when there is not one weight for each
// head, when a weight is negative or not finite, or when all are 0; kNoGradients for kGradient
// without gradients.
std::optional<Error> CheckHeadFusion(const HeadFusion& fusion, const AttentionView& attention);

// Writes the fused matrix of one layer, [query][key], to `fused` (HeadSize() values). Accumulates
// in double. Needs a fusion that passes CheckHeadFusion. O(heads * HeadSize()).
void FuseHeads(const AttentionView& attention, int layer, const HeadFusion& fusion,
               std::span<double> fused);

// The same, rounded to float32; kOutOfRange when that cannot hold a value, which gradients can
// bring about.
Result<std::vector<float>> FuseInFloat(const AttentionView& attention, int layer,
                                       const HeadFusion& fusion);

// The same for one query alone, over as many of the first keys as `fused` is long.
// O(heads * fused.size()).
void FuseHeadsOfQuery(const AttentionView& attention, int layer, int query,
                      const HeadFusion& fusion, std::span<double> fused);

}  // namespace headwater
