#include "flow/capacities.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>
#include <string>
#include <utility>

#include "read/sample/number_text.h"

// Why arithmetic is exact. Let R be the largest row sum of all layers and 2^p the smallest power of
// two that is not below R. The quantum is q = 2^(p - 51). Every capacity is rounded to a multiple
// of q, by at most q / 2, so that a rounded row sums to at most (2^51 + n / 2) q. The sum or
// difference of two multiples of q is a multiple of q, and a double holds it exactly up to 2^53 q.
// The quantities the solver forms never exceed that:
//   - a flow, a supply and any part of a row are at most one row sum;
//   - what a node sends, receives or still absorbs is at most the row sum of that node;
//   - a bound adds at most two such quantities, and longer sums (chains of columns, which n rows
//     can make as large as n R) are capped at R after every step, which loses nothing because they
//     are only ever compared with flows.
// Hence nothing exceeds (2^52 + n) q < 2^53 q. Whatever the shape of the input, nothing depends on
// rows that sum to 1 or on columns staying small.
// A rounded cut differs from the given one by at most (its arcs) * q / 2.

namespace headwater {
namespace {

constexpr int kDoublesPerVector = 8;
constexpr int kQuantumBits = 51;
// Row sums beyond this power of two would bring the quantum's inverse near the end of the range.
constexpr int kLargestExponent = 900;
constexpr int kSmallestExponent = -900;

// A row this near to a whole sum is meant to have it: softmaxed rows sum to 1, rows with the
// identity added to 2. Rounding errors would otherwise break ties between cuts that are equal by
// construction, and a flow would be sought where a bound settles it.
constexpr double kSumTolerance = 1e-11;

double MeantSum(double sum) {
  const double whole = std::nearbyint(sum);
  return whole >= 1 && std::abs(sum - whole) <= kSumTolerance ? whole : sum;
}

std::optional<Error> CheckLayer(std::span<const double> layer, int index, int tokens) {
  const auto n = static_cast<std::size_t>(tokens);
  const auto usable = [](double capacity) {
    return capacity >= 0 && capacity <= std::numeric_limits<double>::max();
  };
  const auto bad = std::find_if_not(layer.begin(), layer.end(), usable);
  if (bad != layer.end()) {
    const auto at = static_cast<std::size_t>(bad - layer.begin());
    const Place place = {.layer = index,
                         .row = static_cast<std::int64_t>(at / n),
                         .column = static_cast<std::int64_t>(at % n)};
    if (std::isfinite(*bad)) {
      return Error{ErrorCode::kNegative, "a capacity is negative (" + NumberText(*bad) + ")",
                   place};
    }
    return Error{ErrorCode::kNotFinite, "a capacity is not a finite number", place};
  }
  return std::nullopt;
}

// The largest sum that a row of the layer is meant to have, or the row whose sum is out of range.
Result<double> LargestSum(std::span<const double> layer, int index, int tokens) {
  const auto n = static_cast<std::size_t>(tokens);
  double largest = 0;
  for (std::size_t row = 0; row < n; ++row) {
    const auto values = layer.subspan(row * n, n);
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    if (!(sum < std::ldexp(1, kLargestExponent))) {
      return Error{ErrorCode::kNotFinite,
                   "the capacities of a row are too large to add up",
                   {.layer = index, .row = static_cast<std::int64_t>(row)}};
    }
    largest = std::max(largest, MeantSum(sum));
  }
  return largest;
}

double QuantumFor(double largest_sum) {
  int exponent = 0;
  const double fraction = std::frexp(largest_sum, &exponent);
  if (fraction == 0.5) --exponent;  // a power of two itself
  return std::ldexp(1, std::max(exponent, kSmallestExponent) - kQuantumBits);
}

// Rounds a row and gives its residue to its largest entry.
void RoundRow(std::span<const double> given, double quantum, double* row) {
  const double scale = 1 / quantum;
  double sum = 0;
  for (std::size_t key = 0; key < given.size(); ++key) {
    row[key] = std::nearbyint(given[key] * scale) * quantum;
    sum += row[key];
  }
  const double residue = MeantSum(sum) - sum;
  double& largest = *std::max_element(row, row + given.size());
  if (largest + residue >= 0) largest += residue;
}

}  // namespace

Capacities::Capacities(int layers, int tokens)
    : layers_(layers), tokens_(tokens), stride_(StrideFor(tokens)) {
  const std::size_t lines = SumIndex(layers, 0);
  rows_.resize(lines * static_cast<std::size_t>(stride_));
  columns_.resize(lines * static_cast<std::size_t>(stride_));
  row_sums_.resize(lines);
  column_sums_.resize(lines);
}

int Capacities::StrideFor(int tokens) {
  const int padded = (tokens + kDoublesPerVector - 1) / kDoublesPerVector * kDoublesPerVector;
  return padded % (8 * kDoublesPerVector) == 0 ? padded + kDoublesPerVector : padded;
}

std::uint64_t Capacities::BytesNeeded(int layers, int tokens) {
  const std::uint64_t lines =
      static_cast<std::uint64_t>(layers) * static_cast<std::uint64_t>(tokens);
  return lines * (2 * static_cast<std::uint64_t>(StrideFor(tokens)) + 2) * sizeof(double);
}

Result<Capacities> Capacities::Quantise(std::span<const std::span<const double>> layers,
                                        int tokens) {
  double largest_sum = 0;
  for (std::size_t layer = 0; layer < layers.size(); ++layer) {
    const int index = static_cast<int>(layer);
    if (auto error = CheckLayer(layers[layer], index, tokens)) return *std::move(error);
    const Result<double> sum = LargestSum(layers[layer], index, tokens);
    if (!sum.ok()) return sum.error();
    largest_sum = std::max(largest_sum, *sum);
  }

  Capacities capacities(static_cast<int>(layers.size()), tokens);
  const double quantum = QuantumFor(largest_sum);
  const auto n = static_cast<std::size_t>(tokens);
  for (int layer = 0; layer < capacities.layers_; ++layer) {
    for (int query = 0; query < tokens; ++query) {
      const auto given =
          layers[static_cast<std::size_t>(layer)].subspan(static_cast<std::size_t>(query) * n, n);
      RoundRow(given, quantum, capacities.rows_.data() + capacities.Offset(layer, query));
    }
  }
  capacities.Transpose();
  capacities.SumLines();
  return capacities;
}

void Capacities::Transpose() {
  for (int layer = 0; layer < layers_; ++layer) {
    for (int query = 0; query < tokens_; ++query) {
      const double* row = Row(layer, query);
      for (int key = 0; key < tokens_; ++key) {
        columns_[Offset(layer, key) + static_cast<std::size_t>(query)] = row[key];
        if (key > query && row[key] > 0) causal_ = false;
      }
    }
  }
}

void Capacities::SumLines() {
  for (int layer = 0; layer < layers_; ++layer) {
    for (int line = 0; line < tokens_; ++line) {
      const double* row = Row(layer, line);
      const double sum = std::accumulate(row, row + tokens_, 0.0);
      row_sums_[SumIndex(layer, line)] = sum;
      limit_ = std::max(limit_, sum);
      const double* column = Column(layer, line);
      column_sums_[SumIndex(layer, line)] = std::accumulate(column, column + tokens_, 0.0);
    }
  }
}

}  // namespace headwater
