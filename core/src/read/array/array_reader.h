#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "headwater/read/attention_tensor.h"
#include "headwater/result.h"
#include "read/array/element_type.h"
#include "read/sample/head_mean.h"
#include "read/sample/memory_budget.h"

namespace headwater {

// How an array of numbers lies in a binary file.
struct ArrayLayout {
  ElementType type = ElementType::kFloat32;
  bool big_endian = false;
  bool fortran_order = false;  // the first index is the fastest
  std::vector<std::uint64_t> shape;
  std::uint64_t position = 0;  // of the first element, in the file
  int first_layer = 0;         // what the array's layer 0 is called in messages
};

// "(12, 64, 64)"
std::string ShapeText(const std::vector<std::uint64_t>& shape);

// Turns the bytes of one array into a tensor, as they come: [query][key], [layer][query][key],
// [layer][head][query][key] or [layer][batch][head][query][key] by the number of its axes.
// In C order one layer after the other is allocated; in Fortran order all are. When the budget says
// so (KeptHeads), only the mean over the heads of weights is kept.
class ArrayReader {
 public:
  enum class Sign : std::uint8_t { kNonNegative, kAny };

  // kWrongNesting, kEmptyInput or kTooLarge when no tensor can have this shape. `budget` outlives
  // the reader.
  static Result<ArrayReader> Make(ArrayLayout layout, Sign sign, MemoryBudget& budget);

  // Bytes of the array in all.
  std::uint64_t size() const { return std::uint64_t{elements_} * ElementBytes(layout_.type); }
  std::uint64_t missing() const { return size() - read_ - carry_.size(); }

  // The next bytes, at most missing(). The error names the first bad element and its place.
  std::optional<Error> Push(std::span<const char> bytes);

  // After the last byte.
  AttentionTensor Take();

 private:
  ArrayReader(ArrayLayout layout, Sign sign, MemoryBudget& budget)
      : layout_(std::move(layout)), sign_(sign), budget_(&budget) {}

  std::optional<Error> Store(std::span<const char> bytes);
  std::optional<Error> StoreC(std::span<const char> bytes);
  std::optional<Error> StoreFortran(std::span<const char> bytes);
  std::optional<Error> AllocateUpTo(std::size_t layer);
  // The mean of finished layers, which are those below `end`.
  void FinishMeans(std::size_t end);
  std::optional<Error> Check(float value, std::size_t element) const;
  // Where an element, counted in the order of the file, belongs: layer and offset in it.
  struct Target {
    std::size_t layer;
    std::size_t offset;
  };
  Target TargetOf(std::size_t element) const;
  // The same in the mean over the heads, and the weights up to the end of the head's matrix.
  struct MeanTarget {
    std::size_t offset;
    std::size_t rest;
  };
  MeanTarget InMean(const Target& target) const;
  Place PlaceOf(std::size_t element) const;

  ArrayLayout layout_;
  Sign sign_;
  MemoryBudget* budget_;
  AttentionShape shape_;
  int batch_ = 1;
  // Make() has seen to it that the tensor fits the memory, and so its extents std::size_t.
  std::size_t elements_ = 0;
  std::size_t layer_elements_ = 0;

  std::uint64_t read_ = 0;
  std::string carry_;  // the bytes of an element that the end of a piece cut
  std::vector<std::vector<float>> layers_;
  bool averages_ = false;
  std::vector<HeadMean> means_;  // one for each layer that was begun
};

}  // namespace headwater
