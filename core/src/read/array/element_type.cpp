#include "read/array/element_type.h"

#include <bit>
#include <cmath>
#include <cstring>
#include <limits>
#include <type_traits>

namespace headwater {
namespace {

float FromFloat16(std::uint16_t half) {
  const std::uint32_t sign = static_cast<std::uint32_t>(half & 0x8000U) << 16U;
  const std::uint32_t exponent = half >> 10U & 0x1FU;
  const std::uint32_t fraction = half & 0x3FFU;
  if (exponent == 0) {
    const float magnitude = std::ldexp(static_cast<float>(fraction), -24);
    return sign != 0 ? -magnitude : magnitude;
  }
  // Both formats keep infinities and NaN at the highest exponent; else the biases differ by 112.
  const std::uint32_t wide = exponent == 0x1FU ? 0xFFU : exponent + 112U;
  return std::bit_cast<float>(sign | wide << 23U | fraction << 13U);
}

float FromBFloat16(std::uint16_t bits) {
  return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16U);
}

float FromFloat32(std::uint32_t bits) { return std::bit_cast<float>(bits); }

float FromFloat64(std::uint64_t bits) {
  const auto wide = std::bit_cast<double>(bits);
  constexpr double kOverflow = 0x1.ffffffp127;  // half a step above the largest float32
  if (std::abs(wide) < kOverflow || std::isnan(wide)) return static_cast<float>(wide);
  return std::copysign(std::numeric_limits<float>::infinity(), wide < 0 ? -1.0F : 1.0F);
}

template <typename Bits>
Bits Swapped(Bits bits) {
  Bits swapped = 0;
  for (std::size_t k = 0; k < sizeof(Bits); ++k) {
    swapped = static_cast<Bits>(static_cast<Bits>(swapped << 8U) | (bits & 0xFFU));
    bits = static_cast<Bits>(bits >> 8U);
  }
  return swapped;
}

template <typename Bits, float (*kConvert)(Bits)>
void ConvertAll(bool big_endian, std::span<const char> bytes, std::span<float> out) {
  const bool swap = big_endian != (std::endian::native == std::endian::big);
  const char* at = bytes.data();
  for (float& value : out) {
    Bits bits = 0;
    std::memcpy(&bits, at, sizeof(bits));
    value = kConvert(swap ? Swapped(bits) : bits);
    at += sizeof(bits);
  }
}

}  // namespace

void ConvertElements(ElementType type, bool big_endian, std::span<const char> bytes,
                     std::span<float> out) {
  switch (type) {
    case ElementType::kFloat16:
      return ConvertAll<std::uint16_t, FromFloat16>(big_endian, bytes, out);
    case ElementType::kBFloat16:
      return ConvertAll<std::uint16_t, FromBFloat16>(big_endian, bytes, out);
    case ElementType::kFloat32:
      return ConvertAll<std::uint32_t, FromFloat32>(big_endian, bytes, out);
    case ElementType::kFloat64:
      return ConvertAll<std::uint64_t, FromFloat64>(big_endian, bytes, out);
  }
}

}  // namespace headwater
