// Writes the specimens into a folder, each behind the byte that chooses the size of the pieces:
// write_corpus FOLDER

#include <cstdio>
#include <fstream>
#include <string>

#include "core/read/support/specimens.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: write_corpus FOLDER\n", stderr);
    return 2;
  }
  for (const headwater::Specimen& specimen : headwater::Specimens()) {
    std::ofstream file(std::string(argv[1]) + '/' + specimen.name, std::ios::binary);
    file << '\x0A' << specimen.bytes;
    if (!file.flush()) {
      std::fprintf(stderr, "cannot write %s\n", specimen.name.c_str());
      return 1;
    }
  }
  return 0;
}
