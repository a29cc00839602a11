#pragma once

#include <cmath>
#include <cstdint>
#include <string_view>

#include "headwater/error.h"
#include "headwater/read/read_limits.h"

namespace headwater {

// Keeps count of what a reader holds, so that an input is refused before it fills the memory, and
// knows what may be given up so that it fits.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::uint64_t limit, KeptHeads heads = KeptHeads::kAll)
      : limit_(limit),
        longest_row_(static_cast<std::uint64_t>(std::sqrt(static_cast<double>(limit) / 4.0))),
        heads_(heads) {}

  // Whether `bytes` more fit; only then they are counted.
  [[nodiscard]] bool Take(std::uint64_t bytes) {
    if (bytes > limit_ - used_) return false;
    used_ += bytes;
    return true;
  }
  void Give(std::uint64_t bytes) { used_ -= bytes; }

  std::uint64_t used() const { return used_; }
  std::uint64_t limit() const { return limit_; }
  std::uint64_t left() const { return limit_ - used_; }

  // Weights of a row, and rows of a matrix: no square matrix of more would fit. What is longer is
  // refused at once, not after half a billion zeros.
  std::uint64_t longest_row() const { return longest_row_; }
  // kTooLarge; `what` has more than that: "a row has", "numbers".
  Error TooLong(std::string_view what, std::string_view elements, const Place& place) const;

  KeptHeads heads() const { return heads_; }
  // From here on, every tensor of weights is the mean over its heads.
  void KeepMean() { heads_ = KeptHeads::kMean; }

 private:
  std::uint64_t limit_;
  std::uint64_t longest_row_;
  std::uint64_t used_ = 0;
  KeptHeads heads_;
};

}  // namespace headwater
