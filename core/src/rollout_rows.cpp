#include <utility>

#include "rollout_row.h"

namespace headwater {
namespace {

std::vector<double> Times(std::span<const double> row, std::span<const double> matrix) {
  std::vector<double> product(row.size());
  for (std::size_t k = 0; k < row.size(); ++k) {
    if (row[k] != 0.0) AddScaled(row[k], matrix.subspan(k * row.size(), row.size()), product);
  }
  return product;
}

// A row of the rollout of the topmost layer of `matrices`.
std::vector<double> DrawDown(std::span<const double> matrices, std::size_t tokens,
                             ResidualKind residual, std::size_t of_row) {
  const std::size_t size = tokens * tokens;
  std::vector<double> row(tokens);
  row[of_row] = 1.0;
  // With the recurrent residual R_l = W_l R_{l-1} + W_l: every layer on the way leaves its share.
  std::vector<double> left(tokens);
  for (std::size_t end = matrices.size(); end > 0; end -= size) {
    row = Times(row, matrices.subspan(end - size, size));
    if (residual == ResidualKind::kRecurrent && end > size) AddScaled(1.0, row, left);
  }
  AddScaled(1.0, left, row);
  return row;
}

// Makes R_{l-1} (empty below the first layer) that of the next layer.
void RollOut(std::span<const double> matrix, std::size_t tokens, ResidualKind residual,
             std::vector<double>& rollout) {
  if (rollout.empty()) {
    rollout.assign(matrix.begin(), matrix.end());
    return;
  }
  if (residual == ResidualKind::kRecurrent) {
    for (std::size_t i = 0; i < tokens; ++i) rollout[i * tokens + i] += 1.0;
  }
  const std::vector<double> below = std::exchange(rollout, {});
  for (std::size_t begin = 0; begin < matrix.size(); begin += tokens) {
    const std::vector<double> row = Times(matrix.subspan(begin, tokens), below);
    rollout.insert(rollout.end(), row.begin(), row.end());
  }
}

}  // namespace

std::vector<double> RolloutRows(std::span<const double> matrices, int tokens, ResidualKind residual,
                                std::span<const int> rows) {
  const auto count = static_cast<std::size_t>(tokens);
  const std::size_t size = count * count;
  const bool few = rows.size() * (matrices.size() / size + 1) <= 2 * count;
  std::vector<double> found;
  std::vector<double> rollout;
  for (std::size_t begin = 0; begin < matrices.size(); begin += size) {
    if (!few) RollOut(matrices.subspan(begin, size), count, residual, rollout);
    for (const int row : rows) {
      const auto at = static_cast<std::size_t>(row);
      const std::vector<double> drawn =
          few ? DrawDown(matrices.first(begin + size), count, residual, at) : std::vector<double>();
      const std::span<const double> values =
          few ? std::span(drawn) : std::span(std::as_const(rollout)).subspan(at * count, count);
      found.insert(found.end(), values.begin(), values.end());
    }
  }
  return found;
}

}  // namespace headwater
