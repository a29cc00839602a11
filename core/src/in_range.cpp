#include "in_range.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "all_within.h"

namespace headwater {

Error OutOfRange(std::string_view what, int layer) {
  return {
      ErrorCode::kOutOfRange, std::string(what) + " leaves the range of numbers", {.layer = layer}};
}

std::optional<Error> CheckInRange(std::span<const float> values, std::string_view what, int layer) {
  if (AllWithin(values, 0.0F)) return std::nullopt;
  return OutOfRange(what, layer);
}

std::optional<Error> CheckInRange(std::span<const double> values, std::string_view what,
                                  int layer) {
  const bool finite =
      std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
  if (finite) return std::nullopt;
  return OutOfRange(what, layer);
}

}  // namespace headwater
