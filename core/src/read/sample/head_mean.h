#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "headwater/attention.h"
#include "headwater/read/attention_tensor.h"

namespace headwater {

// The mean over the heads of one layer while its weights come, in any pieces. Sums are double and
// the mean is rounded once, as FuseHeads does it, so that it is the same bit by bit.
class HeadMean {
 public:
  // Bytes that it takes for each weight of the mean.
  static constexpr std::size_t kBytes = sizeof(double);

  // Adds `weights` of one head from `offset` on in [batch][query][key]; room is made as needed.
  void Add(std::size_t offset, std::span<const float> weights);
  // Weights of the mean so far.
  std::size_t size() const { return sums_.size(); }
  // The mean of so many heads; the next layer starts with zeros.
  std::vector<float> Take(std::size_t heads);

 private:
  std::vector<double> sums_;
};

// The mean over the heads of a layer that was read whole, [batch][head][query][key] to
// [batch][query][key]. `shape` is that of the layer.
std::vector<float> MeanOfHeads(std::span<const float> layer, const AttentionShape& shape,
                               std::size_t batch);

}  // namespace headwater
