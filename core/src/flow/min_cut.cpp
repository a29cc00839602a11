#include "flow/min_cut.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace headwater {
namespace {

// All nodes but the sink: the cut is the sink's column. The source stands alone in its layer, as
// nothing reaches its neighbours there.
NodeSides AllButSink(const Capacities& capacities, const FlowPair& pair) {
  const auto tokens = static_cast<std::size_t>(capacities.tokens());
  const auto node_layers = static_cast<std::size_t>(pair.layer - pair.sink_layer + 2);
  NodeSides sides(node_layers, std::vector<char>(tokens, 1));
  sides.front()[static_cast<std::size_t>(pair.sink)] = 0;
  sides.back().assign(tokens, 0);
  sides.back()[static_cast<std::size_t>(pair.source)] = 1;
  return sides;
}

NodeSides OnlySource(const Capacities& capacities, const FlowPair& pair) {
  NodeSides sides = AllButSink(capacities, pair);
  for (std::size_t layer = 0; layer + 1 < sides.size(); ++layer) {
    sides[layer].assign(sides[layer].size(), 0);
  }
  return sides;
}

NodeSides NearestSink(const Capacities& capacities, const ResidualNetwork& network,
                      const FlowPair& pair) {
  NodeSides sides = AllButSink(capacities, pair);
  const NodeSides sink_sides = network.NearestSinkSide();
  for (std::size_t layer = 1; layer < sink_sides.size(); ++layer) {
    std::transform(sink_sides[layer].begin(), sink_sides[layer].end(), sides[layer].begin(),
                   [](char reaches) { return reaches == 0 ? 1 : 0; });
  }
  return sides;
}

std::vector<CutArc> CrossingArcs(const Capacities& capacities, const FlowPair& pair,
                                 const NodeSides& sides) {
  std::vector<CutArc> arcs;
  for (std::size_t below = 0; below + 1 < sides.size(); ++below) {
    const int layer = pair.sink_layer + static_cast<int>(below);
    for (int from = 0; from < capacities.tokens(); ++from) {
      if (sides[below + 1][static_cast<std::size_t>(from)] == 0) continue;
      const double* row = capacities.Row(layer, from);
      for (int to = 0; to < capacities.tokens(); ++to) {
        if (row[to] > 0 && sides[below][static_cast<std::size_t>(to)] == 0) {
          arcs.push_back({layer, from, to, row[to]});
        }
      }
    }
  }
  return arcs;
}

std::vector<int> Members(const std::vector<char>& side) {
  std::vector<int> members;
  for (std::size_t token = 0; token < side.size(); ++token) {
    if (side[token] != 0) members.push_back(static_cast<int>(token));
  }
  return members;
}

}  // namespace

MinCut DescribeMinCut(const Capacities& capacities, const ResidualNetwork& network,
                      const FlowPair& pair, double value) {
  MinCut cut{.value = value, .kind = CutKind::kMixture, .arcs = {}, .source_side = {}};
  // Between neighbouring layers the one arc is the cut, and its node sets are those of the sink's.
  const bool one_arc = pair.layer == pair.sink_layer;
  if (value == capacities.ColumnSum(pair.sink_layer, pair.sink)) {
    cut.kind = CutKind::kSink;
  } else if (value == capacities.RowSum(pair.layer, pair.source)) {
    cut.kind = CutKind::kSource;
  }
  const NodeSides sides = cut.kind == CutKind::kSource ? OnlySource(capacities, pair)
                          : cut.kind == CutKind::kSink || one_arc
                              ? AllButSink(capacities, pair)
                              : NearestSink(capacities, network, pair);
  cut.arcs = CrossingArcs(capacities, pair, sides);
  for (const std::vector<char>& side : sides) cut.source_side.push_back(Members(side));
  return cut;
}

}  // namespace headwater
