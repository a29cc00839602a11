#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "headwater/error.h"
#include "headwater/flow/cut_check.h"
#include "headwater/flow/flow_pair.h"
#include "headwater/flow/min_cut.h"
#include "headwater/layer_path.h"
#include "headwater/result.h"

namespace headwater {

// Attention flow (Abnar & Zuidema 2020, section 3; docs/definitions.md#flow): the maximum flow
// between tokens of two layers, when attention weights are the capacities of the arcs.
//
// Values are exact. Capacities are rounded once, to multiples of a quantum (2^-51 for rows that sum
// to 1), so that every sum and difference in a double is exact; what is computed is the maximum
// flow of those capacities to the last bit, and each value comes with a cut that proves it. The
// distance to the maximum flow of the given capacities is at most (arcs in the cut) * quantum / 2,
// plus 1e-11 for each row in it (docs/flow-method.md). Results do not depend on the order in which
// values are asked for, and are the same bits natively and in WebAssembly.
//
// Sinks are independent of each other: several solvers, one in each worker, can share them out.
// The methods are not const where they use the solver's working memory; none is thread-safe.
class FlowSolver {
 public:
  // What Create() may take unless told otherwise: 1 GiB.
  static constexpr std::size_t kDefaultMaxBytes = std::size_t{1} << 30;

  // Memory that a solver of this size holds, in bytes: about 32 * layers * tokens^2, the capacities
  // by row and by column and of each arc what is left of it and its flow.
  static std::uint64_t BytesNeeded(int layers, int tokens);

  // capacities: one matrix per layer, lowest first, each [query][key] of tokens * tokens doubles.
  // Rows need not sum to 1; a row within 1e-11 of it is made to sum to exactly 1.
  // Errors: nothing to solve (kEmptyInput), a layer of another size (kRagged), a capacity that is
  // not finite (kNotFinite) or negative (kNegative), with layer, row and column; more than
  // max_bytes (kTooLarge). Copies what it needs. O(layers * tokens^2).
  static Result<FlowSolver> Create(std::span<const std::span<const double>> capacities, int tokens,
                                   std::size_t max_bytes = kDefaultMaxBytes);
  // The same for one block [layer][query][key].
  static Result<FlowSolver> Create(std::span<const double> capacities, int layers, int tokens,
                                   std::size_t max_bytes = kDefaultMaxBytes);

  FlowSolver(FlowSolver&&) noexcept;
  FlowSolver& operator=(FlowSolver&&) noexcept;
  ~FlowSolver();

  int layers() const;
  int tokens() const;

  // The error (kOption) of a pair outside the graph, for callers whose numbers come from a user;
  // everything below takes valid numbers for granted.
  std::optional<Error> Check(const FlowPair& pair) const;

  // Everything that can flow into one sink: flow[layer - sink_layer][source] for all layers from
  // sink_layer to the top, (layers - sink_layer) * tokens values.
  void ToSink(int sink, int sink_layer, std::span<double> flow);

  // One layer of that alone, flow[source], `tokens` values. On attention that is not causal this
  // takes a small part of the time of ToSink().
  void LayerToSink(int layer, int sink, int sink_layer, std::span<double> flow);

  // One source and every sink: flow[sink], `tokens` values.
  void FromSource(int layer, int source, int sink_layer, std::span<double> flow);

  // One pair.
  double Value(const FlowPair& pair);

  // What limits the flow of a pair.
  MinCut Cut(const FlowPair& pair);

  // A maximum flow of a pair, taken apart into paths, strongest first: each goes through one node
  // of every node layer between source and sink, and the amounts add up to the value exactly.
  // Maximum flows and their decompositions are not unique; this is one of them, always the same.
  std::vector<LayerPath> Paths(const FlowPair& pair);

  // Solves again all pairs of one sink, as ToSink() does, and adds up the cut that proves each
  // value, from the solver's capacities and from `capacities`, which are those given to Create().
  // Takes about twice the time of ToSink().
  CutCheck Verify(int sink, int sink_layer, std::span<const std::span<const double>> capacities);

  // What the source of a pair can send and what its sink can take in: the sums of row `source` of
  // layer `layer` and of column `sink` of layer `sink_layer`. A flow is never larger than either.
  double SourceCapacity(int layer, int source) const;
  double SinkCapacity(int sink_layer, int sink) const;

 private:
  struct State;
  explicit FlowSolver(std::unique_ptr<State> state);

  std::unique_ptr<State> state_;
};

}  // namespace headwater
