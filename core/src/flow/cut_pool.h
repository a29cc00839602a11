#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "flow/token_set.h"

namespace headwater {

// The latest minimum cuts into one sink from sources of one layer. Below the layer's own row a cut
// serves every other source as well: its capacity for source i is A[i][tokens on the sink's side]
// plus what the lower arcs hold, which is an upper bound of the flow from i. On padded attention,
// where many rows are alike, this halves the number of flows that have to be found.
class CutPool {
 public:
  static constexpr int kCapacity = 8;

  explicit CutPool(int tokens)
      : tokens_(tokens), words_(WordsFor(tokens)), sides_(kCapacity, 1, words_), lower_{} {}

  int size() const { return size_; }
  void Clear() { size_ = next_ = 0; }

  // Remembers the cut of a flow `value` from the source with this row. Returns its place.
  int Add(const TokenWord* source_side, const double* row, double value) {
    const int place = next_;
    next_ = (next_ + 1) % kCapacity;
    size_ = size_ < kCapacity ? size_ + 1 : size_;
    for (int word = 0; word < words_; ++word) sides_.Set(place, 0)[word] = ~source_side[word];
    sides_.Set(place, 0)[words_ - 1] &= ~TokenWord{0} >> (words_ * kTokensPerWord - tokens_);
    lower_[static_cast<std::size_t>(place)] = value - Crossing(place, row);
    return place;
  }

  // Capacity of the cut at `place` for the source with this row.
  double Capacity(int place, const double* row) const {
    return Crossing(place, row) + lower_[static_cast<std::size_t>(place)];
  }

 private:
  double Crossing(int place, const double* row) const {
    double sum = 0;
    ForEachToken(sides_.Set(place, 0), words_, [&](int token) { sum += row[token]; });
    return sum;
  }

  int tokens_;
  int words_;
  TokenSets sides_;                      // tokens of the sink's side, below the source
  std::array<double, kCapacity> lower_;  // capacity of each cut without the source's row
  int size_ = 0;
  int next_ = 0;
};

}  // namespace headwater
