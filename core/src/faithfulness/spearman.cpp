#include "headwater/faithfulness/spearman.h"

#include <algorithm>
#include <cmath>

namespace headwater {

std::vector<double> AverageRanks(std::span<const double> values) {
  std::vector<double> ranks;
  for (const double value : values) {
    int below = 0;
    int equal = 0;
    for (const double other : values) {
      below += other < value ? 1 : 0;
      equal += other == value ? 1 : 0;
    }
    // The mean of the ranks below + 1 to below + equal.
    ranks.push_back(below + (equal + 1) / 2.0);
  }
  return ranks;
}

std::optional<double> Spearman(std::span<const double> a, std::span<const double> b) {
  const std::vector<double> ranks_a = AverageRanks(a);
  const std::vector<double> ranks_b = AverageRanks(b);
  const double mean = (static_cast<double>(a.size()) + 1.0) / 2.0;
  // Ranks are whole or half numbers: up to 100,000 values every one of these sums is exact.
  double product = 0.0;
  double square_a = 0.0;
  double square_b = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double x = ranks_a[i] - mean;
    const double y = ranks_b[i] - mean;
    product += x * y;
    square_a += x * x;
    square_b += y * y;
  }
  if (square_a == 0.0 || square_b == 0.0) return std::nullopt;
  return std::clamp(product / std::sqrt(square_a * square_b), -1.0, 1.0);
}

}  // namespace headwater
