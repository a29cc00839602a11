#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "headwater/error.h"
#include "headwater/read/attention_tensor.h"

namespace headwater {

// The picture whose patches are the tokens of a vision transformer.
struct SampleImage {
  std::string source;  // a URL, mostly a data: URL; never fetched by the core
  int grid_rows = 0;
  int grid_columns = 0;
  int prefix_tokens = 0;  // tokens before the first patch, such as [CLS] and registers
};

// A reference importance over the tokens, to compare attention with
// (docs/definitions.md#faithfulness).
struct Importance {
  std::string name;
  std::vector<double> values;  // one per token, finite, any sign
};

// One thing to look at: the attention of one forward pass (or of one generation) and what the input
// says about it (docs/file-format.md). What the input does not say is empty. Readers check that all
// parts fit together; whether rows sum to 1 is not their business (inspect.h).
struct Sample {
  std::string name;  // tells samples of one input apart, for people
  std::string model;
  std::vector<std::string> tokens;        // of the keys; of the queries too unless those follow
  std::vector<std::string> query_tokens;  // only when the input names the rows on their own
  std::vector<int> layer_index;           // the model's number of each layer, when only some are in
  std::optional<int> prompt_length;       // 1 .. keys
  std::optional<int> readout;             // a query position
  std::optional<SampleImage> image;
  std::vector<Importance> importance;

  // Empty (no layers) when `steps` holds the weights.
  AttentionTensor attentions;
  std::optional<AttentionTensor> gradients;  // the shape and batch of `attentions`, any sign
  // Generation as it was recorded, one tensor per forward pass (docs/definitions.md#generation):
  // step i has m + i keys, and m + i queries or, with cached keys and values, only 1 after the
  // first step. JoinSteps() makes `attentions` of them.
  std::vector<AttentionTensor> steps;
  int recorded_steps = 0;  // how many JoinSteps() found

  // Names of a file's arrays and entries that are no part of this: "attention_mask, ids and 3
  // more".
  std::string passed_over;
  // What its user should know before trusting a picture of it: kLayerGap.
  std::optional<Error> note;

  // Why this part of an input cannot be looked at when other parts can; it has no weights then.
  // Beside the sample, of which it would be a third, because samples may be hundreds of thousands.
  std::unique_ptr<Error> refusal;
};

}  // namespace headwater
