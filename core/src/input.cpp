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
    warnings.push_back(
        {ErrorCode::kRowSums,
         "rows do not all sum to 1; the worst sums to " + NumberText(inspection.worst_row_sum, 4),
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
  Result<Chosen> chosen = Select(samples, {});
  if (!chosen.ok()) return std::move(chosen).error();
  return Input(std::move(samples), std::move(chosen).value());
}

std::optional<Error> Input::Choose(const InputChoice& choice) {
  Result<Chosen> chosen = Select(samples_, choice);
  if (!chosen.ok()) return std::move(chosen).error();
  chosen_ = std::move(chosen).value();
  return std::nullopt;
}

Result<Input::Chosen> Input::Select(const std::vector<Sample>& samples, const InputChoice& choice) {
  if (auto error = CheckIndex("sample", choice.sample, static_cast<int>(samples.size()))) {
    return *std::move(error);
  }
  const AttentionTensor& tensor = samples[static_cast<std::size_t>(choice.sample)].attentions;
  if (auto error = CheckIndex("batch item", choice.batch_item, tensor.batch())) {
    return *std::move(error);
  }
  const Result<AttentionView> whole = tensor.View(choice.batch_item);
  if (!whole.ok()) return whole.error();
  const AttentionShape& shape = whole->shape();

  Inspection inspection = Inspect(*whole);
  const std::vector<int> padded = inspection.padded_keys;
  const std::vector<int> dropped = choice.crop_padding ? padded : std::vector<int>{};
  std::optional<AttentionTensor> prepared;
  AttentionView attention = *whole;
  if (!dropped.empty() || choice.renormalise_rows) {
    AttentionTensor changed =
        Prepare(*whole, {.dropped_keys = dropped, .renormalise_rows = choice.renormalise_rows});
    Result<AttentionView> view = changed.View(0);
    if (!view.ok()) return std::move(view).error();
    attention = std::move(view).value();
    prepared = std::move(changed);
    inspection = Inspect(attention);
    inspection.padded_keys = padded;
  }
  std::vector<Error> warnings = WarningsOf(inspection, !dropped.empty());
  return Chosen{.choice = choice,
                .prepared = std::move(prepared),
                .attention = std::move(attention),
                .inspection = std::move(inspection),
                .query_positions =
                    PositionsWithout(shape.queries, shape.square() ? dropped : std::vector<int>{}),
                .key_positions = PositionsWithout(shape.keys, dropped),
                .warnings = std::move(warnings)};
}

}  // namespace headwater
