#include "headwater/read/attention_tensor.h"

#include <cassert>
#include <string>
#include <utility>

namespace headwater {

AttentionTensor::AttentionTensor(const AttentionShape& shape, int batch,
                                 std::vector<std::vector<float>> layers, int averaged_heads)
    : shape_(shape), batch_(batch), averaged_heads_(averaged_heads), layers_(std::move(layers)) {
  assert(layers_.size() == static_cast<std::size_t>(shape_.layers));
}

std::size_t AttentionTensor::SizeBytes() const {
  return static_cast<std::size_t>(shape_.layers) * static_cast<std::size_t>(batch_) *
         shape_.LayerSize() * sizeof(float);
}

std::span<const float> AttentionTensor::Layer(int layer, int batch_item) const {
  const std::span<const float> block = layers_[static_cast<std::size_t>(layer)];
  return block.subspan(static_cast<std::size_t>(batch_item) * shape_.LayerSize(),
                       shape_.LayerSize());
}

Result<AttentionView> AttentionTensor::View(int batch_item) const {
  if (batch_item < 0 || batch_item >= batch_) {
    return Error{ErrorCode::kOption, "batch item " + std::to_string(batch_item) +
                                         " was asked for, the batch has items 0 to " +
                                         std::to_string(batch_ - 1)};
  }
  std::vector<std::span<const float>> layers;
  layers.reserve(layers_.size());
  for (int layer = 0; layer < shape_.layers; ++layer) layers.push_back(Layer(layer, batch_item));
  return MakeAttentionView(shape_, std::move(layers));
}

std::vector<std::vector<float>> AttentionTensor::ReleaseLayers() && {
  shape_ = {};
  batch_ = 0;
  return std::exchange(layers_, {});
}

}  // namespace headwater
