#include "read/sample/number_text.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace headwater {
namespace {

// std::to_chars would do the same and add 120 KB of tables to the WebAssembly module, a fifth of it
// all after compression.
template <typename Number, Number (*kRead)(const char*, char**)>
std::string ShortestText(Number value, int most_digits) {
  std::array<char, 32> text;
  for (int digits = 1; digits <= most_digits; ++digits) {
    std::snprintf(text.data(), text.size(), "%.*g", digits, static_cast<double>(value));
    if (kRead(text.data(), nullptr) == value) break;
  }
  return text.data();
}

}  // namespace

std::string NumberText(double value, int digits) {
  return ShortestText<double, std::strtod>(value, digits);
}

std::string NumberText(float value) { return ShortestText<float, std::strtof>(value, 9); }

}  // namespace headwater
