#pragma once

#include <vector>

#include "headwater/attention.h"
#include "headwater/error.h"

namespace headwater {

// Largest |row sum - 1| that counts as rounding; spec.md section 9.
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

}  // namespace headwater
