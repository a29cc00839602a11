#pragma once

#include "headwater/read/sample.h"

namespace headwater {

// Makes one square tensor of a recorded generation, so that every analysis can look at it: the text
// as its last forward pass sees it. Sets Sample::attentions, recorded_steps and prompt_length.
//
// With cached keys and values each step has the row of its newest token, and these rows, under
// those of the prompt, are the tensor; `steps` is empty afterwards. Where every step has all its
// rows the tensor is the last one, and `steps` keeps the earlier ones, whose weights may differ.
// Does nothing to a sample without steps. Frees the steps layer by layer. O(weights).
void JoinSteps(Sample& sample);

}  // namespace headwater
