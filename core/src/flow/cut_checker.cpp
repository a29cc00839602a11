#include "flow/cut_checker.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "flow/cut_pool.h"

namespace headwater {

CutChecker::CutChecker(const Capacities& capacities, std::span<const std::span<const double>> given,
                       int sink, int sink_layer)
    : capacities_(capacities),
      given_(given),
      sink_(sink),
      sink_layer_(sink_layer),
      words_(WordsFor(capacities.tokens())),
      sides_(capacities.tokens(), capacities.layers(), words_),
      sides_below_(capacities.tokens(), capacities.layers(), words_),
      pooled_(CutPool::kCapacity, capacities.layers(), words_),
      positive_(capacities.layers() + 1, 1, words_),
      flow_(static_cast<std::size_t>(capacities.tokens())),
      flow_below_(static_cast<std::size_t>(capacities.tokens())) {}

void CutChecker::BeginLayer(int /*layer*/) {
  std::swap(sides_, sides_below_);
  std::swap(flow_, flow_below_);
}

void CutChecker::SettledByBounds(int layer, int source, double value) {
  if (layer > sink_layer_) {
    // From the cheapest to add up to the dearest.
    TakeChain(layer, source, 0);
    if (Proves(layer, source, value)) return;
    TakePositive(layer, source);
    if (Proves(layer, source, value)) return;
    for (int length = 1; length <= layer - sink_layer_; ++length) {
      TakeChain(layer, source, length);
      if (Proves(layer, source, value)) return;
    }
    TakeUnion(layer, source);
  }
  Record(layer, source, value, CutCapacity(layer, source));
}

void CutChecker::SettledByPool(int layer, int source, double value, int place) {
  for (int node_layer = sink_layer_ + 1; node_layer <= layer; ++node_layer) {
    std::copy_n(pooled_.Set(place, node_layer - sink_layer_ - 1), words_, Side(source, node_layer));
  }
  Record(layer, source, value, CutCapacity(layer, source));
}

void CutChecker::SettledBySearch(int layer, int source, double value, int place,
                                 const ResidualNetwork& network) {
  for (int node_layer = sink_layer_ + 1; node_layer <= layer; ++node_layer) {
    const TokenWord* source_side = network.SourceSide(node_layer);
    TokenWord* side = Side(source, node_layer);
    for (int word = 0; word < words_; ++word) side[word] = ~source_side[word];
    std::copy_n(side, words_, pooled_.Set(place, node_layer - sink_layer_ - 1));
  }
  Record(layer, source, value, CutCapacity(layer, source));
}

// All nodes from which something reaches the sink.
void CutChecker::TakePositive(int layer, int source) {
  for (int node_layer = sink_layer_ + 1; node_layer <= layer; ++node_layer) {
    std::copy_n(positive_.Set(node_layer, 0), words_, Side(source, node_layer));
  }
}

// The sink's token in the lowest `length` node layers above the sink. In causal attention, also the
// tokens after the source, which it does not reach.
void CutChecker::TakeChain(int layer, int source, int length) {
  for (int node_layer = sink_layer_ + 1; node_layer <= layer; ++node_layer) {
    TokenWord* side = Side(source, node_layer);
    std::fill_n(side, words_, TokenWord{0});
    if (node_layer - sink_layer_ <= length) Insert(side, sink_);
    if (!capacities_.causal()) continue;
    for (int token = source + 1; token < capacities_.tokens(); ++token) Insert(side, token);
  }
}

// Cuts the source off from each token below it at the cheaper of two places: at the arc between
// them, or at the minimum cut of the token's own flow. The source sides of the latter are joined.
void CutChecker::TakeUnion(int layer, int source) {
  const double* row = capacities_.Row(layer, source);
  for (int node_layer = sink_layer_ + 1; node_layer <= layer; ++node_layer) {
    std::fill_n(Side(source, node_layer), words_, ~TokenWord{0});
  }
  for (int token = 0; token < capacities_.tokens(); ++token) {
    if (flow_below_[static_cast<std::size_t>(token)] >= row[token]) continue;
    Erase(Side(source, layer), token);
    for (int node_layer = sink_layer_ + 1; node_layer < layer; ++node_layer) {
      TokenWord* side = Side(source, node_layer);
      const TokenWord* other = sides_below_.Set(token, node_layer - sink_layer_ - 1);
      for (int word = 0; word < words_; ++word) side[word] &= other[word];
    }
  }
}

bool CutChecker::Proves(int layer, int source, double value) {
  const Capacity capacity = CutCapacity(layer, source);
  if (capacity.rounded != value) return false;
  Record(layer, source, value, capacity);
  return true;
}

CutChecker::Capacity CutChecker::CutCapacity(int layer, int source) {
  Capacity capacity;
  if (layer == sink_layer_) {
    AddArc(layer, source, sink_, capacity);
    return capacity;
  }
  ForEachToken(Side(source, layer), words_, [&](int to) {
    if (to < capacities_.tokens()) AddArc(layer, source, to, capacity);
  });
  for (int lower = layer - 1; lower >= sink_layer_; --lower) {
    for (int from = 0; from < capacities_.tokens(); ++from) {
      if (Contains(Side(source, lower + 1), from)) continue;
      if (lower == sink_layer_) {
        AddArc(lower, from, sink_, capacity);
        continue;
      }
      ForEachToken(Side(source, lower), words_, [&](int to) {
        if (to < capacities_.tokens()) AddArc(lower, from, to, capacity);
      });
    }
  }
  return capacity;
}

void CutChecker::AddArc(int layer, int from, int to, Capacity& capacity) const {
  const auto tokens = static_cast<std::size_t>(capacities_.tokens());
  capacity.rounded += capacities_.Row(layer, from)[to];
  capacity.given += given_[static_cast<std::size_t>(layer)]
                          [static_cast<std::size_t>(from) * tokens + static_cast<std::size_t>(to)];
}

void CutChecker::Record(int layer, int source, double value, const Capacity& capacity) {
  flow_[static_cast<std::size_t>(source)] = value;
  if (value > 0) Insert(positive_.Set(layer + 1, 0), source);
  check_.Merge(
      {.pairs = 1,
       .largest_gap = std::abs(value - capacity.rounded),
       .largest_input_gap = std::abs(value - capacity.given),
       .worst = {.layer = layer, .source = source, .sink = sink_, .sink_layer = sink_layer_}});
}

}  // namespace headwater
