#pragma once

#include <span>

#include "headwater/attention.h"

namespace headwater {

// Extents of a reduced matrix: at least 1 and at most the attention's queries and keys.
struct ReducedShape {
  int rows = 0;
  int columns = 0;
};

// Every head of one layer made small, [head][row][column]: the largest weight of each block, so
// that a single bright cell among dark ones stays. Block r holds the queries q with floor(q * rows
// / queries) = r, columns alike. O(heads * queries * keys).
void ReduceHeads(const AttentionView& attention, int layer, const ReducedShape& shape,
                 std::span<float> reduced);

}  // namespace headwater
