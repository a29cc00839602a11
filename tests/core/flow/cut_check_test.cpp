#include "headwater/flow/cut_check.h"

#include <gtest/gtest.h>

#include <cstdint>

#include "core/flow/support/layered_graph.h"
#include "core/flow/support/solved.h"
#include "headwater/flow/flow_solver.h"

namespace headwater::test {
namespace {

class CutChecks : public testing::TestWithParam<Family> {};

INSTANTIATE_TEST_SUITE_P(Families, CutChecks, testing::ValuesIn(AllFamilies()));

TEST_P(CutChecks, FindACutForEveryValue) {
  struct Size {
    int layers;
    int tokens;
  };
  std::uint64_t seed = 600;
  for (const auto& [layers, tokens] :
       {Size{1, 1}, Size{2, 5}, Size{5, 8}, Size{8, 12}, Size{5, 70}}) {
    SCOPED_TRACE(testing::Message() << Name(GetParam()) << ", " << layers << " layers, " << tokens
                                    << " tokens, seed " << ++seed);
    const LayeredGraph graph = MakeGraph(GetParam(), layers, tokens, seed);
    FlowSolver solver = SolverFor(graph);
    for (int sink_layer = 0; sink_layer < layers; sink_layer += 2) {
      CutCheck check;
      const int step = tokens > 50 ? 23 : 1;
      for (int sink = 0; sink < tokens; sink += step) {
        const CutCheck one = solver.Verify(sink, sink_layer, graph.Layers());
        EXPECT_EQ(one.pairs, (layers - sink_layer) * tokens);
        check.Merge(one);
      }
      EXPECT_EQ(check.largest_gap, 0);
      EXPECT_LE(check.largest_input_gap, 1e-9);
    }
  }
}

TEST(CutCheckOfOtherCapacities, ShowsTheirDistance) {
  LayeredGraph graph = MakeGraph(Family::kUniform, 3, 4, 0);
  FlowSolver solver = SolverFor(graph);
  for (double& capacity : graph.capacities) capacity += 0.125;
  const CutCheck check = solver.Verify(0, 0, graph.Layers());
  EXPECT_EQ(check.largest_gap, 0);
  // Four arcs cut, each larger by an eighth.
  EXPECT_NEAR(check.largest_input_gap, 0.5, 1e-9);
  EXPECT_GT(check.worst.layer, 0);
}

TEST(MergedCutChecks, KeepTheWorstOfBoth) {
  CutCheck all;
  all.Merge({.pairs = 3, .largest_gap = 0, .largest_input_gap = 0.25, .worst = {.layer = 1}});
  all.Merge({.pairs = 4, .largest_gap = 0.5, .largest_input_gap = 0.125, .worst = {.layer = 2}});
  EXPECT_EQ(all.pairs, 7);
  EXPECT_EQ(all.largest_gap, 0.5);
  EXPECT_EQ(all.largest_input_gap, 0.25);
  EXPECT_EQ(all.worst.layer, 1);
}

}  // namespace
}  // namespace headwater::test
