#include "headwater/read/input_reader.h"
#include "store_reader.h"

namespace headwater::wasm {

std::unique_ptr<StoreReader> StoreReader::Make(const ReadLimits& limits) {
  return std::make_unique<StoreReaderOf<InputReader>>(limits);
}

}  // namespace headwater::wasm
