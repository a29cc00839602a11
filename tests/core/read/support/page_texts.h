#pragma once

#include <string>
#include <string_view>

namespace headwater {

// Pages, scripts and notebooks in the shape that other tools give them, with weights of our own.

// What the renderer beside the data looks like to a reader of text: braces that begin no data, CSS,
// functions, strings with braces, objects that hold something else.
inline const std::string kRenderer = R"(
<style> .axis { color: red; } @media (x) { .y { top: 0 } } </style>
<script> requirejs.config({paths: {d3: 'https://cdn.example.org/d3.min'}});
(function () { const config = {}; if (a) { config.layer = "{"; } else { b = {c: [1, {d: f(2)}]}; }
  const scale = {domain: [0, 1,], 'range': [0, 10.5, -3], "attention": null, tokens: 5}; })(); </script>
)";

// One layer of one head over the tokens "a" and "b".
inline const std::string kBertvizView =
    R"({"attn": [[[[1.0, 0.0], [0.25, 0.75]]]], "left_text": ["a", "b"], "right_text": ["a", "b"]})";

inline std::string BertvizPage2019(std::string_view views) {
  return "window.params = {\"attention\": {" + std::string(views) +
         "}, \"default_filter\": \"all\"}";
}

// Of 2025: the template's line repeats the data in a comment.
inline std::string BertvizPage(std::string_view views, std::string_view more = "") {
  const std::string params = "{\"attention\": [" + std::string(views) +
                             "], \"default_filter\": \"0\", \"root_div_id\": \"bertviz-1\"" +
                             std::string(more) + "}";
  return "<!DOCTYPE html><div id=\"bertviz-1\"></div>" + kRenderer +
         "<script>const params = " + params + "; // HACK: " + params + "\nrender(params)</script>" +
         kRenderer;
}

inline std::string CircuitsVisPage(std::string_view data) {
  return "<div id=\"circuits-vis-1\" style=\"margin: 15px 0;\"/>\n<script crossorigin "
         "type=\"module\">\nimport { render, AttentionHeads } from "
         "\"https://cdn.example.org/esm.js\";\nrender(\n  \"circuits-vis-1\",\n  AttentionHeads,\n "
         " " +
         std::string(data) + "\n)\n</script>\n";
}

inline std::string TransformerExplainerModule(std::string_view heads) {
  return "export const ex0 = {\n\tprompt: 'It\\'s \"so\"',\n\ttokens: ['It', "
         "\"'s\",],\n\ttokenIds: "
         "[1, 2],\n\tlogits: [-1.5, undefined],\n\toutputs: {" +
         std::string(heads) + "},\n\tsampled: {token: 'x', rank: null},\n};\n";
}

// The stages of one head; only its softmax counts.
inline std::string TransformerExplainerHead(int layer, int head, std::string_view weights) {
  const std::string name =
      "block_" + std::to_string(layer) + "_attn_head_" + std::to_string(head) + "_attn";
  return name + ": {data: [[-1, 2], [3, 4]]}, '" + name +
         "_masked': {data: [[1, null], [1, 2]]}, \"" + name +
         "_softmax\": {dims: [2, 2], data: " + std::string(weights) + "},\n";
}

inline std::string JsonString(std::string_view text) {
  std::string quoted = "\"";
  for (const char byte : text) {
    if (byte == '\n') {
      quoted += "\\n";
      continue;
    }
    if (byte == '"' || byte == '\\') quoted += '\\';
    quoted += byte;
  }
  return quoted + '"';
}

// An executed notebook of nbformat 4 whose second cell shows `page`, given as a JSON value.
inline std::string Notebook(std::string_view kind, std::string_view page) {
  return R"({"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["{\"attention\": 1}"]},
 {"cell_type": "code", "execution_count": 3, "metadata": {}, "source": ["head_view()\n"],
  "outputs": [{"output_type": "stream", "name": "stdout", "text": ["{\"tokens\": []}"]},
   {"output_type": "display_data", "metadata": {}, "data": {")" +
         std::string(kind) + "\": " + std::string(page) +
         R"(, "text/plain": ["<IPython.core.display.HTML object>"]}}]}],
 "metadata": {"kernelspec": {"name": "python3"}}, "nbformat": 4, "nbformat_minor": 5})";
}

}  // namespace headwater
