#include "flow/flow_bounds.h"

#include <algorithm>

#include "flow/descending_flow.h"

namespace headwater {
namespace {

constexpr int kSourcesAtOnce = 8;

}  // namespace

FlowBounds::FlowBounds(const Capacities& capacities)
    : capacities_(capacities), tokens_(capacities.tokens()) {
  const auto size = static_cast<std::size_t>(capacities.stride());
  order_.reserve(size);
  sorted_.reserve(size);
  lower_.resize(size);
  upper_.resize(size);
  chain_.resize(size);
  best_chain_.resize(size);
}

void FlowBounds::SetSink(int sink, int sink_layer) {
  sink_ = sink;
  std::fill(chain_.begin(), chain_.end(), 0.0);
  std::fill(best_chain_.begin(), best_chain_.end(), capacities_.limit());
  AddToChains(sink_layer);
}

void FlowBounds::AddToChains(int layer) {
  const double* column = capacities_.Column(layer, sink_);
  const double own = column[sink_];
  const double limit = capacities_.limit();
  double others = 0;
  if (!capacities_.causal()) {
    for (int from = 0; from < tokens_; ++from) {
      if (from != sink_) others = std::min(others + column[from], limit);
    }
  }
  for (int source = 0; source < tokens_; ++source) {
    if (capacities_.causal() && source != sink_) {
      others = std::min(others + column[source], limit);
    }
    const auto at = static_cast<std::size_t>(source);
    chain_[at] = std::min(chain_[at] + others, limit);
    best_chain_[at] = std::min(best_chain_[at], chain_[at] + own);
  }
}

void FlowBounds::SortByFlow(std::span<const double> below) {
  OrderByDescendingFlow(below.first(static_cast<std::size_t>(tokens_)), order_);
  sorted_.clear();
  for (const int token : order_) sorted_.push_back(below[static_cast<std::size_t>(token)]);
}

// Where all flows from the layer below are the same, the lower bound is that flow or the row, and
// mostly the upper bounds are too: saturated layers cost O(n) instead of O(n^2).
bool FlowBounds::SettledByOneFlow(int layer) {
  if (order_.size() != static_cast<std::size_t>(tokens_) || sorted_.front() != sorted_.back()) {
    return false;
  }
  bool settled = true;
  for (int source = 0; source < tokens_; ++source) {
    const auto at = static_cast<std::size_t>(source);
    const double sent = capacities_.RowSum(layer, source);
    lower_[at] = std::min(sorted_.front(), sent);
    upper_[at] = std::min(upper_[at], sent);
    settled = settled && lower_[at] == upper_[at];
  }
  return settled;
}

// Adds up, in the order of descending flow, the three sums that the bounds are made of. Sources are
// taken a block at a time, whose sums stay in registers.
void FlowBounds::SumInOrder(int layer) {
  const double limit = capacities_.limit();
  for (int begin = 0; begin < tokens_; begin += kSourcesAtOnce) {
    double sent[kSourcesAtOnce] = {};
    double smaller[kSourcesAtOnce] = {};
    double lower[kSourcesAtOnce];
    std::fill_n(lower, kSourcesAtOnce, limit);
    for (std::size_t q = 0; q < order_.size(); ++q) {
      const double flow = sorted_[q];
      const double* column = capacities_.Column(layer, order_[q]) + begin;
      for (int s = 0; s < kSourcesAtOnce; ++s) {
        const double with_tail = sent[s] + flow;
        lower[s] = with_tail < lower[s] ? with_tail : lower[s];
        sent[s] += column[s];
        smaller[s] += column[s] < flow ? column[s] : flow;
      }
    }
    for (int s = 0; s < kSourcesAtOnce; ++s) {
      const auto at = static_cast<std::size_t>(begin + s);
      lower_[at] = std::min(lower[s], sent[s]);
      upper_[at] = std::min(upper_[at], std::min(sent[s], smaller[s]));
    }
  }
}

void FlowBounds::BoundByChains(int layer) {
  for (int source = 0; source < tokens_; ++source) {
    const auto at = static_cast<std::size_t>(source);
    upper_[at] = std::min(best_chain_[at], chain_[at] + capacities_.Row(layer, source)[sink_]);
  }
}

void FlowBounds::Compute(int layer, std::span<const double> below) {
  SortByFlow(below);
  BoundByChains(layer);
  if (!SettledByOneFlow(layer)) SumInOrder(layer);
  AddToChains(layer);
}

void FlowBounds::ComputeLower(int layer, std::span<const double> below) {
  SortByFlow(below);
  SumInOrder(layer);
}

void FlowBounds::ComputeUpper(int layer) {
  BoundByChains(layer);
  for (int source = 0; source < tokens_; ++source) {
    double& upper = upper_[static_cast<std::size_t>(source)];
    upper = std::min(upper, capacities_.RowSum(layer, source));
  }
  AddToChains(layer);
}

}  // namespace headwater
