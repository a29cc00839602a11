#include "headwater/read/format.h"

#include <algorithm>

#include "read/formats.h"

namespace headwater {

std::span<const Format> Formats() { return kFormats; }

const Format& FormatOf(std::span<const char> bytes) {
  const std::string_view start(bytes.data(), std::min(bytes.size(), kSniffBytes));
  const auto* found =
      std::find_if(kFormats.begin() + 1, kFormats.end(),
                   [start](const Format& format) { return format.recognise(start); });
  return found == kFormats.end() ? kFormats.front() : *found;
}

}  // namespace headwater
