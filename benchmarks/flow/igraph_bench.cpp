// igraph's maximum flow: igraph_bench FILE LAYERS TOKENS.

#include <igraph/igraph.h>

#include "flow/layered_case.h"
#include "flow/sampled_pairs.h"

namespace {

using headwater::benchmark::LayeredCase;

class Network {
 public:
  Network(const LayeredCase& input, int layer) : tokens_(input.tokens), top_(layer + 1) {
    igraph_vector_int_t edges;
    igraph_vector_int_init(&edges, 0);
    igraph_vector_init(&capacity_, 0);
    for (int m = 0; m <= layer; ++m) {
      for (int query = 0; query < tokens_; ++query) {
        for (int key = 0; key < tokens_; ++key) {
          if (input.At(m, query, key) == 0) continue;
          igraph_vector_int_push_back(&edges, Node(m + 1, query));
          igraph_vector_int_push_back(&edges, Node(m, key));
          igraph_vector_push_back(&capacity_, input.At(m, query, key));
        }
      }
    }
    igraph_create(&graph_, &edges, Node(top_ + 1, 0), IGRAPH_DIRECTED);
    igraph_vector_int_destroy(&edges);
  }
  Network(const Network&) = delete;
  Network& operator=(const Network&) = delete;
  ~Network() {
    igraph_vector_destroy(&capacity_);
    igraph_destroy(&graph_);
  }

  double MaxFlow(int source, int sink) {
    igraph_real_t value = 0;
    igraph_maxflow_value(&graph_, &value, Node(top_, source), Node(0, sink), &capacity_, nullptr);
    return value;
  }

 private:
  igraph_integer_t Node(int layer, int token) const { return layer * tokens_ + token; }

  int tokens_;
  int top_;
  igraph_t graph_;
  igraph_vector_t capacity_;
};

}  // namespace

int main(int argc, char** argv) {
  headwater::benchmark::TimeSampledPairs<Network>(headwater::benchmark::ReadCase(argc, argv), 100);
  return 0;
}
