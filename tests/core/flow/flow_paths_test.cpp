#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <tuple>
#include <vector>

#include "core/flow/support/layered_graph.h"
#include "core/flow/support/solved.h"
#include "headwater/flow/flow_solver.h"

namespace headwater::test {
namespace {

class FlowPaths : public testing::TestWithParam<Family> {};

INSTANTIATE_TEST_SUITE_P(Families, FlowPaths, testing::ValuesIn(AllFamilies()));

// That they fit the capacities and add up to the value proves that so much can flow: the other half
// of what a cut of the same value proves.
TEST_P(FlowPaths, AreAFlowOfTheWholeValue) {
  for (std::uint64_t seed = 500; seed < 503; ++seed) {
    SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", seed " << seed);
    FlowSolver solver = SolverFor(MakeGraph(GetParam(), 5, 6, seed));
    const LayeredGraph rounded = RoundedCapacities(solver);
    for (const int sink_layer : {0, 2}) {
      ForEachPair(solver, sink_layer, [&](const FlowPair& pair) {
        SCOPED_TRACE(testing::Message() << "layer " << pair.layer << ", source " << pair.source
                                        << ", sink " << pair.sink << " of " << sink_layer);
        double sum = 0;
        std::map<std::tuple<int, int, int>, double> used;
        for (const LayerPath& path : solver.Paths(pair)) {
          ASSERT_EQ(path.nodes.size(), static_cast<std::size_t>(pair.layer - sink_layer + 2));
          EXPECT_EQ(path.nodes.front(), pair.source);
          EXPECT_EQ(path.nodes.back(), pair.sink);
          EXPECT_GT(path.amount, 0);
          sum += path.amount;
          for (std::size_t step = 0; step + 1 < path.nodes.size(); ++step) {
            used[{pair.layer - static_cast<int>(step), path.nodes[step], path.nodes[step + 1]}] +=
                path.amount;
          }
        }
        EXPECT_EQ(sum, solver.Value(pair));
        for (const auto& [arc, amount] : used) {
          const auto& [layer, from, to] = arc;
          EXPECT_LE(amount, rounded.At(layer, from, to));
        }
      });
    }
  }
}

TEST_P(FlowPaths, ComeStrongestFirst) {
  SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", seed 510");
  FlowSolver solver = SolverFor(MakeGraph(GetParam(), 4, 9, 510));
  ForEachPair(solver, 0, [&](const FlowPair& pair) {
    const std::vector<LayerPath> paths = solver.Paths(pair);
    for (std::size_t at = 1; at < paths.size(); ++at) {
      EXPECT_GE(paths[at - 1].amount, paths[at].amount);
    }
  });
}

}  // namespace
}  // namespace headwater::test
