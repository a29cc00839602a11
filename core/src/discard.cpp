#include "headwater/discard.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "headwater/residual.h"
#include "read/sample/number_text.h"

namespace headwater {
namespace {

// Doubles that are not negative are ordered as their bits are. The upper 16 bits (exponent and four
// bits of the mantissa) sort the entries into buckets; only the bucket of the wanted rank is then
// searched.
constexpr int kBucketShift = 48;
constexpr std::size_t kBuckets = std::size_t{1} << 15;

std::size_t Bucket(double value) {
  return static_cast<std::size_t>(std::bit_cast<std::uint64_t>(value) >> kBucketShift);
}

// The entry that stands at `rank` (from 0) when all are sorted ascending.
double EntryAtRank(std::span<const double> entries, std::size_t rank) {
  std::vector<std::uint32_t> counts(kBuckets);
  for (const double entry : entries) ++counts[Bucket(entry)];
  std::size_t bucket = 0;
  while (rank >= counts[bucket]) rank -= counts[bucket++];

  std::vector<double> candidates;
  candidates.reserve(counts[bucket]);
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(candidates),
               [bucket](double entry) { return Bucket(entry) == bucket; });
  const auto wanted = candidates.begin() + static_cast<std::ptrdiff_t>(rank);
  std::nth_element(candidates.begin(), wanted, candidates.end());
  return *wanted;
}

void ZeroBelow(double threshold, std::span<double> matrix) {
  for (double& value : matrix) value = value < threshold ? 0.0 : value;
}

void ZeroSmallest(std::size_t count, std::span<double> matrix) {
  const double largest = EntryAtRank(matrix, count - 1);
  const auto below = static_cast<std::size_t>(std::count_if(
      matrix.begin(), matrix.end(), [largest](double value) { return value < largest; }));
  std::size_t ties = count - below;
  const double kept = matrix.front();
  for (double& value : matrix) {
    const bool tie = value == largest && ties > 0;
    if (tie) --ties;
    if (tie || value < largest) value = 0.0;
  }
  matrix.front() = kept;
}

}  // namespace

std::optional<Error> CheckDiscard(const Discard& discard) {
  if (discard.ratio >= 0.0 && discard.ratio < 1.0) return std::nullopt;
  return Error{ErrorCode::kOption, "the discard ratio is " + NumberText(discard.ratio) +
                                       "; it must be at least 0 and below 1"};
}

void DiscardSmallest(const Discard& discard, int n, std::span<double> matrix) {
  if (discard.ratio == 0.0) return;
  const auto count =
      static_cast<std::size_t>(std::floor(static_cast<double>(matrix.size()) * discard.ratio));
  switch (discard.rule) {
    case DiscardRule::kThreshold:
      ZeroBelow(EntryAtRank(matrix, count), matrix);
      NormaliseRows(n, matrix);
      return;
    case DiscardRule::kCount:
      if (count > 0) ZeroSmallest(count, matrix);
      return;
  }
}

}  // namespace headwater
