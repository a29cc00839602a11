#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/read/support/npy_bytes.h"
#include "core/read/support/page_texts.h"
#include "core/read/support/safetensors_bytes.h"
#include "core/read/support/zip_bytes.h"

namespace headwater {

struct Specimen {
  std::string name;  // as a file's
  std::string bytes;
};

// A small good file of every kind that the program reads, in the shape that its writer gives it.
inline std::vector<Specimen> Specimens() {
  const std::vector<float> weights = {1, 0, 0.25F, 0.75F};
  const std::string rows = "[[1.0, 0.0], [0.25, 0.75]]";
  const std::string object =
      R"({"format": "headwater/1", "tokens": ["a", "\u00e9"], "attentions": [[)" + rows +
      R"(]], "importance": {"gradient": [1, -2e-3]}, "prompt_length": 1})";
  const auto npy = [&](std::string_view shape) {
    return NpyBytes("<f4", false, shape, BytesOf(weights));
  };
  const ZipMember layer = {.name = "layer_0.npy", .data = npy("(1, 2, 2)"), .zip64 = true};
  const ZipMember tokens = {.name = "tokens.npy",
                            .data = NpyBytes("|S1", false, "(2,)", "ab"),
                            .deflated = StoredBlock(NpyBytes("|S1", false, "(2,)", "ab"))};
  const ZipMember next = {.name = "layer_1.npy",
                          .data = npy("(1, 2, 2)"),
                          .deflated = StoredBlock(npy("(1, 2, 2)")),
                          .sizes_behind = true};
  const std::string circuits = CircuitsVisPage("{\"tokens\": [\"a\", \"b\"], \"attention\": [" +
                                               rows + "], \"headLabels\": [\"x\"]}");
  return {
      {"object.json", object},
      {"array.json", "[[" + rows + "]]"},
      {"samples.json", R"({"model": "m", "samples": [)" + object + ", " + object + "]}"},
      {"lines.jsonl", object + "\n" + object + "\n"},
      {"steps.json", "[[[[[[1]]]]], [[[[[0.5, 0.5]]]]]]"},
      {"float32.npy", npy("(1, 1, 2, 2)")},
      {"big_endian_fortran.npy",
       NpyBytes(">f8", true, "(1, 2, 2)", BytesOf(std::vector<double>{1, 0.5, 0, 0.5}, true))},
      {"layers.npz", ZipBytes({layer, tokens, next})},
      {"stacked.safetensors",
       SafetensorsBytes(
           R"({"__metadata__": {"tokens": "[\"a\", \"b\"]"}, "attentions": {"dtype": "F32",
               "shape": [1, 2, 2], "data_offsets": [0, 16]}})",
           BytesOf(weights))},
      {"layers.safetensors",
       SafetensorsBytes(
           R"({"att.10": {"dtype": "F32", "shape": [1, 2, 2], "data_offsets": [0, 16]},
               "position_ids": {"dtype": "I64", "shape": [2], "data_offsets": [16, 32]},
               "att.2": {"dtype": "BF16", "shape": [1, 2, 2], "data_offsets": [32, 40]},
               "grad.2": {"dtype": "F32", "shape": [1, 2, 2], "data_offsets": [40, 56]},
               "grad.10": {"dtype": "F32", "shape": [1, 2, 2], "data_offsets": [56, 72]}})",
           BytesOf(weights) + "position ids .." + '.' +
               BytesOf(std::vector<std::uint16_t>{0x3F80, 0, 0x3E80, 0x3F40}) + BytesOf(weights) +
               BytesOf(weights))},
      {"bertviz_2019.js",
       BertvizPage2019("\"all\": " + kBertvizView + ", \"aa\": " + kBertvizView)},
      {"bertviz.html",
       BertvizPage("{\"name\": \"Encoder\", " + kBertvizView.substr(1) + ", " + kBertvizView,
                   R"(, "include_layers": [3])")},
      {"circuitsvis.html", circuits},
      {"tensor2tensor.js",
       R"(window.attention = {"inp_inp": {"att": [[)" + rows +
           R"(]], "top_text": ["a"], "bot_text": ["a"]}, "out_out": {"att": [[[[NaN]]]]}})"},
      {"explainer.js", TransformerExplainerModule(TransformerExplainerHead(0, 0, rows) +
                                                  TransformerExplainerHead(0, 1, rows))},
      {"html.ipynb", Notebook("text/html", JsonString(circuits))},
      {"javascript.ipynb",
       Notebook("application/javascript",
                "[" + JsonString(BertvizPage2019("\"all\": " + kBertvizView)) + "]")},
  };
}

}  // namespace headwater
