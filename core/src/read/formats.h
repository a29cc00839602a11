#pragma once

#include <array>
#include <cstddef>
#include <string_view>

#include "headwater/read/format.h"
#include "headwater/read/json_reader.h"
#include "headwater/read/notebook_reader.h"
#include "headwater/read/npy_reader.h"
#include "headwater/read/npz_reader.h"
#include "headwater/read/page_reader.h"
#include "headwater/read/safetensors_reader.h"

namespace headwater {

// Every format. Sentences are made from it when the program is compiled, so that a program that
// says which formats there are, as the first WebAssembly module does, need not hold their readers.
inline constexpr std::array kFormats = {
    Format{"JSON", nullptr, MakeJsonReader},
    Format{".npy", [](std::string_view start) { return start.starts_with("\x93NUMPY"); },
           MakeNpyReader},
    Format{".npz",
           [](std::string_view start) {
             return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06");
           },
           MakeNpzReader},
    Format{".safetensors", IsSafetensors, MakeSafetensorsReader},
    Format{"page", IsHtml, MakePageReader, FormatUse::kOtherTool},
    Format{"script", IsJavaScript, MakePageReader, FormatUse::kOtherTool},
    Format{"notebook", IsNotebook, MakeNotebookReader, FormatUse::kOtherTool},
    Format{"a gzip file", [](std::string_view start) { return start.starts_with("\x1F\x8B"); },
           nullptr, FormatUse::kRefused},
    Format{"an HDF5 file",
           [](std::string_view start) { return start.starts_with("\x89HDF\r\n\x1A\n"); }, nullptr,
           FormatUse::kRefused},
    Format{"a Python pickle",  // torch.save of old, pickle.dump
           [](std::string_view start) {
             return start.size() >= 2 && start[0] == '\x80' && start[1] >= 2 && start[1] <= 5;
           },
           nullptr, FormatUse::kRefused},
};

// A text that is put together when the program is compiled.
class Sentence {
 public:
  constexpr Sentence& operator+=(std::string_view more) {
    for (const char byte : more) text_[size_++] = byte;
    return *this;
  }
  constexpr std::string_view text() const { return {text_.data(), size_}; }

 private:
  std::array<char, 256> text_ = {};
  std::size_t size_ = 0;
};

// "JSON, .npy, .npz or .safetensors", or what other tools show: "page, script or notebook".
constexpr void AddFormats(Sentence& sentence, FormatUse use) {
  std::size_t left = 0;
  for (const Format& format : kFormats) {
    if (format.use == use) ++left;
  }
  for (const Format& format : kFormats) {
    if (format.use != use) continue;
    sentence += format.name;
    --left;
    if (left > 0) sentence += left == 1 ? " or " : ", ";
  }
}

// `before`, everything that is read, `after`.
consteval Sentence ListFormats(std::string_view before, std::string_view after) {
  Sentence sentence;
  sentence += before;
  AddFormats(sentence, FormatUse::kWeights);
  sentence += ", or a ";
  AddFormats(sentence, FormatUse::kOtherTool);
  sentence += after;
  return sentence;
}

}  // namespace headwater
