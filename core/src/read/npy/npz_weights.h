#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "headwater/read/attention_tensor.h"
#include "headwater/result.h"
#include "read/array/array_choice.h"
#include "read/sample/memory_budget.h"

namespace headwater {

// The arrays of an .npz file, and which of them are taken for weights.
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

  // Another array or entry of the file, in its order.
  void PassOver(PassedArray array) { passed_.push_back(std::move(array)); }

  bool empty() const { return attentions_.empty(); }
  const std::vector<PassedArray>& passed() const { return passed_; }
  // After the last array: puts layers in their order. An error when one of them was passed over.
  std::optional<Error> Finish();
  // What is to be known of the layers: FindLayerGap().
  std::optional<Error> Note() const { return FindLayerGap(NamesOf(attentions_)); }
  // The weights of all layers: kRagged when arrays differ in shape. Once, after Finish().
  Result<AttentionTensor> TakeAttentions() { return Join(attentions_); }
  // Without layers when there are none.
  Result<AttentionTensor> TakeGradients() { return Join(gradients_); }

 private:
  static std::vector<std::string> NamesOf(const std::vector<Array>& arrays);
  static Result<AttentionTensor> Join(std::vector<Array>& arrays);

  MemoryBudget* budget_;
  bool named_ = false;  // some name says attention
  std::vector<Array> attentions_;
  std::vector<Array> gradients_;
  std::vector<PassedArray> passed_;
};

}  // namespace headwater
