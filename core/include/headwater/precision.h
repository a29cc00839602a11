#pragma once

#include <string>

#include "headwater/attention.h"

namespace headwater {

// How finely the weights of an input are written, found from the weights themselves, because text
// does not name a type and a float16 model is often saved as float32: "2 decimals" to "6 decimals"
// when every weight is a multiple of such a power of ten, else "float16", "bfloat16" or "float32",
// the coarsest type that holds every weight. O(weights), a few of them for plain float32.
std::string FindPrecision(const AttentionView& attention);

}  // namespace headwater
