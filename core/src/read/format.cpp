#include "headwater/read/format.h"

#include <algorithm>

#include "read/formats.h"

namespace headwater {

std::span<const Format> Formats() { return kFormats; }

const Format& FormatOf(std::span<const char> bytes) {
  const std::string_view start(bytes.data(), std::min(bytes.size(), kSniffBytes));
  for (const Format& format : Formats().subspan(1)) {
    if (format.recognise(start)) return format;
  }
  return kFormats.front();
}

}  // namespace headwater
