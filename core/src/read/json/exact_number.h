#pragma once

#include <string_view>

namespace headwater {

// The double and the float32 nearest to a number in JSON's form, NaN, Infinity or -Infinity; beyond
// the type's range 0 or infinity. Any length; slow, some 100 ns natively.
double ExactDouble(std::string_view number);
float ExactFloat(std::string_view number);

}  // namespace headwater
