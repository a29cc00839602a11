#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/result.h"
#include "read/array/array_sample.h"

namespace headwater {

// What a .safetensors file says about one of its tensors. Its bytes count from the end of the
// header.
struct SafetensorsEntry {
  std::string name;
  std::string dtype;  // "F32", "BF16", "I64"
  std::vector<std::uint64_t> shape;
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  std::uint64_t position = 0;  // of what is said, from the start of the header's text
};

struct SafetensorsHeader {
  std::vector<SafetensorsEntry> entries;
  std::vector<FieldText> metadata;
  std::uint64_t data_bytes = 0;  // behind the header
};

// The header's JSON text. Refuses what the format refuses: names that occur twice, types that it
// does not know, tensors whose bytes are not those of their shape, and bytes that belong to none or
// to two. The place's byte counts from the start of `text`. O(text).
Result<SafetensorsHeader> ParseSafetensorsHeader(std::string_view text);

}  // namespace headwater
