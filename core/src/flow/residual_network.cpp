#include "flow/residual_network.h"

#include <algorithm>

namespace headwater {

ResidualNetwork::ResidualNetwork(const Capacities& capacities)
    : capacities_(capacities),
      layers_(capacities.layers()),
      tokens_(capacities.tokens()),
      stride_(capacities.stride()),
      words_(WordsFor(capacities.tokens())),
      arcs_(Index(layers_) * Index(tokens_) * Index(stride_)),
      open_(layers_, tokens_, words_),
      used_(layers_, tokens_, words_),
      absorb_(Index(layers_ + 1) * Index(stride_)),
      absorbing_(layers_ + 1, 1, words_),
      live_(layers_ + 1, 1, words_),
      sent_(Index(stride_)),
      supply_(Index(stride_)),
      supplied_(Index(words_)),
      levels_(4 * Index(layers_ + 1) * Index(words_)),
      level_layers_(4),
      reached_(layers_ + 1, 1, words_) {
  for (int layer = 0; layer < layers_; ++layer) {
    for (int from = 0; from < tokens_; ++from) {
      const double* row = capacities_.Row(layer, from);
      for (int to = 0; to < stride_; ++to) Arcs(layer, from)[to] = {row[to], 0};
      for (int to = 0; to < tokens_; ++to) {
        if (row[to] > 0) Insert(open_.Set(layer, from), to);
      }
    }
  }
  // The lowest nodes have no arcs down, the highest none from above: nothing leads there.
  for (int node_layer = 0; node_layer <= layers_; ++node_layer) {
    const bool lowest = node_layer == 0;
    nodes_.push_back({.arcs = lowest ? nullptr : Arcs(node_layer - 1, 0),
                      .open = lowest ? nullptr : open_.Set(node_layer - 1, 0),
                      .used = node_layer == layers_ ? nullptr : used_.Set(node_layer, 0),
                      .absorb = Absorb(node_layer),
                      .absorbing = absorbing_.Set(node_layer, 0)});
  }
}

std::uint64_t ResidualNetwork::BytesNeeded(int layers, int tokens) {
  const std::uint64_t lines = std::uint64_t{Index(layers)} * Index(tokens);
  return lines * (Index(Capacities::StrideFor(tokens)) * sizeof(Arc) +
                  2 * Index(WordsFor(tokens)) * sizeof(TokenWord));
}

void ResidualNetwork::SetSink(int sink, int sink_layer) {
  for (int layer = Bottom(); layer < top_; ++layer) {
    for (int to = 0; to < tokens_; ++to) {
      TokenWord* used = used_.Set(layer, to);
      ForEachToken(used, words_, [&](int from) {
        Arc& arc = Arcs(layer, from)[to];
        arc.residual += arc.flow;
        arc.flow = 0;
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
  // No search goes below the bottom.
  std::fill_n(live_.Set(Bottom() - 1, 0), words_, TokenWord{0});
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
      left |= static_cast<TokenWord>(available > row[key]) << (key - begin);
      more |= static_cast<TokenWord>(available < row[key]) << (key - begin);
    }
    absorbing[word] = left;
    supplied_[Index(word)] = more & live_.Set(layer, 0)[word];
  }
  if (previous >= 0 && layer > Bottom()) TakeOver(previous, token);
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
    limit = std::min({limit - exchanged, Flow(layer, from, from), Arcs(layer, to)[to].residual});
  }
  if (taken == 0) return;
  Absorb(top_)[from] -= taken;
  EraseIf(Absorb(top_)[from] == 0, absorbing_.Set(top_, 0), from);
  Send(to, taken);
  total_ += taken;
}

// Moves up to `limit` of the flow that `from` sends in this layer to `to`, token by token. Returns
// how much.
double ResidualNetwork::ExchangeRows(int layer, int from, int to, double limit) {
  Arc* giver = Arcs(layer, from);
  Arc* taker = Arcs(layer, to);
  TokenWord* giver_open = open_.Set(layer, from);
  TokenWord* taker_open = open_.Set(layer, to);
  // In causal attention nothing flows to tokens before the sink, and no row reaches beyond its own.
  const int begin = capacities_.causal() ? sink_ : 0;
  const int end = capacities_.causal() ? std::min(from, to) + 1 : tokens_;
  TokenWord* used = used_.Set(layer, begin);
  double left = limit;
  for (int token = begin; token < end && left > 0; ++token, used += words_) {
    const double flow = giver[token].flow;
    const double residual = taker[token].residual;
    const double room = residual < flow ? residual : flow;
    const double amount = room < left ? room : left;
    if (amount == 0) continue;
    giver[token].residual += amount;
    giver[token].flow = flow - amount;
    taker[token].residual = residual - amount;
    taker[token].flow += amount;
    left -= amount;
    Insert(giver_open, token);
    EraseIf(amount == residual, taker_open, token);
    Insert(used, to);
    EraseIf(amount == flow, used, from);
  }
  return limit - left;
}

}  // namespace headwater
