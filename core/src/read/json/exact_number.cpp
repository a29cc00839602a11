#include "read/json/exact_number.h"

#include <cstdlib>
#include <string>

namespace headwater {

// std::from_chars would add 20 KB to the WebAssembly module, which has strtod for NumberText
// anyway.
double ExactDouble(std::string_view number) {
  return std::strtod(std::string(number).c_str(), nullptr);
}

float ExactFloat(std::string_view number) {
  return std::strtof(std::string(number).c_str(), nullptr);
}

}  // namespace headwater
