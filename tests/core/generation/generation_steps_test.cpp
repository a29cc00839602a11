#include "headwater/generation/generation_steps.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "core/support/random_attention.h"
#include "core/support/reference_rollout.h"

namespace headwater {
namespace {

using testing::OwnedAttention;
using testing::RandomAttention;
using testing::Rows;

constexpr double kTolerance = 2e-6;

// What a pass over the first `tokens` tokens holds; only its last `queries` rows.
AttentionTensor Pass(const OwnedAttention& text, int tokens, int queries) {
  const AttentionView view = text.View();
  AttentionShape shape = text.shape;
  shape.keys = tokens;
  shape.queries = queries;
  std::vector<std::vector<float>> layers;
  for (int layer = 0; layer < shape.layers; ++layer) {
    std::vector<float> weights;
    for (int head = 0; head < shape.heads; ++head) {
      for (int query = tokens - queries; query < tokens; ++query) {
        for (int key = 0; key < tokens; ++key) {
          weights.push_back(view.At(layer, head, query, key));
        }
      }
    }
    layers.push_back(std::move(weights));
  }
  return AttentionTensor(shape, 1, std::move(layers));
}

enum class Form : std::uint8_t { kOnePass, kWholeSteps, kCached };

Input InputOf(const OwnedAttention& text, int prompt, Form form) {
  Sample sample;
  if (form == Form::kOnePass) {
    sample.attentions = Pass(text, text.shape.keys, text.shape.keys);
  } else {
    for (int tokens = prompt; tokens <= text.shape.keys; ++tokens) {
      const bool last_row = form == Form::kCached && tokens > prompt;
      sample.steps.push_back(Pass(text, tokens, last_row ? 1 : tokens));
    }
  }
  std::vector<Sample> samples;
  samples.push_back(std::move(sample));
  return Input::Open(std::move(samples)).value();
}

using Step = std::vector<std::vector<double>>;  // [layer][token]

std::vector<Step> StepsOf(Result<GenerationSteps> steps) {
  EXPECT_TRUE(steps.ok()) << steps.error().Message();
  std::vector<Step> all;
  while (steps.ok() && steps->Next()) {
    const auto tokens = static_cast<std::size_t>(steps->tokens());
    EXPECT_EQ(tokens, static_cast<std::size_t>(steps->prompt_length()) + all.size());
    Step& step = all.emplace_back();
    for (std::size_t begin = 0; begin < steps->rows().size(); begin += tokens) {
      const auto row = steps->rows().subspan(begin, tokens);
      step.emplace_back(row.begin(), row.end());
    }
  }
  EXPECT_EQ(static_cast<int>(all.size()), steps.ok() ? steps->steps() : 0);
  return all;
}

std::vector<Step> StepsOf(const OwnedAttention& text, int prompt, Form form,
                          const LayerOptions& options, bool next = true) {
  const Input input = InputOf(text, prompt, form);
  return StepsOf(
      GenerationSteps::Start(input, {.layer = options, .prompt_length = prompt, .next = next}));
}

// Every pass rolled out on its own with nested loops.
std::vector<Step> Recomputed(const OwnedAttention& text, int prompt, const LayerOptions& options) {
  std::vector<Step> steps;
  for (int tokens = prompt; tokens <= text.shape.keys; ++tokens) {
    const AttentionTensor pass = Pass(text, tokens, tokens);
    Step& step = steps.emplace_back();
    for (const Rows& rollout : testing::ReferenceRollout(*pass.View(0), {.layer = options})) {
      step.push_back(rollout.back());
    }
  }
  return steps;
}

void ExpectNear(const std::vector<Step>& found, const std::vector<Step>& expected,
                const std::string& name) {
  ASSERT_EQ(found.size(), expected.size()) << name;
  for (std::size_t i = 0; i < found.size(); ++i) {
    ASSERT_EQ(found[i].size(), expected[i].size()) << name;
    for (std::size_t layer = 0; layer < found[i].size(); ++layer) {
      ASSERT_EQ(found[i][layer].size(), expected[i][layer].size()) << name;
      // W + I grows beyond 1.
      double scale = 1.0;
      for (const double value : expected[i][layer]) scale = std::max(scale, value);
      for (std::size_t key = 0; key < found[i][layer].size(); ++key) {
        EXPECT_NEAR(found[i][layer][key] / scale, expected[i][layer][key] / scale, kTolerance)
            << name << ", step " << i << ", layer " << layer << ", token " << key;
      }
    }
  }
}

const std::vector<std::pair<std::string, LayerOptions>>& AllOptions() {
  static const std::vector<std::pair<std::string, LayerOptions>> options = {
      {"defaults", {}},
      {"add", {.residual = {.kind = ResidualKind::kAdd}}},
      {"recurrent", {.residual = {.kind = ResidualKind::kRecurrent}}},
      {"none", {.residual = {.kind = ResidualKind::kNone}}},
      {"max of two heads", {.fusion = {.kind = FusionKind::kMax, .heads = {0, 2}}}},
      {"discard", {.discard = {.ratio = 0.3}}},
      {"discard, recurrent",
       {.residual = {.kind = ResidualKind::kRecurrent}, .discard = {.ratio = 0.2}}},
      {"vit-explain",
       {.fusion = {.kind = FusionKind::kMax},
        .discard = {.ratio = 0.4,
                    .order = DiscardOrder::kBeforeResidual,
                    .rule = DiscardRule::kCount}}},
  };
  return options;
}

OwnedAttention Text(int tokens, std::uint64_t seed, int layers = 5) {
  return RandomAttention({.layers = layers, .heads = 3, .queries = tokens, .keys = tokens}, seed,
                         true);
}

TEST(GenerationSteps, AreTheLastRowsOfEveryPassRolledOutOnItsOwn) {
  const OwnedAttention text = Text(17, 21);
  for (const auto& [name, options] : AllOptions()) {
    for (const int prompt : {1, 6, 17}) {
      const auto expected = Recomputed(text, prompt, options);
      ExpectNear(StepsOf(text, prompt, Form::kOnePass, options), expected, name + ", one pass");
      ExpectNear(StepsOf(text, prompt, Form::kWholeSteps, options), expected, name + ", whole");
      ExpectNear(StepsOf(text, prompt, Form::kCached, options), expected, name + ", cached");
    }
  }
}

TEST(GenerationSteps, StayWithinTheToleranceInDeepModels) {
  const OwnedAttention text = Text(40, 22, 48);
  ExpectNear(StepsOf(text, 25, Form::kOnePass, {}), Recomputed(text, 25, {}), "48 layers");
}

TEST(GenerationSteps, OfOnePassGiveTheStepAfterItsEndOnlyWhenAsked) {
  const OwnedAttention text = Text(9, 23);
  EXPECT_EQ(StepsOf(text, 4, Form::kOnePass, {}, false).size(), 5U);
  EXPECT_EQ(StepsOf(text, 4, Form::kOnePass, {}, true).size(), 6U);
}

TEST(GenerationSteps, ThatWereRecordedAreAllThereAre) {
  const OwnedAttention text = Text(9, 24);
  EXPECT_EQ(StepsOf(text, 4, Form::kCached, {}, false).size(), 6U);
  EXPECT_EQ(StepsOf(text, 4, Form::kWholeSteps, {}, false).size(), 6U);
}

TEST(GenerationSteps, LetThePromptReadItselfInBothDirections) {
  OwnedAttention text = RandomAttention({.layers = 3, .heads = 2, .queries = 8, .keys = 8}, 25);
  constexpr int kPrompt = 5;
  for (auto& layer : text.layers) {
    for (int head = 0; head < 2; ++head) {
      for (int query = 0; query < 8; ++query) {
        for (int key = std::max(query + 1, kPrompt); key < 8; ++key) {
          layer[text.shape.Index(head, query, key)] = 0.0F;
        }
      }
    }
  }
  ExpectNear(StepsOf(text, kPrompt, Form::kOnePass, {}), Recomputed(text, kPrompt, {}), "prefix");
}

TEST(GenerationSteps, WithWeightsOfTheirOwnUseThem) {
  const OwnedAttention early = Text(6, 26);
  const OwnedAttention late = Text(7, 27);
  Sample sample;
  sample.steps.push_back(Pass(early, 6, 6));
  sample.steps.push_back(Pass(late, 7, 7));
  std::vector<Sample> samples;
  samples.push_back(std::move(sample));
  const Input input = Input::Open(std::move(samples)).value();
  const auto steps = StepsOf(GenerationSteps::Start(input, {.prompt_length = 6}));
  ExpectNear({steps.at(0)}, Recomputed(early, 6, {}), "early");
  ExpectNear({steps.at(1)}, Recomputed(late, 7, {}), "late");
}

TEST(GenerationSteps, RefuseAttentionToTokensGeneratedLater) {
  OwnedAttention text = Text(6, 28);
  text.layers[1][text.shape.Index(2, 3, 5)] = 0.25F;
  const auto steps = GenerationSteps::Start(text.View(), {.prompt_length = 2});
  ASSERT_FALSE(steps.ok());
  EXPECT_EQ(steps.error().code, ErrorCode::kNotCausal);
  EXPECT_EQ(steps.error().place, (Place{.layer = 1, .head = 2, .row = 3, .column = 5}));
}

TEST(GenerationSteps, RefuseAPromptThatIsEmptyOrLeavesNothing) {
  const OwnedAttention text = Text(6, 29);
  for (const auto& [prompt, next] : std::vector<std::pair<int, bool>>{
           {0, false}, {-1, true}, {6, false}, {7, false}, {7, true}}) {
    const auto steps = GenerationSteps::Start(text.View(), {.prompt_length = prompt, .next = next});
    ASSERT_FALSE(steps.ok()) << prompt;
    EXPECT_EQ(steps.error().code, ErrorCode::kOption);
  }
}

TEST(GenerationSteps, RefuseAnotherPromptThanTheRecordedOneAndStepsThatDoNotGrow) {
  const OwnedAttention text = Text(6, 30);
  const auto other = GenerationSteps::Start(InputOf(text, 3, Form::kCached), {.prompt_length = 4});
  ASSERT_FALSE(other.ok());
  EXPECT_EQ(other.error().code, ErrorCode::kOption);
  const auto same = GenerationSteps::Start({text.View(), text.View()}, {});
  ASSERT_FALSE(same.ok());
  EXPECT_EQ(same.error().code, ErrorCode::kSteps);
}

TEST(Input, ShowsARecordedGenerationAsTheTextThatItsLastPassSees) {
  const OwnedAttention text = Text(7, 31);
  const AttentionView view = text.View();
  for (const Form form : {Form::kCached, Form::kWholeSteps}) {
    const Input input = InputOf(text, 4, form);
    EXPECT_EQ(input.recorded_steps(), 4);
    EXPECT_EQ(input.prompt_length(), 4);
    ASSERT_EQ(input.attention().shape(), text.shape);
    EXPECT_TRUE(input.inspection().causal);
    for (int layer = 0; layer < text.shape.layers; ++layer) {
      EXPECT_TRUE(std::ranges::equal(input.attention().Layer(layer), view.Layer(layer)));
    }
  }
}

TEST(GenerationSteps, SayAtWhichLayerTheyLeaveTheRangeOfFloat) {
  const AttentionShape shape{.layers = 200, .heads = 1, .queries = 3, .keys = 3};
  const OwnedAttention text{
      shape, std::vector<std::vector<float>>(200, {1, 0, 0, 0.5F, 0.5F, 0, 0.5F, 0.25F, 0.25F})};
  LayerOptions options;
  options.residual.kind = ResidualKind::kAdd;
  for (const double ratio : {0.0, 0.1}) {
    options.discard.ratio = ratio;
    auto steps = GenerationSteps::Start(text.View(), {.layer = options, .prompt_length = 2});
    ASSERT_TRUE(steps.ok());
    EXPECT_EQ(steps->Next(), ratio > 0);
    if (ratio > 0) continue;  // a discard gives rows shares
    ASSERT_TRUE(steps->error());
    EXPECT_EQ(steps->error()->code, ErrorCode::kOutOfRange);
    // The second row's first entry is 2^k - 1.5^k: of 129 layers more than FLT_MAX.
    EXPECT_EQ(steps->error()->place, (Place{.layer = 128}));
    EXPECT_FALSE(steps->Next());
  }
}

TEST(GenerationSteps, OfMoreLayersThanTokensAreThoseOfNestedLoops) {
  for (const ResidualKind kind : {ResidualKind::kAverage, ResidualKind::kRecurrent}) {
    const OwnedAttention text =
        RandomAttention({.layers = 40, .heads = 1, .queries = 5, .keys = 5}, 11, true);
    LayerOptions options;
    options.residual.kind = kind;
    options.discard.ratio = 0.2;
    ExpectNear(StepsOf(text, 3, Form::kOnePass, options), Recomputed(text, 3, options),
               "40 layers of 5 tokens");
  }
}

}  // namespace
}  // namespace headwater
