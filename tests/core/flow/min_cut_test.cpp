#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/flow/support/layered_graph.h"
#include "core/flow/support/solved.h"
#include "headwater/flow/flow_solver.h"

namespace headwater::test {
namespace {

class MinCuts : public testing::TestWithParam<Family> {};

INSTANTIATE_TEST_SUITE_P(Families, MinCuts, testing::ValuesIn(AllFamilies()));

bool HasArc(const MinCut& cut, int layer, int from, int to) {
  return std::any_of(cut.arcs.begin(), cut.arcs.end(), [&](const CutArc& arc) {
    return arc.layer == layer && arc.from == from && arc.to == to;
  });
}

// Whether some way from source to sink avoids the arcs of the cut.
bool Leaks(const LayeredGraph& graph, const FlowPair& pair, const MinCut& cut) {
  const auto tokens = static_cast<std::size_t>(graph.tokens);
  std::vector<bool> reached(tokens, false);
  reached[static_cast<std::size_t>(pair.source)] = true;
  for (int layer = pair.layer; layer >= pair.sink_layer; --layer) {
    std::vector<bool> below(tokens, false);
    for (int from = 0; from < graph.tokens; ++from) {
      if (!reached[static_cast<std::size_t>(from)]) continue;
      for (int to = 0; to < graph.tokens; ++to) {
        if (graph.At(layer, from, to) > 0 && !HasArc(cut, layer, from, to)) {
          below[static_cast<std::size_t>(to)] = true;
        }
      }
    }
    reached = below;
  }
  return reached[static_cast<std::size_t>(pair.sink)];
}

void ExpectSidesMatchArcs(const LayeredGraph& graph, const FlowPair& pair, const MinCut& cut) {
  ASSERT_EQ(cut.source_side.size(), static_cast<std::size_t>(pair.layer - pair.sink_layer + 2));
  const auto on_source_side = [&](int node_layer, int token) {
    const auto& side = cut.source_side[static_cast<std::size_t>(node_layer - pair.sink_layer)];
    return std::binary_search(side.begin(), side.end(), token);
  };
  EXPECT_EQ(cut.source_side.back(), std::vector<int>{pair.source});
  EXPECT_FALSE(on_source_side(pair.sink_layer, pair.sink));
  for (int layer = pair.sink_layer; layer <= pair.layer; ++layer) {
    for (int from = 0; from < graph.tokens; ++from) {
      for (int to = 0; to < graph.tokens; ++to) {
        const bool crosses = on_source_side(layer + 1, from) && !on_source_side(layer, to) &&
                             graph.At(layer, from, to) > 0;
        EXPECT_EQ(HasArc(cut, layer, from, to), crosses);
      }
    }
  }
}

TEST_P(MinCuts, HoldTheFlowAndSeparateSourceFromSink) {
  for (std::uint64_t seed = 300; seed < 303; ++seed) {
    SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", seed " << seed);
    FlowSolver solver = SolverFor(MakeGraph(GetParam(), 4, 6, seed));
    const LayeredGraph rounded = RoundedCapacities(solver);
    for (const int sink_layer : {0, 1}) {
      const std::vector<double> flows = AllFlows(solver, sink_layer);
      ForEachPair(solver, sink_layer, [&](const FlowPair& pair) {
        SCOPED_TRACE(testing::Message() << "layer " << pair.layer << ", source " << pair.source
                                        << ", sink " << pair.sink << " of " << sink_layer);
        const MinCut cut = solver.Cut(pair);
        EXPECT_EQ(cut.value, flows[IndexOf(solver, pair)]);
        double capacity = 0;
        for (const CutArc& arc : cut.arcs) {
          EXPECT_GT(arc.capacity, 0);
          EXPECT_EQ(arc.capacity, rounded.At(arc.layer, arc.from, arc.to));
          capacity += arc.capacity;
        }
        EXPECT_EQ(capacity, cut.value);
        EXPECT_FALSE(Leaks(rounded, pair, cut));
        ExpectSidesMatchArcs(rounded, pair, cut);
      });
    }
  }
}

TEST_P(MinCuts, LieAtTheSinkOrTheSourceWheneverThatIsMinimal) {
  SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", seed 400");
  FlowSolver solver = SolverFor(MakeGraph(GetParam(), 5, 7, 400));
  ForEachPair(solver, 0, [&](const FlowPair& pair) {
    const MinCut cut = solver.Cut(pair);
    const double in = solver.SinkCapacity(0, pair.sink);
    const double out = solver.SourceCapacity(pair.layer, pair.source);
    const CutKind expected = cut.value == in    ? CutKind::kSink
                             : cut.value == out ? CutKind::kSource
                                                : CutKind::kMixture;
    EXPECT_EQ(cut.kind, expected);
    for (const CutArc& arc : cut.arcs) {
      if (cut.kind == CutKind::kSink) {
        EXPECT_EQ(arc.to, pair.sink);
        EXPECT_EQ(arc.layer, 0);
      }
      if (cut.kind == CutKind::kSource) {
        EXPECT_EQ(arc.from, pair.source);
        EXPECT_EQ(arc.layer, pair.layer);
      }
    }
  });
}

// Two ways of capacity 1/4 and 1/2 from (2, 0) to (0, 0), narrow at the first arc of one and at the
// second arc of the other.
TEST(MinCutOfTwoWays, IsTheNarrowArcOfEach) {
  LayeredGraph graph(2, 2);
  graph.At(1, 0, 0) = 0.25;
  graph.At(1, 0, 1) = 1;
  graph.At(0, 0, 0) = 1;
  graph.At(0, 1, 0) = 0.5;
  FlowSolver solver = SolverFor(graph);
  const MinCut cut = solver.Cut({.layer = 1, .source = 0, .sink = 0});
  EXPECT_EQ(cut.value, 0.75);
  EXPECT_EQ(cut.kind, CutKind::kMixture);
  const std::vector<CutArc> arcs = {{.layer = 0, .from = 1, .to = 0, .capacity = 0.5},
                                    {.layer = 1, .from = 0, .to = 0, .capacity = 0.25}};
  EXPECT_EQ(cut.arcs, arcs);
  const std::vector<std::vector<int>> source_side = {{1}, {1}, {0}};
  EXPECT_EQ(cut.source_side, source_side);
}

}  // namespace
}  // namespace headwater::test
