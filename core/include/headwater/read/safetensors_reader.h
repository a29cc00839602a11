#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "headwater/read/read_limits.h"
#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater {

// Reads attention from a .safetensors file that arrives in pieces. Among its F16, BF16, F32 and F64
// tensors of 2 to 5 axes, those with "att" in their names count, or all when none has it; "grad" in
// a name makes it gradients. One tensor is nested as a .npy array is; several are layers, ordered
// by the numbers in their names, each (n, n), (heads, n, n) or (batch, heads, n, n).
// The metadata's entries are fields of the native format: texts as they are, everything else as
// JSON ("tokens": "[\"a\", \"b\"]"). Gives one sample.
// Memory: the tensors and the header. O(bytes).
class SafetensorsReader {
 public:
  explicit SafetensorsReader(const ReadLimits& limits = {});
  ~SafetensorsReader();
  SafetensorsReader(SafetensorsReader&&) noexcept;
  SafetensorsReader& operator=(SafetensorsReader&&) noexcept;

  // As JsonReader's.
  std::optional<Error> Push(std::span<const char> bytes);
  Result<std::vector<Sample>> Finish();
  std::uint64_t bytes_read() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace headwater
