#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "flow/capacities.h"

namespace headwater {

// Bounds on the flow into one sink from all sources of a layer at once, without looking for a flow.
// Where the two bounds meet, they are the flow. Layers must be taken in order, from the sink's up.
//
// With F the flows from the layer below and r(X) the flow from a set X of its tokens together,
//   flow(i) = min over X of  A[i][tokens not in X] + r(X)                       (max-flow min-cut).
// r(X) is at least max F over X, which gives the lower bound: with the tokens in the order of
// descending F, X is best the tail of that order that starts with its largest member, so
//   flow(i) >= min over q of  A[i][first q tokens] + F[q-th token],  and the row itself for X = {}.
// Once all F are equal to c, all layers above are min(c, row sum): saturation costs nothing.
// Upper bounds are the capacities of cuts:
//   - the sink's token in the lowest m layers, for every m (m = 1 is the sink's column);
//     in causal attention only rows up to the source's can be reached, and columns end there;
//   - what the row sends to tokens with F > 0;
//   - sum over k of min(A[i][k], F[k]), which is the flow itself in the second layer.
class FlowBounds {
 public:
  explicit FlowBounds(const Capacities& capacities);

  // Starts a sink: takes in the column of the sink layer.
  void SetSink(int sink, int sink_layer);

  // Bounds for the sources of `layer`, given the exact flows from the layer below.
  void Compute(int layer, std::span<const double> below);
  // The lower bounds alone, given lower bounds of the flows from the layer below; and the upper
  // bounds that need nothing from there. Lower before upper.
  void ComputeLower(int layer, std::span<const double> below);
  void ComputeUpper(int layer);
  void NoLower() { std::fill(lower_.begin(), lower_.end(), 0.0); }

  double Lower(int source) const { return lower_[static_cast<std::size_t>(source)]; }
  double Upper(int source) const { return upper_[static_cast<std::size_t>(source)]; }
  std::span<const double> lower() const {
    return {lower_.data(), static_cast<std::size_t>(tokens_)};
  }

 private:
  void SortByFlow(std::span<const double> below);
  void AddToChains(int layer);
  bool SettledByOneFlow(int layer);
  void SumInOrder(int layer);
  void BoundByChains(int layer);

  const Capacities& capacities_;
  int tokens_;
  int sink_ = 0;

  std::vector<int> order_;      // tokens with flow, by descending flow
  std::vector<double> sorted_;  // their flows
  std::vector<double> lower_;
  std::vector<double> upper_;
  // By source: capacity from other tokens into the sink's token in all layers so far, and the
  // smallest chain of cuts that ends with the whole column of one of them.
  std::vector<double> chain_;
  std::vector<double> best_chain_;
};

}  // namespace headwater
