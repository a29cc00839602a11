#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace headwater {

// The fields of a sample in the native format (docs/file-format.md).
enum class SampleField : std::uint8_t {
  kUnknown,
  kFormat,
  kName,
  kModel,
  kTokens,
  kQueryTokens,
  kAttentions,
  kLayerIndex,
  kPromptLength,
  kReadout,
  kImage,
  kImportance,
  kGradients,
  kSamples,
};

enum class ImageField : std::uint8_t { kUnknown, kSource, kGrid, kPrefixTokens };

struct SampleFieldEntry {
  SampleField field;
  std::string_view name;
  std::string_view expected;  // what the value must be, for messages
};

inline constexpr std::array kSampleFields = {
    SampleFieldEntry{SampleField::kUnknown, "", "anything"},
    SampleFieldEntry{SampleField::kFormat, "format", "a string"},
    SampleFieldEntry{SampleField::kName, "name", "a string"},
    SampleFieldEntry{SampleField::kModel, "model", "a string"},
    SampleFieldEntry{SampleField::kTokens, "tokens", "a list of strings"},
    SampleFieldEntry{SampleField::kQueryTokens, "query_tokens", "a list of strings"},
    SampleFieldEntry{SampleField::kAttentions, "attentions", "nested arrays of numbers"},
    SampleFieldEntry{SampleField::kLayerIndex, "layer_index", "a list of whole numbers"},
    SampleFieldEntry{SampleField::kPromptLength, "prompt_length", "a whole number"},
    SampleFieldEntry{SampleField::kReadout, "readout", "a whole number"},
    SampleFieldEntry{SampleField::kImage, "image",
                     "an object with \"src\", \"grid\" (two whole numbers) and \"prefix_tokens\""},
    SampleFieldEntry{SampleField::kImportance, "importance", "an object of lists of numbers"},
    SampleFieldEntry{SampleField::kGradients, "gradients", "nested arrays of numbers"},
    SampleFieldEntry{SampleField::kSamples, "samples", "a list of objects"},
};

using SeenFields = std::array<bool, kSampleFields.size()>;

constexpr const SampleFieldEntry& EntryOf(SampleField field) {
  return kSampleFields[static_cast<std::size_t>(field)];
}

// kUnknown for a name that is none.
constexpr SampleField SampleFieldOf(std::string_view name) {
  for (const SampleFieldEntry& entry : kSampleFields) {
    if (!name.empty() && entry.name == name) return entry.field;
  }
  return SampleField::kUnknown;
}

constexpr ImageField ImageFieldOf(std::string_view name) {
  if (name == "src") return ImageField::kSource;
  if (name == "grid") return ImageField::kGrid;
  if (name == "prefix_tokens") return ImageField::kPrefixTokens;
  return ImageField::kUnknown;
}

}  // namespace headwater
