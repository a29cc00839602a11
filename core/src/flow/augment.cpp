// The search for a maximum flow: the templates of ResidualNetwork and Maximise(), which calls them.

#include <algorithm>
#include <bit>

#include "flow/residual_network.h"

namespace headwater {
namespace {

// Paths may wind through all layers many times, as long as there are nodes. Text needs some twenty
// levels; beyond this many a recursion would use up a worker's stack.
constexpr int kDeepestRecursion = 512;

}  // namespace

double ResidualNetwork::Maximise(double upper_bound) {
  // One or two words are what most texts need; with their number known, sets live in registers.
  switch (words_) {
    case 1:
      return Augment<1>(upper_bound);
    case 2:
      return Augment<2>(upper_bound);
    default:
      return Augment<0>(upper_bound);
  }
}

// Dinic's phases. Paths of one and two arcs below the top make up most of the work and need no
// search for levels: whatever absorbs next to a node is in reach of it.
template <int kWords>
double ResidualNetwork::Augment(double upper_bound) {
  if (top_ > Bottom()) {
    if (total_ < upper_bound && AnyAbsorbs<kWords>(top_ - 1)) {
      total_ += FromEachSupply<kWords>(
          [this](int token, double wanted) { return PlaceBelow<kWords>(top_, token, wanted); });
    }
    if (total_ < upper_bound) {
      MarkFruitful<kWords>();
      total_ += FromEachSupply<kWords>(
          [this](int token, double wanted) { return PlaceAtDepth<kWords>(token, wanted, 3); });
    }
  }
  while (total_ < upper_bound) {
    const int depth = LabelLevels<kWords>();
    if (depth == 0) break;
    if (depth > kDeepestRecursion) {
      total_ += PlaceOnOnePath<kWords>(depth);
      continue;
    }
    total_ += FromEachSupply<kWords>([this, depth](int token, double wanted) {
      return PlaceAtDepth<kWords>(token, wanted, depth);
    });
  }
  return total_;
}

// Lets every token with supply place what place_from(token, supply) can. The source's own token
// comes first: with a residual connection it has the largest supply.
template <int kWords, typename PlaceFrom>
double ResidualNetwork::FromEachSupply(PlaceFrom place_from) {
  double sum = 0;
  const auto start = [&](int token) {
    const double placed = place_from(token, supply_[Index(token)]);
    Send(token, placed);
    sum += placed;
  };
  if (Contains(supplied_.data(), source_)) start(source_);
  for (int word = 0; word < Words<kWords>(); ++word) {
    for (TokenWord rest = supplied_[Index(word)]; rest != 0; rest &= rest - 1) {
      const int token = word * kTokensPerWord + std::countr_zero(rest);
      if (token != source_) start(token);
    }
  }
  return sum;
}

// Places up to `wanted` from a node at its neighbours below that absorb, its own token first.
template <int kWords>
inline double ResidualNetwork::PlaceBelow(int layer, int token, double wanted) {
  const int below = layer - 1;
  TokenWord* open = open_.Set(below, token);
  TokenWord* absorbing = absorbing_.Set(below, 0);
  Arc* arcs = Arcs(below, token);
  double* absorb = Absorb(below);
  double left = wanted;
  const auto take = [&](int to) {
    Arc& arc = arcs[to];
    const double room = arc.residual < absorb[to] ? arc.residual : absorb[to];
    const double amount = room < left ? room : left;
    arc.residual -= amount;
    arc.flow += amount;
    absorb[to] -= amount;
    left -= amount;
    Insert(used_.Set(below, to), token);
    EraseIf(arc.residual == 0, open, to);
    EraseIf(absorb[to] == 0, absorbing, to);
  };
  if (Contains(open, token) && Contains(absorbing, token)) take(token);
  for (int word = 0; word < Words<kWords>() && left > 0; ++word) {
    for (TokenWord rest = open[word] & absorbing[word]; rest != 0 && left > 0; rest &= rest - 1) {
      take(word * kTokensPerWord + std::countr_zero(rest));
    }
  }
  return wanted - left;
}

// Places up to `wanted` from a node at nodes above that absorb, by taking back flow they sent.
template <int kWords>
inline double ResidualNetwork::PlaceAbove(int layer, int token, double wanted) {
  TokenWord* used = used_.Set(layer, token);
  TokenWord* absorbing = absorbing_.Set(layer + 1, 0);
  double* absorb = Absorb(layer + 1);
  Arc* arcs = Arcs(layer, 0) + token;
  double left = wanted;
  for (int word = 0; word < Words<kWords>() && left > 0; ++word) {
    for (TokenWord rest = used[word] & absorbing[word]; rest != 0 && left > 0; rest &= rest - 1) {
      const int from = word * kTokensPerWord + std::countr_zero(rest);
      Arc& arc = arcs[Index(from) * Index(stride_)];
      const double room = arc.flow < absorb[from] ? arc.flow : absorb[from];
      const double amount = room < left ? room : left;
      arc.residual += amount;
      arc.flow -= amount;
      absorb[from] -= amount;
      left -= amount;
      Insert(open_.Set(layer, from), token);
      used[word] &= ~(arc.flow == 0 ? rest & -rest : 0);
      absorbing[word] &= ~(absorb[from] == 0 ? rest & -rest : 0);
    }
  }
  return wanted - left;
}

// Finds the tokens one layer below the top that have a neighbour that absorbs.
template <int kWords>
void ResidualNetwork::MarkFruitful() {
  const int layer = top_ - 1;
  const TokenWord* above = absorbing_.Set(top_, 0);
  const TokenWord* below = absorbing_.Set(layer - 1, 0);
  const bool at_bottom = layer == Bottom();
  for (int word = 0; word < Words<kWords>(); ++word) {
    TokenWord marks = 0;
    const int begin = word * kTokensPerWord;
    const int end = std::min(begin + kTokensPerWord, tokens_);
    for (int token = begin; token < end; ++token) {
      const TokenWord* used = used_.Set(layer, token);
      const TokenWord* open = open_.Set(layer - 1, token);
      TokenWord any = 0;
      for (int w = 0; w < Words<kWords>(); ++w) {
        any |= (used[w] & above[w]) | (at_bottom ? 0 : open[w] & below[w]);
      }
      marks |= static_cast<TokenWord>(any != 0) << (token - begin);
    }
    Level(2, layer)[word] = marks;
  }
}

// Places up to `wanted` from a node by way of its neighbours in `level`: at their neighbours, or by
// way of those through `more` levels that come in between.
template <int kWords>
double ResidualNetwork::PlaceVia(int layer, int token, double wanted, TokenWord* level, int more) {
  double left = wanted;
  if (layer > Bottom()) {
    const int below = layer - 1;
    TokenWord* open = open_.Set(below, token);
    TokenWord* fruitful = level + Index(below) * Index(Words<kWords>());
    Arc* arcs = Arcs(below, token);
    const auto pass = [&](int to) {
      const double asked = arcs[to].residual < left ? arcs[to].residual : left;
      const double placed = PlaceOnwards<kWords>(below, to, asked, level, more);
      // A node that could not place everything leads nowhere any more in this phase.
      if (placed < asked) Erase(fruitful, to);
      if (placed == 0) return;
      left -= placed;
      arcs[to].residual -= placed;
      arcs[to].flow += placed;
      Insert(used_.Set(below, to), token);
      EraseIf(arcs[to].residual == 0, open, to);
    };
    if (Contains(open, token) && Contains(fruitful, token)) pass(token);
    for (int word = 0; word < Words<kWords>(); ++word) {
      for (TokenWord rest = open[word] & fruitful[word]; rest != 0 && left > 0; rest &= rest - 1) {
        pass(word * kTokensPerWord + std::countr_zero(rest));
      }
    }
  }
  if (layer < top_) {
    const TokenWord* used = used_.Set(layer, token);
    TokenWord* fruitful = level + Index(layer + 1) * Index(Words<kWords>());
    for (int word = 0; word < Words<kWords>(); ++word) {
      for (TokenWord rest = used[word] & fruitful[word]; rest != 0 && left > 0; rest &= rest - 1) {
        const int from = word * kTokensPerWord + std::countr_zero(rest);
        const double flow = Flow(layer, from, token);
        const double asked = flow < left ? flow : left;
        const double placed = PlaceOnwards<kWords>(layer + 1, from, asked, level, more);
        if (placed < asked) Erase(fruitful, from);
        if (placed == 0) continue;
        left -= placed;
        PushBack(layer, from, token, placed);
      }
    }
  }
  return wanted - left;
}

// Places up to `wanted` from a node of `level`.
template <int kWords>
inline double ResidualNetwork::PlaceOnwards(int layer, int token, double wanted, TokenWord* level,
                                            int more) {
  if (more == 0) return PlaceAround<kWords>(layer, token, wanted);
  TokenWord* next = level + Index(layers_ + 1) * Index(Words<kWords>());
  return PlaceVia<kWords>(layer, token, wanted, next, more - 1);
}

// Whether anything in a node layer absorbs. Once the sink is saturated that is rare, and asking
// saves a tenth of the instructions at n = 128.
template <int kWords>
inline bool ResidualNetwork::AnyAbsorbs(int node_layer) const {
  const TokenWord* absorbing = absorbing_.Set(node_layer, 0);
  TokenWord any = 0;
  for (int word = 0; word < Words<kWords>(); ++word) any |= absorbing[word];
  return any != 0;
}

// Places up to `wanted` from a node at its neighbours.
template <int kWords>
inline double ResidualNetwork::PlaceAround(int layer, int token, double wanted) {
  double placed = 0;
  if (layer > Bottom() && AnyAbsorbs<kWords>(layer - 1)) {
    placed = PlaceBelow<kWords>(layer, token, wanted);
  }
  if (layer < top_ && placed < wanted) {
    placed += PlaceAbove<kWords>(layer, token, wanted - placed);
  }
  return placed;
}

// Breadth-first search from the supplies to the nearest places that absorb. Returns their depth,
// 1 being the supplies themselves; 0 if there are none.
template <int kWords>
int ResidualNetwork::LabelLevels() {
  const int words = Words<kWords>();
  const int bottom = Bottom();
  const std::size_t level_size = Index(layers_ + 1) * Index(words);
  // What leads nowhere counts as reached: it lies on the source's side of every cut.
  for (int layer = bottom; layer <= top_; ++layer) {
    const TokenWord* live = live_.Set(layer, 0);
    TokenWord* reached = reached_.Set(layer, 0);
    for (int word = 0; word < words; ++word) reached[word] = ~live[word];
  }
  for (int word = 0; word < words; ++word) {
    Level(1, top_)[word] = supplied_[Index(word)];
    reached_.Set(top_, 0)[word] |= supplied_[Index(word)];
  }
  int low = top_;
  int high = top_;
  for (int depth = 1; low <= high; ++depth) {
    if (levels_.size() < (Index(depth) + 3) * level_size) {
      levels_.resize((2 * Index(depth) + 3) * level_size);
    }
    const int first = std::max(low - 1, bottom);
    const int last = std::min(high + 1, top_);
    for (int layer = Lowest(depth + 1); layer <= top_; ++layer) {
      std::fill_n(Level(depth + 1, layer), words, TokenWord{0});
    }
    for (int layer = low; layer <= high; ++layer) {
      const TokenWord* level = Level(depth, layer);
      if (layer > bottom) {
        TokenWord* below = Level(depth + 1, layer - 1);
        const TokenWord* open = open_.Set(layer - 1, 0);
        ForEachToken(level, words, [&](int token) {
          for (int word = 0; word < words; ++word) below[word] |= open[token * words + word];
        });
      }
      if (layer < top_) {
        TokenWord* above = Level(depth + 1, layer + 1);
        const TokenWord* used = used_.Set(layer, 0);
        ForEachToken(level, words, [&](int token) {
          for (int word = 0; word < words; ++word) above[word] |= used[token * words + word];
        });
      }
    }
    low = top_ + 1;
    high = bottom - 1;
    TokenWord absorbs = 0;
    for (int layer = first; layer <= last; ++layer) {
      TokenWord* level = Level(depth + 1, layer);
      TokenWord* reached = reached_.Set(layer, 0);
      const TokenWord* absorbing = absorbing_.Set(layer, 0);
      TokenWord any = 0;
      for (int word = 0; word < words; ++word) {
        level[word] &= ~reached[word];
        reached[word] |= level[word];
        any |= level[word];
        absorbs |= level[word] & absorbing[word];
      }
      if (any != 0) {
        low = std::min(low, layer);
        high = layer;
      }
    }
    if (absorbs != 0) {
      KeepFruitful<kWords>(depth + 1);
      return depth + 1;
    }
  }
  return 0;
}

// Removes from the levels above `depth` whatever does not lead to a place that absorbs there, so
// that the depth-first search meets no dead ends but those it makes.
template <int kWords>
void ResidualNetwork::KeepFruitful(int depth) {
  const int words = Words<kWords>();
  const int bottom = Bottom();
  for (int layer = Lowest(depth); layer <= top_; ++layer) {
    TokenWord* level = Level(depth, layer);
    const TokenWord* absorbing = absorbing_.Set(layer, 0);
    for (int word = 0; word < words; ++word) level[word] &= absorbing[word];
  }
  for (int at = depth - 1; at > 1; --at) {
    for (int layer = Lowest(at); layer <= top_; ++layer) {
      TokenWord* level = Level(at, layer);
      // Outside of the graph there is nothing to lead to.
      const TokenWord* below = layer > bottom ? Level(at + 1, layer - 1) : nothing_.data();
      const TokenWord* above = layer < top_ ? Level(at + 1, layer + 1) : nothing_.data();
      const TokenWord* open = open_.Set(layer > bottom ? layer - 1 : layer, 0);
      const TokenWord* used = used_.Set(layer < top_ ? layer : layer - 1, 0);
      for (int part = 0; part < words; ++part) {
        TokenWord kept = 0;
        for (TokenWord rest = level[part]; rest != 0; rest &= rest - 1) {
          const int token = part * kTokensPerWord + std::countr_zero(rest);
          TokenWord leads = 0;
          for (int word = 0; word < words; ++word) {
            leads |= (open[token * words + word] & below[word]) |
                     (used[token * words + word] & above[word]);
          }
          kept |= leads != 0 ? rest & -rest : 0;
        }
        level[part] = kept;
      }
    }
  }
}

// Places up to `wanted` from a token of the top layer along arcs that lead one level deeper each,
// to the places that absorb at `depth`, at least 3.
template <int kWords>
double ResidualNetwork::PlaceAtDepth(int token, double wanted, int depth) {
  return PlaceVia<kWords>(top_, token, wanted, Level(2, 0), depth - 3);
}

// Sends what fits along a single path to a place that absorbs at `depth`. It meets no dead end:
// every level was freshly reduced to what leads there. Returns how much.
template <int kWords>
double ResidualNetwork::PlaceOnOnePath(int depth) {
  path_.clear();
  ForEachToken(supplied_.data(), words_, [&](int token) {
    if (path_.empty() && Next<kWords>({top_, token}, 2).token >= 0) path_.push_back({top_, token});
  });
  double amount = supply_[Index(path_.front().token)];
  for (int level = 2; level <= depth; ++level) {
    const Node at = path_.back();
    const Node next = Next<kWords>(at, level);
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
template <int kWords>
ResidualNetwork::Node ResidualNetwork::Next(Node node, int depth) const {
  if (node.layer > Bottom()) {
    const int below = node.layer - 1;
    const int to = FirstCommon<kWords>(open_.Set(below, node.token), Level(depth, below));
    if (to >= 0) return {below, to};
  }
  if (node.layer == top_) return {node.layer, -1};
  const int above = node.layer + 1;
  return {above, FirstCommon<kWords>(used_.Set(node.layer, node.token), Level(depth, above))};
}

template <int kWords>
int ResidualNetwork::FirstCommon(const TokenWord* a, const TokenWord* b) const {
  for (int word = 0; word < Words<kWords>(); ++word) {
    if (const TokenWord both = a[word] & b[word]; both != 0) {
      return word * kTokensPerWord + std::countr_zero(both);
    }
  }
  return -1;
}

}  // namespace headwater
