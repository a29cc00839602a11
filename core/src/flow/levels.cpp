// How far each node is from the source's supplies, and which nodes lead to a place that absorbs.

#include <algorithm>

#include "flow/residual_network.h"

namespace headwater {

// Empties the sets next to a level's highest and lowest: no search need ask where a level ends.
template <int kWords>
inline void ResidualNetwork::ClearAround(int depth) {
  const int lowest = Lowest(depth);
  std::fill_n(Level(depth, top_ + 1), Words<kWords>(), TokenWord{0});
  if (lowest > Bottom()) std::fill_n(Level(depth, lowest - 2), Words<kWords>(), TokenWord{0});
}

// Finds the tokens one layer below the top that have a neighbour that absorbs.
template <int kWords>
void ResidualNetwork::MarkFruitful() {
  const int words = Words<kWords>();
  const NodeLayer* at = &nodes_[Index(top_ - 1)];
  const TokenWord* above = at[1].absorbing;
  const TokenWord* below = at[-1].absorbing;
  TokenWord* level = Level(2, top_ - 1);
  for (int word = 0; word < words; ++word) {
    TokenWord marks = 0;
    const int begin = word * kTokensPerWord;
    const int end = std::min(begin + kTokensPerWord, tokens_);
    for (int token = begin; token < end; ++token) {
      TokenWord leads = 0;
      for (int other = 0; other < words; ++other) {
        leads |= (at->used[token * words + other] & above[other]) |
                 (at->open[token * words + other] & below[other]);
      }
      marks |= static_cast<TokenWord>(leads != 0) << (token - begin);
    }
    level[word] = marks;
  }
  ClearAround<kWords>(2);
}

// Breadth-first search from the supplies to the nearest places that absorb. Returns their depth,
// 1 being the supplies themselves; 0 if there are none. Every arc leads one layer up or down, so a
// level is in every other layer only.
template <int kWords>
int ResidualNetwork::LabelLevels() {
  const int words = Words<kWords>();
  const std::size_t two_layers = 2 * Index(words);
  const std::size_t level_size = Index(layers_ + 1) * Index(words);
  // What leads nowhere counts as reached: it lies on the source's side of every cut.
  for (int layer = Bottom(); layer <= top_; ++layer) {
    const TokenWord* live = live_.Set(layer, 0);
    TokenWord* reached = reached_.Set(layer, 0);
    for (int word = 0; word < words; ++word) reached[word] = ~live[word];
  }
  for (int word = 0; word < words; ++word) {
    Level(1, top_)[word] = supplied_[Index(word)];
    reached_.Set(top_, 0)[word] |= supplied_[Index(word)];
  }
  ClearAround<kWords>(1);
  for (int depth = 2;; ++depth) {
    if (levels_.size() < (Index(depth) + 1) * level_size) {
      levels_.resize((2 * Index(depth) + 1) * level_size);
    }
    ClearAround<kWords>(depth);
    const int lowest = Lowest(depth);
    const NodeLayer* at = &nodes_[Index(lowest)];
    const TokenWord* before = Level(depth - 1, lowest);
    TokenWord* level = Level(depth, lowest);
    TokenWord* reached = reached_.Set(lowest, 0);
    TokenWord any = 0;
    TokenWord absorbs = 0;
    for (int layer = lowest; layer <= top_; layer += 2) {
      std::fill_n(level, words, TokenWord{0});
      AddNeighbours<kWords>(before + words, at[1].open, level);
      AddNeighbours<kWords>(before - words, at[-1].used, level);
      for (int word = 0; word < words; ++word) {
        const TokenWord found = level[word] & ~reached[word];
        level[word] = found;
        reached[word] |= found;
        any |= found;
        absorbs |= found & at->absorbing[word];
      }
      at += 2;
      before += two_layers;
      level += two_layers;
      reached += two_layers;
    }
    if (absorbs != 0) {
      KeepFruitful<kWords>(depth);
      return depth;
    }
    if (any == 0) return 0;
  }
}

// Adds the neighbours of all `tokens` to a set.
template <int kWords>
inline void ResidualNetwork::AddNeighbours(const TokenWord* tokens, const TokenWord* neighbours,
                                           TokenWord* set) const {
  const int words = Words<kWords>();
  ForEachToken(tokens, words, [&](int token) {
    for (int word = 0; word < words; ++word) set[word] |= neighbours[token * words + word];
  });
}

// Removes from the levels above `depth` whatever does not lead to a place that absorbs there, so
// that the depth-first search meets no dead ends but those it makes.
template <int kWords>
void ResidualNetwork::KeepFruitful(int depth) {
  const int words = Words<kWords>();
  const std::size_t two_layers = 2 * Index(words);
  for (int layer = Lowest(depth); layer <= top_; layer += 2) {
    TokenWord* level = Level(depth, layer);
    const TokenWord* absorbing = absorbing_.Set(layer, 0);
    for (int word = 0; word < words; ++word) level[word] &= absorbing[word];
  }
  for (int shallower = depth - 1; shallower > 1; --shallower) {
    const int lowest = Lowest(shallower);
    const NodeLayer* at = &nodes_[Index(lowest)];
    TokenWord* level = Level(shallower, lowest);
    const TokenWord* next = Level(shallower + 1, lowest);
    for (int layer = lowest; layer <= top_; layer += 2) {
      ForEachToken(level, words, [&](int token) {
        TokenWord leads = 0;
        for (int word = 0; word < words; ++word) {
          leads |= (at->open[token * words + word] & next[word - words]) |
                   (at->used[token * words + word] & next[word + words]);
        }
        EraseIf(leads == 0, level, token);
      });
      at += 2;
      level += two_layers;
      next += two_layers;
    }
  }
}

template void ResidualNetwork::MarkFruitful<0>();
template void ResidualNetwork::MarkFruitful<1>();
template void ResidualNetwork::MarkFruitful<2>();
template int ResidualNetwork::LabelLevels<0>();
template int ResidualNetwork::LabelLevels<1>();
template int ResidualNetwork::LabelLevels<2>();

}  // namespace headwater
