#include "attention_store.h"
#include "headwater/read/input_reader.h"

namespace headwater::wasm {

std::unique_ptr<Reader> MakeStoreReader(const ReadLimits& limits) {
  return MakeInputReader(limits);
}

}  // namespace headwater::wasm
