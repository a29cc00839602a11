#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace headwater {

// Bytes that must be readable where ScanPlainNumber begins.
inline constexpr std::size_t kPlainNumberBytes = 64;

// Reads the number at `text` if it is plain: JSON's form, a digit, a point and up to 23 more or up
// to 19 digits in all, an exponent of at most 2 digits, and a magnitude within the normal range of
// float32 or 0. Rounds to the nearest float32, as std::strtof does. Returns the byte after the
// number, or null when it is not plain, which says nothing about whether it is a number. `text`
// needs kPlainNumberBytes readable bytes. No allocation; about 15 ns for 17 digits, natively.
const char* ScanPlainNumber(const char* text, float& value);

// What was read of a row: bytes of its text and numbers.
struct PlainRow {
  std::size_t bytes = 0;
  std::size_t numbers = 0;
};

// Writes plain numbers of at least `least`, each with its comma and the space around it, to `row`
// until one is not so, the row is full, or less than kPlainNumberBytes are left. Negative zero
// becomes zero.
PlainRow ScanPlainRow(std::string_view text, float least, std::span<float> row);

// The float32 nearest to a number in JSON's form, NaN, Infinity or -Infinity, of any length: by
// ScanPlainNumber when it is plain.
float NearestFloat(std::string_view number);

}  // namespace headwater
