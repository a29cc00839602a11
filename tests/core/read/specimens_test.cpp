// What must hold of every file that the program reads.

#include "core/read/support/specimens.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "core/read/support/reading.h"
#include "headwater/read/input_reader.h"

namespace headwater {
namespace {

Result<std::vector<Sample>> Read(std::string_view bytes, std::size_t piece = 1'000'000) {
  const auto reader = MakeInputReader({.max_tensor_bytes = 1'000'000});
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const std::string_view part = bytes.substr(at, piece);
    (void)reader->Push(std::vector<char>(part.begin(), part.end()));
  }
  return reader->Finish();
}

class EverySpecimen : public testing::TestWithParam<Specimen> {};

TEST_P(EverySpecimen, IsRead) {
  const auto samples = Read(GetParam().bytes);
  ASSERT_TRUE(samples.ok()) << samples.error().Message();
  EXPECT_FALSE(samples->front().refusal);
}

TEST_P(EverySpecimen, IsReadAlikeInPiecesOfEverySize) {
  const std::string& bytes = GetParam().bytes;
  const std::string whole = Everything(Read(bytes));
  for (std::size_t piece = 1; piece < bytes.size(); ++piece) {
    ASSERT_EQ(Everything(Read(bytes, piece)), whole) << "pieces of " << piece;
  }
}

TEST_P(EverySpecimen, GivesAMessageWhenItIsCutOff) {
  const std::string& bytes = GetParam().bytes;
  const std::string whole = Everything(Read(bytes));
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto result = Read(bytes.substr(0, size));
    if (!result.ok()) {
      EXPECT_FALSE(result.error().what.empty());
      continue;
    }
    // What is cut off may follow the data, or be a whole part of the file; never a part of weights.
    for (const Sample& sample : *result) {
      if (sample.refusal) continue;
      EXPECT_NE(whole.find(Everything(sample.attentions)), std::string::npos) << "at " << size;
    }
  }
}

TEST_P(EverySpecimen, GivesAMessageOrNumbersInPlaceWhenABitIsFlipped) {
  const std::string& bytes = GetParam().bytes;
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    std::string flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
    const auto result = Read(flipped);
    if (!result.ok()) {
      EXPECT_FALSE(result.error().what.empty());
      continue;
    }
    for (const Sample& sample : *result) {
      for (const float weight : Weights(sample.attentions)) {
        EXPECT_GE(weight, 0.0F) << "bit " << bit;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Readers, EverySpecimen, testing::ValuesIn(Specimens()),
                         [](const testing::TestParamInfo<Specimen>& specimen) {
                           std::string name = specimen.param.name;
                           for (char& byte : name) {
                             if (byte == '.') byte = '_';
                           }
                           return name;
                         });

}  // namespace
}  // namespace headwater
