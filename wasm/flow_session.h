#pragma once

#include <optional>
#include <span>
#include <vector>

#include "convert.h"
#include "headwater/flow/flow_solver.h"

namespace headwater::wasm {

// Attention flow over one stack of capacities. Sinks are independent, so that several workers can
// each have a session over the same capacities and share the sinks out. Its owner deletes it.
class FlowSession {
 public:
  // kTooLarge when a session of this size would take more than `max_bytes`: to be asked before one
  // is made. In double, because the sizes that matter overflow 32 bits.
  static std::optional<ErrorData> CheckSize(int layers, int tokens, double max_bytes);

  FlowSession(int layers, int tokens);

  // Room for the capacities, [layer][query][key], as a view of WebAssembly memory that is dead
  // after any further call.
  DoubleView Capacities();
  std::span<double> capacities() { return capacities_; }
  // Once the capacities are there; kTooLarge when the solver would take more than `max_bytes`.
  std::optional<ErrorData> Start(double max_bytes);

  // From here on: only after Start() gave no error, and for pairs that Check() lets pass.
  std::optional<ErrorData> Check(const FlowPair& pair) const;
  // [layer - sinkLayer][source] of one sink.
  Doubles ToSink(int sink, int sink_layer);
  // [source] of one sink and one layer.
  Doubles LayerToSink(int layer, int sink, int sink_layer);
  // [sink] of one source.
  Doubles FromSource(int layer, int source, int sink_layer);
  double Value(const FlowPair& pair);
  CutData Cut(const FlowPair& pair);
  Paths PathsOf(const FlowPair& pair);
  // The same pair of the rollout that multiplies these matrices: its `most` strongest paths.
  PathsOutcome Products(const FlowPair& pair, int most) const;
  // Solves a sink again and sets every value against its cut.
  CutCheck Verify(int sink, int sink_layer);
  // Of `flow`, [layer - sinkLayer][source][sink], all layers from sinkLayer up.
  SaturationData MeasureSaturation(const DoublesIn& flow, int sink_layer, double tolerance) const;

 private:
  int layers_;
  int tokens_;
  std::vector<double> capacities_;
  std::optional<FlowSolver> solver_;
};

}  // namespace headwater::wasm
