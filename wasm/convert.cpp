#include "convert.h"

#include <algorithm>

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

// Texts of the given positions; positions as texts where the input names no tokens.
Strings TokensAt(const std::vector<std::string>& tokens, const std::vector<int>& positions) {
  return Strings(ToArray(positions, [&tokens](int position) {
    const auto index = static_cast<std::size_t>(position);
    return index < tokens.size() ? val(tokens[index]) : val(std::to_string(position));
  }));
}

// Where a position of the sample stands after cropping, or -1.
int Shifted(std::optional<int> position, const std::vector<int>& kept) {
  if (!position) return -1;
  const auto found = std::lower_bound(kept.begin(), kept.end(), *position);
  if (found == kept.end() || *found != *position) return -1;
  return static_cast<int>(found - kept.begin());
}

int KeptBefore(std::optional<int> end, const std::vector<int>& kept) {
  if (!end) return -1;
  return static_cast<int>(std::lower_bound(kept.begin(), kept.end(), *end) - kept.begin());
}

val ToImage(const std::optional<SampleImage>& image, bool cropped) {
  if (!image || cropped) return val::undefined();
  return val(ImageData{image->source, image->grid_rows, image->grid_columns, image->prefix_tokens});
}

Integers LayerNumbers(const std::vector<int>& layer_index, int layers) {
  val numbers = val::array();
  for (int layer = 0; layer < layers; ++layer) {
    const auto index = static_cast<std::size_t>(layer);
    numbers.set(layer, layer_index.empty() ? layer : layer_index[index]);
  }
  return Integers(numbers);
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
      .samples = input.samples(),
      .batch = sample.attentions.batch(),
      .tokens = TokensAt(sample.tokens, input.key_positions()),
      .queryTokens = TokensAt(queries, input.query_positions()),
      .named = !sample.tokens.empty(),
      .keyPositions = Integers(ToArray(input.key_positions(), [](int i) { return i; })),
      .queryPositions = Integers(ToArray(input.query_positions(), [](int i) { return i; })),
      .layerIndex = LayerNumbers(sample.layer_index, shape.layers),
      .causal = inspection.causal,
      .rowSumDeviation = inspection.row_sum_deviation,
      .worstRowSum = inspection.worst_row_sum,
      .worstLayer = static_cast<int>(inspection.worst_row.layer),
      .worstHead = static_cast<int>(inspection.worst_row.head),
      .worstRow = static_cast<int>(inspection.worst_row.row),
      .padding = static_cast<int>(inspection.padded_keys.size()),
      .promptLength = KeptBefore(sample.prompt_length, input.key_positions()),
      .readout = Shifted(sample.readout, input.query_positions()),
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
