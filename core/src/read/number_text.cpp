#include "read/number_text.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace headwater {

// std::to_chars would do the same and add 120 KB of tables to the WebAssembly module, a fifth of it
// all after compression.
std::string NumberText(double value) {
  std::array<char, 32> text;
  for (int digits = 1; digits <= 17; ++digits) {
    std::snprintf(text.data(), text.size(), "%.*g", digits, value);
    if (std::strtod(text.data(), nullptr) == value) break;
  }
  return text.data();
}

}  // namespace headwater
