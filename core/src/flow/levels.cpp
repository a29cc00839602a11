// How far each node is from the source's supplies, and which nodes lead to a place that absorbs.

#include <algorithm>
#include <array>

#include "flow/residual_network.h"

namespace headwater {

// Finds the tokens one layer below the top that have a neighbour that absorbs.
template <int kWords>
void ResidualNetwork::FindSecondLevel() {
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
  std::fill_n(Level(2, top_ + 1), words, TokenWord{0});
}

// Breadth-first search from the supplies to the nearest places that absorb. Returns their depth,
// 1 being the supplies themselves; 0 if there are none. Every arc leads one layer up or down, so a
// level is in every other layer only.
template <int kWords>
int ResidualNetwork::LabelLevels() {
  const int words = Words<kWords>();
  const std::size_t level_size = Index(layers_ + 1) * Index(words);
  // What leads nowhere counts as reached: it lies on the source's side of every cut.
  const TokenWord* live = live_.Set(Bottom() - 1, 0);
  TokenWord* reached = reached_.Set(Bottom() - 1, 0);
  const std::size_t size = Index(top_ - Bottom() + 2) * Index(words);
  for (std::size_t word = 0; word < size; ++word) reached[word] = ~live[word];
  for (int word = 0; word < words; ++word) {
    Level(1, top_)[word] = supplied_[Index(word)];
    reached_.Set(top_, 0)[word] |= supplied_[Index(word)];
  }
  level_layers_[1] = {top_, top_};
  for (int depth = 2;; ++depth) {
    if (level_layers_.size() <= Index(depth)) {
      level_layers_.resize(2 * Index(depth));
      levels_.resize(2 * Index(depth) * level_size);
    }
    if (LabelLevel<kWords>(depth)) {
      PruneDeadEnds<kWords>(depth);
      return depth;
    }
    if (level_layers_[Index(depth)].lowest < 0) return 0;
  }
}

// Finds a level from the one before. Writes its sets in the layers next to those of the one before
// and in no others: nobody reads them elsewhere. Returns whether anything in it absorbs.
template <int kWords>
inline bool ResidualNetwork::LabelLevel(int depth) {
  const int words = Words<kWords>();
  const std::size_t two_layers = 2 * Index(words);
  const LayerRange before = level_layers_[Index(depth) - 1];
  const NodeLayer* at = &nodes_[Index(before.lowest)];
  const TokenWord* from = Level(depth - 1, before.lowest);
  TokenWord* reached = reached_.Set(before.lowest - 1, 0);
  TokenWord* below = Level(depth, before.lowest - 1);
  std::fill_n(below, words, TokenWord{0});
  LayerRange range = {-1, -1};
  TokenWord absorbs = 0;
  const auto keep_new = [&](int layer, const NodeLayer& nodes, TokenWord* level) {
    TokenWord any = 0;
    for (int word = 0; word < words; ++word) {
      const TokenWord found = level[word] & ~reached[word];
      level[word] = found;
      reached[word] |= found;
      any |= found;
      absorbs |= found & nodes.absorbing[word];
    }
    range.highest = any != 0 ? layer : range.highest;
    range.lowest = range.lowest < 0 ? range.highest : range.lowest;
  };
  for (int layer = before.lowest; layer <= before.highest; layer += 2) {
    TokenWord* above = below + two_layers;
    AddNeighbours<kWords>(from, *at, below, above);
    keep_new(layer - 1, at[-1], below);
    at += 2;
    from += two_layers;
    reached += two_layers;
    below = above;
  }
  keep_new(before.highest + 1, at[-1], below);
  level_layers_[Index(depth)] = range;
  return absorbs != 0;
}

// Adds the neighbours of all `tokens` of a layer to a set of the layer below, and writes those of
// the layer above.
template <int kWords>
inline void ResidualNetwork::AddNeighbours(const TokenWord* tokens, const NodeLayer& nodes,
                                           TokenWord* below, TokenWord* above) const {
  const int words = Words<kWords>();
  const auto add_to = [&](TokenWord* down, TokenWord* up) {
    ForEachToken(tokens, words, [&](int token) {
      for (int word = 0; word < words; ++word) {
        down[word] |= nodes.open[token * words + word];
        up[word] |= nodes.used[token * words + word];
      }
    });
  };
  if constexpr (kWords == 0) {
    std::fill_n(above, words, TokenWord{0});
    add_to(below, above);
  } else {
    // Their own place in registers: the compiler cannot know that `below` is no set of neighbours.
    std::array<TokenWord, std::size_t{kWords}> down = {};
    std::array<TokenWord, std::size_t{kWords}> up = {};
    add_to(down.data(), up.data());
    for (int word = 0; word < words; ++word) {
      below[word] |= down[Index(word)];
      above[word] = up[Index(word)];
    }
  }
}

// Removes from the levels above `depth` whatever does not lead to a place that absorbs there, so
// that the depth-first search meets no dead ends but those it makes.
template <int kWords>
void ResidualNetwork::PruneDeadEnds(int depth) {
  const int words = Words<kWords>();
  const std::size_t two_layers = 2 * Index(words);
  const LayerRange deepest = level_layers_[Index(depth)];
  for (int layer = deepest.lowest; layer <= deepest.highest; layer += 2) {
    TokenWord* level = Level(depth, layer);
    const TokenWord* absorbing = absorbing_.Set(layer, 0);
    for (int word = 0; word < words; ++word) level[word] &= absorbing[word];
  }
  for (int shallower = depth - 1; shallower > 1; --shallower) {
    const LayerRange range = level_layers_[Index(shallower)];
    const NodeLayer* at = &nodes_[Index(range.lowest)];
    TokenWord* level = Level(shallower, range.lowest);
    const TokenWord* next = Level(shallower + 1, range.lowest);
    for (int layer = range.lowest; layer <= range.highest; layer += 2) {
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

template void ResidualNetwork::FindSecondLevel<0>();
template void ResidualNetwork::FindSecondLevel<1>();
template void ResidualNetwork::FindSecondLevel<2>();
template int ResidualNetwork::LabelLevels<0>();
template int ResidualNetwork::LabelLevels<1>();
template int ResidualNetwork::LabelLevels<2>();

}  // namespace headwater
