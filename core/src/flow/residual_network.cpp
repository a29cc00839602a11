#include "flow/residual_network.h"

#include <algorithm>
#include <bit>

namespace headwater {

ResidualNetwork::ResidualNetwork(const Capacities& capacities)
    : capacities_(capacities),
      layers_(capacities.layers()),
      tokens_(capacities.tokens()),
      stride_(capacities.stride()),
      words_(WordsFor(capacities.tokens())),
      residual_(Index(layers_) * Index(tokens_) * Index(stride_)),
      open_(layers_, tokens_, words_),
      used_(layers_, tokens_, words_),
      absorb_(Index(layers_ + 1) * Index(stride_)),
      absorbing_(layers_ + 1, 1, words_),
      sent_(Index(stride_)),
      supply_(Index(stride_)),
      supplied_(Index(words_)),
      reached_(layers_ + 1, 1, words_),
      fruitful_(Index(words_)) {
  for (int layer = 0; layer < layers_; ++layer) {
    for (int from = 0; from < tokens_; ++from) {
      const double* row = capacities_.Row(layer, from);
      std::copy_n(row, stride_, Residual(layer, from));
      for (int to = 0; to < tokens_; ++to) {
        if (row[to] > 0) Insert(open_.Set(layer, from), to);
      }
    }
  }
}

std::size_t ResidualNetwork::BytesNeeded(int layers, int tokens) {
  const std::size_t lines = Index(layers) * Index(tokens);
  return lines * (Index(Capacities::StrideFor(tokens)) * sizeof(double) +
                  2 * Index(WordsFor(tokens)) * sizeof(TokenWord));
}

void ResidualNetwork::SetSink(int sink, int sink_layer) {
  for (int layer = Bottom(); layer < top_; ++layer) {
    for (int to = 0; to < tokens_; ++to) {
      TokenWord* used = used_.Set(layer, to);
      ForEachToken(used, words_, [&](int from) {
        Residual(layer, from)[to] = capacities_.Row(layer, from)[to];
        Insert(open_.Set(layer, from), to);
      });
      std::fill_n(used, words_, TokenWord{0});
    }
  }
  std::fill(absorb_.begin(), absorb_.end(), 0.0);
  for (int node_layer = 0; node_layer <= layers_; ++node_layer) {
    std::fill_n(absorbing_.Set(node_layer, 0), words_, TokenWord{0});
  }
  sink_layer_ = sink_layer;
  sink_ = sink;
  top_ = Bottom();
  source_ = -1;
  std::fill(sent_.begin(), sent_.end(), 0.0);
  double* absorb = Absorb(Bottom());
  std::copy_n(capacities_.Column(sink_layer, sink), stride_, absorb);
  for (int token = 0; token < tokens_; ++token) {
    if (absorb[token] > 0) Insert(absorbing_.Set(Bottom(), 0), token);
  }
}

// What the last source sent becomes flow on its arcs. Its node, which nobody supplies, is in
// deficit by as much.
void ResidualNetwork::RaiseTop(int layer) {
  if (layer == top_) return;
  if (source_ >= 0) {
    for (int token = 0; token < tokens_; ++token) {
      const double amount = sent_[Index(token)];
      if (amount > 0) PushAlong(top_, source_, token, amount);
    }
    if (total_ > 0) {
      Absorb(top_ + 1)[source_] = total_;
      Insert(absorbing_.Set(top_ + 1, 0), source_);
    }
    std::fill(sent_.begin(), sent_.end(), 0.0);
  }
  top_ = layer;
}

void ResidualNetwork::SetSource(int layer, int token) {
  RaiseTop(layer);
  source_ = token;
  const double* row = capacities_.Row(layer, token);
  double* absorb = Absorb(layer);
  TokenWord* absorbing = absorbing_.Set(layer, 0);
  total_ = 0;
  for (int word = 0; word < words_; ++word) {
    const int begin = word * kTokensPerWord;
    const int end = std::min(begin + kTokensPerWord, tokens_);
    TokenWord left = 0;
    TokenWord more = 0;
    for (int key = begin; key < end; ++key) {
      const double available = absorb[key] + sent_[Index(key)];
      const double take = available < row[key] ? available : row[key];
      sent_[Index(key)] = take;
      absorb[key] = available - take;
      supply_[Index(key)] = row[key] - take;
      total_ += take;
      left |= static_cast<TokenWord>(available > take) << (key - begin);
      more |= static_cast<TokenWord>(row[key] > take) << (key - begin);
    }
    absorbing[word] = left;
    supplied_[Index(word)] = more;
  }
}

inline void ResidualNetwork::PushAlong(int layer, int from, int to, double amount) {
  double& residual = Residual(layer, from)[to];
  residual -= amount;
  Insert(used_.Set(layer, to), from);
  if (residual == 0) Erase(open_.Set(layer, from), to);
}

inline void ResidualNetwork::PushBack(int layer, int from, int to, double amount) {
  double& residual = Residual(layer, from)[to];
  residual += amount;
  Insert(open_.Set(layer, from), to);
  if (residual == capacities_.Row(layer, from)[to]) Erase(used_.Set(layer, to), from);
}

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
  if (total_ < upper_bound) {
    total_ += FromEachSupply<kWords>([this](int token, double wanted) {
      return PlaceAtNeighbours<kWords>(top_, token, wanted);
    });
  }
  if (total_ < upper_bound && top_ > Bottom()) {
    std::fill_n(fruitful_.begin(), words_, ~TokenWord{0});
    total_ += FromEachSupply<kWords>(
        [this](int token, double wanted) { return PlaceTwoBelow<kWords>(token, wanted); });
  }
  while (total_ < upper_bound) {
    const int depth = LabelLevels<kWords>();
    if (depth == 0) break;
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
    sent_[Index(token)] += placed;
    supply_[Index(token)] -= placed;
    if (supply_[Index(token)] == 0) Erase(supplied_.data(), token);
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

// Places up to `wanted` from a node at its neighbours that absorb: below along open arcs, its own
// token first, and above by taking back flow they sent.
template <int kWords>
double ResidualNetwork::PlaceAtNeighbours(int layer, int token, double wanted) {
  double left = wanted;
  if (layer > Bottom()) {
    const int below = layer - 1;
    TokenWord* open = open_.Set(below, token);
    TokenWord* absorbing = absorbing_.Set(below, 0);
    double* residual = Residual(below, token);
    double* absorb = Absorb(below);
    const auto take = [&](int to) {
      const double room = residual[to] < absorb[to] ? residual[to] : absorb[to];
      const double amount = room < left ? room : left;
      residual[to] -= amount;
      absorb[to] -= amount;
      left -= amount;
      Insert(used_.Set(below, to), token);
      if (residual[to] == 0) Erase(open, to);
      if (absorb[to] == 0) Erase(absorbing, to);
    };
    if (Contains(open, token) && Contains(absorbing, token)) take(token);
    for (int word = 0; word < Words<kWords>() && left > 0; ++word) {
      for (TokenWord rest = open[word] & absorbing[word]; rest != 0 && left > 0; rest &= rest - 1) {
        take(word * kTokensPerWord + std::countr_zero(rest));
      }
    }
  }
  if (layer < top_) {
    TokenWord* used = used_.Set(layer, token);
    TokenWord* absorbing = absorbing_.Set(layer + 1, 0);
    double* absorb = Absorb(layer + 1);
    for (int word = 0; word < Words<kWords>() && left > 0; ++word) {
      for (TokenWord rest = used[word] & absorbing[word]; rest != 0 && left > 0; rest &= rest - 1) {
        const int from = word * kTokensPerWord + std::countr_zero(rest);
        const double flow = Flow(layer, from, token);
        const double room = flow < absorb[from] ? flow : absorb[from];
        const double amount = room < left ? room : left;
        PushBack(layer, from, token, amount);
        absorb[from] -= amount;
        left -= amount;
        if (absorb[from] == 0) Erase(absorbing, from);
      }
    }
  }
  return wanted - left;
}

// Places up to `wanted` from a token of the top layer at neighbours of the tokens below it.
template <int kWords>
double ResidualNetwork::PlaceTwoBelow(int token, double wanted) {
  const int below = top_ - 1;
  TokenWord* open = open_.Set(below, token);
  double* residual = Residual(below, token);
  double left = wanted;
  const auto pass = [&](int to) {
    const double asked = residual[to] < left ? residual[to] : left;
    const double placed = PlaceAtNeighbours<kWords>(below, to, asked);
    if (placed < asked) Erase(fruitful_.data(), to);
    if (placed == 0) return;
    left -= placed;
    PushAlong(below, token, to, placed);
  };
  if (Contains(open, token) && Contains(fruitful_.data(), token)) pass(token);
  for (int word = 0; word < Words<kWords>() && left > 0; ++word) {
    for (TokenWord rest = open[word] & fruitful_[Index(word)]; rest != 0 && left > 0;
         rest &= rest - 1) {
      pass(word * kTokensPerWord + std::countr_zero(rest));
    }
  }
  return wanted - left;
}

// Breadth-first search from the supplies to the nearest places that absorb. Returns their depth,
// 1 being the supplies themselves; 0 if there are none.
template <int kWords>
int ResidualNetwork::LabelLevels() {
  const int words = Words<kWords>();
  const std::size_t level_size = Index(layers_ + 1) * Index(words_);
  for (int layer = Bottom(); layer <= top_; ++layer) {
    std::fill_n(reached_.Set(layer, 0), words, TokenWord{0});
  }
  if (levels_.size() < 2 * level_size) levels_.resize(2 * level_size);
  std::copy_n(supplied_.begin(), words, Level(1, top_));
  std::copy_n(supplied_.begin(), words, reached_.Set(top_, 0));
  int low = top_;
  int high = top_;
  for (int depth = 1; low <= high; ++depth) {
    if (levels_.size() < (Index(depth) + 2) * level_size) {
      levels_.resize((Index(depth) + 2) * level_size);
    }
    const int first = std::max(low - 1, Bottom());
    const int last = std::min(high + 1, top_);
    for (int layer = Bottom(); layer <= top_; ++layer) {
      std::fill_n(Level(depth + 1, layer), words, TokenWord{0});
    }
    for (int layer = low; layer <= high; ++layer) {
      TokenWord* below = Level(depth + 1, layer - 1);
      TokenWord* above = Level(depth + 1, layer + 1);
      ForEachToken(Level(depth, layer), words, [&](int token) {
        if (layer > Bottom()) {
          const TokenWord* open = open_.Set(layer - 1, token);
          for (int word = 0; word < words; ++word) below[word] |= open[word];
        }
        if (layer < top_) {
          const TokenWord* used = used_.Set(layer, token);
          for (int word = 0; word < words; ++word) above[word] |= used[word];
        }
      });
    }
    low = top_ + 1;
    high = Bottom() - 1;
    bool absorbs = false;
    for (int layer = first; layer <= last; ++layer) {
      TokenWord* level = Level(depth + 1, layer);
      TokenWord* reached = reached_.Set(layer, 0);
      const TokenWord* absorbing = absorbing_.Set(layer, 0);
      TokenWord any = 0;
      for (int word = 0; word < words; ++word) {
        level[word] &= ~reached[word];
        reached[word] |= level[word];
        any |= level[word];
        absorbs |= (level[word] & absorbing[word]) != 0;
      }
      if (any != 0) {
        low = std::min(low, layer);
        high = layer;
      }
    }
    if (absorbs) return depth + 1;
  }
  return 0;
}

// Places up to `wanted` from a token of the top layer along arcs that lead one level deeper each.
template <int kWords>
double ResidualNetwork::PlaceAtDepth(int token, double wanted, int depth) {
  path_.assign(1, Visit{top_, token, wanted, 0});
  for (;;) {
    const int level = static_cast<int>(path_.size());
    if (level == depth - 1) {
      Visit& last = path_.back();
      last.placed = PlaceAtNeighbours<kWords>(last.layer, last.token, last.wanted);
      last.wanted -= last.placed;
    } else if (path_.back().wanted > 0 && Descend<kWords>(level + 1)) {
      continue;
    }
    const Visit done = path_.back();
    path_.pop_back();
    // A node that could not place everything leads nowhere any more in this phase.
    if (done.wanted > 0) Erase(Level(level, done.layer), done.token);
    if (path_.empty()) return done.placed;
    if (done.placed == 0) continue;
    Visit& parent = path_.back();
    if (parent.layer > done.layer) {
      PushAlong(done.layer, parent.token, done.token, done.placed);
    } else {
      PushBack(parent.layer, done.token, parent.token, done.placed);
    }
    parent.wanted -= done.placed;
    parent.placed += done.placed;
  }
}

// Extends the path to a node of the next level: down an open arc, its own token first, or back up
// an arc that carries flow. False if there is none.
template <int kWords>
bool ResidualNetwork::Descend(int depth) {
  const Visit from = path_.back();
  const auto first_of = [&](const TokenWord* candidates, const TokenWord* level) {
    for (int word = 0; word < Words<kWords>(); ++word) {
      if (const TokenWord both = candidates[word] & level[word]; both != 0) {
        return word * kTokensPerWord + std::countr_zero(both);
      }
    }
    return -1;
  };
  if (from.layer > Bottom()) {
    const TokenWord* open = open_.Set(from.layer - 1, from.token);
    const TokenWord* level = Level(depth, from.layer - 1);
    const bool own = Contains(open, from.token) && Contains(level, from.token);
    const int to = own ? from.token : first_of(open, level);
    if (to >= 0) {
      const double room = Residual(from.layer - 1, from.token)[to];
      path_.push_back({from.layer - 1, to, std::min(from.wanted, room), 0});
      return true;
    }
  }
  if (from.layer < top_) {
    const int to = first_of(used_.Set(from.layer, from.token), Level(depth, from.layer + 1));
    if (to >= 0) {
      const double room = Flow(from.layer, to, from.token);
      path_.push_back({from.layer + 1, to, std::min(from.wanted, room), 0});
      return true;
    }
  }
  return false;
}

std::vector<std::vector<bool>> ResidualNetwork::NearestSinkSide() const {
  const auto node_layers = Index(top_ - sink_layer_ + 1);
  std::vector<std::vector<bool>> reaches(node_layers, std::vector<bool>(Index(tokens_), false));
  struct Node {
    int layer;
    int token;
  };
  std::vector<Node> found;
  const auto find = [&](int layer, int token) {
    if (reaches[Index(layer - sink_layer_)][Index(token)]) return;
    reaches[Index(layer - sink_layer_)][Index(token)] = true;
    found.push_back({layer, token});
  };
  reaches[0][Index(sink_)] = true;
  for (int token = 0; token < tokens_; ++token) {
    if (Absorb(Bottom())[token] > 0) find(Bottom(), token);
  }
  while (!found.empty()) {
    const Node node = found.back();
    found.pop_back();
    for (int other = 0; other < tokens_; ++other) {
      if (node.layer < top_ && Residual(node.layer, other)[node.token] > 0) {
        find(node.layer + 1, other);
      }
      if (node.layer > Bottom() && Flow(node.layer - 1, node.token, other) > 0) {
        find(node.layer - 1, other);
      }
    }
  }
  return reaches;
}

}  // namespace headwater
