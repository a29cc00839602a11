#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace headwater {

// How binary files hold numbers.
enum class ElementType : std::uint8_t { kFloat16, kBFloat16, kFloat32, kFloat64 };

constexpr std::size_t ElementBytes(ElementType type) {
  switch (type) {
    case ElementType::kFloat16:
    case ElementType::kBFloat16:
      return 2;
    case ElementType::kFloat32:
      return 4;
    case ElementType::kFloat64:
      return 8;
  }
  return 0;
}

// Converts out.size() elements of `bytes` to float32, rounding float64 to nearest; NaN and
// infinities stay what they are, and what float32 cannot hold becomes infinite. O(elements).
void ConvertElements(ElementType type, bool big_endian, std::span<const char> bytes,
                     std::span<float> out);

}  // namespace headwater
