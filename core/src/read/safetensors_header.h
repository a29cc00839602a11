#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/result.h"
#include "read/array_sample.h"

namespace headwater {

// What a .safetensors file says about one of its tensors. Positions count from the end of the
// header.
struct SafetensorsEntry {
  std::string name;
  std::string dtype;  // "F32", "BF16", "I64"
  std::vector<std::uint64_t> shape;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;
  std::vector<FieldText> metadata;
};

// The header's JSON text. Knows the form only; whether positions make sense is for its reader.
Result<SafetensorsHeader> ParseSafetensorsHeader(std::string_view text);

}  // namespace headwater
