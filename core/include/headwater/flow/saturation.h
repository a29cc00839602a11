#pragma once

#include <span>
#include <vector>

#include "headwater/flow/flow_solver.h"

namespace headwater {

// How far flow has lost what tells output positions apart (docs/definitions.md#saturation). The
// vectors have one entry per layer from the sink layer up.
struct Saturation {
  // Share of the pairs, in [0, 1], whose flow equals what the sink can take in, what the source can
  // send, and either of them (the smaller): such a value says nothing about the layers between.
  std::vector<double> at_sink;
  std::vector<double> at_source;
  std::vector<double> at_either;
  // Largest difference between two rows, over all columns; 0 when all rows are identical.
  std::vector<double> row_spread;
  // First layer (counted in the whole stack) from which on all rows of every layer are identical;
  // -1 when the top layer's rows differ. Exactly, and up to `tolerance` in every value.
  int identical_from = -1;
  int nearly_identical_from = -1;
};

// Measures computed flow: `flow` is [layer - sink_layer][source][sink], with the values of every
// layer from sink_layer to the top, as FlowSolver::ToSink gives them. O(values).
Saturation MeasureSaturation(const FlowSolver& solver, int sink_layer, std::span<const double> flow,
                             double tolerance);

}  // namespace headwater
