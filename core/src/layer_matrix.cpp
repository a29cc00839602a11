#include "headwater/layer_matrix.h"

#include <string>

namespace headwater {

std::optional<Error> CheckLayerOptions(const LayerOptions& options, const AttentionShape& shape) {
  if (!shape.square()) {
    return Error{ErrorCode::kRectangular, "the attention has " + std::to_string(shape.queries) +
                                              " rows and " + std::to_string(shape.keys) +
                                              " columns"};
  }
  if (auto error = CheckHeadFusion(options.fusion, shape.heads)) return error;
  if (auto error = CheckResidual(options.residual)) return error;
  return CheckDiscard(options.discard);
}

std::optional<Error> CheckCapacityOptions(const LayerOptions& options,
                                          const AttentionShape& shape) {
  if (options.residual.kind == ResidualKind::kRecurrent) {
    return Error{
        ErrorCode::kOption,
        "attention flow has no capacities with the recurrent residual; choose average, add "
        "or none"};
  }
  return CheckLayerOptions(options, shape);
}

void ComputeLayerMatrix(const AttentionView& attention, int layer, const LayerOptions& options,
                        std::span<double> matrix) {
  const int n = attention.shape().keys;
  FuseHeads(attention, layer, options.fusion, matrix);
  const bool discard_first = options.discard.order == DiscardOrder::kBeforeResidual;
  if (discard_first) DiscardSmallest(options.discard, n, matrix);
  MixResidual(options.residual, n, matrix);
  if (!discard_first) DiscardSmallest(options.discard, n, matrix);
}

}  // namespace headwater
