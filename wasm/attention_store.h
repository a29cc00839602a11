#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "convert.h"
#include "headwater/input.h"
#include "headwater/rollout.h"
#include "store_reader.h"

namespace headwater::wasm {

// One input on its way in and then loaded: the only long-lived object on the JavaScript side's
// behalf. Its owner deletes it.
class AttentionStore {
 public:
  // input_bytes below 0: not known. Both are whole numbers that JavaScript holds in a double.
  AttentionStore(double max_tensor_bytes, double input_bytes);

  // Room for the next bytes of the input, as a view of WebAssembly memory that is dead after any
  // further call.
  ByteView Buffer(int bytes);
  // Reads the first `bytes` of the buffer.
  std::optional<ErrorData> Push(int bytes);
  // After the last byte. Errors, here and from Push, leave a store that is good for nothing.
  std::optional<ErrorData> Finish();

  // From here on: only after Finish() gave no error.
  InputData Info() const;
  std::optional<ErrorData> Choose(const ChoiceSettings& settings);

  // W_l of one layer, [query][key].
  MatrixOutcome Fuse(const LayerSettings& settings, int layer) const;
  // Every head of one layer reduced to rows x columns, [head][row][column].
  Floats ReduceHeads(int layer, int rows, int columns) const;
  // A_l of every layer, [layer][query][key] doubles: the capacities of attention flow.
  CapacitiesOutcome Capacities(const LayerSettings& settings) const;

  // The rollout goes layer by layer: start, then NextRolloutLayer() until it gives undefined.
  std::optional<ErrorData> StartRollout(const LayerSettings& settings, int start_layer,
                                        bool fused_below);
  OptionalFloats NextRolloutLayer();

 private:
  std::unique_ptr<StoreReader> reader_;
  std::vector<char> buffer_;
  std::optional<Input> input_;
  std::optional<RolloutSteps> rollout_;
};

}  // namespace headwater::wasm
