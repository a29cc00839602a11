#pragma once

#include <cstdint>

#include "headwater/flow/flow_pair.h"

namespace headwater {

// What a check of flow values against cuts found. Every value is set against the capacity of a cut
// that separates its source from its sink, added up anew.
struct CutCheck {
  std::int64_t pairs = 0;
  // Largest |flow - cut| with the capacities the solver computes with: 0 when all is well.
  double largest_gap = 0;
  // Largest |flow - cut| with the capacities as they were given, before any rounding.
  double largest_input_gap = 0;
  FlowPair worst;  // the pair with the largest input gap

  // Both together, for sinks that were checked apart.
  void Merge(const CutCheck& other);
};

}  // namespace headwater
