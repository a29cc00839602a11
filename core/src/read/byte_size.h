#pragma once

#include <cstdint>
#include <string>

namespace headwater {

// "812 bytes", "1.5 MB", "12 GB": decimal units, as file managers show them, two digits or whole.
std::string ByteSizeText(std::uint64_t bytes);

}  // namespace headwater
