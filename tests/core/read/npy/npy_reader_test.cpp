#include "headwater/read/npy_reader.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/npy_bytes.h"
#include "core/read/support/reading.h"

namespace headwater {
namespace {

using Floats = std::vector<float>;

Result<std::vector<Sample>> ReadNpy(std::string_view bytes, std::size_t piece = 1'000'000,
                                    const ReadLimits& limits = {}) {
  const auto reader = MakeNpyReader(limits);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const std::string_view part = bytes.substr(at, piece);
    (void)reader->Push(std::vector<char>(part.begin(), part.end()));
  }
  return reader->Finish();
}

AttentionTensor ReadTensor(std::string_view bytes) {
  Result<std::vector<Sample>> samples = ReadNpy(bytes);
  if (!samples.ok()) {
    ADD_FAILURE() << samples.error().Message();
    return {};
  }
  return std::move(samples->front().attentions);
}

Floats Counting(std::size_t count) {
  Floats values(count);
  for (std::size_t k = 0; k < count; ++k) values[k] = static_cast<float>(k);
  return values;
}

TEST(NpyReader, ReadsLayerHeadQueryKey) {
  const AttentionTensor tensor =
      ReadTensor(NpyBytes("<f4", false, "(2, 2, 2, 3)", BytesOf(Counting(24))));
  EXPECT_EQ(tensor.shape(), (AttentionShape{.layers = 2, .heads = 2, .queries = 2, .keys = 3}));
  EXPECT_EQ(Weights(tensor), Counting(24));
  EXPECT_EQ(tensor.View(0)->At(1, 0, 1, 2), 17.0F);
}

TEST(NpyReader, ReadsEveryNumberOfAxes) {
  EXPECT_EQ(ReadTensor(NpyBytes("<f4", false, "(2, 2)", BytesOf(Counting(4)))).shape(),
            (AttentionShape{.layers = 1, .heads = 1, .queries = 2, .keys = 2}));
  EXPECT_EQ(ReadTensor(NpyBytes("<f4", false, "(3, 2, 2)", BytesOf(Counting(12)))).shape(),
            (AttentionShape{.layers = 3, .heads = 1, .queries = 2, .keys = 2}));
  const AttentionTensor batched =
      ReadTensor(NpyBytes("<f4", false, "(2, 3, 1, 2, 2)", BytesOf(Counting(24))));
  EXPECT_EQ(batched.batch(), 3);
  EXPECT_EQ(batched.View(1)->At(1, 0, 0, 0), 16.0F);
}

TEST(NpyReader, ReadsFortranOrder) {
  // [layer][query][key] = 100 layer + 10 query + key, the layer fastest.
  Floats elements;
  for (int key = 0; key < 4; ++key) {
    for (int query = 0; query < 3; ++query) {
      for (int layer = 0; layer < 2; ++layer) {
        elements.push_back(static_cast<float>(100 * layer + 10 * query + key));
      }
    }
  }
  const AttentionTensor tensor = ReadTensor(NpyBytes("<f4", true, "(2, 3, 4)", BytesOf(elements)));
  for (int layer = 0; layer < 2; ++layer) {
    for (int query = 0; query < 3; ++query) {
      for (int key = 0; key < 4; ++key) {
        EXPECT_EQ(tensor.View(0)->At(layer, 0, query, key),
                  static_cast<float>(100 * layer + 10 * query + key));
      }
    }
  }
}

TEST(NpyReader, ReadsAllFloatingTypesAndByteOrders) {
  const std::vector<std::uint16_t> halves = {0x3C00, 0x3800, 0x3400, 0};  // 1, 0.5, 0.25, 0
  const std::vector<double> doubles = {1, 0.5, 0.25, 0};
  const Floats expected = {1, 0.5F, 0.25F, 0};
  for (const bool big : {false, true}) {
    const std::string order = big ? ">" : "<";
    EXPECT_EQ(Weights(ReadTensor(NpyBytes(order + "f2", false, "(2, 2)", BytesOf(halves, big)))),
              expected);
    EXPECT_EQ(Weights(ReadTensor(NpyBytes(order + "f4", false, "(2, 2)", BytesOf(expected, big)))),
              expected);
    EXPECT_EQ(Weights(ReadTensor(NpyBytes(order + "f8", false, "(2, 2)", BytesOf(doubles, big)))),
              expected);
  }
}

TEST(NpyReader, GivesTheSameForEverySplit) {
  const std::string good =
      NpyBytes(">f8", true, "(2, 3, 4, 4)", BytesOf(std::vector<double>(96, 0.25), true));
  Floats bad = Counting(16);
  bad[9] = std::numeric_limits<float>::quiet_NaN();
  const std::string refused = NpyBytes("<f4", false, "(1, 4, 4)", BytesOf(bad));
  for (const std::string& bytes : {good, refused, good.substr(0, 300), good.substr(0, 9)}) {
    for (const std::size_t piece : {1U, 3U, 7U, 130U}) {
      EXPECT_EQ(Everything(ReadNpy(bytes, piece)), Everything(ReadNpy(bytes)));
    }
  }
}

void ExpectRefused(std::string_view bytes, ErrorCode code, std::string_view what,
                   const ReadLimits& limits = {}) {
  const Result<std::vector<Sample>> result = ReadNpy(bytes, 1'000'000, limits);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(Entry(result.error().code).name, Entry(code).name);
  EXPECT_EQ(result.error().what, what);
}

TEST(NpyReader, SaysWhereABadWeightIs) {
  Floats weights(2 * 3 * 4 * 4, 0.25F);
  weights[16 * 4 + 4 * 2 + 3] = -1;
  const auto result = ReadNpy(NpyBytes("<f4", false, "(2, 3, 4, 4)", BytesOf(weights)));
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kNegative);
  EXPECT_EQ(result.error().place,
            (Place{.layer = 1, .head = 1, .row = 2, .column = 3, .byte = 128 + 4 * (64 + 11)}));
  weights[0] = std::numeric_limits<float>::infinity();
  ExpectRefused(NpyBytes("<f4", false, "(2, 3, 4, 4)", BytesOf(weights)), ErrorCode::kNotFinite,
                "a weight is infinite");
}

TEST(NpyReader, RefusesWhatHoldsNoTensor) {
  const std::string four = BytesOf(Counting(4));
  ExpectRefused("", ErrorCode::kEmptyInput, "the file is empty");
  ExpectRefused("[[1]]", ErrorCode::kWrongField, "the file does not begin as a .npy file does");
  ExpectRefused(std::string("\x93NUMPY\x09\x00", 8), ErrorCode::kWrongField,
                "the .npy file has version 9.0, this program reads 1.0, 2.0 and 3.0");
  ExpectRefused(NpyBytes("<i8", false, "(1, 1, 4)", four), ErrorCode::kWrongField,
                "the array holds <i8, this program reads float16, float32 and float64");
  ExpectRefused(NpyBytes("|O", false, "(4,)", four), ErrorCode::kWrongField,
                "the array holds |O, this program reads float16, float32 and float64");
  ExpectRefused(NpyBytes("<f4", false, "(4,)", four), ErrorCode::kWrongNesting,
                "the array has 1 axis where 2 to 5 are expected, its shape is (4)");
  ExpectRefused(NpyBytes("<f4", false, "()", four), ErrorCode::kWrongNesting,
                "the array has 0 axes where 2 to 5 are expected, its shape is ()");
  ExpectRefused(NpyBytes("<f4", false, "(2, 0, 2)", ""), ErrorCode::kEmptyInput,
                "the array is empty, its shape is (2, 0, 2)");
  ExpectRefused(NpyBytes("<f4", false, "(2, 2", four), ErrorCode::kWrongField,
                "the .npy file's header is damaged");
  ExpectRefused(NpyBytes("<f4", false, "(2, 2)", four + "x"), ErrorCode::kWrongField,
                "the .npy file goes on behind its array");
  ExpectRefused(NpyBytes("<f4", false, "(2, 2)", four.substr(1)), ErrorCode::kTruncated,
                "the .npy file has 143 bytes where 144 are expected");
  ExpectRefused(NpyBytes("<f4", false, "(2, 2)", "").substr(0, 40), ErrorCode::kTruncated,
                "the .npy file has 40 bytes");
}

// A .npy file of 2x2 weights whose header is this text.
std::string WithHeader(const std::string& header, char minor = 0) {
  return std::string("\x93NUMPY\x01", 7) + minor + static_cast<char>(header.size()) + '\0' +
         header + BytesOf(Counting(4));
}

TEST(NpyReader, ReadsEveryHeaderThatNumPyWrites) {
  for (const std::string header :
       {"{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }  \n",
        "{'descr': '=f4', 'fortran_order': False, 'shape': (2, 2)}",
        "{'descr': '|f4', 'fortran_order': False, 'shape': (2, 2,)}",
        "\n{ \"shape\" :( 2,2 ),'fortran_order':False,\t'descr':'<f4' , } "}) {
    EXPECT_EQ(Weights(ReadTensor(WithHeader(header))), Counting(4)) << header;
  }
}

TEST(NpyReader, RefusesTheHeadersThatNumPyRefusesAndSaysWhere) {
  const std::string good = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 2)}";
  ExpectRefused(WithHeader(good, 1), ErrorCode::kWrongField,
                "the .npy file has version 1.1, this program reads 1.0, 2.0 and 3.0");
  const std::string start = "{'descr': '<f4', 'fortran_order': False, 'shape': ";
  for (const std::string& header :
       {start + "(2, 2), 'x': 1}", start + "(2, 2), 'shape': (2, 2)}", start + "(2 2)}",
        start + "(2,, 2)}", start + "(02, 2)}", start + "(-2, -2)}", start + "(2)}",
        start + "[2, 2]}", start + "(2, 2)} x", start + "(2, 2)", start + "(2, 2]}",
        std::string("{'descr': '<f4', 'fortran_order': Falsehood, 'shape': (2, 2)}"),
        std::string("{'descr': '<f4', 'shape': (2, 2)}"), std::string("{'descr: '<f4'}"),
        std::string("{'descr': [('a', '<f4'", 22), std::string()}) {
    ExpectRefused(WithHeader(header), ErrorCode::kWrongField, "the .npy file's header is damaged");
  }
  const auto result = ReadNpy(WithHeader(start + "(2 2)}"));
  EXPECT_EQ(result.error().place.byte, 10 + static_cast<std::int64_t>(start.size()) + 3);
}

TEST(NpyReader, RefusesAByteOrderThatIsNone) {
  for (const std::string type : {"6f4", "f4", "!f4", " <f4"}) {
    ExpectRefused(NpyBytes(type, false, "(2, 2)", BytesOf(Counting(4))), ErrorCode::kWrongField,
                  "the type \"" + type +
                      "\" in the .npy file's header begins with none of the byte orders < > = |");
  }
}

TEST(NpyReader, RefusesAtOnceWhatWillNotFit) {
  ExpectRefused(NpyBytes("<f4", false, "(12, 12, 512, 512)", ""), ErrorCode::kTooLarge,
                "the weights need 150 MB of memory and the limit is 100 MB",
                {.max_tensor_bytes = 100'000'000});
  ExpectRefused(NpyBytes("<f4", false, "(4294967295, 4294967295, 4294967295)", ""),
                ErrorCode::kTooLarge,
                "the weights need more than 18 EB of memory and the limit is 1 GB",
                {.max_tensor_bytes = 1'000'000'000});
  ExpectRefused(NpyBytes("<f4", false, "(100, 100)", "abcd"), ErrorCode::kTruncated,
                "the .npy file has 132 bytes where 40128 are expected", {.input_bytes = 132});
}

TEST(NpyReader, NamesTheImpossibleSizeThatAShapeAsksFor) {
  for (const KeptHeads heads : {KeptHeads::kAll, KeptHeads::kMeanWhenNeeded, KeptHeads::kMean}) {
    for (const bool fortran : {false, true}) {
      ExpectRefused(
          NpyBytes("<f4", fortran, "(4294967296, 4294967296, 4294967296, 4294967296)", ""),
          ErrorCode::kTooLarge,
          "the weights need more than 18 EB of memory and the limit is 2.1 GB",
          {.max_tensor_bytes = std::uint64_t{1} << 31, .heads = heads});
      // The sums of the means do not fit either: 2^40 weights of each head.
      ExpectRefused(NpyBytes("<f4", fortran, "(1, 16777216, 1048576, 1048576)", ""),
                    ErrorCode::kTooLarge,
                    heads == KeptHeads::kAll
                        ? "the weights need more than 18 EB of memory and the limit is 2.1 GB"
                        : "the weights need 13 TB of memory and the limit is 2.1 GB",
                    {.max_tensor_bytes = std::uint64_t{1} << 31, .heads = heads});
    }
  }
  // What many layers cost beside their weights is part of what is needed.
  ExpectRefused(NpyBytes("<f4", false, "(100000, 1, 1)", ""), ErrorCode::kTooLarge,
                "the weights need 6.8 MB of memory and the limit is 1 MB",
                {.max_tensor_bytes = 1'000'000});
}

TEST(NpyReader, RefusesRowsLongerThanCanBeSquare) {
  constexpr std::string_view kSquare =
      ", and a square matrix of so many takes more than the limit of 1 MB";
  ExpectRefused(NpyBytes("<f4", false, "(1, 1, 501)", ""), ErrorCode::kTooLarge,
                "a row has more than 500 weights" + std::string(kSquare),
                {.max_tensor_bytes = 1'000'000});
  ExpectRefused(NpyBytes("<f4", false, "(1, 501, 1)", ""), ErrorCode::kTooLarge,
                "a matrix has more than 500 rows" + std::string(kSquare),
                {.max_tensor_bytes = 1'000'000});
}

TEST(NpyReader, SurvivesDamagedHeaders) {
  const std::string good = NpyBytes("<f4", false, "(2, 2)", BytesOf(Counting(4)));
  std::mt19937 random(1);
  std::uniform_int_distribution<std::size_t> position(0, 127);
  std::uniform_int_distribution<int> byte(0, 255);
  for (int k = 0; k < 2000; ++k) {
    std::string damaged = good;
    for (int change = 0; change < 3; ++change) {
      damaged[position(random)] = static_cast<char>(byte(random));
    }
    EXPECT_EQ(Everything(ReadNpy(damaged, 5, {.max_tensor_bytes = 10'000})),
              Everything(ReadNpy(damaged, 1000, {.max_tensor_bytes = 10'000})))
        << "damage " << k << " of seed 1";
  }
}

}  // namespace
}  // namespace headwater
