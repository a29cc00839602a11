#pragma once

#include <memory>

#include "headwater/read/read_limits.h"
#include "headwater/read/reader.h"

namespace headwater {

// Reads attention from NumPy's .npz, stored or compressed, that arrives in pieces: a zip archive of
// .npy arrays. Among those of floating point numbers on 2 to 5 axes, the ones with "att" in their
// names count, or all when none has it; "grad" in a name makes it gradients. One array is nested as
// in a .npy file; several are layers, ordered by the numbers in their names, each (n, n),
// (heads, n, n) or (batch, heads, n, n). Arrays named as fields of the native format ("tokens")
// hold them: lists of texts or whole numbers, or one text, which is JSON where the field is no
// text. Gives one sample. Memory: the tensors, one layer more while layers are joined, and 80 KB.
// O(bytes).
std::unique_ptr<Reader> MakeNpzReader(const ReadLimits& limits = {});

}  // namespace headwater
