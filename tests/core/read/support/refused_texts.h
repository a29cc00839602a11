#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/error.h"

namespace headwater {

struct Refusal {
  std::string name;
  std::string text;
  ErrorCode code;
  std::string what;
  Place place;
};

// For Google Test's messages.
inline void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.text; }

// `marked` is the text with a '@' where the message's line, column and byte point to.
inline Refusal Refused(std::string_view name, std::string_view marked, ErrorCode code,
                       std::string_view what, Place place = {}) {
  const std::size_t at = marked.find('@');
  std::string text(marked);
  text.erase(at, 1);
  const std::string_view before = marked.substr(0, at);
  place.byte = static_cast<std::int64_t>(at);
  place.line = 1;
  place.line_column = 1;
  for (const char byte : before) {
    place.line_column = byte == '\n' ? 1 : place.line_column + 1;
    if (byte == '\n') ++place.line;
  }
  return {std::string(name), text, code, std::string(what), place};
}

inline std::vector<Refusal> RefusedTexts() {
  using enum ErrorCode;
  const std::string deep(300, '[');
  return {
      Refused("Nothing", "@", kEmptyInput, "the text is empty"),
      Refused("OnlySpace", " \n\t @", kEmptyInput, "the text is empty"),
      Refused("OnlyAByteOrderMark", "\xEF\xBB\xBF@", kEmptyInput, "the text is empty"),
      Refused("EmptyArray", "[@]", kEmptyInput, "the weights begin with an empty array"),
      Refused("EmptyRows", "[[[@]]]", kEmptyInput, "the weights begin with an empty array"),
      Refused("EmptyAttentions", R"({"attentions": [@]})", kEmptyInput,
              "the weights begin with an empty array"),
      Refused("NoSamples", R"({"samples": [@]})", kEmptyInput, "the list of samples is empty"),

      Refused("Word", "@hello", kNotJson,
              "the text is not JSON: a word is none of true, false and null"),
      Refused("SingleQuotes", "{@'attentions': [[[1]]]}", kNotJson,
              "the text is not JSON: a key must be a string in double quotes"),
      Refused("WordAmongWeights", "[[[1,\n0.5, @x]]]", kNotJson,
              "the text is not JSON: a word is none of true, false and null"),
      Refused("AlmostNull", "[[[1], [@nulx]]]", kNotJson,
              "the text is not JSON: a word is none of true, false and null"),
      Refused("PythonsNone", R"({"model": @None, "attentions": [[[1]]]})", kNotJson,
              "the text is not JSON: a word is none of true, false and null"),
      Refused("NumberWithoutDigits", "[[[1, @1.]]]", kNotJson,
              "the text is not JSON: a number has no digit after its decimal point"),
      Refused("NumberOfManyDigits", "[[[1, @" + std::string(4097, '1') + "]]]", kNotJson,
              "a number is longer than 4096 characters"),
      Refused("TrailingComma", "[[[1,@]]]", kNotJson,
              "the text is not JSON: a comma stands before a closing bracket"),
      Refused("MissingComma", "[[[1 @2]]]", kNotJson, "the text is not JSON: a comma is missing"),
      Refused("BinaryBytes", std::string_view("@\x93NUMPY\x01\0", 9), kNotJson,
              "the text is not JSON: a value cannot begin with this character"),
      Refused("TextAfterTheArray", "[[[1]]]\n@rubbish", kNotJson,
              "the text is not JSON: a word is none of true, false and null"),
      Refused("TokensThatAreNotUtf8", "{\"tokens\": [\"\xFF@\"], \"attentions\": [[[1]]]}",
              kNotJson, "a string is not UTF-8"),

      Refused("CutInsideOfTheArray", "[[[1, 0.5@", kTruncated, "the text ends inside of a value"),
      Refused("CutInsideOfAString", R"({"tokens": ["a", "b@)", kTruncated,
              "the text ends inside of a value"),
      Refused("CutAfterAField", R"({"attentions": [[[1]]], @)", kTruncated,
              "the text ends inside of a value"),

      Refused("EmptyObject", "{@}", kNoAttentions, "the object is empty"),
      Refused("OtherObject", R"({"attention": [[[1]]], "tokens": ["a"]@})", kNoAttentions,
              "the object has no field \"attentions\", its fields are \"attention\", \"tokens\""),
      Refused("SecondLineWithoutAttentions", "[[[1]]]\n{\"loss\": 1@}", kNoAttentions,
              "the object has no field \"attentions\", its fields are \"loss\" in sample 1"),
      Refused("JustANumber", "@12", kNoAttentions, "the whole text is the number 12"),
      Refused("JustAString", "\"text@\"", kNoAttentions, "the whole text is a string"),
      Refused("JustNull", "@null", kNoAttentions, "the whole text is null"),

      Refused("OneMatrix", "[[@0.5, 0.5], [1, 0]]", kWrongNesting,
              "the weights are nested 2 deep where 3 to 6 levels are expected"),
      Refused("OneRow", "[@1]", kWrongNesting,
              "the weights are nested 1 deep where 3 to 6 levels are expected"),
      Refused("TooManyAxes", "[[[[[[@[1]]]]]]]", kWrongNesting,
              "the weights are nested more than 6 deep"),
      Refused("NumberForARow", "[[[1, 0], @0.5]]", kWrongNesting,
              "a number stands where an array is expected", {.layer = 0, .row = 1}),
      Refused("NumberForALayer", "[[[[1]]], @2]", kWrongNesting,
              "a number stands where an array is expected", {.layer = 1}),
      Refused("ArrayForANumber", "[[[1, @[0]]]]", kWrongNesting,
              "an array stands where a number is expected", {.layer = 0, .row = 0, .column = 1}),
      Refused("DeepBomb", "{\"x\": " + deep.substr(0, 255) + "@[", kWrongNesting,
              "the text is nested more than 256 deep"),

      Refused("ShortRow", "[[[1, 0], [1@]]]", kRagged, "a row has 1 number where 2 are expected",
              {.layer = 0, .row = 1}),
      Refused("LongRow", "[[[1, 0], [1, 0, 0, 0@]]]", kRagged,
              "a row has 4 numbers where 2 are expected", {.layer = 0, .row = 1}),
      Refused("EmptyRow", "[[[1, 0], [@]]]", kRagged, "a row has 0 numbers where 2 are expected",
              {.layer = 0, .row = 1}),
      Refused("RowOfSpace", "[[[1, 0], [" + std::string(100, ' ') + "@]]]", kRagged,
              "a row has 0 numbers where 2 are expected", {.layer = 0, .row = 1}),
      Refused("RowOfALaterLayer", "[[[[1, 0]]], [[[1, 0, 0@]]]]", kRagged,
              "a row has 3 numbers where 2 are expected", {.layer = 1, .head = 0, .row = 0}),
      Refused("ShortMatrix", "[[[[1, 0], [0, 1]], [[1, 0]@]]]", kRagged,
              "a head has 1 row where 2 are expected", {.layer = 0, .head = 1}),
      Refused("LongMatrix", "[[[1, 0]], [[1, 0], [1, 0], [1, 0]@]]", kRagged,
              "a layer has 3 rows where 1 is expected", {.layer = 1}),
      Refused("FewHeads", "[[[[1]], [[1]]], [[[1]]@]]", kRagged,
              "a layer has 1 head where 2 are expected", {.layer = 1}),
      Refused("ManyHeadsInABatch", "[[[[[1]]], [[[1]], [[1]]@]]]", kRagged,
              "a batch item has 2 heads where 1 is expected", {.layer = 0, .batch = 1}),
      Refused("FewBatchItems", "[[[[[1]]], [[[1]]]], [[[[1]]]@]]", kRagged,
              "a layer has 1 batch item where 2 are expected", {.layer = 1}),
      Refused("LaterSample", "[[[1]]]\n[[[1, 0], [1@]]]", kRagged,
              "a row has 1 number where 2 are expected in sample 1", {.layer = 0, .row = 1}),
      Refused("StepsThatDoNotGrow", "[[[[[[1]]]]], [[[[[1]]]]]@]", kSteps,
              "generation step 1 has 1x1 matrices where 2x2 or 1x2 are expected"),
      Refused("RowOfAStep", "[[[[[[1]]]]], [[[[[1, 0], [1@]]]]]]", kRagged,
              "a row has 1 number where 2 are expected in step 1",
              {.layer = 0, .batch = 0, .head = 0, .row = 1}),

      Refused("NullForAttentions", R"({"attentions": @null})", kMissingWeights,
              "the field \"attentions\" is null"),
      Refused("NullForALayer", R"({"attentions": [@null, null]})", kMissingWeights,
              "null stands where a weight is expected", {.layer = 0}),
      Refused("NullForALaterLayer", "[[[[1]]], @null]", kMissingWeights,
              "null stands where an array of weights is expected", {.layer = 1}),
      Refused("NullForAWeight", "[[[1, 0], [1, @null]]]", kMissingWeights,
              "null stands where a weight is expected", {.layer = 0, .row = 1, .column = 1}),
      Refused("StringForAWeight", "[[[1, \"0@\"]]]", kMissingWeights,
              "a string stands where a weight is expected", {.layer = 0, .row = 0, .column = 1}),
      Refused("TruthForAWeight", "[[[[1, @true]]]]", kMissingWeights,
              "a truth value stands where a weight is expected",
              {.layer = 0, .head = 0, .row = 0, .column = 1}),
      Refused("ObjectForAWeight", "[[[1, @{}]]]", kMissingWeights,
              "an object stands where a weight is expected", {.layer = 0, .row = 0, .column = 1}),

      Refused("Nan", "[[[1, 0],\n [0, @NaN]]]", kNotFinite, "a weight is NaN",
              {.layer = 0, .row = 1, .column = 1}),
      Refused("NanFirst", "[[[@NaN]]]", kNotFinite, "a weight is NaN",
              {.layer = 0, .row = 0, .column = 0}),
      Refused("Infinity", "[[[[1, @Infinity]]]]", kNotFinite, "a weight is infinite",
              {.layer = 0, .head = 0, .row = 0, .column = 1}),
      Refused("NegativeInfinity", "[[[1, @-Infinity]]]", kNotFinite, "a weight is infinite",
              {.layer = 0, .row = 0, .column = 1}),
      Refused("OverflowOfFloat32", "[[[1], [@3.5e38]]]", kNotFinite,
              "a weight is too large for a 32-bit float", {.layer = 0, .row = 1, .column = 0}),
      Refused("NanInGradients", R"({"gradients": [[[@NaN]]], "attentions": [[[1]]]})", kNotFinite,
              "a weight is NaN", {.layer = 0, .row = 0, .column = 0}),
      Refused("Negative", "[[[[[1, 0], [1, @-0.25]]]]]", kNegative, "a weight is negative (-0.25)",
              {.layer = 0, .batch = 0, .head = 0, .row = 1, .column = 1}),

      Refused("NegativeOfManyDigits", "[[[1], [@-0.10000000149011612]]]", kNegative,
              "a weight is negative (-0.1)", {.layer = 0, .row = 1, .column = 0}),

      Refused("TokenMissing", R"({"tokens": ["a"], "attentions": [[[1, 0], [0, 1]]]@})",
              kTokenCount, "1 token for 2x2 matrices"),
      Refused("TokenTooMany", R"({"attentions": [[[1]]], "tokens": ["a", "b"]@})", kTokenCount,
              "2 tokens for 1x1 matrices"),
      Refused("NoTokens", R"({"tokens": [@], "attentions": [[[1]]]})", kTokenCount,
              "the list \"tokens\" is empty"),
      Refused("QueryTokens",
              R"({"query_tokens": ["a", "b"], "tokens": ["a", "b"], "attentions": [[[1, 0]]]@})",
              kTokenCount, "2 query tokens for 1x2 matrices"),

      Refused("OtherVersion", R"({"format": "headwater/2@", "attentions": [[[1]]]})", kWrongField,
              "the format is \"headwater/2\", this program reads \"headwater/1\""),
      Refused("TokensAsText", R"({"tokens": "a b@", "attentions": [[[1]]]})", kWrongField,
              "the field \"tokens\" must be a list of strings, it is a string"),
      Refused("NullToken", R"({"tokens": ["a", @null], "attentions": [[[1]]]})", kWrongField,
              "the field \"tokens\" must be a list of strings, it holds null"),
      Refused("NestedTokens", R"({"tokens": [@["a"]], "attentions": [[[1]]]})", kWrongField,
              "the field \"tokens\" must be a list of strings, it holds an array"),
      Refused("ModelAsNumber", R"({"model": @5, "attentions": [[[1]]]})", kWrongField,
              "the field \"model\" must be a string, it is the number 5"),
      Refused("AttentionsAsText", R"({"attentions": "see file@"})", kWrongField,
              "the field \"attentions\" must be nested arrays of numbers, it is a string"),
      Refused("AttentionsTwice", R"({"attentions": [[[1]]], "attentions@": [[[1]]]})", kWrongField,
              "the field \"attentions\" occurs twice"),
      Refused("SamplesAndAttentions", R"({"attentions": [[[1]]], "samples@": []})", kWrongField,
              "an object has both \"samples\" and \"attentions\""),
      Refused("SamplesOfNumbers", R"({"samples": [@1]})", kWrongField,
              "a list of samples must hold objects, it holds the number 1 in sample 0"),
      Refused("LayerIndexTooShort", R"({"layer_index": [0], "attentions": [[[1]], [[1]]]@})",
              kWrongField, "the field \"layer_index\" has 1 number for 2 layers"),
      Refused("LayerIndexNegative", R"({"layer_index": [0, -1], "attentions": [[[1]], [[1]]]@})",
              kWrongField, "the field \"layer_index\" holds the negative number -1"),
      Refused("LayerIndexTwice", R"({"layer_index": [3, 3], "attentions": [[[1]], [[1]]]@})",
              kWrongField, "the field \"layer_index\" holds the layer 3 twice"),
      Refused("LayerIndexNotWhole", R"({"layer_index": [0.5@], "attentions": [[[1]]]})",
              kWrongField, "the field \"layer_index\" must be a list of whole numbers, it is 0.5"),
      Refused("PromptTooLong", R"({"prompt_length": 2, "attentions": [[[1]]]@})", kWrongField,
              "the field \"prompt_length\" is 2, it must be in 1 to 1"),
      Refused("PromptNotWhole", R"({"prompt_length": @1.5, "attentions": [[[1]]]})", kWrongField,
              "the field \"prompt_length\" must be a whole number, it is the number 1.5"),
      Refused("ReadoutOutside", R"({"readout": -1, "attentions": [[[1]]]@})", kWrongField,
              "the field \"readout\" is -1, it must be in 0 to 0"),
      Refused("ImageGrid",
              R"({"image": {"grid": [2, 2], "prefix_tokens": 1}, "attentions": [[[1]]]@})",
              kWrongField,
              "the field \"image\" has 2x2 patches and 1 prefix token, 5 together, for 1 token"),
      Refused("ImageGridOfThree", R"({"image": {"grid": [2, 2, 3@]}, "attentions": [[[1]]]})",
              kWrongField,
              "the field \"image\" must be an object with \"src\", \"grid\" (two whole numbers) "
              "and \"prefix_tokens\", it holds a grid of 3"),
      Refused("ImageAsText", R"({"image": "cat.png@", "attentions": [[[1]]]})", kWrongField,
              "the field \"image\" must be an object with \"src\", \"grid\" (two whole numbers) "
              "and \"prefix_tokens\", it is a string"),
      Refused("ImportanceTooShort",
              R"({"importance": {"blank-out": [1]}, "attentions": [[[1, 0], [0, 1]]]@})",
              kWrongField, "the field \"importance\" has 1 value under \"blank-out\" for 2 tokens"),
      Refused("ImportanceOfNan", R"({"importance": {"x": [@NaN]}, "attentions": [[[1]]]})",
              kWrongField,
              "the field \"importance\" must be an object of lists of numbers, it holds the "
              "number nan"),
      Refused("GradientsOfOtherShape", R"({"gradients": [[[1, 2]]], "attentions": [[[1]]]@})",
              kWrongField,
              "the field \"gradients\" has the extents 1x1x1x1x2, the attentions have 1x1x1x1x1 "
              "(layers x batch x heads x rows x columns)"),
      Refused("GradientsOfSteps", R"({"gradients": [[[[[[1]]]]]@], "attentions": [[[1]]]})",
              kWrongField, "the field \"gradients\" is nested 6 deep, 3 to 5 levels are expected"),
  };
}

}  // namespace headwater
