// Times the way from loaded weights to rollout, step by step, and a bare Eigen product of the same
// size beside it, in one run: ratios hold on any machine, milliseconds do not.
//
//   rollout_bench [rounds]
#include <Eigen/Core>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "headwater/rollout.h"

namespace headwater {
namespace {

constexpr int kLayers = 12;
constexpr int kHeads = 12;

using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

std::vector<std::vector<float>> RandomWeights(const AttentionShape& shape) {
  std::uint64_t state = 1;
  std::vector<std::vector<float>> layers;
  for (int layer = 0; layer < shape.layers; ++layer) {
    std::vector<float> weights(shape.LayerSize());
    for (float& weight : weights) {
      state = state * 6364136223846793005U + 1442695040888963407U;
      weight = static_cast<float>(state >> 40) / (static_cast<float>(shape.keys) * (1 << 23));
    }
    layers.push_back(std::move(weights));
  }
  return layers;
}

// Milliseconds of the median round.
template <typename Run>
double Median(int rounds, Run run) {
  std::vector<double> times;
  for (int round = 0; round < rounds; ++round) {
    const auto begin = std::chrono::steady_clock::now();
    run();
    const std::chrono::duration<double, std::milli> time = std::chrono::steady_clock::now() - begin;
    times.push_back(time.count());
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

void Measure(int n, int rounds) {
  const AttentionShape shape{.layers = kLayers, .heads = kHeads, .queries = n, .keys = n};
  const auto weights = RandomWeights(shape);
  const auto attention =
      MakeAttentionView(shape, std::vector<std::span<const float>>(weights.begin(), weights.end()));
  if (!attention.ok()) return;
  std::vector<double> matrix(shape.HeadSize());
  const auto all_layers = [](auto each) {
    for (int layer = 0; layer < kLayers; ++layer) each(layer);
  };

  const double fusion =
      Median(rounds, [&] { all_layers([&](int l) { FuseHeads(*attention, l, {}, matrix); }); });
  const double residual =
      Median(rounds, [&] { all_layers([&](int) { MixResidual({}, n, matrix); }); });
  const double discard = Median(rounds,
                                [&] {
                                  all_layers([&](int l) {
                                    FuseHeads(*attention, l, {}, matrix);
                                    DiscardSmallest({.ratio = 0.1}, n, matrix);
                                  });
                                }) -
                         fusion;

  const Matrix a = Matrix::Random(n, n);
  Matrix b = Matrix::Random(n, n);
  Matrix c(n, n);
  const double products = Median(rounds, [&] {
    for (int product = 1; product < kLayers; ++product) {
      c.noalias() = a * b;
      b.swap(c);
    }
  });
  const double plain = Median(rounds, [&] {
    auto steps = RolloutSteps::Start(*attention, {});
    while (steps.ok() && steps->Next()) {
    }
  });
  RolloutOptions options;
  options.layer.discard.ratio = 0.1;
  const double discarding = Median(rounds, [&] {
    auto steps = RolloutSteps::Start(*attention, options);
    while (steps.ok() && steps->Next()) {
    }
  });
  std::printf("| %d | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f | %.2f |\n", n, fusion, residual,
              discard, products, plain, discarding, plain / products);
}

}  // namespace
}  // namespace headwater

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::max(1, std::atoi(argv[1])) : 9;
  std::printf(
      "| n | heads mean | residual | discard | 11 bare Eigen products | rollout | "
      "rollout, discard 0.1 | rollout / bare products |\n");
  std::printf("|---|---|---|---|---|---|---|---|\n");
  for (const int n : {128, 256, 512}) headwater::Measure(n, rounds);
  return 0;
}
