// mutants COUNT SECONDS SEED KEPT: reads so many mutants, or as many as there is time for. A reader
// may refuse one, in the same words however its bytes arrive; of one that it accepts, every weight
// is a finite number that is not negative, and of a binary one the layers are those that its own
// headers tell of: none fewer, in no other order. Exit status 1, and the mutant in the file KEPT,
// where not.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/read/support/reading.h"
#include "headwater/read/format.h"
#include "headwater/read/input_reader.h"
#include "mutation/mutation.h"
#include "mutation/told_arrays.h"

namespace headwater {
namespace {

constexpr ReadLimits kLimits = {.max_tensor_bytes = 1'000'000, .heads = KeptHeads::kAll};

Result<std::vector<Sample>> Read(std::string_view bytes, std::size_t piece) {
  const auto reader = MakeInputReader(kLimits);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const std::string_view part = bytes.substr(at, piece);
    (void)reader->Push(std::vector<char>(part.begin(), part.end()));
  }
  return reader->Finish();
}

bool Holds(const std::string& name, std::string_view part) {
  return name.find(part) != std::string::npos;
}

// A name without its numbers, and with each in twenty digits, so that letters order them.
std::pair<std::string, std::string> NameKeys(const std::string& name) {
  std::pair<std::string, std::string> keys;
  for (std::size_t at = 0; at < name.size();) {
    const std::size_t end = std::min(name.find_first_not_of("0123456789", at), name.size());
    std::string digits = name.substr(at, end - at);
    if (digits.empty()) {
      keys.first += name[at];
      keys.second += name[at++];
      continue;
    }
    keys.first += '#';
    digits.insert(0, digits.size() < 40 ? 40 - digits.size() : 0, '0');
    keys.second += digits;
    at = end;
  }
  return keys;
}

// What the headers say that the layers are: the arrays that say attention (or gradients), else all
// that could be weights, and everything that is named as one of these but for a number.
std::vector<const ToldArray*> Layers(const std::vector<ToldArray>& arrays, bool gradients) {
  const auto says = [](const ToldArray& array) {
    return Holds(array.name, "att") && !Holds(array.name, "mask");
  };
  const auto is_gradient = [](const ToldArray& array) { return Holds(array.name, "grad"); };
  const bool named = std::any_of(arrays.begin(), arrays.end(), [&](const ToldArray& array) {
    return array.HoldsWeights() && says(array) && !is_gradient(array);
  });
  std::vector<std::string> series;
  for (const ToldArray& array : arrays) {
    const bool taken =
        gradients ? is_gradient(array) : !is_gradient(array) && (!named || says(array));
    if (taken && array.HoldsWeights()) series.push_back(NameKeys(array.name).first);
  }
  std::vector<const ToldArray*> layers;
  for (const ToldArray& array : arrays) {
    const std::string pattern = NameKeys(array.name).first;
    if (std::find(series.begin(), series.end(), pattern) != series.end()) layers.push_back(&array);
  }
  std::sort(layers.begin(), layers.end(), [](const ToldArray* a, const ToldArray* b) {
    return std::pair(NameKeys(a->name).second, a->name) <
           std::pair(NameKeys(b->name).second, b->name);
  });
  return layers;
}

// What is wrong; empty when nothing is.
std::string CompareLayers(const AttentionTensor& tensor,
                          const std::vector<const ToldArray*>& layers) {
  if (layers.empty()) return "no array that could be weights";
  std::vector<float> values;
  for (const ToldArray* const layer : layers) {
    if (!layer->HoldsWeights()) return "\"" + layer->name + "\" holds no weights";
    const std::vector<float> more = layer->Values();
    values.insert(values.end(), more.begin(), more.end());
  }
  const std::vector<std::size_t>& shape = layers.front()->shape;
  const std::size_t count = layers.size() > 1 ? layers.size() : shape.size() == 2 ? 1 : shape[0];
  if (static_cast<std::size_t>(tensor.shape().layers) != count) {
    return std::to_string(tensor.shape().layers) + " layers where the headers say " +
           std::to_string(count);
  }
  if (static_cast<std::size_t>(tensor.shape().keys) != shape.back()) return "other keys";
  const std::vector<float> read = Weights(tensor);
  const bool same = read.size() == values.size() &&
                    std::memcmp(read.data(), values.data(), values.size() * sizeof(float)) == 0;
  return same ? "" : "other weights, or in another order";
}

std::string CompareWithHeaders(const Sample& sample, std::string_view bytes) {
  const auto arrays = ToldArrays(bytes);
  if (!arrays) return "its headers make no sense";
  std::string wrong = CompareLayers(sample.attentions, Layers(*arrays, false));
  const std::vector<const ToldArray*> gradients = Layers(*arrays, true);
  if (!wrong.empty() || gradients.empty()) return wrong;
  return sample.gradients ? CompareLayers(*sample.gradients, gradients) : "gradients are left out";
}

std::string CheckWeights(const AttentionTensor& tensor) {
  for (const float weight : Weights(tensor)) {
    if (!(weight >= 0 && weight <= std::numeric_limits<float>::max())) return "a weight is none";
  }
  return "";
}

struct Counts {
  unsigned long mutants = 0;
  unsigned long accepted = 0;
  unsigned long compared = 0;
};

std::string Check(const std::string& bytes, std::size_t piece, Counts& counts) {
  ++counts.mutants;
  const Result<std::vector<Sample>> whole = Read(bytes, std::max<std::size_t>(bytes.size(), 1));
  if (Everything(Read(bytes, piece)) != Everything(whole)) {
    return "another outcome in pieces of " + std::to_string(piece);
  }
  if (!whole.ok()) return whole.error().what.empty() ? "no message" : "";
  ++counts.accepted;
  for (const Sample& sample : *whole) {
    if (std::string wrong = CheckWeights(sample.attentions); !wrong.empty()) return wrong;
    for (const AttentionTensor& step : sample.steps) {
      if (std::string wrong = CheckWeights(step); !wrong.empty()) return wrong;
    }
  }
  const Format& format = FormatOf(bytes);
  if (format.use == FormatUse::kOtherTool || format.name == "JSON") return "";
  ++counts.compared;
  return CompareWithHeaders(whole->front(), bytes);
}

int Run(unsigned long most, double seconds, unsigned seed, const char* kept) {
  std::printf("Mutants of seed %u\n", seed);
  std::fflush(stdout);
  Mutation mutation(seed);
  std::mt19937 pieces(seed);
  Counts counts;
  const auto start = std::chrono::steady_clock::now();
  const auto elapsed = [start] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  };
  while (counts.mutants < most && elapsed() < seconds) {
    const Mutant mutant = mutation.Next();
    const std::size_t piece = std::uniform_int_distribution<std::size_t>(1, 200)(pieces);
    const std::string wrong = Check(mutant.bytes, piece, counts);
    if (wrong.empty()) continue;
    std::ofstream(kept, std::ios::binary) << mutant.bytes;
    std::fprintf(stderr, "Mutant %lu of seed %u, of %s, now in %s: %s\n", counts.mutants, seed,
                 mutant.specimen.c_str(), kept, wrong.c_str());
    return 1;
  }
  std::printf("%lu mutants in %.1f s: %lu accepted, %lu of these compared with their headers\n",
              counts.mutants, elapsed(), counts.accepted, counts.compared);
  return 0;
}

}  // namespace
}  // namespace headwater

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: mutants COUNT SECONDS SEED KEPT\n", stderr);
    return 2;
  }
  return headwater::Run(std::strtoul(argv[1], nullptr, 10), std::strtod(argv[2], nullptr),
                        static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10)), argv[4]);
}
