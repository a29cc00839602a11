#include "flow/flow_paths.h"

#include <algorithm>
#include <cstddef>

namespace headwater {
namespace {

struct UsedArc {
  int from;
  int to;
  double amount;
};

// The arcs with flow, layer by layer from the source down to the sink.
using LayeredFlow = std::vector<std::vector<UsedArc>>;

LayeredFlow CollectFlow(const Capacities& capacities, const ResidualNetwork& network,
                        const FlowPair& pair) {
  const int tokens = capacities.tokens();
  LayeredFlow layers(static_cast<std::size_t>(pair.layer - pair.sink_layer + 1));
  const auto add = [](std::vector<UsedArc>& arcs, int from, int to, double amount) {
    if (amount > 0) arcs.push_back({from, to, amount});
  };
  for (int token = 0; token < tokens; ++token) {
    add(layers.front(), pair.source, token, network.Sent(token));
    add(layers.back(), token, pair.sink, network.FlowIntoSink(token));
  }
  for (std::size_t down = 1; down + 1 < layers.size(); ++down) {
    const int layer = pair.layer - static_cast<int>(down);
    for (int from = 0; from < tokens; ++from) {
      for (int to = 0; to < tokens; ++to) {
        add(layers[down], from, to, network.Flow(layer, from, to));
      }
    }
  }
  return layers;
}

// The widest way to each node: how much fits through, and from which token it comes.
struct Way {
  double width = 0;
  int from = 0;
};

class WidestPath {
 public:
  WidestPath(std::size_t layers, int tokens)
      : ways_(layers, std::vector<Way>(static_cast<std::size_t>(tokens))) {}

  // The widest path through what is left of the flow; its amount is 0 when nothing is left.
  LayerPath Find(const LayeredFlow& flow, const FlowPair& pair) {
    for (std::size_t down = 0; down < flow.size(); ++down) {
      std::fill(ways_[down].begin(), ways_[down].end(), Way{});
      for (const UsedArc& arc : flow[down]) {
        const double above = down == 0 ? arc.amount : At(down - 1, arc.from).width;
        const double width = std::min(above, arc.amount);
        Way& way = At(down, arc.to);
        if (width > way.width) way = {width, arc.from};
      }
    }
    LayerPath path{.nodes = std::vector<int>(flow.size() + 1),
                   .amount = At(flow.size() - 1, pair.sink).width};
    int token = pair.sink;
    for (std::size_t down = flow.size(); down > 0; --down) {
      path.nodes[down] = token;
      token = At(down - 1, token).from;
    }
    path.nodes[0] = pair.source;
    return path;
  }

 private:
  Way& At(std::size_t layer, int token) { return ways_[layer][static_cast<std::size_t>(token)]; }

  std::vector<std::vector<Way>> ways_;
};

void Remove(const LayerPath& path, LayeredFlow& flow) {
  for (std::size_t down = 0; down < flow.size(); ++down) {
    const auto arc = std::find_if(flow[down].begin(), flow[down].end(), [&](const UsedArc& used) {
      return used.from == path.nodes[down] && used.to == path.nodes[down + 1];
    });
    arc->amount -= path.amount;
    if (arc->amount == 0) flow[down].erase(arc);
  }
}

}  // namespace

std::vector<LayerPath> DecomposeFlow(const Capacities& capacities, const ResidualNetwork& network,
                                     const FlowPair& pair) {
  LayeredFlow flow = CollectFlow(capacities, network, pair);
  WidestPath widest(flow.size(), capacities.tokens());
  std::vector<LayerPath> paths;
  for (;;) {
    LayerPath path = widest.Find(flow, pair);
    if (path.amount == 0) return paths;
    Remove(path, flow);
    paths.push_back(std::move(path));
  }
}

}  // namespace headwater
