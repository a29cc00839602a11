#include "rollout_row.h"

namespace headwater {

void AddScaled(double factor, std::span<const float> row, std::span<double> sums) {
  for (std::size_t i = 0; i < row.size(); ++i) sums[i] += factor * static_cast<double>(row[i]);
}

void AddScaled(double factor, std::span<const double> row, std::span<double> sums) {
  for (std::size_t i = 0; i < row.size(); ++i) sums[i] += factor * row[i];
}

}  // namespace headwater
