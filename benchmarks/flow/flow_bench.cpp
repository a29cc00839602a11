// Attention flow between all pairs of all layers: flow_bench FILE LAYERS TOKENS. Prints the median
// time in milliseconds, from the capacities to the last value.

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <utility>
#include <vector>

#include "flow/layered_case.h"
#include "headwater/flow/flow_solver.h"

namespace {

using headwater::FlowSolver;
using headwater::benchmark::LayeredCase;
using headwater::benchmark::ProcessorMilliseconds;

// Solves everything `times` times; milliseconds for each time.
double Measure(const LayeredCase& input, int times) {
  std::vector<double> flow(static_cast<std::size_t>(input.layers) *
                           static_cast<std::size_t>(input.tokens));
  const double start = ProcessorMilliseconds();
  for (int time = 0; time < times; ++time) {
    auto solver = FlowSolver::Create(input.capacities, input.layers, input.tokens);
    for (int sink = 0; sink < input.tokens; ++sink) solver->ToSink(sink, 0, flow);
  }
  return (ProcessorMilliseconds() - start) / times;
}

}  // namespace

int main(int argc, char** argv) {
  const LayeredCase input = headwater::benchmark::ReadCase(argc, argv);
  // WebAssembly is first compiled fast and then compiled well, behind the scenes: a second of
  // warm-up gives it the time. Then batches of a tenth of a second, enough of them for a median.
  const double start = ProcessorMilliseconds();
  do {
    Measure(input, 1);
  } while (ProcessorMilliseconds() - start < 1000);
  const double once = std::max(Measure(input, 1), 0.01);
  const int batch = std::max(1, static_cast<int>(100 / once));
  std::vector<double> times;
  for (int sample = 0; sample < 5; ++sample) times.push_back(Measure(input, batch));
  std::sort(times.begin(), times.end());
  std::printf("%.6f\n", times[times.size() / 2]);
  return 0;
}
