#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace headwater::benchmark {

// Capacities [layer][query][key] to find flows in: one file of doubles for every program that is
// compared, written by cases.mjs.
struct LayeredCase {
  int layers = 0;
  int tokens = 0;
  std::vector<double> capacities;

  double At(int layer, int query, int key) const {
    const auto n = static_cast<std::size_t>(tokens);
    return capacities[(static_cast<std::size_t>(layer) * n + static_cast<std::size_t>(query)) * n +
                      static_cast<std::size_t>(key)];
  }
};

// From the arguments FILE LAYERS TOKENS of a program. Ends the program when they are wrong.
LayeredCase ReadCase(int argc, char** argv);

// Processor time of this process in milliseconds: other programs on the machine do not count.
double ProcessorMilliseconds();

}  // namespace headwater::benchmark
