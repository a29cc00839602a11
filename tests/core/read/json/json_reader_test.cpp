#include "headwater/read/json_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/read/support/reading.h"

namespace headwater {
namespace {

using Floats = std::vector<float>;
using Strings = std::vector<std::string>;

// The only sample of a text that must be readable.
Sample ReadOne(std::string_view text) {
  Result<std::vector<Sample>> samples = ReadJson(text);
  if (!samples.ok()) {
    ADD_FAILURE() << samples.error().Message();
    return {};
  }
  EXPECT_EQ(samples->size(), 1U);
  return std::move(samples->front());
}

TEST(JsonReader, ReadsEveryFieldOfTheNativeFormat) {
  const Sample sample = ReadOne(R"({
    "format": "headwater/1", "name": "first", "model": "tiny",
    "tokens": ["[CLS]", "a", "b"],
    "attentions": [[[[1, 0, 0], [0.5, 0.5, 0], [0.25, 0.25, 0.5]]]],
    "layer_index": [7], "prompt_length": 2, "readout": 1,
    "image": {"src": "data:image/png;base64,AA==", "grid": [1, 2], "prefix_tokens": 1},
    "importance": {"input gradient": [0.5, -1, 2e3], "blank-out": [1, 2, 3]},
    "gradients": [[[[-1, 0, 2], [3, -4, 5], [6, 7, -8]]]]})");
  EXPECT_EQ(sample.name, "first");
  EXPECT_EQ(sample.model, "tiny");
  EXPECT_EQ(sample.tokens, (Strings{"[CLS]", "a", "b"}));
  EXPECT_TRUE(sample.query_tokens.empty());
  EXPECT_EQ(sample.layer_index, std::vector<int>{7});
  EXPECT_EQ(sample.prompt_length, 2);
  EXPECT_EQ(sample.readout, 1);
  ASSERT_TRUE(sample.image);
  EXPECT_EQ(sample.image->source, "data:image/png;base64,AA==");
  EXPECT_EQ(sample.image->grid_rows, 1);
  EXPECT_EQ(sample.image->grid_columns, 2);
  EXPECT_EQ(sample.image->prefix_tokens, 1);
  ASSERT_EQ(sample.importance.size(), 2U);
  EXPECT_EQ(sample.importance[0].name, "input gradient");
  EXPECT_EQ(sample.importance[0].values, (std::vector<double>{0.5, -1, 2000}));
  EXPECT_EQ(sample.importance[1].name, "blank-out");
  EXPECT_EQ(Weights(sample.attentions), (Floats{1, 0, 0, 0.5F, 0.5F, 0, 0.25F, 0.25F, 0.5F}));
  ASSERT_TRUE(sample.gradients);
  EXPECT_EQ(Weights(*sample.gradients), (Floats{-1, 0, 2, 3, -4, 5, 6, 7, -8}));
}

TEST(JsonReader, KeepsLayerHeadQueryKeyOrder) {
  const Sample sample = ReadOne(
      "[[[[0,1,2],[3,4,5]],[[6,7,8],[9,10,11]]],"
      " [[[12,13,14],[15,16,17]],[[18,19,20],[21,22,23]]]]");
  EXPECT_EQ(sample.attentions.shape(),
            (AttentionShape{.layers = 2, .heads = 2, .queries = 2, .keys = 3}));
  const Result<AttentionView> view = sample.attentions.View(0);
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->At(0, 0, 0, 1), 1.0F);
  EXPECT_EQ(view->At(0, 0, 1, 0), 3.0F);
  EXPECT_EQ(view->At(0, 1, 0, 0), 6.0F);
  EXPECT_EQ(view->At(1, 1, 1, 2), 23.0F);
}

TEST(JsonReader, ReadsMatricesWithoutAHeadAxisAsOneHead) {
  const Sample sample = ReadOne("[[[1,0],[0,1]],[[0.5,0.5],[0.5,0.5]],[[0,1],[1,0]]]");
  EXPECT_EQ(sample.attentions.shape(),
            (AttentionShape{.layers = 3, .heads = 1, .queries = 2, .keys = 2}));
  EXPECT_EQ(sample.attentions.batch(), 1);
}

TEST(JsonReader, GivesEachItemOfABatchAsAView) {
  // Two layers, two items, one head.
  const Sample sample = ReadOne(
      "[[[[[1,2],[3,4]]],[[[5,6],[7,8]]]],"
      "[[[[9,10],[11,12]]],[[[13,14],[15,16]]]]]");
  EXPECT_EQ(sample.attentions.batch(), 2);
  const Result<AttentionView> second = sample.attentions.View(1);
  ASSERT_TRUE(second.ok());
  EXPECT_EQ(second->shape(), (AttentionShape{.layers = 2, .heads = 1, .queries = 2, .keys = 2}));
  EXPECT_EQ(second->At(0, 0, 0, 0), 5.0F);
  EXPECT_EQ(second->At(1, 0, 1, 1), 16.0F);
  EXPECT_EQ(sample.attentions.View(2).error().code, ErrorCode::kOption);
  EXPECT_EQ(sample.attentions.View(-1).error().code, ErrorCode::kOption);
}

TEST(JsonReader, TakesFieldsInAnyOrder) {
  const Sample sample = ReadOne(
      R"({"readout": 1, "attentions": [[[1,0],[0,1]]], "tokens": ["x","y"], "model": "late"})");
  EXPECT_EQ(sample.tokens, (Strings{"x", "y"}));
  EXPECT_EQ(sample.model, "late");
}

TEST(JsonReader, PassesOverUnknownFieldsWhateverTheyHold) {
  const Sample sample = ReadOne(R"({"a": null, "b": [1, [NaN, {"attentions": 5}], "]}"],
    "c": {"tokens": 3, "samples": {}}, "d": true, "e": -1e999, "attentions": [[[1]]], "": 0,
    "tokens2": [[]], "image": {"src": "", "grid": [1, 1], "alt": {"grid": []}, "size": 5}})");
  EXPECT_EQ(Weights(sample.attentions), Floats{1});
  ASSERT_TRUE(sample.image);
  EXPECT_EQ(sample.image->grid_columns, 1);
}

TEST(JsonReader, TakesNullForAFieldThatIsNotFilled) {
  const Sample sample = ReadOne(R"({"attentions": [[[1]]], "tokens": null, "gradients": null,
    "prompt_length": null, "model": null, "image": null, "importance": null, "format": null})");
  EXPECT_TRUE(sample.tokens.empty());
  EXPECT_FALSE(sample.gradients);
}

TEST(JsonReader, ReadsRectangularAttentionWithTokensOfItsRows) {
  const Sample sample = ReadOne(
      R"({"attentions": [[[[0.5, 0.5, 0], [0, 0, 1]]]], "tokens": ["a","b","c"],
          "query_tokens": ["x","y"]})");
  EXPECT_EQ(sample.attentions.shape(),
            (AttentionShape{.layers = 1, .heads = 1, .queries = 2, .keys = 3}));
  EXPECT_EQ(sample.query_tokens, (Strings{"x", "y"}));
}

TEST(JsonReader, ReadsTokensOfAnyText) {
  const Sample sample = ReadOne(
      "{\"tokens\": [\"\", \"</script>\", \"\\u0120\\u00e9\\n\", \"\xC4\xA0the\", "
      "\"\\ud83d\\ude00\", \"a\\u0000b\", \"\\ud83d\"],"
      "\"attentions\": [[[0,0,0,0,0,0,0],[0,0,0,0,0,0,0],[0,0,0,0,0,0,0],[0,0,0,0,0,0,0],"
      "[0,0,0,0,0,0,0],[0,0,0,0,0,0,0],[0,0,0,0,0,0,0]]]}");
  EXPECT_EQ(sample.tokens, (Strings{"", "</script>", "\xC4\xA0\xC3\xA9\n", "\xC4\xA0the",
                                    "\xF0\x9F\x98\x80", std::string("a\0b", 3), "\xEF\xBF\xBD"}));
}

TEST(JsonReader, TurnsTokensThatAreNumbersIntoText) {
  const Sample sample =
      ReadOne(R"({"tokens": [101, 0.5, -3], "attentions": [[[1,0,0],[0,1,0],[0,0,1]]]})");
  EXPECT_EQ(sample.tokens, (Strings{"101", "0.5", "-3"}));
}

TEST(JsonReader, SkipsAByteOrderMark) {
  EXPECT_EQ(Weights(ReadOne("\xEF\xBB\xBF[[[1]]]").attentions), Floats{1});
}

TEST(JsonReader, TakesNegativeZeroForZero) {
  const Sample sample = ReadOne("[[[-0, -0.0, 0],[-0e5, 1, 0.0]]]");
  for (const float weight : Weights(sample.attentions)) EXPECT_FALSE(std::signbit(weight));
}

TEST(JsonReader, ReadsSeveralSamplesOfOneObject) {
  const auto samples = ReadJson(R"({"model": "outer", "samples": [
    {"attentions": [[[1]]], "name": "one"},
    {"attentions": [[[1,0],[0,1]]], "model": "own"}], "tokens": ["ignored"], "extra": [1]})");
  ASSERT_TRUE(samples.ok()) << samples.error().Message();
  ASSERT_EQ(samples->size(), 2U);
  EXPECT_EQ(samples.value()[0].name, "one");
  EXPECT_EQ(samples.value()[0].model, "outer");
  EXPECT_EQ(samples.value()[1].model, "own");
  EXPECT_EQ(samples.value()[1].attentions.shape().keys, 2);
}

TEST(JsonReader, GivesTheOuterModelToSamplesBeforeItToo) {
  const auto samples = ReadJson(R"({"samples": [{"attentions": [[[1]]]}], "model": "after"})");
  ASSERT_TRUE(samples.ok()) << samples.error().Message();
  EXPECT_EQ(samples->front().model, "after");
}

TEST(JsonReader, ReadsOneObjectPerLine) {
  const auto samples = ReadJson(
      "{\"attentions\": [[[1]]], \"name\": \"a\"}\n\n"
      "{\"attentions\": [[[1]]], \"name\": \"b\"}\r\n"
      "{\"samples\": [{\"attentions\": [[[1]]], \"name\": \"c\"}]}\n"
      "[[[0.5]]]\n");
  ASSERT_TRUE(samples.ok()) << samples.error().Message();
  ASSERT_EQ(samples->size(), 4U);
  EXPECT_EQ(samples.value()[1].name, "b");
  EXPECT_EQ(samples.value()[2].name, "c");
  EXPECT_EQ(Weights(samples.value()[3].attentions), Floats{0.5F});
}

TEST(JsonReader, ReadsAnArrayOfObjects) {
  const auto samples =
      ReadJson(R"([{"attentions": [[[1]]]}, {"attentions": [[[0.5, 0.5],[1, 0]]]}])");
  ASSERT_TRUE(samples.ok()) << samples.error().Message();
  ASSERT_EQ(samples->size(), 2U);
  EXPECT_EQ(samples.value()[1].attentions.shape().keys, 2);
}

TEST(JsonReader, ReadsGenerationStepsWithCachedKeys) {
  // A prompt of two tokens, then one row at a time; [step][layer][batch][head][query][key].
  const Sample sample = ReadOne(
      R"({"attentions": [[[[[[1,0],[0.5,0.5]]]]], [[[[[0.25,0.25,0.5]]]]],
                         [[[[[0.25,0.25,0.25,0.25]]]]]], "prompt_length": 2,
          "tokens": ["a","b","c","d"]})");
  ASSERT_EQ(sample.steps.size(), 3U);
  EXPECT_EQ(sample.attentions.shape().layers, 0);
  EXPECT_EQ(sample.steps[0].shape(),
            (AttentionShape{.layers = 1, .heads = 1, .queries = 2, .keys = 2}));
  EXPECT_EQ(sample.steps[2].shape(),
            (AttentionShape{.layers = 1, .heads = 1, .queries = 1, .keys = 4}));
  EXPECT_EQ(Weights(sample.steps[1]), (Floats{0.25F, 0.25F, 0.5F}));
}

TEST(JsonReader, ReadsGenerationStepsInFull) {
  const Sample sample = ReadOne("[[[[[[1]]]]], [[[[[1,0],[0.5,0.5]]]]]]");
  ASSERT_EQ(sample.steps.size(), 2U);
  EXPECT_EQ(sample.steps[1].shape().queries, 2);
}

TEST(JsonReader, TakesTheTokenThatEndsAGenerationWithoutAColumn) {
  const Sample sample =
      ReadOne(R"({"attentions": [[[[[[1]]]]], [[[[[0.5,0.5]]]]]], "tokens": ["a","b","c"]})");
  EXPECT_EQ(sample.tokens.size(), 3U);
}

TEST(JsonReader, CountsTheBytesItWasGiven) {
  const auto reader = MakeJsonReader();
  ASSERT_FALSE(reader->Push(std::string_view("[[[1")));
  EXPECT_EQ(reader->bytes_read(), 4U);
  ASSERT_FALSE(reader->Push(std::string_view("]]]")));
  EXPECT_EQ(reader->bytes_read(), 7U);
}

}  // namespace
}  // namespace headwater
