#pragma once

#include <optional>

#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater {

// Whether all parts of a sample fit its weights and each other: numbers of tokens, positions, the
// image's grid, importance, gradients, generation steps. Every reader ends with it. O(fields).
std::optional<Error> CheckSample(const Sample& sample);

}  // namespace headwater
