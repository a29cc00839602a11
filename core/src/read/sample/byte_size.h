#pragma once

#include <cstdint>
#include <string>

namespace headwater {

// "812 bytes", "1.5 MB", "12 GB": decimal units, as file managers show them, two digits or whole.
// The largest number stands for whatever is not below it: "more than 18 EB".
std::string ByteSizeText(std::uint64_t bytes);

}  // namespace headwater
