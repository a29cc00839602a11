#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "mutation/told_arrays.h"

namespace headwater {

// Without name and data.
std::optional<ToldArray> NpyHeaderTold(std::string_view header);

std::optional<std::vector<ToldArray>> SafetensorsHeaderTold(std::string_view header,
                                                            std::string_view data);

}  // namespace headwater
