#include <emscripten/bind.h>
#include <emscripten/heap.h>

#include <cstddef>
#include <utility>

#include "attention_store.h"
#include "convert.h"
#include "flow_session.h"

namespace headwater::wasm {
namespace {

template <typename Kind, std::size_t count>
void Register(const char* name, const std::pair<const char*, Kind> (&kinds)[count]) {
  emscripten::enum_<Kind> registered(name, emscripten::enum_value_type::string);
  for (const auto& [word, kind] : kinds) registered.value(word, kind);
}

}  // namespace

EMSCRIPTEN_BINDINGS(headwater) {
  using namespace emscripten;

  register_type<ByteView>("Uint8Array");
  register_type<Floats>("Float32Array");
  register_type<Doubles>("Float64Array");
  register_type<DoubleView>("Float64Array");
  register_type<DoublesIn>("Float64Array");
  register_type<CutArcs>("[layer: number, from: number, to: number, capacity: number][]");
  register_type<NodeSets>("number[][]");
  register_type<Paths>("{ nodes: number[]; amount: number }[]");
  register_type<Integers>("number[]");
  register_type<Numbers>("readonly number[]");
  register_type<Strings>("string[]");
  register_type<Errors>("ErrorData[]");
  register_type<OptionalText>("string | undefined");
  register_type<OptionalImage>("ImageData | undefined");
  register_type<MatrixOutcome>(
      "MatrixOutcome", "{ ok: true; values: Float32Array } | { ok: false; error: ErrorData }");
  register_type<OptionalMatrixOutcome>("MatrixOutcome | undefined");
  register_type<PathsOutcome>(
      "{ ok: true; values: { nodes: number[]; amount: number }[] } | "
      "{ ok: false; error: ErrorData }");
  register_type<CapacitiesOutcome>(
      "CapacitiesOutcome", "{ ok: true; values: Float64Array } | { ok: false; error: ErrorData }");

  Register("FusionKind", kFusionKinds);
  Register("ResidualKind", kResidualKinds);
  Register("DiscardOrder", kDiscardOrders);
  Register("DiscardRule", kDiscardRules);
  enum_<ReadoutKind>("ReadoutKind", enum_value_type::string)
      .value("position", ReadoutKind::kPosition)
      .value("max", ReadoutKind::kMax)
      .value("mean", ReadoutKind::kMean);
  enum_<AgreementMethod>("AgreementMethod", enum_value_type::string)
      .value("raw", AgreementMethod::kRaw)
      .value("rollout", AgreementMethod::kRollout)
      .value("flow", AgreementMethod::kFlow);

  enum_<KeptHeads>("KeptHeads", enum_value_type::string)
      .value("all", KeptHeads::kAll)
      .value("mean-when-needed", KeptHeads::kMeanWhenNeeded)
      .value("mean", KeptHeads::kMean);
  enum_<CutKind>("CutKind", enum_value_type::string)
      .value("sink", CutKind::kSink)
      .value("source", CutKind::kSource)
      .value("mixture", CutKind::kMixture);

  value_object<ErrorData>("ErrorData")
      .field("code", &ErrorData::code)
      .field("message", &ErrorData::message);
  register_optional<ErrorData>();
  value_object<ImageData>("ImageData")
      .field("src", &ImageData::src)
      .field("rows", &ImageData::rows)
      .field("columns", &ImageData::columns)
      .field("prefixTokens", &ImageData::prefixTokens);
  value_object<ChoiceSettings>("InputChoice")
      .field("sample", &ChoiceSettings::sample)
      .field("joinSamples", &ChoiceSettings::joinSamples)
      .field("batchItem", &ChoiceSettings::batchItem)
      .field("layers", &ChoiceSettings::layers)
      .field("cropPadding", &ChoiceSettings::cropPadding)
      .field("hiddenTokens", &ChoiceSettings::hiddenTokens)
      .field("mergePieces", &ChoiceSettings::mergePieces)
      .field("renormaliseRows", &ChoiceSettings::renormaliseRows);
  value_object<InputData>("InputData")
      .field("model", &InputData::model)
      .field("layers", &InputData::layers)
      .field("heads", &InputData::heads)
      .field("queries", &InputData::queries)
      .field("keys", &InputData::keys)
      .field("samples", &InputData::samples)
      .field("joinable", &InputData::joinable)
      .field("batch", &InputData::batch)
      .field("layersRead", &InputData::layersRead)
      .field("tokensRead", &InputData::tokensRead)
      .field("mergeable", &InputData::mergeable)
      .field("precision", &InputData::precision)
      .field("averagedHeads", &InputData::averagedHeads)
      .field("passedOver", &InputData::passedOver)
      .field("tokens", &InputData::tokens)
      .field("queryTokens", &InputData::queryTokens)
      .field("named", &InputData::named)
      .field("layerIndex", &InputData::layerIndex)
      .field("causal", &InputData::causal)
      .field("rowSumDeviation", &InputData::rowSumDeviation)
      .field("worstRowSum", &InputData::worstRowSum)
      .field("worstLayer", &InputData::worstLayer)
      .field("worstHead", &InputData::worstHead)
      .field("worstRow", &InputData::worstRow)
      .field("padding", &InputData::padding)
      .field("promptLength", &InputData::promptLength)
      .field("readout", &InputData::readout)
      .field("recordedSteps", &InputData::recordedSteps)
      .field("nextToken", &InputData::nextToken)
      .field("gradients", &InputData::gradients)
      .field("image", &InputData::image)
      .field("importance", &InputData::importance)
      .field("warnings", &InputData::warnings);
  value_object<LayerSettings>("LayerSettings")
      .field("fusion", &LayerSettings::fusion)
      .field("heads", &LayerSettings::heads)
      .field("weights", &LayerSettings::weights)
      .field("residual", &LayerSettings::residual)
      .field("residualWeight", &LayerSettings::residualWeight)
      .field("discardRatio", &LayerSettings::discardRatio)
      .field("discardOrder", &LayerSettings::discardOrder)
      .field("discardRule", &LayerSettings::discardRule);

  value_object<Readout>("Readout")
      .field("kind", &Readout::kind)
      .field("position", &Readout::position);
  value_object<FlowPair>("FlowPair")
      .field("layer", &FlowPair::layer)
      .field("source", &FlowPair::source)
      .field("sink", &FlowPair::sink)
      .field("sinkLayer", &FlowPair::sink_layer);
  value_object<CutData>("CutData")
      .field("value", &CutData::value)
      .field("kind", &CutData::kind)
      .field("arcs", &CutData::arcs)
      .field("sourceSide", &CutData::sourceSide);
  value_object<CutCheck>("CutCheck")
      .field("largestGap", &CutCheck::largest_gap)
      .field("largestInputGap", &CutCheck::largest_input_gap)
      .field("worst", &CutCheck::worst);
  value_object<SaturationData>("Saturation")
      .field("atSink", &SaturationData::atSink)
      .field("atSource", &SaturationData::atSource)
      .field("atEither", &SaturationData::atEither)
      .field("rowSpread", &SaturationData::rowSpread)
      .field("identicalFrom", &SaturationData::identicalFrom)
      .field("nearlyIdenticalFrom", &SaturationData::nearlyIdenticalFrom);

  // Bytes of WebAssembly memory, which grows and never shrinks.
  function("heapBytes", +[] { return static_cast<double>(emscripten_get_heap_size()); });

  class_<AttentionStore>("AttentionStore")
      .constructor<double, KeptHeads>()
      .function("begin(inputBytes)", &AttentionStore::Begin)
      .function("buffer(bytes)", &AttentionStore::Buffer)
      .function("push(bytes)", &AttentionStore::Push)
      .function("end(name)", &AttentionStore::End)
      .function("open", &AttentionStore::Open)
      .function("info", &AttentionStore::Info)
      .function("sampleNames", &AttentionStore::SampleNames)
      .function("choose(choice)", &AttentionStore::Choose)
      .function("fuse(settings, layer)", &AttentionStore::Fuse)
      .function("reduceHeads(layer, rows, columns)", &AttentionStore::ReduceHeads)
      .function("capacities(settings, session)", &AttentionStore::Capacities)
      .function("startRollout(settings, startLayer, fusedBelow)", &AttentionStore::StartRollout)
      .function("nextRolloutLayer", &AttentionStore::NextRolloutLayer)
      .function("startGeneration(settings, promptLength, next)", &AttentionStore::StartGeneration)
      .function("nextGenerationStep", &AttentionStore::NextGenerationStep)
      .function("fusedLayers(settings)", &AttentionStore::FusedLayers)
      .function("reference(name)", &AttentionStore::Reference);

  function("agreement(fused, tokens, reference, readout, method, settings)", &AgreementOf);

  class_<FlowSession>("FlowSession")
      .constructor<int, int>()
      .class_function("checkSize(layers, tokens, maxBytes)", &FlowSession::CheckSize)
      .function("capacities", &FlowSession::Capacities)
      .function("start(maxBytes)", &FlowSession::Start)
      .function("check(pair)", &FlowSession::Check)
      .function("toSink(sink, sinkLayer)", &FlowSession::ToSink)
      .function("layerToSink(layer, sink, sinkLayer)", &FlowSession::LayerToSink)
      .function("fromSource(layer, source, sinkLayer)", &FlowSession::FromSource)
      .function("value(pair)", &FlowSession::Value)
      .function("cut(pair)", &FlowSession::Cut)
      .function("paths(pair)", &FlowSession::PathsOf)
      .function("products(pair, most)", &FlowSession::Products)
      .function("verify(sink, sinkLayer)", &FlowSession::Verify)
      .function("measureSaturation(flow, sinkLayer, tolerance)", &FlowSession::MeasureSaturation);
}

}  // namespace headwater::wasm
