#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include "core/flow/support/layered_graph.h"
#include "core/flow/support/solved.h"
#include "headwater/flow/flow_solver.h"

// What docs/definitions.md#flow says of flow without computing one.

namespace headwater::test {
namespace {

constexpr int kLayers = 6;
constexpr int kTokens = 10;

class ClosedForms : public testing::TestWithParam<Family> {
 protected:
  ClosedForms()
      : graph_(MakeGraph(GetParam(), kLayers, kTokens, 3)),
        solver_(SolverFor(graph_)),
        flows_(AllFlows(solver_, 0)) {}

  double Flow(int layer, int source, int sink) const {
    return flows_[IndexOf(solver_, {.layer = layer, .source = source, .sink = sink})];
  }

  LayeredGraph graph_;
  FlowSolver solver_;
  std::vector<double> flows_;
};

INSTANTIATE_TEST_SUITE_P(Families, ClosedForms, testing::ValuesIn(AllFamilies()));

TEST_P(ClosedForms, FlowThroughOneLayerIsItsCapacity) {
  for (int source = 0; source < kTokens; ++source) {
    for (int sink = 0; sink < kTokens; ++sink) {
      EXPECT_NEAR(Flow(0, source, sink), graph_.At(0, source, sink), 1e-11);
    }
  }
}

TEST_P(ClosedForms, FlowThroughTwoLayersIsASumOfMinima) {
  for (int source = 0; source < kTokens; ++source) {
    for (int sink = 0; sink < kTokens; ++sink) {
      double sum = 0;
      for (int between = 0; between < kTokens; ++between) {
        sum += std::min(graph_.At(1, source, between), graph_.At(0, between, sink));
      }
      EXPECT_NEAR(Flow(1, source, sink), sum, 1e-10);
    }
  }
}

TEST_P(ClosedForms, FlowExceedsNeitherSourceNorSink) {
  for (int layer = 0; layer < kLayers; ++layer) {
    for (int source = 0; source < kTokens; ++source) {
      for (int sink = 0; sink < kTokens; ++sink) {
        const double flow = Flow(layer, source, sink);
        EXPECT_GE(flow, 0);
        EXPECT_LE(flow, solver_.SourceCapacity(layer, source));
        EXPECT_LE(flow, solver_.SinkCapacity(0, sink));
      }
    }
  }
}

TEST_P(ClosedForms, SaturationPersistsUpwards) {
  for (int sink = 0; sink < kTokens; ++sink) {
    const double in = solver_.SinkCapacity(0, sink);
    bool saturated_below = false;
    for (int layer = 0; layer < kLayers; ++layer) {
      bool saturated = true;
      for (int source = 0; source < kTokens; ++source) {
        const double trivial = std::min(in, solver_.SourceCapacity(layer, source));
        if (saturated_below) {
          EXPECT_EQ(Flow(layer, source, sink), trivial);
        }
        saturated = saturated && Flow(layer, source, sink) == in;
      }
      saturated_below = saturated_below || saturated;
    }
  }
}

TEST(FlowOfIdentity, IsTheIdentityInEveryLayer) {
  FlowSolver solver = SolverFor(MakeGraph(Family::kIdentity, kLayers, kTokens, 0));
  const std::vector<double> flows = AllFlows(solver, 0);
  ForEachPair(solver, 0, [&](const FlowPair& pair) {
    EXPECT_EQ(flows[IndexOf(solver, pair)], pair.source == pair.sink ? 1 : 0);
  });
}

TEST(FlowOfOneHotRows, FollowsThem) {
  const LayeredGraph graph = MakeGraph(Family::kOneHot, kLayers, kTokens, 5);
  FlowSolver solver = SolverFor(graph);
  const std::vector<double> flows = AllFlows(solver, 0);
  ForEachPair(solver, 0, [&](const FlowPair& pair) {
    int token = pair.source;
    for (int layer = pair.layer; layer >= 0; --layer) {
      int read = 0;
      while (graph.At(layer, token, read) == 0) ++read;
      token = read;
    }
    EXPECT_EQ(flows[IndexOf(solver, pair)], token == pair.sink ? 1 : 0);
  });
}

TEST(FlowOfUniformRows, IsOneFromTheSecondLayerOn) {
  FlowSolver solver = SolverFor(MakeGraph(Family::kUniform, kLayers, kTokens, 0));
  const std::vector<double> flows = AllFlows(solver, 0);
  ForEachPair(solver, 0, [&](const FlowPair& pair) {
    EXPECT_NEAR(flows[IndexOf(solver, pair)], pair.layer == 0 ? 0.1 : 1, 1e-11);
  });
}

TEST(FlowOfASingleToken, IsItsNarrowestLayer) {
  LayeredGraph graph(4, 1);
  graph.capacities = {0.75, 2, 0.5, 4};
  FlowSolver solver = SolverFor(graph);
  EXPECT_EQ(AllFlows(solver, 0), (std::vector<double>{0.75, 0.75, 0.5, 0.5}));
  EXPECT_EQ(AllFlows(solver, 1), (std::vector<double>{2, 0.5, 0.5}));
}

TEST(FlowOfNothing, IsZero) {
  FlowSolver solver = SolverFor(LayeredGraph(3, 4));
  for (const double flow : AllFlows(solver, 0)) EXPECT_EQ(flow, 0);
}

// A staircase of `steps`: token k of the upper layer reads k and k - 1 of the lower one, of which
// the last is a dead end. Once each has taken its own, what the last has to give only fits if all
// the others move over by one: a path that winds through the two layers 2 * steps times, to the two
// places beside the first step, each half as wide as it is.
LayeredGraph Staircase(int steps) {
  constexpr double kWidth = 1.0 / 1024;
  LayeredGraph graph(3, steps + 3);
  for (int step = 0; step <= steps; ++step) {
    graph.At(2, steps + 2, step) = kWidth;
    graph.At(1, step, step) = kWidth;
    if (step > 0) graph.At(1, step, step - 1) = kWidth;
    if (step < steps) graph.At(0, step, 0) = kWidth;
  }
  for (const int beside : {steps + 1, steps + 2}) {
    graph.At(1, 0, beside) = kWidth / 2;
    graph.At(0, beside, 0) = kWidth / 2;
  }
  return graph;
}

TEST(FlowAlongAStaircase, MovesEveryStepOver) {
  for (const int steps : {1, 2, 20, 63, 100, 255, 256, 400}) {
    FlowSolver solver = SolverFor(Staircase(steps));
    EXPECT_EQ(solver.Value({.layer = 2, .source = steps + 2, .sink = 0}), (steps + 1) / 1024.0)
        << steps << " steps";
  }
}

TEST(FlowOfCausalAttention, ReachesNoLaterToken) {
  FlowSolver solver = SolverFor(MakeGraph(Family::kCausal, kLayers, kTokens, 8));
  const std::vector<double> flows = AllFlows(solver, 0);
  ForEachPair(solver, 0, [&](const FlowPair& pair) {
    if (pair.sink > pair.source) {
      EXPECT_EQ(flows[IndexOf(solver, pair)], 0);
    } else {
      EXPECT_GT(flows[IndexOf(solver, pair)], 0);
    }
  });
}

}  // namespace
}  // namespace headwater::test
