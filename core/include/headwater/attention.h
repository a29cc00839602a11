#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "headwater/result.h"

namespace headwater {

// Extents of an attention tensor, in the order in which it is indexed everywhere:
// [layer][head][query][key], row-major, key fastest (docs/definitions.md#notation).
struct AttentionShape {
  int layers = 0;
  int heads = 0;
  int queries = 0;
  int keys = 0;

  bool square() const { return queries == keys; }
  // Weights of one head, and of one layer.
  std::size_t HeadSize() const {
    return static_cast<std::size_t>(queries) * static_cast<std::size_t>(keys);
  }
  std::size_t LayerSize() const { return static_cast<std::size_t>(heads) * HeadSize(); }

  // Where [head][query][key] lies within its layer. Nothing else multiplies strides.
  std::size_t Index(int head, int query, int key) const {
    return (static_cast<std::size_t>(head) * static_cast<std::size_t>(queries) +
            static_cast<std::size_t>(query)) *
               static_cast<std::size_t>(keys) +
           static_cast<std::size_t>(key);
  }

  friend bool operator==(const AttentionShape&, const AttentionShape&) = default;
};

// Attention weights that somebody else owns: one block of shape.LayerSize() floats per layer.
// Layers need not lie next to each other, so a reader can fill them one by one and a batch item or
// a choice of layers is a view, not a copy. Cheap to copy; valid as long as the blocks are.
class AttentionView {
 public:
  const AttentionShape& shape() const { return shape_; }

  // [head][query][key] of one layer.
  std::span<const float> Layer(int layer) const { return layers_[static_cast<std::size_t>(layer)]; }
  // [query][key] of one head.
  std::span<const float> Head(int layer, int head) const {
    return Layer(layer).subspan(shape_.Index(head, 0, 0), shape_.HeadSize());
  }
  float At(int layer, int head, int query, int key) const {
    return Layer(layer)[shape_.Index(head, query, key)];
  }

  // The same weights with their gradients beside them, for FusionKind::kGradient: `gradients` are
  // shape().layers blocks of shape().LayerSize() finite values of any sign, which the readers see
  // to, and live as long as the weights.
  AttentionView WithGradients(std::vector<std::span<const float>> gradients) const;
  bool has_gradients() const { return !gradients_.empty(); }
  // [query][key] of one head; only when has_gradients().
  std::span<const float> GradientHead(int layer, int head) const {
    return gradients_[static_cast<std::size_t>(layer)].subspan(shape_.Index(head, 0, 0),
                                                               shape_.HeadSize());
  }

 private:
  friend Result<AttentionView> MakeAttentionView(const AttentionShape& shape,
                                                 std::vector<std::span<const float>> layers);
  AttentionView(const AttentionShape& shape, std::vector<std::span<const float>> layers)
      : shape_(shape), layers_(std::move(layers)) {}

  AttentionShape shape_;
  std::vector<std::span<const float>> layers_;
  std::vector<std::span<const float>> gradients_;
};

// The gate: every algorithm takes an AttentionView and trusts it. Checks that no extent is below 1,
// that there are shape.layers blocks of shape.LayerSize() weights, and that every weight is finite
// and not negative; the error names layer, head, row and column. Rows need not sum to 1 here: see
// Inspect in inspect.h. O(weights).
Result<AttentionView> MakeAttentionView(const AttentionShape& shape,
                                        std::vector<std::span<const float>> layers);

}  // namespace headwater
