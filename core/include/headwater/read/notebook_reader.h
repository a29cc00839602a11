#pragma once

#include <memory>
#include <string_view>

#include "headwater/read/read_limits.h"
#include "headwater/read/reader.h"

namespace headwater {

// Reads attention from an executed Jupyter notebook (nbformat 3 and 4) that arrives in pieces: what
// the outputs of its cells show, each read as PageReader does. Samples are named after their cells,
// counted from 1.
// Nothing in it is run. Memory: the tensors. O(bytes).
std::unique_ptr<Reader> MakeNotebookReader(const ReadLimits& limits = {});

// An object that begins with one of a notebook's four fields and shows another one nearby.
bool IsNotebook(std::string_view start);

}  // namespace headwater
