#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/read/attention_tensor.h"
#include "headwater/result.h"
#include "read/sample/head_mean.h"
#include "read/sample/memory_budget.h"

namespace headwater {

// Builds attention tensors from the events of nested arrays: [layer][query][key],
// [layer][head][query][key], [layer][batch][head][query][key], or one such tensor per generation
// step, [step][layer][batch][head][query][key]. The depth of the first number decides which, the
// first row, matrix and layer decide the extents, and everything after must agree with them.
// The work for a number is one comparison of its value and one store; arrays cost O(1).
class TensorBuilder {
 public:
  enum class Sign : std::uint8_t { kNonNegative, kAny };

  explicit TensorBuilder(MemoryBudget& budget) : budget_(&budget) {}

  // Forgets everything and waits for the outermost array.
  void Start(Sign sign);

  // Events, each false when it brought the error. A number outside of any array of a started
  // tensor is not the builder's: see open().
  [[nodiscard]] bool BeginArray();
  [[nodiscard]] bool EndArray();
  [[nodiscard]] bool Number(double value) {
    if (cursor_ != row_end_ && value >= least_ && value < kFloatOverflow) [[likely]] {
      *cursor_++ = Rounded(value);
      return true;
    }
    return UnusualNumber(value);
  }
  // As JSON writes it, or NaN, Infinity, -Infinity.
  [[nodiscard]] bool NumberInText(std::string_view number);
  // Inside of a row of known length that is not full yet.
  bool in_row() const { return cursor_ != row_end_; }
  // The fast way for a row: takes numbers, each with its comma and the space after it, from where a
  // number of the row begins in `text`. Returns the bytes taken, and leaves to the parser the last
  // number of the row and whatever is not plain. Only when in_row().
  std::size_t ScanRow(std::string_view text);
  // Anything but a number or an array among the weights; `what` names it ("null", "a string").
  [[nodiscard]] bool NotANumber(std::string_view what);

  // Gives up the single heads for their mean, in what was read of the open tensor and what is to
  // come of it, when the budget allows that (KeptHeads) and it has heads; false when not, and then
  // nothing has changed. tensor_mean.cpp.
  bool AverageFromHere();

  // Inside the outermost array.
  bool open() const { return depth_ > 0; }
  int depth() const { return depth_; }
  bool has_numbers() const { return leaf_depth_ > 0; }
  bool has_steps() const { return leaf_depth_ == kMaxDepth; }
  int layers_done() const { return static_cast<int>(layers_.size()); }
  // What a finished layer takes.
  std::uint64_t layer_bytes() const { return layer_size_ * sizeof(float); }

  const std::optional<Error>& error() const { return error_; }

  // After the outermost array has ended: one tensor, or one for each step.
  std::vector<AttentionTensor> Take() { return std::move(tensors_); }

 private:
  static constexpr int kMinDepth = 3;
  static constexpr int kMaxDepth = 6;
  // What a layer costs beside its weights: its vector and the allocator's part.
  static constexpr std::uint64_t kLayerOverhead = 64;
  // FLT_MAX and half a step: from here on, rounding to float32 gives infinity.
  static constexpr double kFloatOverflow = 0x1.ffffffp127;

  enum Axis : std::uint8_t { kStep, kLayer, kBatch, kHead, kQuery, kKey };
  static constexpr int kAxes = 6;

  // Negative zero becomes zero, so that equal tensors are equal bit by bit.
  static float Rounded(double value) { return static_cast<float>(value) + 0.0F; }

  bool UnusualNumber(double value);
  bool SetLeafDepth();
  bool StartRow();
  bool FinishLayer();
  void FinishTensor();
  void ForgetExtents();
  std::size_t RowCount() const;

  // Whether the layers are means over heads; the row that is read is then in first_row_.
  bool averages() const { return averaging_ && leaf_depth_ > kMinDepth; }
  void AverageLayer(std::vector<float>& layer);
  void AverageOpenLayer();
  std::size_t OffsetInMean(std::size_t row) const;
  bool AverageRow();
  bool TakeForMean();
  bool FinishMean();

  bool Fail(ErrorCode code, std::string what, const Place& place);
  bool FailTooLarge(std::uint64_t more_bytes);
  bool FailTooLong(std::string_view what, std::string_view elements);
  bool FailRagged(Axis axis, std::size_t have);
  // Where the element that comes next in the open array of `depth` stands.
  Place PlaceAt(int depth) const;

  MemoryBudget* budget_;
  std::optional<Error> error_;

  double least_ = 0;
  bool signed_ = false;
  bool averaging_ = false;
  HeadMean mean_;  // of the layer that is being read
  std::uint64_t mean_taken_ = 0;
  // Free part of the row that is being read; both null outside of rows of known length.
  float* cursor_ = nullptr;
  float* row_end_ = nullptr;
  std::size_t excess_ = 0;  // numbers of the row that have no place in it

  int depth_ = 0;
  int leaf_depth_ = 0;                         // depth of the rows; 0 before the first number
  std::array<Axis, kMaxDepth + 1> axis_ = {};  // of the array that is open at a depth
  std::array<std::size_t, kMaxDepth + 1> count_ = {};  // its finished elements
  std::array<std::size_t, kAxes> extent_ = {};         // 0 before the first array of the axis ended

  std::vector<float> first_row_;  // until its length is known; afterwards takes rows too many
  // The first layer, whose size is unknown: segments of whole rows, so that nothing is reallocated.
  std::vector<std::vector<float>> segments_;
  std::size_t segment_used_ = 0;
  // A later layer.
  std::vector<float> layer_;
  std::size_t layer_used_ = 0;
  std::uint64_t layer_size_ = 0;  // 0 before the first layer ended

  std::vector<std::vector<float>> layers_;
  std::vector<AttentionTensor> tensors_;
};

}  // namespace headwater
