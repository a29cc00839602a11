#pragma once

#include <string>

namespace headwater {

// The shortest decimal that reads back as `value`: "0.1", "-3", "1e-30". With fewer `digits`,
// rounded to so many significant ones. The only formatter of numbers that may have a fraction:
// std::to_string would link another.
std::string NumberText(double value, int digits = 17);
std::string NumberText(float value);

}  // namespace headwater
