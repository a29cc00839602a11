#pragma once

#include <vector>

namespace headwater {

// A share of a flow that takes one way from source to sink.
struct FlowPath {
  std::vector<int> nodes;  // token per node layer, from the source down to the sink
  double amount = 0;
};

}  // namespace headwater
