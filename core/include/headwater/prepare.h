#pragma once

#include <vector>

#include "headwater/attention.h"
#include "headwater/read/attention_tensor.h"

namespace headwater {

// Changes to an input before any analysis; each is the user's choice, never made silently.
struct Preparation {
  // Keys to leave out, each in [0, keys), such as Inspection::padded_keys. Square attention loses
  // the same queries. Not all of them.
  std::vector<int> dropped_keys = {};
  // Divides every row of every head by its sum; a row of zeros stays.
  bool renormalise_rows = false;
};

// A changed copy, as a batch of one. O(weights).
AttentionTensor Prepare(const AttentionView& attention, const Preparation& preparation);

}  // namespace headwater
