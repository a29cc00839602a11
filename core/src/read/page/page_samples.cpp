#include "read/page/page_samples.h"

#include <algorithm>
#include <string>
#include <utility>

namespace headwater {

Result<std::vector<Sample>> ChoosePageSamples(std::vector<Sample> samples,
                                              std::string_view source) {
  if (samples.empty()) {
    return Error{ErrorCode::kNoAttentions,
                 std::string(source) +
                     " holds no attention as BertViz, CircuitsVis, tensor2tensor or Transformer "
                     "Explainer write it",
                 {}};
  }
  if (std::all_of(samples.begin(), samples.end(),
                  [](const Sample& sample) { return sample.refusal != nullptr; })) {
    return std::move(*samples.front().refusal);
  }
  if (samples.size() > 1) {
    for (std::size_t k = 0; k < samples.size(); ++k) {
      if (samples[k].name.empty()) samples[k].name = "view " + std::to_string(k + 1);
    }
  }
  return samples;
}

}  // namespace headwater
