#include "read/number_text.h"

#include <array>
#include <cstdio>
#include <cstdlib>

namespace headwater {

// std::to_chars would do the same and add 120 KB of tables to the WebAssembly module, a fifth of it
// all after compression.
std::string NumberText(double value, int digits) {
  std::array<char, 32> text;
  for (int shown = 1; shown <= digits; ++shown) {
    std::snprintf(text.data(), text.size(), "%.*g", shown, value);
    if (std::strtod(text.data(), nullptr) == value) break;
  }
  return text.data();
}

}  // namespace headwater
