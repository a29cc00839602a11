#include "headwater/attention.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

#include "all_within.h"
#include "read/sample/number_text.h"

namespace headwater {
namespace {

Place PlaceOf(const AttentionShape& shape, int layer, std::size_t index) {
  const auto keys = static_cast<std::size_t>(shape.keys);
  const auto queries = static_cast<std::size_t>(shape.queries);
  return {.layer = layer,
          .head = static_cast<std::int64_t>(index / (keys * queries)),
          .row = static_cast<std::int64_t>(index / keys % queries),
          .column = static_cast<std::int64_t>(index % keys)};
}

// The first weight that is negative or not finite.
Error Unusable(const AttentionShape& shape, int layer, std::span<const float> weights) {
  const auto bad = std::find_if_not(weights.begin(), weights.end(), [](const float& weight) {
    return AllWithin(std::span(&weight, 1), 0.0F);
  });
  const Place place = PlaceOf(shape, layer, static_cast<std::size_t>(bad - weights.begin()));
  if (std::isfinite(*bad)) {
    return {ErrorCode::kNegative, "a weight is negative (" + NumberText(*bad) + ")", place};
  }
  return {ErrorCode::kNotFinite, "a weight is not a finite number", place};
}

}  // namespace

Result<AttentionView> MakeAttentionView(const AttentionShape& shape,
                                        std::vector<std::span<const float>> layers) {
  if (shape.layers < 1 || shape.heads < 1 || shape.queries < 1 || shape.keys < 1) {
    return Error{ErrorCode::kEmptyInput, "the attention has no weights"};
  }
  if (layers.size() != static_cast<std::size_t>(shape.layers)) {
    return Error{ErrorCode::kRagged, "the attention has " + std::to_string(layers.size()) +
                                         " layers where " + std::to_string(shape.layers) +
                                         " were announced"};
  }
  for (int layer = 0; layer < shape.layers; ++layer) {
    const std::span<const float> weights = layers[static_cast<std::size_t>(layer)];
    if (weights.size() != shape.LayerSize()) {
      return Error{ErrorCode::kRagged,
                   "a layer has " + std::to_string(weights.size()) + " weights where " +
                       std::to_string(shape.LayerSize()) + " were expected",
                   {.layer = layer}};
    }
    for (std::size_t head = 0; head < weights.size(); head += shape.HeadSize()) {
      if (!AllWithin(weights.subspan(head, shape.HeadSize()), 0.0F)) {
        return Unusable(shape, layer, weights);
      }
    }
  }
  return AttentionView(shape, std::move(layers));
}

AttentionView AttentionView::WithGradients(std::vector<std::span<const float>> gradients) const {
  AttentionView view = *this;
  view.gradients_ = std::move(gradients);
  return view;
}

}  // namespace headwater
