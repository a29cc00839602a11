// Prints results of the core to the last bit: built natively and as WebAssembly, both must print
// the same lines (tests/parity/parity.test.ts). Inputs are made of integers, because exp and its
// like may differ between C libraries.
#include <bit>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include "headwater/flow/flow_solver.h"
#include "headwater/layer_matrix.h"
#include "headwater/rollout.h"

namespace headwater {
namespace {

constexpr AttentionShape kShape{.layers = 5, .heads = 3, .queries = 23, .keys = 23};

// Weights k / sum for integers k; a 64-bit linear congruential generator (Knuth's MMIX constants).
std::vector<std::vector<float>> Weights(std::uint64_t seed, bool causal) {
  std::uint64_t state = seed;
  std::vector<std::vector<float>> layers;
  for (int layer = 0; layer < kShape.layers; ++layer) {
    std::vector<float> weights(kShape.LayerSize());
    for (int row = 0; row < kShape.heads * kShape.queries; ++row) {
      const int query = row % kShape.queries;
      std::vector<std::uint64_t> integers(static_cast<std::size_t>(kShape.keys));
      std::uint64_t sum = 0;
      for (std::size_t key = 0; key < integers.size(); ++key) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        if (causal && static_cast<int>(key) > query) continue;
        const std::uint64_t draw = (state >> 33) % 1000;
        integers[key] = draw * draw + 1;
        sum += integers[key];
      }
      for (std::size_t key = 0; key < integers.size(); ++key) {
        weights[kShape.Index(row / kShape.queries, query, static_cast<int>(key))] =
            static_cast<float>(static_cast<double>(integers[key]) / static_cast<double>(sum));
      }
    }
    layers.push_back(std::move(weights));
  }
  return layers;
}

void Print(const std::string& name, std::span<const double> values) {
  for (const double value : values) {
    std::printf("%s %016" PRIx64 "\n", name.c_str(), std::bit_cast<std::uint64_t>(value));
  }
}

void PrintResults(const std::string& name, const AttentionView& attention,
                  const LayerOptions& options) {
  std::vector<double> matrices;
  std::vector<double> matrix(kShape.HeadSize());
  for (int layer = 0; layer < kShape.layers; ++layer) {
    ComputeLayerMatrix(attention, layer, options, matrix);
    matrices.insert(matrices.end(), matrix.begin(), matrix.end());
  }
  Print(name + " exact layer-matrix", matrices);

  auto solver = FlowSolver::Create(matrices, kShape.layers, kShape.keys);
  if (!solver.ok()) return;
  std::vector<double> flow(static_cast<std::size_t>(kShape.layers * kShape.keys));
  for (int sink = 0; sink < kShape.keys; ++sink) {
    solver->ToSink(sink, 0, flow);
    Print(name + " exact flow", flow);
  }
  for (int source = 0; source < kShape.keys; source += 5) {
    const FlowPair pair{.layer = kShape.layers - 1, .source = source, .sink = source / 2};
    for (const CutArc& arc : solver->Cut(pair).arcs) {
      Print(name + " exact cut " + std::to_string(arc.layer) + ' ' + std::to_string(arc.from) +
                ' ' + std::to_string(arc.to),
            {&arc.capacity, 1});
    }
    for (const LayerPath& path : solver->Paths(pair)) {
      Print(name + " exact path", {&path.amount, 1});
    }
  }

  const auto rollout = Rollout(attention, {.layer = options});
  if (!rollout.ok()) return;
  for (const float value : *rollout) {
    std::printf("%s close rollout %.9g\n", name.c_str(), static_cast<double>(value));
  }
}

void PrintAll(std::uint64_t seed, bool causal) {
  const auto layers = Weights(seed, causal);
  const auto attention =
      MakeAttentionView(kShape, std::vector<std::span<const float>>(layers.begin(), layers.end()));
  if (!attention.ok()) return;
  const std::string name = "seed " + std::to_string(seed) + (causal ? " causal" : "");
  PrintResults(name + " defaults", *attention, {});
  PrintResults(name + " max discard", *attention,
               {.fusion = {.kind = FusionKind::kMax}, .discard = {.ratio = 0.3}});
  PrintResults(name + " add", *attention, {.residual = {.kind = ResidualKind::kAdd}});
  PrintResults(name + " weights none", *attention,
               {.fusion = {.kind = FusionKind::kWeights, .weights = {3, 1, 2}},
                .residual = {.kind = ResidualKind::kNone}});
}

}  // namespace
}  // namespace headwater

int main() {
  for (std::uint64_t seed = 1; seed <= 3; ++seed) {
    headwater::PrintAll(seed, false);
    headwater::PrintAll(seed, true);
  }
  return 0;
}
