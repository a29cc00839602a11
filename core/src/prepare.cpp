#include "headwater/prepare.h"

#include <numeric>
#include <utility>

namespace headwater {
namespace {

std::vector<int> Kept(int size, const std::vector<int>& dropped) {
  std::vector<bool> keep(static_cast<std::size_t>(size), true);
  for (const int index : dropped) keep[static_cast<std::size_t>(index)] = false;
  std::vector<int> kept;
  for (int index = 0; index < size; ++index) {
    if (keep[static_cast<std::size_t>(index)]) kept.push_back(index);
  }
  return kept;
}

void NormaliseRow(std::span<float> row) {
  const double sum = std::accumulate(row.begin(), row.end(), 0.0);
  if (sum == 0.0) return;
  for (float& weight : row) weight = static_cast<float>(static_cast<double>(weight) / sum);
}

}  // namespace

AttentionTensor Prepare(const AttentionView& attention, const Preparation& preparation) {
  AttentionShape shape = attention.shape();
  const std::vector<int> keys = Kept(shape.keys, preparation.dropped_keys);
  const std::vector<int> queries =
      Kept(shape.queries, shape.square() ? preparation.dropped_keys : std::vector<int>{});
  shape.keys = static_cast<int>(keys.size());
  shape.queries = static_cast<int>(queries.size());

  std::vector<std::vector<float>> layers(static_cast<std::size_t>(shape.layers));
  for (int layer = 0; layer < shape.layers; ++layer) {
    std::vector<float>& weights = layers[static_cast<std::size_t>(layer)];
    weights.reserve(shape.LayerSize());
    for (int head = 0; head < shape.heads; ++head) {
      for (const int query : queries) {
        for (const int key : keys) weights.push_back(attention.At(layer, head, query, key));
        if (preparation.renormalise_rows) NormaliseRow(std::span(weights).last(keys.size()));
      }
    }
  }
  return AttentionTensor(shape, 1, std::move(layers));
}

}  // namespace headwater
