#include "read/npy/npz_weights.h"

#include <algorithm>
#include <utility>

#include "read/array/array_sample.h"
#include "read/array/natural_order.h"

namespace headwater {
namespace {

// What was read as layers is one layer: its first axis was heads or batch items.
AttentionTensor AsLayer(NpzWeights::Array array) {
  AttentionShape shape = array.tensor.shape();
  if (array.axes == 2) return std::move(array.tensor);
  const int batch = array.axes == 3 ? 1 : shape.layers;
  if (array.axes == 3) shape.heads = shape.layers;
  shape.layers = 1;
  std::vector<float> whole;
  whole.reserve(array.tensor.SizeBytes() / sizeof(float));
  for (std::vector<float>& part : std::move(array.tensor).ReleaseLayers()) {
    whole.insert(whole.end(), part.begin(), part.end());
    part = {};
  }
  std::vector<std::vector<float>> layers;
  layers.push_back(std::move(whole));
  return {shape, batch, std::move(layers)};
}

}  // namespace

bool NpzWeights::Wants(const std::string& name) const {
  return !named_ || NamesAttention(name) || NamesGradients(name);
}

std::optional<Error> NpzWeights::Add(Array array) {
  const bool gradients = NamesGradients(array.name);
  const bool named = gradients || NamesAttention(array.name);
  if (named && array.error) return std::move(array.error);
  if (named && !gradients && !named_) {
    named_ = true;
    for (const Array& other : attentions_) {
      budget_->Give(other.tensor.SizeBytes());
      passed_.push_back({.name = other.name, .axes = other.axes});
    }
    attentions_.clear();
  }
  (gradients ? gradients_ : attentions_).push_back(std::move(array));
  return std::nullopt;
}

std::optional<Error> NpzWeights::Finish() {
  for (std::vector<Array>* const arrays : {&attentions_, &gradients_}) {
    std::sort(arrays->begin(), arrays->end(),
              [](const Array& a, const Array& b) { return ComesBefore(a.name, b.name); });
  }
  if (auto lost = FindLostLayer(NamesOf(attentions_), passed_)) return lost;
  if (gradients_.empty()) return std::nullopt;
  return FindLostLayer(NamesOf(gradients_), passed_);
}

std::vector<std::string> NpzWeights::NamesOf(const std::vector<Array>& arrays) {
  std::vector<std::string> names;
  names.reserve(arrays.size());
  for (const Array& array : arrays) names.push_back(array.name);
  return names;
}

Result<AttentionTensor> NpzWeights::Join(std::vector<Array>& arrays) {
  if (arrays.empty()) return AttentionTensor();
  const Array& first = arrays.front();
  for (const Array& array : arrays) {
    if (array.error) return *array.error;
    if (array.axes == first.axes && array.tensor.shape() == first.tensor.shape()) continue;
    return Error{ErrorCode::kRagged,
                 "the arrays \"" + first.name + "\" and \"" + array.name +
                     "\" differ in shape; as layers of one model they must be alike",
                 {}};
  }
  if (arrays.size() == 1) return std::move(arrays.front().tensor);
  if (first.axes > 4) {
    return Error{ErrorCode::kWrongNesting,
                 "the array \"" + first.name + "\" has " + std::to_string(first.axes) +
                     " axes where a layer has 2 to 4",
                 {}};
  }
  std::vector<AttentionTensor> layers;
  layers.reserve(arrays.size());
  for (Array& array : arrays) layers.push_back(AsLayer(std::move(array)));
  return JoinLayers(std::move(layers));
}

}  // namespace headwater
