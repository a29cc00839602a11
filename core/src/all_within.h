#pragma once

#include <span>

namespace headwater {

// Every value is finite and at least `least`; NaN is neither. O(values).
bool AllWithin(std::span<const float> values, float least);

}  // namespace headwater
