#pragma once

#include <span>

namespace headwater {

// product = left * right, all n x n, row-major, none the same. O(n^3).
void MultiplySquare(int n, std::span<const float> left, std::span<const float> right,
                    std::span<float> product);

}  // namespace headwater
