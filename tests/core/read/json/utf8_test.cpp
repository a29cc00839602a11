#include "read/json/utf8.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace headwater {
namespace {

std::string Encoded(unsigned point) {
  const auto byte = [](unsigned value) { return static_cast<char>(value); };
  if (point < 0x80) return {byte(point)};
  if (point < 0x800) return {byte(0xC0U | point >> 6U), byte(0x80U | (point & 0x3FU))};
  if (point < 0x10000) {
    return {byte(0xE0U | point >> 12U), byte(0x80U | (point >> 6U & 0x3FU)),
            byte(0x80U | (point & 0x3FU))};
  }
  return {byte(0xF0U | point >> 18U), byte(0x80U | (point >> 12U & 0x3FU)),
          byte(0x80U | (point >> 6U & 0x3FU)), byte(0x80U | (point & 0x3FU))};
}

TEST(Utf8, HoldsEveryCodePointButSurrogates) {
  for (unsigned point = 0; point < 0x110000 + 0x1000; ++point) {
    const bool valid = point < 0x110000 && (point < 0xD800 || point > 0xDFFF);
    ASSERT_EQ(IsUtf8(Encoded(point)), valid) << point;
  }
}

TEST(Utf8, RefusesOverlongAndIncompleteSequences) {
  for (const std::string_view text :
       {"\xC0\xAF", "\xC1\xBF", "\xE0\x80\xAF", "\xF0\x80\x80\xAF", "\x80", "\xC3", "\xE2\x82",
        "\xF0\x9F\x98", "\xC3(", "\xFF", "\xF8\x88\x80\x80\x80"}) {
    EXPECT_FALSE(IsUtf8(text));
    EXPECT_FALSE(IsUtf8(std::string("abc") + std::string(text)));
  }
  EXPECT_TRUE(IsUtf8(""));
}

}  // namespace
}  // namespace headwater
