#include "headwater/residual.h"

#include <numeric>
#include <string>

#include "read/sample/number_text.h"

namespace headwater {

std::optional<Error> CheckResidual(const Residual& residual) {
  if (residual.kind == ResidualKind::kAverage &&
      !(residual.weight >= 0.0 && residual.weight <= 1.0)) {
    return Error{ErrorCode::kOption, "the residual weight is " + NumberText(residual.weight) +
                                         "; it must lie from 0 to 1"};
  }
  return std::nullopt;
}

void MixResidual(const Residual& residual, int n, std::span<double> matrix) {
  const auto size = static_cast<std::size_t>(n);
  for (int row = 0; row < n; ++row) {
    MixResidualIntoRow(residual, row, matrix.subspan(static_cast<std::size_t>(row) * size, size));
  }
}

void MixResidualIntoRow(const Residual& residual, int row, std::span<double> weights) {
  if (residual.kind == ResidualKind::kRecurrent || residual.kind == ResidualKind::kNone) return;
  const bool average = residual.kind == ResidualKind::kAverage;
  if (average) {
    for (double& value : weights) value *= 1.0 - residual.weight;
  }
  weights[static_cast<std::size_t>(row)] += average ? residual.weight : 1.0;
  if (average) NormaliseRows(static_cast<int>(weights.size()), weights);
}

void NormaliseRows(int columns, std::span<double> matrix) {
  const auto size = static_cast<std::size_t>(columns);
  for (std::size_t begin = 0; begin < matrix.size(); begin += size) {
    const std::span<double> row = matrix.subspan(begin, size);
    const double sum = std::accumulate(row.begin(), row.end(), 0.0);
    if (sum == 0.0) continue;
    for (double& value : row) value /= sum;
  }
}

}  // namespace headwater
