#include "read/json/plain_number.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <random>
#include <string>

#include "core/read/support/reading.h"

namespace headwater {
namespace {

std::string Print(const char* format, double value) {
  std::array<char, 128> text = {};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

// What ScanPlainNumber makes of a number followed by a comma; NaN when it leaves it alone.
float Scan(const std::string& number) {
  const std::string text = number + ',' + std::string(kPlainNumberBytes, ' ');
  float value = 0;
  const char* end = ScanPlainNumber(text.data(), value);
  if (end == nullptr) return std::numeric_limits<float>::quiet_NaN();
  EXPECT_EQ(end, text.data() + number.size()) << number;
  return value;
}

TEST(PlainNumber, RoundsAsTheCLibraryDoes) {
  std::mt19937_64 random(1);
  std::uniform_int_distribution<std::uint32_t> any_float(0x00800000U, 0x7F7FFFFFU);
  for (int k = 0; k < 200'000; ++k) {
    const auto value = static_cast<double>(std::bit_cast<float>(any_float(random)));
    for (const char* format : {"%.17g", "%.9g", "%.6g", "%.4f"}) {
      const std::string text = Print(format, value);
      const float scanned = Scan(text);
      if (!std::isnan(scanned)) {
        EXPECT_EQ(scanned, std::strtof(text.c_str(), nullptr)) << text;
      }
    }
  }
}

TEST(PlainNumber, RoundsDoublesNextToTheMiddleOfTwoFloatsAsTheCLibraryDoes) {
  std::mt19937_64 random(2);
  std::uniform_real_distribution<double> weight(1e-6, 1);
  std::uniform_int_distribution<int> step(-20, 20);
  for (int k = 0; k < 100'000; ++k) {
    const auto below = static_cast<float>(weight(random));
    const float above = std::nextafter(below, 2.0F);
    double middle = (static_cast<double>(below) + static_cast<double>(above)) / 2;
    middle = std::bit_cast<double>(std::bit_cast<std::uint64_t>(middle) +
                                   static_cast<std::uint64_t>(step(random)));
    for (const char* format : {"%.17g", "%.19g", "%.16g"}) {
      const std::string text = Print(format, middle);
      EXPECT_EQ(Scan(text), std::strtof(text.c_str(), nullptr)) << text;
    }
  }
}

TEST(PlainNumber, TakesWhatPythonWritesForWeights) {
  EXPECT_EQ(Scan("0"), 0.0F);
  EXPECT_EQ(Scan("1"), 1.0F);
  EXPECT_EQ(Scan("1.0"), 1.0F);
  EXPECT_EQ(Scan("0.0"), 0.0F);
  EXPECT_EQ(Scan("0.10000000149011612"), 0.1F);
  EXPECT_EQ(Scan("0.0005816379562020302"), 0.0005816379562020302F);
  EXPECT_EQ(Scan("1.8992545437832714e-13"), 1.8992545437832714e-13F);
  EXPECT_EQ(Scan("1E+02"), 100.0F);
  EXPECT_EQ(Scan("-0.25"), -0.25F);
}

TEST(PlainNumber, RoundsAnyNumberOfDigitsAfterThePointAsTheCLibraryDoes) {
  std::mt19937_64 random(3);
  std::uniform_int_distribution<int> digit('0', '9');
  for (int k = 0; k < 200'000; ++k) {
    const auto digits = static_cast<std::size_t>(1 + k % 23);
    const auto zeros = static_cast<std::size_t>(k / 23 % 14);
    std::string fraction(std::min(zeros, digits - 1), '0');
    while (fraction.size() < digits) fraction += static_cast<char>(digit(random));
    const std::string text = (k % 2 == 0 ? "0." : "-7.") + fraction;
    EXPECT_EQ(Scan(text), std::strtof(text.c_str(), nullptr)) << text;
  }
}

TEST(PlainNumber, LeavesEverythingElseToTheParser) {
  for (const char* text : {"",
                           "-",
                           ".5",
                           "+1",
                           "01",
                           "1.",
                           "1.e5",
                           "1e",
                           "1e+",
                           "1e999",
                           "1e123",
                           "NaN",
                           "Infinity",
                           "-Infinity",
                           "null",
                           "\"1\"",
                           "1e-40",
                           "1e39",
                           "12345678901234567890",
                           "0.0000000000000000000000000001",
                           "1.234567890123456789012345",
                           "12.345678901234567890",
                           "00.5"}) {
    EXPECT_TRUE(std::isnan(Scan(text))) << text;
  }
}

// The whole reader: every weight is the nearest float32, whichever way it took.
TEST(JsonReaderNumbers, AreTheNearestFloat32) {
  std::mt19937_64 random(4);
  std::uniform_int_distribution<std::uint32_t> any_float(0, 0x7F7FFFFFU);
  std::vector<std::string> numbers = {
      "0.30000001192092896",
      "1e-46",
      "1e-45",
      "7e-46",
      "1.17549435e-38",
      "3.4028234e38",
      "3.4028235677973362e38",
      "16777217",
      "9007199254740993",
      "18446744073709551615",
      "99999999999999999999999999999",
      "1e-400",
      "0.1e1",
      "123456789012345678e-18",
      "1.00000005960464477539062500000000000000000000000000000000000000000000000000001"};
  while (numbers.size() < 4096) {
    const auto value = static_cast<double>(std::bit_cast<float>(any_float(random)));
    numbers.push_back(Print(numbers.size() % 3 == 0 ? "%.17g" : "%.20e", value));
  }
  std::string text = "[[";
  for (std::size_t k = 0; k < numbers.size(); ++k) {
    text += k % 64 == 0 ? (k == 0 ? "[" : "], [") : ", ";
    text += numbers[k];
  }
  text += "]]]";
  for (const std::size_t size : {text.size(), std::size_t{7}}) {
    const auto samples = ReadJsonInPieces(text, size);
    ASSERT_TRUE(samples.ok()) << samples.error().Message();
    const std::vector<float> weights = Weights(samples->front().attentions);
    ASSERT_EQ(weights.size(), numbers.size());
    for (std::size_t k = 0; k < numbers.size(); ++k) {
      EXPECT_EQ(weights[k], std::strtof(numbers[k].c_str(), nullptr)) << numbers[k];
    }
  }
}

}  // namespace
}  // namespace headwater
