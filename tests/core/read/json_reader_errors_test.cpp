#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "core/read/support/reading.h"
#include "core/read/support/refused_texts.h"

namespace headwater {
namespace {

class RefusedText : public testing::TestWithParam<Refusal> {};

TEST_P(RefusedText, IsRefusedWithItsMessageAndPlace) {
  const Refusal& refusal = GetParam();
  const auto result = ReadJson(refusal.text);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(Entry(result.error().code).name, Entry(refusal.code).name);
  EXPECT_EQ(result.error().what, refusal.what);
  EXPECT_EQ(Describe(result.error().place), Describe(refusal.place));
}

INSTANTIATE_TEST_SUITE_P(JsonReader, RefusedText, testing::ValuesIn(RefusedTexts()),
                         [](const auto& refusal) { return refusal.param.name; });

TEST(JsonReaderErrors, SayWhatToDo) {
  const auto result = ReadJson(R"({"attentions": [null, null]})");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().Message(),
            "Null stands where a weight is expected at layer 0 (counted from 0), line 1 column 17, "
            "byte 16. A null means that the model's fused attention returned no weights: load the "
            "model with attn_implementation=\"eager\" and export again.");
}

TEST(JsonReaderErrors, NoticeATrailingCommaInARowThatIsReadTheFastWay) {
  const auto result = ReadJson("[[[1, 0], [1, 0, ]]]" + std::string(100, ' '));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().what, "the text is not JSON: a comma stands before a closing bracket");
  EXPECT_EQ(result.error().place.byte, 17);
}

TEST(JsonReaderErrors, StayTheSameForAllThatFollows) {
  JsonReader reader;
  const std::optional<Error> first = reader.Push(std::string_view("[[[-1"));
  EXPECT_FALSE(first) << "a number is complete only with the byte after it";
  const std::optional<Error> second = reader.Push(std::string_view("]]]"));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->code, ErrorCode::kNegative);
  const std::optional<Error> third = reader.Push(std::string_view("[[[1]]]"));
  ASSERT_TRUE(third);
  EXPECT_EQ(third->Message(), second->Message());
  EXPECT_EQ(reader.Finish().error().Message(), second->Message());
}

TEST(JsonReaderErrors, LeaveNothingOfTheSamplesBefore) {
  JsonReader reader;
  (void)reader.Push(std::string_view("[[[1]]]\n[[[2]]]\nrubbish"));
  EXPECT_FALSE(reader.Finish().ok());
}

TEST(JsonReaderErrors, RefuseWeightsAboveTheLimit) {
  std::string text = "[";
  for (int layer = 0; layer < 64; ++layer) {
    text += layer == 0 ? "[" : ",[";
    for (int row = 0; row < 16; ++row) {
      text += row == 0 ? "[0" : ",[0";
      for (int column = 1; column < 16; ++column) text += ",0";
      text += "]";
    }
    text += "]";
  }
  text += "]";
  EXPECT_TRUE(ReadJson(text, {.max_tensor_bytes = 80'000}).ok());
  const auto result = ReadJson(text, {.max_tensor_bytes = 50'000});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kTooLarge);
  EXPECT_NE(result.error().what.find("the limit is 50 kB"), std::string::npos)
      << result.error().what;
}

TEST(JsonReaderErrors, RefuseAfterTheFirstLayerWhatTheWholeInputWillNeed) {
  // 262 kB of weights in the first 196,608 bytes, which is where the reader looks after the layer,
  // of an input that is said to be 135 times as long.
  std::string text = "[[";
  for (int row = 0; row < 256; ++row) {
    text += row == 0 ? "[0" : ",[0";
    for (int column = 1; column < 256; ++column) text += ",0";
    text += "]";
  }
  text += "],[";
  text.append(200'000, ' ');
  JsonReader reader({.max_tensor_bytes = 10'000'000, .input_bytes = 80 * text.size()});
  const std::optional<Error> error = reader.Push(text);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::kTooLarge);
  EXPECT_EQ(error->what, "the weights will need about 35 MB of memory and the limit is 10 MB");

  JsonReader unknown_size({.max_tensor_bytes = 10'000'000});
  EXPECT_FALSE(unknown_size.Push(text));
}

}  // namespace
}  // namespace headwater
