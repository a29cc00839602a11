#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater {

// Turns the bytes of an input, which may be split anywhere, into samples. The outcome, errors
// included, is that of the whole.
class Reader {
 public:
  virtual ~Reader() = default;

  // The next bytes of the input. An error ends the reading: all further calls return it again.
  virtual std::optional<Error> Push(std::span<const char> bytes) = 0;

  // After the last byte, once: at least one sample, each checked, or the one error. The reader is
  // used up by it.
  virtual Result<std::vector<Sample>> Finish() = 0;

  // Bytes pushed so far, for a progress bar.
  virtual std::uint64_t bytes_read() const = 0;
};

}  // namespace headwater
