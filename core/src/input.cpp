#include "headwater/input.h"

#include <algorithm>
#include <string>
#include <utility>

#include "chosen_layers.h"
#include "headwater/generation/join_steps.h"
#include "headwater/precision.h"
#include "headwater/subwords.h"
#include "in_range.h"
#include "read/sample/number_text.h"

namespace headwater {
namespace {

bool Contains(const std::vector<int>& sorted, int position) {
  return std::binary_search(sorted.begin(), sorted.end(), position);
}

// Positions that are left out: those of `hidden`, and padding when it is cropped. Ascending.
Result<std::vector<int>> DroppedKeys(const InputChoice& choice, const std::vector<int>& padded,
                                     int keys) {
  std::vector<char> drops(static_cast<std::size_t>(keys));
  if (choice.crop_padding) {
    for (const int position : padded) drops[static_cast<std::size_t>(position)] = 1;
  }
  for (const int position : choice.hidden_keys) {
    if (position < 0 || position >= keys) {
      return Error{ErrorCode::kOption, "there is no token " + std::to_string(position) +
                                           " to hide; they run from 0 to " +
                                           std::to_string(keys - 1)};
    }
    drops[static_cast<std::size_t>(position)] = 1;
  }
  std::vector<int> dropped;
  for (int position = 0; position < keys; ++position) {
    if (drops[static_cast<std::size_t>(position)] != 0) dropped.push_back(position);
  }
  if (dropped.size() == static_cast<std::size_t>(keys)) {
    return Error{ErrorCode::kOption, "all tokens are hidden, and nothing is left to look at"};
  }
  return dropped;
}

Result<PositionGroups> WordsOf(const std::vector<std::string>& tokens) {
  if (tokens.empty()) {
    return Error{ErrorCode::kOption, "the input names no tokens, so there are no pieces to merge"};
  }
  const PieceStyle style = FindPieceStyle(tokens);
  if (style == PieceStyle::kNone) {
    return Error{ErrorCode::kOption,
                 "no token has a sign that tells pieces of words (##, \u0120 or \u2581), so there "
                 "are none to merge"};
  }
  return GroupPieces(tokens, style);
}

void Drop(const std::vector<int>& dropped, PositionGroups& groups) {
  for (std::vector<int>& group : groups) {
    std::erase_if(group, [&dropped](int position) { return Contains(dropped, position); });
  }
  std::erase_if(groups, [](const std::vector<int>& group) { return group.empty(); });
}

// The rows and columns that a choice leaves, as groups of positions.
Result<Preparation> GroupsOf(const Sample& sample, const InputChoice& choice,
                             const std::vector<int>& dropped, const AttentionShape& shape) {
  Preparation groups{.query_groups = SinglePositions(shape.queries),
                     .key_groups = SinglePositions(shape.keys),
                     .renormalise_rows = choice.renormalise_rows};
  if (choice.merge_pieces) {
    Result<PositionGroups> words = WordsOf(sample.tokens);
    if (!words.ok()) return std::move(words).error();
    groups.key_groups = std::move(words).value();
    if (!sample.query_tokens.empty()) {
      groups.query_groups = GroupPieces(sample.query_tokens, FindPieceStyle(sample.query_tokens));
    } else if (shape.square()) {
      groups.query_groups = groups.key_groups;
    }
  }
  Drop(dropped, groups.key_groups);
  if (shape.square()) Drop(dropped, groups.query_groups);
  return groups;
}

std::string RowSumWords(ErrorCode cause) {
  switch (cause) {
    case ErrorCode::kRowSumsOfHeads:
      return "rows do not sum to 1, but the heads of each query and key do";
    case ErrorCode::kRowSumsTooSmall:
      return "rows sum to less than 1";
    case ErrorCode::kRowSumsOnAverage:
      return "rows sum to 1 only on average, and many weights are exactly 0";
    default:
      return "rows do not all sum to 1";
  }
}

Error RowSumWarning(const AttentionView& attention, const Inspection& inspection,
                    std::size_t dropped) {
  // Without them, rows sum to less than 1 whatever the input is like.
  const ErrorCode cause =
      dropped > 0 ? ErrorCode::kRowSums : FindRowSumCause(attention, inspection.causal);
  std::string what = RowSumWords(cause);
  if (dropped > 0) {
    what += " without the " + std::to_string(dropped) +
            (dropped == 1 ? " token that is left out" : " tokens that are left out");
  }
  what += "; the worst sums to " + NumberText(inspection.worst_row_sum, 4);
  return {cause, std::move(what), inspection.worst_row};
}

Error PaddingWarning(const std::vector<int>& keys) {
  return {ErrorCode::kPadding, std::to_string(keys.size()) +
                                   (keys.size() == 1 ? " column is 0" : " columns are 0") +
                                   " in every row (the first is column " +
                                   std::to_string(keys.front()) + "): this looks like padding"};
}

Error MergedNote(const PositionGroups& words) {
  std::size_t pieces = 0;
  for (const std::vector<int>& word : words) pieces += word.size();
  return {ErrorCode::kMergedPieces, std::to_string(pieces) + " tokens are merged into " +
                                        std::to_string(words.size()) +
                                        " words: weights are summed over the pieces that are read "
                                        "and averaged over the pieces that read"};
}

Error AveragedNote(int heads) {
  return {ErrorCode::kHeadsAveraged,
          "only the mean over the " + std::to_string(heads) +
              " heads of each layer was kept while reading, because all of them need too much "
              "memory"};
}

// Prepared weights, with their gradients where they are there as well.
Result<AttentionView> ViewOf(const std::vector<AttentionTensor>& prepared) {
  const AttentionTensor& weights = prepared.front();
  for (int layer = 0; layer < weights.shape().layers; ++layer) {
    auto error = CheckInRange(weights.Layer(layer, 0), "a sum over the pieces of a word", layer);
    if (error) return *std::move(error);
  }
  Result<AttentionView> view = weights.View(0);
  if (!view.ok() || prepared.size() == 1) return view;
  std::vector<std::span<const float>> gradients;
  gradients.reserve(static_cast<std::size_t>(view->shape().layers));
  for (int layer = 0; layer < view->shape().layers; ++layer) {
    gradients.push_back(prepared.back().Layer(layer, 0));
  }
  return view->WithGradients(std::move(gradients));
}

}  // namespace

Result<Input> Input::Open(std::vector<Sample> samples) {
  if (samples.empty()) return Error{ErrorCode::kEmptyInput, "the input holds no sample"};
  for (Sample& sample : samples) JoinSteps(sample);
  const auto readable = std::find_if(samples.begin(), samples.end(),
                                     [](const Sample& sample) { return !sample.refusal; });
  const auto first =
      readable == samples.end() ? 0 : static_cast<int>(std::distance(samples.begin(), readable));
  Result<Chosen> chosen = Select(samples, {.sample = first});
  if (!chosen.ok()) return std::move(chosen).error();
  const bool joinable = !CheckJoinable(samples);
  return Input(std::move(samples), joinable, std::move(chosen).value());
}

std::optional<Error> Input::Choose(const InputChoice& choice) {
  Result<Chosen> chosen = Select(samples_, choice);
  if (!chosen.ok()) return std::move(chosen).error();
  chosen_ = std::move(chosen).value();
  return std::nullopt;
}

Result<Input::Chosen> Input::Select(const std::vector<Sample>& samples, const InputChoice& choice) {
  Result<ChosenLayers> layers = ChooseLayers(samples, choice);
  if (!layers.ok()) return std::move(layers).error();
  AttentionView attention = std::move(layers->attention);
  const AttentionShape shape = attention.shape();
  const Sample& sample = samples[choice.join_samples ? 0 : static_cast<std::size_t>(choice.sample)];

  Inspection inspection = Inspect(attention);
  std::string precision = FindPrecision(attention);
  const std::vector<int> padded = inspection.padded_keys;
  const Result<std::vector<int>> dropped = DroppedKeys(choice, padded, shape.keys);
  if (!dropped.ok()) return dropped.error();
  Result<Preparation> groups = GroupsOf(sample, choice, dropped.value(), shape);
  if (!groups.ok()) return std::move(groups).error();

  std::vector<AttentionTensor> prepared;
  std::vector<AttentionView> whole_steps;
  if (!dropped->empty() || choice.merge_pieces || choice.renormalise_rows) {
    prepared.push_back(Prepare(attention, groups.value()));
    if (attention.has_gradients() && !choice.merge_pieces) {
      prepared.push_back(PrepareGradients(attention, groups.value()));
    }
    Result<AttentionView> view = ViewOf(prepared);
    if (!view.ok()) return std::move(view).error();
    attention = std::move(view).value();
    inspection = Inspect(attention);
    inspection.padded_keys = padded;
  } else if (choice.layers.empty() && !choice.join_samples) {
    for (const AttentionTensor& step : sample.steps) {
      Result<AttentionView> view = step.View(choice.batch_item);
      if (!view.ok()) return std::move(view).error();
      whole_steps.push_back(std::move(view).value());
    }
    if (!whole_steps.empty()) whole_steps.push_back(attention);
  }
  std::vector<Error> warnings;
  if (sample.note) warnings.push_back(*sample.note);
  if (inspection.row_sum_deviation > kRowSumTolerance) {
    warnings.push_back(RowSumWarning(attention, inspection, dropped->size()));
  }
  if (!padded.empty() && !choice.crop_padding) warnings.push_back(PaddingWarning(padded));
  if (choice.merge_pieces) warnings.push_back(MergedNote(groups->key_groups));
  if (const int heads = sample.attentions.averaged_heads(); heads > 0) {
    warnings.push_back(AveragedNote(heads));
  }
  return Chosen{.choice = choice,
                .prepared = std::move(prepared),
                .attention = std::move(attention),
                .whole_steps = std::move(whole_steps),
                .layers_read = layers->read,
                .layer_numbers = std::move(layers->numbers),
                .inspection = std::move(inspection),
                .precision = std::move(precision),
                .groups = std::move(groups).value(),
                .warnings = std::move(warnings)};
}

std::optional<int> Input::prompt_length() const {
  if (!sample().prompt_length) return std::nullopt;
  const int end = *sample().prompt_length;
  return static_cast<int>(std::ranges::count_if(
      key_groups(), [end](const std::vector<int>& group) { return group.front() < end; }));
}

std::optional<int> Input::readout() const {
  if (!sample().readout) return std::nullopt;
  const PositionGroups& groups = query_groups();
  const auto found = std::ranges::find_if(
      groups, [this](const std::vector<int>& group) { return Contains(group, *sample().readout); });
  if (found == groups.end()) return std::nullopt;
  return static_cast<int>(found - groups.begin());
}

Result<std::vector<double>> Input::Reference(std::string_view name) const {
  const std::vector<Importance>& all = sample().importance;
  const auto found = std::ranges::find(all, name, &Importance::name);
  if (found == all.end()) {
    return Error{ErrorCode::kNoReference, "sample " + std::to_string(choice().sample) +
                                              " has no reference importance \"" +
                                              std::string(name) + '"'};
  }
  std::vector<double> values;
  for (const std::vector<int>& group : key_groups()) {
    double& sum = values.emplace_back();
    for (const int key : group) sum += found->values[static_cast<std::size_t>(key)];
  }
  if (auto error = CheckInRange(values, "a sum of importance over the pieces of a word", -1)) {
    return *std::move(error);
  }
  return values;
}

}  // namespace headwater
