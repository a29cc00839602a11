#pragma once

#include <memory>
#include <string_view>

#include "headwater/read/read_limits.h"
#include "headwater/read/reader.h"

namespace headwater {

// Reads attention from a .safetensors file that arrives in pieces. Among its F16, BF16, F32 and F64
// tensors of 2 to 5 axes, those with "att" in their names count, or all when none has it; "grad" in
// a name makes it gradients. One tensor is nested as a .npy array is; several are layers, ordered
// by the numbers in their names, each (n, n), (heads, n, n) or (batch, heads, n, n).
// The metadata's entries are fields of the native format: texts as they are, everything else as
// JSON ("tokens": "[\"a\", \"b\"]"). Gives one sample.
// Memory: the tensors and the header. O(bytes).
std::unique_ptr<Reader> MakeSafetensorsReader(const ReadLimits& limits = {});

// Whether an input begins so (headwater/read/format.h).
bool IsSafetensors(std::string_view start);

}  // namespace headwater
