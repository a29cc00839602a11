#include "read/safetensors_choice.h"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <utility>

#include "read/array_sample.h"
#include "read/natural_order.h"

namespace headwater {
namespace {

// Names in a message.
constexpr std::size_t kMaxListed = 6;

bool MayBeWeights(const SafetensorsEntry& entry) {
  return SafetensorsType(entry.dtype) && entry.shape.size() >= 2 && entry.shape.size() <= 5;
}

Error NothingToChoose(const std::vector<SafetensorsEntry>& entries) {
  std::string what = "no tensor holds floating point numbers on 2 to 5 axes";
  for (std::size_t k = 0; k < std::min(entries.size(), kMaxListed); ++k) {
    what += k == 0 ? ", the tensors are \"" : ", \"";
    what += entries[k].name + '"';
  }
  return {ErrorCode::kNoAttentions, std::move(what), {}};
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
  std::vector<SafetensorsEntry> candidates;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(candidates), MayBeWeights);
  const bool named =
      std::any_of(candidates.begin(), candidates.end(),
                  [](const SafetensorsEntry& entry) { return NamesAttention(entry.name); });
  SafetensorsChoice choice;
  for (SafetensorsEntry& entry : candidates) {
    if (NamesGradients(entry.name)) {
      choice.gradients.push_back(std::move(entry));
    } else if (!named || NamesAttention(entry.name)) {
      choice.attentions.push_back(std::move(entry));
    }
  }
  if (choice.attentions.empty()) return NothingToChoose(entries);
  const auto before = [](const auto& a, const auto& b) { return ComesBefore(a.name, b.name); };
  std::sort(choice.attentions.begin(), choice.attentions.end(), before);
  std::sort(choice.gradients.begin(), choice.gradients.end(), before);
  return choice;
}

}  // namespace headwater
