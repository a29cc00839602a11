#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/error.h"

namespace headwater {

// An array of a file that is not taken for weights.
struct PassedArray {
  std::string name;
  std::string holds = {};  // "|V4 on 3 axes" where that cannot be weights; else empty
  std::size_t axes = 0;
};

// "<i8 on 2 axes"
std::string HoldsText(std::string_view type, std::size_t axes);

// The first array that is passed over although it must be one of the layers `chosen`, which are in
// their order: its name differs from theirs in numbers only, or has a number that theirs lack in
// between, or says attention where none of theirs does. O(names, sorted).
std::optional<Error> FindLostLayer(const std::vector<std::string>& chosen,
                                   const std::vector<PassedArray>& passed);

// A note of kLayerGap when the numbers in the names of layers have a gap.
std::optional<Error> FindLayerGap(const std::vector<std::string>& chosen);

// "attention_mask, position_ids and 3 more"
std::string NamesText(const std::vector<PassedArray>& passed);

}  // namespace headwater
