#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater {

// Whether an array of this name, in a file of several arrays, is meant to hold attention weights
// ("layer.0.att"; not "attention_mask") or gradients ("attention.grad").
bool NamesAttention(std::string_view name);
bool NamesGradients(std::string_view name);

// A field of the native format that stands beside arrays: texts as they are, everything else as
// JSON ("tokens": "[\"a\", \"b\"]").
struct FieldText {
  std::string name;
  std::string value;
};

// Tensors of one layer and the same shape, one behind the other; without layers when there are
// none.
AttentionTensor JoinLayers(std::vector<AttentionTensor> layers);

// What is to be known of a file of arrays: Sample::passed_over and Sample::note.
struct ArrayFindings {
  std::string passed_over;
  std::optional<Error> note;
};

// The one sample of a file of arrays. Fields that are unknown or arrays themselves are passed over.
// `gradients` may be without layers.
Result<std::vector<Sample>> BuildArraySample(const std::vector<FieldText>& fields,
                                             AttentionTensor attentions, AttentionTensor gradients,
                                             std::uint64_t max_bytes, ArrayFindings findings);

}  // namespace headwater
