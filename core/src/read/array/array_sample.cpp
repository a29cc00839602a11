#include "read/array/array_sample.h"

#include <utility>

#include "read/json/json_events.h"
#include "read/json/json_tokenizer.h"
#include "read/sample/sample_builder.h"
#include "read/sample/sample_fields.h"

namespace headwater {
namespace {

bool Holds(std::string_view name, std::string_view part) {
  return name.find(part) != std::string_view::npos;
}

// Gives a field to the builder: false when it brought an error, or is not JSON.
bool GiveField(std::string_view name, std::string_view value, SampleBuilder& builder) {
  switch (SampleFieldOf(name)) {
    case SampleField::kUnknown:
    case SampleField::kAttentions:
    case SampleField::kGradients:
    case SampleField::kSamples:
      return true;
    case SampleField::kFormat:
      // Frameworks write their own: {"format": "pt"}.
      if (!value.starts_with("headwater/")) return true;
      return builder.EndKey(name) && builder.EndString(value);
    case SampleField::kName:
    case SampleField::kModel:
      return builder.EndKey(name) && builder.EndString(value);
    default:
      break;
  }
  if (!builder.EndKey(name)) return false;
  JsonTokenizer tokenizer;
  for (JsonToken token = tokenizer.Next(value); token != JsonToken::kNone;
       token = tokenizer.Next(value)) {
    if (!GiveToken(token, tokenizer, builder)) return false;
  }
  const JsonToken last = tokenizer.End();
  return last == JsonToken::kNone || GiveToken(last, tokenizer, builder);
}

}  // namespace

bool NamesAttention(std::string_view name) { return Holds(name, "att") && !Holds(name, "mask"); }

bool NamesGradients(std::string_view name) { return Holds(name, "grad"); }

AttentionTensor JoinLayers(std::vector<AttentionTensor> tensors) {
  if (tensors.empty()) return {};
  AttentionShape shape = tensors.front().shape();
  const int batch = tensors.front().batch();
  const int averaged_heads = tensors.front().averaged_heads();
  std::vector<std::vector<float>> layers;
  layers.reserve(tensors.size());
  for (AttentionTensor& tensor : tensors) {
    layers.push_back(std::move(std::move(tensor).ReleaseLayers().front()));
  }
  shape.layers = static_cast<int>(layers.size());
  return {shape, batch, std::move(layers), averaged_heads};
}

Result<std::vector<Sample>> BuildArraySample(const std::vector<FieldText>& fields,
                                             AttentionTensor attentions, AttentionTensor gradients,
                                             std::uint64_t max_bytes, ArrayFindings findings) {
  SampleBuilder builder(max_bytes);
  bool passed = builder.BeginObject();
  for (const FieldText& field : fields) {
    if (!passed) break;
    passed = GiveField(field.name, field.value, builder);
    if (!passed && !builder.error()) {
      return Error{
          ErrorCode::kWrongField, "the text of the field \"" + field.name + "\" is not JSON", {}};
    }
  }
  passed = passed && builder.SetTensor(SampleField::kAttentions, std::move(attentions));
  if (passed && gradients.shape().layers > 0) {
    passed = builder.SetTensor(SampleField::kGradients, std::move(gradients));
  }
  if (!passed || !builder.EndObject()) return *builder.error();
  std::vector<Sample> samples = builder.Take();
  samples.front().passed_over = std::move(findings.passed_over);
  samples.front().note = std::move(findings.note);
  return samples;
}

}  // namespace headwater
