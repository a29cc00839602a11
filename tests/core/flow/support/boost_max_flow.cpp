#include "core/flow/support/boost_max_flow.h"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/boykov_kolmogorov_max_flow.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <cmath>
#include <cstdint>

namespace headwater::test {
namespace {

using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using Vertex = boost::property<
    boost::vertex_index_t, long,
    boost::property<
        boost::vertex_color_t, boost::default_color_type,
        boost::property<boost::vertex_distance_t, long,
                        boost::property<boost::vertex_predecessor_t, Traits::edge_descriptor>>>>;
using Edge = boost::property<
    boost::edge_capacity_t, std::int64_t,
    boost::property<boost::edge_residual_capacity_t, std::int64_t,
                    boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>;
using Graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, Vertex, Edge>;

struct Network {
  Graph graph;
  std::size_t source;
  std::size_t sink;
  int scale;  // binary digits behind the point of the capacities
};

int DigitsBehindPoint(const LayeredGraph& graph) {
  const auto whole = [&](int digits) {
    return std::all_of(graph.capacities.begin(), graph.capacities.end(), [digits](double value) {
      const double scaled = std::ldexp(value, digits);
      return scaled == std::floor(scaled);
    });
  };
  int digits = 0;
  while (!whole(digits)) ++digits;
  return digits;
}

Network Build(const LayeredGraph& graph, const FlowPair& pair) {
  const auto node = [&](int node_layer, int token) {
    return static_cast<std::size_t>((node_layer - pair.sink_layer) * graph.tokens + token);
  };
  Network network{.graph = Graph(node(pair.layer + 2, 0)),
                  .source = node(pair.layer + 1, pair.source),
                  .sink = node(pair.sink_layer, pair.sink),
                  .scale = DigitsBehindPoint(graph)};
  auto capacity = boost::get(boost::edge_capacity, network.graph);
  auto reverse = boost::get(boost::edge_reverse, network.graph);
  for (int layer = pair.sink_layer; layer <= pair.layer; ++layer) {
    for (int query = 0; query < graph.tokens; ++query) {
      for (int key = 0; key < graph.tokens; ++key) {
        if (graph.At(layer, query, key) == 0) continue;
        const auto there = add_edge(node(layer + 1, query), node(layer, key), network.graph).first;
        const auto back = add_edge(node(layer, key), node(layer + 1, query), network.graph).first;
        capacity[there] =
            static_cast<std::int64_t>(std::ldexp(graph.At(layer, query, key), network.scale));
        capacity[back] = 0;
        reverse[there] = back;
        reverse[back] = there;
      }
    }
  }
  return network;
}

double Unscale(std::int64_t flow, int scale) {
  return std::ldexp(static_cast<double>(flow), -scale);
}

}  // namespace

double BoostPushRelabel(const LayeredGraph& graph, const FlowPair& pair) {
  Network network = Build(graph, pair);
  return Unscale(boost::push_relabel_max_flow(network.graph, network.source, network.sink),
                 network.scale);
}

double BoostBoykovKolmogorov(const LayeredGraph& graph, const FlowPair& pair) {
  Network network = Build(graph, pair);
  return Unscale(boost::boykov_kolmogorov_max_flow(network.graph, network.source, network.sink),
                 network.scale);
}

}  // namespace headwater::test
