#include "flow/sink_flows.h"

#include <algorithm>
#include <numeric>

namespace headwater {
namespace {

// With fewer layers than this to the sink, nothing is saturated that far down.
constexpr int kLayersForAnchors = 5;
constexpr std::size_t kAnchors = 4;

// The tokens that are read most by others in a layer.
std::vector<int> MostRead(const Capacities& capacities, int layer) {
  std::vector<int> tokens(static_cast<std::size_t>(capacities.tokens()));
  std::iota(tokens.begin(), tokens.end(), 0);
  const auto read = [&](int token) {
    return capacities.ColumnSum(layer, token) - capacities.Row(layer, token)[token];
  };
  const auto end = tokens.begin() + static_cast<std::ptrdiff_t>(std::min(kAnchors, tokens.size()));
  std::partial_sort(tokens.begin(), end, tokens.end(), [&](int a, int b) {
    const double read_a = read(a);
    const double read_b = read(b);
    return read_a != read_b ? read_a > read_b : a < b;
  });
  tokens.erase(end, tokens.end());
  return tokens;
}

}  // namespace

// Lower bounds at `layer` without the flows of the layers between. Where attention saturates, the
// flow from a few much-read tokens, half way down, lifts the bounds of all the others within a few
// layers to what the sink can take in: a sink then takes four flows instead of 2 n.
void SinkFlows::BoundFromAnchors(int layer, int sink_layer) {
  const int anchor_layer = sink_layer + (layer - sink_layer) / 2;
  for (int below = sink_layer + 2; below <= layer; ++below) {
    bounds_.ComputeLower(below, below_);
    std::copy_n(bounds_.lower().begin(), below_.size(), below_.begin());
    if (below != anchor_layer) continue;
    for (const int token : MostRead(capacities_, anchor_layer + 1)) {
      network_.SetSource(anchor_layer, token);
      below_[static_cast<std::size_t>(token)] =
          network_.Maximise(std::numeric_limits<double>::infinity());
    }
  }
}

void SinkFlows::SolveLayer(int layer, int sink, int sink_layer, std::span<double> flow) {
  const int tokens = capacities_.tokens();
  bounds_.SetSink(sink, sink_layer);
  network_.SetSink(sink, sink_layer);
  pool_.Clear();
  const double* column = capacities_.Column(sink_layer, sink);
  bounds_.Compute(sink_layer + 1, {column, static_cast<std::size_t>(tokens)});
  if (layer == sink_layer + 1) {
    for (int source = 0; source < tokens; ++source) {
      flow[static_cast<std::size_t>(source)] = bounds_.Upper(source);
    }
    return;
  }
  if (capacities_.causal() || layer - sink_layer < kLayersForAnchors) {
    bounds_.NoLower();
  } else {
    for (int source = 0; source < tokens; ++source) {
      below_[static_cast<std::size_t>(source)] = bounds_.Upper(source);
    }
    BoundFromAnchors(layer, sink_layer);
  }
  for (int below = sink_layer + 2; below <= layer; ++below) bounds_.ComputeUpper(below);
  NoObserver nobody;
  for (int source = 0; source < tokens; ++source) {
    flow[static_cast<std::size_t>(source)] = SolveSource(layer, source, nobody);
  }
}

template void SinkFlows::Solve(int, int, int, std::span<double>, NoObserver&);

}  // namespace headwater
