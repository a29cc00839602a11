#include "headwater/input.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "headwater/prepare.h"
#include "read/number_text.h"

namespace headwater {
namespace {

std::vector<int> PositionsWithout(int size, const std::vector<int>& dropped) {
  std::vector<int> all(static_cast<std::size_t>(size));
  std::iota(all.begin(), all.end(), 0);
  std::vector<int> positions;
  std::set_difference(all.begin(), all.end(), dropped.begin(), dropped.end(),
                      std::back_inserter(positions));
  return positions;
}

std::optional<Error> CheckIndex(const char* name, int index, int size) {
  if (index >= 0 && index < size) return std::nullopt;
  return Error{ErrorCode::kOption, std::string("there is no ") + name + " " +
                                       std::to_string(index) + "; they run from 0 to " +
                                       std::to_string(size - 1)};
}

std::vector<Error> WarningsOf(const Inspection& inspection, bool cropped) {
  std::vector<Error> warnings;
  if (inspection.row_sum_deviation > kRowSumTolerance) {
    warnings.push_back({ErrorCode::kRowSums,
                        "rows do not all sum to 1; the worst sums to " +
                            NumberText(inspection.worst_row_sum, 4),
                        inspection.worst_row});
  }
  if (!inspection.padded_keys.empty() && !cropped) {
    const std::vector<int>& keys = inspection.padded_keys;
    warnings.push_back(
        {ErrorCode::kPadding, std::to_string(keys.size()) +
                                  (keys.size() == 1 ? " column is 0" : " columns are 0") +
                                  " in every row (the first is column " +
                                  std::to_string(keys.front()) + "): this looks like padding"});
  }
  return warnings;
}

}  // namespace

Result<Input> Input::Open(std::vector<Sample> samples) {
  if (samples.empty()) return Error{ErrorCode::kEmptyInput, "the input holds no sample"};
  Input input(std::move(samples));
  if (auto error = input.Choose({})) return *std::move(error);
  return input;
}

std::optional<Error> Input::Choose(const InputChoice& choice) {
  if (auto error = CheckIndex("sample", choice.sample, samples())) return error;
  const AttentionTensor& tensor = samples_[static_cast<std::size_t>(choice.sample)].attentions;
  if (auto error = CheckIndex("batch item", choice.batch_item, tensor.batch())) return error;
  Result<AttentionView> whole = tensor.View(choice.batch_item);
  if (!whole.ok()) return std::move(whole).error();

  Inspection inspection = Inspect(*whole);
  const bool crop = choice.crop_padding && !inspection.padded_keys.empty();
  const std::vector<int> dropped = crop ? inspection.padded_keys : std::vector<int>{};
  std::optional<AttentionTensor> prepared;
  if (crop || choice.renormalise_rows) {
    prepared = Prepare(*whole, {.dropped_keys = dropped, .renormalise_rows = choice.renormalise_rows});
    Result<AttentionView> view = prepared->View(0);
    if (!view.ok()) return std::move(view).error();
    std::vector<int> padded = std::move(inspection.padded_keys);
    inspection = Inspect(*view);
    inspection.padded_keys = std::move(padded);
    attention_ = *view;
  } else {
    attention_ = *whole;
  }
  query_positions_ = PositionsWithout(whole->shape().queries,
                                      whole->shape().square() ? dropped : std::vector<int>{});
  key_positions_ = PositionsWithout(whole->shape().keys, dropped);
  prepared_ = std::move(prepared);
  choice_ = choice;
  warnings_ = WarningsOf(inspection, crop);
  inspection_ = std::move(inspection);
  return std::nullopt;
}

}  // namespace headwater
