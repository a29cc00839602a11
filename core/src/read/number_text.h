#pragma once

#include <string>

namespace headwater {

// The shortest decimal that reads back as `value`: "0.1", "-3", "1e-30".
std::string NumberText(double value);

}  // namespace headwater
