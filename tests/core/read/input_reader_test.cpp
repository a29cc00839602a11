#include "headwater/read/input_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/npy_bytes.h"
#include "core/read/support/page_texts.h"
#include "core/read/support/reading.h"
#include "core/read/support/safetensors_bytes.h"
#include "core/read/support/zip_bytes.h"

namespace headwater {
namespace {

Result<std::vector<Sample>> Read(std::string_view bytes, std::size_t piece) {
  const auto reader = MakeInputReader();
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    (void)reader->Push(bytes.substr(at, piece));
  }
  return reader->Finish();
}

TEST(InputReader, ChoosesTheReaderByTheFirstBytes) {
  const std::vector<float> weights = {0.5F, 0.5F, 0, 1};
  for (const std::string& bytes :
       {std::string("[[[0.5, 0.5], [0, 1]]]"), "[[[0.5, 0.5], [0, 1]]]" + std::string(3000, '\n'),
        NpyBytes("<f4", false, "(1, 2, 2)", BytesOf(weights)),
        SafetensorsBytes(R"({"a": {"dtype": "F32", "shape": [1, 2, 2], "data_offsets": [0, 16]}})",
                         BytesOf(weights)),
        ZipBytes(
            {{.name = "a.npy", .data = NpyBytes("<f4", false, "(1, 2, 2)", BytesOf(weights))}})}) {
    for (const std::size_t piece : {1U, 1000U, 10'000U}) {
      const auto samples = Read(bytes, piece);
      ASSERT_TRUE(samples.ok()) << samples.error().Message();
      EXPECT_EQ(Weights(samples->front().attentions), weights);
    }
  }
}

TEST(InputReader, ReadsPagesScriptsAndNotebooks) {
  const std::string page = CircuitsVisPage(R"({"tokens": ["a"], "attention": [[[1]]]})");
  for (const std::string& text : {page, "\n<!DOCTYPE html><html>" + page, "window.x = 1;" + page,
                                  Notebook("text/html", JsonString(page))}) {
    const auto samples = Read(text, 100);
    ASSERT_TRUE(samples.ok()) << samples.error().Message();
    EXPECT_EQ(samples->front().tokens, std::vector<std::string>{"a"});
  }
}

TEST(InputReader, NamesTheKindThatItDoesNotRead) {
  const auto result = Read("\x80\x02}q\x01" + std::string(5000, 'x'), 4096);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kUnknownFormat);
  EXPECT_EQ(result.error().what, "the input is a Python pickle");
}

TEST(InputReader, KeepsTheErrorOfItsReader) {
  const auto reader = MakeInputReader();
  const auto error = reader->Push(std::string(2000, ' ') + "[[[-1]]]");
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::kNegative);
  EXPECT_EQ(reader->Push(std::string_view("[[[1]]]"))->Message(), error->Message());
  EXPECT_EQ(reader->Finish().error().Message(), error->Message());
  EXPECT_EQ(Read("", 1).error().code, ErrorCode::kEmptyInput);
}

TEST(InputReader, CountsAllBytesThatWerePushed) {
  const auto reader = MakeInputReader();
  (void)reader->Push(std::string_view("[[["));
  EXPECT_EQ(reader->bytes_read(), 3U);
  (void)reader->Push(std::string(5000, ' '));
  EXPECT_EQ(reader->bytes_read(), 5003U);
}

}  // namespace
}  // namespace headwater
