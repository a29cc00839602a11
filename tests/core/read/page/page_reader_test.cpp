#include "headwater/read/page_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/page_texts.h"
#include "core/read/support/reading.h"

namespace headwater {
namespace {

using Floats = std::vector<float>;
using Strings = std::vector<std::string>;

Result<std::vector<Sample>> ReadPage(std::string_view text, std::size_t piece = 1'000'000,
                                     const ReadLimits& limits = {}) {
  const auto reader = MakePageReader(limits);
  for (std::size_t at = 0; at < text.size(); at += piece) {
    const std::string_view part = text.substr(at, piece);
    (void)reader->Push(std::vector<char>(part.begin(), part.end()));
  }
  return reader->Finish();
}

std::vector<Sample> ReadAll(std::string_view text) {
  Result<std::vector<Sample>> samples = ReadPage(text);
  if (!samples.ok()) {
    ADD_FAILURE() << samples.error().Message();
    return {};
  }
  return std::move(samples).value();
}

Error RefusalOf(std::string_view text) {
  const Result<std::vector<Sample>> result = ReadPage(text);
  if (result.ok()) {
    ADD_FAILURE() << "was read";
    return {};
  }
  return result.error();
}

Strings NamesOf(const std::vector<Sample>& samples) {
  Strings names;
  for (const Sample& sample : samples) names.push_back(sample.name);
  return names;
}

TEST(PageReader, ReadsBertvizOf2019WithAViewForEachFilter) {
  const auto samples = ReadAll(BertvizPage2019(
      "\"all\": " + kBertvizView +
      R"(, "ab": {"attn": [[[[0.25], [0.5]]]], "left_text": ["a", "b"], "right_text": ["c"]})"));
  EXPECT_EQ(NamesOf(samples), (Strings{"all", "ab"}));
  EXPECT_EQ(samples[0].attentions.shape(),
            (AttentionShape{.layers = 1, .heads = 1, .queries = 2, .keys = 2}));
  EXPECT_EQ(Weights(samples[0].attentions), (Floats{1, 0, 0.25F, 0.75F}));
  EXPECT_EQ(samples[0].tokens, (Strings{"a", "b"}));
  EXPECT_TRUE(samples[0].query_tokens.empty());
  EXPECT_EQ(samples[1].query_tokens, (Strings{"a", "b"}));
  EXPECT_EQ(samples[1].tokens, (Strings{"c"}));
}

TEST(PageReader, ReadsBertvizOf2025OnceThoughItsPageRepeatsTheData) {
  const auto samples = ReadAll(BertvizPage(
      R"({"name": null, "attn": [[[[1, 0], [0.5, 0.5]]]], "left_text": ["a", "b"],
          "right_text": ["a", "b"]})",
      R"(, "include_layers": [7], "layer": null, "heads": [0])"));
  ASSERT_EQ(samples.size(), 1U);
  EXPECT_EQ(samples[0].name, "");
  EXPECT_EQ(samples[0].layer_index, std::vector<int>{7});
  EXPECT_EQ(Weights(samples[0].attentions), (Floats{1, 0, 0.5F, 0.5F}));
}

TEST(PageReader, TakesTheNamesOfBertvizViews) {
  const std::string encoder = "{\"name\": \"Encoder\", " + kBertvizView.substr(1);
  const std::string cross = "{\"name\": \"Cross\", " + kBertvizView.substr(1);
  EXPECT_EQ(NamesOf(ReadAll(BertvizPage(encoder + ", " + cross + ", " + kBertvizView))),
            (Strings{"Encoder", "Cross", "view 3"}));
}

TEST(PageReader, PassesOverTheQueriesAndKeysOfBertvizNeuronView) {
  const auto samples =
      ReadAll("window.bertviz_params = {\"attention\": {\"all\": {\"queries\": [[[[-1, 2]]]], " +
              kBertvizView.substr(1, kBertvizView.size() - 2) + ", \"keys\": [[[[-3]]]]}}};");
  ASSERT_EQ(samples.size(), 1U);
  EXPECT_EQ(Weights(samples[0].attentions), (Floats{1, 0, 0.25F, 0.75F}));
}

TEST(PageReader, ReadsCircuitsVisAsOneLayer) {
  const auto heads = ReadAll(CircuitsVisPage(
      R"({"attention": [[[1, 0], [0, 1]], [[1, 0], [0.5, 0.5]]], "tokens": ["<|end|>", "{"],
          "headLabels": ["L0H0", "L0H1"]})"));
  ASSERT_EQ(heads.size(), 1U);
  EXPECT_EQ(heads[0].attentions.shape(),
            (AttentionShape{.layers = 1, .heads = 2, .queries = 2, .keys = 2}));
  EXPECT_EQ(Weights(heads[0].attentions), (Floats{1, 0, 0, 1, 1, 0, 0.5F, 0.5F}));
  EXPECT_EQ(heads[0].tokens, (Strings{"<|end|>", "{"}));
  const auto pattern =
      ReadAll(CircuitsVisPage(R"({"tokens": ["a"], "attention": [[1.0]], "maxValue": 1})"));
  EXPECT_EQ(pattern.at(0).attentions.shape(),
            (AttentionShape{.layers = 1, .heads = 1, .queries = 1, .keys = 1}));
}

TEST(PageReader, GivesEachOfSeveralPicturesANumber) {
  const std::string picture = CircuitsVisPage(R"({"tokens": ["a"], "attention": [[[1]]]})");
  EXPECT_EQ(NamesOf(ReadAll(picture + picture)), (Strings{"view 1", "view 2"}));
}

TEST(PageReader, ReadsTensor2TensorAndNamesTheEndThatItLeavesUnnamed) {
  const auto samples = ReadAll(
      R"(window.attention = {"inp_out": {"top_text": ["a"], "att": [[[[0.5, 0.5], [1, 0], [0, 1]]]],
         "bot_text": ["x", "y"]}, "out_out": {"att": [[[[1.0, NaN], [1, 0]]]], "top_text": ["x"],
         "bot_text": ["x"]}, "other": {"att": [[[[1]]]]}})");
  ASSERT_EQ(NamesOf(samples), (Strings{"inp_out", "out_out"}));
  EXPECT_EQ(samples[0].tokens, (Strings{"a", "<EOS>"}));
  EXPECT_EQ(samples[0].query_tokens, (Strings{"x", "y", "<EOS>"}));
  ASSERT_TRUE(samples[1].refusal);
  EXPECT_EQ(samples[1].refusal->code, ErrorCode::kNotFinite);
  EXPECT_EQ(samples[1].refusal->what, "a weight is NaN in the view \"out_out\"");
  EXPECT_EQ(Describe(samples[1].refusal->place),
            "layer 0, head 0, row 0, column 1 (counted from 0), line 2 column 63, byte 154");
}

TEST(PageReader, PutsTheHeadsOfTransformerExplainerTogether) {
  const auto samples =
      ReadAll(TransformerExplainerModule(TransformerExplainerHead(1, 0, "[[1, 0], [0.5, 0.5]]") +
                                         TransformerExplainerHead(0, 1, "[[1, 0], [0.25, 0.75]]") +
                                         TransformerExplainerHead(0, 0, "[[1, 0], [0, 1]]") +
                                         TransformerExplainerHead(1, 1, "[[1, 0], [1, 0]]")));
  ASSERT_EQ(samples.size(), 1U);
  EXPECT_EQ(samples[0].tokens, (Strings{"It", "'s"}));
  EXPECT_EQ(samples[0].attentions.shape(),
            (AttentionShape{.layers = 2, .heads = 2, .queries = 2, .keys = 2}));
  EXPECT_EQ(Weights(samples[0].attentions),
            (Floats{1, 0, 0, 1, 1, 0, 0.25F, 0.75F, 1, 0, 0.5F, 0.5F, 1, 0, 1, 0}));
}

TEST(PageReader, MissesAHeadOfTransformerExplainer) {
  const Error gap =
      RefusalOf(TransformerExplainerModule(TransformerExplainerHead(0, 0, "[[1, 0], [0, 1]]") +
                                           TransformerExplainerHead(1, 1, "[[1, 0], [0, 1]]")));
  EXPECT_EQ(gap.code, ErrorCode::kRagged);
  EXPECT_EQ(Describe(gap.place), "layer 0, head 1 (counted from 0)");
  const Error negative =
      RefusalOf(TransformerExplainerModule(TransformerExplainerHead(3, 5, "[[1, 0], [-1, 1]]")));
  EXPECT_EQ(negative.code, ErrorCode::kNegative);
  EXPECT_EQ(negative.place.layer, 3);
  EXPECT_EQ(negative.place.head, 5);
  EXPECT_EQ(negative.place.row, 1);
}

TEST(PageReader, GivesTheSameHoweverThePageIsSplit) {
  const std::string view = "{\"name\": \"A\\u00e9\", " + kBertvizView.substr(1);
  for (const std::string& text :
       {BertvizPage(view + ", " + kBertvizView), BertvizPage2019("\"all\": " + kBertvizView),
        CircuitsVisPage(R"({"tokens": ["a", 'b\x41\u0042\'\z'], attention: [[[1, 0], [0, -1]]],})"),
        CircuitsVisPage(R"({"attention": [["long \"string"]]})"),
        TransformerExplainerModule(TransformerExplainerHead(0, 0, "[[1, 0], [0, 1]]"))}) {
    const std::string whole = Everything(ReadPage(text));
    for (std::size_t piece = 1; piece < 50; ++piece) {
      EXPECT_EQ(Everything(ReadPage(text, piece)), whole) << "pieces of " << piece;
    }
  }
}

TEST(PageReader, SaysWhatIsWrongWithTheOnlyView) {
  const Error tokens = RefusalOf(BertvizPage2019(
      R"("all": {"attn": [[[[1]]]], "left_text": ["a", "b"], "right_text": ["a", "b"]})"));
  EXPECT_EQ(tokens.what, "2 tokens for 1x1 matrices");
  const Error scores = RefusalOf(CircuitsVisPage(R"({"tokens": ["a"], "attention": [[[-0.5]]]})"));
  EXPECT_EQ(scores.code, ErrorCode::kNegative);
  const Error none = RefusalOf(CircuitsVisPage(R"({"tokens": ["a"], "attention": [[null]]})"));
  EXPECT_EQ(none.code, ErrorCode::kMissingWeights);
  const Error ragged = RefusalOf(CircuitsVisPage(R"({"attention": [[[1, 0], [1]]]})"));
  EXPECT_EQ(ragged.code, ErrorCode::kRagged);
}

TEST(PageReader, SaysThatAPageHoldsNoAttention) {
  for (const std::string_view text :
       {"<html></html>", "window.x = {\"attention\": {\"all\": {\"left_text\": [\"a\"]}}}",
        "render(Heads, {tokens: tokens[value], attention: attention[value]})", "{", "{a: {"}) {
    EXPECT_EQ(RefusalOf(text).code, ErrorCode::kNoAttentions) << text;
  }
  EXPECT_EQ(RefusalOf("").code, ErrorCode::kEmptyInput);
}

TEST(PageReader, SaysThatThePageIsCutOffAmongTheWeights) {
  const Error cut = RefusalOf("window.attention = {\"all\": {\"att\": [[[[1, 0");
  EXPECT_EQ(cut.code, ErrorCode::kTruncated);
  const Error broken = RefusalOf("window.attention = {\"all\": {\"att\": [[[[1, x]]]]}}");
  EXPECT_EQ(broken.code, ErrorCode::kNotJson);
  EXPECT_EQ(broken.place.byte, 42);
}

TEST(PageReader, KeepsToTheMemoryLimitForEachPictureOnItsOwn) {
  const std::string small = R"({"tokens": ["a"], "attention": [[[1]]]})";
  std::string large = "{\"attention\": [[";
  for (int row = 0; row < 100; ++row) {
    large += row == 0 ? "[" : ", [";
    for (int column = 0; column < 100; ++column) large += column == 0 ? "1" : ", 0";
    large += ']';
  }
  large += "]]}";
  const auto result = ReadPage(CircuitsVisPage(large) + CircuitsVisPage(small) +
                                   CircuitsVisPage(large) + CircuitsVisPage(small),
                               1000, {.max_tensor_bytes = 20'000});
  ASSERT_TRUE(result.ok());
  ASSERT_EQ(result->size(), 4U);
  EXPECT_EQ(result->at(0).refusal->code, ErrorCode::kTooLarge);
  EXPECT_FALSE(result->at(1).refusal);
  EXPECT_EQ(result->at(2).refusal->code, ErrorCode::kTooLarge);
  EXPECT_FALSE(result->at(3).refusal);
}

}  // namespace
}  // namespace headwater
