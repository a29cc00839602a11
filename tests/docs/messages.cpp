// Prints docs/messages.md, made from the catalogue that the program takes its messages from.

#include <cstdio>
#include <string>
#include <string_view>

#include "headwater/error.h"

int main() {
  std::string text =
      "# Messages\n"
      "\n"
      "What the page and the command line say when an input or a request cannot be used, or should "
      "be\n"
      "looked at twice. Each message begins with what was found and where: layer, head, row and "
      "column\n"
      "counted from 0, line and byte of a text. Then it says what to do, as below.\n"
      "\n"
      "This table is printed by `build/dev/tests/messages`, from the catalogues in "
      "`core/src/error.cpp`\n"
      "and `core/src/host_errors.cpp`.\n"
      "\n"
      "| name | means | what to do |\n"
      "|---|---|---|\n";
  const auto add_row = [&text](const auto& entry) {
    text += "| `" + std::string(entry.name) + "` | " + std::string(entry.meaning) + " | " +
            std::string(entry.remedy) + " |\n";
  };
  for (const headwater::ErrorEntry& entry : headwater::ErrorCatalogue()) add_row(entry);
  for (const headwater::HostErrorEntry& entry : headwater::HostErrorCatalogue()) add_row(entry);
  std::fputs(text.c_str(), stdout);
  return 0;
}
