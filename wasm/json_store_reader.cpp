#include "attention_store.h"
#include "headwater/read/json_reader.h"

namespace headwater::wasm {

std::unique_ptr<Reader> MakeStoreReader(const ReadLimits& limits) { return MakeJsonReader(limits); }

}  // namespace headwater::wasm
