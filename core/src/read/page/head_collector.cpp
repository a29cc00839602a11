#include "read/page/head_collector.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <string>
#include <system_error>
#include <utility>

namespace headwater {
namespace {

// The part of `text` up to a whole number, which must be `before`, and the number, taken off.
std::optional<int> TakeNumber(std::string_view& text, std::string_view before) {
  if (!text.starts_with(before)) return std::nullopt;
  text.remove_prefix(before.size());
  int number = 0;
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
  if (parsed.ec != std::errc() || number < 0) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(parsed.ptr - text.data()));
  return number;
}

}  // namespace

std::optional<HeadCollector::Head> HeadCollector::HeadOf(std::string_view name) {
  const std::optional<int> layer = TakeNumber(name, "block_");
  if (!layer) return std::nullopt;
  const std::optional<int> head = TakeNumber(name, "_attn_head_");
  if (!head || name != "_attn_softmax") return std::nullopt;
  return Head{.layer = *layer, .head = *head};
}

void HeadCollector::Add(Head head, AttentionTensor matrix) {
  heads_.emplace_back(head, std::move(matrix));
}

PageView HeadCollector::Join() {
  auto heads = std::exchange(heads_, {});
  std::sort(heads.begin(), heads.end(), [](const auto& a, const auto& b) {
    return std::pair(a.first.layer, a.first.head) < std::pair(b.first.layer, b.first.head);
  });
  const auto last = heads.back().first;
  const std::size_t per_layer = static_cast<std::size_t>(last.head) + 1;
  const AttentionShape first = heads.front().second.shape();
  std::vector<std::vector<float>> layers;
  for (std::size_t k = 0; k < heads.size(); ++k) {
    auto& [head, matrix] = heads[k];
    const auto layer = static_cast<int>(k / per_layer);
    const auto place = static_cast<int>(k % per_layer);
    if (head.layer != layer || head.head != place) {
      return {.refusal = Error{ErrorCode::kRagged,
                               "the page does not hold the attention of every head of every layer",
                               {.layer = layer, .head = place}}};
    }
    if (matrix.shape() != first) {
      return {.refusal = Error{ErrorCode::kRagged,
                               "a head has a matrix of another size than the first head",
                               {.layer = layer, .head = place}}};
    }
    if (place == 0) layers.emplace_back().reserve(per_layer * first.LayerSize());
    const std::vector<float> block = std::move(std::move(matrix).ReleaseLayers().front());
    layers.back().insert(layers.back().end(), block.begin(), block.end());
  }
  if (heads.size() % per_layer != 0) {
    return {.refusal = Error{ErrorCode::kRagged, "the last layer has fewer heads than expected"}};
  }
  const AttentionShape shape = {.layers = static_cast<int>(layers.size()),
                                .heads = static_cast<int>(per_layer),
                                .queries = first.queries,
                                .keys = first.keys};
  return {.attentions = AttentionTensor(shape, 1, std::move(layers))};
}

}  // namespace headwater
