#pragma once

#include <vector>

#include "headwater/attention.h"
#include "headwater/read/attention_tensor.h"

namespace headwater {

// Positions that become one row or column, a group for each, ascending.
using PositionGroups = std::vector<std::vector<int>>;

// Each of `size` positions as a group of its own.
PositionGroups SinglePositions(int size);

// Changes to an input before any analysis; each is the user's choice, never made silently.
struct Preparation {
  // The rows and columns that come out. A position in no group is left out; no group is empty.
  PositionGroups query_groups;
  PositionGroups key_groups;
  // Divides every row of every head by its sum; a row of zeros stays.
  bool renormalise_rows = false;
};

// A changed copy, as a batch of one. A weight is the sum over the keys of its group and the mean
// over the queries of its group: what the pieces of a word read together, and how much of them is
// read, so that rows that sum to 1 still do. O(weights).
AttentionTensor Prepare(const AttentionView& attention, const Preparation& preparation);
// The gradients of the rows and columns that come out; only where attention has gradients and each
// group is a single position, because no one gradient belongs to a sum of weights. O(weights).
AttentionTensor PrepareGradients(const AttentionView& attention, const Preparation& preparation);

}  // namespace headwater
