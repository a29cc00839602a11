#include "headwater/inspect.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace headwater {
namespace {

// Four sums, so that no addition waits for the one before it.
double Sum(std::span<const float> row) {
  std::array<double, 4> sums = {};
  std::size_t k = 0;
  for (; k + sums.size() <= row.size(); k += sums.size()) {
    for (std::size_t lane = 0; lane < sums.size(); ++lane) {
      sums[lane] += static_cast<double>(row[k + lane]);
    }
  }
  for (; k < row.size(); ++k) sums[0] += static_cast<double>(row[k]);
  return (sums[0] + sums[1]) + (sums[2] + sums[3]);
}

void InspectRow(std::span<const float> row, const Place& place, Inspection& inspection) {
  const double sum = Sum(row);
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

// A call for each matrix, because a WebAssembly engine takes up its optimised code only when a
// function is called, and one loop over everything would run the slow code to its end.
[[gnu::noinline]] void InspectHead(std::span<const float> matrix, Place place,
                                   std::span<float> largest_of_key, Inspection& inspection) {
  const std::size_t keys = largest_of_key.size();
  for (std::size_t query = 0; query * keys < matrix.size(); ++query) {
    const std::span<const float> row = matrix.subspan(query * keys, keys);
    place.row = static_cast<std::int64_t>(query);
    InspectRow(row, place, inspection);
    for (std::size_t key = 0; key < keys; ++key) {
      largest_of_key[key] = std::max(largest_of_key[key], row[key]);
    }
    inspection.causal = inspection.causal && !AnyAfter(row, query);
  }
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
      InspectHead(attention.Head(layer, head), {.layer = layer, .head = head}, largest_of_key,
                  inspection);
    }
  }
  inspection.padded_keys = UnusedKeys(largest_of_key);
  return inspection;
}

}  // namespace headwater
