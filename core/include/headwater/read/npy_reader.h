#pragma once

#include <memory>

#include "headwater/read/read_limits.h"
#include "headwater/read/reader.h"

namespace headwater {

// Reads attention from NumPy's .npy, versions 1 to 3, that arrives in pieces: float16, float32 or
// float64 in either byte order, C or Fortran order, of the shape (n, n), (layers, n, n),
// (layers, heads, n, n) or (layers, batch, heads, n, n). Gives one sample without tokens.
// Memory: the tensor, and nothing that grows with the input. O(bytes).
std::unique_ptr<Reader> MakeNpyReader(const ReadLimits& limits = {});

}  // namespace headwater
