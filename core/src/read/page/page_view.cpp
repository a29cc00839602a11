#include "read/page/page_view.h"

#include <cstddef>
#include <utility>

#include "read/sample/sample_check.h"

namespace headwater {
namespace {

void AddEnd(std::vector<std::string>& tokens, int positions) {
  if (!tokens.empty() && tokens.size() + 1 == static_cast<std::size_t>(positions)) {
    tokens.emplace_back("<EOS>");
  }
}

}  // namespace

Sample SampleOf(PageView view, const std::vector<int>& layer_index) {
  Sample sample;
  sample.name = std::move(view.name);
  sample.attentions = std::move(view.attentions);
  const AttentionShape& shape = sample.attentions.shape();
  if (!view.refusal) {
    if (view.may_lack_end) {
      AddEnd(view.tokens, shape.keys);
      AddEnd(view.query_tokens, shape.queries);
    }
    sample.tokens = std::move(view.tokens);
    if (view.query_tokens != sample.tokens) sample.query_tokens = std::move(view.query_tokens);
    if (layer_index.size() == static_cast<std::size_t>(shape.layers)) {
      sample.layer_index = layer_index;
    }
    view.refusal = CheckSample(sample);
  }
  if (!view.refusal) return sample;
  Sample refused;
  refused.name = std::move(sample.name);
  refused.refusal = std::make_unique<Error>(*std::move(view.refusal));
  return refused;
}

}  // namespace headwater
