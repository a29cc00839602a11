#include "headwater/faithfulness/agreement.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

#include "headwater/faithfulness/spearman.h"
#include "headwater/flow/flow_solver.h"
#include "in_range.h"
#include "rollout_row.h"

namespace headwater {
namespace {

// What is read out of one layer after the other, from rows that come in any number.
class ReadRow {
 public:
  ReadRow(ReadoutKind kind, std::size_t tokens) : kind_(kind), row_(tokens) {}

  void Take(std::span<const double> row) {
    for (std::size_t key = 0; key < row_.size(); ++key) {
      row_[key] = kind_ == ReadoutKind::kMax ? std::max(row_[key], row[key]) : row_[key] + row[key];
    }
  }
  // Sums stand for means: ranks are the same.
  const std::vector<double>& row() const { return row_; }

 private:
  ReadoutKind kind_;
  std::vector<double> row_;
};

std::vector<int> RowsOf(const AgreementCase& sample) {
  if (sample.readout.kind == ReadoutKind::kPosition) return {sample.readout.position};
  std::vector<int> all(static_cast<std::size_t>(sample.tokens));
  std::iota(all.begin(), all.end(), 0);
  return all;
}

std::vector<double> LayerMatrices(const AgreementCase& sample, const LayerOptions& options) {
  std::vector<double> matrices(sample.fused.begin(), sample.fused.end());
  const std::size_t size = matrices.size() / static_cast<std::size_t>(sample.layers);
  for (std::size_t begin = 0; begin < matrices.size(); begin += size) {
    FinishLayerMatrix(options, sample.tokens, std::span(matrices).subspan(begin, size));
  }
  return matrices;
}

std::vector<double> RawRow(const AgreementCase& sample, int layer) {
  const auto tokens = static_cast<std::size_t>(sample.tokens);
  ReadRow read(sample.readout.kind, tokens);
  for (const int row : RowsOf(sample)) {
    const auto index = static_cast<std::size_t>(layer) * tokens + static_cast<std::size_t>(row);
    read.Take(sample.fused.subspan(index * tokens, tokens));
  }
  return read.row();
}

// `rows` are those of RowsOf() in the rollout of every layer.
std::vector<double> RolloutRow(const AgreementCase& sample, std::span<const double> rows,
                               int layer) {
  const auto tokens = static_cast<std::size_t>(sample.tokens);
  const std::size_t size = rows.size() / static_cast<std::size_t>(sample.layers);
  ReadRow read(sample.readout.kind, tokens);
  for (std::size_t begin = 0; begin < size; begin += tokens) {
    read.Take(rows.subspan(static_cast<std::size_t>(layer) * size + begin, tokens));
  }
  return read.row();
}

std::vector<double> FlowRow(const AgreementCase& sample, FlowSolver& solver, int layer) {
  const auto tokens = static_cast<std::size_t>(sample.tokens);
  ReadRow read(sample.readout.kind, tokens);
  std::vector<double> flow(tokens);
  for (const int row : RowsOf(sample)) {
    solver.FromSource(layer, row, 0, flow);
    read.Take(flow);
  }
  return read.row();
}

// Correlations with the row that `row_of` gives of each layer.
template <typename RowOf>
Result<std::vector<double>> Correlations(const AgreementCase& sample, RowOf row_of) {
  std::vector<double> correlations;
  correlations.reserve(static_cast<std::size_t>(sample.layers));
  for (int layer = 0; layer < sample.layers; ++layer) {
    const std::vector<double> row = row_of(layer);
    if (auto error = CheckInRange(row, "the row to read out", layer)) return *std::move(error);
    correlations.push_back(
        Spearman(sample.reference, row).value_or(std::numeric_limits<double>::quiet_NaN()));
  }
  return correlations;
}

}  // namespace

Result<std::vector<double>> Agreement(const AgreementCase& sample, AgreementMethod method,
                                      const LayerOptions& options) {
  const Readout& readout = sample.readout;
  if (readout.kind == ReadoutKind::kPosition &&
      (readout.position < 0 || readout.position >= sample.tokens)) {
    return Error{ErrorCode::kOption,
                 "the read-out position is " + std::to_string(readout.position) +
                     "; positions run from 0 to " + std::to_string(sample.tokens - 1)};
  }
  if (method == AgreementMethod::kRaw) {
    return Correlations(sample, [&](int layer) { return RawRow(sample, layer); });
  }
  const std::vector<double> matrices = LayerMatrices(sample, options);
  if (method == AgreementMethod::kRollout) {
    const std::vector<double> rows =
        RolloutRows(matrices, sample.tokens, options.residual.kind, RowsOf(sample));
    return Correlations(sample, [&](int layer) { return RolloutRow(sample, rows, layer); });
  }
  if (auto error = CheckCapacityResidual(options.residual)) return *std::move(error);
  Result<FlowSolver> solver = FlowSolver::Create(matrices, sample.layers, sample.tokens);
  if (!solver.ok()) return std::move(solver).error();
  return Correlations(sample, [&](int layer) { return FlowRow(sample, *solver, layer); });
}

}  // namespace headwater
