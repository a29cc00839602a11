#include "headwater/rollout.h"

#include <algorithm>
#include <string>

#include "in_range.h"
#include "square_product.h"

namespace headwater {
namespace {

void AddIdentity(int n, std::span<float> matrix) {
  const auto size = static_cast<std::size_t>(n);
  for (std::size_t i = 0; i < size; ++i) matrix[i * size + i] += 1.0F;
}

}  // namespace

Result<RolloutSteps> RolloutSteps::Start(const AttentionView& attention,
                                         const RolloutOptions& options) {
  if (auto error = CheckLayerOptions(options.layer, attention)) return *std::move(error);
  const int layers = attention.shape().layers;
  if (options.start_layer < 0 || options.start_layer >= layers) {
    return Error{ErrorCode::kOption, "the start layer is " + std::to_string(options.start_layer) +
                                         "; layers run from 0 to " + std::to_string(layers - 1)};
  }
  return RolloutSteps(attention, options);
}

RolloutSteps::RolloutSteps(const AttentionView& attention, const RolloutOptions& options)
    : attention_(attention),
      options_(options),
      below_options_(options.layer),
      layer_(options.start_layer - 1),
      layer_matrix_(attention.shape().HeadSize()),
      factor_(attention.shape().HeadSize()) {
  const FusionKind kind = options.layer.fusion.kind;
  below_options_.fusion = {.kind = kind == FusionKind::kWeights ? FusionKind::kMean : kind};
}

bool RolloutSteps::Next() {
  if (error_ || layer_ + 1 >= attention_.shape().layers) return false;
  ++layer_;
  std::swap(below_, options_.fused_below ? trunk_ : rollout_);
  if (options_.layer.residual.kind == ResidualKind::kRecurrent && layer_ > options_.start_layer) {
    AddIdentity(attention_.shape().keys, below_);
  }
  if (options_.fused_below) Apply(below_options_, trunk_);
  Apply(options_.layer, rollout_);
  error_ = CheckInRange(rollout_, "the rollout", layer_);
  return !error_;
}

void RolloutSteps::Apply(const LayerOptions& options, std::vector<float>& rollout) {
  ComputeLayerMatrix(attention_, layer_, options, layer_matrix_);
  std::transform(layer_matrix_.begin(), layer_matrix_.end(), factor_.begin(),
                 [](double value) { return static_cast<float>(value); });
  if (layer_ == options_.start_layer) {
    rollout = factor_;
    return;
  }
  rollout.resize(factor_.size());
  MultiplySquare(attention_.shape().keys, factor_, below_, rollout);
}

Result<std::vector<float>> Rollout(const AttentionView& attention, const RolloutOptions& options) {
  Result<RolloutSteps> steps = RolloutSteps::Start(attention, options);
  if (!steps.ok()) return std::move(steps).error();
  std::vector<float> layers;
  while (steps->Next()) {
    layers.insert(layers.end(), steps->matrix().begin(), steps->matrix().end());
  }
  if (steps->error()) return *steps->error();
  return layers;
}

}  // namespace headwater
