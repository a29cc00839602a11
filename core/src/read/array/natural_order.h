#pragma once

#include <string_view>

namespace headwater {

// Whether `a` comes before `b` when runs of digits count as numbers: "layer.2" before "layer.10".
bool ComesBefore(std::string_view a, std::string_view b);

}  // namespace headwater
