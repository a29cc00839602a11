#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "headwater/result.h"
#include "read/array/array_sample.h"
#include "read/array/element_type.h"
#include "read/safetensors/safetensors_header.h"

namespace headwater {

// The type that this program reads under a name of the format; nullopt for others ("I64").
std::optional<ElementType> SafetensorsType(std::string_view dtype);

// Which tensors of a file hold weights. Each list is ordered by the numbers in its names; with more
// than one entry, each entry is a layer.
struct SafetensorsChoice {
  std::vector<SafetensorsEntry> attentions;  // at least one
  std::vector<SafetensorsEntry> gradients;
  ArrayFindings findings;
};

// Of the floating point tensors of 2 to 5 axes those with "att" in their names, or all when none
// has it; "grad" in a name makes it gradients. kNoAttentions names what there is instead;
// an error also where one of the layers cannot be read (FindLostLayer).
Result<SafetensorsChoice> ChooseWeights(const std::vector<SafetensorsEntry>& entries);

}  // namespace headwater
