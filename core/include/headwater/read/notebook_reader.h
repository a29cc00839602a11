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

// Reads attention from an executed Jupyter notebook (nbformat 3 and 4) that arrives in pieces: what
// the outputs of its cells show, each read as PageReader does. Samples are named after their cells,
// counted from 1.
// Nothing in it is run. Memory: the tensors. O(bytes).
class NotebookReader {
 public:
  explicit NotebookReader(const ReadLimits& limits = {});
  ~NotebookReader();
  NotebookReader(NotebookReader&&) noexcept;
  NotebookReader& operator=(NotebookReader&&) noexcept;

  // As JsonReader's.
  std::optional<Error> Push(std::span<const char> bytes);
  Result<std::vector<Sample>> Finish();
  std::uint64_t bytes_read() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace headwater
