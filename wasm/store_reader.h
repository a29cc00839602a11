#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "headwater/read/read_limits.h"
#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater::wasm {

// What turns the bytes of an input into samples, with the meanings of JsonReader's functions. The
// two modules differ only in the reader that is linked in: json_store_reader.cpp keeps the first
// one small, any_store_reader.cpp makes one that reads every format.
class StoreReader {
 public:
  virtual ~StoreReader() = default;
  virtual std::optional<Error> Push(std::span<const char> bytes) = 0;
  virtual Result<std::vector<Sample>> Finish() = 0;

  static std::unique_ptr<StoreReader> Make(const ReadLimits& limits);
};

template <typename Reader>
class StoreReaderOf final : public StoreReader {
 public:
  explicit StoreReaderOf(const ReadLimits& limits) : reader_(limits) {}

  std::optional<Error> Push(std::span<const char> bytes) override { return reader_.Push(bytes); }
  Result<std::vector<Sample>> Finish() override { return reader_.Finish(); }

 private:
  Reader reader_;
};

}  // namespace headwater::wasm
