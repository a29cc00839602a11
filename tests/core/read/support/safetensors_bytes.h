#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/read/support/npy_bytes.h"

namespace headwater {

// A .safetensors file: the header's size, the header, the tensors' bytes.
inline std::string SafetensorsBytes(std::string_view header, std::string_view data) {
  return BytesOf(static_cast<std::uint64_t>(header.size())) + std::string(header) +
         std::string(data);
}

}  // namespace headwater
