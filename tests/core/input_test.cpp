#include "headwater/input.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "core/support/random_attention.h"

namespace headwater {
namespace {

using testing::OwnedAttention;
using testing::RandomAttention;

using Tokens = std::vector<std::string>;

Sample SampleOf(const OwnedAttention& attention, Tokens tokens = {}) {
  Sample sample;
  sample.tokens = std::move(tokens);
  sample.attentions = AttentionTensor(attention.shape, 1, attention.layers);
  return sample;
}

Input Opened(Sample first, std::vector<Sample> more = {}) {
  std::vector<Sample> samples;
  samples.push_back(std::move(first));
  for (Sample& sample : more) samples.push_back(std::move(sample));
  Result<Input> input = Input::Open(std::move(samples));
  EXPECT_TRUE(input.ok());
  return std::move(input).value();
}

std::vector<Sample> Both(Sample one, Sample other) {
  std::vector<Sample> samples;
  samples.push_back(std::move(one));
  samples.push_back(std::move(other));
  return samples;
}

constexpr AttentionShape kShape{.layers = 4, .heads = 2, .queries = 5, .keys = 5};

TEST(Input, ShowsTheChosenLayersOnly) {
  const OwnedAttention attention = RandomAttention(kShape, 1);
  Sample sample = SampleOf(attention);
  sample.layer_index = {3, 5, 8, 11};
  Input input = Opened(std::move(sample));
  EXPECT_EQ(input.layer_numbers(), (std::vector<int>{3, 5, 8, 11}));
  ASSERT_FALSE(input.Choose({.layers = {1, 3}}));
  EXPECT_EQ(input.attention().shape().layers, 2);
  EXPECT_EQ(input.layers_read(), 4);
  EXPECT_EQ(input.layer_numbers(), (std::vector<int>{5, 11}));
  // A view of the layer, not a copy.
  EXPECT_EQ(input.attention().Layer(1).data(), input.sample().attentions.Layer(3, 0).data());
}

TEST(Input, WarnsOfWhatTheReaderNoted) {
  Sample sample = SampleOf(RandomAttention(kShape, 1));
  sample.note = Error{ErrorCode::kLayerGap, "a layer is missing", {}};
  const Input input = Opened(std::move(sample));
  ASSERT_FALSE(input.warnings().empty());
  EXPECT_EQ(input.warnings().front().code, ErrorCode::kLayerGap);
}

TEST(Input, RefusesLayersThatAreNotThereAndKeepsTheChoice) {
  Input input = Opened(SampleOf(RandomAttention(kShape, 2)));
  ASSERT_FALSE(input.Choose({.layers = {2}}));
  EXPECT_EQ(input.Choose({.layers = {1, 4}})->what, "there is no layer 4; they run from 0 to 3");
  EXPECT_EQ(input.Choose({.layers = {1, 1}})->what,
            "layers are chosen in ascending order, each once, but 1 follows 1");
  EXPECT_EQ(input.attention().shape().layers, 1);
  EXPECT_EQ(input.choice().layers, (std::vector<int>{2}));
}

TEST(Input, JoinsSamplesAsTheLayersOfOne) {
  const OwnedAttention one = RandomAttention(kShape, 3);
  const OwnedAttention other =
      RandomAttention({.layers = 1, .heads = 2, .queries = 5, .keys = 5}, 4);
  Input input =
      Opened(SampleOf(one, {"a", "b", "c", "d", "e"}), Both(SampleOf(other), SampleOf(one)));
  EXPECT_TRUE(input.joinable());
  EXPECT_EQ(input.attention().shape().layers, 4);
  ASSERT_FALSE(input.Choose({.join_samples = true}));
  EXPECT_EQ(input.attention().shape().layers, 9);
  EXPECT_EQ(input.layer_numbers(), (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(input.attention().At(4, 1, 2, 3), other.View().At(0, 1, 2, 3));
  EXPECT_EQ(input.attention().At(8, 1, 2, 3), one.View().At(3, 1, 2, 3));
  EXPECT_EQ(input.sample().tokens.front(), "a");
}

TEST(Input, SaysWhySamplesCannotBeJoined) {
  const OwnedAttention one = RandomAttention(kShape, 5);
  const OwnedAttention wider =
      RandomAttention({.layers = 1, .heads = 2, .queries = 6, .keys = 6}, 6);
  Input different = Opened(SampleOf(one), Both(SampleOf(one), SampleOf(wider)));
  EXPECT_FALSE(different.joinable());
  EXPECT_EQ(different.Choose({.join_samples = true})->what,
            "sample 2 has 2 heads of 6x6 and the first one has 2 heads of 5x5: layers of one model "
            "have heads and tokens alike");
  EXPECT_EQ(Opened(SampleOf(one)).Choose({.join_samples = true})->what,
            "there is only one sample, nothing to join it with");
  const Tokens tokens = {"a", "b", "c", "d", "e"};
  Tokens others = tokens;
  others[4] = "f";
  std::vector<Sample> more;
  more.push_back(SampleOf(one, others));
  EXPECT_EQ(Opened(SampleOf(one, tokens), std::move(more)).Choose({.join_samples = true})->what,
            "sample 1 has other tokens than the first one, so they are not layers of one");
}

TEST(Input, HidesTokensAndSaysThatRowsLackThem) {
  const OwnedAttention attention = RandomAttention(kShape, 7);
  Input input = Opened(SampleOf(attention));
  ASSERT_FALSE(input.Choose({.hidden_keys = {4, 0, 4}}));
  EXPECT_EQ(input.key_groups(), (PositionGroups{{1}, {2}, {3}}));
  EXPECT_EQ(input.attention().At(2, 1, 0, 2), attention.View().At(2, 1, 1, 3));
  ASSERT_EQ(input.warnings().size(), 1U);
  EXPECT_EQ(input.warnings()[0].code, ErrorCode::kRowSums);
  EXPECT_TRUE(input.warnings()[0].what.starts_with(
      "rows do not all sum to 1 without the 2 tokens that are left out; the worst sums to 0."));
  ASSERT_FALSE(input.Choose({.hidden_keys = {0}, .renormalise_rows = true}));
  EXPECT_TRUE(input.warnings().empty());
}

TEST(Input, RefusesToHideWhatIsNotThereOrEverything) {
  Input input = Opened(SampleOf(RandomAttention(kShape, 8)));
  EXPECT_EQ(input.Choose({.hidden_keys = {5}})->what,
            "there is no token 5 to hide; they run from 0 to 4");
  EXPECT_EQ(input.Choose({.hidden_keys = {0, 1, 2, 3, 4}})->code, ErrorCode::kOption);
}

TEST(Input, MergesPiecesOfWordsAndSaysHow) {
  const OwnedAttention attention = RandomAttention(kShape, 9, true);
  Input input = Opened(SampleOf(attention, {"[CLS]", "un", "##do", "##ne", "[SEP]"}));
  ASSERT_FALSE(input.Choose({.merge_pieces = true}));
  EXPECT_EQ(input.key_groups(), (PositionGroups{{0}, {1, 2, 3}, {4}}));
  EXPECT_EQ(input.attention().shape().keys, 3);
  EXPECT_TRUE(input.inspection().causal);
  EXPECT_LT(input.inspection().row_sum_deviation, 1e-6);
  ASSERT_EQ(input.warnings().size(), 1U);
  EXPECT_EQ(input.warnings()[0].code, ErrorCode::kMergedPieces);
  EXPECT_TRUE(input.warnings()[0].what.starts_with("5 tokens are merged into 3 words"));
}

TEST(Input, MergesWhatIsLeftAfterHiding) {
  Input input =
      Opened(SampleOf(RandomAttention(kShape, 10), {"[CLS]", "un", "##do", "##ne", "[SEP]"}));
  ASSERT_FALSE(input.Choose({.hidden_keys = {0, 2}, .merge_pieces = true}));
  EXPECT_EQ(input.key_groups(), (PositionGroups{{1, 3}, {4}}));
  EXPECT_EQ(input.query_groups(), input.key_groups());
}

TEST(Input, MergesRowsAndColumnsOfCrossAttentionByTheirOwnTokens) {
  Sample sample = SampleOf(RandomAttention({.layers = 1, .heads = 1, .queries = 3, .keys = 4}, 11),
                           {"\u2581a", "b", "\u2581c", "d"});
  sample.query_tokens = {"\u2581x", "y", "z"};
  Input input = Opened(std::move(sample));
  ASSERT_FALSE(input.Choose({.merge_pieces = true}));
  EXPECT_EQ(input.key_groups(), (PositionGroups{{0, 1}, {2, 3}}));
  EXPECT_EQ(input.query_groups(), (PositionGroups{{0, 1, 2}}));
}

TEST(Input, RefusesToMergeTokensThatDoNotTell) {
  EXPECT_EQ(Opened(SampleOf(RandomAttention(kShape, 12))).Choose({.merge_pieces = true})->what,
            "the input names no tokens, so there are no pieces to merge");
  Input plain = Opened(SampleOf(RandomAttention(kShape, 12), {"a", "b", "c", "d", "e"}));
  EXPECT_EQ(plain.Choose({.merge_pieces = true})->code, ErrorCode::kOption);
}

TEST(Input, RefusesSumsOverPiecesThatLeaveTheRangeAndKeepsTheChoice) {
  const OwnedAttention large{{.layers = 2, .heads = 1, .queries = 2, .keys = 2},
                             {{1, 0, 0, 1}, {3e38F, 3e38F, 3e38F, 3e38F}}};
  Sample sample = SampleOf(large, {"a", "##b"});
  sample.importance = {{"large", {1e308, 1e308}}};
  Input input = Opened(std::move(sample));
  EXPECT_TRUE(input.Reference("large").ok());
  const auto error = input.Choose({.merge_pieces = true});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::kOutOfRange);
  EXPECT_EQ(error->place, (Place{.layer = 1}));
  EXPECT_EQ(input.attention().shape().keys, 2);

  ASSERT_FALSE(input.Choose({.layers = {0}, .merge_pieces = true}));
  const auto reference = input.Reference("large");
  ASSERT_FALSE(reference.ok());
  EXPECT_EQ(reference.error().code, ErrorCode::kOutOfRange);
}

TEST(Input, OpensTheFirstSampleThatCanBeRead) {
  Sample refused;
  refused.refusal =
      std::make_unique<Error>(Error{ErrorCode::kNotFinite, "a weight is NaN", {.layer = 3}});
  std::vector<Sample> samples;
  samples.push_back(std::move(refused));
  samples.push_back(
      SampleOf(RandomAttention({.layers = 2, .heads = 1, .queries = 3, .keys = 3}, 1)));
  Result<Input> input = Input::Open(std::move(samples));
  ASSERT_TRUE(input.ok());
  EXPECT_EQ(input->choice().sample, 1);
  const auto error = input->Choose({.sample = 0});
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code, ErrorCode::kNotFinite);
  EXPECT_EQ(error->place.layer, 3);
  EXPECT_EQ(input->choice().sample, 1);
  EXPECT_TRUE(input->Choose({.sample = 1, .join_samples = true}));
}

}  // namespace
}  // namespace headwater
