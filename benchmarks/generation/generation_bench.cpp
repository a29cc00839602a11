// Times a generation followed step by step, in one run with the same steps recomputed from the
// layer matrices of each, and with one rollout of the whole text for each step.
//
//   generation_bench [rounds]
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "headwater/generation/generation_steps.h"
#include "headwater/rollout.h"

namespace headwater {
namespace {

constexpr int kLayers = 12;
constexpr int kHeads = 12;

std::vector<std::vector<float>> CausalWeights(const AttentionShape& shape) {
  std::uint64_t state = 1;
  std::vector<std::vector<float>> layers;
  for (int layer = 0; layer < shape.layers; ++layer) {
    std::vector<float> weights(shape.LayerSize());
    for (int head = 0; head < shape.heads; ++head) {
      for (int query = 0; query < shape.queries; ++query) {
        for (int key = 0; key <= query; ++key) {
          state = state * 6364136223846793005U + 1442695040888963407U;
          weights[shape.Index(head, query, key)] =
              static_cast<float>(state >> 40) / (static_cast<float>(query + 1) * (1 << 23));
        }
      }
    }
    layers.push_back(std::move(weights));
  }
  return layers;
}

// A pass over the first `tokens` tokens of a text.
AttentionTensor Pass(const AttentionView& text, int tokens) {
  AttentionShape shape = text.shape();
  shape.queries = shape.keys = tokens;
  std::vector<std::vector<float>> layers;
  for (int layer = 0; layer < shape.layers; ++layer) {
    std::vector<float>& weights = layers.emplace_back();
    weights.reserve(shape.LayerSize());
    for (int head = 0; head < shape.heads; ++head) {
      for (int query = 0; query < tokens; ++query) {
        const auto row =
            text.Head(layer, head)
                .subspan(text.shape().Index(0, query, 0), static_cast<std::size_t>(tokens));
        weights.insert(weights.end(), row.begin(), row.end());
      }
    }
  }
  return AttentionTensor(shape, 1, std::move(layers));
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

void Measure(int prompt, int generated, int rounds) {
  const int tokens = prompt + generated;
  const AttentionShape shape{.layers = kLayers, .heads = kHeads, .queries = tokens, .keys = tokens};
  const auto weights = CausalWeights(shape);
  const auto text =
      MakeAttentionView(shape, std::vector<std::span<const float>>(weights.begin(), weights.end()));
  if (!text.ok()) return;
  const auto steps = [&](double discard) {
    auto all = GenerationSteps::Start(
        *text, {.layer = {.discard = {.ratio = discard}}, .prompt_length = prompt});
    while (all.ok() && all->Next()) {
    }
  };
  const double grown = Median(rounds, [&] { steps(0.0); });
  const double drawn = Median(rounds, [&] { steps(0.1); });
  // One new rollout takes its time for each step; timed for eight of them.
  double recomputed = 0.0;
  for (int sample = 0; sample < 8; ++sample) {
    const AttentionTensor pass = Pass(*text, prompt + sample * generated / 8);
    const auto view = pass.View(0);
    recomputed += Median(rounds, [&] {
      auto rollout = RolloutSteps::Start(*view, {});
      while (rollout.ok() && rollout->Next()) {
      }
    });
  }
  recomputed *= generated / 8.0;
  std::printf("| %d + %d | %.1f ms | %.1f ms | %.0f ms | %.0fx |\n", prompt, generated, grown,
              drawn, recomputed, recomputed / grown);
}

}  // namespace
}  // namespace headwater

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 3;
  std::printf("| prompt + generated | one new row | with discard | a rollout each | ratio |\n");
  std::printf("|---|---|---|---|---|\n");
  headwater::Measure(32, 32, rounds);
  headwater::Measure(128, 64, rounds);
  headwater::Measure(256, 128, rounds);
  return 0;
}
