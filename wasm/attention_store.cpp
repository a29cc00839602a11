#include "attention_store.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "headwater/head_fusion.h"
#include "headwater/head_reduction.h"

namespace headwater::wasm {
namespace {

std::uint64_t WeightBytes(const Sample& sample) {
  std::uint64_t bytes = sample.attentions.SizeBytes();
  if (sample.gradients) bytes += sample.gradients->SizeBytes();
  for (const AttentionTensor& step : sample.steps) bytes += step.SizeBytes();
  return bytes;
}

// What the next step of a rollout or generation gives, by `values_of`; ends it after the last one.
template <typename Steps, typename ValuesOf>
OptionalMatrixOutcome NextOf(std::optional<Steps>& steps, ValuesOf values_of) {
  using emscripten::val;
  if (steps && steps->Next()) {
    return Succeeded<OptionalMatrixOutcome>(ToFloats(values_of(*steps)));
  }
  const std::optional<Error> error = steps ? steps->error() : std::nullopt;
  steps.reset();
  return error ? Failed<OptionalMatrixOutcome>(*error) : OptionalMatrixOutcome(val::undefined());
}

using WriteLayer = void (*)(const AttentionView& attention, int layer, const LayerOptions& options,
                            std::span<double> matrix);

// What `write` makes of every layer, [layer][query][key].
void Stack(const AttentionView& attention, const LayerOptions& options, WriteLayer write,
           std::span<double> layers) {
  const std::size_t size = attention.shape().HeadSize();
  for (int layer = 0; layer < attention.shape().layers; ++layer) {
    write(attention, layer, options, layers.subspan(static_cast<std::size_t>(layer) * size, size));
  }
}

}  // namespace

AttentionStore::AttentionStore(double max_tensor_bytes, KeptHeads heads)
    : left_bytes_(static_cast<std::uint64_t>(max_tensor_bytes)), heads_(heads) {}

void AttentionStore::Begin(double input_bytes) {
  ReadLimits limits{.max_tensor_bytes = left_bytes_, .heads = heads_};
  if (input_bytes >= 0.0) limits.input_bytes = static_cast<std::uint64_t>(input_bytes);
  reader_ = MakeStoreReader(limits);
}

ByteView AttentionStore::Buffer(int bytes) {
  buffer_.resize(static_cast<std::size_t>(bytes));
  return ByteView(emscripten::val(emscripten::typed_memory_view(
      buffer_.size(), reinterpret_cast<const unsigned char*>(buffer_.data()))));
}

std::optional<ErrorData> AttentionStore::Push(int bytes) {
  return ToData(reader_->Push(std::span(buffer_).first(static_cast<std::size_t>(bytes))));
}

std::optional<ErrorData> AttentionStore::End(const std::string& name) {
  Result<std::vector<Sample>> samples = reader_->Finish();
  reader_.reset();
  if (!samples.ok()) return ToData(samples.error());
  for (Sample& sample : samples.value()) {
    if (sample.name.empty()) sample.name = name;
    left_bytes_ -= WeightBytes(sample);
  }
  // The list of the first source is kept as it is: there may be hundreds of thousands.
  if (samples_.empty()) {
    samples_ = std::move(samples).value();
  } else {
    std::ranges::move(samples.value(), std::back_inserter(samples_));
  }
  return std::nullopt;
}

std::optional<ErrorData> AttentionStore::Open() {
  buffer_ = {};
  Result<Input> input = Input::Open(std::move(samples_));
  if (!input.ok()) return ToData(input.error());
  input_ = std::move(input).value();
  return std::nullopt;
}

InputData AttentionStore::Info() const { return ToData(*input_); }

Strings AttentionStore::SampleNames() const {
  std::vector<std::string> names;
  for (const Sample& sample : input_->samples()) names.push_back(sample.name);
  return ToStrings(names);
}

std::optional<ErrorData> AttentionStore::Choose(const ChoiceSettings& settings) {
  rollout_.reset();
  generation_.reset();
  return ToData(input_->Choose(ToChoice(settings)));
}

MatrixOutcome AttentionStore::Fuse(const LayerSettings& settings, int layer) const {
  const AttentionView& attention = input_->attention();
  const HeadFusion fusion = ToOptions(settings).fusion;
  if (auto error = CheckHeadFusion(fusion, attention)) {
    return Failed<MatrixOutcome>(*error);
  }
  const Result<std::vector<float>> fused = FuseInFloat(attention, layer, fusion);
  if (!fused.ok()) return Failed<MatrixOutcome>(fused.error());
  return Succeeded<MatrixOutcome>(ToFloats(*fused));
}

Floats AttentionStore::ReduceHeads(int layer, int rows, int columns) const {
  const AttentionView& attention = input_->attention();
  std::vector<float> reduced(static_cast<std::size_t>(attention.shape().heads) *
                             static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns));
  headwater::ReduceHeads(attention, layer, {.rows = rows, .columns = columns}, reduced);
  return ToFloats(reduced);
}

std::optional<ErrorData> AttentionStore::Capacities(const LayerSettings& settings,
                                                    FlowSession& session) const {
  const LayerOptions options = ToOptions(settings);
  if (auto error = CheckCapacityOptions(options, input_->attention())) return ToData(*error);
  Stack(input_->attention(), options, ComputeLayerMatrix, session.capacities());
  return std::nullopt;
}

std::optional<ErrorData> AttentionStore::StartRollout(const LayerSettings& settings,
                                                      int start_layer, bool fused_below) {
  Result<RolloutSteps> steps = RolloutSteps::Start(
      input_->attention(),
      {.layer = ToOptions(settings), .start_layer = start_layer, .fused_below = fused_below});
  if (!steps.ok()) return ToData(steps.error());
  rollout_ = std::move(steps).value();
  return std::nullopt;
}

OptionalMatrixOutcome AttentionStore::NextRolloutLayer() {
  return NextOf(rollout_, [](const RolloutSteps& steps) { return steps.matrix(); });
}

std::optional<ErrorData> AttentionStore::StartGeneration(const LayerSettings& settings,
                                                         int prompt_length, bool next) {
  Result<GenerationSteps> steps = GenerationSteps::Start(
      *input_, {.layer = ToOptions(settings), .prompt_length = prompt_length, .next = next});
  if (!steps.ok()) return ToData(steps.error());
  generation_ = std::move(steps).value();
  return std::nullopt;
}

OptionalMatrixOutcome AttentionStore::NextGenerationStep() {
  return NextOf(generation_, [](const GenerationSteps& steps) { return steps.rows(); });
}

CapacitiesOutcome AttentionStore::FusedLayers(const LayerSettings& settings) const {
  const LayerOptions options = ToOptions(settings);
  if (auto error = CheckLayerOptions(options, input_->attention())) {
    return Failed<CapacitiesOutcome>(*error);
  }
  const AttentionShape& shape = input_->attention().shape();
  std::vector<double> layers(shape.HeadSize() * static_cast<std::size_t>(shape.layers));
  Stack(
      input_->attention(), options,
      [](const AttentionView& attention, int layer, const LayerOptions& fused,
         std::span<double> matrix) { FuseHeads(attention, layer, fused.fusion, matrix); },
      layers);
  return Succeeded<CapacitiesOutcome>(ToDoubles(layers));
}

CapacitiesOutcome AttentionStore::Reference(const std::string& name) const {
  const Result<std::vector<double>> reference = input_->Reference(name);
  if (!reference.ok()) return Failed<CapacitiesOutcome>(reference.error());
  return Succeeded<CapacitiesOutcome>(ToDoubles(*reference));
}

CapacitiesOutcome AgreementOf(const DoublesIn& fused, int tokens, const DoublesIn& reference,
                              const Readout& readout, AgreementMethod method,
                              const LayerSettings& settings) {
  const auto weights = emscripten::convertJSArrayToNumberVector<double>(fused);
  const auto importance = emscripten::convertJSArrayToNumberVector<double>(reference);
  const std::size_t size = static_cast<std::size_t>(tokens) * static_cast<std::size_t>(tokens);
  const Result<std::vector<double>> agreement =
      Agreement({.layers = static_cast<int>(weights.size() / size),
                 .tokens = tokens,
                 .fused = weights,
                 .reference = importance,
                 .readout = readout},
                method, ToOptions(settings));
  if (!agreement.ok()) return Failed<CapacitiesOutcome>(agreement.error());
  return Succeeded<CapacitiesOutcome>(ToDoubles(*agreement));
}

}  // namespace headwater::wasm
