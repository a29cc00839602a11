#include "generation/growing_rollout.h"

#include <algorithm>

#include "rollout_row.h"
#include "square_product.h"

namespace headwater {

GrowingRollout::GrowingRollout(const AttentionView& attention, const LayerOptions& options,
                               int prompt)
    : attention_(attention),
      options_(options),
      prompt_(prompt),
      tokens_(prompt),
      layer_row_(static_cast<std::size_t>(attention.shape().keys)),
      sums_(layer_row_.size()),
      rows_(static_cast<std::size_t>(attention.shape().layers)) {
  for (int layer = 0; layer < attention.shape().layers; ++layer) StartLayer(layer);
}

void GrowingRollout::StartLayer(int layer) {
  const auto size = static_cast<std::size_t>(prompt_);
  std::vector<float> factor;
  factor.reserve(size * size);
  for (int row = 0; row < prompt_; ++row) {
    for (const double weight : LayerRow(layer, row, prompt_)) {
      factor.push_back(static_cast<float>(weight));
    }
  }
  std::vector<float>& rollout = rows_[static_cast<std::size_t>(layer)];
  if (layer == 0) {
    rollout = std::move(factor);
    return;
  }
  std::vector<float> below = rows_[static_cast<std::size_t>(layer) - 1];
  if (options_.residual.kind == ResidualKind::kRecurrent) {
    for (std::size_t i = 0; i < size; ++i) below[i * size + i] += 1.0F;
  }
  rollout.resize(size * size);
  MultiplySquare(prompt_, factor, below, rollout);
}

void GrowingRollout::Grow() {
  const int newest = tokens_;
  ++tokens_;
  const auto size = static_cast<std::size_t>(tokens_);
  for (int layer = 0; layer < attention_.shape().layers; ++layer) {
    const std::span<const double> weights = LayerRow(layer, newest, tokens_);
    const std::span<double> sums = std::span(sums_).first(size);
    if (layer == 0) {
      std::ranges::copy(weights, sums.begin());
    } else {
      std::ranges::fill(sums, 0.0);
      for (int row = 0; row < tokens_; ++row) {
        AddScaled(weights[static_cast<std::size_t>(row)], Row(layer - 1, row), sums);
      }
      if (options_.residual.kind == ResidualKind::kRecurrent) AddScaled(1.0, weights, sums);
    }
    std::vector<float>& rollout = rows_[static_cast<std::size_t>(layer)];
    for (const double sum : sums) rollout.push_back(static_cast<float>(sum));
  }
}

std::span<const float> GrowingRollout::NewestRow(int layer) const {
  return Row(layer, tokens_ - 1);
}

std::span<const float> GrowingRollout::Row(int layer, int row) const {
  const std::span<const float> rollout = rows_[static_cast<std::size_t>(layer)];
  const auto prompt = static_cast<std::size_t>(prompt_);
  const auto index = static_cast<std::size_t>(row);
  if (row < prompt_) return rollout.subspan(index * prompt, prompt);
  // The prompt's rows, and rows of prompt + 1, prompt + 2, ... values.
  const std::size_t grown = index - prompt;
  return rollout.subspan(prompt * prompt + grown * prompt + grown * (grown + 1) / 2, index + 1);
}

std::span<const double> GrowingRollout::LayerRow(int layer, int row, int tokens) {
  const std::span<double> weights = std::span(layer_row_).first(static_cast<std::size_t>(tokens));
  FuseHeadsOfQuery(attention_, layer, row, options_.fusion, weights);
  MixResidualIntoRow(options_.residual, row, weights);
  return weights;
}

}  // namespace headwater
