#include "read/sample/tensor_builder.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "read/json/exact_number.h"
#include "read/json/plain_number.h"
#include "read/sample/byte_size.h"
#include "read/sample/number_text.h"

namespace headwater {
namespace {

// 256 KB: large against the allocator's overhead, small against a layer.
constexpr std::size_t kSegmentFloats = std::size_t{1} << 16;

constexpr std::array<std::string_view, 6> kElements = {"steps", "layers", "batch items",
                                                       "heads", "rows",   "numbers"};

std::string Count(std::size_t count, std::string_view elements) {
  std::string text = std::to_string(count) + ' ' + std::string(elements);
  if (count == 1) text.pop_back();
  return text;
}

}  // namespace

void TensorBuilder::Start(Sign sign) {
  signed_ = sign == Sign::kAny;
  averaging_ = !signed_ && budget_->heads() == KeptHeads::kMean;
  least_ = sign == Sign::kAny ? std::nextafter(-kFloatOverflow, 0.0) : 0.0;
  error_.reset();
  depth_ = 0;
  leaf_depth_ = 0;
  count_ = {};
  layers_.clear();
  tensors_.clear();
  ForgetExtents();
}

void TensorBuilder::ForgetExtents() {
  cursor_ = row_end_ = nullptr;
  excess_ = 0;
  extent_ = {};
  budget_->Give(first_row_.size() * sizeof(float));
  first_row_.clear();
  segments_.clear();
  segment_used_ = 0;
  layer_.clear();
  layer_used_ = 0;
  layer_size_ = 0;
  budget_->Give(std::exchange(mean_taken_, 0));
  mean_ = {};
}

bool TensorBuilder::BeginArray() {
  const auto parent = static_cast<std::size_t>(depth_);
  if (leaf_depth_ == 0 && depth_ == kMaxDepth) {
    return Fail(ErrorCode::kWrongNesting,
                "the weights are nested more than " + std::to_string(kMaxDepth) + " deep", {});
  }
  if (leaf_depth_ > 0 && depth_ == leaf_depth_) {
    return Fail(ErrorCode::kWrongNesting, "an array stands where a number is expected",
                PlaceAt(depth_));
  }
  if (depth_ + 1 == leaf_depth_ && count_[parent] >= budget_->longest_row()) {
    return FailTooLong("a matrix has", "rows");
  }
  ++depth_;
  count_[parent + 1] = 0;
  return depth_ == leaf_depth_ ? StartRow() : true;
}

bool TensorBuilder::EndArray() {
  const auto depth = static_cast<std::size_t>(depth_);
  if (leaf_depth_ == 0) {
    return Fail(ErrorCode::kEmptyInput, "the weights begin with an empty array", {});
  }
  const Axis axis = axis_[depth];
  const std::size_t have = axis == kKey ? RowCount() : count_[depth];
  if (extent_[axis] != 0 && extent_[axis] != have) return FailRagged(axis, have);
  const bool first_row = axis == kKey && extent_[kKey] == 0;
  extent_[axis] = have;
  if (first_row) {
    if (!StartRow()) return false;
    if (!averages()) std::copy(first_row_.begin(), first_row_.end(), cursor_);
  }
  if (axis == kKey) {
    if (averages() && !AverageRow()) return false;
    cursor_ = row_end_ = nullptr;
  }
  --depth_;
  if (depth_ > 0) {
    if (axis_[depth - 1] == kLayer && !FinishLayer()) return false;
    ++count_[depth - 1];
  }
  if (axis == kLayer) FinishTensor();
  return true;
}

std::size_t TensorBuilder::ScanRow(std::string_view text) {
  const std::span<float> free(cursor_, static_cast<std::size_t>(row_end_ - cursor_));
  const PlainRow read = ScanPlainRow(text, static_cast<float>(least_), free);
  // Space alone is left too: behind '[' it does not promise a number.
  if (read.numbers == 0) return 0;
  cursor_ += read.numbers;
  return read.bytes;
}

bool TensorBuilder::UnusualNumber(double value) {
  if (leaf_depth_ == 0 && !SetLeafDepth()) return false;
  if (depth_ != leaf_depth_) {
    return Fail(ErrorCode::kWrongNesting, "a number stands where an array is expected",
                PlaceAt(depth_));
  }
  if (!(std::abs(value) < kFloatOverflow)) {
    return Fail(ErrorCode::kNotFinite,
                std::isfinite(value) ? "a weight is too large for a 32-bit float"
                : std::isnan(value)  ? "a weight is NaN"
                                     : "a weight is infinite",
                PlaceAt(depth_));
  }
  if (value < least_) {
    return Fail(ErrorCode::kNegative,
                "a weight is negative (" + NumberText(static_cast<float>(value)) + ")",
                PlaceAt(depth_));
  }
  if (RowCount() >= budget_->longest_row()) {
    return FailTooLong("a row has", "weights");
  }
  if (extent_[kKey] != 0) {
    ++excess_;
    return true;
  }
  if (!budget_->Take(sizeof(float))) return FailTooLarge(sizeof(float));
  first_row_.push_back(Rounded(value));
  return true;
}

bool TensorBuilder::NumberInText(std::string_view number) {
  const auto nearest = static_cast<double>(NearestFloat(number));
  // A number beyond float32's range is told from an infinite one.
  return Number(std::isfinite(nearest) ? nearest : ExactDouble(number));
}

bool TensorBuilder::NotANumber(std::string_view what) {
  return Fail(ErrorCode::kMissingWeights,
              std::string(what) + " stands where " +
                  (depth_ == leaf_depth_ || leaf_depth_ == 0 ? "a weight" : "an array of weights") +
                  " is expected",
              PlaceAt(depth_));
}

bool TensorBuilder::SetLeafDepth() {
  if (depth_ < kMinDepth) {
    return Fail(ErrorCode::kWrongNesting,
                "the weights are nested " + std::to_string(depth_) + " deep where 3 to " +
                    std::to_string(kMaxDepth) + " levels are expected",
                {});
  }
  leaf_depth_ = depth_;
  constexpr std::array<std::array<Axis, kMaxDepth>, 4> kAxesOfDepth = {{
      {kLayer, kQuery, kKey},
      {kLayer, kHead, kQuery, kKey},
      {kLayer, kBatch, kHead, kQuery, kKey},
      {kStep, kLayer, kBatch, kHead, kQuery, kKey},
  }};
  const auto& axes = kAxesOfDepth[static_cast<std::size_t>(leaf_depth_ - kMinDepth)];
  std::copy(axes.begin(), axes.end(), axis_.begin() + 1);
  return true;
}

// Points cursor_ at the place for the next row, once the length of rows is known.
bool TensorBuilder::StartRow() {
  const std::size_t keys = extent_[kKey];
  excess_ = 0;
  if (keys == 0) return true;
  float* row = nullptr;
  if (averages()) {
    row = first_row_.data();
  } else if (layer_size_ == 0) {
    if (segments_.empty() || segments_.back().size() - segment_used_ < keys) {
      // The first segment guesses a square matrix: small samples by the thousand cost little.
      const std::size_t rows =
          segments_.empty() ? std::min(keys, kSegmentFloats / keys) : kSegmentFloats / keys;
      const std::size_t size = std::max<std::size_t>(rows, 1) * keys;
      if (!budget_->Take(size * sizeof(float))) {
        return AverageFromHere() ? StartRow() : FailTooLarge(size * sizeof(float));
      }
      segments_.emplace_back(size);
      segment_used_ = 0;
    }
    row = segments_.back().data() + segment_used_;
    segment_used_ += keys;
  } else {
    if (layer_.empty()) {
      if (!budget_->Take(layer_bytes() + kLayerOverhead)) {
        return AverageFromHere() ? StartRow() : FailTooLarge(layer_bytes());
      }
      layer_.resize(static_cast<std::size_t>(layer_size_));
      layer_used_ = 0;
    }
    if (layer_used_ == layer_size_) {
      row = first_row_.data();
    } else {
      row = layer_.data() + layer_used_;
      layer_used_ += keys;
    }
  }
  cursor_ = row;
  row_end_ = row + keys;
  return true;
}

std::size_t TensorBuilder::RowCount() const {
  if (extent_[kKey] == 0) return first_row_.size();
  return extent_[kKey] - static_cast<std::size_t>(row_end_ - cursor_) + excess_;
}

bool TensorBuilder::FinishLayer() {
  if (averages()) return FinishMean();
  if (layer_size_ != 0) {
    layers_.push_back(std::exchange(layer_, {}));
    return true;
  }
  const std::size_t matrix = extent_[kQuery] * extent_[kKey];
  layer_size_ =
      std::max<std::size_t>(extent_[kBatch], 1) * std::max<std::size_t>(extent_[kHead], 1) * matrix;
  if (!budget_->Take(layer_bytes() + kLayerOverhead)) {
    return AverageFromHere() ? FinishMean() : FailTooLarge(layer_bytes());
  }
  std::vector<float>& layer = layers_.emplace_back();
  layer.reserve(static_cast<std::size_t>(layer_size_));
  const std::size_t last_used = segment_used_;
  for (std::vector<float>& segment : segments_) {
    // All but the last segment end with less than a row of unused space.
    const std::size_t used =
        &segment == &segments_.back() ? last_used : segment.size() / extent_[kKey] * extent_[kKey];
    layer.insert(layer.end(), segment.begin(), segment.begin() + static_cast<std::ptrdiff_t>(used));
    budget_->Give(segment.size() * sizeof(float));
    segment = {};
  }
  segments_.clear();
  return true;
}

void TensorBuilder::FinishTensor() {
  const auto extent = [this](Axis axis) {
    return static_cast<int>(std::max<std::size_t>(extent_[axis], 1));
  };
  const AttentionShape shape = {.layers = extent(kLayer),
                                .heads = averages() ? 1 : extent(kHead),
                                .queries = extent(kQuery),
                                .keys = extent(kKey)};
  tensors_.emplace_back(shape, extent(kBatch), std::exchange(layers_, {}),
                        averages() && extent(kHead) > 1 ? extent(kHead) : 0);
  ForgetExtents();
}

bool TensorBuilder::Fail(ErrorCode code, std::string what, const Place& place) {
  if (has_steps() && count_[1] > 0) what += " in step " + std::to_string(count_[1]);
  error_ = Error{code, std::move(what), place};
  return false;
}

bool TensorBuilder::FailTooLarge(std::uint64_t more_bytes) {
  return Fail(ErrorCode::kTooLarge,
              "the weights need at least " + ByteSizeText(budget_->used() + more_bytes) +
                  " of memory and the limit is " + ByteSizeText(budget_->limit()),
              {});
}

bool TensorBuilder::FailTooLong(std::string_view what, std::string_view elements) {
  Error error = budget_->TooLong(what, elements, PlaceAt(depth_));
  return Fail(error.code, std::move(error.what), error.place);
}

bool TensorBuilder::FailRagged(Axis axis, std::size_t have) {
  const bool batched = leaf_depth_ > kMinDepth + 1;
  const std::array<std::string_view, kAxes> containers = {
      "the generation",
      "a step",
      "a layer",
      batched ? "a batch item" : "a layer",
      leaf_depth_ == kMinDepth ? "a layer" : "a head",
      "a row"};
  return Fail(ErrorCode::kRagged,
              std::string(containers[axis]) + " has " + Count(have, kElements[axis]) + " where " +
                  std::to_string(extent_[axis]) + (extent_[axis] == 1 ? " is" : " are") +
                  " expected",
              PlaceAt(depth_ - 1));
}

Place TensorBuilder::PlaceAt(int depth) const {
  Place place;
  if (leaf_depth_ == 0) {
    // Nothing but opening brackets so far.
    place.layer = 0;
    return place;
  }
  const std::array<std::int64_t*, kAxes> fields = {nullptr,     &place.layer, &place.batch,
                                                   &place.head, &place.row,   &place.column};
  for (int level = 1; level <= depth; ++level) {
    const auto at = static_cast<std::size_t>(level);
    if (std::int64_t* field = fields[axis_[at]]; field != nullptr) {
      *field = static_cast<std::int64_t>(level == leaf_depth_ ? RowCount() : count_[at]);
    }
  }
  return place;
}

}  // namespace headwater
