#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "headwater/attention.h"
#include "headwater/input.h"
#include "headwater/layer_matrix.h"
#include "headwater/result.h"

namespace headwater {

class GrowingRollout;

struct GenerationOptions {
  LayerOptions layer = {};
  int prompt_length = 0;  // m; of one forward pass, in [1, tokens)
  // One forward pass over the whole text also holds the row that predicts the token after its end:
  // one more step. The prompt may then be the whole text.
  bool next = false;
};

// What each generated token takes from the tokens before it: rollout of one forward pass after the
// other (docs/definitions.md#generation). Step i is a pass over m + i tokens whose last row
// predicts token m + i; rows() are the last rows of its rollouts.
//
//   auto steps = GenerationSteps::Start(attention, options);
//   while (steps->Next()) Use(steps->tokens(), steps->rows());
//   if (steps->error()) ...
//
// Without a discard ratio the rollout of a step is that of the step before with one more row, and
// only this row is computed: O(layers * tokens^2) a step, where a new rollout takes
// O(layers * tokens^3). A discard threshold is taken over the whole leading block and changes with
// every step; then, and where every step has weights of its own, a step's last row is rolled out
// anew: O(layers * tokens^2 * min(layers / 2, tokens)).
class GenerationSteps {
 public:
  // From one forward pass over prompt and generated text: tokens - m steps, one more with `next`.
  // Errors: those of CheckLayerOptions; kOption for a prompt that is empty or leaves no step;
  // kNotCausal when a token reads one that was generated after it, with layer, head, row and
  // column. The prompt may read itself in both directions.
  static Result<GenerationSteps> Start(const AttentionView& text, const GenerationOptions& options);
  // From the passes themselves, step i over steps[0].keys + i tokens. At least one.
  static Result<GenerationSteps> Start(std::vector<AttentionView> steps,
                                       const LayerOptions& options);
  // From an input of either kind. A recorded generation knows its prompt and its steps: of it,
  // `next` asks for nothing more, and another prompt length is kOption.
  static Result<GenerationSteps> Start(const Input& input, const GenerationOptions& options);

  GenerationSteps(GenerationSteps&&) noexcept;
  GenerationSteps& operator=(GenerationSteps&&) noexcept;
  ~GenerationSteps();

  // N.
  int steps() const;
  // m.
  int prompt_length() const;

  // Computes the next step; false when there is none, or when its values leave the range of
  // float32, which error() then says.
  bool Next();
  // kOutOfRange, with the layer.
  const std::optional<Error>& error() const { return error_; }

  // Of the last Next() that returned true: m + i, and [layer][token] that many values a layer.
  int tokens() const;
  std::span<const float> rows() const;

 private:
  GenerationSteps(std::vector<AttentionView> passes, const LayerOptions& options, int prompt_length,
                  int steps);
  void Grow();
  void RollOutLastRow();

  // One for each step, or one that all steps are leading blocks of.
  std::vector<AttentionView> passes_;
  LayerOptions options_;
  int prompt_length_;
  int steps_;
  int done_ = 0;
  std::optional<Error> error_;
  std::unique_ptr<GrowingRollout> growing_;  // where each step adds a row to the one before
  std::vector<float> rows_;
};

}  // namespace headwater
