#include <cstddef>
#include <cstdint>

#include "fuzz/same_outcome.h"
#include "headwater/read/npz_reader.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  headwater::CheckSameOutcome(headwater::MakeNpzReader, data, size);
  return 0;
}
