#pragma once

#include <string>

namespace headwater {

// The shortest decimal that reads back as `value`: "0.1", "-3", "1e-30". With fewer `digits`, rounded
// to so many significant ones.
std::string NumberText(double value, int digits = 17);

}  // namespace headwater
