#include "read/sample/head_mean.h"

#include <algorithm>

namespace headwater {

void HeadMean::Add(std::size_t offset, std::span<const float> weights) {
  if (sums_.size() < offset + weights.size()) sums_.resize(offset + weights.size());
  double* const sums = sums_.data() + offset;
  for (std::size_t k = 0; k < weights.size(); ++k) sums[k] += static_cast<double>(weights[k]);
}

std::vector<float> HeadMean::Take(std::size_t heads) {
  const double scale = 1.0 / static_cast<double>(heads);
  std::vector<float> mean(sums_.size());
  for (std::size_t k = 0; k < sums_.size(); ++k) mean[k] = static_cast<float>(sums_[k] * scale);
  std::fill(sums_.begin(), sums_.end(), 0.0);
  return mean;
}

std::vector<float> MeanOfHeads(std::span<const float> layer, const AttentionShape& shape,
                               std::size_t batch) {
  HeadMean mean;
  const auto heads = static_cast<std::size_t>(shape.heads);
  for (std::size_t item = 0; item < batch; ++item) {
    for (std::size_t head = 0; head < heads; ++head) {
      mean.Add(item * shape.HeadSize(),
               layer.subspan((item * heads + head) * shape.HeadSize(), shape.HeadSize()));
    }
  }
  return mean.Take(heads);
}

}  // namespace headwater
