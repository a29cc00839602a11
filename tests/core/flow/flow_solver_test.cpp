#include "headwater/flow/flow_solver.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "core/flow/support/layered_graph.h"
#include "core/flow/support/solved.h"

namespace headwater::test {
namespace {

Error ErrorOf(const LayeredGraph& graph) {
  const auto solver = FlowSolver::Create(graph.capacities, graph.layers, graph.tokens);
  EXPECT_FALSE(solver.ok());
  return solver.ok() ? Error{} : solver.error();
}

TEST(FlowSolverCreate, NamesTheNegativeCapacity) {
  LayeredGraph graph = MakeGraph(Family::kUniform, 3, 4, 0);
  graph.At(1, 2, 3) = -0.5;
  const Error error = ErrorOf(graph);
  EXPECT_EQ(error.code, ErrorCode::kNegative);
  EXPECT_EQ(error.place, (Place{.layer = 1, .row = 2, .column = 3}));
}

TEST(FlowSolverCreate, NamesTheCapacityThatIsNotFinite) {
  for (const double wrong :
       {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(),
        -std::numeric_limits<double>::infinity()}) {
    LayeredGraph graph = MakeGraph(Family::kUniform, 3, 4, 0);
    graph.At(2, 0, 1) = wrong;
    const Error error = ErrorOf(graph);
    EXPECT_EQ(error.code, ErrorCode::kNotFinite);
    EXPECT_EQ(error.place, (Place{.layer = 2, .row = 0, .column = 1}));
  }
}

TEST(FlowSolverCreate, RefusesRowsTooLargeToAddUp) {
  LayeredGraph graph = MakeGraph(Family::kUniform, 2, 3, 0);
  graph.At(0, 1, 0) = graph.At(0, 1, 1) = std::numeric_limits<double>::max();
  const Error error = ErrorOf(graph);
  EXPECT_EQ(error.code, ErrorCode::kNotFinite);
  EXPECT_EQ(error.place, (Place{.layer = 0, .row = 1}));
}

TEST(FlowSolverCreate, RefusesLayersOfAnotherSize) {
  const std::vector<double> capacities(7);
  const auto block = FlowSolver::Create(capacities, 2, 2);
  ASSERT_FALSE(block.ok());
  EXPECT_EQ(block.error().code, ErrorCode::kRagged);
  EXPECT_EQ(block.error().place.layer, 1);

  const std::vector<double> longer(9);
  EXPECT_EQ(FlowSolver::Create(longer, 2, 2).error().code, ErrorCode::kRagged);
}

TEST(FlowSolverCreate, RefusesNothing) {
  EXPECT_EQ(FlowSolver::Create(std::span<const double>(), 0, 4).error().code,
            ErrorCode::kEmptyInput);
  EXPECT_EQ(FlowSolver::Create(std::span<const double>(), 2, 0).error().code,
            ErrorCode::kEmptyInput);
  EXPECT_EQ(FlowSolver::Create(std::span<const double>(), 1, -3).error().code,
            ErrorCode::kEmptyInput);
}

TEST(FlowSolverCreate, RefusesMoreMemoryThanAllowed) {
  const LayeredGraph graph = MakeGraph(Family::kUniform, 2, 30, 0);
  const auto needed = static_cast<std::size_t>(FlowSolver::BytesNeeded(2, 30));
  EXPECT_TRUE(FlowSolver::Create(graph.capacities, 2, 30, needed).ok());
  const auto refused = FlowSolver::Create(graph.capacities, 2, 30, needed - 1);
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kTooLarge);
}

TEST(FlowSolverBytesNeeded, StaysBelow200MegabytesForALongText) {
  EXPECT_LT(FlowSolver::BytesNeeded(12, 512), 200'000'000U);
  EXPECT_GT(FlowSolver::BytesNeeded(12, 512), 4U * 12 * 512 * 512 * sizeof(double));
}

TEST(FlowSolverCheck, AcceptsPairsOfTheGraphAlone) {
  const FlowSolver solver = SolverFor(MakeGraph(Family::kUniform, 3, 4, 0));
  const FlowPair good = {.layer = 2, .source = 3, .sink = 0, .sink_layer = 1};
  EXPECT_EQ(solver.Check(good), std::nullopt);
  const auto expect_refused = [&](const FlowPair& pair) {
    const std::optional<Error> error = solver.Check(pair);
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->code, ErrorCode::kOption);
  };
  expect_refused({.layer = 3});
  expect_refused({.layer = -1});
  expect_refused({.layer = 1, .sink_layer = 2});
  expect_refused({.layer = 1, .sink_layer = -1});
  expect_refused({.layer = 2, .source = 4});
  expect_refused({.layer = 2, .source = -1});
  expect_refused({.layer = 2, .sink = 4});
  expect_refused({.layer = 2, .sink = -1});
  EXPECT_EQ(solver.Check({.layer = 2, .source = 9})->Message(),
            "The source 9 is not in the range 0 to 3 (counted from 0). Choose a value from the "
            "range that is named.");
}

TEST(FlowSolverCapacities, KeepRowsThatSumToOneExact) {
  FlowSolver solver = SolverFor(MakeGraph(Family::kNoResidual, 2, 40, 9));
  const LayeredGraph rounded = RoundedCapacities(solver);
  for (int layer = 0; layer < 2; ++layer) {
    for (int query = 0; query < 40; ++query) {
      double sum = 0;
      for (int key = 0; key < 40; ++key) {
        const double quanta = std::ldexp(rounded.At(layer, query, key), 51);
        EXPECT_EQ(quanta, std::floor(quanta));
        sum += rounded.At(layer, query, key);
      }
      EXPECT_EQ(sum, 1);
      EXPECT_EQ(solver.SourceCapacity(layer, query), 1);
    }
  }
}

TEST(FlowSolverCapacities, StayWithinAQuantumOfTheGivenOnes) {
  for (const Family family : AllFamilies()) {
    SCOPED_TRACE(Name(family));
    const LayeredGraph graph = MakeGraph(family, 3, 9, 31);
    FlowSolver solver = SolverFor(graph);
    const LayeredGraph rounded = RoundedCapacities(solver);
    double largest_sum = 1;
    for (int layer = 0; layer < 3; ++layer) {
      for (int query = 0; query < 9; ++query) {
        largest_sum = std::max(largest_sum, solver.SourceCapacity(layer, query));
      }
    }
    for (std::size_t at = 0; at < graph.capacities.size(); ++at) {
      // The largest entry of a row also takes the residue of the others.
      EXPECT_NEAR(rounded.capacities[at], graph.capacities[at], 10 * 0x1p-50 * largest_sum);
    }
  }
}

// Capacities of any magnitude: the same graph, scaled by powers of two, has the same flows, scaled.
TEST(FlowSolverCapacities, MayHaveAnyMagnitude) {
  const LayeredGraph graph = MakeGraph(Family::kUnequalRows, 4, 6, 77);
  FlowSolver solver = SolverFor(graph);
  const std::vector<double> flows = AllFlows(solver, 0);
  for (const int exponent : {-700, -60, 60, 700}) {
    LayeredGraph scaled = graph;
    for (double& capacity : scaled.capacities) capacity = std::ldexp(capacity, exponent);
    FlowSolver other = SolverFor(scaled);
    const std::vector<double> scaled_flows = AllFlows(other, 0);
    for (std::size_t at = 0; at < flows.size(); ++at) {
      EXPECT_EQ(scaled_flows[at], std::ldexp(flows[at], exponent)) << "exponent " << exponent;
    }
  }
}

TEST(FlowSolverMoved, KeepsItsCapacities) {
  FlowSolver solver = SolverFor(MakeGraph(Family::kIdentity, 2, 3, 0));
  FlowSolver moved = std::move(solver);
  EXPECT_EQ(moved.Value({.layer = 1, .source = 2, .sink = 2}), 1);
}

}  // namespace
}  // namespace headwater::test
