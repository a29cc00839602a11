#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "headwater/rollout.h"

// Rollout as docs/definitions.md words it: nested loops in double, a full sort for the discard
// threshold, nothing shared with the library but the options' types.
namespace headwater::testing {

using Rows = std::vector<std::vector<double>>;

inline Rows Identity(std::size_t n) {
  Rows identity(n, std::vector<double>(n));
  for (std::size_t i = 0; i < n; ++i) identity[i][i] = 1.0;
  return identity;
}

inline Rows Product(const Rows& a, const Rows& b) {
  Rows product(a.size(), std::vector<double>(b.front().size()));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.front().size(); ++j) {
      for (std::size_t k = 0; k < b.size(); ++k) product[i][j] += a[i][k] * b[k][j];
    }
  }
  return product;
}

inline Rows RowNormalised(Rows matrix) {
  for (auto& row : matrix) {
    double sum = 0.0;
    for (const double value : row) sum += value;
    for (double& value : row) {
      if (sum != 0.0) value /= sum;
    }
  }
  return matrix;
}

inline Rows Fused(const AttentionView& attention, int layer, const HeadFusion& fusion) {
  const AttentionShape& shape = attention.shape();
  Rows fused(static_cast<std::size_t>(shape.queries),
             std::vector<double>(static_cast<std::size_t>(shape.keys)));
  std::vector<int> heads = fusion.heads;
  if (heads.empty()) {
    for (int head = 0; head < shape.heads; ++head) heads.push_back(head);
  }
  for (int query = 0; query < shape.queries; ++query) {
    for (int key = 0; key < shape.keys; ++key) {
      std::vector<double> values;
      double mean = 0.0;
      double weighted = 0.0;
      double weights = 0.0;
      for (const int head : heads) {
        values.push_back(static_cast<double>(attention.At(layer, head, query, key)));
        mean += values.back() / static_cast<double>(heads.size());
        if (fusion.kind == FusionKind::kWeights) {
          weighted += fusion.weights[static_cast<std::size_t>(head)] * values.back();
          weights += fusion.weights[static_cast<std::size_t>(head)];
        }
      }
      double& out = fused[static_cast<std::size_t>(query)][static_cast<std::size_t>(key)];
      if (fusion.kind == FusionKind::kMean) out = mean;
      if (fusion.kind == FusionKind::kMax) out = *std::max_element(values.begin(), values.end());
      if (fusion.kind == FusionKind::kMin) out = *std::min_element(values.begin(), values.end());
      if (fusion.kind == FusionKind::kWeights) out = weighted / weights;
    }
  }
  return fused;
}

inline Rows Discarded(Rows matrix, const Discard& discard) {
  if (discard.ratio == 0.0) return matrix;
  struct Entry {
    double value;
    std::size_t index;
  };
  const std::size_t n = matrix.size();
  std::vector<Entry> sorted;
  for (std::size_t i = 0; i < n * n; ++i) sorted.push_back({matrix[i / n][i % n], i});
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const Entry& a, const Entry& b) { return a.value < b.value; });
  const auto rank =
      static_cast<std::size_t>(std::floor(static_cast<double>(n * n) * discard.ratio));
  if (discard.rule == DiscardRule::kThreshold) {
    const double threshold = sorted[rank].value;
    for (auto& row : matrix) {
      for (double& value : row) {
        if (value < threshold) value = 0.0;
      }
    }
    return RowNormalised(std::move(matrix));
  }
  for (std::size_t i = 0; i < rank; ++i) {
    const std::size_t index = sorted[i].index;
    if (index != 0) matrix[index / n][index % n] = 0.0;
  }
  return matrix;
}

inline Rows WithResidual(Rows matrix, const Residual& residual) {
  const std::size_t n = matrix.size();
  if (residual.kind == ResidualKind::kAdd) {
    for (std::size_t i = 0; i < n; ++i) matrix[i][i] += 1.0;
  }
  if (residual.kind == ResidualKind::kAverage) {
    for (std::size_t i = 0; i < n; ++i) {
      for (std::size_t j = 0; j < n; ++j) {
        matrix[i][j] = (1.0 - residual.weight) * matrix[i][j] + (i == j ? residual.weight : 0.0);
      }
    }
    matrix = RowNormalised(std::move(matrix));
  }
  return matrix;
}

// R_l of every layer from the start layer up.
inline std::vector<Rows> ReferenceRollout(const AttentionView& attention,
                                          const RolloutOptions& options) {
  if (options.fused_below) {
    // Each layer on its own: the rollout of fused heads up to the layer below, the chosen heads
    // once.
    RolloutOptions below{options.layer, options.start_layer, false};
    const bool weighted = options.layer.fusion.kind == FusionKind::kWeights;
    below.layer.fusion = {.kind = weighted ? FusionKind::kMean : options.layer.fusion.kind};
    std::vector<Rows> rollouts = ReferenceRollout(attention, below);
    for (std::size_t place = rollouts.size(); place-- > 0;) {
      RolloutOptions top{options.layer, options.start_layer + static_cast<int>(place), false};
      Rows matrix = ReferenceRollout(attention, top).front();
      if (place > 0) {
        Rows under = rollouts[place - 1];
        if (options.layer.residual.kind == ResidualKind::kRecurrent) {
          for (std::size_t i = 0; i < under.size(); ++i) under[i][i] += 1.0;
        }
        matrix = Product(matrix, under);
      }
      rollouts[place] = std::move(matrix);
    }
    return rollouts;
  }
  std::vector<Rows> rollouts;
  for (int layer = options.start_layer; layer < attention.shape().layers; ++layer) {
    Rows matrix = Fused(attention, layer, options.layer.fusion);
    if (options.layer.discard.order == DiscardOrder::kBeforeResidual) {
      matrix =
          WithResidual(Discarded(std::move(matrix), options.layer.discard), options.layer.residual);
    } else {
      matrix =
          Discarded(WithResidual(std::move(matrix), options.layer.residual), options.layer.discard);
    }
    if (rollouts.empty()) {
      rollouts.push_back(matrix);
      continue;
    }
    Rows below = rollouts.back();
    if (options.layer.residual.kind == ResidualKind::kRecurrent) {
      for (std::size_t i = 0; i < below.size(); ++i) below[i][i] += 1.0;
    }
    rollouts.push_back(Product(matrix, below));
  }
  return rollouts;
}

}  // namespace headwater::testing
