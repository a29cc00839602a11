#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "flow/capacities.h"
#include "flow/token_set.h"

namespace headwater {

// Per node layer, counted from the sink's, and token: 1 for a node of one side of a cut, else 0.
// Not of bool, whose vector of bits costs 1.3 KB of WebAssembly (gzip).
using NodeSides = std::vector<std::vector<char>>;

// The maximum flows into one sink, kept from source to source and from layer to layer.
//
// Nodes are (node layer, token); attention layer m holds the arcs from node layer m + 1 down to m.
// The lowest attention layer only has arcs into the sink, so it is no graph at all: its column is
// what each node of the layer above can absorb.
//
// A state is a pseudoflow: besides the present source, nodes may send more than they receive,
// because an earlier source no longer provides what it did. Such a deficit is treated as one more
// place that absorbs flow, of that capacity. When no residual path leads from the source to any
// place that absorbs, the nodes it does reach (S) and the others (T) form a minimum cut: arcs from
// S to T are full, arcs from T to S empty, and no deficit lies in S. What the source sends
// therefore is the capacity of the cut, and taking the deficits' flow back would only touch arcs
// within T. Deficits thus never need to be drained, and a source starts from nearly all of the flow
// of the one before (docs/flow-method.md).
//
// All capacities and flows are multiples of the quantum: tests for full and empty are exact.
class ResidualNetwork {
 public:
  explicit ResidualNetwork(const Capacities& capacities);
  ResidualNetwork(const ResidualNetwork&) = delete;
  ResidualNetwork& operator=(const ResidualNetwork&) = delete;

  static std::uint64_t BytesNeeded(int layers, int tokens);

  // Starts anew with an empty flow into node (sink_layer, sink).
  void SetSink(int sink, int sink_layer);

  // Puts the source at node (layer + 1, token) and reuses what it can of the flow before. `layer`
  // must be above the sink layer and, until the next SetSink(), never go down.
  void SetSource(int layer, int token);

  // Augments until the flow is maximal or reaches `upper_bound`, which must be a bound of it.
  // Returns what the source sends: the maximum flow.
  double Maximise(double upper_bound);

  // After Maximise() returned less than its upper bound: the tokens of a node layer, above the
  // sink's and not above the one below the source, that the source still reaches, or that
  // lead nowhere: its side of a minimum cut.
  const TokenWord* SourceSide(int node_layer) const { return reached_.Set(node_layer, 0); }

  // Without deficits, that is after a single source: the tokens of each node layer from the sink's
  // to the one below the source that can still reach the sink, [node layer - sink layer][token].
  // The minimum cut nearest the sink. O(layers * tokens^2).
  NodeSides NearestSinkSide() const;

  // Flow on the arcs of `layer` between the sink layer and the source's, and what the source sends
  // to each token below it. Without deficits this is a flow.
  double Flow(int layer, int from, int to) const { return Arcs(layer, from)[to].flow; }
  double Sent(int token) const { return sent_[Index(token)]; }
  // Flow on the sink layer's arc from `token` to the sink.
  double FlowIntoSink(int token) const {
    return capacities_.Column(sink_layer_, sink_)[token] - Absorb(sink_layer_ + 1)[token];
  }

 private:
  // Both in one place, because they are read from afar at n = 128, where the network is larger than
  // many a processor's second cache: 6 to 10 % of the time.
  struct Arc {
    double residual;
    double flow;
  };
  // What the search reads and changes at the nodes of one layer. The layers lie in an array, in
  // which a path steps up and down: with indices by layer and token it took a tenth more
  // instructions.
  struct NodeLayer {
    Arc* arcs;             // [token][to]: the arcs down to the next layer
    TokenWord* open;       // [token]: ends of those with residual capacity
    TokenWord* used;       // [token]: starts of the arcs from the layer above that carry flow
    double* absorb;        // [token]
    TokenWord* absorbing;  // tokens with absorb > 0
  };
  struct Node {
    int layer;
    int token;
  };
  // Node layers, every other one from the lowest to the highest; -1 for none.
  struct LayerRange {
    int lowest;
    int highest;
  };

  static std::size_t Index(int value) { return static_cast<std::size_t>(value); }
  Arc* Arcs(int layer, int from) {
    return arcs_.data() + (Index(layer) * Index(tokens_) + Index(from)) * Index(stride_);
  }
  const Arc* Arcs(int layer, int from) const {
    return const_cast<ResidualNetwork*>(this)->Arcs(layer, from);
  }
  double* Absorb(int node_layer) { return absorb_.data() + Index(node_layer) * Index(stride_); }
  const double* Absorb(int node_layer) const {
    return const_cast<ResidualNetwork*>(this)->Absorb(node_layer);
  }
  TokenWord* Level(int depth, int node_layer) {
    return levels_.data() + (Index(depth) * Index(layers_ + 1) + Index(node_layer)) * Index(words_);
  }
  const TokenWord* Level(int depth, int node_layer) const {
    return const_cast<ResidualNetwork*>(this)->Level(depth, node_layer);
  }
  int Bottom() const { return sink_layer_ + 1; }

  void FindLive();
  void RaiseTop(int layer);
  void TakeOver(int from, int to);
  double ExchangeRows(int layer, int from, int to, double limit);
  void PushAlong(int layer, int from, int to, double amount) {
    Arc& arc = Arcs(layer, from)[to];
    arc.residual -= amount;
    arc.flow += amount;
    Insert(used_.Set(layer, to), from);
    EraseIf(arc.residual == 0, open_.Set(layer, from), to);
  }
  void PushBack(int layer, int from, int to, double amount) {
    Arc& arc = Arcs(layer, from)[to];
    arc.residual += amount;
    arc.flow -= amount;
    Insert(open_.Set(layer, from), to);
    EraseIf(arc.flow == 0, used_.Set(layer, to), from);
  }
  void Send(int token, double amount) {
    sent_[Index(token)] += amount;
    supply_[Index(token)] -= amount;
    EraseIf(supply_[Index(token)] == 0, supplied_.data(), token);
  }

  double PlaceOnOnePath(int depth);
  Node Next(Node node, int depth) const;
  int FirstCommon(const TokenWord* a, const TokenWord* b) const;

  // The algorithm for sets of kWords words; 0 stands for any number.
  template <int kWords>
  int Words() const {
    return kWords > 0 ? kWords : words_;
  }
  // The set of a token among those of a layer.
  template <int kWords>
  TokenWord* SetOf(TokenWord* sets, int token) const {
    return sets + Index(token) * Index(Words<kWords>());
  }
  template <int kWords>
  double Augment(double upper_bound);
  template <int kWords, typename PlaceFrom>
  double FromEachSupply(PlaceFrom place_from);
  template <int kWords>
  bool AnyAbsorbs(const NodeLayer& nodes) const;
  template <int kWords, typename Visit>
  void ForEachInBoth(TokenPlace own, const TokenWord* a, const TokenWord* b, const double& left,
                     Visit visit) const;
  template <int kWords>
  double PlaceBelow(const NodeLayer* at, int token, double wanted);
  template <int kWords>
  double PlaceAbove(const NodeLayer* at, int token, double wanted);
  template <int kWords>
  double PlaceAround(const NodeLayer* at, int token, double wanted);
  template <int kWords>
  double PlaceVia(const NodeLayer* at, int token, double wanted, TokenWord* level, int more);
  template <int kWords>
  double PlaceOnwards(const NodeLayer* at, int token, double wanted, TokenWord* level, int more);
  template <int kWords>
  double PlaceAtDepth(int token, double wanted, int depth);
  template <int kWords>
  void FindSecondLevel();
  template <int kWords>
  int LabelLevels();
  template <int kWords>
  bool LabelLevel(int depth);
  template <int kWords>
  void AddNeighbours(const TokenWord* tokens, const NodeLayer& nodes, TokenWord* below,
                     TokenWord* above) const;
  template <int kWords>
  void PruneDeadEnds(int depth);

  const Capacities& capacities_;
  int layers_;
  int tokens_;
  int stride_;
  int words_;

  int sink_layer_ = 0;
  int sink_ = 0;
  int top_ = 0;      // attention layer of the source: its row feeds node layer top_
  int source_ = -1;  // token of the source, -1 before the first at this layer

  std::vector<Arc> arcs_;         // [layer][from][to]
  TokenSets open_;                // [layer][from]: ends of the arcs with residual capacity
  TokenSets used_;                // [layer][to]: starts of the arcs with flow
  std::vector<double> absorb_;    // [node layer][token]: capacity into the sink left, or deficit
  TokenSets absorbing_;           // [node layer]: tokens with absorb_ > 0
  std::vector<NodeLayer> nodes_;  // [node layer]: where all of these are

  TokenSets live_;  // [node layer]: tokens from which arcs lead to the sink

  std::vector<double> sent_;         // what the source sends to each token of node layer top_
  std::vector<double> supply_;       // what it could send on top of that
  std::vector<TokenWord> supplied_;  // tokens with supply_ > 0
  double total_ = 0;                 // sum of sent_

  std::vector<TokenWord> levels_;  // [depth][node layer]: tokens at that distance from the source
  std::vector<LayerRange> level_layers_;  // [depth]: where there are any
  TokenSets reached_;  // [node layer]: union of all levels, and all that is not live
  std::vector<Node> path_;
};

}  // namespace headwater
