#include "flow/residual_network.h"

namespace headwater {

NodeSides ResidualNetwork::NearestSinkSide() const {
  const auto node_layers = Index(top_ - sink_layer_ + 1);
  NodeSides reaches(node_layers, std::vector<char>(Index(tokens_), 0));
  std::vector<Node> found;
  const auto find = [&](int layer, int token) {
    if (reaches[Index(layer - sink_layer_)][Index(token)]) return;
    reaches[Index(layer - sink_layer_)][Index(token)] = 1;
    found.push_back({layer, token});
  };
  reaches[0][Index(sink_)] = 1;
  for (int token = 0; token < tokens_; ++token) {
    if (Absorb(Bottom())[token] > 0) find(Bottom(), token);
  }
  while (!found.empty()) {
    const Node node = found.back();
    found.pop_back();
    for (int other = 0; other < tokens_; ++other) {
      if (node.layer < top_ && Arcs(node.layer, other)[node.token].residual > 0) {
        find(node.layer + 1, other);
      }
      if (node.layer > Bottom() && Flow(node.layer - 1, node.token, other) > 0) {
        find(node.layer - 1, other);
      }
    }
  }
  return reaches;
}

}  // namespace headwater
