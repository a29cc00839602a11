// formats: prints web/model/formats.ts, made from the tables that the readers go by.
// formats name: the name of the format of what standard input holds.
// formats names: the names of those that are read, one a line.

#include "read/formats.h"

#include <cstdio>
#include <string>
#include <string_view>

#include "headwater/read/format.h"
#include "read/sample/sample_fields.h"

namespace {

constexpr headwater::Sentence kReadable = headwater::ListFormats("", " of another tool");

std::string Constants() {
  std::string text =
      "// Printed by build/dev/tests/formats, from core/src/read/formats.h and\n"
      "// core/src/read/sample/sample_fields.h.\n"
      "\n"
      "/** What is read, as sentences list it. */\n"
      "export const readableFormats =\n"
      "  '" +
      std::string(kReadable.text()) +
      "';\n"
      "\n"
      "/** The fields of the native format. */\n"
      "export const nativeFields = [\n";
  for (const headwater::SampleFieldEntry& entry : headwater::kSampleFields) {
    if (!entry.name.empty()) text += "  '" + std::string(entry.name) + "',\n";
  }
  return text + "];\n";
}

std::string NameOfInput() {
  std::string start(headwater::kSniffBytes, '\0');
  start.resize(std::fread(start.data(), 1, start.size(), stdin));
  return std::string(headwater::FormatOf(start).name);
}

std::string Names() {
  std::string text;
  for (const headwater::Format& format : headwater::Formats()) {
    if (format.make != nullptr) text += std::string(format.name) + "\n";
  }
  return text;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string_view asked = count > 1 ? arguments[1] : "";
  const std::string text =
      asked == "name" ? NameOfInput() : (asked == "names" ? Names() : Constants());
  std::fputs(text.c_str(), stdout);
  return 0;
}
