#include "headwater/head_fusion.h"
#include "in_range.h"

namespace headwater {

Result<std::vector<float>> FuseInFloat(const AttentionView& attention, int layer,
                                       const HeadFusion& fusion) {
  std::vector<double> fused(attention.shape().HeadSize());
  FuseHeads(attention, layer, fusion, fused);
  const std::vector<float> rounded(fused.begin(), fused.end());
  if (auto error = CheckInRange(rounded, "the fused attention", layer)) return *std::move(error);
  return rounded;
}

}  // namespace headwater
