// Boost Graph's push-relabel: boost_bench FILE LAYERS TOKENS.

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/push_relabel_max_flow.hpp>
#include <cstddef>

#include "flow/layered_case.h"
#include "flow/sampled_pairs.h"

namespace {

using headwater::benchmark::LayeredCase;

class Network {
 public:
  Network(const LayeredCase& input, int layer)
      : tokens_(input.tokens), top_(layer + 1), graph_(Node(top_ + 1, 0)) {
    auto capacity = boost::get(boost::edge_capacity, graph_);
    auto reverse = boost::get(boost::edge_reverse, graph_);
    for (int m = 0; m <= layer; ++m) {
      for (int query = 0; query < tokens_; ++query) {
        for (int key = 0; key < tokens_; ++key) {
          if (input.At(m, query, key) == 0) continue;
          const auto there = add_edge(Node(m + 1, query), Node(m, key), graph_).first;
          const auto back = add_edge(Node(m, key), Node(m + 1, query), graph_).first;
          capacity[there] = input.At(m, query, key);
          capacity[back] = 0;
          reverse[there] = back;
          reverse[back] = there;
        }
      }
    }
  }

  double MaxFlow(int source, int sink) {
    return boost::push_relabel_max_flow(graph_, Node(top_, source), Node(0, sink));
  }

 private:
  using Traits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
  using Edge = boost::property<
      boost::edge_capacity_t, double,
      boost::property<boost::edge_residual_capacity_t, double,
                      boost::property<boost::edge_reverse_t, Traits::edge_descriptor>>>;
  using Graph =
      boost::adjacency_list<boost::vecS, boost::vecS, boost::directedS, boost::no_property, Edge>;

  std::size_t Node(int layer, int token) const {
    return static_cast<std::size_t>(layer * tokens_ + token);
  }

  int tokens_;
  int top_;
  Graph graph_;
};

}  // namespace

int main(int argc, char** argv) {
  headwater::benchmark::TimeSampledPairs<Network>(headwater::benchmark::ReadCase(argc, argv), 100);
  return 0;
}
