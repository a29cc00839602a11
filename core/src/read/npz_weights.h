#pragma once

#include <optional>
#include <string>
#include <vector>

#include "headwater/read/attention_tensor.h"
#include "headwater/result.h"
#include "read/memory_budget.h"

namespace headwater {

// The arrays of an .npz file that may hold weights, and the choice among them.
class NpzWeights {
 public:
  // An array that was read, its first axis taken for layers, or what was wrong with it.
  struct Array {
    std::string name;
    std::size_t axes = 0;
    AttentionTensor tensor = {};
    std::optional<Error> error = std::nullopt;
  };

  explicit NpzWeights(MemoryBudget& budget) : budget_(&budget) {}

  // Whether an array of this name can still be chosen.
  bool Wants(const std::string& name) const;
  // An array whose name says attention or gradients is refused with its error at once; others only
  // when they are chosen.
  std::optional<Error> Add(Array array);

  bool empty() const { return attentions_.empty(); }
  // The weights of all layers: kRagged when arrays differ in shape. Once.
  Result<AttentionTensor> TakeAttentions() { return Join(attentions_); }
  // Without layers when there are none.
  Result<AttentionTensor> TakeGradients() { return Join(gradients_); }

 private:
  static Result<AttentionTensor> Join(std::vector<Array>& arrays);

  MemoryBudget* budget_;
  bool named_ = false;  // some name says attention
  std::vector<Array> attentions_;
  std::vector<Array> gradients_;
};

}  // namespace headwater
