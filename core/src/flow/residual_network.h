#pragma once

#include <cstddef>
#include <vector>

#include "flow/capacities.h"
#include "flow/token_set.h"

namespace headwater {

// The maximum flows into one sink, kept from source to source and from layer to layer.
//
// Nodes are (node layer, token); attention layer m holds the arcs from node layer m + 1 down to m.
// The lowest attention layer only has arcs into the sink, so it is no graph at all: its column is
// what each node of the layer above can absorb.
//
// A state is a pseudoflow: besides the present source, nodes may send more than they receive,
// because an earlier source no longer provides what it did. Such a deficit is treated as one more
// place that absorbs flow, of that capacity. When no residual path leads from the source to any
// place that absorbs, the nodes that still reach one (T) and the others (S) form a minimum cut:
// arcs from S to T are full, arcs from T to S empty, and no deficit lies in S. What the source
// sends therefore is the capacity of the cut, and taking the deficits' flow back would only touch
// arcs within T. Deficits thus never need to be drained, and a source starts from nearly all of the
// flow of the one before (docs/flow-method.md).
//
// All capacities and flows are multiples of the quantum: tests for full and empty are exact.
class ResidualNetwork {
 public:
  explicit ResidualNetwork(const Capacities& capacities);

  static std::size_t BytesNeeded(int layers, int tokens);

  // Starts anew with an empty flow into node (sink_layer, sink).
  void SetSink(int sink, int sink_layer);

  // Puts the source at node (layer + 1, token) and reuses what it can of the flow before. `layer`
  // must be above the sink layer and, until the next SetSink(), never go down.
  void SetSource(int layer, int token);

  // Augments until the flow is maximal or reaches `upper_bound`, which must be a bound of it.
  // Returns what the source sends: the maximum flow.
  double Maximise(double upper_bound);

  // After Maximise() returned less than its upper bound: the tokens of a node layer, above the
  // sink's and not above the one below the source, that lie on the sink's side of the cut.
  const TokenWord* SinkSide(int node_layer) const { return reached_.Set(node_layer, 0); }

  // Flow on the arcs of `layer` between the sink layer and the source's, and what the source sends
  // to each token below it. Without deficits, that is after a single source, this is a flow.
  double Flow(int layer, int from, int to) const;
  double Sent(int token) const { return sent_[Index(token)]; }
  // Flow on the sink layer's arc from `token` to the sink.
  double FlowIntoSink(int token) const {
    return capacities_.Column(sink_layer_, sink_)[token] - Absorb(sink_layer_ + 1)[token];
  }

 private:
  // A node whose share of flow is being passed on, in the depth-first search of one phase.
  struct Visit {
    int layer;
    int token;
    double wanted;  // still to be placed
    double placed;
  };

  static std::size_t Index(int value) { return static_cast<std::size_t>(value); }
  double* Residual(int layer, int from) {
    return residual_.data() + (Index(layer) * Index(tokens_) + Index(from)) * Index(stride_);
  }
  const double* Residual(int layer, int from) const {
    return const_cast<ResidualNetwork*>(this)->Residual(layer, from);
  }
  double* Absorb(int node_layer) { return absorb_.data() + Index(node_layer) * Index(stride_); }
  const double* Absorb(int node_layer) const {
    return const_cast<ResidualNetwork*>(this)->Absorb(node_layer);
  }

  void RaiseTop(int layer);
  void PushAlong(int layer, int from, int to, double amount);
  void PushBack(int layer, int from, int to, double amount);
  void TakeIn(int node_layer, int token, double amount);

  int LabelLevels();
  double BlockingFlow(int depth);
  double Place(int token, double wanted, int depth);
  bool Step(Visit& visit, int depth);
  int FindChild(const TokenWord* candidates, const TokenWord* level) const;
  TokenWord* Level(int depth, int node_layer) {
    return levels_.data() + (Index(depth) * Index(layers_ + 1) + Index(node_layer)) * Index(words_);
  }

  const Capacities& capacities_;
  int layers_;
  int tokens_;
  int stride_;
  int words_;

  int sink_layer_ = 0;
  int sink_ = 0;
  int top_ = 0;      // attention layer of the source: its row feeds node layer top_
  int source_ = -1;  // token of the source, -1 before the first at this layer

  std::vector<double> residual_;  // [layer][from][to]
  TokenSets open_from_;           // [layer][from]: arcs with residual capacity, by their end
  TokenSets open_to_;             // [layer][to]: the same arcs, by their start
  TokenSets used_from_;           // [layer][from]: arcs with flow
  TokenSets used_to_;             // [layer][to]
  std::vector<double> absorb_;    // [node layer][token]: capacity into the sink left, or deficit
  TokenSets absorbing_;           // [node layer]: tokens with absorb_ > 0

  std::vector<double> sent_;         // what the source sends to each token of node layer top_
  std::vector<double> supply_;       // what it could send on top of that
  std::vector<TokenWord> supplied_;  // tokens with supply_ > 0
  double total_ = 0;                 // sum of sent_

  std::vector<TokenWord> levels_;  // [depth][node layer]: tokens at that distance from absorption
  TokenSets reached_;              // [node layer]: union of all levels
  std::vector<Visit> path_;
};

}  // namespace headwater
