#include "square_product.h"

#include <Eigen/Core>

namespace headwater {

void MultiplySquare(int n, std::span<const float> left, std::span<const float> right,
                    std::span<float> product) {
  using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
  const Eigen::Map<const Matrix> a(left.data(), n, n);
  const Eigen::Map<const Matrix> b(right.data(), n, n);
  Eigen::Map<Matrix>(product.data(), n, n).noalias() = a * b;
}

}  // namespace headwater
