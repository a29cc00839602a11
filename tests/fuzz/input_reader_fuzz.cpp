// All readers, whichever the bytes look like: .npy and .safetensors above all.
#include <cstddef>
#include <cstdint>

#include "fuzz/same_outcome.h"
#include "headwater/read/input_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  headwater::CheckSameOutcome(headwater::MakeInputReader, data, size);
  return 0;
}
