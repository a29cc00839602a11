#include "headwater/layer_matrix.h"

#include <string>

namespace headwater {

std::optional<Error> CheckLayerOptions(const LayerOptions& options,
                                       const AttentionView& attention) {
  const AttentionShape& shape = attention.shape();
  if (!shape.square()) {
    return Error{ErrorCode::kRectangular, "the attention has " + std::to_string(shape.queries) +
                                              " rows and " + std::to_string(shape.keys) +
                                              " columns"};
  }
  if (auto error = CheckHeadFusion(options.fusion, attention)) return error;
  if (auto error = CheckResidual(options.residual)) return error;
  return CheckDiscard(options.discard);
}

std::optional<Error> CheckCapacityOptions(const LayerOptions& options,
                                          const AttentionView& attention) {
  if (auto error = CheckCapacityResidual(options.residual)) return error;
  return CheckLayerOptions(options, attention);
}

std::optional<Error> CheckCapacityResidual(const Residual& residual) {
  if (residual.kind != ResidualKind::kRecurrent) return std::nullopt;
  return Error{ErrorCode::kOption,
               "attention flow has no capacities with the recurrent residual; choose average, add "
               "or none"};
}

void ComputeLayerMatrix(const AttentionView& attention, int layer, const LayerOptions& options,
                        std::span<double> matrix) {
  FuseHeads(attention, layer, options.fusion, matrix);
  FinishLayerMatrix(options, attention.shape().keys, matrix);
}

void FinishLayerMatrix(const LayerOptions& options, int n, std::span<double> matrix) {
  const bool discard_first = options.discard.order == DiscardOrder::kBeforeResidual;
  if (discard_first) DiscardSmallest(options.discard, n, matrix);
  MixResidual(options.residual, n, matrix);
  if (!discard_first) DiscardSmallest(options.discard, n, matrix);
}

}  // namespace headwater
