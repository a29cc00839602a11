#pragma once

#include <emscripten/val.h>

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "headwater/error.h"
#include "headwater/flow/min_cut.h"
#include "headwater/flow/saturation.h"
#include "headwater/input.h"
#include "headwater/layer_matrix.h"
#include "headwater/layer_path.h"

// How values cross the border: structs as plain objects, numbers as typed arrays that JavaScript
// owns, errors as data. The names are those of the generated headwater.d.ts.
namespace headwater::wasm {

EMSCRIPTEN_DECLARE_VAL_TYPE(ByteView)
EMSCRIPTEN_DECLARE_VAL_TYPE(Floats)
EMSCRIPTEN_DECLARE_VAL_TYPE(Doubles)
EMSCRIPTEN_DECLARE_VAL_TYPE(DoubleView)
EMSCRIPTEN_DECLARE_VAL_TYPE(DoublesIn)
EMSCRIPTEN_DECLARE_VAL_TYPE(Integers)
EMSCRIPTEN_DECLARE_VAL_TYPE(Strings)
EMSCRIPTEN_DECLARE_VAL_TYPE(Numbers)
EMSCRIPTEN_DECLARE_VAL_TYPE(Errors)
EMSCRIPTEN_DECLARE_VAL_TYPE(OptionalImage)
EMSCRIPTEN_DECLARE_VAL_TYPE(OptionalText)
EMSCRIPTEN_DECLARE_VAL_TYPE(MatrixOutcome)
EMSCRIPTEN_DECLARE_VAL_TYPE(OptionalMatrixOutcome)
EMSCRIPTEN_DECLARE_VAL_TYPE(CapacitiesOutcome)
EMSCRIPTEN_DECLARE_VAL_TYPE(CutArcs)
EMSCRIPTEN_DECLARE_VAL_TYPE(NodeSets)
EMSCRIPTEN_DECLARE_VAL_TYPE(Paths)
EMSCRIPTEN_DECLARE_VAL_TYPE(PathsOutcome)

struct ErrorData {
  std::string code;     // a name of the catalogue
  std::string message;  // what is wrong, where, what to do
};

struct ImageData {
  std::string src;
  int rows = 0;
  int columns = 0;
  int prefixTokens = 0;
};

// InputChoice as JavaScript gives it.
struct ChoiceSettings {
  int sample = 0;
  bool joinSamples = false;
  int batchItem = 0;
  Numbers layers{emscripten::val::undefined()};
  bool cropPadding = false;
  Numbers hiddenTokens{emscripten::val::undefined()};
  bool mergePieces = false;
  bool renormaliseRows = false;
};

struct InputData {
  std::string model;
  int layers = 0;
  int heads = 0;
  int queries = 0;
  int keys = 0;
  int samples = 0;
  bool joinable = false;
  int batch = 0;
  int layersRead = 0;
  Strings tokensRead{emscripten::val::undefined()};
  bool mergeable = false;
  std::string precision;
  int averagedHeads = 0;
  std::string passedOver;
  Strings tokens{emscripten::val::undefined()};
  Strings queryTokens{emscripten::val::undefined()};
  bool named = false;
  Integers layerIndex{emscripten::val::undefined()};
  bool causal = false;
  double rowSumDeviation = 0.0;
  double worstRowSum = 0.0;
  int worstLayer = 0;
  int worstHead = 0;
  int worstRow = 0;
  int padding = 0;
  int promptLength = -1;
  int readout = -1;
  int recordedSteps = 0;
  OptionalText nextToken{emscripten::val::undefined()};
  bool gradients = false;
  OptionalImage image{emscripten::val::undefined()};
  Strings importance{emscripten::val::undefined()};
  Errors warnings{emscripten::val::undefined()};
};

// LayerOptions as JavaScript gives them.
struct LayerSettings {
  FusionKind fusion = FusionKind::kMean;
  Numbers heads{emscripten::val::undefined()};
  Numbers weights{emscripten::val::undefined()};
  ResidualKind residual = ResidualKind::kAverage;
  double residualWeight = 0.5;
  double discardRatio = 0.0;
  DiscardOrder discardOrder = DiscardOrder::kAfterResidual;
  DiscardRule discardRule = DiscardRule::kThreshold;
};

struct CutData {
  double value = 0.0;
  CutKind kind = CutKind::kSink;
  CutArcs arcs{emscripten::val::undefined()};
  NodeSets sourceSide{emscripten::val::undefined()};
};

struct SaturationData {
  Doubles atSink{emscripten::val::undefined()};
  Doubles atSource{emscripten::val::undefined()};
  Doubles atEither{emscripten::val::undefined()};
  Doubles rowSpread{emscripten::val::undefined()};
  int identicalFrom = -1;
  int nearlyIdenticalFrom = -1;
};

ErrorData ToData(const Error& error);
std::optional<ErrorData> ToData(const std::optional<Error>& error);
InputData ToData(const Input& input);
CutData ToData(const MinCut& cut);
SaturationData ToData(const Saturation& saturation);
Paths ToPaths(const std::vector<LayerPath>& paths);
LayerOptions ToOptions(const LayerSettings& settings);
InputChoice ToChoice(const ChoiceSettings& settings);

// Copies, because memory that WebAssembly keeps may move.
Floats ToFloats(std::span<const float> values);
Doubles ToDoubles(std::span<const double> values);
Strings ToStrings(const std::vector<std::string>& texts);

// { ok: true, values } or { ok: false, error }.
template <typename Outcome>
Outcome Succeeded(const emscripten::val& values) {
  emscripten::val outcome = emscripten::val::object();
  outcome.set("ok", true);
  outcome.set("values", values);
  return Outcome(outcome);
}
template <typename Outcome>
Outcome Failed(const Error& error) {
  emscripten::val outcome = emscripten::val::object();
  outcome.set("ok", false);
  outcome.set("error", ToData(error));
  return Outcome(outcome);
}

}  // namespace headwater::wasm
