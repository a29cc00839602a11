#pragma once

#include <cstdint>
#include <optional>

namespace headwater {

struct ReadLimits {
  // Most bytes that weights, gradients and texts of all samples may take together.
  std::uint64_t max_tensor_bytes = std::uint64_t{1} << 30;
  // Size of the (uncompressed) input when it is known: a tensor that cannot fit is then refused
  // after its first layer instead of after the limit is full.
  std::optional<std::uint64_t> input_bytes = std::nullopt;
};

}  // namespace headwater
