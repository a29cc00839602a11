#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <random>
#include <string>
#include <vector>

#include "core/read/support/reading.h"
#include "core/read/support/refused_texts.h"

namespace headwater {
namespace {

// Random weights as Python's json.dumps writes them, now and then in other forms.
std::string RandomTensorText(int layers, int heads, int tokens, unsigned seed) {
  std::mt19937 random(seed);
  std::uniform_real_distribution<float> weight(0, 1);
  std::uniform_int_distribution<int> form(0, 9);
  std::string text = "[";
  for (int i = 0; i < layers * heads * tokens * tokens; ++i) {
    if (i % tokens == 0) {
      if (i > 0) text += "]";
      if (i > 0 && i % (tokens * tokens) == 0) text += "]";
      if (i > 0 && i % (heads * tokens * tokens) == 0) text += "]";
      if (i > 0) text += ",\n ";
      if (i % (heads * tokens * tokens) == 0) text += "[";
      if (i % (tokens * tokens) == 0) text += "[";
      text += "[";
    } else {
      text += form(random) == 0 ? "," : ", ";
    }
    std::array<char, 64> number = {};
    constexpr std::array<const char*, 4> kForms = {"%.17g", "%.9g", "%e", "%.25f"};
    const auto kind = static_cast<std::size_t>(form(random));
    std::snprintf(number.data(), number.size(), kForms[kind < 7 ? 0 : kind - 6],
                  static_cast<double>(weight(random)) / (kind == 6 ? 1e9 : 1.0));
    text += number.data();
  }
  return text + "]]]]";
}

void ExpectSameForEverySplit(std::string_view text, unsigned seed) {
  SCOPED_TRACE("seed " + std::to_string(seed) + ", text " + std::string(text.substr(0, 200)));
  const std::string whole = Everything(ReadJson(text));
  for (const std::size_t size : {1U, 2U, 3U, 7U, 64U, 1000U}) {
    EXPECT_EQ(Everything(ReadJsonInPieces(text, size)), whole) << "pieces of " << size;
  }
  for (unsigned k = 0; k < 4; ++k) {
    EXPECT_EQ(Everything(ReadJsonInRandomPieces(text, seed + k)), whole) << "random " << k;
  }
}

TEST(JsonReaderSplits, DoNotChangeAnyMessage) {
  for (const Refusal& refusal : RefusedTexts()) ExpectSameForEverySplit(refusal.text, 1);
}

TEST(JsonReaderSplits, DoNotChangeAnyWeight) {
  for (unsigned seed = 0; seed < 20; ++seed) {
    ExpectSameForEverySplit(RandomTensorText(2, 3, 1 + static_cast<int>(seed % 9), seed), seed);
  }
}

TEST(JsonReaderSplits, DoNotChangeTextsAndOtherFields) {
  ExpectSameForEverySplit(
      "\xEF\xBB\xBF{\"model\": \"\xC3\xA9\\u00e9\\ud83d\\ude00\\ud83d\\n\", \"x\": {\"y\": [1, "
      "null]},\n\"tokens\": [\"\xE2\x82\xAC\", 17.25], \"importance\": {\"a\\\"b\": [1e3, -2]},"
      "\"attentions\": [[[0.1, 0.9],[0.7, 0.3]]], \"prompt_length\": 1, \"layer_index\": [4]}\n"
      "[[[1]]]\n",
      2);
}

TEST(JsonReaderSplits, DoNotChangeTheOutcomeOfDamagedTexts) {
  const std::string text =
      R"({"tokens": ["a", "\u00e9"], "attentions": [[[0.25, 0.75], [1, 0]]], "z": [true]})";
  std::mt19937 random(3);
  std::uniform_int_distribution<std::size_t> position(0, text.size() - 1);
  constexpr std::string_view kBytes = "[]{}\",:0e-.ntfNI\\ \x01\xC3";
  std::uniform_int_distribution<std::size_t> replacement(0, kBytes.size() - 1);
  for (unsigned k = 0; k < 500; ++k) {
    std::string damaged = text;
    damaged[position(random)] = kBytes[replacement(random)];
    ExpectSameForEverySplit(damaged, k);
  }
}

TEST(JsonReaderSplits, DoNotMoveTheRefusalOfWhatWillNotFit) {
  const std::string text = RandomTensorText(3, 2, 64, 5);
  const ReadLimits limits{.max_tensor_bytes = 1'000'000, .input_bytes = 1'000 * text.size()};
  const std::string whole = Everything(ReadJson(text, limits));
  EXPECT_NE(whole.find("will need about"), std::string::npos) << whole;
  EXPECT_EQ(Everything(ReadJsonInPieces(text, 4097, limits)), whole);
  EXPECT_EQ(Everything(ReadJsonInRandomPieces(text, 5, limits)), whole);
}

}  // namespace
}  // namespace headwater
