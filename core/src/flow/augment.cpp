// The search for a maximum flow: Maximise() and the templates that it calls.

#include <algorithm>
#include <bit>

#include "flow/residual_network.h"

namespace headwater {
namespace {

// Paths may wind through all layers many times, as long as there are nodes. Text needs some twenty
// levels; beyond this many a recursion would use up a worker's stack.
constexpr int kDeepestRecursion = 512;

constexpr TokenPlace kNoPlace = {0, 0};

// Amounts are never negative. Unlike a comparison with ==, this one need not look for NaN, which
// costs two instructions in the innermost loops.
inline bool IsUsedUp(double amount) { return !(amount > 0); }

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
    const NodeLayer* top = &nodes_[Index(top_)];
    if (total_ < upper_bound && AnyAbsorbs<kWords>(top[-1])) {
      total_ += FromEachSupply<kWords>(
          [this, top](int token, double wanted) { return PlaceBelow<kWords>(top, token, wanted); });
    }
    if (total_ < upper_bound) {
      FindSecondLevel<kWords>();
      total_ += FromEachSupply<kWords>(
          [this](int token, double wanted) { return PlaceAtDepth<kWords>(token, wanted, 3); });
    }
  }
  while (total_ < upper_bound) {
    const int depth = LabelLevels<kWords>();
    if (depth == 0) break;
    if (depth > kDeepestRecursion) {
      total_ += PlaceOnOnePath(depth);
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

// Calls visit(token, place) for the tokens that are in both sets until nothing is left: the sink's
// first, through which most flow arrives (an eighth of the steps less at n = 64 and 128), then
// `own`, if there is one, whose arc is the widest with a residual connection, then the others.
template <int kWords, typename Visit>
inline void ResidualNetwork::ForEachInBoth(TokenPlace own, const TokenWord* a, const TokenWord* b,
                                           const double& left, Visit visit) const {
  const auto words = static_cast<unsigned>(Words<kWords>());
  const TokenPlace sink = PlaceOf<kWords>(sink_);
  for (unsigned step = 0; step < words && left > 0; ++step) {
    const unsigned word = step == 0 ? sink.word : step - (step <= sink.word ? 1 : 0);
    const TokenWord first = step == 0 ? sink.bit : 0;
    const TokenWord second = word == own.word ? own.bit : 0;
    TokenWord rest = a[word] & b[word];
    while (rest != 0 && left > 0) {
      TokenWord next = (rest & second) != 0 ? second : rest & -rest;
      next = (rest & first) != 0 ? first : next;
      rest ^= next;
      visit(static_cast<int>(word) * kTokensPerWord + std::countr_zero(next),
            TokenPlace{word, next});
    }
  }
}

// Places up to `wanted` from a node at its neighbours below that absorb.
template <int kWords>
inline double ResidualNetwork::PlaceBelow(const NodeLayer* at, int token, double wanted) {
  const NodeLayer& below = at[-1];
  TokenWord* open = SetOf<kWords>(at->open, token);
  Arc* arcs = at->arcs + Index(token) * Index(stride_);
  const TokenPlace own = PlaceOf<kWords>(token);
  double left = wanted;
  ForEachInBoth<kWords>(own, open, below.absorbing, left, [&](int to, TokenPlace place) {
    Arc& arc = arcs[to];
    const double absorb = below.absorb[to];
    const double room = arc.residual < absorb ? arc.residual : absorb;
    const double amount = room < left ? room : left;
    left -= amount;
    arc.residual -= amount;
    arc.flow += amount;
    below.absorb[to] = absorb - amount;
    Insert(SetOf<kWords>(below.used, to), own);
    EraseIf(IsUsedUp(arc.residual), open, place);
    EraseIf(IsUsedUp(absorb - amount), below.absorbing, place);
  });
  return wanted - left;
}

// Places up to `wanted` from a node at nodes above that absorb, by taking back flow they sent.
template <int kWords>
inline double ResidualNetwork::PlaceAbove(const NodeLayer* at, int token, double wanted) {
  const NodeLayer& above = at[1];
  TokenWord* used = SetOf<kWords>(at->used, token);
  Arc* arcs = above.arcs + token;
  const TokenPlace own = PlaceOf<kWords>(token);
  double left = wanted;
  ForEachInBoth<kWords>(kNoPlace, used, above.absorbing, left, [&](int from, TokenPlace place) {
    Arc& arc = arcs[Index(from) * Index(stride_)];
    const double absorb = above.absorb[from];
    const double room = arc.flow < absorb ? arc.flow : absorb;
    const double amount = room < left ? room : left;
    left -= amount;
    arc.residual += amount;
    arc.flow -= amount;
    above.absorb[from] = absorb - amount;
    Insert(SetOf<kWords>(above.open, from), own);
    EraseIf(IsUsedUp(arc.flow), used, place);
    EraseIf(IsUsedUp(absorb - amount), above.absorbing, place);
  });
  return wanted - left;
}

// Places up to `wanted` from a node at its neighbours.
template <int kWords>
inline double ResidualNetwork::PlaceAround(const NodeLayer* at, int token, double wanted) {
  double placed = 0;
  if (AnyAbsorbs<kWords>(at[-1])) placed = PlaceBelow<kWords>(at, token, wanted);
  return placed + PlaceAbove<kWords>(at, token, wanted - placed);
}

// Whether anything in a node layer absorbs. Once the sink is saturated that is rare, and asking
// saves a tenth of the instructions at n = 128.
template <int kWords>
inline bool ResidualNetwork::AnyAbsorbs(const NodeLayer& nodes) const {
  TokenWord any = 0;
  for (int word = 0; word < Words<kWords>(); ++word) any |= nodes.absorbing[word];
  return any != 0;
}

// Places up to `wanted` from a node by way of its neighbours in the next level, of which `level` is
// the part in its own layer: at their neighbours, or by way of those through `more` levels that
// come in between.
template <int kWords>
double ResidualNetwork::PlaceVia(const NodeLayer* at, int token, double wanted, TokenWord* level,
                                 int more) {
  const int words = Words<kWords>();
  const TokenPlace own = PlaceOf<kWords>(token);
  double left = wanted;

  const NodeLayer& below = at[-1];
  TokenWord* open = SetOf<kWords>(at->open, token);
  TokenWord* admissible = level - words;
  Arc* arcs = at->arcs + Index(token) * Index(stride_);
  ForEachInBoth<kWords>(own, open, admissible, left, [&](int to, TokenPlace place) {
    Arc& arc = arcs[to];
    const double room = arc.residual;
    const double asked = room < left ? room : left;
    const double placed = PlaceOnwards<kWords>(&below, to, asked, admissible, more);
    // A node that could not place everything leads nowhere any more in this phase.
    EraseIf(placed < asked, admissible, place);
    if (placed == 0) return;
    left -= placed;
    arc.residual = room - placed;
    arc.flow += placed;
    Insert(SetOf<kWords>(below.used, to), own);
    EraseIf(IsUsedUp(room - placed), open, place);
  });

  const NodeLayer& above = at[1];
  TokenWord* used = SetOf<kWords>(at->used, token);
  admissible = level + words;
  arcs = above.arcs + token;
  ForEachInBoth<kWords>(kNoPlace, used, admissible, left, [&](int from, TokenPlace place) {
    Arc& arc = arcs[Index(from) * Index(stride_)];
    const double flow = arc.flow;
    const double asked = flow < left ? flow : left;
    const double placed = PlaceOnwards<kWords>(&above, from, asked, admissible, more);
    EraseIf(placed < asked, admissible, place);
    if (placed == 0) return;
    left -= placed;
    arc.residual += placed;
    arc.flow = flow - placed;
    Insert(SetOf<kWords>(above.open, from), own);
    EraseIf(IsUsedUp(flow - placed), used, place);
  });
  return wanted - left;
}

// Places up to `wanted` from a node of `level`.
template <int kWords>
inline double ResidualNetwork::PlaceOnwards(const NodeLayer* at, int token, double wanted,
                                            TokenWord* level, int more) {
  if (more == 0) return PlaceAround<kWords>(at, token, wanted);
  TokenWord* next = level + Index(layers_ + 1) * Index(Words<kWords>());
  return PlaceVia<kWords>(at, token, wanted, next, more - 1);
}

// Places up to `wanted` from a token of the top layer along arcs that lead one level deeper each,
// to the places that absorb at `depth`, at least 3.
template <int kWords>
double ResidualNetwork::PlaceAtDepth(int token, double wanted, int depth) {
  return PlaceVia<kWords>(&nodes_[Index(top_)], token, wanted, Level(2, top_), depth - 3);
}

}  // namespace headwater
