#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <vector>

#include "flow/capacities.h"
#include "flow/cut_pool.h"
#include "flow/flow_bounds.h"
#include "flow/residual_network.h"

namespace headwater {

// Sees how the flows into one sink were settled. Passed by the check of all cuts; otherwise nobody
// looks.
struct NoObserver {
  void BeginLayer(int /*layer*/) {}
  void SettledByBounds(int /*layer*/, int /*source*/, double /*value*/) {}
  void SettledByPool(int /*layer*/, int /*source*/, double /*value*/, int /*place*/) {}
  void SettledBySearch(int /*layer*/, int /*source*/, double /*value*/, int /*place*/,
                       const ResidualNetwork& /*network*/) {}
};

// The flows into one sink from every source of every layer, upwards from the sink's.
class SinkFlows {
 public:
  explicit SinkFlows(const Capacities& capacities)
      : capacities_(capacities),
        bounds_(capacities),
        network_(capacities),
        pool_(capacities.tokens()),
        below_(static_cast<std::size_t>(capacities.tokens())) {}

  static std::uint64_t BytesNeeded(int layers, int tokens) {
    return ResidualNetwork::BytesNeeded(layers, tokens);
  }

  // flow: [layer - sink_layer][source], for layers up to and including last_layer.
  template <typename Observer>
  void Solve(int sink, int sink_layer, int last_layer, std::span<double> flow, Observer& observer);

  // The flows from one layer alone, flow[source]; `layer` must be above the sink's.
  void SolveLayer(int layer, int sink, int sink_layer, std::span<double> flow);

  // A single pair, from an empty network, which then holds a flow and its cut.
  double SolvePair(int layer, int source, int sink, int sink_layer) {
    network_.SetSink(sink, sink_layer);
    network_.SetSource(layer, source);
    return network_.Maximise(std::numeric_limits<double>::infinity());
  }

  const FlowBounds& bounds() const { return bounds_; }
  const ResidualNetwork& network() const { return network_; }

 private:
  template <typename Observer>
  double SolveSource(int layer, int source, Observer& observer);
  void BoundFromAnchors(int layer, int sink_layer);

  const Capacities& capacities_;
  FlowBounds bounds_;
  ResidualNetwork network_;
  CutPool pool_;
  std::vector<double> below_;  // lower bounds of the flows from one layer, by source
};

template <typename Observer>
void SinkFlows::Solve(int sink, int sink_layer, int last_layer, std::span<double> flow,
                      Observer& observer) {
  const auto tokens = static_cast<std::size_t>(capacities_.tokens());
  const double* column = capacities_.Column(sink_layer, sink);
  observer.BeginLayer(sink_layer);
  for (std::size_t source = 0; source < tokens; ++source) {
    flow[source] = column[source];
    observer.SettledByBounds(sink_layer, static_cast<int>(source), column[source]);
  }
  bounds_.SetSink(sink, sink_layer);
  network_.SetSink(sink, sink_layer);
  for (int layer = sink_layer + 1; layer <= last_layer; ++layer) {
    const std::span<const double> below = flow.first(tokens);
    flow = flow.subspan(tokens);
    bounds_.Compute(layer, below);
    pool_.Clear();
    observer.BeginLayer(layer);
    // In causal attention the sources of every other layer are taken from the last to the first:
    // the next layer then goes on from where this one ends, and the flows of neighbours differ
    // least. A quarter of the searches less than from the first in each layer (n = 10).
    const bool descending = capacities_.causal() && (layer - sink_layer) % 2 == 0;
    for (std::size_t at = 0; at < tokens; ++at) {
      const std::size_t source = descending ? tokens - 1 - at : at;
      // Through two layers, the sum of minima is the flow itself.
      if (layer == sink_layer + 1) {
        flow[source] = bounds_.Upper(static_cast<int>(source));
        observer.SettledByBounds(layer, static_cast<int>(source), flow[source]);
      } else {
        flow[source] = SolveSource(layer, static_cast<int>(source), observer);
      }
    }
  }
}

template <typename Observer>
double SinkFlows::SolveSource(int layer, int source, Observer& observer) {
  const double lower = bounds_.Lower(source);
  double upper = bounds_.Upper(source);
  if (lower == upper) {
    observer.SettledByBounds(layer, source, upper);
    return upper;
  }
  const double* row = capacities_.Row(layer, source);
  int pool_place = -1;
  for (int place = 0; place < pool_.size(); ++place) {
    const double capacity = pool_.Capacity(place, row);
    if (capacity < upper) {
      upper = capacity;
      pool_place = place;
    }
  }
  if (lower != upper) {
    network_.SetSource(layer, source);
    const double value = network_.Maximise(upper);
    if (value < upper) {
      const int place = pool_.Add(network_.SourceSide(layer), row, value);
      observer.SettledBySearch(layer, source, value, place, network_);
      return value;
    }
  }
  if (pool_place >= 0) {
    observer.SettledByPool(layer, source, upper, pool_place);
  } else {
    observer.SettledByBounds(layer, source, upper);
  }
  return upper;
}

// In sink_flows.cpp, which is compiled for speed as WebAssembly; its callers are for size.
extern template void SinkFlows::Solve(int, int, int, std::span<double>, NoObserver&);

}  // namespace headwater
