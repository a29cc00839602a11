#include "core/flow/support/solved.h"

#include <gtest/gtest.h>

#include <utility>

namespace headwater::test {

FlowSolver SolverFor(const LayeredGraph& graph) {
  auto solver = FlowSolver::Create(graph.capacities, graph.layers, graph.tokens);
  EXPECT_TRUE(solver.ok());
  return std::move(solver).value();
}

LayeredGraph RoundedCapacities(FlowSolver& solver) {
  LayeredGraph rounded(solver.layers(), solver.tokens());
  for (int layer = 0; layer < solver.layers(); ++layer) {
    for (int query = 0; query < solver.tokens(); ++query) {
      for (int key = 0; key < solver.tokens(); ++key) {
        rounded.At(layer, query, key) =
            solver.Value({.layer = layer, .source = query, .sink = key, .sink_layer = layer});
      }
    }
  }
  return rounded;
}

std::vector<double> AllFlows(FlowSolver& solver, int sink_layer) {
  const auto tokens = static_cast<std::size_t>(solver.tokens());
  const auto lines = static_cast<std::size_t>(solver.layers() - sink_layer) * tokens;
  std::vector<double> flows(lines * tokens);
  std::vector<double> to_sink(lines);
  for (std::size_t sink = 0; sink < tokens; ++sink) {
    solver.ToSink(static_cast<int>(sink), sink_layer, to_sink);
    for (std::size_t line = 0; line < lines; ++line) flows[line * tokens + sink] = to_sink[line];
  }
  return flows;
}

std::size_t IndexOf(const FlowSolver& solver, const FlowPair& pair) {
  const auto tokens = static_cast<std::size_t>(solver.tokens());
  const auto layer = static_cast<std::size_t>(pair.layer - pair.sink_layer);
  return (layer * tokens + static_cast<std::size_t>(pair.source)) * tokens +
         static_cast<std::size_t>(pair.sink);
}

}  // namespace headwater::test
