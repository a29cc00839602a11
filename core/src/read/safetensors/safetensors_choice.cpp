#include "read/safetensors/safetensors_choice.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "read/array/array_choice.h"
#include "read/array/array_sample.h"
#include "read/array/natural_order.h"

namespace headwater {
namespace {

bool MayBeWeights(const SafetensorsEntry& entry) {
  return SafetensorsType(entry.dtype) && entry.shape.size() >= 2 && entry.shape.size() <= 5;
}

Error NothingToChoose(const std::vector<PassedArray>& tensors) {
  std::string what = "no tensor holds floating point numbers on 2 to 5 axes";
  if (const std::string names = NamesText(tensors); !names.empty()) {
    what += ", the tensors are " + names;
  }
  return {ErrorCode::kNoAttentions, std::move(what), {}};
}

// In the order of the numbers in their names.
std::vector<std::string> SortByName(std::vector<SafetensorsEntry>& entries) {
  std::sort(entries.begin(), entries.end(),
            [](const auto& a, const auto& b) { return ComesBefore(a.name, b.name); });
  std::vector<std::string> names;
  names.reserve(entries.size());
  for (const SafetensorsEntry& entry : entries) names.push_back(entry.name);
  return names;
}

}  // namespace

std::optional<ElementType> SafetensorsType(std::string_view dtype) {
  if (dtype == "F16") return ElementType::kFloat16;
  if (dtype == "BF16") return ElementType::kBFloat16;
  if (dtype == "F32") return ElementType::kFloat32;
  if (dtype == "F64") return ElementType::kFloat64;
  return std::nullopt;
}

Result<SafetensorsChoice> ChooseWeights(const std::vector<SafetensorsEntry>& entries) {
  const bool named = std::any_of(entries.begin(), entries.end(), [](const SafetensorsEntry& entry) {
    return MayBeWeights(entry) && NamesAttention(entry.name) && !NamesGradients(entry.name);
  });
  SafetensorsChoice choice;
  std::vector<PassedArray> passed;
  for (const SafetensorsEntry& entry : entries) {
    const std::size_t axes = entry.shape.size();
    if (!MayBeWeights(entry)) {
      passed.push_back({.name = entry.name, .holds = HoldsText(entry.dtype, axes), .axes = axes});
    } else if (NamesGradients(entry.name)) {
      choice.gradients.push_back(entry);
    } else if (!named || NamesAttention(entry.name)) {
      choice.attentions.push_back(entry);
    } else {
      passed.push_back({.name = entry.name, .axes = axes});
    }
  }
  const std::vector<std::string> layers = SortByName(choice.attentions);
  if (auto lost = FindLostLayer(layers, passed)) return *std::move(lost);
  if (layers.empty()) return NothingToChoose(passed);
  const std::vector<std::string> gradients = SortByName(choice.gradients);
  if (!gradients.empty()) {
    if (auto lost = FindLostLayer(gradients, passed)) return *std::move(lost);
  }
  choice.findings = {NamesText(passed), FindLayerGap(layers)};
  return choice;
}

}  // namespace headwater
