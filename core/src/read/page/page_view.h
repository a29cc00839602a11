#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "headwater/read/sample.h"

namespace headwater {

// One picture of attention in a page that another tool wrote: its data, or why there are none.
struct PageView {
  std::string name = {};
  AttentionTensor attentions = {};
  std::vector<std::string> tokens = {};  // of the keys
  std::vector<std::string> query_tokens = {};
  std::optional<Error> refusal = std::nullopt;
  // tensor2tensor leaves the end of a sentence without a label.
  bool may_lack_end = false;
};

// The true numbers of the layers, when the page has only some, go to views of as many layers.
Sample SampleOf(PageView view, const std::vector<int>& layer_index);

}  // namespace headwater
