#include "headwater/flow/saturation.h"

#include <algorithm>
#include <cstddef>

namespace headwater {
namespace {

// Largest difference between two rows of a [source][sink] matrix.
double RowSpread(std::span<const double> flow, std::size_t tokens) {
  double spread = 0;
  for (std::size_t sink = 0; sink < tokens; ++sink) {
    double smallest = flow[sink];
    double largest = flow[sink];
    for (std::size_t source = 1; source < tokens; ++source) {
      smallest = std::min(smallest, flow[source * tokens + sink]);
      largest = std::max(largest, flow[source * tokens + sink]);
    }
    spread = std::max(spread, largest - smallest);
  }
  return spread;
}

// First layer from which on every spread is at most `tolerance`.
int FirstWithin(const std::vector<double>& spreads, int sink_layer, double tolerance) {
  std::size_t first = spreads.size();
  while (first > 0 && spreads[first - 1] <= tolerance) --first;
  return first == spreads.size() ? -1 : sink_layer + static_cast<int>(first);
}

}  // namespace

Saturation MeasureSaturation(const FlowSolver& solver, int sink_layer, std::span<const double> flow,
                             double tolerance) {
  const int n = solver.tokens();
  const auto tokens = static_cast<std::size_t>(n);
  const double pairs = static_cast<double>(n) * static_cast<double>(n);
  Saturation saturation;
  for (int layer = sink_layer; layer < solver.layers(); ++layer) {
    const auto matrix = flow.subspan(static_cast<std::size_t>(layer - sink_layer) * tokens * tokens,
                                     tokens * tokens);
    int at_sink = 0;
    int at_source = 0;
    int at_either = 0;
    for (int source = 0; source < n; ++source) {
      const double out = solver.SourceCapacity(layer, source);
      for (int sink = 0; sink < n; ++sink) {
        const double value =
            matrix[static_cast<std::size_t>(source) * tokens + static_cast<std::size_t>(sink)];
        const bool fills_sink = value == solver.SinkCapacity(sink_layer, sink);
        const bool empties_source = value == out;
        at_sink += fills_sink ? 1 : 0;
        at_source += empties_source ? 1 : 0;
        at_either += fills_sink || empties_source ? 1 : 0;
      }
    }
    saturation.at_sink.push_back(at_sink / pairs);
    saturation.at_source.push_back(at_source / pairs);
    saturation.at_either.push_back(at_either / pairs);
    saturation.row_spread.push_back(RowSpread(matrix, tokens));
  }
  saturation.identical_from = FirstWithin(saturation.row_spread, sink_layer, 0);
  saturation.nearly_identical_from = FirstWithin(saturation.row_spread, sink_layer, tolerance);
  return saturation;
}

}  // namespace headwater
