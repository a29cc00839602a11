#include "headwater/inspect.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace headwater {
namespace {

void InspectRow(std::span<const float> row, const Place& place, Inspection& inspection) {
  const double sum = std::accumulate(row.begin(), row.end(), 0.0);
  const double deviation = std::abs(sum - 1.0);
  if (deviation > inspection.row_sum_deviation || inspection.worst_row.row < 0) {
    inspection.row_sum_deviation = deviation;
    inspection.worst_row_sum = sum;
    inspection.worst_row = place;
  }
}

bool AnyAfter(std::span<const float> row, std::size_t query) {
  return std::any_of(row.begin() + static_cast<std::ptrdiff_t>(query) + 1, row.end(),
                     [](float weight) { return weight != 0.0F; });
}

std::vector<int> UnusedKeys(const std::vector<float>& largest_of_key) {
  std::vector<int> unused;
  for (std::size_t key = 0; key < largest_of_key.size(); ++key) {
    if (largest_of_key[key] == 0.0F) unused.push_back(static_cast<int>(key));
  }
  if (unused.size() == largest_of_key.size()) unused.clear();
  return unused;
}

}  // namespace

Inspection Inspect(const AttentionView& attention) {
  const AttentionShape& shape = attention.shape();
  const auto keys = static_cast<std::size_t>(shape.keys);
  Inspection inspection;
  inspection.causal = shape.square() && shape.keys > 1;
  std::vector<float> largest_of_key(keys);
  for (int layer = 0; layer < shape.layers; ++layer) {
    for (int head = 0; head < shape.heads; ++head) {
      const std::span<const float> matrix = attention.Head(layer, head);
      for (std::size_t query = 0; query * keys < matrix.size(); ++query) {
        const std::span<const float> row = matrix.subspan(query * keys, keys);
        InspectRow(row, {.layer = layer, .head = head, .row = static_cast<std::int64_t>(query)},
                   inspection);
        for (std::size_t key = 0; key < keys; ++key) {
          largest_of_key[key] = std::max(largest_of_key[key], row[key]);
        }
        inspection.causal = inspection.causal && !AnyAfter(row, query);
      }
    }
  }
  inspection.padded_keys = UnusedKeys(largest_of_key);
  return inspection;
}

}  // namespace headwater
