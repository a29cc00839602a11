// One path at a time, for searches too deep for a recursion.

#include <algorithm>
#include <bit>

#include "flow/residual_network.h"

namespace headwater {

// Sends what fits along a single path to a place that absorbs at `depth`. It meets no dead end:
// every level was freshly reduced to what leads there. Returns how much.
double ResidualNetwork::PlaceOnOnePath(int depth) {
  path_.clear();
  ForEachToken(supplied_.data(), words_, [&](int token) {
    if (path_.empty() && Next({top_, token}, 2).token >= 0) path_.push_back({top_, token});
  });
  double amount = supply_[Index(path_.front().token)];
  for (int level = 2; level <= depth; ++level) {
    const Node at = path_.back();
    const Node next = Next(at, level);
    amount =
        std::min(amount, next.layer < at.layer ? Arcs(next.layer, at.token)[next.token].residual
                                               : Flow(at.layer, next.token, at.token));
    path_.push_back(next);
  }
  const Node end = path_.back();
  double& absorb = Absorb(end.layer)[end.token];
  amount = std::min(amount, absorb);
  absorb -= amount;
  EraseIf(absorb == 0, absorbing_.Set(end.layer, 0), end.token);
  for (std::size_t step = 1; step < path_.size(); ++step) {
    const Node from = path_[step - 1];
    const Node to = path_[step];
    if (to.layer < from.layer) {
      PushAlong(to.layer, from.token, to.token, amount);
    } else {
      PushBack(from.layer, to.token, from.token, amount);
    }
  }
  Send(path_.front().token, amount);
  return amount;
}

// A neighbour at `depth`: down an open arc, or back up an arc that carries flow. Its token is -1 if
// there is none.
ResidualNetwork::Node ResidualNetwork::Next(Node node, int depth) const {
  if (node.layer > Bottom()) {
    const int below = node.layer - 1;
    const int to = FirstCommon(open_.Set(below, node.token), Level(depth, below));
    if (to >= 0) return {below, to};
  }
  if (node.layer == top_) return {node.layer, -1};
  const int above = node.layer + 1;
  return {above, FirstCommon(used_.Set(node.layer, node.token), Level(depth, above))};
}

int ResidualNetwork::FirstCommon(const TokenWord* a, const TokenWord* b) const {
  for (int word = 0; word < words_; ++word) {
    if (const TokenWord both = a[word] & b[word]; both != 0) {
      return word * kTokensPerWord + std::countr_zero(both);
    }
  }
  return -1;
}

}  // namespace headwater
