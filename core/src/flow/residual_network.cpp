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
      open_from_(layers_, tokens_, words_),
      open_to_(layers_, tokens_, words_),
      used_from_(layers_, tokens_, words_),
      used_to_(layers_, tokens_, words_),
      absorb_(Index(layers_ + 1) * Index(stride_)),
      absorbing_(layers_ + 1, 1, words_),
      sent_(Index(stride_)),
      supply_(Index(stride_)),
      supplied_(Index(words_)),
      reached_(layers_ + 1, 1, words_) {
  for (int layer = 0; layer < layers_; ++layer) {
    for (int from = 0; from < tokens_; ++from) {
      const double* row = capacities_.Row(layer, from);
      std::copy_n(row, stride_, Residual(layer, from));
      for (int to = 0; to < tokens_; ++to) {
        if (row[to] > 0) {
          Insert(open_from_.Set(layer, from), to);
          Insert(open_to_.Set(layer, to), from);
        }
      }
    }
  }
}

std::size_t ResidualNetwork::BytesNeeded(int layers, int tokens) {
  const std::size_t lines = Index(layers) * Index(tokens);
  return lines * (Index(Capacities::StrideFor(tokens)) * sizeof(double) +
                  4 * Index(WordsFor(tokens)) * sizeof(TokenWord));
}

void ResidualNetwork::SetSink(int sink, int sink_layer) {
  for (int layer = sink_layer_ + 1; layer < top_; ++layer) {
    for (int from = 0; from < tokens_; ++from) {
      TokenWord* used = used_from_.Set(layer, from);
      double* residual = Residual(layer, from);
      const double* capacity = capacities_.Row(layer, from);
      ForEachToken(used, words_, [&](int to) { residual[to] = capacity[to]; });
      TokenWord* open = open_from_.Set(layer, from);
      TokenWord* used_to = used_to_.Set(layer, from);
      TokenWord* open_to = open_to_.Set(layer, from);
      for (int word = 0; word < words_; ++word) {
        open[word] |= used[word];
        open_to[word] |= used_to[word];
        used[word] = used_to[word] = 0;
      }
    }
  }
  std::fill(absorb_.begin(), absorb_.end(), 0.0);
  for (int node_layer = 0; node_layer <= layers_; ++node_layer) {
    std::fill_n(absorbing_.Set(node_layer, 0), words_, TokenWord{0});
  }
  sink_layer_ = sink_layer;
  sink_ = sink;
  top_ = sink_layer + 1;
  source_ = -1;
  double* absorb = Absorb(top_);
  std::copy_n(capacities_.Column(sink_layer, sink), stride_, absorb);
  for (int token = 0; token < tokens_; ++token) {
    if (absorb[token] > 0) Insert(absorbing_.Set(top_, 0), token);
  }
  std::fill(sent_.begin(), sent_.end(), 0.0);
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

void ResidualNetwork::PushAlong(int layer, int from, int to, double amount) {
  double& residual = Residual(layer, from)[to];
  residual -= amount;
  Insert(used_from_.Set(layer, from), to);
  Insert(used_to_.Set(layer, to), from);
  if (residual == 0) {
    Erase(open_from_.Set(layer, from), to);
    Erase(open_to_.Set(layer, to), from);
  }
}

void ResidualNetwork::PushBack(int layer, int from, int to, double amount) {
  double& residual = Residual(layer, from)[to];
  residual += amount;
  Insert(open_from_.Set(layer, from), to);
  Insert(open_to_.Set(layer, to), from);
  if (residual == capacities_.Row(layer, from)[to]) {
    Erase(used_from_.Set(layer, from), to);
    Erase(used_to_.Set(layer, to), from);
  }
}

void ResidualNetwork::TakeIn(int node_layer, int token, double amount) {
  double& absorb = Absorb(node_layer)[token];
  absorb -= amount;
  if (absorb == 0) Erase(absorbing_.Set(node_layer, 0), token);
}

double ResidualNetwork::Flow(int layer, int from, int to) const {
  return capacities_.Row(layer, from)[to] - Residual(layer, from)[to];
}

double ResidualNetwork::Maximise(double upper_bound) {
  while (total_ < upper_bound) {
    const int depth = LabelLevels();
    if (depth == 0) break;
    total_ += BlockingFlow(depth);
  }
  return total_;
}

// Breadth-first search backwards from the places that absorb, to the nearest tokens with supply.
// Returns their depth, 1 being the places themselves; 0 if there are none.
int ResidualNetwork::LabelLevels() {
  const int bottom = sink_layer_ + 1;
  int low = top_;
  int high = bottom;
  if (levels_.size() < 2 * Index(layers_ + 1) * Index(words_)) {
    levels_.resize(2 * Index(layers_ + 1) * Index(words_));
  }
  for (int layer = bottom; layer <= top_; ++layer) {
    TokenWord any = 0;
    for (int word = 0; word < words_; ++word) {
      const TokenWord bits = absorbing_.Set(layer, 0)[word];
      Level(1, layer)[word] = bits;
      reached_.Set(layer, 0)[word] = bits;
      any |= bits;
    }
    if (any != 0) {
      low = std::min(low, layer);
      high = std::max(high, layer);
    }
  }
  for (int depth = 1; low <= high; ++depth) {
    if (levels_.size() < (Index(depth) + 2) * Index(layers_ + 1) * Index(words_)) {
      levels_.resize((Index(depth) + 2) * Index(layers_ + 1) * Index(words_));
    }
    for (int layer = bottom; layer <= top_; ++layer) {
      std::fill_n(Level(depth + 1, layer), words_, TokenWord{0});
    }
    for (int layer = low; layer <= high; ++layer) {
      TokenWord* above = Level(depth + 1, layer + 1);
      TokenWord* below = Level(depth + 1, layer - 1);
      ForEachToken(Level(depth, layer), words_, [&](int token) {
        if (layer < top_) {
          const TokenWord* senders = open_to_.Set(layer, token);
          for (int word = 0; word < words_; ++word) above[word] |= senders[word];
        }
        if (layer > bottom) {
          const TokenWord* receivers = used_from_.Set(layer - 1, token);
          for (int word = 0; word < words_; ++word) below[word] |= receivers[word];
        }
      });
    }
    const int first = std::max(low - 1, bottom);
    const int last = std::min(high + 1, top_);
    low = top_ + 1;
    high = bottom;
    for (int layer = first; layer <= last; ++layer) {
      TokenWord any = 0;
      TokenWord* level = Level(depth + 1, layer);
      TokenWord* reached = reached_.Set(layer, 0);
      for (int word = 0; word < words_; ++word) {
        level[word] &= ~reached[word];
        reached[word] |= level[word];
        any |= level[word];
      }
      if (any != 0) {
        low = std::min(low, layer);
        high = layer;
      }
    }
    for (int word = 0; word < words_; ++word) {
      if ((Level(depth + 1, top_)[word] & supplied_[Index(word)]) != 0) return depth + 1;
    }
  }
  return 0;
}

double ResidualNetwork::BlockingFlow(int depth) {
  double sum = 0;
  const auto start = [&](int token) {
    const double amount = Place(token, supply_[Index(token)], depth);
    sent_[Index(token)] += amount;
    supply_[Index(token)] -= amount;
    if (supply_[Index(token)] == 0) Erase(supplied_.data(), token);
    sum += amount;
  };
  // The source's own token first: with a residual connection it has the largest supply.
  const TokenWord* level = Level(depth, top_);
  if (Contains(supplied_.data(), source_) && Contains(level, source_)) start(source_);
  for (int word = 0; word < words_; ++word) {
    for (TokenWord rest = level[word] & supplied_[Index(word)]; rest != 0; rest &= rest - 1) {
      const int token = word * kTokensPerWord + std::countr_zero(rest);
      if (token != source_) start(token);
    }
  }
  return sum;
}

// Places up to `wanted` from a token of the top layer along arcs that descend one level each.
double ResidualNetwork::Place(int token, double wanted, int depth) {
  path_.assign(1, Visit{top_, token, wanted, 0});
  for (;;) {
    Visit& visit = path_.back();
    const int at = depth - static_cast<int>(path_.size()) + 1;
    if (visit.wanted > 0 && Step(visit, at)) continue;
    const Visit done = visit;
    // A node that could not place everything leads nowhere any more in this phase.
    if (done.wanted > 0) Erase(Level(at, done.layer), done.token);
    path_.pop_back();
    if (path_.empty()) return done.placed;
    Visit& parent = path_.back();
    if (done.placed > 0) {
      if (parent.layer > done.layer) {
        PushAlong(done.layer, parent.token, done.token, done.placed);
      } else {
        PushBack(parent.layer, done.token, parent.token, done.placed);
      }
      parent.wanted -= done.placed;
      parent.placed += done.placed;
    }
  }
}

int ResidualNetwork::FindChild(const TokenWord* candidates, const TokenWord* level) const {
  for (int word = 0; word < words_; ++word) {
    if (const TokenWord bits = candidates[word] & level[word]; bits != 0) {
      return word * kTokensPerWord + std::countr_zero(bits);
    }
  }
  return -1;
}

// Passes flow on to one child of a node at depth `depth`: down an open arc, its own token first, or
// back up an arc that carries flow. False if there is none left.
bool ResidualNetwork::Step(Visit& visit, int depth) {
  const int bottom = sink_layer_ + 1;
  const int token = visit.token;
  int child = -1;
  int child_layer = visit.layer - 1;
  double room = 0;
  if (visit.layer > bottom) {
    const TokenWord* open = open_from_.Set(child_layer, token);
    const TokenWord* level = Level(depth - 1, child_layer);
    child = Contains(open, token) && Contains(level, token) ? token : FindChild(open, level);
    if (child >= 0) room = Residual(child_layer, token)[child];
  }
  if (child < 0 && visit.layer < top_) {
    child_layer = visit.layer + 1;
    child = FindChild(used_to_.Set(visit.layer, token), Level(depth - 1, child_layer));
    if (child >= 0) room = Flow(visit.layer, child, token);
  }
  if (child < 0) return false;

  double wanted = std::min(visit.wanted, room);
  if (depth > 2) {
    path_.push_back({child_layer, child, wanted, 0});
    return true;
  }
  const double absorb = Absorb(child_layer)[child];
  if (absorb <= wanted) {
    wanted = absorb;
    Erase(Level(1, child_layer), child);
  }
  TakeIn(child_layer, child, wanted);
  if (child_layer < visit.layer) {
    PushAlong(child_layer, token, child, wanted);
  } else {
    PushBack(visit.layer, child, token, wanted);
  }
  visit.wanted -= wanted;
  visit.placed += wanted;
  return true;
}

}  // namespace headwater
