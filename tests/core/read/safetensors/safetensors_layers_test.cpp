// No tensor of a .safetensors file is left out without a word, and no header read that is none.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/reading.h"
#include "core/read/support/safetensors_bytes.h"
#include "headwater/read/safetensors_reader.h"

namespace headwater {
namespace {

Result<std::vector<Sample>> ReadSafetensors(std::string_view bytes) {
  const auto reader = MakeSafetensorsReader();
  (void)reader->Push(bytes);
  return reader->Finish();
}

const std::string kEight = BytesOf(std::vector<float>{0, 1, 2, 3, 4, 5, 6, 7});

void ExpectRefused(std::string_view bytes, ErrorCode code, std::string_view what) {
  const Result<std::vector<Sample>> result = ReadSafetensors(bytes);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(Entry(result.error().code).name, Entry(code).name);
  EXPECT_EQ(result.error().what, what);
}

std::string Tensor(std::string_view name, std::string_view about) {
  return '"' + std::string(name) + "\": {" + std::string(about) + '}';
}

TEST(SafetensorsLayers, RefusesTheHeadersThatTheFormatRefusesAndSaysWhere) {
  const std::string a = Tensor("a", R"("dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8])");
  const auto refused = [&a](std::string_view rest, std::string_view what, std::size_t data = 16) {
    const std::string header = '{' + a + ", " + std::string(rest) + '}';
    const auto result = ReadSafetensors(SafetensorsBytes(header, kEight.substr(0, data)));
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().what, what);
    EXPECT_EQ(Entry(result.error().code).name, "wrong-field");
    EXPECT_GE(result.error().place.byte, 8 + static_cast<std::int64_t>(a.size())) << what;
  };
  refused(a, "the .safetensors file's header names \"a\" twice");
  refused(Tensor("b", R"("dtype": "F32", "dtype": "F32")"),
          "the .safetensors file's header names \"dtype\" twice");
  refused(R"("__metadata__": {"x": "1", "x": "1"})",
          "the .safetensors file's header names \"x\" twice");
  refused(Tensor("b", R"("dtype": "F33", "shape": [2], "data_offsets": [8, 16])"),
          "the tensor \"b\" has the type \"F33\", which the format does not know");
  const auto at = [](std::string_view shape, std::string_view offsets) {
    return Tensor("b", R"("dtype": "I32", "shape": )" + std::string(shape) +
                           R"(, "data_offsets": )" + std::string(offsets));
  };
  for (const char* const offsets : {"[8, 12]", "[16, 8]", "[8, 24]"}) {
    refused(at("[2]", offsets),
            "the tensor \"b\" does not have the bytes of its shape, (2) of I32");
  }
  refused(at("[4294967296, 4294967296]", "[8, 8]"),
          "the tensor \"b\" does not have the bytes of its shape, (4294967296, 4294967296) of I32");
  refused(
      at("[2]", "[12, 20]"),
      "the tensor \"b\" begins at byte 12 of the data, and none before it reaches beyond byte 8",
      20);
  refused(at("[2]", "[4, 12]"),
          "the tensor \"b\" begins at byte 4 of the data, and others reach to byte 8");
  refused(at("[1]", "[8, 12]"), "the .safetensors file goes on behind its last tensor", 13);
}

TEST(SafetensorsLayers, NeverLeavesALayerOut) {
  const auto file = [](std::string_view name, std::string_view type, std::string_view shape,
                       std::string_view last = "att.2") {
    return SafetensorsBytes(
        '{' + Tensor("att.0", R"("dtype": "F32", "shape": [1, 1, 2], "data_offsets": [0, 8])") +
            ", " +
            Tensor(name, R"("dtype": ")" + std::string(type) + R"(", "shape": )" +
                             std::string(shape) + R"(, "data_offsets": [8, 16])") +
            ", " + Tensor(last, R"("dtype": "F32", "shape": [1, 1, 2], "data_offsets": [16, 24])") +
            '}',
        kEight.substr(0, 24));
  };
  const auto refused = [&file](std::string_view type, std::string_view shape,
                               std::string_view holds) {
    ExpectRefused(file("att.1", type, shape), ErrorCode::kWrongField,
                  "the array \"att.1\", a layer beside \"att.0\", holds " + std::string(holds) +
                      " where floating point numbers on 2 to 5 axes are expected; save it as "
                      "float32");
  };
  refused("F8_E4M3", "[1, 1, 8]", "F8_E4M3 on 3 axes");
  refused("I32", "[1, 1, 2]", "I32 on 3 axes");
  refused("F32", "[2]", "F32 on 1 axis");
  refused("F32", "[1, 1, 1, 1, 1, 2]", "F32 on 6 axes");
  for (const char* const type : {"I32", "F32"}) {
    ExpectRefused(file("layer_1", type, "[1, 1, 2]"), ErrorCode::kWrongField,
                  "the array \"layer_1\" stands where the layers \"att.0\" to \"att.2\" lack a "
                  "number; name it as they are named, or leave it out of the file");
  }
  // Hidden states are not taken for the attention that cannot be read.
  ExpectRefused(
      SafetensorsBytes(
          '{' + Tensor("hidden", R"("dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8])") +
              ", " + Tensor("att", R"("dtype": "I32", "shape": [1, 2], "data_offsets": [8, 16])") +
              '}',
          kEight.substr(0, 16)),
      ErrorCode::kWrongField,
      "the array \"att\" holds I32 on 2 axes where floating point numbers on 2 to 5 axes are "
      "expected; save it as float32");
}

TEST(SafetensorsLayers, SaysThatTheNumbersOfTheLayersHaveAGap) {
  const auto note_of = [](std::string_view other, std::string_view last) {
    const auto samples = ReadSafetensors(SafetensorsBytes(
        '{' + Tensor("h.0.att", R"("dtype": "F32", "shape": [1, 2], "data_offsets": [0, 8])") +
            ", " + Tensor(other, R"("dtype": "I64", "shape": [1], "data_offsets": [8, 16])") +
            ", " + Tensor(last, R"("dtype": "F32", "shape": [1, 2], "data_offsets": [16, 24])") +
            '}',
        kEight.substr(0, 24)));
    if (!samples.ok()) return samples.error().Message();
    EXPECT_EQ(samples->front().attentions.shape().layers, 2);
    EXPECT_EQ(samples->front().passed_over, other);
    return samples->front().note ? samples->front().note->what : std::string();
  };
  EXPECT_EQ(note_of("ids", "h.1.att"), "");
  EXPECT_EQ(note_of("ids", "h.2.att"), "the layers' names count from 0 to 2 without 1");
  EXPECT_EQ(note_of("ids", "h.18446744073709551615.att"),
            "the layers' names count from 0 to 18446744073709551615 without 1 and "
            "18446744073709551613 more");
  EXPECT_EQ(note_of("rank2", "h.2.att"), "the layers' names count from 0 to 2 without 1");
}

}  // namespace
}  // namespace headwater
