#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "headwater/error.h"

namespace headwater {

// "`what` leaves the range of numbers" at a layer; -1 for none.
Error OutOfRange(std::string_view what, int layer);

// That error unless all values are finite, and those in float not negative. What is computed from
// valid weights can still leave the range: sums that double with every layer do after 128.
// O(values).
std::optional<Error> CheckInRange(std::span<const float> values, std::string_view what, int layer);
std::optional<Error> CheckInRange(std::span<const double> values, std::string_view what, int layer);

}  // namespace headwater
