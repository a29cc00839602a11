#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "headwater/error.h"

namespace headwater {

enum class DiscardOrder : std::uint8_t {
  kAfterResidual,
  kBeforeResidual,
};

enum class DiscardRule : std::uint8_t {
  // Entries strictly below the sorted entry at floor(n^2 ratio) become 0, then rows are normalised.
  kThreshold,
  // The floor(n^2 ratio) smallest entries, ties by index, become 0, but entry (0, 0) stays; rows
  // are not normalised. With the order before the residual: the preset vit-explain, corrected.
  kCount,
};

// What programs and links call them.
inline constexpr std::pair<const char*, DiscardOrder> kDiscardOrders[] = {
    {"after", DiscardOrder::kAfterResidual},
    {"before", DiscardOrder::kBeforeResidual},
};
inline constexpr std::pair<const char*, DiscardRule> kDiscardRules[] = {
    {"threshold", DiscardRule::kThreshold},
    {"count", DiscardRule::kCount},
};

// Leaves out a layer's smallest entries; docs/definitions.md#discard.
struct Discard {
  double ratio = 0.0;  // in [0, 1); 0 leaves the matrix untouched
  DiscardOrder order = DiscardOrder::kAfterResidual;
  DiscardRule rule = DiscardRule::kThreshold;
};

// kOption when the ratio is outside [0, 1).
std::optional<Error> CheckDiscard(const Discard& discard);

// Applies ratio and rule to an n x n matrix of non-negative entries, row-major, in place. O(n^2).
void DiscardSmallest(const Discard& discard, int n, std::span<double> matrix);

}  // namespace headwater
