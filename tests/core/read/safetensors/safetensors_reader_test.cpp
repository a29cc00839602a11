#include "headwater/read/safetensors_reader.h"

#include <gtest/gtest.h>

#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/reading.h"
#include "core/read/support/safetensors_bytes.h"
#include "read/array/natural_order.h"

namespace headwater {
namespace {

using Floats = std::vector<float>;
using Strings = std::vector<std::string>;

Result<std::vector<Sample>> ReadSafetensors(std::string_view bytes, std::size_t piece = 1'000'000,
                                            const ReadLimits& limits = {}) {
  const auto reader = MakeSafetensorsReader(limits);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const std::string_view part = bytes.substr(at, piece);
    (void)reader->Push(std::vector<char>(part.begin(), part.end()));
  }
  return reader->Finish();
}

Sample ReadOne(std::string_view bytes) {
  Result<std::vector<Sample>> samples = ReadSafetensors(bytes);
  if (!samples.ok()) {
    ADD_FAILURE() << samples.error().Message();
    return {};
  }
  return std::move(samples->front());
}

const std::string kEight = BytesOf(Floats{0, 1, 2, 3, 4, 5, 6, 7});

TEST(SafetensorsReader, ReadsOneStackedTensor) {
  const Sample sample = ReadOne(SafetensorsBytes(
      R"({"attentions": {"dtype": "F32", "shape": [1, 2, 2, 2], "data_offsets": [0, 32]}}   )",
      kEight));
  EXPECT_EQ(sample.attentions.shape(),
            (AttentionShape{.layers = 1, .heads = 2, .queries = 2, .keys = 2}));
  EXPECT_EQ(Weights(sample.attentions), (Floats{0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(SafetensorsReader, OrdersLayersByTheNumbersInTheirNames) {
  // In the file layer 10 comes first; each is [query][key], one row.
  const Sample sample = ReadOne(SafetensorsBytes(
      R"({"layer.10.att": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]},
          "layer.2.att": {"dtype": "F32", "shape": [1, 2], "data_offsets": [8, 16]},
          "layer.0.att": {"dtype": "F32", "shape": [1, 2], "data_offsets": [16, 24]}})",
      kEight.substr(0, 24)));
  EXPECT_EQ(sample.attentions.shape(),
            (AttentionShape{.layers = 3, .heads = 1, .queries = 1, .keys = 2}));
  EXPECT_EQ(Weights(sample.attentions), (Floats{4, 5, 2, 3, 0, 1}));
}

TEST(SafetensorsReader, TakesAThirdAxisOfALayerForHeadsAndAFourthForTheBatch) {
  const Sample heads = ReadOne(SafetensorsBytes(
      R"({"0": {"dtype": "F32", "shape": [2, 1, 2], "data_offsets": [0, 16]},
          "1": {"dtype": "F32", "shape": [2, 1, 2], "data_offsets": [16, 32]}})",
      kEight));
  EXPECT_EQ(heads.attentions.shape(),
            (AttentionShape{.layers = 2, .heads = 2, .queries = 1, .keys = 2}));
  EXPECT_EQ(heads.attentions.batch(), 1);
  const Sample batched = ReadOne(SafetensorsBytes(
      R"({"0": {"dtype": "F32", "shape": [2, 1, 1, 2], "data_offsets": [0, 16]},
          "1": {"dtype": "F32", "shape": [2, 1, 1, 2], "data_offsets": [16, 32]}})",
      kEight));
  EXPECT_EQ(batched.attentions.batch(), 2);
  EXPECT_EQ(batched.attentions.View(1)->At(1, 0, 0, 1), 7.0F);
}

TEST(SafetensorsReader, ReadsTypesOfEveryWidth) {
  const auto one_row = [](std::string_view dtype, std::string_view data) {
    return Weights(ReadOne(SafetensorsBytes(R"({"a": {"dtype": ")" + std::string(dtype) +
                                                R"(", "shape": [1, 1, 2], "data_offsets": [0, )" +
                                                std::to_string(data.size()) + "]}}",
                                            data))
                       .attentions);
  };
  const Floats expected = {0.25F, 1};
  EXPECT_EQ(one_row("F16", BytesOf(std::vector<std::uint16_t>{0x3400, 0x3C00})), expected);
  EXPECT_EQ(one_row("BF16", BytesOf(std::vector<std::uint16_t>{0x3E80, 0x3F80})), expected);
  EXPECT_EQ(one_row("F32", BytesOf(expected)), expected);
  EXPECT_EQ(one_row("F64", BytesOf(std::vector<double>{0.25, 1})), expected);
}

TEST(SafetensorsReader, PassesOverWhatIsNoAttention) {
  const Sample sample = ReadOne(SafetensorsBytes(
      R"({"input_ids": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]},
          "hidden": {"dtype": "F32", "shape": [1, 2], "data_offsets": [8, 16]},
          "attention.grad": {"dtype": "F32", "shape": [1, 1, 2], "data_offsets": [16, 24]},
          "attention": {"dtype": "F32", "shape": [1, 1, 2], "data_offsets": [24, 32]}})",
      kEight));
  EXPECT_EQ(Weights(sample.attentions), (Floats{6, 7}));
  ASSERT_TRUE(sample.gradients);
  EXPECT_EQ(Weights(*sample.gradients), (Floats{4, 5}));
  EXPECT_EQ(sample.passed_over, "input_ids, hidden");
  EXPECT_FALSE(sample.note);
}

TEST(SafetensorsReader, TakesFieldsFromTheMetadata) {
  const Sample sample = ReadOne(SafetensorsBytes(
      R"({"__metadata__": {"format": "pt", "model": "gpt2", "tokens": "[\"a\", \"\\u00e9\"]",
                           "prompt_length": "1", "importance": "{\"x\": [1, 2]}", "other": "{"},
          "att": {"dtype": "F32", "shape": [2, 2, 2], "data_offsets": [0, 32]}})",
      kEight));
  EXPECT_EQ(sample.model, "gpt2");
  EXPECT_EQ(sample.tokens, (Strings{"a", "\xC3\xA9"}));
  EXPECT_EQ(sample.prompt_length, 1);
  ASSERT_EQ(sample.importance.size(), 1U);
}

void ExpectRefused(std::string_view bytes, ErrorCode code, std::string_view what,
                   const ReadLimits& limits = {}) {
  const Result<std::vector<Sample>> result = ReadSafetensors(bytes, 1'000'000, limits);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(Entry(result.error().code).name, Entry(code).name);
  EXPECT_EQ(result.error().what, what);
}

TEST(SafetensorsReader, RefusesWhatItCannotRead) {
  const auto damaged = "the .safetensors file's header is damaged";
  ExpectRefused("", ErrorCode::kEmptyInput, "the file is empty");
  ExpectRefused("abcde", ErrorCode::kTruncated, "the .safetensors file has 5 bytes");
  ExpectRefused(SafetensorsBytes("{}", ""), ErrorCode::kNoAttentions,
                "no tensor holds floating point numbers on 2 to 5 axes");
  ExpectRefused(SafetensorsBytes(R"({"ids": {"dtype": "I64", "shape": [1, 1, 1],)"
                                 R"( "data_offsets": [0, 8]}})",
                                 "12345678"),
                ErrorCode::kNoAttentions,
                "no tensor holds floating point numbers on 2 to 5 axes, the tensors are ids");
  for (const char* header : {"[]", "{} x", R"({"a": 1})", R"({"a": {"dtype": "F32"}})",
                             R"({"a": {"dtype": "F32", "shape": [1.5], "data_offsets": [0, 4]}})",
                             R"({"a": {"dtype": "F32", "shape": [-1], "data_offsets": [0, 4]}})",
                             R"({"__metadata__": {"a": 1}})"}) {
    ExpectRefused(SafetensorsBytes(header, ""), ErrorCode::kWrongField, damaged);
  }
  ExpectRefused(BytesOf(std::uint64_t{1} << 40), ErrorCode::kWrongField,
                "the .safetensors file's header has 1099511627776 bytes");
}

TEST(SafetensorsReader, RefusesTensorsThatDoNotFit) {
  ExpectRefused(SafetensorsBytes(R"({"0": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]},
                           "1": {"dtype": "F32", "shape": [2, 1], "data_offsets": [8, 16]}})",
                                 kEight.substr(0, 16)),
                ErrorCode::kRagged,
                "the tensor \"1\" has the shape (2, 1) where (1, 2) is expected");
  ExpectRefused(SafetensorsBytes(R"({"0": {"dtype": "F32", "shape": [0, 2], "data_offsets": [0, 0]},
                           "1": {"dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8]}})",
                                 kEight.substr(0, 8)),
                ErrorCode::kEmptyInput,
                "the array is empty, its shape is (1, 1, 0, 2) in the tensor \"0\"");
  const std::string whole = SafetensorsBytes(
      R"({"a": {"dtype": "F32", "shape": [2, 2, 2], "data_offsets": [0, 32]}})", kEight);
  const std::string what = "the .safetensors file has " + std::to_string(whole.size() - 1) +
                           " bytes where " + std::to_string(whole.size()) + " are expected";
  ExpectRefused(whole.substr(0, whole.size() - 1), ErrorCode::kTruncated, what);
  ExpectRefused(whole, ErrorCode::kTruncated, what, {.input_bytes = whole.size() - 1});
  // Eight weights of 4 bytes, and 64 bytes for each of the two layers.
  ExpectRefused(
      whole, ErrorCode::kTooLarge,
      "the weights need 160 bytes of memory and the limit is 20 bytes in the tensor \"a\"",
      {.max_tensor_bytes = 20});
}

TEST(SafetensorsReader, RefusesFieldsOfTheMetadataAsTheNativeFormatDoes) {
  const auto file = [](std::string_view metadata) {
    return SafetensorsBytes(R"({"__metadata__": {)" + std::string(metadata) +
                                R"(}, "a": {"dtype": "F32", "shape": [2, 2, 2],)"
                                R"( "data_offsets": [0, 32]}})",
                            kEight);
  };
  ExpectRefused(file(R"("tokens": "[\"a\"]")"), ErrorCode::kTokenCount, "1 token for 2x2 matrices");
  ExpectRefused(file(R"("tokens": "a b")"), ErrorCode::kWrongField,
                "the text of the field \"tokens\" is not JSON");
  ExpectRefused(file(R"("tokens": "[\"a\"")"), ErrorCode::kWrongField,
                "the text of the field \"tokens\" is not JSON");
  ExpectRefused(file(R"("format": "headwater/2")"), ErrorCode::kWrongField,
                "the format is \"headwater/2\", this program reads \"headwater/1\"");
}

TEST(SafetensorsReader, SaysInWhichLayerABadWeightIs) {
  const auto result = ReadSafetensors(
      SafetensorsBytes(R"({"l0": {"dtype": "F32", "shape": [1, 2, 2], "data_offsets": [0, 16]},
                           "l1": {"dtype": "F32", "shape": [1, 2, 2], "data_offsets": [16, 32]}})",
                       BytesOf(Floats{0, 1, 1, 0, 0, 1, -3, 0})));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().what, "a weight is negative (-3)");
  EXPECT_EQ(result.error().place.layer, 1);
  EXPECT_EQ(result.error().place.head, 0);
  EXPECT_EQ(result.error().place.row, 1);
  EXPECT_EQ(result.error().place.column, 0);
}

TEST(SafetensorsReader, GivesTheSameForEverySplitOfDamagedFilesToo) {
  const std::string whole =
      SafetensorsBytes(R"({"__metadata__": {"tokens": "[\"a\", \"b\"]"},)"
                       R"("l1": {"dtype": "F32", "shape": [2, 2], "data_offsets": [16, 32]},)"
                       R"("l0": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]}})",
                       kEight);
  std::mt19937 random(7);
  std::uniform_int_distribution<std::size_t> position(0, whole.size() - 1);
  constexpr std::string_view kBytes = "\xFF\x80[]{}\",:0123456789 x";
  std::uniform_int_distribution<std::size_t> replacement(0, kBytes.size() - 1);
  for (int k = 0; k < 1000; ++k) {
    std::string damaged = whole;
    if (k > 0) damaged[position(random)] = kBytes[replacement(random)];
    const std::string expected =
        Everything(ReadSafetensors(damaged, 1'000'000, {.max_tensor_bytes = 1'000'000}));
    for (const std::size_t piece : {1U, 5U, 100U}) {
      EXPECT_EQ(Everything(ReadSafetensors(damaged, piece, {.max_tensor_bytes = 1'000'000})),
                expected)
          << "damage " << k << " of seed 7";
    }
  }
}

TEST(NaturalOrder, CountsRunsOfDigitsAsNumbers) {
  const Strings ordered = {"",
                           "1",
                           "01",
                           "2",
                           "10",
                           "a",
                           "a0",
                           "a9b",
                           "a10",
                           "a10b2",
                           "a10b11",
                           "b",
                           "layer.99999999999999999999",
                           "layer.100000000000000000000"};
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      if (ordered[i] == "01" || ordered[j] == "01") continue;
      EXPECT_EQ(ComesBefore(ordered[i], ordered[j]), i < j) << ordered[i] << " " << ordered[j];
    }
  }
  EXPECT_NE(ComesBefore("01", "1"), ComesBefore("1", "01"));
}

}  // namespace
}  // namespace headwater
