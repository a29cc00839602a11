#include "headwater/flow/flow_solver.h"

#include <algorithm>
#include <string>
#include <utility>

#include "flow/capacities.h"
#include "flow/cut_checker.h"
#include "flow/flow_paths.h"
#include "flow/min_cut.h"
#include "flow/sink_flows.h"

namespace headwater {

struct FlowSolver::State {
  explicit State(Capacities quantised)
      : capacities(std::move(quantised)),
        flows(capacities),
        below(static_cast<std::size_t>(capacities.layers()) *
              static_cast<std::size_t>(capacities.tokens())) {}

  Capacities capacities;
  SinkFlows flows;
  std::vector<double> below;  // scratch: [layer][source] for one sink
};

namespace {

Error TooLarge(std::uint64_t needed, std::size_t allowed) {
  constexpr std::uint64_t kMegabyte = 1'000'000;
  return {ErrorCode::kTooLarge, "attention flow needs " + std::to_string(needed / kMegabyte + 1) +
                                    " MB where " + std::to_string(allowed / kMegabyte) +
                                    " MB are allowed"};
}

std::optional<Error> CheckNumber(const char* name, int number, int first, int end) {
  if (number >= first && number < end) return std::nullopt;
  return Error{ErrorCode::kOption,
               std::string(name) + " " + std::to_string(number) + " is not in the range " +
                   std::to_string(first) + " to " + std::to_string(end - 1) + " (counted from 0)",
               {}};
}

}  // namespace

FlowSolver::FlowSolver(std::unique_ptr<State> state) : state_(std::move(state)) {}
FlowSolver::FlowSolver(FlowSolver&&) noexcept = default;
FlowSolver& FlowSolver::operator=(FlowSolver&&) noexcept = default;
FlowSolver::~FlowSolver() = default;

std::uint64_t FlowSolver::BytesNeeded(int layers, int tokens) {
  return Capacities::BytesNeeded(layers, tokens) + SinkFlows::BytesNeeded(layers, tokens);
}

Result<FlowSolver> FlowSolver::Create(std::span<const std::span<const double>> capacities,
                                      int tokens, std::size_t max_bytes) {
  if (capacities.empty() || tokens < 1) {
    return Error{ErrorCode::kEmptyInput, "there are no capacities to send flow through"};
  }
  const int layers = static_cast<int>(capacities.size());
  const std::size_t size = static_cast<std::size_t>(tokens) * static_cast<std::size_t>(tokens);
  for (int layer = 0; layer < layers; ++layer) {
    const std::size_t found = capacities[static_cast<std::size_t>(layer)].size();
    if (found != size) {
      return Error{ErrorCode::kRagged,
                   "a layer has " + std::to_string(found) + " capacities where " +
                       std::to_string(size) + " were expected",
                   {.layer = layer}};
    }
  }
  if (const std::uint64_t needed = BytesNeeded(layers, tokens); needed > max_bytes) {
    return TooLarge(needed, max_bytes);
  }
  Result<Capacities> quantised = Capacities::Quantise(capacities, tokens);
  if (!quantised.ok()) return quantised.error();
  return FlowSolver(std::make_unique<State>(std::move(quantised.value())));
}

Result<FlowSolver> FlowSolver::Create(std::span<const double> capacities, int layers, int tokens,
                                      std::size_t max_bytes) {
  std::vector<std::span<const double>> split;
  const std::size_t size =
      static_cast<std::size_t>(std::max(tokens, 0)) * static_cast<std::size_t>(std::max(tokens, 0));
  for (int layer = 0; layer < layers; ++layer) {
    const std::size_t begin = std::min(split.size() * size, capacities.size());
    const std::size_t rest = capacities.size() - begin;
    split.push_back(capacities.subspan(begin, layer + 1 == layers ? rest : std::min(size, rest)));
  }
  return Create(split, tokens, max_bytes);
}

int FlowSolver::layers() const { return state_->capacities.layers(); }
int FlowSolver::tokens() const { return state_->capacities.tokens(); }

std::optional<Error> FlowSolver::Check(const FlowPair& pair) const {
  if (auto error = CheckNumber("the layer", pair.layer, 0, layers())) return error;
  if (auto error = CheckNumber("the sink's layer", pair.sink_layer, 0, pair.layer + 1)) {
    return error;
  }
  if (auto error = CheckNumber("the source", pair.source, 0, tokens())) return error;
  return CheckNumber("the sink", pair.sink, 0, tokens());
}

void FlowSolver::ToSink(int sink, int sink_layer, std::span<double> flow) {
  NoObserver nobody;
  state_->flows.Solve(sink, sink_layer, layers() - 1, flow, nobody);
}

void FlowSolver::LayerToSink(int layer, int sink, int sink_layer, std::span<double> flow) {
  if (layer == sink_layer) {
    std::copy_n(state_->capacities.Column(layer, sink), tokens(), flow.begin());
  } else {
    state_->flows.SolveLayer(layer, sink, sink_layer, flow);
  }
}

void FlowSolver::FromSource(int layer, int source, int sink_layer, std::span<double> flow) {
  for (int sink = 0; sink < tokens(); ++sink) {
    flow[static_cast<std::size_t>(sink)] =
        Value({.layer = layer, .source = source, .sink = sink, .sink_layer = sink_layer});
  }
}

double FlowSolver::Value(const FlowPair& pair) {
  if (pair.layer == pair.sink_layer) {
    return state_->capacities.Row(pair.layer, pair.source)[pair.sink];
  }
  return state_->flows.SolvePair(pair.layer, pair.source, pair.sink, pair.sink_layer);
}

MinCut FlowSolver::Cut(const FlowPair& pair) {
  const double value = Value(pair);
  return DescribeMinCut(state_->capacities, state_->flows.network(), pair, value);
}

std::vector<LayerPath> FlowSolver::Paths(const FlowPair& pair) {
  const double value = Value(pair);
  if (value == 0) return {};
  if (pair.layer == pair.sink_layer) {
    return {LayerPath{.nodes = {pair.source, pair.sink}, .amount = value}};
  }
  return DecomposeFlow(state_->capacities, state_->flows.network(), pair);
}

CutCheck FlowSolver::Verify(int sink, int sink_layer,
                            std::span<const std::span<const double>> capacities) {
  CutChecker checker(state_->capacities, capacities, sink, sink_layer);
  state_->flows.Solve(sink, sink_layer, layers() - 1, state_->below, checker);
  return checker.result();
}

double FlowSolver::SourceCapacity(int layer, int source) const {
  return state_->capacities.RowSum(layer, source);
}

double FlowSolver::SinkCapacity(int sink_layer, int sink) const {
  return state_->capacities.ColumnSum(sink_layer, sink);
}

}  // namespace headwater
