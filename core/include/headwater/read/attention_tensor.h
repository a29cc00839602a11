#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "headwater/attention.h"
#include "headwater/result.h"

namespace headwater {

// Owns what a reader read: float32 [layer][batch][head][query][key], row-major, key fastest, in one
// block per layer. A reader knows every extent but the number of layers once the first layer is
// read, so blocks of the right size are appended and none ever grows again.
// Moves, never copies: a tensor may be as large as the memory allows.
class AttentionTensor {
 public:
  AttentionTensor() = default;
  // `shape` is that of one batch item. Needs batch >= 1, extents >= 1, and shape.layers blocks of
  // batch * shape.LayerSize() floats, which the readers see to.
  // Where the layers are means over more heads than shape has, averaged_heads tells how many.
  AttentionTensor(const AttentionShape& shape, int batch, std::vector<std::vector<float>> layers,
                  int averaged_heads = 0);

  AttentionTensor(AttentionTensor&&) noexcept = default;
  AttentionTensor& operator=(AttentionTensor&&) noexcept = default;
  AttentionTensor(const AttentionTensor&) = delete;
  AttentionTensor& operator=(const AttentionTensor&) = delete;
  ~AttentionTensor() = default;

  // Of one batch item.
  const AttentionShape& shape() const { return shape_; }
  // Number of batch items, 1 when the input had no batch axis.
  int batch() const { return batch_; }
  // Heads of the input when only their mean was kept (ReadLimits::heads); 0 else.
  int averaged_heads() const { return averaged_heads_; }
  // Bytes of the weights.
  std::size_t SizeBytes() const;

  // [head][query][key] of one layer of one batch item, unchecked values (gradients are signed).
  std::span<const float> Layer(int layer, int batch_item) const;

  // One batch item as the algorithms take it, without a copy; valid as long as the tensor is.
  // kOption when there is no such item, else what MakeAttentionView finds. O(weights of the item).
  Result<AttentionView> View(int batch_item) const;

  // The blocks, one per layer; leaves the tensor empty.
  std::vector<std::vector<float>> ReleaseLayers() &&;

 private:
  AttentionShape shape_;
  int batch_ = 0;
  int averaged_heads_ = 0;
  std::vector<std::vector<float>> layers_;
};

}  // namespace headwater
