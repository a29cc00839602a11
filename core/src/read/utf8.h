#pragma once

#include <string_view>

namespace headwater {

// Whether `text` is UTF-8 as RFC 3629 has it: no overlong forms, surrogates or values above
// U+10FFFF. O(bytes).
bool IsUtf8(std::string_view text);

}  // namespace headwater
