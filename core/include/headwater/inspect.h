#pragma once

#include <vector>

#include "headwater/attention.h"
#include "headwater/error.h"

namespace headwater {

// Largest |row sum - 1| that counts as rounding; docs/definitions.md#row-sums.
inline constexpr double kRowSumTolerance = 1e-2;

// What an input is like, as far as the weights tell.
struct Inspection {
  // The row whose sum is farthest from 1: |sum - 1|, the sum, and where (layer, head, row).
  double row_sum_deviation = 0.0;
  double worst_row_sum = 1.0;
  Place worst_row = {};
  // Square, more than one token, and every weight above the diagonal is 0.
  bool causal = false;
  // Keys whose column is exactly 0 in every row of every layer and head, ascending: padding that
  // the model masked out. Empty when all columns are.
  std::vector<int> padded_keys = {};
};

// O(weights); sums are accumulated in double.
Inspection Inspect(const AttentionView& attention);

// Which of the codes of kRowSums... tells best why rows do not sum to 1. Rows of zeros, of queries
// that are masked out, do not count. O(weights).
//   kRowSumsOfHeads:   over the heads the weights of every query and key sum to 1, or to 0.
//   kRowSumsTooSmall:  some rows sum to less, none to more.
//   kRowSumsOnAverage: some sum to more, some to less, all together to 1 within a twentieth, and of
//                      the weights where a query may look one in a hundred or more is 0.
//   kRowSums:          anything else.
ErrorCode FindRowSumCause(const AttentionView& attention, bool causal);

}  // namespace headwater
