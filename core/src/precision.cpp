#include "headwater/precision.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>

namespace headwater {
namespace {

// What a float32 keeps behind the last bit of the type's significand must be 0.
constexpr std::uint32_t kBelowFloat16 = (1U << 13U) - 1;
constexpr std::uint32_t kBelowBFloat16 = (1U << 16U) - 1;
constexpr int kFewestDecimals = 2;
constexpr std::array<double, 5> kScales = {1e2, 1e3, 1e4, 1e5, 1e6};
constexpr std::size_t kBlock = 1024;

bool IsFloat16(float weight) {
  // Below the least normal number, 2^-14, float16 holds multiples of 2^-24.
  if (weight < 0x1p-14F) return std::trunc(weight * 0x1p24F) == weight * 0x1p24F;
  return weight <= 65504.0F && (std::bit_cast<std::uint32_t>(weight) & kBelowFloat16) == 0;
}

bool IsBFloat16(float weight) {
  return (std::bit_cast<std::uint32_t>(weight) & kBelowBFloat16) == 0;
}

// Whether each weight is the float32 next to a multiple of 1 / scale; without a branch for each.
bool AllMultiples(std::span<const float> weights, double scale) {
  unsigned others = 0;
  for (const float weight : weights) {
    const double multiple = std::nearbyint(static_cast<double>(weight) * scale) / scale;
    others |= static_cast<unsigned>(static_cast<float>(multiple) != weight);
  }
  return others == 0;
}

// Calls visit(block) for blocks of weights until it is false; false if it was.
template <typename Visit>
bool VisitBlocks(const AttentionView& attention, Visit visit) {
  for (int layer = 0; layer < attention.shape().layers; ++layer) {
    std::span<const float> rest = attention.Layer(layer);
    while (!rest.empty()) {
      const std::size_t size = std::min(rest.size(), kBlock);
      if (!visit(rest.first(size))) return false;
      rest = rest.subspan(size);
    }
  }
  return true;
}

}  // namespace

std::string FindPrecision(const AttentionView& attention) {
  std::size_t scale = 0;
  const bool decimals = VisitBlocks(attention, [&](std::span<const float> block) {
    while (scale < kScales.size() && !AllMultiples(block, kScales[scale])) ++scale;
    return scale < kScales.size();
  });
  if (decimals) return std::to_string(kFewestDecimals + static_cast<int>(scale)) + " decimals";
  bool float16 = true;
  bool bfloat16 = true;
  VisitBlocks(attention, [&](std::span<const float> block) {
    float16 = float16 && std::all_of(block.begin(), block.end(), IsFloat16);
    bfloat16 = bfloat16 && std::all_of(block.begin(), block.end(), IsBFloat16);
    return float16 || bfloat16;
  });
  if (bfloat16) return "bfloat16";
  return float16 ? "float16" : "float32";
}

}  // namespace headwater
