#pragma once

#include <memory>
#include <string_view>

#include "headwater/read/read_limits.h"
#include "headwater/read/reader.h"

namespace headwater {

// Reads attention from a page (.html) or script that another tool wrote, arriving in pieces:
// BertViz of old and of today, CircuitsVis, tensor2tensor's window.attention, Transformer
// Explainer's modules. Each picture in it is a sample with the name that the tool gave it; one that
// cannot be read is a sample with the reason (Sample::refusal) when others can. The page is only
// read: nothing in it is run, and nothing that it links to is fetched. Memory: the tensors.
// O(bytes).
std::unique_ptr<Reader> MakePageReader(const ReadLimits& limits = {});

// Whether an input begins so (headwater/read/format.h).
bool IsHtml(std::string_view start);
bool IsJavaScript(std::string_view start);

}  // namespace headwater
