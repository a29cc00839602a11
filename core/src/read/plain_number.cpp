#include "read/plain_number.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "read/exact_number.h"

namespace headwater {
namespace {

constexpr int kMaxDigits = 19;
constexpr int kMostPower = 64;
constexpr double kLeastNormal = 1.2e-38;
constexpr double kMostNormal = 3.4e38;
// How far RoundsToFloatForSure takes a double to be off, in units of its last place. The product
// here is off by less than 4.
constexpr std::uint64_t kDoubt = 16;

// 10^k for |k| <= 64. Exact up to 10^22, products of two or three exact powers above, and their
// reciprocals: within 2 units of the last place.
constexpr std::array<double, 2 * kMostPower + 1> kPowersOfTen = [] {
  std::array<double, kMostPower + 1> up = {1.0};
  for (std::size_t k = 1; k < up.size(); ++k)
    up[k] = k <= 22 ? up[k - 1] * 10 : up[22] * up[k - 22];
  std::array<double, 2 * kMostPower + 1> powers = {};
  for (std::size_t k = 0; k < up.size(); ++k) {
    powers[kMostPower + k] = up[k];
    powers[kMostPower - k] = 1 / up[k];
  }
  return powers;
}();

std::uint64_t Digit(char byte) { return static_cast<unsigned char>(byte - '0'); }

bool IsDigit(char byte) { return Digit(byte) < 10; }

std::uint64_t LoadEight(const char* text) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof(bytes));
  return bytes;
}

// The trick is widely known: a byte is a digit when neither adding 0x46 nor subtracting 0x30 sets
// its highest bit.
bool AllDigits(std::uint64_t bytes) {
  return (((bytes + 0x4646464646464646U) | (bytes - 0x3030303030303030U)) & 0x8080808080808080U) ==
         0;
}

// Pairs of digits, then of pairs, then of fours, each step one multiplication.
std::uint64_t EightDigits(std::uint64_t bytes) {
  bytes -= 0x3030303030303030U;
  bytes = (bytes * 10) + (bytes >> 8);
  constexpr std::uint64_t kMask = 0x000000FF000000FFU;
  constexpr std::uint64_t kHigh = 0x000F424000000064U;  // 100 + (1000000 << 32)
  constexpr std::uint64_t kLow = 0x0000271000000001U;   // 1 + (10000 << 32)
  return (((bytes & kMask) * kHigh) + (((bytes >> 16) & kMask) * kLow)) >> 32;
}

// Whether a double that is off by a few units in its last place still rounds to the float32 that
// the exact number rounds to.
bool RoundsToFloatForSure(double value) {
  const double magnitude = std::abs(value);
  if (!(magnitude >= kLeastNormal && magnitude <= kMostNormal)) return magnitude == 0;
  // The 29 bits that float32 drops; half way lies 2^28.
  constexpr std::uint64_t kDropped = (std::uint64_t{1} << 29) - 1;
  constexpr std::uint64_t kHalf = std::uint64_t{1} << 28;
  const std::uint64_t dropped = std::bit_cast<std::uint64_t>(value) & kDropped;
  return dropped + kDoubt < kHalf || dropped > kHalf + kDoubt;
}

}  // namespace

const char* ScanPlainNumber(const char* text, float& value) {
  const char* at = text;
  const bool negative = *at == '-';
  if (negative) ++at;
  if (!IsDigit(*at)) return nullptr;
  const char* const digits = at;
  std::uint64_t mantissa = 0;
  while (IsDigit(*at) && at - digits <= kMaxDigits) mantissa = mantissa * 10 + Digit(*at++);
  std::ptrdiff_t significant = at - digits;
  if (*digits == '0') {
    if (significant > 1) return nullptr;
    significant = 0;
  }
  int power = 0;
  if (*at == '.') {
    const char* const fraction = ++at;
    if (significant == 0) {
      while (*at == '0' && at - fraction < kMaxDigits) ++at;
    }
    const char* const first = at;
    for (std::uint64_t eight = LoadEight(at); AllDigits(eight) && at - fraction <= 16;
         eight = LoadEight(at)) {
      mantissa = mantissa * 100'000'000 + EightDigits(eight);
      at += 8;
    }
    while (IsDigit(*at) && at - fraction <= 24) mantissa = mantissa * 10 + Digit(*at++);
    if (at == fraction || IsDigit(*at)) return nullptr;
    significant += at - first;
    power = -static_cast<int>(at - fraction);
  }
  if (significant > kMaxDigits) return nullptr;
  if ((*at | 0x20) == 'e') {
    ++at;
    const bool down = *at == '-';
    if (down || *at == '+') ++at;
    if (!IsDigit(*at)) return nullptr;
    int exponent = static_cast<int>(Digit(*at++));
    if (IsDigit(*at)) exponent = exponent * 10 + static_cast<int>(Digit(*at++));
    if (IsDigit(*at)) return nullptr;
    power += down ? -exponent : exponent;
  }
  if (power < -kMostPower || power > kMostPower) return nullptr;
  const double product =
      static_cast<double>(mantissa) * kPowersOfTen[static_cast<std::size_t>(power + kMostPower)];
  if (!RoundsToFloatForSure(product)) {
    if (product < kLeastNormal || product > kMostNormal) return nullptr;
    value = ExactFloat({text, static_cast<std::size_t>(at - text)});
    return at;
  }
  value = static_cast<float>(negative ? -product : product);
  return at;
}

PlainRow ScanPlainRow(std::string_view text, float least, std::span<float> row) {
  const char* const end = text.data() + text.size();
  const auto after_space = [end](const char* at) {
    while (at != end && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t')) ++at;
    return at;
  };
  const char* at = after_space(text.data());
  auto cursor = row.begin();
  while (cursor != row.end() && end - at >= std::ptrdiff_t{kPlainNumberBytes}) {
    float value = 0;
    const char* const next = ScanPlainNumber(at, value);
    if (next == nullptr || *next != ',' || value < least) break;
    *cursor++ = value + 0.0F;
    at = after_space(next + 1);
  }
  return {.bytes = static_cast<std::size_t>(at - text.data()),
          .numbers = static_cast<std::size_t>(cursor - row.begin())};
}

float NearestFloat(std::string_view number) {
  // A plain number has its end within reach.
  std::array<char, 2 * kPlainNumberBytes> text = {};
  if (number.size() < kPlainNumberBytes) {
    std::copy(number.begin(), number.end(), text.begin());
    float value = 0;
    const char* const end = ScanPlainNumber(text.data(), value);
    if (end == text.data() + number.size()) return value;
  }
  return ExactFloat(number);
}

}  // namespace headwater
