#include "read/array/element_type.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "core/read/support/npy_bytes.h"

namespace headwater {
namespace {

template <typename Value>
float Converted(ElementType type, Value value, bool big_endian = false) {
  float out = 0;
  ConvertElements(type, big_endian, BytesOf(value, big_endian), std::span(&out, 1));
  return out;
}

TEST(ElementType, ConvertsEveryFloat16ByItsDefinition) {
  for (int bits = 0; bits < 65'536; ++bits) {
    const int exponent = bits / 1024 % 32;
    const int fraction = bits % 1024;
    const float value = Converted(ElementType::kFloat16, static_cast<std::uint16_t>(bits));
    if (exponent == 31) {
      EXPECT_EQ(std::isnan(value), fraction != 0) << bits;
      EXPECT_EQ(std::isinf(value), fraction == 0) << bits;
    } else {
      const double magnitude = exponent == 0 ? fraction * std::pow(2.0, -24)
                                             : (1024 + fraction) * std::pow(2.0, exponent - 25);
      EXPECT_EQ(static_cast<double>(value), bits < 32'768 ? magnitude : -magnitude) << bits;
    }
    EXPECT_EQ(std::signbit(value), bits >= 32'768) << bits;
  }
}

TEST(ElementType, TakesBFloat16ForTheUpperHalfOfFloat32) {
  EXPECT_EQ(Converted(ElementType::kBFloat16, std::uint16_t{0x3F80}), 1.0F);
  EXPECT_EQ(Converted(ElementType::kBFloat16, std::uint16_t{0x3E80}), 0.25F);
  EXPECT_EQ(Converted(ElementType::kBFloat16, std::uint16_t{0xC000}), -2.0F);
  EXPECT_TRUE(std::isnan(Converted(ElementType::kBFloat16, std::uint16_t{0x7FC0})));
}

TEST(ElementType, ReadsBothByteOrders) {
  for (const bool big_endian : {false, true}) {
    EXPECT_EQ(Converted(ElementType::kFloat32, 0.1F, big_endian), 0.1F);
    EXPECT_EQ(Converted(ElementType::kFloat64, 0.1, big_endian), 0.1F);
    EXPECT_EQ(Converted(ElementType::kFloat16, std::uint16_t{0x3C00}, big_endian), 1.0F);
  }
}

TEST(ElementType, RoundsFloat64ToTheNearestFloat32) {
  EXPECT_EQ(Converted(ElementType::kFloat64, 1.0 + std::pow(2.0, -25)), 1.0F);
  EXPECT_EQ(Converted(ElementType::kFloat64, 1.0 + 1.5 * std::pow(2.0, -24)),
            1.0F + std::numeric_limits<float>::epsilon());
  EXPECT_EQ(Converted(ElementType::kFloat64, 1e300), std::numeric_limits<float>::infinity());
  EXPECT_EQ(Converted(ElementType::kFloat64, -1e39), -std::numeric_limits<float>::infinity());
  EXPECT_EQ(Converted(ElementType::kFloat64, 3.4028235677e38), std::numeric_limits<float>::max());
}

}  // namespace
}  // namespace headwater
