#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "headwater/read/format.h"
#include "headwater/read/json_reader.h"
#include "headwater/read/notebook_reader.h"
#include "headwater/read/npy_reader.h"
#include "headwater/read/npz_reader.h"
#include "headwater/read/page_reader.h"
#include "headwater/read/read_limits.h"
#include "headwater/read/safetensors_reader.h"
#include "headwater/read/sample.h"
#include "headwater/result.h"

namespace headwater {

// Reads an input of any kind that the program knows, which its first bytes tell, in pieces of any
// size. gzip is unpacked before it comes here. O(bytes).
class InputReader {
 public:
  explicit InputReader(const ReadLimits& limits = {}) : limits_(limits) {}

  // As JsonReader's. kUnknownFormat names the kind of an input that is not read.
  std::optional<Error> Push(std::span<const char> bytes);
  Result<std::vector<Sample>> Finish();
  std::uint64_t bytes_read() const { return bytes_read_; }

 private:
  // Chooses the reader by start_ and gives it these first bytes.
  void Begin();
  void GiveToReader(std::span<const char> bytes);

  ReadLimits limits_;
  std::uint64_t bytes_read_ = 0;
  std::string start_;  // until there are enough bytes to choose by
  std::variant<std::monostate, JsonReader, NotebookReader, NpyReader, NpzReader, PageReader,
               SafetensorsReader>
      reader_;
  std::optional<Error> error_;
};

}  // namespace headwater
