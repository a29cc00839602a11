#include "read/sample/sample_check.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace headwater {
namespace {

std::string SizeText(const AttentionShape& shape) {
  return std::to_string(shape.queries) + "x" + std::to_string(shape.keys);
}

std::string Plural(std::size_t count, std::string_view noun) {
  return std::to_string(count) + ' ' + std::string(noun) + (count == 1 ? "" : "s");
}

Error FieldError(std::string_view field, const std::string& complaint) {
  return {ErrorCode::kWrongField, "the field \"" + std::string(field) + "\" " + complaint, {}};
}

std::optional<Error> CheckSteps(const std::vector<AttentionTensor>& steps) {
  const AttentionShape& first = steps.front().shape();
  if (!first.square()) {
    return Error{ErrorCode::kSteps,
                 "the first generation step has " + SizeText(first) +
                     " matrices where square ones of the prompt are expected",
                 {}};
  }
  for (std::size_t step = 1; step < steps.size(); ++step) {
    const AttentionShape& shape = steps[step].shape();
    const std::string where = "generation step " + std::to_string(step) + " has ";
    if (shape.layers != first.layers || shape.heads != first.heads ||
        steps[step].batch() != steps.front().batch()) {
      return Error{ErrorCode::kSteps,
                   where +
                       "other numbers of layers, batch items or heads than "
                       "the first step",
                   {}};
    }
    const int keys = first.keys + static_cast<int>(step);
    if (shape.keys != keys || (shape.queries != 1 && shape.queries != keys)) {
      const std::string n = std::to_string(keys);
      return Error{ErrorCode::kSteps,
                   where + SizeText(shape) + " matrices where " + n + "x" + n + " or 1x" + n +
                       " are expected",
                   {}};
    }
  }
  return std::nullopt;
}

std::optional<Error> CheckTokens(const Sample& sample, const AttentionShape& shape) {
  const std::size_t keys = static_cast<std::size_t>(shape.keys);
  const std::size_t tokens = sample.tokens.size();
  // Generation ends with a token that no step has attended to yet; it may be named or not.
  const bool one_more = !sample.steps.empty() && tokens == keys + 1;
  if (tokens != 0 && tokens != keys && !one_more) {
    return Error{ErrorCode::kTokenCount,
                 Plural(tokens, "token") + " for " + SizeText(shape) + " matrices",
                 {}};
  }
  const std::size_t query_tokens = sample.query_tokens.size();
  if (query_tokens != 0 && query_tokens != static_cast<std::size_t>(shape.queries)) {
    return Error{ErrorCode::kTokenCount,
                 Plural(query_tokens, "query token") + " for " + SizeText(shape) + " matrices",
                 {}};
  }
  return std::nullopt;
}

std::optional<Error> CheckLayerIndex(const std::vector<int>& index, int layers) {
  if (index.empty()) return std::nullopt;
  if (index.size() != static_cast<std::size_t>(layers)) {
    return FieldError("layer_index", "has " + Plural(index.size(), "number") + " for " +
                                         Plural(static_cast<std::size_t>(layers), "layer"));
  }
  // As a heap, because std::sort is 2 KB of WebAssembly.
  std::vector<int> sorted = index;
  std::make_heap(sorted.begin(), sorted.end());
  std::sort_heap(sorted.begin(), sorted.end());
  if (sorted.front() < 0) {
    return FieldError("layer_index", "holds the negative number " + std::to_string(sorted.front()));
  }
  const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
  if (twice == sorted.end()) return std::nullopt;
  return FieldError("layer_index", "holds the layer " + std::to_string(*twice) + " twice");
}

std::optional<Error> CheckRange(std::string_view field, std::optional<int> value, int least,
                                int most) {
  if (!value || (*value >= least && *value <= most)) return std::nullopt;
  return FieldError(field, "is " + std::to_string(*value) + ", it must be in " +
                               std::to_string(least) + " to " + std::to_string(most));
}

std::optional<Error> CheckImage(const SampleImage& image, int tokens) {
  if (image.grid_rows < 1 || image.grid_columns < 1) {
    return FieldError("image", "needs a \"grid\" of two numbers from 1 on, rows and columns");
  }
  if (image.prefix_tokens < 0) {
    return FieldError("image", "has " + std::to_string(image.prefix_tokens) + " prefix tokens");
  }
  const std::int64_t patches =
      static_cast<std::int64_t>(image.grid_rows) * image.grid_columns + image.prefix_tokens;
  if (patches == tokens) return std::nullopt;
  return FieldError(
      "image", "has " + std::to_string(image.grid_rows) + "x" + std::to_string(image.grid_columns) +
                   " patches and " +
                   Plural(static_cast<std::size_t>(image.prefix_tokens), "prefix token") + ", " +
                   std::to_string(patches) + " together, for " +
                   Plural(static_cast<std::size_t>(tokens), "token"));
}

std::optional<Error> CheckGradients(const AttentionTensor& gradients,
                                    const AttentionTensor& attentions) {
  if (gradients.shape() == attentions.shape() && gradients.batch() == attentions.batch()) {
    return std::nullopt;
  }
  const auto text = [](const AttentionTensor& tensor) {
    const AttentionShape& shape = tensor.shape();
    std::string extents;
    for (const int extent :
         {shape.layers, tensor.batch(), shape.heads, shape.queries, shape.keys}) {
      if (!extents.empty()) extents += 'x';
      extents += std::to_string(extent);
    }
    return extents;
  };
  return FieldError("gradients", "has the extents " + text(gradients) + ", the attentions have " +
                                     text(attentions) +
                                     " (layers x batch x heads x rows x columns)");
}

}  // namespace

std::optional<Error> CheckSample(const Sample& sample) {
  if (!sample.steps.empty()) {
    if (auto error = CheckSteps(sample.steps)) return error;
    const int prompt = sample.steps.front().shape().keys;
    if (auto error = CheckRange("prompt_length", sample.prompt_length, prompt, prompt)) {
      return error;
    }
  }
  const AttentionShape& shape =
      sample.steps.empty() ? sample.attentions.shape() : sample.steps.back().shape();
  if (auto error = CheckTokens(sample, shape)) return error;
  if (auto error = CheckLayerIndex(sample.layer_index, shape.layers)) return error;
  if (auto error = CheckRange("prompt_length", sample.prompt_length, 1, shape.keys)) return error;
  const int rows = sample.steps.empty() ? shape.queries : shape.keys;
  if (auto error = CheckRange("readout", sample.readout, 0, rows - 1)) return error;
  if (sample.image) {
    if (auto error = CheckImage(*sample.image, shape.keys)) return error;
  }
  for (const Importance& importance : sample.importance) {
    if (importance.values.size() != static_cast<std::size_t>(shape.keys)) {
      return FieldError("importance", "has " + Plural(importance.values.size(), "value") +
                                          " under \"" + importance.name + "\" for " +
                                          Plural(static_cast<std::size_t>(shape.keys), "token"));
    }
  }
  if (sample.gradients && sample.attentions.averaged_heads() > 0) {
    return Error{ErrorCode::kTooLarge,
                 "gradients belong to single heads, and only the mean over the heads fits",
                 {}};
  }
  if (sample.gradients) {
    if (!sample.steps.empty()) {
      return FieldError("gradients", "does not go with the attentions of generation steps");
    }
    if (auto error = CheckGradients(*sample.gradients, sample.attentions)) return error;
  }
  return std::nullopt;
}

}  // namespace headwater
