#include "flow/layered_case.h"

#include <cstdio>
#include <cstdlib>

#ifdef __EMSCRIPTEN__
#include <emscripten.h>
#else
#include <ctime>
#endif

namespace headwater::benchmark {
namespace {

[[noreturn]] void Fail(const char* message) {
  std::fprintf(stderr, "%s\n", message);
  std::exit(2);
}

}  // namespace

LayeredCase ReadCase(int argc, char** argv) {
  if (argc < 4) Fail("usage: PROGRAM FILE LAYERS TOKENS");
  LayeredCase input;
  input.layers = std::atoi(argv[2]);
  input.tokens = std::atoi(argv[3]);
  if (input.layers < 1 || input.tokens < 1) Fail("layers and tokens must be at least 1");
  input.capacities.resize(static_cast<std::size_t>(input.layers) *
                          static_cast<std::size_t>(input.tokens) *
                          static_cast<std::size_t>(input.tokens));
  std::FILE* file = std::fopen(argv[1], "rb");
  if (file == nullptr) Fail("the file cannot be opened");
  const std::size_t read =
      std::fread(input.capacities.data(), sizeof(double), input.capacities.size(), file);
  std::fclose(file);
  if (read != input.capacities.size()) Fail("the file is too short");
  return input;
}

#ifdef __EMSCRIPTEN__
EM_JS(double, NodeProcessorMilliseconds, (), {
  const usage = process.cpuUsage();
  return (usage.user + usage.system) / 1000;
});
double ProcessorMilliseconds() { return NodeProcessorMilliseconds(); }
#else
double ProcessorMilliseconds() {
  return 1000.0 * static_cast<double>(std::clock()) / static_cast<double>(CLOCKS_PER_SEC);
}
#endif

}  // namespace headwater::benchmark
