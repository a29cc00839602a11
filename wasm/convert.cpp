#include "convert.h"

#include <algorithm>

#include "headwater/subwords.h"

namespace headwater::wasm {
namespace {

using emscripten::val;

// A JavaScript array of `items`, each converted by `convert`.
template <typename Items, typename Convert>
val ToArray(const Items& items, Convert convert) {
  val array = val::array();
  for (const auto& item : items) array.call<void>("push", convert(item));
  return array;
}

// Texts of the given groups; positions as texts where the input names no tokens.
Strings TokensAt(const std::vector<std::string>& tokens, const PositionGroups& groups) {
  return Strings(ToArray(groups, [&tokens](const std::vector<int>& group) {
    const bool named = static_cast<std::size_t>(group.back()) < tokens.size();
    return named ? JoinPieces(tokens, group) : std::to_string(group.front());
  }));
}

// The token that a recorded generation ends with, where it is named: no step has read it.
val NextToken(const Sample& sample) {
  const auto keys = static_cast<std::size_t>(sample.attentions.shape().keys);
  if (sample.tokens.size() <= keys) return val::undefined();
  return val(sample.tokens.back());
}

val ToImage(const std::optional<SampleImage>& image, bool cropped) {
  if (!image || cropped) return val::undefined();
  return val(ImageData{image->source, image->grid_rows, image->grid_columns, image->prefix_tokens});
}

}  // namespace

ErrorData ToData(const Error& error) {
  return {std::string(Entry(error.code).name), error.Message()};
}

std::optional<ErrorData> ToData(const std::optional<Error>& error) {
  if (!error) return std::nullopt;
  return ToData(*error);
}

InputData ToData(const Input& input) {
  const Sample& sample = input.sample();
  const AttentionShape& shape = input.attention().shape();
  const Inspection& inspection = input.inspection();
  const bool cropped = shape.keys != sample.attentions.shape().keys;
  const std::vector<std::string>& queries =
      sample.query_tokens.empty() ? sample.tokens : sample.query_tokens;
  std::vector<std::string> importance;
  for (const Importance& reference : sample.importance) importance.push_back(reference.name);
  return {
      .model = sample.model,
      .layers = shape.layers,
      .heads = shape.heads,
      .queries = shape.queries,
      .keys = shape.keys,
      .samples = static_cast<int>(input.samples().size()),
      .joinable = input.joinable(),
      .batch = sample.attentions.batch(),
      .layersRead = input.layers_read(),
      .tokensRead = TokensAt(sample.tokens, SinglePositions(sample.attentions.shape().keys)),
      .mergeable = FindPieceStyle(sample.tokens) != PieceStyle::kNone,
      .precision = input.precision(),
      .averagedHeads = sample.attentions.averaged_heads(),
      .passedOver = sample.passed_over,
      .tokens = TokensAt(sample.tokens, input.key_groups()),
      .queryTokens = TokensAt(queries, input.query_groups()),
      .named = !sample.tokens.empty(),
      .layerIndex = Integers(ToArray(input.layer_numbers(), [](int i) { return i; })),
      .causal = inspection.causal,
      .rowSumDeviation = inspection.row_sum_deviation,
      .worstRowSum = inspection.worst_row_sum,
      .worstLayer = static_cast<int>(inspection.worst_row.layer),
      .worstHead = static_cast<int>(inspection.worst_row.head),
      .worstRow = static_cast<int>(inspection.worst_row.row),
      .padding = static_cast<int>(inspection.padded_keys.size()),
      .promptLength = input.prompt_length().value_or(-1),
      .readout = input.readout().value_or(-1),
      .recordedSteps = input.recorded_steps(),
      .nextToken = OptionalText(NextToken(sample)),
      .gradients = input.attention().has_gradients(),
      .image = OptionalImage(ToImage(sample.image, cropped)),
      .importance = ToStrings(importance),
      .warnings = Errors(ToArray(input.warnings(), [](const Error& e) { return ToData(e); })),
  };
}

CutData ToData(const MinCut& cut) {
  const auto to_integers = [](const std::vector<int>& nodes) {
    return ToArray(nodes, [](int node) { return node; });
  };
  const auto to_tuple = [](const CutArc& arc) {
    val tuple = val::array();
    tuple.call<void>("push", arc.layer, arc.from, arc.to, arc.capacity);
    return tuple;
  };
  return {.value = cut.value,
          .kind = cut.kind,
          .arcs = CutArcs(ToArray(cut.arcs, to_tuple)),
          .sourceSide = NodeSets(ToArray(cut.source_side, to_integers))};
}

SaturationData ToData(const Saturation& saturation) {
  return {.atSink = ToDoubles(saturation.at_sink),
          .atSource = ToDoubles(saturation.at_source),
          .atEither = ToDoubles(saturation.at_either),
          .rowSpread = ToDoubles(saturation.row_spread),
          .identicalFrom = saturation.identical_from,
          .nearlyIdenticalFrom = saturation.nearly_identical_from};
}

Paths ToPaths(const std::vector<LayerPath>& paths) {
  return Paths(ToArray(paths, [](const LayerPath& path) {
    val object = val::object();
    object.set("nodes", ToArray(path.nodes, [](int node) { return node; }));
    object.set("amount", path.amount);
    return object;
  }));
}

LayerOptions ToOptions(const LayerSettings& settings) {
  return {
      .fusion = {.kind = settings.fusion,
                 .heads = emscripten::convertJSArrayToNumberVector<int>(settings.heads),
                 .weights = emscripten::convertJSArrayToNumberVector<double>(settings.weights)},
      .residual = {.kind = settings.residual, .weight = settings.residualWeight},
      .discard = {.ratio = settings.discardRatio,
                  .order = settings.discardOrder,
                  .rule = settings.discardRule},
  };
}

InputChoice ToChoice(const ChoiceSettings& settings) {
  return {.sample = settings.sample,
          .join_samples = settings.joinSamples,
          .batch_item = settings.batchItem,
          .layers = emscripten::convertJSArrayToNumberVector<int>(settings.layers),
          .crop_padding = settings.cropPadding,
          .hidden_keys = emscripten::convertJSArrayToNumberVector<int>(settings.hiddenTokens),
          .merge_pieces = settings.mergePieces,
          .renormalise_rows = settings.renormaliseRows};
}

Floats ToFloats(std::span<const float> values) {
  return Floats(
      val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice"));
}

Doubles ToDoubles(std::span<const double> values) {
  return Doubles(
      val(emscripten::typed_memory_view(values.size(), values.data())).call<val>("slice"));
}

Strings ToStrings(const std::vector<std::string>& texts) {
  return Strings(ToArray(texts, [](const std::string& text) { return text; }));
}

}  // namespace headwater::wasm
