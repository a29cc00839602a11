#pragma once

#include <vector>

#include "core/flow/support/layered_graph.h"
#include "headwater/flow/flow_solver.h"

namespace headwater::test {

// A solver for a graph that is known to be valid.
FlowSolver SolverFor(const LayeredGraph& graph);

// The capacities the solver computes with: between neighbouring layers flow is the arc's capacity.
LayeredGraph RoundedCapacities(FlowSolver& solver);

// All flows to node layer `sink_layer`, [layer - sink_layer][source][sink].
std::vector<double> AllFlows(FlowSolver& solver, int sink_layer);

// Where AllFlows() keeps a pair.
std::size_t IndexOf(const FlowSolver& solver, const FlowPair& pair);

// Calls visit(pair) for every pair of the graph with this sink layer.
template <typename Visit>
void ForEachPair(const FlowSolver& solver, int sink_layer, Visit visit) {
  for (int layer = sink_layer; layer < solver.layers(); ++layer) {
    for (int source = 0; source < solver.tokens(); ++source) {
      for (int sink = 0; sink < solver.tokens(); ++sink) {
        visit(FlowPair{.layer = layer, .source = source, .sink = sink, .sink_layer = sink_layer});
      }
    }
  }
}

}  // namespace headwater::test
