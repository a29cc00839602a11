#include "headwater/read/notebook_reader.h"

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

Result<std::vector<Sample>> ReadNotebook(std::string_view text, std::size_t piece = 1'000'000) {
  const auto reader = MakeNotebookReader();
  for (std::size_t at = 0; at < text.size(); at += piece) {
    const std::string_view part = text.substr(at, piece);
    (void)reader->Push(std::vector<char>(part.begin(), part.end()));
  }
  return reader->Finish();
}

const std::string kPicture =
    CircuitsVisPage(R"({"tokens": ["a", "\u00e9\n"], "attention": [[[1, 0], [0.25, 0.75]]]})");

TEST(NotebookReader, ReadsWhatACellShowsAsTextOrAsLines) {
  const std::size_t middle = kPicture.find("0.25") + 2;
  for (const std::string& page :
       {JsonString(kPicture), "[" + JsonString(kPicture.substr(0, middle)) + ", " +
                                  JsonString(kPicture.substr(middle)) + "]"}) {
    for (const std::size_t piece : {1U, 2U, 5U, 1000U, 100'000U}) {
      const auto samples = ReadNotebook(Notebook("text/html", page), piece);
      ASSERT_TRUE(samples.ok()) << samples.error().Message();
      ASSERT_EQ(samples->size(), 1U);
      EXPECT_EQ(samples->front().name, "cell 2");
      EXPECT_EQ(samples->front().tokens, (Strings{"a", "\xC3\xA9\n"}));
      EXPECT_EQ(Weights(samples->front().attentions), (Floats{1, 0, 0.25F, 0.75F}));
    }
  }
}

TEST(NotebookReader, ReadsScriptsAndNamesTheirViewsAfterTheCell) {
  const auto samples = ReadNotebook(Notebook(
      "application/javascript",
      JsonString(BertvizPage2019("\"all\": " + kBertvizView + ", \"aa\": " + kBertvizView))));
  ASSERT_TRUE(samples.ok()) << samples.error().Message();
  EXPECT_EQ(samples->at(0).name, "cell 2: all");
  EXPECT_EQ(samples->at(1).name, "cell 2: aa");
}

TEST(NotebookReader, ReadsNotebooksOfFormat3) {
  const auto samples = ReadNotebook(
      R"({"metadata": {"name": "x"}, "nbformat": 3, "worksheets": [{"cells": [{"cell_type": "code",
          "outputs": [{"output_type": "display_data", "html": [)" +
      JsonString(kPicture) + "]}]}]}]}");
  ASSERT_TRUE(samples.ok()) << samples.error().Message();
  EXPECT_EQ(samples->front().name, "cell 1");
}

TEST(NotebookReader, LooksAtOutputsOnly) {
  const auto result = ReadNotebook(R"({"cells": [{"source": [)" + JsonString(kPicture) +
                                   R"(], "attachments": {"text/html": )" + JsonString(kPicture) +
                                   R"(}, "outputs": []}], "nbformat": 4})");
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kNoAttentions);
}

TEST(NotebookReader, NamesTheCellAndThePlaceOfWhatIsWrong) {
  const auto refused = ReadNotebook(
      Notebook("text/html", JsonString(CircuitsVisPage(R"({"attention": [[[-1]]]})"))));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().what, "a weight is negative (-1) in the output of cell 2");
  EXPECT_EQ(Describe(refused.error().place),
            "layer 0, head 0, row 0, column 0 (counted from 0), line 4 column 71, byte 337");
  const auto cut = ReadNotebook(Notebook("text/html", JsonString("x({\"attention\": [[[1")));
  ASSERT_FALSE(cut.ok());
  EXPECT_EQ(cut.error().what, "the text ends inside of the weights in the output of cell 2");
  EXPECT_EQ(cut.error().place.line, 4);
}

TEST(NotebookReader, SaysThatANotebookIsCutOffOrNotJson) {
  const std::string notebook = Notebook("text/html", JsonString(kPicture));
  for (std::size_t size = 1; size < notebook.size(); ++size) {
    EXPECT_FALSE(ReadNotebook(notebook.substr(0, size)).ok()) << size;
  }
  const auto broken = ReadNotebook(R"({"cells": [}]})");
  ASSERT_FALSE(broken.ok());
  EXPECT_EQ(broken.error().code, ErrorCode::kNotJson);
  EXPECT_EQ(broken.error().place.byte, 11);
}

}  // namespace
}  // namespace headwater
