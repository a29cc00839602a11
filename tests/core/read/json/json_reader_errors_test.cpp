#include <gtest/gtest.h>

#include <ctime>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

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
  const auto reader = MakeJsonReader();
  const std::optional<Error> first = reader->Push(std::string_view("[[[-1"));
  EXPECT_FALSE(first) << "a number is complete only with the byte after it";
  const std::optional<Error> second = reader->Push(std::string_view("]]]"));
  ASSERT_TRUE(second);
  EXPECT_EQ(second->code, ErrorCode::kNegative);
  const std::optional<Error> third = reader->Push(std::string_view("[[[1]]]"));
  ASSERT_TRUE(third);
  EXPECT_EQ(third->Message(), second->Message());
  EXPECT_EQ(reader->Finish().error().Message(), second->Message());
}

TEST(JsonReaderErrors, LeaveNothingOfTheSamplesBefore) {
  const auto reader = MakeJsonReader();
  (void)reader->Push(std::string_view("[[[1]]]\n[[[2]]]\nrubbish"));
  EXPECT_FALSE(reader->Finish().ok());
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
  const auto reader =
      MakeJsonReader({.max_tensor_bytes = 10'000'000, .input_bytes = 80 * text.size()});
  const std::optional<Error> error = reader->Push(text);
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::kTooLarge);
  EXPECT_EQ(error->what, "the weights will need about 35 MB of memory and the limit is 10 MB");

  const auto unknown_size = MakeJsonReader({.max_tensor_bytes = 10'000'000});
  EXPECT_FALSE(unknown_size->Push(text));
}

// The reader is given zeros without an end, as a small compressed file holds them.
std::optional<Error> ErrorOfEndless(std::string text, std::string_view element) {
  const auto reader = MakeJsonReader({.max_tensor_bytes = 1'000'000});
  for (int element_count = 0; element_count < 100; ++element_count) text += element;
  std::optional<Error> error;
  for (int piece = 0; piece < 2000 && !error; ++piece) {
    error = reader->Push(text);
    text.clear();
    for (int k = 0; k < 100; ++k) text += element;
  }
  return error;
}

TEST(JsonReaderErrors, RefuseRowsLongerThanCanBeSquareWhenTheyAre) {
  const auto first = ErrorOfEndless("[[[", "0,");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->code, ErrorCode::kTooLarge);
  EXPECT_EQ(first->what,
            "a row has more than 500 weights, and a square matrix of so many takes more than the "
            "limit of 1 MB");
  EXPECT_EQ(first->place.layer, 0);
  EXPECT_EQ(first->place.row, 0);
  EXPECT_EQ(first->place.column, 500);
  EXPECT_EQ(first->place.byte, 1003);

  const auto later = ErrorOfEndless("[[[[1, 0], [0, 1]], [[1, 0], [", "0,");
  ASSERT_TRUE(later);
  EXPECT_EQ(later->code, ErrorCode::kTooLarge);
  EXPECT_EQ(later->place.head, 1);
  EXPECT_EQ(later->place.row, 1);
  EXPECT_EQ(later->place.column, 500);

  const auto matrix = ErrorOfEndless("[[", "[0],");
  ASSERT_TRUE(matrix);
  EXPECT_EQ(matrix->code, ErrorCode::kTooLarge);
  EXPECT_EQ(matrix->what,
            "a matrix has more than 500 rows, and a square matrix of so many takes more than the "
            "limit of 1 MB");
  EXPECT_EQ(matrix->place.row, 500);
}

TEST(JsonReaderErrors, RefuseListsAndTextsThatCannotFitWhenTheyAreTooLong) {
  for (const auto& [text, element] :
       {std::pair{R"({"tokens": [)", R"("a",)"}, std::pair{R"({"query_tokens": [)", "7,"},
        std::pair{R"({"layer_index": [)", "7,"}, std::pair{R"({"importance": {"a": [)", "7,"},
        std::pair{R"({"image": {"src": ")", "data"},
        std::pair{R"({"importance": {"a": [1])", R"(, "b": [])"}}) {
    const auto error = ErrorOfEndless(text, element);
    ASSERT_TRUE(error) << text;
    EXPECT_EQ(error->code, ErrorCode::kTooLarge) << text;
  }
}

// Processor time, not the clock's, with so wide a bound that only steps that grow with the square
// of the numbers pass it: they took ten minutes, and sorting takes half a second.
TEST(JsonReaderErrors, CheckALayerIndexInLessThanTheSquareOfItsLength) {
  std::string text = R"({"layer_index": [)";
  std::string layers;
  constexpr int kLayers = 1'000'000;
  for (int layer = 0; layer < kLayers; ++layer) {
    text += std::to_string(layer) + (layer + 1 < kLayers ? "," : "], \"attentions\": [");
    layers += layer + 1 < kLayers ? "[[1]]," : "[[1]]]}";
  }
  const std::clock_t begin = std::clock();
  const auto read = ReadJson(text + layers);
  EXPECT_LT(std::clock() - begin, 60 * CLOCKS_PER_SEC);
  ASSERT_TRUE(read.ok()) << read.error().Message();
  EXPECT_EQ(read->front().layer_index.back(), kLayers - 1);
}

TEST(JsonReaderErrors, CountSamplesAgainstTheLimit) {
  std::string text;
  for (int sample = 0; sample < 3000; ++sample) text += "[[[1]]]\n";
  EXPECT_TRUE(ReadJson(text, {.max_tensor_bytes = 2'000'000}).ok());
  const auto read = ReadJson(text, {.max_tensor_bytes = 1'000'000});
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().code, ErrorCode::kTooLarge);
  EXPECT_GT(read.error().place.line, 1000);
}

}  // namespace
}  // namespace headwater
