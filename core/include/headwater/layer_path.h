#pragma once

#include <vector>

namespace headwater {

// A way through the layers, from a query down to a key, and what goes along it: its share of a flow
// or the product of its weights.
struct LayerPath {
  std::vector<int> nodes;  // token per node layer, from the query down to the key
  double amount = 0;
};

}  // namespace headwater
