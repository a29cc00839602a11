#pragma once

#include <optional>
#include <span>
#include <vector>

#include "headwater/attention.h"
#include "headwater/error.h"
#include "headwater/input.h"
#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater {

// Why samples are not the layers of one: kOption when there is only one, or one differs from the
// first in heads, size, batch or tokens.
std::optional<Error> CheckJoinable(std::span<const Sample> samples);

// The layers that a choice names, as a view of where the samples keep them.
struct ChosenLayers {
  AttentionView attention;
  std::vector<int> numbers;  // what the model calls them
  int read = 0;              // how many there were to choose from
};

// kOption when the choice names something that is not there, else what MakeAttentionView finds.
// Looks at sample, join_samples, batch_item and layers. O(weights).
Result<ChosenLayers> ChooseLayers(std::span<const Sample> samples, const InputChoice& choice);

}  // namespace headwater
