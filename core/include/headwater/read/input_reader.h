#pragma once

#include <memory>

#include "headwater/read/read_limits.h"
#include "headwater/read/reader.h"

namespace headwater {

// Reads an input of any format that the program knows, which its first bytes tell. gzip is unpacked
// before it comes here. kUnknownFormat names the format of an input that is not read. O(bytes).
std::unique_ptr<Reader> MakeInputReader(const ReadLimits& limits = {});

}  // namespace headwater
