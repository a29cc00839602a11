#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <span>

#include "headwater/inspect.h"

namespace headwater {
namespace {

constexpr double kMeanTolerance = 0.05;
constexpr double kFewestZeros = 0.01;

bool IsOne(double sum) { return std::abs(sum - 1.0) <= kRowSumTolerance; }

// Cells that a causal model masks sum to 0 over the heads.
bool HeadsSumToOne(const AttentionView& attention) {
  const AttentionShape& shape = attention.shape();
  bool any = false;
  for (int layer = 0; layer < shape.layers; ++layer) {
    for (std::size_t cell = 0; cell < shape.HeadSize(); ++cell) {
      double sum = 0.0;
      for (int head = 0; head < shape.heads; ++head) {
        sum += static_cast<double>(attention.Head(layer, head)[cell]);
      }
      if (sum != 0.0 && !IsOne(sum)) return false;
      any = any || sum != 0.0;
    }
  }
  return any;
}

}  // namespace

ErrorCode FindRowSumCause(const AttentionView& attention, bool causal) {
  const AttentionShape& shape = attention.shape();
  if (shape.heads > 1 && HeadsSumToOne(attention)) return ErrorCode::kRowSumsOfHeads;
  const auto keys = static_cast<std::size_t>(shape.keys);
  bool less = false;
  bool more = false;
  double rows = 0.0;
  double sums = 0.0;
  double weights = 0.0;
  double zeros = 0.0;
  for (int layer = 0; layer < shape.layers; ++layer) {
    for (int head = 0; head < shape.heads; ++head) {
      const std::span<const float> matrix = attention.Head(layer, head);
      for (std::size_t query = 0; query * keys < matrix.size(); ++query) {
        const std::size_t seen = causal ? query + 1 : keys;
        const std::span<const float> row = matrix.subspan(query * keys, seen);
        const double sum = std::accumulate(row.begin(), row.end(), 0.0);
        if (sum == 0.0) continue;
        less = less || sum < 1.0 - kRowSumTolerance;
        more = more || sum > 1.0 + kRowSumTolerance;
        rows += 1.0;
        sums += sum;
        weights += static_cast<double>(seen);
        zeros += static_cast<double>(std::count(row.begin(), row.end(), 0.0F));
      }
    }
  }
  if (less && !more) return ErrorCode::kRowSumsTooSmall;
  const bool on_average = std::abs(sums - rows) <= kMeanTolerance * rows;
  const bool dropped = zeros >= kFewestZeros * weights;
  return less && on_average && dropped ? ErrorCode::kRowSumsOnAverage : ErrorCode::kRowSums;
}

}  // namespace headwater
