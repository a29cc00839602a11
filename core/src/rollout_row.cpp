#include "rollout_row.h"

#include <algorithm>
#include <utility>

namespace headwater {
namespace {

std::vector<double> Times(std::span<const double> row, std::span<const double> matrix) {
  std::vector<double> product(row.size());
  for (std::size_t k = 0; k < row.size(); ++k) {
    if (row[k] != 0.0) AddScaled(row[k], matrix.subspan(k * row.size(), row.size()), product);
  }
  return product;
}

}  // namespace

void AddScaled(double factor, std::span<const float> row, std::span<double> sums) {
  for (std::size_t i = 0; i < row.size(); ++i) sums[i] += factor * static_cast<double>(row[i]);
}

void AddScaled(double factor, std::span<const double> row, std::span<double> sums) {
  for (std::size_t i = 0; i < row.size(); ++i) sums[i] += factor * row[i];
}

std::vector<double> DrawDown(std::span<const double> matrices, int layer, ResidualKind residual,
                             std::vector<double> row) {
  const std::size_t size = row.size() * row.size();
  // With the recurrent residual R_l = W_l R_{l-1} + W_l: every layer on the way leaves its share.
  std::vector<double> left(row.size());
  for (int below = layer; below >= 0; --below) {
    row = Times(row, matrices.subspan(static_cast<std::size_t>(below) * size, size));
    if (residual == ResidualKind::kRecurrent && below > 0) AddScaled(1.0, row, left);
  }
  AddScaled(1.0, left, row);
  return row;
}

}  // namespace headwater
