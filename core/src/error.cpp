#include "headwater/error.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "read/formats.h"

namespace headwater {
namespace {

constexpr Sentence kGiveWhatIsRead =
    ListFormats("Give attention weights as ",
                " that BertViz, CircuitsVis, tensor2tensor or Transformer Explainer wrote.");

constexpr std::array kCatalogue = {
    ErrorEntry{ErrorCode::kEmptyInput, "empty-input", "The input is empty or holds no weights.",
               "Choose a file that holds attention weights."},
    ErrorEntry{ErrorCode::kUnknownFormat, "unknown-format",
               "The input is of a kind that this program does not read.", kGiveWhatIsRead.text()},
    ErrorEntry{ErrorCode::kNotJson, "not-json", "The text is not JSON.",
               "Write the file with a JSON library, for example json.dump in Python."},
    ErrorEntry{ErrorCode::kTruncated, "truncated", "The input ends too early.",
               "The file was probably cut off while it was saved or copied; export it again."},
    ErrorEntry{
        ErrorCode::kDamaged, "damaged", "The file is damaged.",
        "Bytes of it were changed while it was saved or copied; export or download it again."},
    ErrorEntry{ErrorCode::kNoAttentions, "no-attentions", "The input holds no attention weights.",
               "Put the weights into a field \"attentions\", nested [layer][head][query][key], "
               "or make the whole file that array."},
    ErrorEntry{ErrorCode::kWrongNesting, "wrong-nesting",
               "The weights are nested too deeply, not deeply enough, or unevenly.",
               "Nest them [layer][query][key], [layer][head][query][key] or "
               "[layer][batch][head][query][key]."},
    ErrorEntry{ErrorCode::kRagged, "ragged", "Rows, matrices or layers differ in size.",
               "Every matrix needs the same number of rows and columns, every layer the same "
               "number of heads; export without cutting single rows."},
    ErrorEntry{ErrorCode::kMissingWeights, "missing-weights",
               "A place that should hold a number holds something else.",
               "A null means that the model's fused attention returned no weights: load the model "
               "with attn_implementation=\"eager\" and export again."},
    ErrorEntry{ErrorCode::kNotFinite, "not-finite", "A weight is NaN or infinite.",
               "A row whose keys are all masked gives NaN: export without fully masked rows, or "
               "set such rows to 0."},
    ErrorEntry{ErrorCode::kNegative, "negative", "A weight is negative.",
               "These look like scores from before the softmax; export the probabilities that "
               "come after it."},
    ErrorEntry{ErrorCode::kTokenCount, "token-count",
               "The number of tokens differs from the size of the matrices.",
               "Give one token for each row and column, special tokens included."},
    ErrorEntry{ErrorCode::kWrongField, "wrong-field", "A field of the file has the wrong form.",
               "The native format is described in docs/file-format.md."},
    ErrorEntry{
        ErrorCode::kRowSums, "row-sums", "Rows of the attention do not sum to 1.",
        "Export probabilities over all keys with dropout off (model.eval()), or ask for each "
        "row to be divided by its sum (renormalise)."},
    ErrorEntry{ErrorCode::kRowSumsOfHeads, "row-sums-of-heads",
               "The heads of each query and key sum to 1, not the rows.",
               "The weights were normalised over the heads: export the softmax over the keys, the "
               "last axis."},
    ErrorEntry{
        ErrorCode::kRowSumsTooSmall, "row-sums-too-small", "Rows sum to less than 1.",
        "Weights of some keys are missing, as in a part of a longer text's attention: export "
        "all keys, or ask for each row to be divided by its sum (renormalise)."},
    ErrorEntry{ErrorCode::kRowSumsOnAverage, "row-sums-on-average",
               "Rows sum to 1 only on average, and many weights are exactly 0.",
               "Dropout was on: export again after model.eval()."},
    ErrorEntry{ErrorCode::kPadding, "padding", "Some keys are read by no query: padding.",
               "Crop the padding to keep it out of rollout and flow."},
    ErrorEntry{ErrorCode::kMergedPieces, "merged-pieces",
               "Pieces of words are shown as words: a note on what is shown.",
               "Split them again to see single pieces."},
    ErrorEntry{ErrorCode::kHeadsAveraged, "heads-averaged",
               "Only the mean over the heads was kept: a note on what is shown.",
               "To see single heads, export fewer layers or heads, or a shorter text."},
    ErrorEntry{ErrorCode::kLayerGap, "layer-gap",
               "The numbers in the names of the layers have a gap: a note on what is shown.",
               "If the model has these layers, export them too: rollout and flow pass through "
               "every layer."},
    ErrorEntry{ErrorCode::kRectangular, "rectangular",
               "The attention has different tokens on rows and columns.",
               "Rollout and flow follow one set of tokens through the layers, so they need square "
               "matrices; look at this attention with the raw method."},
    ErrorEntry{
        ErrorCode::kNotCausal, "not-causal", "Tokens read tokens that were generated after them.",
        "One forward pass stands for a generation only if each token reads none after it, as "
        "in a decoder-only model; give the attentions of every step instead."},
    ErrorEntry{ErrorCode::kSteps, "steps", "The steps of a generation do not grow by one token.",
               "Step i reads prompt + i tokens and has as many rows, or one row with cached keys "
               "and values; export the attentions of every step, in order, of one generation."},
    ErrorEntry{ErrorCode::kNoGradients, "no-gradients", "The input carries no gradients.",
               "Add a field \"gradients\", nested like \"attentions\", or choose another way to "
               "fuse the heads."},
    ErrorEntry{ErrorCode::kNoReference, "no-reference",
               "A sample has no reference importance of this name, or no position to read out.",
               "Give every sample the same names under \"importance\" and a \"readout\", or "
               "choose a name and a read-out that all samples have."},
    ErrorEntry{ErrorCode::kTooLarge, "too-large", "The input needs more memory than there is.",
               "Export fewer layers or heads, the mean over the heads, or a shorter text."},
    ErrorEntry{
        ErrorCode::kOutOfRange, "out-of-range",
        "A result leaves the range of numbers that it is kept in.",
        "Choose the average residual, which gives shares of rows where \"add\" doubles the "
        "sums with every layer, or ask for each row to be divided by its sum (renormalise)."},
    ErrorEntry{ErrorCode::kOption, "option", "An option does not fit.",
               "Choose a value from the range that is named."},
};

void Append(std::string& text, std::string_view name, std::int64_t number) {
  if (number < 0) return;
  if (!text.empty()) text += ", ";
  text += name;
  text += ' ';
  text += std::to_string(number);
}

}  // namespace

std::string Describe(const Place& place) {
  std::string text;
  Append(text, "layer", place.layer);
  Append(text, "batch item", place.batch);
  Append(text, "head", place.head);
  Append(text, "row", place.row);
  Append(text, "column", place.column);
  if (!text.empty()) text += " (counted from 0)";
  if (place.line >= 0) {
    Append(text, "line", place.line);
    if (place.line_column >= 0) text += " column " + std::to_string(place.line_column);
  }
  Append(text, "byte", place.byte);
  return text;
}

std::span<const ErrorEntry> ErrorCatalogue() { return kCatalogue; }

const ErrorEntry& Entry(ErrorCode code) {
  return *std::find_if(kCatalogue.begin(), kCatalogue.end(),
                       [code](const ErrorEntry& entry) { return entry.code == code; });
}

std::string Error::Message() const {
  std::string message = what;
  if (const std::string where = Describe(place); !where.empty()) message += " at " + where;
  message += ". ";
  message += Entry(code).remedy;
  if (message.front() >= 'a' && message.front() <= 'z') {
    message.front() = static_cast<char>(message.front() - 'a' + 'A');
  }
  return message;
}

}  // namespace headwater
