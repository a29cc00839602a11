#pragma once

#include "read/json/json_tokenizer.h"
#include "read/sample/sample_builder.h"

namespace headwater {

// Gives the tokenizer's last token to the builder. False when it brought an error, and for kFault.
[[nodiscard]] bool GiveToken(JsonToken token, const JsonTokenizer& tokenizer,
                             SampleBuilder& builder);

}  // namespace headwater
