#include "chosen_layers.h"

#include <string>
#include <utility>

namespace headwater {
namespace {

Error OptionError(std::string what) { return {ErrorCode::kOption, std::move(what)}; }

std::optional<Error> CheckIndex(const char* name, int index, int size) {
  if (index >= 0 && index < size) return std::nullopt;
  return OptionError(std::string("there is no ") + name + " " + std::to_string(index) +
                     "; they run from 0 to " + std::to_string(size - 1));
}

std::optional<Error> CheckLayers(const std::vector<int>& layers, int size) {
  for (std::size_t k = 0; k < layers.size(); ++k) {
    if (auto error = CheckIndex("layer", layers[k], size)) return error;
    if (k > 0 && layers[k] <= layers[k - 1]) {
      return OptionError("layers are chosen in ascending order, each once, but " +
                         std::to_string(layers[k]) + " follows " + std::to_string(layers[k - 1]));
    }
  }
  return std::nullopt;
}

std::string ExtentsText(const AttentionTensor& tensor) {
  const AttentionShape& shape = tensor.shape();
  std::string text = std::to_string(shape.heads) + (shape.heads == 1 ? " head of " : " heads of ") +
                     std::to_string(shape.queries) + "x" + std::to_string(shape.keys);
  if (tensor.batch() > 1) text += " in a batch of " + std::to_string(tensor.batch());
  return text;
}

std::optional<Error> CheckIsLayerOf(const Sample& sample, const Sample& first, std::size_t index) {
  const std::string name = "sample " + std::to_string(index);
  AttentionShape like = first.attentions.shape();
  like.layers = sample.attentions.shape().layers;
  if (sample.attentions.shape() != like || sample.attentions.batch() != first.attentions.batch()) {
    return OptionError(name + " has " + ExtentsText(sample.attentions) + " and the first one has " +
                       ExtentsText(first.attentions) +
                       ": layers of one model have heads and tokens alike");
  }
  if (!sample.tokens.empty() && !first.tokens.empty() && sample.tokens != first.tokens) {
    return OptionError(name +
                       " has other tokens than the first one, so they are not layers of one");
  }
  return std::nullopt;
}

}  // namespace

std::optional<Error> CheckJoinable(std::span<const Sample> samples) {
  if (samples.size() < 2) return OptionError("there is only one sample, nothing to join it with");
  for (std::size_t index = 0; index < samples.size(); ++index) {
    if (samples[index].refusal) {
      return OptionError("sample " + std::to_string(index) + " cannot be read");
    }
    if (samples[index].recorded_steps > 0) {
      return OptionError("sample " + std::to_string(index) +
                         " holds generation steps, which are not layers of one tensor");
    }
    if (auto error = CheckIsLayerOf(samples[index], samples.front(), index)) return error;
  }
  return std::nullopt;
}

Result<ChosenLayers> ChooseLayers(std::span<const Sample> samples, const InputChoice& choice) {
  if (choice.join_samples) {
    if (auto error = CheckJoinable(samples)) return *std::move(error);
  } else {
    if (auto error = CheckIndex("sample", choice.sample, static_cast<int>(samples.size()))) {
      return *std::move(error);
    }
    samples = samples.subspan(static_cast<std::size_t>(choice.sample), 1);
  }
  if (samples.front().refusal) return *samples.front().refusal;
  const AttentionTensor& first = samples.front().attentions;
  if (auto error = CheckIndex("batch item", choice.batch_item, first.batch())) {
    return *std::move(error);
  }
  std::vector<std::span<const float>> layers;
  std::vector<std::span<const float>> gradients;
  std::vector<int> numbers;
  for (const Sample& sample : samples) {
    for (int layer = 0; layer < sample.attentions.shape().layers; ++layer) {
      // Files that each call their only layer 0 are numbered in their order.
      const bool named = !sample.layer_index.empty();
      numbers.push_back(named ? sample.layer_index[static_cast<std::size_t>(layer)]
                              : static_cast<int>(layers.size()));
      layers.push_back(sample.attentions.Layer(layer, choice.batch_item));
      if (sample.gradients) gradients.push_back(sample.gradients->Layer(layer, choice.batch_item));
    }
  }
  const int read = static_cast<int>(layers.size());
  if (gradients.size() != layers.size()) gradients.clear();
  if (auto error = CheckLayers(choice.layers, read)) return *std::move(error);
  if (!choice.layers.empty()) {
    std::vector<std::span<const float>> some;
    std::vector<std::span<const float>> their_gradients;
    std::vector<int> their_numbers;
    for (const int layer : choice.layers) {
      some.push_back(layers[static_cast<std::size_t>(layer)]);
      if (!gradients.empty()) {
        their_gradients.push_back(gradients[static_cast<std::size_t>(layer)]);
      }
      their_numbers.push_back(numbers[static_cast<std::size_t>(layer)]);
    }
    layers = std::move(some);
    gradients = std::move(their_gradients);
    numbers = std::move(their_numbers);
  }
  AttentionShape shape = first.shape();
  shape.layers = static_cast<int>(layers.size());
  Result<AttentionView> view = MakeAttentionView(shape, std::move(layers));
  if (!view.ok()) return std::move(view).error();
  return ChosenLayers{view->WithGradients(std::move(gradients)), std::move(numbers), read};
}

}  // namespace headwater
