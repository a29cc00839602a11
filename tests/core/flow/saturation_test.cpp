#include "headwater/flow/saturation.h"

#include <gtest/gtest.h>

#include <vector>

#include "core/flow/support/layered_graph.h"
#include "core/flow/support/solved.h"

namespace headwater::test {
namespace {

TEST(SaturationOfUniformRows, IsCompleteFromTheSecondLayerOn) {
  FlowSolver solver = SolverFor(MakeGraph(Family::kUniform, 4, 8, 0));
  const Saturation saturation = MeasureSaturation(solver, 0, AllFlows(solver, 0), 0);
  EXPECT_EQ(saturation.at_either, (std::vector<double>{0, 1, 1, 1}));
  EXPECT_EQ(saturation.at_source, (std::vector<double>{0, 1, 1, 1}));
  EXPECT_EQ(saturation.row_spread, (std::vector<double>{0, 0, 0, 0}));
  EXPECT_EQ(saturation.identical_from, 0);
}

TEST(SaturationOfIdentity, SplitsIntoReachedAndUnreachedSinks) {
  FlowSolver solver = SolverFor(MakeGraph(Family::kIdentity, 3, 4, 0));
  const Saturation saturation = MeasureSaturation(solver, 0, AllFlows(solver, 0), 0);
  // Each source fills its own sink; the other 12 of 16 pairs carry nothing.
  EXPECT_EQ(saturation.at_sink, (std::vector<double>{0.25, 0.25, 0.25}));
  EXPECT_EQ(saturation.at_source, (std::vector<double>{0.25, 0.25, 0.25}));
  EXPECT_EQ(saturation.row_spread, (std::vector<double>{1, 1, 1}));
  EXPECT_EQ(saturation.identical_from, -1);
  EXPECT_EQ(saturation.nearly_identical_from, -1);
}

TEST(SaturationOfBidirectionalAttention, LeavesNothingOfTheOutputPosition) {
  FlowSolver solver = SolverFor(MakeGraph(Family::kBidirectional, 8, 24, 2));
  const Saturation saturation = MeasureSaturation(solver, 0, AllFlows(solver, 0), 1e-6);
  EXPECT_LT(saturation.at_either[1], 0.2);
  EXPECT_EQ(saturation.at_either.back(), 1);
  EXPECT_EQ(saturation.row_spread.back(), 0);
  EXPECT_GT(saturation.row_spread.front(), 0.4);
  EXPECT_GT(saturation.identical_from, 1);
  EXPECT_LE(saturation.nearly_identical_from, saturation.identical_from);
}

TEST(SaturationOfCausalAttention, IsNotReached) {
  FlowSolver solver = SolverFor(MakeGraph(Family::kCausal, 8, 12, 2));
  const Saturation saturation = MeasureSaturation(solver, 0, AllFlows(solver, 0), 1e-6);
  EXPECT_EQ(saturation.identical_from, -1);
  EXPECT_GT(saturation.row_spread.back(), 0.1);
}

TEST(SaturationTowardsAHigherSinkLayer, CountsLayersInTheWholeStack) {
  FlowSolver solver = SolverFor(MakeGraph(Family::kUniform, 5, 3, 0));
  const Saturation saturation = MeasureSaturation(solver, 2, AllFlows(solver, 2), 0);
  EXPECT_EQ(saturation.at_either.size(), 3U);
  EXPECT_EQ(saturation.identical_from, 2);
}

TEST(SaturationWithATolerance, IgnoresSmallerDifferences) {
  LayeredGraph graph = MakeGraph(Family::kUniform, 2, 2, 0);
  graph.At(0, 0, 0) = 0.25;
  graph.At(0, 0, 1) = 0.75;
  FlowSolver solver = SolverFor(graph);
  const std::vector<double> flows = AllFlows(solver, 0);
  // Rows (0.25, 0.75) and (0.5, 0.5), then (0.75, 1) twice.
  EXPECT_EQ(MeasureSaturation(solver, 0, flows, 0.2).nearly_identical_from, 1);
  EXPECT_EQ(MeasureSaturation(solver, 0, flows, 0.25).nearly_identical_from, 0);
  EXPECT_EQ(MeasureSaturation(solver, 0, flows, 0.25).identical_from, 1);
}

}  // namespace
}  // namespace headwater::test
