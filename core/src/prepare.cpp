#include "headwater/prepare.h"

#include <numeric>
#include <utility>

namespace headwater {
namespace {

void NormaliseRow(std::span<float> row) {
  const double sum = std::accumulate(row.begin(), row.end(), 0.0);
  if (sum == 0.0) return;
  for (float& weight : row) weight = static_cast<float>(static_cast<double>(weight) / sum);
}

// Adds the row of one query, summed over the keys of each group.
void AddRow(std::span<const float> row, const PositionGroups& key_groups, std::span<double> sums) {
  for (std::size_t group = 0; group < sums.size(); ++group) {
    for (const int key : key_groups[group]) {
      sums[group] += static_cast<double>(row[static_cast<std::size_t>(key)]);
    }
  }
}

using HeadOf = std::span<const float> (AttentionView::*)(int layer, int head) const;

AttentionTensor Grouped(const AttentionView& attention, HeadOf head_of,
                        const Preparation& preparation) {
  AttentionShape shape = attention.shape();
  const auto keys = static_cast<std::size_t>(shape.keys);
  shape.keys = static_cast<int>(preparation.key_groups.size());
  shape.queries = static_cast<int>(preparation.query_groups.size());

  std::vector<std::vector<float>> layers(static_cast<std::size_t>(shape.layers));
  std::vector<double> sums(preparation.key_groups.size());
  for (int layer = 0; layer < shape.layers; ++layer) {
    std::vector<float>& weights = layers[static_cast<std::size_t>(layer)];
    weights.reserve(shape.LayerSize());
    for (int head = 0; head < shape.heads; ++head) {
      const std::span<const float> matrix = (attention.*head_of)(layer, head);
      for (const std::vector<int>& queries : preparation.query_groups) {
        sums.assign(sums.size(), 0.0);
        for (const int query : queries) {
          AddRow(matrix.subspan(static_cast<std::size_t>(query) * keys, keys),
                 preparation.key_groups, sums);
        }
        const auto count = static_cast<double>(queries.size());
        for (const double sum : sums) weights.push_back(static_cast<float>(sum / count));
        if (preparation.renormalise_rows) NormaliseRow(std::span(weights).last(sums.size()));
      }
    }
  }
  return AttentionTensor(shape, 1, std::move(layers));
}

}  // namespace

PositionGroups SinglePositions(int size) {
  PositionGroups groups;
  groups.reserve(static_cast<std::size_t>(size));
  for (int position = 0; position < size; ++position) groups.push_back({position});
  return groups;
}

AttentionTensor Prepare(const AttentionView& attention, const Preparation& preparation) {
  return Grouped(attention, &AttentionView::Head, preparation);
}

AttentionTensor PrepareGradients(const AttentionView& attention, const Preparation& preparation) {
  Preparation as_they_are = preparation;
  as_they_are.renormalise_rows = false;
  return Grouped(attention, &AttentionView::GradientHead, as_they_are);
}

}  // namespace headwater
