#include "core/flow/support/plain_max_flow.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <queue>

namespace headwater::test {
namespace {

class Dinic {
 public:
  explicit Dinic(std::size_t nodes) : arcs_of_(nodes) {}

  void AddArc(std::size_t from, std::size_t to, double capacity) {
    arcs_of_[from].push_back(arcs_.size());
    arcs_.push_back({to, capacity});
    arcs_of_[to].push_back(arcs_.size());
    arcs_.push_back({from, 0});
  }

  double Run(std::size_t source, std::size_t sink) {
    double flow = 0;
    while (Label(source, sink)) {
      next_.assign(arcs_of_.size(), 0);
      for (;;) {
        const double pushed = Push(source, sink, std::numeric_limits<double>::infinity());
        if (pushed == 0) break;
        flow += pushed;
      }
    }
    return flow;
  }

 private:
  struct Arc {
    std::size_t to;
    double left;
  };

  bool Label(std::size_t source, std::size_t sink) {
    level_.assign(arcs_of_.size(), -1);
    level_[source] = 0;
    std::queue<std::size_t> queue({source});
    for (; !queue.empty(); queue.pop()) {
      for (const std::size_t arc : arcs_of_[queue.front()]) {
        if (arcs_[arc].left == 0 || level_[arcs_[arc].to] >= 0) continue;
        level_[arcs_[arc].to] = level_[queue.front()] + 1;
        queue.push(arcs_[arc].to);
      }
    }
    return level_[sink] >= 0;
  }

  double Push(std::size_t node, std::size_t sink, double limit) {
    if (node == sink) return limit;
    for (std::size_t& at = next_[node]; at < arcs_of_[node].size(); ++at) {
      const std::size_t arc = arcs_of_[node][at];
      if (arcs_[arc].left == 0 || level_[arcs_[arc].to] != level_[node] + 1) continue;
      const double pushed = Push(arcs_[arc].to, sink, std::min(limit, arcs_[arc].left));
      if (pushed == 0) continue;
      arcs_[arc].left -= pushed;
      arcs_[arc ^ 1].left += pushed;
      return pushed;
    }
    return 0;
  }

  std::vector<Arc> arcs_;
  std::vector<std::vector<std::size_t>> arcs_of_;
  std::vector<int> level_;
  std::vector<std::size_t> next_;
};

}  // namespace

double PlainMaxFlow(const LayeredGraph& graph, const FlowPair& pair) {
  const auto node = [&](int node_layer, int token) {
    return static_cast<std::size_t>((node_layer - pair.sink_layer) * graph.tokens + token);
  };
  Dinic dinic(node(pair.layer + 2, 0));
  for (int layer = pair.sink_layer; layer <= pair.layer; ++layer) {
    for (int query = 0; query < graph.tokens; ++query) {
      for (int key = 0; key < graph.tokens; ++key) {
        if (const double capacity = graph.At(layer, query, key); capacity > 0) {
          dinic.AddArc(node(layer + 1, query), node(layer, key), capacity);
        }
      }
    }
  }
  return dinic.Run(node(pair.layer + 1, pair.source), node(pair.sink_layer, pair.sink));
}

double BruteForceMinCut(const LayeredGraph& graph, const FlowPair& pair) {
  const int inner_layers = pair.layer - pair.sink_layer;
  const int inner = inner_layers * graph.tokens;
  double smallest = std::numeric_limits<double>::infinity();
  for (std::uint32_t cut = 0; cut < std::uint32_t{1} << inner; ++cut) {
    // The source is alone on its side in its layer, the sink on the other in its own.
    const auto source_side = [&](int node_layer, int token) {
      if (node_layer == pair.layer + 1) return token == pair.source;
      if (node_layer == pair.sink_layer) return token != pair.sink;
      const int bit = (node_layer - pair.sink_layer - 1) * graph.tokens + token;
      return (cut >> bit & 1U) != 0;
    };
    double capacity = 0;
    for (int layer = pair.sink_layer; layer <= pair.layer; ++layer) {
      for (int query = 0; query < graph.tokens; ++query) {
        if (!source_side(layer + 1, query)) continue;
        for (int key = 0; key < graph.tokens; ++key) {
          if (!source_side(layer, key)) capacity += graph.At(layer, query, key);
        }
      }
    }
    smallest = std::min(smallest, capacity);
  }
  return smallest;
}

}  // namespace headwater::test
