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

// Reads attention from NumPy's .npy, versions 1 to 3, that arrives in pieces: float16, float32 or
// float64 in either byte order, C or Fortran order, of the shape (n, n), (layers, n, n),
// (layers, heads, n, n) or (layers, batch, heads, n, n). Gives one sample without tokens.
// Memory: the tensor, and nothing that grows with the input. O(bytes).
class NpyReader {
 public:
  explicit NpyReader(const ReadLimits& limits = {});
  ~NpyReader();
  NpyReader(NpyReader&&) noexcept;
  NpyReader& operator=(NpyReader&&) noexcept;

  // As JsonReader's.
  std::optional<Error> Push(std::span<const char> bytes);
  Result<std::vector<Sample>> Finish();
  std::uint64_t bytes_read() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace headwater
