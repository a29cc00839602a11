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
      live_(layers_ + 1, 1, words_),
      sent_(Index(stride_)),
      supply_(Index(stride_)),
      supplied_(Index(words_)),
      levels_(4 * Index(layers_ + 1) * Index(words_)),
      reached_(layers_ + 1, 1, words_),
      nothing_(Index(words_)) {
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
  FindLive();
}

// The tokens from which arcs lead to the sink at all. Others take flow nowhere: in causal attention
// these are all tokens before the sink, half of the graph on average.
void ResidualNetwork::FindLive() {
  std::copy_n(absorbing_.Set(Bottom(), 0), words_, live_.Set(Bottom(), 0));
  for (int layer = Bottom(); layer < layers_; ++layer) {
    const TokenWord* below = live_.Set(layer, 0);
    TokenWord* live = live_.Set(layer + 1, 0);
    std::fill_n(live, words_, TokenWord{0});
    for (int token = 0; token < tokens_; ++token) {
      const TokenWord* open = open_.Set(layer, token);
      TokenWord leads = 0;
      for (int word = 0; word < words_; ++word) leads |= open[word] & below[word];
      if (leads != 0) Insert(live, token);
    }
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
  const int previous = source_;
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
    supplied_[Index(word)] = more & live_.Set(layer, 0)[word];
  }
  if (previous >= 0 && layer > Bottom()) TakeOver(previous, token);
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

// Hands the flow of the previous source's own token over to the present one's. With a residual
// connection these two have the largest supply and the largest deficit, their flow goes straight
// down, and in each layer every token to which both send is a meeting place. What would be half of
// all the paths to be found is done by one pass over two rows per layer (n = 64: a third of the
// steps in the third layer, three quarters in the fourth).
void ResidualNetwork::TakeOver(int from, int to) {
  double limit = std::min(Absorb(top_)[from], supply_[Index(to)]);
  double taken = 0;
  for (int layer = top_ - 1; limit > 0; --layer) {
    const double exchanged = ExchangeRows(layer, from, to, limit);
    for (int above = layer + 1; above < top_ && exchanged > 0; ++above) {
      PushBack(above, from, from, exchanged);
      PushAlong(above, to, to, exchanged);
    }
    taken += exchanged;
    if (layer == Bottom()) break;
    limit = std::min({limit - exchanged, Flow(layer, from, from), Residual(layer, to)[to]});
  }
  if (taken == 0) return;
  Absorb(top_)[from] -= taken;
  if (Absorb(top_)[from] == 0) Erase(absorbing_.Set(top_, 0), from);
  sent_[Index(to)] += taken;
  supply_[Index(to)] -= taken;
  if (supply_[Index(to)] == 0) Erase(supplied_.data(), to);
  total_ += taken;
}

// Moves up to `limit` of the flow that `from` sends in this layer to `to`, token by token. Returns
// how much.
double ResidualNetwork::ExchangeRows(int layer, int from, int to, double limit) {
  double* giver = Residual(layer, from);
  double* taker = Residual(layer, to);
  const double* capacity = capacities_.Row(layer, from);
  TokenWord* giver_open = open_.Set(layer, from);
  TokenWord* taker_open = open_.Set(layer, to);
  double left = limit;
  for (int token = 0; token < tokens_ && left > 0; ++token) {
    const double flow = capacity[token] - giver[token];
    const double room = taker[token] < flow ? taker[token] : flow;
    const double amount = room < left ? room : left;
    if (amount == 0) continue;
    giver[token] += amount;
    taker[token] -= amount;
    left -= amount;
    Insert(giver_open, token);
    if (taker[token] == 0) Erase(taker_open, token);
    TokenWord* used = used_.Set(layer, token);
    Insert(used, to);
    if (amount == flow) Erase(used, from);
  }
  return limit - left;
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

// Places up to `wanted` from a node at its neighbours below that absorb, its own token first.
template <int kWords>
inline double ResidualNetwork::PlaceBelow(int layer, int token, double wanted) {
  const int below = layer - 1;
  TokenWord* open = open_.Set(below, token);
  TokenWord* absorbing = absorbing_.Set(below, 0);
  double* residual = Residual(below, token);
  double* absorb = Absorb(below);
  double left = wanted;
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
  return wanted - left;
}

// Places up to `wanted` from a node at nodes above that absorb, by taking back flow they sent.
template <int kWords>
inline double ResidualNetwork::PlaceAbove(int layer, int token, double wanted) {
  TokenWord* used = used_.Set(layer, token);
  TokenWord* absorbing = absorbing_.Set(layer + 1, 0);
  double* absorb = Absorb(layer + 1);
  double* residual = Residual(layer, 0);
  const double* capacity = capacities_.Row(layer, 0);
  double left = wanted;
  for (int word = 0; word < Words<kWords>() && left > 0; ++word) {
    for (TokenWord rest = used[word] & absorbing[word]; rest != 0 && left > 0; rest &= rest - 1) {
      const int from = word * kTokensPerWord + std::countr_zero(rest);
      const std::size_t arc = Index(from) * Index(stride_) + Index(token);
      const double flow = capacity[arc] - residual[arc];
      const double room = flow < absorb[from] ? flow : absorb[from];
      const double amount = room < left ? room : left;
      residual[arc] += amount;
      absorb[from] -= amount;
      left -= amount;
      Insert(open_.Set(layer, from), token);
      if (amount == flow) used[word] &= ~(rest & -rest);
      if (absorb[from] == 0) absorbing[word] &= ~(rest & -rest);
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

// Places up to `wanted` from a node at neighbours of its neighbours in `level`.
template <int kWords>
double ResidualNetwork::PlaceVia(int layer, int token, double wanted, TokenWord* level) {
  double left = wanted;
  if (layer > Bottom()) {
    const int below = layer - 1;
    TokenWord* open = open_.Set(below, token);
    TokenWord* fruitful = level + Index(below) * Index(Words<kWords>());
    double* residual = Residual(below, token);
    const auto pass = [&](int to) {
      const double asked = residual[to] < left ? residual[to] : left;
      const double placed = PlaceAround<kWords>(below, to, asked);
      // A node that could not place everything leads nowhere any more in this phase.
      if (placed < asked) Erase(fruitful, to);
      if (placed == 0) return;
      left -= placed;
      residual[to] -= placed;
      Insert(used_.Set(below, to), token);
      if (residual[to] == 0) Erase(open, to);
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
        const double placed = PlaceAround<kWords>(layer + 1, from, asked);
        if (placed < asked) Erase(fruitful, from);
        if (placed == 0) continue;
        left -= placed;
        PushBack(layer, from, token, placed);
      }
    }
  }
  return wanted - left;
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

// Places up to `wanted` from a token of the top layer along arcs that lead one level deeper each.
// A depth-first search with a stack of its own: paths may wind through all layers many times.
template <int kWords>
double ResidualNetwork::PlaceAtDepth(int token, double wanted, int depth) {
  path_.resize(Index(depth));
  Visit at = {top_, token, wanted, 0};
  for (int level = 1;;) {
    if (level == depth - 2) {
      at.placed = PlaceVia<kWords>(at.layer, at.token, at.wanted, Level(level + 1, 0));
      at.wanted -= at.placed;
    } else if (at.wanted > 0) {
      if (const Visit child = ChildOf<kWords>(at, level + 1); child.wanted > 0) {
        path_[Index(level)] = at;
        at = child;
        ++level;
        continue;
      }
    }
    // A node that could not place everything leads nowhere any more in this phase.
    if (at.wanted > 0) Erase(Level(level, at.layer), at.token);
    if (--level == 0) return at.placed;
    Visit& parent = path_[Index(level)];
    if (at.placed > 0) {
      if (parent.layer > at.layer) {
        PushAlong(at.layer, parent.token, at.token, at.placed);
      } else {
        PushBack(parent.layer, at.token, parent.token, at.placed);
      }
      parent.wanted -= at.placed;
      parent.placed += at.placed;
    }
    at = parent;
  }
}

// A neighbour at the next level and what may go there: down an open arc, the own token first, or
// back up an arc that carries flow. Nothing is wanted there if there is no such neighbour.
template <int kWords>
ResidualNetwork::Visit ResidualNetwork::ChildOf(const Visit& visit, int depth) {
  const int token = visit.token;
  if (visit.layer > Bottom()) {
    const int below = visit.layer - 1;
    const TokenWord* open = open_.Set(below, token);
    const TokenWord* level = Level(depth, below);
    const bool own = Contains(open, token) && Contains(level, token);
    const int to = own ? token : FirstCommon<kWords>(open, level);
    if (to >= 0) return {below, to, std::min(visit.wanted, Residual(below, token)[to]), 0};
  }
  if (visit.layer < top_) {
    const int above = visit.layer + 1;
    const int to = FirstCommon<kWords>(used_.Set(visit.layer, token), Level(depth, above));
    if (to >= 0) return {above, to, std::min(visit.wanted, Flow(visit.layer, to, token)), 0};
  }
  return {visit.layer, token, 0, 0};
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

NodeSides ResidualNetwork::NearestSinkSide() const {
  const auto node_layers = Index(top_ - sink_layer_ + 1);
  NodeSides reaches(node_layers, std::vector<char>(Index(tokens_), 0));
  struct Node {
    int layer;
    int token;
  };
  std::vector<Node> found;
  const auto find = [&](int layer, int token) {
    if (reaches[Index(layer - sink_layer_)][Index(token)]) return;
    reaches[Index(layer - sink_layer_)][Index(token)] = 1;
    found.push_back({layer, token});
  };
  reaches[0][Index(sink_)] = 1;
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
