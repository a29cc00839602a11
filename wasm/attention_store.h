#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "convert.h"
#include "flow_session.h"
#include "headwater/faithfulness/agreement.h"
#include "headwater/generation/generation_steps.h"
#include "headwater/input.h"
#include "headwater/read/read_limits.h"
#include "headwater/read/reader.h"
#include "headwater/rollout.h"

namespace headwater::wasm {

// The two modules differ only in which of these is linked in: json_store_reader.cpp keeps the first
// one small, any_store_reader.cpp makes one that reads every format.
std::unique_ptr<Reader> MakeStoreReader(const ReadLimits& limits);

// One input on its way in, from one source of bytes or several, and then loaded: the only
// long-lived object on the JavaScript side's behalf. Its owner deletes it.
class AttentionStore {
 public:
  // Weights of all sources take at most max_tensor_bytes, a whole number that JavaScript holds in a
  // double.
  AttentionStore(double max_tensor_bytes, KeptHeads heads);

  // Starts a source of so many bytes; below 0: not known.
  void Begin(double input_bytes);
  // Room for the next bytes of the input, as a view of WebAssembly memory that is dead after any
  // further call.
  ByteView Buffer(int bytes);
  // Reads the first `bytes` of the buffer.
  std::optional<ErrorData> Push(int bytes);
  // After the last byte of a source. Its samples are called `name` where nothing else names them.
  // Errors, from all of these, leave a store that is good for nothing.
  std::optional<ErrorData> End(const std::string& name);
  // After the last source.
  std::optional<ErrorData> Open();

  // From here on: only after Open() gave no error.
  InputData Info() const;
  // Of all samples, whichever is chosen. Apart from Info(), which is asked for with each choice:
  // choosing one after the other would take time that grows with their square.
  Strings SampleNames() const;
  std::optional<ErrorData> Choose(const ChoiceSettings& settings);

  // W_l of one layer, [query][key].
  MatrixOutcome Fuse(const LayerSettings& settings, int layer) const;
  // Every head of one layer reduced to rows x columns, [head][row][column].
  Floats ReduceHeads(int layer, int rows, int columns) const;
  // Writes A_l of every layer into a session of as many layers and tokens that has not started.
  std::optional<ErrorData> Capacities(const LayerSettings& settings, FlowSession& session) const;

  // The rollout goes layer by layer: start, then NextRolloutLayer() until it gives undefined.
  std::optional<ErrorData> StartRollout(const LayerSettings& settings, int start_layer,
                                        bool fused_below);
  OptionalMatrixOutcome NextRolloutLayer();

  // A generation goes step by step: start, then NextGenerationStep(), [layer][token], until it
  // gives undefined.
  std::optional<ErrorData> StartGeneration(const LayerSettings& settings, int prompt_length,
                                           bool next);
  OptionalMatrixOutcome NextGenerationStep();

  // What agreement() takes: W_l of every layer, [layer][query][key], and a reference importance.
  CapacitiesOutcome FusedLayers(const LayerSettings& settings) const;
  CapacitiesOutcome Reference(const std::string& name) const;

 private:
  std::uint64_t left_bytes_;  // of what weights of all sources may take
  KeptHeads heads_;
  std::vector<Sample> samples_;
  std::unique_ptr<Reader> reader_;
  std::vector<char> buffer_;
  std::optional<Input> input_;
  std::optional<RolloutSteps> rollout_;
  std::optional<GenerationSteps> generation_;
};

// Agreement() of faithfulness/agreement.h for one sample, wherever it was loaded: [layer].
CapacitiesOutcome AgreementOf(const DoublesIn& fused, int tokens, const DoublesIn& reference,
                              const Readout& readout, AgreementMethod method,
                              const LayerSettings& settings);

}  // namespace headwater::wasm
