#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "headwater/result.h"

namespace headwater {

// The capacities of the layered graph as whole multiples of one power of two, the quantum, so that
// all arithmetic on them in doubles is exact (proof in capacities.cpp).
class Capacities {
 public:
  // See FlowSolver::Create() for shapes and errors; the sizes have been checked before.
  static Result<Capacities> Quantise(std::span<const std::span<const double>> layers, int tokens);

  static std::uint64_t BytesNeeded(int layers, int tokens);
  // Doubles from one row to the next: rows are padded with zeros to whole vectors, so that loops
  // over a row need no remainder, and never lie a power of two apart, which would make rows compete
  // for the same cache lines.
  static int StrideFor(int tokens);

  int layers() const { return layers_; }
  int tokens() const { return tokens_; }
  int stride() const { return stride_; }

  // What query `query` can send in `layer`, by key; and what key `key` can take in, by query.
  const double* Row(int layer, int query) const { return rows_.data() + Offset(layer, query); }
  const double* Column(int layer, int key) const { return columns_.data() + Offset(layer, key); }

  double RowSum(int layer, int query) const { return row_sums_[SumIndex(layer, query)]; }
  // Exact up to limit(), correctly on its far side beyond.
  double ColumnSum(int layer, int key) const { return column_sums_[SumIndex(layer, key)]; }

  // The largest row sum: no flow from a single source is larger.
  double limit() const { return limit_; }

  // Whether no query reads a later key in any layer.
  bool causal() const { return causal_; }

 private:
  Capacities(int layers, int tokens);

  std::size_t Offset(int layer, int line) const {
    return SumIndex(layer, line) * static_cast<std::size_t>(stride_);
  }
  std::size_t SumIndex(int layer, int line) const {
    return static_cast<std::size_t>(layer) * static_cast<std::size_t>(tokens_) +
           static_cast<std::size_t>(line);
  }
  void Transpose();
  void SumLines();

  int layers_;
  int tokens_;
  int stride_;
  std::vector<double> rows_;
  std::vector<double> columns_;
  std::vector<double> row_sums_;
  std::vector<double> column_sums_;
  double limit_ = 0;
  bool causal_ = true;
};

}  // namespace headwater
