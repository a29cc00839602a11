#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "headwater/read/json_reader.h"

namespace headwater {

inline Result<std::vector<Sample>> ReadJson(std::string_view text, const ReadLimits& limits = {}) {
  const auto reader = MakeJsonReader(limits);
  (void)reader->Push(text);
  return reader->Finish();
}

// In pieces of `size` bytes, each in memory of its own, so that a sanitizer sees reads beyond it.
inline Result<std::vector<Sample>> ReadJsonInPieces(std::string_view text, std::size_t size,
                                                    const ReadLimits& limits = {}) {
  const auto reader = MakeJsonReader(limits);
  for (std::size_t at = 0; at < text.size(); at += size) {
    const std::string_view piece = text.substr(at, size);
    (void)reader->Push(std::vector<char>(piece.begin(), piece.end()));
  }
  return reader->Finish();
}

inline Result<std::vector<Sample>> ReadJsonInRandomPieces(std::string_view text, unsigned seed,
                                                          const ReadLimits& limits = {}) {
  std::mt19937 random(seed);
  std::geometric_distribution<std::size_t> size(0.05);
  const auto reader = MakeJsonReader(limits);
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view piece = text.substr(at, size(random));
    (void)reader->Push(std::vector<char>(piece.begin(), piece.end()));
    at += piece.size();
  }
  return reader->Finish();
}

// [layer][batch][head][query][key]
inline std::vector<float> Weights(const AttentionTensor& tensor) {
  std::vector<float> weights;
  for (int layer = 0; layer < tensor.shape().layers; ++layer) {
    for (int item = 0; item < tensor.batch(); ++item) {
      const std::span<const float> block = tensor.Layer(layer, item);
      weights.insert(weights.end(), block.begin(), block.end());
    }
  }
  return weights;
}

// Everything that a result holds, as text: equal results and only those have equal texts.
inline std::string Everything(const AttentionTensor& tensor) {
  const AttentionShape& shape = tensor.shape();
  std::string text = std::to_string(tensor.batch()) + " of " + std::to_string(shape.layers) + "x" +
                     std::to_string(shape.heads) + "x" + std::to_string(shape.queries) + "x" +
                     std::to_string(shape.keys) + ":";
  for (const float weight : Weights(tensor)) {
    std::uint32_t bits = 0;
    std::memcpy(&bits, &weight, sizeof(bits));
    text += ' ';
    text += std::to_string(bits);
  }
  return text + "\n";
}

inline std::string Everything(const Result<std::vector<Sample>>& result) {
  if (!result.ok()) {
    return std::string(Entry(result.error().code).name) + ": " + result.error().Message();
  }
  std::string text;
  const auto add = [&text](std::string_view name, const auto& value) {
    text += std::string(name) + " ";
    if constexpr (std::is_arithmetic_v<std::decay_t<decltype(value)>>) {
      text += std::to_string(value);
    } else {
      text += value;
    }
    text += "\n";
  };
  for (const Sample& sample : result.value()) {
    add("name", sample.name);
    add("model", sample.model);
    for (const std::string& token : sample.tokens) add("token", token);
    for (const std::string& token : sample.query_tokens) add("query token", token);
    for (const int layer : sample.layer_index) add("layer", layer);
    if (sample.prompt_length) add("prompt", *sample.prompt_length);
    if (sample.readout) add("readout", *sample.readout);
    if (sample.image) {
      add("image", sample.image->source);
      add("rows", sample.image->grid_rows);
      add("columns", sample.image->grid_columns);
      add("prefix", sample.image->prefix_tokens);
    }
    for (const Importance& importance : sample.importance) {
      add("importance", importance.name);
      for (const double value : importance.values) add("value", value);
    }
    if (!sample.passed_over.empty()) add("passed over", sample.passed_over);
    if (sample.note) add("note", sample.note->Message());
    if (sample.refusal) add("refusal", sample.refusal->Message());
    text += Everything(sample.attentions);
    if (sample.gradients) text += "gradients " + Everything(*sample.gradients);
    for (const AttentionTensor& step : sample.steps) text += "step " + Everything(step);
  }
  return text;
}

}  // namespace headwater
