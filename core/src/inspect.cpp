#include "headwater/inspect.h"

#include <cmath>
#include <cstddef>
#include <cstring>
#include <numeric>
#include <utility>

namespace headwater {
namespace {

using FourFloats = float __attribute__((vector_size(16)));
using FourDoubles = double __attribute__((vector_size(32)));

// Four sums, so that no addition waits for the one before it; as vectors by name, since of an array
// the compiler adds half one by one.
double Sum(std::span<const float> row) {
  FourDoubles sums = {};
  std::size_t k = 0;
  for (; k + 4 <= row.size(); k += 4) {
    FourFloats four;
    std::memcpy(&four, row.data() + k, sizeof(four));
    sums += __builtin_convertvector(four, FourDoubles);
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

// Without a way out of the loop, so that the compiler makes vectors of it.
bool AnyAfter(std::span<const float> row, std::size_t query) {
  unsigned any = 0;
  for (const float weight : row.subspan(query + 1)) any |= static_cast<unsigned>(weight != 0.0F);
  return any != 0;
}

// A call for each matrix, because a WebAssembly engine takes up its optimised code only when a
// function is called, and one loop over everything would run the slow code to its end.
// `unread` are the keys that no row before has read; nearly always there is none after a few rows.
[[gnu::noinline]] void InspectHead(std::span<const float> matrix, Place place, std::size_t keys,
                                   std::vector<int>& unread, Inspection& inspection) {
  for (std::size_t query = 0; query * keys < matrix.size(); ++query) {
    const std::span<const float> row = matrix.subspan(query * keys, keys);
    place.row = static_cast<std::int64_t>(query);
    InspectRow(row, place, inspection);
    std::erase_if(unread, [&](int key) { return row[static_cast<std::size_t>(key)] != 0.0F; });
    inspection.causal = inspection.causal && !AnyAfter(row, query);
  }
}

}  // namespace

Inspection Inspect(const AttentionView& attention) {
  const AttentionShape& shape = attention.shape();
  const auto keys = static_cast<std::size_t>(shape.keys);
  Inspection inspection;
  inspection.causal = shape.square() && shape.keys > 1;
  std::vector<int> unread(keys);
  std::iota(unread.begin(), unread.end(), 0);
  for (int layer = 0; layer < shape.layers; ++layer) {
    for (int head = 0; head < shape.heads; ++head) {
      InspectHead(attention.Head(layer, head), {.layer = layer, .head = head}, keys, unread,
                  inspection);
    }
  }
  if (unread.size() < keys) inspection.padded_keys = std::move(unread);
  return inspection;
}

}  // namespace headwater
