#include "headwater/read/npz_reader.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/npy_bytes.h"
#include "core/read/support/reading.h"
#include "core/read/support/zip_bytes.h"

namespace headwater {
namespace {

using Floats = std::vector<float>;
using Strings = std::vector<std::string>;

Result<std::vector<Sample>> ReadNpz(std::string_view bytes, std::size_t piece = 1'000'000,
                                    const ReadLimits& limits = {}) {
  const auto reader = MakeNpzReader(limits);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const std::string_view part = bytes.substr(at, piece);
    (void)reader->Push(std::vector<char>(part.begin(), part.end()));
  }
  return reader->Finish();
}

Sample ReadOne(std::string_view bytes) {
  Result<std::vector<Sample>> samples = ReadNpz(bytes);
  if (!samples.ok()) {
    ADD_FAILURE() << samples.error().Message();
    return {};
  }
  return std::move(samples->front());
}

void ExpectRefused(std::string_view bytes, ErrorCode code, std::string_view what,
                   const Place& place = {}) {
  const Result<std::vector<Sample>> result = ReadNpz(bytes);
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().what, what);
  EXPECT_EQ(Entry(result.error().code).name, Entry(code).name);
  EXPECT_EQ(Describe(result.error().place), Describe(place));
}

ZipMember Array(std::string_view name, std::string_view shape, const Floats& values) {
  return {.name = std::string(name) + ".npy",
          .data = NpyBytes("<f4", false, shape, BytesOf(values))};
}

// UTF-32, filled up with zeros.
ZipMember Texts(std::string_view name, std::string_view shape,
                const std::vector<std::u32string>& texts, std::size_t width) {
  std::string data;
  for (std::u32string text : texts) {
    text.resize(width);
    for (const char32_t unit : text) data += BytesOf(static_cast<std::uint32_t>(unit));
  }
  return {.name = std::string(name) + ".npy",
          .data = NpyBytes("<U" + std::to_string(width), false, shape, data)};
}

TEST(NpzReader, ReadsOneArrayOfAllLayersWithItsTokens) {
  const Sample sample =
      ReadOne(ZipBytes({Array("attentions", "(1, 2, 2, 2)", {0, 1, 2, 3, 4, 5, 6, 7}),
                        Texts("tokens", "(2,)", {U"a\"\\", U"\u00e9\U0001F600"}, 4),
                        Texts("model", "()", {U"gpt2"}, 4),
                        {.name = "prompt_length.npy",
                         .data = NpyBytes("<i8", false, "()", BytesOf(std::int64_t{1}))}}));
  EXPECT_EQ(sample.attentions.shape(),
            (AttentionShape{.layers = 1, .heads = 2, .queries = 2, .keys = 2}));
  EXPECT_EQ(Weights(sample.attentions), (Floats{0, 1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(sample.tokens, (Strings{"a\"\\", "\xC3\xA9\xF0\x9F\x98\x80"}));
  EXPECT_EQ(sample.model, "gpt2");
  EXPECT_EQ(sample.prompt_length, 1);
}

TEST(NpzReader, TakesLayersInTheOrderOfTheirNumbers) {
  const Sample sample =
      ReadOne(ZipBytes({Array("arr_10", "(1, 2)", {0, 1}), Array("arr_9", "(1, 2)", {2, 3}),
                        Array("arr_0", "(1, 2)", {4, 5})}));
  EXPECT_EQ(sample.attentions.shape(),
            (AttentionShape{.layers = 3, .heads = 1, .queries = 1, .keys = 2}));
  EXPECT_EQ(Weights(sample.attentions), (Floats{4, 5, 2, 3, 0, 1}));
}

TEST(NpzReader, TakesAThirdAxisOfALayerForHeadsAndAFourthForTheBatch) {
  const Sample heads = ReadOne(ZipBytes(
      {Array("layer_0", "(2, 1, 2)", {0, 1, 2, 3}), Array("layer_1", "(2, 1, 2)", {4, 5, 6, 7})}));
  EXPECT_EQ(heads.attentions.shape(),
            (AttentionShape{.layers = 2, .heads = 2, .queries = 1, .keys = 2}));
  EXPECT_EQ(heads.attentions.batch(), 1);
  EXPECT_EQ(Weights(heads.attentions), (Floats{0, 1, 2, 3, 4, 5, 6, 7}));
  const Sample batch = ReadOne(ZipBytes({Array("layer_0", "(2, 1, 1, 2)", {0, 1, 2, 3}),
                                         Array("layer_1", "(2, 1, 1, 2)", {4, 5, 6, 7})}));
  EXPECT_EQ(batch.attentions.batch(), 2);
  EXPECT_EQ(batch.attentions.View(1)->At(1, 0, 0, 1), 7.0F);
}

TEST(NpzReader, PrefersArraysThatAreNamedAttention) {
  const Sample sample = ReadOne(
      ZipBytes({Array("hidden", "(1, 2)", {-1, 2}), Array("attn", "(1, 1, 2)", {3, 4}),
                Array("attention_mask", "(1, 2)", {1, 1}), Array("logits", "(2, 1)", {5, -6}),
                Array("attn_grad", "(1, 1, 2)", {-3, 4})}));
  EXPECT_EQ(Weights(sample.attentions), (Floats{3, 4}));
  EXPECT_EQ(sample.passed_over, "hidden, attention_mask, logits");
  ASSERT_TRUE(sample.gradients);
  EXPECT_EQ(Weights(*sample.gradients), (Floats{-3, 4}));
}

TEST(NpzReader, TakesTokenNumbersForTokens) {
  const Sample sample = ReadOne(ZipBytes(
      {Array("attentions", "(1, 2, 2)", {1, 0, 0, 1}),
       {.name = "tokens.npy",
        .data = NpyBytes(">i4", false, "(2,)", BytesOf(std::vector<std::int32_t>{-2, 101}, true))},
       {.name = "query_tokens.npy",
        .data = NpyBytes("|S3", false, "(2,)", std::string("ab\0cde", 6))},
       {.name = "notes.txt", .data = "text"}}));
  EXPECT_EQ(sample.tokens, (Strings{"-2", "101"}));
  EXPECT_EQ(sample.query_tokens, (Strings{"ab", "cde"}));
}

TEST(NpzReader, ReadsEveryFormOfEntriesInPiecesOfAnySize) {
  const ZipMember plain = Array("attentions", "(1, 2, 2)", {0.25F, 0.75F, 0, 1});
  ZipMember zip64 = plain;
  zip64.zip64 = true;
  ZipMember deflated = plain;
  deflated.deflated = StoredBlock(plain.data);
  ZipMember behind = deflated;
  behind.sizes_behind = true;
  ZipMember behind64 = behind;
  behind64.zip64 = true;
  for (const ZipMember& member : {plain, zip64, deflated, behind, behind64}) {
    const ZipMember other = {.name = "a.bin",
                             .data = "other",
                             .deflated = member.deflated.empty() ? "" : StoredBlock("other"),
                             .sizes_behind = member.sizes_behind};
    ZipMember last = other;
    last.name = "b.bin";
    const std::string bytes = ZipBytes({other, member, last});
    for (std::size_t piece = 1; piece < 40; ++piece) {
      const auto samples = ReadNpz(bytes, piece);
      ASSERT_TRUE(samples.ok()) << samples.error().Message();
      EXPECT_EQ(Weights(samples->front().attentions), (Floats{0.25F, 0.75F, 0, 1}));
    }
  }
}

TEST(NpzReader, RefusesEveryArchiveThatWasCutOff) {
  const std::string bytes = ZipBytes({Array("attentions", "(1, 1, 1)", {1})});
  for (std::size_t size = 1; size < bytes.size(); ++size) {
    const auto result = ReadNpz(bytes.substr(0, size));
    ASSERT_FALSE(result.ok()) << size;
    EXPECT_EQ(result.error().code, ErrorCode::kTruncated) << result.error().Message();
  }
}

TEST(NpzReader, TellsTheSameOfDamageInAnEntryItPassesOverHoweverTheBytesAreSplit) {
  // A block that is not the last one, then a type of block that does not exist.
  std::string deflated = StoredBlock("other");
  deflated[0] = 0;
  deflated += '\x06';
  const std::string bytes =
      ZipBytes({{.name = "a.bin", .data = "other", .deflated = deflated, .sizes_behind = true}});
  for (std::size_t size = 1; size <= bytes.size(); ++size) {
    const std::string cut = bytes.substr(0, size);
    const std::string whole = Everything(ReadNpz(cut));
    EXPECT_EQ(Everything(ReadNpz(cut, 1)), whole) << size << " bytes";
  }
}

TEST(NpzReader, NeverGivesOtherWeightsWhenABitIsFlipped) {
  ZipMember member = Array("attentions", "(1, 2, 2)", {0.25F, 0.75F, 0, 1});
  for (const std::string& deflated : {std::string(), StoredBlock(member.data)}) {
    member.deflated = deflated;
    const std::string bytes = ZipBytes({member});
    const std::string expected = Everything(ReadNpz(bytes));
    for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
      std::string flipped = bytes;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ 1 << bit % 8);
      const auto result = ReadNpz(flipped);
      if (!result.ok()) continue;
      EXPECT_EQ(Everything(result), expected) << "bit " << bit;
    }
  }
}

TEST(NpzReader, SaysWhatIsWrongWithAnArray) {
  ExpectRefused(ZipBytes({Array("attentions", "(1, 1, 1, 2)", {1, -0.5F})}), ErrorCode::kNegative,
                "a weight is negative (-0.5) in the array \"attentions\"",
                {.layer = 0, .head = 0, .row = 0, .column = 1});
  ExpectRefused(ZipBytes({Array("layer_3", "(2, 1, 1)", {1, -0.5F})}), ErrorCode::kNegative,
                "a weight is negative (-0.5) in the array \"layer_3\"",
                {.head = 1, .row = 0, .column = 0});
  ExpectRefused(ZipBytes({Array("att_0", "(1, 1)", {1}), Array("att_1", "(1, 2)", {1, 0})}),
                ErrorCode::kRagged,
                "the arrays \"att_0\" and \"att_1\" differ in shape; as layers of one model they "
                "must be alike");
  ExpectRefused(ZipBytes({{.name = "attentions.npy", .data = NpyBytes("|O", false, "(2,)", "x")}}),
                ErrorCode::kWrongField,
                "the array \"attentions\" holds Python objects; save np.stack(layers) in float32");
  ExpectRefused(ZipBytes({{.name = "tokens.npy", .data = NpyBytes("|O", false, "(2,)", "x")}}),
                ErrorCode::kWrongField,
                "the array \"tokens\" holds |O on 1 axes where texts or whole numbers on one axis "
                "are expected; save it as np.array(values, dtype=str)");
  ExpectRefused(
      ZipBytes({Array("attentions", "(1, 1, 1)", {1}), Texts("tokens", "(2,)", {U"a", U"b"}, 1)}),
      ErrorCode::kTokenCount, "2 tokens for 1x1 matrices");
  ExpectRefused(ZipBytes({Array("attentions", "(1, 1, 1)", {1, 1})}), ErrorCode::kDamaged,
                "the array \"attentions\" goes on behind its last element", {.byte = 0});
  ExpectRefused(ZipBytes({Array("attentions", "(1, 1, 2)", {1})}), ErrorCode::kDamaged,
                "the array \"attentions\" ends before its last element", {.byte = 0});
}

TEST(NpzReader, SaysWhatAnArchiveHoldsInstead) {
  ExpectRefused(ZipBytes({Array("losses", "(3,)", {1, 2, 3}), {.name = "read.me", .data = "x"}}),
                ErrorCode::kNoAttentions,
                "no array of the archive holds floating point numbers on 2 to 5 axes, its entries "
                "are losses, read.me");
  ExpectRefused(ZipBytes({}), ErrorCode::kNoAttentions,
                "no array of the archive holds floating point numbers on 2 to 5 axes");
  ExpectRefused(ZipBytes({{.name = "model/data.pkl", .data = "x"}}), ErrorCode::kUnknownFormat,
                "the input is a PyTorch file (torch.save)");
}

TEST(NpzReader, KeepsToTheMemoryLimitAndForgetsWhatIsNotChosen) {
  const std::string bytes =
      ZipBytes({Array("hidden", "(1, 2)", {1, 2}), Array("attentions", "(1, 1, 2)", {1, 0})});
  // Eight bytes of weights, and what a layer costs beside them.
  EXPECT_TRUE(ReadNpz(bytes, 7, {.max_tensor_bytes = 300}).ok());
  const auto result = ReadNpz(bytes, 7, {.max_tensor_bytes = 7});
  ASSERT_FALSE(result.ok());
  EXPECT_EQ(result.error().code, ErrorCode::kTooLarge);
}

}  // namespace
}  // namespace headwater
