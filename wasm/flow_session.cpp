#include "flow_session.h"

#include <cmath>
#include <utility>

#include "headwater/flow/saturation.h"
#include "headwater/rollout_paths.h"

namespace headwater::wasm {

std::optional<ErrorData> FlowSession::CheckSize(int layers, int tokens, double max_bytes) {
  // The capacities here, and what the solver makes of them.
  const double given = static_cast<double>(sizeof(double)) * layers * tokens * tokens;
  const double needed = given + static_cast<double>(FlowSolver::BytesNeeded(layers, tokens));
  if (needed <= max_bytes) return std::nullopt;
  const auto megabytes = [](double bytes) { return std::to_string(std::llround(bytes / 1e6)); };
  return ToData(Error{ErrorCode::kTooLarge,
                      "attention flow over " + std::to_string(layers) + " layers of " +
                          std::to_string(tokens) + " tokens needs " + megabytes(needed) +
                          " MB of memory, and " + megabytes(max_bytes) + " MB are allowed"});
}

FlowSession::FlowSession(int layers, int tokens)
    : layers_(layers),
      tokens_(tokens),
      capacities_(static_cast<std::size_t>(layers) * static_cast<std::size_t>(tokens) *
                  static_cast<std::size_t>(tokens)) {}

DoubleView FlowSession::Capacities() {
  return DoubleView(
      emscripten::val(emscripten::typed_memory_view(capacities_.size(), capacities_.data())));
}

std::optional<ErrorData> FlowSession::Start(double max_bytes) {
  Result<FlowSolver> solver =
      FlowSolver::Create(capacities_, layers_, tokens_, static_cast<std::size_t>(max_bytes));
  if (!solver.ok()) return ToData(solver.error());
  solver_ = std::move(solver).value();
  return std::nullopt;
}

std::optional<ErrorData> FlowSession::Check(const FlowPair& pair) const {
  return ToData(solver_->Check(pair));
}

Doubles FlowSession::ToSink(int sink, int sink_layer) {
  std::vector<double> flow(static_cast<std::size_t>(layers_ - sink_layer) *
                           static_cast<std::size_t>(tokens_));
  solver_->ToSink(sink, sink_layer, flow);
  return ToDoubles(flow);
}

Doubles FlowSession::LayerToSink(int layer, int sink, int sink_layer) {
  std::vector<double> flow(static_cast<std::size_t>(tokens_));
  solver_->LayerToSink(layer, sink, sink_layer, flow);
  return ToDoubles(flow);
}

Doubles FlowSession::FromSource(int layer, int source, int sink_layer) {
  std::vector<double> flow(static_cast<std::size_t>(tokens_));
  solver_->FromSource(layer, source, sink_layer, flow);
  return ToDoubles(flow);
}

double FlowSession::Value(const FlowPair& pair) { return solver_->Value(pair); }

CutData FlowSession::Cut(const FlowPair& pair) { return ToData(solver_->Cut(pair)); }

Paths FlowSession::PathsOf(const FlowPair& pair) { return ToPaths(solver_->Paths(pair)); }

PathsOutcome FlowSession::Products(const FlowPair& pair, int most) const {
  const std::size_t size = capacities_.size() / static_cast<std::size_t>(layers_);
  const std::size_t first = static_cast<std::size_t>(pair.sink_layer) * size;
  const std::size_t end = static_cast<std::size_t>(pair.layer + 1) * size;
  const Result<std::vector<LayerPath>> paths = StrongestPaths(
      std::span(capacities_).subspan(first, end - first), tokens_, pair.source, pair.sink, most);
  if (paths.ok()) return Succeeded<PathsOutcome>(ToPaths(*paths));
  Error error = paths.error();
  error.place.layer += pair.sink_layer;
  return Failed<PathsOutcome>(error);
}

CutCheck FlowSession::Verify(int sink, int sink_layer) {
  std::vector<std::span<const double>> layers;
  const std::size_t size = capacities_.size() / static_cast<std::size_t>(layers_);
  for (std::size_t begin = 0; begin < capacities_.size(); begin += size) {
    layers.push_back(std::span(capacities_).subspan(begin, size));
  }
  return solver_->Verify(sink, sink_layer, layers);
}

SaturationData FlowSession::MeasureSaturation(const DoublesIn& flow, int sink_layer,
                                              double tolerance) const {
  return ToData(headwater::MeasureSaturation(
      *solver_, sink_layer, emscripten::convertJSArrayToNumberVector<double>(flow), tolerance));
}

}  // namespace headwater::wasm
