#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

#include "headwater/read/read_limits.h"
#include "headwater/read/reader.h"

namespace headwater {

enum class FormatUse : std::uint8_t {
  kWeights,    // a file of weights
  kOtherTool,  // what another tool shows
  kRefused,    // known only to be refused by its name
};

// What kind of file an input is. Known by its content, never by its name.
struct Format {
  // As sentences list it, ".npy"; with its article, "an HDF5 file", where it is not read.
  std::string_view name;
  // By the first kSniffBytes of an input, or all of it. None in the first row, which is what looks
  // like nothing else.
  bool (*recognise)(std::string_view start);
  // None of what is refused.
  std::unique_ptr<Reader> (*make)(const ReadLimits& limits);
  // Beside `make`, because GCC with sanitizers holds no function's address for a constant.
  FormatUse use = FormatUse::kWeights;
};

// The table, core/src/read/formats.h.
std::span<const Format> Formats();

// Bytes from the start of an input that FormatOf looks at; fewer when the input is shorter.
inline constexpr std::size_t kSniffBytes = 1024;

// `start` is the first kSniffBytes of an input, or all of it.
const Format& FormatOf(std::span<const char> start);

}  // namespace headwater
