// The part of TensorBuilder that keeps the mean over the heads instead of them.
#include <algorithm>
#include <utility>

#include "read/sample/tensor_builder.h"

namespace headwater {

bool TensorBuilder::AverageFromHere() {
  if (budget_->heads() != KeptHeads::kMeanWhenNeeded || signed_ || averaging_ || has_steps() ||
      leaf_depth_ <= kMinDepth || extent_[kKey] == 0 || extent_[kHead] == 1) {
    return false;
  }
  for (std::vector<float>& layer : layers_) AverageLayer(layer);
  if (!layers_.empty()) layer_size_ /= extent_[kHead];
  AverageOpenLayer();
  averaging_ = true;
  return true;
}

void TensorBuilder::AverageLayer(std::vector<float>& layer) {
  const AttentionShape shape = {.layers = 1,
                                .heads = static_cast<int>(extent_[kHead]),
                                .queries = static_cast<int>(extent_[kQuery]),
                                .keys = static_cast<int>(extent_[kKey])};
  const std::size_t before = layer.size();
  layer = MeanOfHeads(layer, shape, std::max<std::size_t>(extent_[kBatch], 1));
  budget_->Give((before - layer.size()) * sizeof(float));
}

// Moves the rows that are complete to the mean, and the one that is being read to its own place.
void TensorBuilder::AverageOpenLayer() {
  const std::size_t keys = extent_[kKey];
  bool has_open_row = false;
  if (cursor_ != nullptr) {
    const float* const row = row_end_ - keys;
    const auto have = static_cast<std::size_t>(cursor_ - row);
    has_open_row = row != first_row_.data();
    if (has_open_row) std::copy_n(row, have, first_row_.data());
    cursor_ = first_row_.data() + have;
    row_end_ = first_row_.data() + keys;
  }
  std::vector<std::vector<float>> blocks = std::exchange(segments_, {});
  std::size_t last_used = std::exchange(segment_used_, 0);
  if (blocks.empty() && !layer_.empty()) {
    blocks.push_back(std::exchange(layer_, {}));
    last_used = std::exchange(layer_used_, 0);
    budget_->Give(kLayerOverhead);
  }
  std::size_t row = 0;
  for (std::vector<float>& block : blocks) {
    const bool last = &block == &blocks.back();
    std::size_t rows = (last ? last_used : block.size()) / keys;
    if (last && has_open_row) --rows;
    for (std::size_t k = 0; k < rows; ++k, ++row) {
      mean_.Add(OffsetInMean(row), std::span(block).subspan(k * keys, keys));
    }
    budget_->Give(block.size() * sizeof(float));
    block = {};
  }
  mean_taken_ = 0;
}

// Of a row of the layer, counted over its batch items and heads. Extents that are not known yet are
// those of the first matrix or batch item, in which the row then is.
std::size_t TensorBuilder::OffsetInMean(std::size_t row) const {
  const std::size_t queries = extent_[kQuery];
  const std::size_t heads = extent_[kHead];
  if (queries == 0) return row * extent_[kKey];
  const std::size_t matrix = row / queries;
  const std::size_t batch = heads == 0 ? 0 : matrix / heads;
  return (batch * queries + row % queries) * extent_[kKey];
}

bool TensorBuilder::AverageRow() {
  std::size_t batch = 0;
  std::size_t query = 0;
  for (int level = 1; level < leaf_depth_; ++level) {
    const auto at = static_cast<std::size_t>(level);
    if (axis_[at] == kBatch) batch = count_[at];
    if (axis_[at] == kQuery) query = count_[at];
  }
  const std::size_t queries = extent_[kQuery];
  // A row too many is refused when its matrix ends.
  const bool has_place =
      (queries == 0 || query < queries) && (extent_[kBatch] == 0 || batch < extent_[kBatch]);
  if (!has_place) return true;
  mean_.Add((batch * queries + query) * extent_[kKey], first_row_);
  return TakeForMean();
}

bool TensorBuilder::TakeForMean() {
  const std::uint64_t needed = std::uint64_t{mean_.size()} * HeadMean::kBytes;
  if (needed <= mean_taken_) return true;
  if (!budget_->Take(needed - mean_taken_)) return FailTooLarge(needed - mean_taken_);
  mean_taken_ = needed;
  return true;
}

bool TensorBuilder::FinishMean() {
  layer_size_ = mean_.size();
  if (!TakeForMean()) return false;
  if (!budget_->Take(layer_bytes() + kLayerOverhead)) return FailTooLarge(layer_bytes());
  layers_.push_back(mean_.Take(extent_[kHead]));
  return true;
}

}  // namespace headwater
