#include "core/flow/support/layered_graph.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <random>
#include <utility>

namespace headwater::test {
namespace {

constexpr std::array kFamilies = {
    std::pair{Family::kBidirectional, "bidirectional"},
    std::pair{Family::kCausal, "causal"},
    std::pair{Family::kSharp, "sharp"},
    std::pair{Family::kNoResidual, "no residual"},
    std::pair{Family::kIdentity, "identity"},
    std::pair{Family::kOneHot, "one-hot"},
    std::pair{Family::kTies, "ties"},
    std::pair{Family::kUniform, "uniform"},
    std::pair{Family::kSparse, "sparse"},
    std::pair{Family::kPadded, "padded"},
    std::pair{Family::kAdded, "added residual"},
    std::pair{Family::kUnequalRows, "unequal rows"},
    std::pair{Family::kHeavyColumn, "heavy column"},
};

// std::mt19937_64 is the same everywhere; the standard's distributions are not.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  double Uniform() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  int Below(int end) { return static_cast<int>(engine_() % static_cast<std::uint64_t>(end)); }
  double Normal() {
    const double radius = std::sqrt(-2 * std::log(1 - Uniform()));
    return radius * std::cos(6.283185307179586 * Uniform());
  }

 private:
  std::mt19937_64 engine_;
};

void NormaliseRows(LayeredGraph& graph) {
  for (int layer = 0; layer < graph.layers; ++layer) {
    for (int query = 0; query < graph.tokens; ++query) {
      double sum = 0;
      for (int key = 0; key < graph.tokens; ++key) sum += graph.At(layer, query, key);
      if (sum == 0) continue;
      for (int key = 0; key < graph.tokens; ++key) graph.At(layer, query, key) /= sum;
    }
  }
}

// Every entry from visit(layer, query, key).
template <typename Visit>
void Fill(LayeredGraph& graph, Visit visit) {
  for (int layer = 0; layer < graph.layers; ++layer) {
    for (int query = 0; query < graph.tokens; ++query) {
      for (int key = 0; key < graph.tokens; ++key) {
        graph.At(layer, query, key) = visit(layer, query, key);
      }
    }
  }
}

// Softmaxed noise of the given sharpness in which some keys attract every query.
void FillSoftmax(LayeredGraph& graph, Random& random, double sharpness, bool causal) {
  for (int layer = 0; layer < graph.layers; ++layer) {
    std::vector<double> attraction;
    for (int key = 0; key < graph.tokens; ++key) {
      attraction.push_back(key == 0 || random.Uniform() < 0.15 ? 2 : random.Normal() * 0.5);
    }
    for (int query = 0; query < graph.tokens; ++query) {
      for (int key = 0; key < graph.tokens; ++key) {
        const double noise = random.Normal() * sharpness;
        graph.At(layer, query, key) =
            causal && key > query ? 0 : std::exp(attraction[static_cast<std::size_t>(key)] + noise);
      }
    }
  }
  NormaliseRows(graph);
}

void MixResidual(LayeredGraph& graph, double attention, double identity) {
  for (double& capacity : graph.capacities) capacity *= attention;
  for (int layer = 0; layer < graph.layers; ++layer) {
    for (int token = 0; token < graph.tokens; ++token) graph.At(layer, token, token) += identity;
  }
}

void RemoveLines(LayeredGraph& graph, Random& random) {
  for (int layer = 0; layer < graph.layers; ++layer) {
    const int row = random.Below(graph.tokens);
    const int column = random.Below(graph.tokens);
    for (int token = 0; token < graph.tokens; ++token) {
      if (random.Below(2) == 0) graph.At(layer, row, token) = 0;
      graph.At(layer, token, column) = 0;
    }
  }
}

}  // namespace

std::span<const Family> AllFamilies() {
  static const auto families = [] {
    std::array<Family, kFamilies.size()> list{};
    std::transform(kFamilies.begin(), kFamilies.end(), list.begin(),
                   [](const auto& entry) { return entry.first; });
    return list;
  }();
  return families;
}

std::string Name(Family family) {
  return std::find_if(kFamilies.begin(), kFamilies.end(),
                      [family](const auto& entry) { return entry.first == family; })
      ->second;
}

LayeredGraph MakeGraph(Family family, int layers, int tokens, std::uint64_t seed) {
  LayeredGraph graph(layers, tokens);
  Random random(seed);
  switch (family) {
    case Family::kBidirectional:
      FillSoftmax(graph, random, 0.8, false);
      MixResidual(graph, 0.5, 0.5);
      break;
    case Family::kCausal:
      FillSoftmax(graph, random, 0.8, true);
      MixResidual(graph, 0.5, 0.5);
      break;
    case Family::kSharp:
      FillSoftmax(graph, random, 5, false);
      MixResidual(graph, 0.5, 0.5);
      break;
    case Family::kNoResidual:
      FillSoftmax(graph, random, 1, false);
      break;
    case Family::kIdentity:
      MixResidual(graph, 0, 1);
      break;
    case Family::kOneHot:
      for (int layer = 0; layer < layers; ++layer) {
        for (int query = 0; query < tokens; ++query) {
          graph.At(layer, query, random.Below(tokens)) = 1;
        }
      }
      break;
    case Family::kTies:
      Fill(graph, [&](int, int, int) { return random.Below(4) / 8.0; });
      break;
    case Family::kUniform:
      Fill(graph, [&](int, int, int) { return 1.0 / tokens; });
      break;
    case Family::kSparse:
      Fill(graph, [&](int, int, int) { return random.Below(4) == 0 ? random.Uniform() : 0.0; });
      RemoveLines(graph, random);
      NormaliseRows(graph);
      break;
    case Family::kPadded: {
      const int used = 1 + random.Below(tokens);
      Fill(graph, [&](int, int, int key) { return key < used ? random.Uniform() : 0.0; });
      NormaliseRows(graph);
      if (random.Below(2) == 0) MixResidual(graph, 0.5, 0.5);
      break;
    }
    case Family::kAdded:
      FillSoftmax(graph, random, 1, random.Below(2) == 0);
      MixResidual(graph, 1, 1);
      break;
    case Family::kUnequalRows:
      for (int layer = 0; layer < layers; ++layer) {
        for (int query = 0; query < tokens; ++query) {
          const double scale = std::pow(10, 6 * random.Uniform() - 3);
          for (int key = 0; key < tokens; ++key) {
            graph.At(layer, query, key) = scale * random.Uniform() / tokens;
          }
        }
      }
      break;
    case Family::kHeavyColumn: {
      const int heavy = random.Below(tokens);
      Fill(graph, [&](int, int, int key) {
        return (key == heavy ? 40.0 : 0.1) * (0.5 + random.Uniform());
      });
      break;
    }
  }
  return graph;
}

}  // namespace headwater::test
