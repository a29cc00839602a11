#pragma once

#include <memory>

#include "headwater/read/read_limits.h"
#include "headwater/read/reader.h"

namespace headwater {

// Reads attention from JSON that arrives in pieces (docs/file-format.md): an object of the format
// "headwater/1", {"samples": [...]}, one object per line, or the bare nested array. Bytes may be
// split anywhere; the outcome, errors included, is that of the whole. Fields may come in any order
// and unknown ones are passed over.
// Memory: the tensors, the strings of known fields, and one more layer while it is being read.
// O(bytes).
std::unique_ptr<Reader> MakeJsonReader(const ReadLimits& limits = {});

}  // namespace headwater
