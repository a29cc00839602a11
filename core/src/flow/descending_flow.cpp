#include "flow/descending_flow.h"

#include <algorithm>
#include <cstddef>

namespace headwater {

void OrderByDescendingFlow(std::span<const double> flow, std::vector<int>& order) {
  order.clear();
  for (std::size_t token = 0; token < flow.size(); ++token) {
    if (flow[token] > 0) order.push_back(static_cast<int>(token));
  }
  std::sort(order.begin(), order.end(), [flow](int a, int b) {
    const double flow_a = flow[static_cast<std::size_t>(a)];
    const double flow_b = flow[static_cast<std::size_t>(b)];
    return flow_a != flow_b ? flow_a > flow_b : a < b;
  });
}

}  // namespace headwater
