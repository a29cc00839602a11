#pragma once

#include <cstdint>

#include "headwater/read/read_limits.h"

namespace headwater {

// Keeps count of what a reader holds, so that an input is refused before it fills the memory, and
// knows what may be given up so that it fits.
class MemoryBudget {
 public:
  explicit MemoryBudget(std::uint64_t limit, KeptHeads heads = KeptHeads::kAll)
      : limit_(limit), heads_(heads) {}

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

  KeptHeads heads() const { return heads_; }
  // From here on, every tensor of weights is the mean over its heads.
  void KeepMean() { heads_ = KeptHeads::kMean; }

 private:
  std::uint64_t limit_;
  std::uint64_t used_ = 0;
  KeptHeads heads_;
};

}  // namespace headwater
