#pragma once

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <random>
#include <utility>

#include "flow/layered_case.h"
#include "headwater/flow/flow_solver.h"

namespace headwater::benchmark {

// Times another library on random pairs of each layer and extrapolates to all pairs of all layers.
// `Network` is built once for each layer, outside of the time, from the case and the layer; its
// MaxFlow(source, sink) is what is timed. Prints the milliseconds for all pairs, the number of
// pairs sampled, and the largest difference between its values and ours.
template <typename Network>
void TimeSampledPairs(const LayeredCase& input, double milliseconds_per_layer) {
  auto solver = FlowSolver::Create(input.capacities, input.layers, input.tokens);
  std::mt19937 random(1);
  const auto token = [&] {
    return static_cast<int>(random() % static_cast<unsigned>(input.tokens));
  };
  const double pairs = static_cast<double>(input.tokens) * static_cast<double>(input.tokens);
  double total = 0;
  double difference = 0;
  long sampled = 0;
  for (int layer = 0; layer < input.layers; ++layer) {
    Network network(input, layer);
    double spent = 0;
    int count = 0;
    while (count < 8 || spent < milliseconds_per_layer) {
      const int source = token();
      const int sink = token();
      const double start = ProcessorMilliseconds();
      const double value = network.MaxFlow(source, sink);
      spent += ProcessorMilliseconds() - start;
      ++count;
      const double ours = solver->Value({.layer = layer, .source = source, .sink = sink});
      difference = std::max(difference, std::abs(value - ours));
    }
    total += spent / count * pairs;
    sampled += count;
  }
  std::printf("%.6f %ld %.3g\n", total, sampled, difference);
}

}  // namespace headwater::benchmark
