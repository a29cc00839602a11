#include "headwater/generation/generation_steps.h"

#include <algorithm>
#include <string>
#include <utility>

#include "generation/growing_rollout.h"
#include "in_range.h"
#include "rollout_row.h"

namespace headwater {
namespace {

// A weight with which a token reads one that was generated after it.
std::optional<Error> CheckCausal(const AttentionView& text, int prompt) {
  const AttentionShape& shape = text.shape();
  const auto keys = static_cast<std::size_t>(shape.keys);
  for (int layer = 0; layer < shape.layers; ++layer) {
    for (int head = 0; head < shape.heads; ++head) {
      const std::span<const float> matrix = text.Head(layer, head);
      for (int query = 0; query < shape.queries; ++query) {
        const std::span<const float> row =
            matrix.subspan(static_cast<std::size_t>(query) * keys, keys);
        const auto later = row.begin() + std::max(prompt, query + 1);
        const auto found =
            std::find_if(later, row.end(), [](float weight) { return weight != 0.0F; });
        if (found == row.end()) continue;
        return Error{ErrorCode::kNotCausal,
                     "the attention is not causal: a token reads one that was generated after it",
                     {.layer = layer, .head = head, .row = query, .column = found - row.begin()}};
      }
    }
  }
  return std::nullopt;
}

std::optional<Error> CheckPrompt(int prompt, int tokens, bool next) {
  const int most = next ? tokens : tokens - 1;
  if (prompt >= 1 && prompt <= most) return std::nullopt;
  if (prompt == tokens) {
    return Error{ErrorCode::kOption,
                 "the prompt is the whole text of " + std::to_string(tokens) +
                     " tokens, so that nothing was generated; only the step after its end can be "
                     "asked for"};
  }
  return Error{ErrorCode::kOption, "the prompt length is " + std::to_string(prompt) +
                                       "; for this text of " + std::to_string(tokens) +
                                       " tokens it must be from 1 to " + std::to_string(most)};
}

}  // namespace

Result<GenerationSteps> GenerationSteps::Start(const AttentionView& text,
                                               const GenerationOptions& options) {
  if (auto error = CheckLayerOptions(options.layer, text)) return *std::move(error);
  const int tokens = text.shape().keys;
  const int prompt = options.prompt_length;
  if (auto error = CheckPrompt(prompt, tokens, options.next)) return *std::move(error);
  if (auto error = CheckCausal(text, prompt)) return *std::move(error);
  const int steps = tokens - prompt + (options.next ? 1 : 0);
  return GenerationSteps({text}, options.layer, prompt, steps);
}

Result<GenerationSteps> GenerationSteps::Start(std::vector<AttentionView> steps,
                                               const LayerOptions& options) {
  const int prompt = steps.front().shape().keys;
  const int count = static_cast<int>(steps.size());
  for (int i = 0; i < count; ++i) {
    const AttentionView& step = steps[static_cast<std::size_t>(i)];
    if (auto error = CheckLayerOptions(options, step)) return *std::move(error);
    if (step.shape().keys == prompt + i) continue;
    return Error{ErrorCode::kSteps, "generation step " + std::to_string(i) + " reads " +
                                        std::to_string(step.shape().keys) + " tokens where " +
                                        std::to_string(prompt + i) + " are expected"};
  }
  return GenerationSteps(std::move(steps), options, prompt, count);
}

Result<GenerationSteps> GenerationSteps::Start(const Input& input,
                                               const GenerationOptions& options) {
  if (input.recorded_steps() == 0) return Start(input.attention(), options);
  const int prompt = input.prompt_length().value_or(0);
  if (options.prompt_length != prompt) {
    return Error{ErrorCode::kOption,
                 "the prompt length is " + std::to_string(options.prompt_length) +
                     ", but the recorded steps begin with " + std::to_string(prompt) + " tokens"};
  }
  if (!input.whole_steps().empty()) return Start(input.whole_steps(), options.layer);
  GenerationOptions all = options;
  all.next = true;
  return Start(input.attention(), all);
}

GenerationSteps::GenerationSteps(std::vector<AttentionView> passes, const LayerOptions& options,
                                 int prompt_length, int steps)
    : passes_(std::move(passes)), options_(options), prompt_length_(prompt_length), steps_(steps) {
  if (passes_.size() == 1 && options_.discard.ratio == 0.0) {
    growing_ = std::make_unique<GrowingRollout>(passes_.front(), options_, prompt_length_);
  }
}
GenerationSteps::GenerationSteps(GenerationSteps&&) noexcept = default;
GenerationSteps& GenerationSteps::operator=(GenerationSteps&&) noexcept = default;
GenerationSteps::~GenerationSteps() = default;

int GenerationSteps::steps() const { return steps_; }
int GenerationSteps::prompt_length() const { return prompt_length_; }

bool GenerationSteps::Next() {
  if (error_ || done_ == steps_) return false;
  rows_.clear();
  ++done_;
  if (growing_) {
    Grow();
  } else {
    RollOutLastRow();
  }
  const auto size = static_cast<std::size_t>(tokens());
  for (std::size_t begin = 0; begin < rows_.size() && !error_; begin += size) {
    error_ = CheckInRange(std::span(std::as_const(rows_)).subspan(begin, size),
                          "the rollout of a generation step", static_cast<int>(begin / size));
  }
  return !error_;
}

void GenerationSteps::Grow() {
  if (done_ > 1) growing_->Grow();
  for (int layer = 0; layer < passes_.front().shape().layers; ++layer) {
    const std::span<const float> row = growing_->NewestRow(layer);
    rows_.insert(rows_.end(), row.begin(), row.end());
  }
}

// From the layer matrices of the step alone: those of its pass, or of the leading block of the one
// pass there is.
void GenerationSteps::RollOutLastRow() {
  const auto step = static_cast<std::size_t>(done_ - 1);
  const AttentionView& attention = passes_[std::min(step, passes_.size() - 1)];
  const int layers = attention.shape().layers;
  const auto size = static_cast<std::size_t>(tokens());
  std::vector<double> matrices(static_cast<std::size_t>(layers) * size * size);
  for (int layer = 0; layer < layers; ++layer) {
    const std::span<double> matrix =
        std::span(matrices).subspan(static_cast<std::size_t>(layer) * size * size, size * size);
    for (int row = 0; row < tokens(); ++row) {
      FuseHeadsOfQuery(attention, layer, row, options_.fusion,
                       matrix.subspan(static_cast<std::size_t>(row) * size, size));
    }
    FinishLayerMatrix(options_, tokens(), matrix);
  }
  const int last = tokens() - 1;
  for (const double value :
       RolloutRows(matrices, tokens(), options_.residual.kind, std::span(&last, 1))) {
    rows_.push_back(static_cast<float>(value));
  }
}

int GenerationSteps::tokens() const { return prompt_length_ + done_ - 1; }
std::span<const float> GenerationSteps::rows() const { return rows_; }

}  // namespace headwater
