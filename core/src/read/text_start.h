#pragma once

#include <algorithm>
#include <string_view>

namespace headwater {

// The start of an input without a byte order mark and white space.
inline std::string_view TextStart(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  start.remove_prefix(std::min(start.find_first_not_of(" \t\r\n"), start.size()));
  return start;
}

}  // namespace headwater
