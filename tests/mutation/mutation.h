#pragma once

#include <random>
#include <string>
#include <vector>

namespace headwater {

// A file, or one that was changed somewhere.
struct Mutant {
  std::string specimen;  // the name of what was changed
  std::string bytes;
};

// One of the specimens of every format, changed at one to four places: bits flipped, bytes and
// digits replaced, ends cut off, pieces taken out, doubled, swapped, or spliced in from another
// specimen. Of archives also what stands in them, with sizes and checksums put right, so that the
// damage reaches the readers behind these.
class Mutation {
 public:
  explicit Mutation(unsigned seed) : random_(seed) {}

  Mutant Next();

 private:
  std::size_t Below(std::size_t limit);
  void Change(std::string& bytes);
  std::string ChangedArchive();
  std::string ChangedSafetensors();

  std::mt19937 random_;
};

}  // namespace headwater
