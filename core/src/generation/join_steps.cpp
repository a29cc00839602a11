#include "headwater/generation/join_steps.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace headwater {
namespace {

struct Step {
  AttentionShape shape;
  std::vector<std::vector<float>> layers;
};

// The last row of each head of a step's block, or all of them, into the rows from `first_row` on of
// a joined block.
void CopyRows(const AttentionShape& from, std::span<const float> block, int batch, int rows,
              const AttentionShape& to, int first_row, std::span<float> joined) {
  const auto keys = static_cast<std::size_t>(from.keys);
  for (int item = 0; item < batch; ++item) {
    const std::size_t from_item = static_cast<std::size_t>(item) * from.LayerSize();
    const std::size_t to_item = static_cast<std::size_t>(item) * to.LayerSize();
    for (int head = 0; head < from.heads; ++head) {
      for (int row = 0; row < rows; ++row) {
        const std::size_t begin = from_item + from.Index(head, from.queries - rows + row, 0);
        std::ranges::copy(block.subspan(begin, keys),
                          joined.begin() + static_cast<std::ptrdiff_t>(
                                               to_item + to.Index(head, first_row + row, 0)));
      }
    }
  }
}

AttentionTensor JoinCached(std::vector<AttentionTensor> tensors) {
  const int batch = tensors.front().batch();
  const int prompt = tensors.front().shape().keys;
  AttentionShape joined = tensors.front().shape();
  joined.keys = joined.queries = tensors.back().shape().keys;

  std::vector<Step> steps;
  for (AttentionTensor& tensor : tensors) {
    const AttentionShape shape = tensor.shape();
    steps.push_back({shape, std::move(tensor).ReleaseLayers()});
  }
  std::vector<std::vector<float>> layers(static_cast<std::size_t>(joined.layers));
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    layers[layer].resize(static_cast<std::size_t>(batch) * joined.LayerSize());
    int first_row = 0;
    for (Step& step : steps) {
      const int rows = first_row == 0 ? prompt : 1;
      CopyRows(step.shape, step.layers[layer], batch, rows, joined, first_row, layers[layer]);
      step.layers[layer] = {};
      first_row += rows;
    }
  }
  return AttentionTensor(joined, batch, std::move(layers));
}

}  // namespace

void JoinSteps(Sample& sample) {
  if (sample.steps.empty()) return;
  sample.recorded_steps = static_cast<int>(sample.steps.size());
  sample.prompt_length = sample.steps.front().shape().keys;
  const bool whole = std::ranges::all_of(
      sample.steps, [](const AttentionTensor& step) { return step.shape().square(); });
  if (whole) {
    sample.attentions = std::move(sample.steps.back());
    sample.steps.pop_back();
  } else {
    sample.attentions = JoinCached(std::exchange(sample.steps, {}));
  }
}

}  // namespace headwater
