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

// Reads attention from a page (.html) or script that another tool wrote, arriving in pieces:
// BertViz of old and of today, CircuitsVis, tensor2tensor's window.attention, Transformer
// Explainer's modules. Each picture in it is a sample with the name that the tool gave it; one that
// cannot be read is a sample with the reason (Sample::refusal) when others can. The page is only
// read: nothing in it is run, and nothing that it links to is fetched. Memory: the tensors.
// O(bytes).
class PageReader {
 public:
  explicit PageReader(const ReadLimits& limits = {});
  ~PageReader();
  PageReader(PageReader&&) noexcept;
  PageReader& operator=(PageReader&&) noexcept;

  // As JsonReader's.
  std::optional<Error> Push(std::span<const char> bytes);
  Result<std::vector<Sample>> Finish();
  std::uint64_t bytes_read() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace headwater
