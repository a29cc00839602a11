#pragma once

#include <cstddef>
#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <vector>

namespace headwater::test {

// Capacities of a stack of layers, [layer][query][key], as a test's input.
struct LayeredGraph {
  LayeredGraph(int layer_count, int token_count)
      : layers(layer_count),
        tokens(token_count),
        capacities(static_cast<std::size_t>(layer_count) * Size()) {}

  std::size_t Size() const {
    return static_cast<std::size_t>(tokens) * static_cast<std::size_t>(tokens);
  }
  double& At(int layer, int query, int key) {
    return capacities[static_cast<std::size_t>(layer) * Size() +
                      static_cast<std::size_t>(query) * static_cast<std::size_t>(tokens) +
                      static_cast<std::size_t>(key)];
  }
  double At(int layer, int query, int key) const {
    return const_cast<LayeredGraph*>(this)->At(layer, query, key);
  }
  std::vector<std::span<const double>> Layers() const {
    std::vector<std::span<const double>> spans;
    for (int layer = 0; layer < layers; ++layer) {
      spans.emplace_back(capacities.data() + static_cast<std::size_t>(layer) * Size(), Size());
    }
    return spans;
  }

  int layers;
  int tokens;
  std::vector<double> capacities;
};

// The kinds of attention on which flow is tested.
enum class Family : std::uint8_t {
  kBidirectional,  // softmaxed noise, half of it residual, with columns that everybody reads
  kCausal,         // the same without later keys, and a first token that everybody reads
  kSharp,          // nearly one-hot rows
  kNoResidual,     // softmaxed noise alone
  kIdentity,       // every row reads itself
  kOneHot,         // every row reads one other key
  kTies,           // capacities are multiples of 1/8
  kUniform,        // all equal
  kSparse,         // most arcs are missing, whole rows and columns among them
  kPadded,         // the last keys are never read, their rows are
  kAdded,          // residual added without normalising: rows sum to 2
  kUnequalRows,    // row sums between 0.001 and 1000
  kHeavyColumn,    // everybody reads one key, whose column sums to far more than 1
};

std::span<const Family> AllFamilies();
std::string Name(Family family);
inline void PrintTo(Family family, std::ostream* out) { *out << Name(family); }

// The graph of this family for this seed: the same on every machine.
LayeredGraph MakeGraph(Family family, int layers, int tokens, std::uint64_t seed);

}  // namespace headwater::test
