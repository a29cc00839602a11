#include "headwater/precision.h"

#include <bit>
#include <cmath>
#include <cstdint>

namespace headwater {
namespace {

// What a float32 keeps behind the last bit of the type's significand must be 0.
constexpr std::uint32_t kBelowFloat16 = (1U << 13U) - 1;
constexpr std::uint32_t kBelowBFloat16 = (1U << 16U) - 1;
constexpr int kFewestDecimals = 2;
constexpr int kMostDecimals = 6;

bool IsFloat16(float weight) {
  // Below the least normal number, 2^-14, float16 holds multiples of 2^-24.
  if (weight < 0x1p-14F) return std::trunc(weight * 0x1p24F) == weight * 0x1p24F;
  return weight <= 65504.0F && (std::bit_cast<std::uint32_t>(weight) & kBelowFloat16) == 0;
}

bool IsBFloat16(float weight) {
  return (std::bit_cast<std::uint32_t>(weight) & kBelowBFloat16) == 0;
}

// Whether the weight is the float32 next to a multiple of 10^-decimals.
bool HasDecimals(float weight, int decimals) {
  double scale = 1.0;
  for (int k = 0; k < decimals; ++k) scale *= 10.0;
  return static_cast<float>(std::round(static_cast<double>(weight) * scale) / scale) == weight;
}

}  // namespace

std::string FindPrecision(const AttentionView& attention) {
  int decimals = kFewestDecimals;
  bool float16 = true;
  bool bfloat16 = true;
  for (int layer = 0; layer < attention.shape().layers; ++layer) {
    for (const float weight : attention.Layer(layer)) {
      while (decimals <= kMostDecimals && !HasDecimals(weight, decimals)) ++decimals;
      float16 = float16 && IsFloat16(weight);
      bfloat16 = bfloat16 && IsBFloat16(weight);
      if (decimals > kMostDecimals && !float16 && !bfloat16) return "float32";
    }
  }
  if (decimals <= kMostDecimals) return std::to_string(decimals) + " decimals";
  return bfloat16 ? "bfloat16" : "float16";
}

}  // namespace headwater
