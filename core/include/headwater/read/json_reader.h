#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "headwater/read/read_limits.h"
#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater {

// Reads attention from JSON that arrives in pieces (docs/file-format.md): an object of the format
// "headwater/1", {"samples": [...]}, one object per line, or the bare nested array. Bytes may be
// split anywhere; the outcome, errors included, is that of the whole. Fields may come in any order
// and unknown ones are passed over.
// Memory: the tensors, the strings of known fields, and one more layer while it is being read.
// O(bytes).
class JsonReader {
 public:
  explicit JsonReader(const ReadLimits& limits = {});
  ~JsonReader();
  JsonReader(JsonReader&&) noexcept;
  JsonReader& operator=(JsonReader&&) noexcept;

  // The next bytes of the input. An error ends the reading: all further calls return it again.
  std::optional<Error> Push(std::span<const char> bytes);

  // After the last byte, once: at least one sample, each checked, or the one error. The reader is
  // used up by it.
  Result<std::vector<Sample>> Finish();

  // Bytes pushed so far, for a progress bar.
  std::uint64_t bytes_read() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace headwater
