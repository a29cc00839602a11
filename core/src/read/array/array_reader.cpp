#include "read/array/array_reader.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <iterator>
#include <limits>
#include <string_view>
#include <utility>

#include "all_within.h"
#include "read/sample/byte_size.h"
#include "read/sample/number_text.h"

namespace headwater {
namespace {

constexpr std::uint64_t kLayerOverhead = 64;
// Elements that are converted at once: 16 KB of float32 stay in the first-level cache.
constexpr std::size_t kBlock = 4096;

constexpr float kMostWeight = std::numeric_limits<float>::max();

// Sums and products of sizes: what passes 64 bits is as good as the largest number.
constexpr std::uint64_t kMost = std::numeric_limits<std::uint64_t>::max();
std::uint64_t Sum(std::uint64_t a, std::uint64_t b) { return a > kMost - b ? kMost : a + b; }
std::uint64_t Product(std::uint64_t a, std::uint64_t b) { return a > kMost / b ? kMost : a * b; }

Error TooLarge(std::uint64_t needed, std::uint64_t limit) {
  return {ErrorCode::kTooLarge,
          "the weights need " + ByteSizeText(needed) + " of memory and the limit is " +
              ByteSizeText(limit),
          {}};
}

}  // namespace

std::string ShapeText(const std::vector<std::uint64_t>& shape) {
  std::string text = "(";
  for (const std::uint64_t extent : shape) {
    if (text.size() > 1) text += ", ";
    text += std::to_string(extent);
  }
  return text + ")";
}

Result<ArrayReader> ArrayReader::Make(ArrayLayout layout, Sign sign, MemoryBudget& budget) {
  const std::vector<std::uint64_t>& shape = layout.shape;
  const std::size_t axes = shape.size();
  if (axes < 2 || axes > 5) {
    return Error{ErrorCode::kWrongNesting,
                 "the array has " + std::to_string(axes) + (axes == 1 ? " axis" : " axes") +
                     " where 2 to 5 are expected, its shape is " + ShapeText(shape),
                 {}};
  }
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) {
    return Error{
        ErrorCode::kEmptyInput, "the array is empty, its shape is " + ShapeText(shape), {}};
  }
  // [layer][batch][head][query][key], 1 for axes that the array does not have.
  std::array<std::uint64_t, 5> extents = {axes == 2 ? 1 : shape[0], 1, 1, 1, 1};
  const std::ptrdiff_t inner = axes == 2 ? 2 : std::ssize(shape) - 1;
  std::copy(shape.end() - inner, shape.end(), extents.end() - inner);
  const auto [layers, batch, heads, queries, keys] = extents;
  const std::uint64_t averaged_layer = Product(Product(batch, queries), keys);
  const std::uint64_t layer = Product(averaged_layer, heads);
  const std::uint64_t elements = Product(layer, layers);
  const std::uint64_t overhead = Product(layers, kLayerOverhead);
  std::uint64_t needed = Sum(Product(elements, sizeof(float)), overhead);
  const bool can_average = sign == Sign::kNonNegative && heads > 1;
  const bool averages =
      can_average && (budget.heads() == KeptHeads::kMean ||
                      (budget.heads() == KeptHeads::kMeanWhenNeeded && needed > budget.left()));
  if (averages) {
    // In Fortran order the sums of all layers are open at once.
    const std::uint64_t open = layout.fortran_order ? layers : 1;
    const std::uint64_t mean = Product(Product(averaged_layer, layers), sizeof(float));
    const std::uint64_t sums = Product(Product(averaged_layer, open), HeadMean::kBytes);
    needed = Sum(Sum(mean, sums), overhead);
  }
  constexpr std::uint64_t kMostExtent = std::numeric_limits<int>::max();
  if (needed > budget.left() || *std::ranges::max_element(extents) > kMostExtent) {
    return TooLarge(Sum(budget.used(), needed), budget.limit());
  }
  if (keys > budget.longest_row()) return budget.TooLong("a row has", "weights", {});
  if (queries > budget.longest_row()) return budget.TooLong("a matrix has", "rows", {});
  ArrayReader reader(std::move(layout), sign, budget);
  reader.shape_ = {.layers = static_cast<int>(layers),
                   .heads = static_cast<int>(heads),
                   .queries = static_cast<int>(queries),
                   .keys = static_cast<int>(keys)};
  reader.batch_ = static_cast<int>(batch);
  reader.elements_ = static_cast<std::size_t>(elements);
  reader.layer_elements_ = static_cast<std::size_t>(layer);
  reader.averages_ = averages;
  reader.layers_.reserve(static_cast<std::size_t>(layers));
  return reader;
}

std::optional<Error> ArrayReader::Push(std::span<const char> bytes) {
  const std::size_t width = ElementBytes(layout_.type);
  while (!bytes.empty() && !carry_.empty()) {
    carry_ += bytes.front();
    bytes = bytes.subspan(1);
    if (carry_.size() < width) continue;
    if (auto error = Store(carry_)) return error;
    carry_.clear();
  }
  while (bytes.size() >= width) {
    const std::size_t size = std::min(bytes.size() / width, kBlock) * width;
    if (auto error = Store(bytes.first(size))) return error;
    bytes = bytes.subspan(size);
  }
  carry_.append(bytes.begin(), bytes.end());
  return std::nullopt;
}

// Whole elements.
std::optional<Error> ArrayReader::Store(std::span<const char> bytes) {
  return layout_.fortran_order ? StoreFortran(bytes) : StoreC(bytes);
}

std::optional<Error> ArrayReader::StoreC(std::span<const char> bytes) {
  const std::size_t width = ElementBytes(layout_.type);
  std::array<float, kBlock> converted;
  while (!bytes.empty()) {
    const auto element = static_cast<std::size_t>(read_ / width);
    const Target target = TargetOf(element);
    if (auto error = AllocateUpTo(target.layer)) return error;
    const std::size_t to_end = averages_ ? InMean(target).rest : layer_elements_ - target.offset;
    const std::size_t count = std::min(to_end, bytes.size() / width);
    const std::span<float> out =
        averages_ ? std::span(converted).first(count)
                  : std::span(layers_[target.layer]).subspan(target.offset, count);
    ConvertElements(layout_.type, layout_.big_endian, bytes, out);
    if (!AllWithin(out, sign_ == Sign::kAny ? -kMostWeight : 0.0F)) {
      for (std::size_t k = 0; k < out.size(); ++k) {
        if (auto error = Check(out[k], element + k)) return error;
      }
    }
    for (float& value : out) value += 0.0F;
    if (averages_) means_[target.layer].Add(InMean(target).offset, out);
    read_ += std::uint64_t{count} * width;
    bytes = bytes.subspan(count * width);
  }
  return std::nullopt;
}

std::optional<Error> ArrayReader::StoreFortran(std::span<const char> bytes) {
  const std::size_t width = ElementBytes(layout_.type);
  std::array<float, kBlock> converted;
  const std::span<float> values = std::span(converted).first(bytes.size() / width);
  ConvertElements(layout_.type, layout_.big_endian, bytes, values);
  for (const float value : values) {
    const auto element = static_cast<std::size_t>(read_ / width);
    if (auto error = Check(value, element)) return error;
    const Target target = TargetOf(element);
    if (auto error = AllocateUpTo(target.layer)) return error;
    if (averages_) {
      means_[target.layer].Add(InMean(target).offset, std::span(&value, 1));
    } else {
      layers_[target.layer][target.offset] = value + 0.0F;
    }
    read_ += width;
  }
  return std::nullopt;
}

std::optional<Error> ArrayReader::AllocateUpTo(std::size_t layer) {
  if (averages_) {
    if (means_.size() > layer) return std::nullopt;
    if (!layout_.fortran_order) FinishMeans(layer);
    const std::size_t weights = layer_elements_ / static_cast<std::size_t>(shape_.heads);
    const std::uint64_t bytes = std::uint64_t{weights} * sizeof(float) + kLayerOverhead;
    const std::uint64_t more = (layer + 1 - means_.size()) * bytes;
    if (!budget_->Take(more)) return TooLarge(budget_->used() + more, budget_->limit());
    means_.resize(layer + 1);
    return std::nullopt;
  }
  while (layers_.size() <= layer) {
    const std::uint64_t bytes = std::uint64_t{layer_elements_} * sizeof(float) + kLayerOverhead;
    if (!budget_->Take(bytes)) return TooLarge(budget_->used() + bytes, budget_->limit());
    layers_.emplace_back(layer_elements_);
  }
  return std::nullopt;
}

// Negative zero passes; the caller makes it zero, so that equal tensors are equal bit by bit.
std::optional<Error> ArrayReader::Check(float value, std::size_t element) const {
  if (value >= (sign_ == Sign::kAny ? -kMostWeight : 0.0F) && value <= kMostWeight) [[likely]] {
    return std::nullopt;
  }
  if (std::isnan(value)) return Error{ErrorCode::kNotFinite, "a weight is NaN", PlaceOf(element)};
  if (std::isinf(value)) {
    return Error{ErrorCode::kNotFinite, "a weight is infinite", PlaceOf(element)};
  }
  return Error{ErrorCode::kNegative, "a weight is negative (" + NumberText(value) + ")",
               PlaceOf(element)};
}

ArrayReader::Target ArrayReader::TargetOf(std::size_t element) const {
  if (!layout_.fortran_order) {
    return {.layer = element / layer_elements_, .offset = element % layer_elements_};
  }
  // The first axis is the fastest: peel indices off from the front, and put them back in C order.
  std::size_t index = 0;
  std::size_t stride = elements_;
  for (const std::uint64_t axis : layout_.shape) {
    const auto extent = static_cast<std::size_t>(axis);
    stride /= extent;
    index += element % extent * stride;
    element /= extent;
  }
  return {.layer = index / layer_elements_, .offset = index % layer_elements_};
}

void ArrayReader::FinishMeans(std::size_t end) {
  while (layers_.size() < end) {
    HeadMean& mean = means_[layers_.size()];
    layers_.push_back(mean.Take(static_cast<std::size_t>(shape_.heads)));
    mean = {};
  }
}

ArrayReader::MeanTarget ArrayReader::InMean(const Target& target) const {
  const std::size_t matrix = target.offset / shape_.HeadSize();
  const std::size_t within = target.offset % shape_.HeadSize();
  const std::size_t item = matrix / static_cast<std::size_t>(shape_.heads);
  return {.offset = item * shape_.HeadSize() + within, .rest = shape_.HeadSize() - within};
}

Place ArrayReader::PlaceOf(std::size_t element) const {
  const Target target = TargetOf(element);
  std::size_t rest = target.offset;
  const auto take = [&rest](int extent) {
    const std::size_t index = rest % static_cast<std::size_t>(extent);
    rest /= static_cast<std::size_t>(extent);
    return static_cast<std::int64_t>(index);
  };
  Place place;
  place.layer = layout_.first_layer + static_cast<std::int64_t>(target.layer);
  place.column = take(shape_.keys);
  place.row = take(shape_.queries);
  const std::int64_t head = take(shape_.heads);
  if (layout_.shape.size() >= 4) place.head = head;
  if (batch_ > 1) place.batch = static_cast<std::int64_t>(rest);
  place.byte = static_cast<std::int64_t>(layout_.position + element * ElementBytes(layout_.type));
  return place;
}

AttentionTensor ArrayReader::Take() {
  if (!averages_) return {shape_, batch_, std::move(layers_)};
  FinishMeans(means_.size());
  AttentionShape shape = shape_;
  shape.heads = 1;
  return {shape, batch_, std::move(layers_), shape_.heads};
}

}  // namespace headwater
