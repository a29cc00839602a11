// No layer of an .npz archive is left out without a word, whatever it holds.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/npy_bytes.h"
#include "core/read/support/reading.h"
#include "core/read/support/zip_bytes.h"
#include "headwater/read/npz_reader.h"

namespace headwater {
namespace {

using Floats = std::vector<float>;

Result<std::vector<Sample>> ReadNpz(const std::vector<ZipMember>& members) {
  const auto reader = MakeNpzReader();
  (void)reader->Push(ZipBytes(members));
  return reader->Finish();
}

void ExpectRefused(const std::vector<ZipMember>& members, ErrorCode code, std::string_view what) {
  const auto result = ReadNpz(members);
  ASSERT_FALSE(result.ok()) << what;
  EXPECT_EQ(result.error().what, what);
  EXPECT_EQ(Entry(result.error().code).name, Entry(code).name);
}

ZipMember Array(std::string_view name, std::string_view type, std::string_view shape,
                std::string_view data) {
  return {.name = std::string(name) + ".npy", .data = NpyBytes(type, false, shape, data)};
}

ZipMember Layer(std::string_view name) {
  return Array(name, "<f4", "(1, 1, 2)", BytesOf(Floats{0.25F, 0.75F}));
}

TEST(NpzLayers, AreRefusedByNameWhereTheyCannotBeRead) {
  struct Unread {
    std::string_view type;
    std::string_view shape;
    std::string_view holds;
  };
  for (const auto& [type, shape, holds] :
       {Unread{"|V4", "(1, 1, 2)", "|V4 on 3 axes"}, Unread{"<i4", "(1, 1, 2)", "<i4 on 3 axes"},
        Unread{"<g4", "(1, 1, 2)", "<g4 on 3 axes"}, Unread{"<f4", "(2,)", "<f4 on 1 axis"},
        Unread{"<f4", "(1, 1, 1, 1, 1, 2)", "<f4 on 6 axes"}}) {
    for (const std::string name : {"attention_", "layer_"}) {
      const ZipMember lost = Array(name + "1", type, shape, std::string(8, '\0'));
      ExpectRefused({Layer(name + "0"), lost, Layer(name + "2")}, ErrorCode::kWrongField,
                    "the array \"" + name + "1\", a layer beside \"" + name + "0\", holds " +
                        std::string(holds) +
                        " where floating point numbers on 2 to 5 axes are expected; save it as "
                        "float32");
    }
  }
  ExpectRefused({Layer("att_0"), Array("att_1", "<f4", "(1, 0, 2)", ""), Layer("att_2")},
                ErrorCode::kEmptyInput,
                "the array is empty, its shape is (1, 0, 2) in the array \"att_1\"");
}

TEST(NpzLayers, AreRefusedWhereAnotherArrayStandsInTheirGap) {
  const std::string_view what =
      "the array \"layer_1\" stands where the layers \"att_0\" to \"att_2\" lack a number; name it "
      "as they are named, or leave it out of the file";
  for (const std::vector<ZipMember>& members :
       {std::vector{Layer("att_0"), Layer("layer_1"), Layer("att_2")},
        std::vector{Layer("layer_1"), Layer("att_2"), Layer("att_0")},
        std::vector{Layer("att_0"), Array("layer_1", "<i4", "(2,)", "12345678"), Layer("att_2")}}) {
    ExpectRefused(members, ErrorCode::kWrongField, what);
  }
}

TEST(NpzLayers, AreNotSoughtAmongArraysOfAnotherSeries) {
  const auto samples = ReadNpz({Layer("att_0"),
                                Layer("hidden_0"),
                                Layer("hidden_1"),
                                Layer("hidden_2"),
                                Layer("att_2"),
                                {.name = "a.txt", .data = "a"}});
  ASSERT_TRUE(samples.ok()) << samples.error().Message();
  EXPECT_EQ(samples->front().attentions.shape().layers, 2);
  EXPECT_EQ(samples->front().passed_over, "hidden_0, hidden_1, hidden_2, a.txt");
  ASSERT_TRUE(samples->front().note);
  EXPECT_EQ(samples->front().note->what, "the layers' names count from 0 to 2 without 1");
  EXPECT_EQ(samples->front().note->code, ErrorCode::kLayerGap);
}

TEST(NpzLayers, OfGradientsAreRefusedAlike) {
  ExpectRefused({Layer("att_0"), Layer("att_1"), Layer("grad_0"),
                 Array("grad_1", "<i4", "(1, 1, 2)", "12345678")},
                ErrorCode::kWrongField,
                "the array \"grad_1\", a layer beside \"grad_0\", holds <i4 on 3 axes where "
                "floating point numbers on 2 to 5 axes are expected; save it as float32");
}

TEST(NpzLayers, AreNotTakenFromOtherArraysWhereTheAttentionCannotBeRead) {
  ExpectRefused({Layer("hidden"), Array("attentions", "|V1", "(1, 1, 2)", "12")},
                ErrorCode::kWrongField,
                "the array \"attentions\" holds |V1 on 3 axes where floating point numbers on 2 to "
                "5 axes are expected; save it as float32");
}

TEST(NpzLayers, AreRefusedWhenTwoHaveOneName) {
  for (const ZipMember& member :
       {Layer("att"), Layer("mask"), Array("tokens", "|S1", "(2,)", "ab")}) {
    const auto result = ReadNpz({Layer("att_0"), member, member});
    ASSERT_FALSE(result.ok());
    EXPECT_EQ(result.error().what, "the archive holds \"" + member.name + "\" twice");
    EXPECT_EQ(result.error().code, ErrorCode::kWrongField);
    const std::string first = ZipBytes({Layer("att_0"), member});
    EXPECT_EQ(result.error().place.byte, static_cast<std::int64_t>(first.find("PK\x01\x02")));
  }
}

TEST(NpzLayers, AreRefusedWhenTheirNamesAreNoText) {
  ExpectRefused({Layer("att_0"), Layer("at\xFFt_1")}, ErrorCode::kWrongField,
                "the name of an array in the archive is not UTF-8");
  const auto samples = ReadNpz({Layer("att_0"), {.name = "\xFF.txt", .data = "x"}});
  ASSERT_TRUE(samples.ok());
  EXPECT_EQ(samples->front().passed_over, "an entry whose name is not UTF-8");
}

TEST(NpzLayers, ComeWithTheNamesOfWhatIsPassedOverUpToTwenty) {
  std::vector<ZipMember> members = {Layer("att"),
                                    Array("attention_mask", "<i8", "(1,)", "12345678"),
                                    Array("position_ids", "<i8", "(1,)", "12345678")};
  EXPECT_EQ(ReadNpz(members)->front().passed_over, "attention_mask, position_ids");
  for (char name = 'a'; name <= 'u'; ++name) {
    members.push_back({.name = std::string(1, name), .data = "x"});
  }
  const std::string all = ReadNpz(members)->front().passed_over;
  EXPECT_TRUE(all.ends_with(", q, r and 3 more")) << all;
}

}  // namespace
}  // namespace headwater
