// LEMON's preflow push-relabel, value only: lemon_bench FILE LAYERS TOKENS.

#include <lemon/preflow.h>
#include <lemon/smart_graph.h>

#include <cstddef>
#include <vector>

#include "flow/layered_case.h"
#include "flow/sampled_pairs.h"

namespace {

using headwater::benchmark::LayeredCase;

class Network {
 public:
  Network(const LayeredCase& input, int layer) : tokens_(input.tokens), top_(layer + 1) {
    for (int node = 0; node < (top_ + 1) * tokens_; ++node) nodes_.push_back(graph_.addNode());
    for (int m = 0; m <= layer; ++m) {
      for (int query = 0; query < tokens_; ++query) {
        for (int key = 0; key < tokens_; ++key) {
          if (input.At(m, query, key) == 0) continue;
          capacity_[graph_.addArc(Node(m + 1, query), Node(m, key))] = input.At(m, query, key);
        }
      }
    }
  }

  double MaxFlow(int source, int sink) {
    lemon::Preflow<lemon::SmartDigraph, Capacity> preflow(graph_, capacity_, Node(top_, source),
                                                          Node(0, sink));
    preflow.runMinCut();
    return preflow.flowValue();
  }

 private:
  using Capacity = lemon::SmartDigraph::ArcMap<double>;

  lemon::SmartDigraph::Node Node(int layer, int token) const {
    return nodes_[static_cast<std::size_t>(layer * tokens_ + token)];
  }

  int tokens_;
  int top_;
  lemon::SmartDigraph graph_;
  Capacity capacity_{graph_};
  std::vector<lemon::SmartDigraph::Node> nodes_;
};

}  // namespace

int main(int argc, char** argv) {
  headwater::benchmark::TimeSampledPairs<Network>(headwater::benchmark::ReadCase(argc, argv), 100);
  return 0;
}
