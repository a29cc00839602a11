#include "read/json/plain_number.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "read/json/exact_number.h"

namespace headwater {
namespace {

constexpr int kMaxDigits = 19;
constexpr int kMostPower = 64;
constexpr double kLeastNormal = 1.2e-38;
constexpr double kMostNormal = 3.4e38;
// How far RoundsToFloatForSure takes a double to be off, in units of its last place. The product
// here is off by less than 4, and the digits that ScanFraction leaves out, 10^-15 of the number at
// most, make less than 10.
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

constexpr std::uint64_t kZeros = 0x3030303030303030U;  // eight times '0'

std::uint64_t Digit(char byte) { return static_cast<unsigned char>(byte - '0'); }

bool IsDigit(char byte) { return Digit(byte) < 10; }

std::uint64_t LoadEight(const char* text) {
  static_assert(std::endian::native == std::endian::little);
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, text, sizeof(bytes));
  return bytes;
}

// The highest bit of a byte is set where it is no digit. Only the lowest such byte is certain:
// above it, borrows may have gone astray.
std::uint64_t NonDigits(std::uint64_t bytes) {
  return ((bytes + 0x4646464646464646U) | (bytes - kZeros)) & 0x8080808080808080U;
}

// Index of the lowest byte that has a bit; 8 for none.
int LowestByte(std::uint64_t bits) { return std::countr_zero(bits) / 8; }

// Pairs of digits, then of pairs, then of fours, each step one multiplication.
std::uint64_t EightDigits(std::uint64_t bytes) {
  bytes -= kZeros;
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

// The bytes from `count` on made '0'.
std::uint64_t FirstDigits(std::uint64_t bytes, int count) {
  if (count >= 8) return bytes;
  const std::uint64_t kept = (std::uint64_t{1} << (8 * std::max(count, 0))) - 1;
  return (bytes & kept) | (kZeros & ~kept);
}

// What is read of a number without its sign: mantissa * 10^power, and the byte after it.
struct Decimal {
  std::uint64_t mantissa = 0;
  int power = 0;
  const char* end = nullptr;
};

// A digit, a point and 1 to 23 digits: what nearly every weight is. Of those after the point, 16
// from the first that is not 0 are enough to tell which float32 is the nearest (kDoubt); taking
// them all at once saves the branches that a loop over digits mispredicts. End is null for other
// text.
Decimal ScanFraction(const char* text) {
  const char* const fraction = text + 2;
  const std::uint64_t first = LoadEight(fraction);
  int digits = LowestByte(NonDigits(first));
  if (digits == 8) digits += LowestByte(NonDigits(LoadEight(fraction + 8)));
  if (digits == 16) digits += LowestByte(NonDigits(LoadEight(fraction + 16)));
  if (text[1] != '.' || digits == 0 || digits == 24) return {};
  const std::uint64_t whole = Digit(text[0]);
  const int zeros = whole == 0 ? std::min(LowestByte(first ^ kZeros), digits) : 0;
  const char* const significant = fraction + zeros;
  const int left = digits - zeros;
  std::uint64_t high = LoadEight(significant);
  std::uint64_t low = LoadEight(significant + 8);
  if (left < 16) {
    high = FirstDigits(high, left);
    low = FirstDigits(low, left - 8);
  }
  const std::uint64_t sixteen = EightDigits(high) * 100'000'000 + EightDigits(low);
  return {whole * 10'000'000'000'000'000U + sixteen, -(zeros + 16), fraction + digits};
}

// Up to 19 digits, with or without a point among them. End is null for other text.
Decimal ScanDigits(const char* text) {
  if (*text == '0' && IsDigit(text[1])) return {};
  Decimal decimal;
  const char* point = nullptr;
  const char* at = text;
  for (int digits = 0;; ++at) {
    if (IsDigit(*at) && digits < kMaxDigits) {
      decimal.mantissa = decimal.mantissa * 10 + Digit(*at);
      ++digits;
    } else if (*at == '.' && point == nullptr) {
      point = at;
    } else {
      break;
    }
  }
  if (IsDigit(*at) || point == at - 1) return {};
  if (point != nullptr) decimal.power = -static_cast<int>(at - point - 1);
  decimal.end = at;
  return decimal;
}

}  // namespace

const char* ScanPlainNumber(const char* text, float& value) {
  const bool negative = *text == '-';
  const char* const begin = text + (negative ? 1 : 0);
  if (!IsDigit(*begin)) return nullptr;
  Decimal decimal = ScanFraction(begin);
  if (decimal.end == nullptr) decimal = ScanDigits(begin);
  const char* at = decimal.end;
  if (at == nullptr) return nullptr;
  if ((*at | 0x20) == 'e') {
    ++at;
    const bool down = *at == '-';
    if (down || *at == '+') ++at;
    if (!IsDigit(*at)) return nullptr;
    int exponent = static_cast<int>(Digit(*at++));
    if (IsDigit(*at)) exponent = exponent * 10 + static_cast<int>(Digit(*at++));
    if (IsDigit(*at)) return nullptr;
    decimal.power += down ? -exponent : exponent;
  }
  if (decimal.power < -kMostPower || decimal.power > kMostPower) return nullptr;
  const double product = static_cast<double>(decimal.mantissa) *
                         kPowersOfTen[static_cast<std::size_t>(decimal.power + kMostPower)];
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
