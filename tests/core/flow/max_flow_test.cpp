#include <gtest/gtest.h>

#include <cstdint>
#include <vector>

#include "core/flow/support/boost_max_flow.h"
#include "core/flow/support/layered_graph.h"
#include "core/flow/support/plain_max_flow.h"
#include "core/flow/support/solved.h"
#include "headwater/flow/flow_solver.h"

// Every value against algorithms that share nothing with the solver. Differences are exactly 0: all
// of them compute with the same rounded capacities, on which double arithmetic is exact.

namespace headwater::test {
namespace {

class MaxFlow : public testing::TestWithParam<Family> {};

INSTANTIATE_TEST_SUITE_P(Families, MaxFlow, testing::ValuesIn(AllFamilies()));

struct Size {
  int layers;
  int tokens;
};

TEST_P(MaxFlow, IsThatOfAPlainSearchForEveryPair) {
  const std::vector<Size> sizes = {{1, 1}, {4, 1}, {1, 5}, {2, 6}, {3, 2}, {3, 9}, {4, 7}, {6, 5}};
  std::uint64_t seed = 1000;
  for (const auto& [layers, tokens] : sizes) {
    for (int repeat = 0; repeat < 3; ++repeat) {
      SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", " << layers << " layers, " << tokens
                                      << " tokens, seed " << ++seed);
      FlowSolver solver = SolverFor(MakeGraph(GetParam(), layers, tokens, seed));
      const LayeredGraph rounded = RoundedCapacities(solver);
      const std::vector<double> flows = AllFlows(solver, 0);
      ForEachPair(solver, 0, [&](const FlowPair& pair) {
        EXPECT_EQ(flows[IndexOf(solver, pair)], PlainMaxFlow(rounded, pair))
            << "layer " << pair.layer << ", source " << pair.source << ", sink " << pair.sink;
      });
    }
  }
}

TEST_P(MaxFlow, IsThatOfAPlainSearchWhenSetsOfTokensTakeSeveralWords) {
  for (const int tokens : {63, 64, 65, 130}) {
    SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", " << tokens << " tokens, seed 7");
    FlowSolver solver = SolverFor(MakeGraph(GetParam(), 4, tokens, 7));
    const LayeredGraph rounded = RoundedCapacities(solver);
    const auto n = static_cast<std::size_t>(tokens);
    std::vector<double> flow(4 * n);
    const int sink = tokens / 3;
    solver.ToSink(sink, 0, flow);
    for (const int source : {sink, tokens - 1}) {
      EXPECT_EQ(flow[3 * n + static_cast<std::size_t>(source)],
                PlainMaxFlow(rounded, {.layer = 3, .source = source, .sink = sink}))
          << "source " << source;
    }
  }
}

TEST_P(MaxFlow, ReachesSinksOfEveryLayer) {
  SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", seed 21");
  FlowSolver solver = SolverFor(MakeGraph(GetParam(), 5, 6, 21));
  const LayeredGraph rounded = RoundedCapacities(solver);
  for (int sink_layer = 0; sink_layer < 5; ++sink_layer) {
    const std::vector<double> flows = AllFlows(solver, sink_layer);
    ForEachPair(solver, sink_layer, [&](const FlowPair& pair) {
      EXPECT_EQ(flows[IndexOf(solver, pair)], PlainMaxFlow(rounded, pair))
          << "sink layer " << sink_layer << ", layer " << pair.layer << ", source " << pair.source
          << ", sink " << pair.sink;
    });
  }
}

TEST_P(MaxFlow, IsTheSmallestOfAllCuts) {
  const std::vector<Size> sizes = {{2, 3}, {3, 3}, {4, 3}, {5, 3}, {3, 6}, {7, 2}};
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    const auto& [layers, tokens] = sizes[seed % sizes.size()];
    SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", " << layers << " layers, " << tokens
                                    << " tokens, seed " << seed);
    FlowSolver solver = SolverFor(MakeGraph(GetParam(), layers, tokens, seed));
    const LayeredGraph rounded = RoundedCapacities(solver);
    const std::vector<double> flows = AllFlows(solver, 0);
    const int source = static_cast<int>(seed) % tokens;
    for (int sink = 0; sink < tokens; ++sink) {
      const FlowPair pair = {.layer = layers - 1, .source = source, .sink = sink};
      EXPECT_EQ(flows[IndexOf(solver, pair)], BruteForceMinCut(rounded, pair)) << "sink " << sink;
    }
  }
}

TEST_P(MaxFlow, IsThatOfBoostGraph) {
  for (std::uint64_t seed = 50; seed < 54; ++seed) {
    SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", seed " << seed);
    FlowSolver solver = SolverFor(MakeGraph(GetParam(), 4, 8, seed));
    const LayeredGraph rounded = RoundedCapacities(solver);
    const std::vector<double> flows = AllFlows(solver, 0);
    for (int sink = 0; sink < 8; sink += 3) {
      for (int source = 0; source < 8; source += 2) {
        const FlowPair pair = {.layer = 3, .source = source, .sink = sink};
        EXPECT_EQ(flows[IndexOf(solver, pair)], BoostPushRelabel(rounded, pair));
        EXPECT_EQ(flows[IndexOf(solver, pair)], BoostBoykovKolmogorov(rounded, pair));
      }
    }
  }
}

TEST_P(MaxFlow, DoesNotDependOnHowItIsAskedFor) {
  SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", seed 90");
  const int layers = 7;
  const int tokens = 9;
  FlowSolver solver = SolverFor(MakeGraph(GetParam(), layers, tokens, 90));
  for (const int sink_layer : {0, 2}) {
    const std::vector<double> flows = AllFlows(solver, sink_layer);
    std::vector<double> line(static_cast<std::size_t>(tokens));
    for (int layer = layers - 1; layer >= sink_layer; --layer) {
      for (int token = 0; token < tokens; ++token) {
        FlowPair pair = {.layer = layer, .source = 0, .sink = token, .sink_layer = sink_layer};
        solver.LayerToSink(layer, token, sink_layer, line);
        for (pair.source = 0; pair.source < tokens; ++pair.source) {
          EXPECT_EQ(line[static_cast<std::size_t>(pair.source)], flows[IndexOf(solver, pair)]);
          EXPECT_EQ(solver.Value(pair), flows[IndexOf(solver, pair)]);
        }
        pair.source = token;
        solver.FromSource(layer, token, sink_layer, line);
        for (pair.sink = 0; pair.sink < tokens; ++pair.sink) {
          EXPECT_EQ(line[static_cast<std::size_t>(pair.sink)], flows[IndexOf(solver, pair)]);
        }
      }
    }
  }
}

}  // namespace
}  // namespace headwater::test
