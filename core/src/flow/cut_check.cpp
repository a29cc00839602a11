#include "headwater/flow/cut_check.h"

#include <algorithm>

namespace headwater {

void CutCheck::Merge(const CutCheck& other) {
  if (pairs == 0 || other.largest_input_gap > largest_input_gap) worst = other.worst;
  pairs += other.pairs;
  largest_gap = std::max(largest_gap, other.largest_gap);
  largest_input_gap = std::max(largest_input_gap, other.largest_input_gap);
}

}  // namespace headwater
