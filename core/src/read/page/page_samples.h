#pragma once

#include <string_view>
#include <vector>

#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater {

// The samples of a page or a notebook ("the page"), each with a name when there are several. The
// first refusal when no sample can be looked at; kNoAttentions when there is none.
Result<std::vector<Sample>> ChoosePageSamples(std::vector<Sample> samples, std::string_view source);

}  // namespace headwater
