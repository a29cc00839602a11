#pragma once

#include <cstdint>
#include <optional>

namespace headwater {

// What a reader keeps of a layer's heads.
enum class KeptHeads : std::uint8_t {
  kAll,
  kMeanWhenNeeded,  // only their mean from where all of them would not fit the limit
  kMean,
};

struct ReadLimits {
  // Most bytes that weights, gradients and texts of all samples may take together.
  std::uint64_t max_tensor_bytes = std::uint64_t{1} << 30;
  // Size of the (uncompressed) input when it is known: a tensor that cannot fit is then refused
  // after its first layer instead of after the limit is full.
  std::optional<std::uint64_t> input_bytes = std::nullopt;
  // A mean that was kept is told by AttentionTensor::averaged_heads().
  KeptHeads heads = KeptHeads::kAll;
};

}  // namespace headwater
