#include "headwater/head_reduction.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace headwater {
namespace {

// The block that each position of an axis falls into.
std::vector<std::size_t> BlocksOf(int positions, int blocks) {
  std::vector<std::size_t> block(static_cast<std::size_t>(positions));
  for (std::size_t position = 0; position < block.size(); ++position) {
    block[position] = position * static_cast<std::size_t>(blocks) / block.size();
  }
  return block;
}

}  // namespace

void ReduceHeads(const AttentionView& attention, int layer, const ReducedShape& shape,
                 std::span<float> reduced) {
  const std::vector<std::size_t> row_of = BlocksOf(attention.shape().queries, shape.rows);
  const std::vector<std::size_t> column_of = BlocksOf(attention.shape().keys, shape.columns);
  const auto columns = static_cast<std::size_t>(shape.columns);
  const std::size_t size = static_cast<std::size_t>(shape.rows) * columns;
  std::fill(reduced.begin(), reduced.end(), 0.0F);
  for (int head = 0; head < attention.shape().heads; ++head) {
    const std::span<float> small = reduced.subspan(static_cast<std::size_t>(head) * size, size);
    const float* weight = attention.Head(layer, head).data();
    for (const std::size_t row : row_of) {
      float* const out = small.subspan(row * columns, columns).data();
      for (const std::size_t column : column_of) {
        out[column] = std::max(out[column], *weight++);
      }
    }
  }
}

}  // namespace headwater
