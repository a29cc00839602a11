#include "read/sample/byte_size.h"

#include <array>
#include <limits>
#include <string_view>

namespace headwater {

std::string ByteSizeText(std::uint64_t bytes) {
  if (bytes < 1000) return std::to_string(bytes) + (bytes == 1 ? " byte" : " bytes");
  if (bytes == std::numeric_limits<std::uint64_t>::max()) return "more than 18 EB";
  constexpr std::array<std::string_view, 6> kUnits = {" kB", " MB", " GB", " TB", " PB", " EB"};
  std::size_t unit = 0;
  std::uint64_t divisor = 1000;
  while (unit + 1 < kUnits.size() && bytes / divisor >= 1000) {
    divisor *= 1000;
    ++unit;
  }
  const std::uint64_t tenths = bytes / (divisor / 10);
  std::string text = std::to_string(tenths / 10);
  if (tenths < 100 && tenths % 10 != 0) text += '.' + std::to_string(tenths % 10);
  return text + std::string(kUnits[unit]);
}

}  // namespace headwater
