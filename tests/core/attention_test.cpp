#include "headwater/attention.h"

#include <gtest/gtest.h>

#include <limits>
#include <vector>

namespace headwater {
namespace {

using Layers = std::vector<std::span<const float>>;

TEST(AttentionView, IndexesLayerHeadQueryKeyWithKeyFastest) {
  const AttentionShape shape{.layers = 2, .heads = 2, .queries = 2, .keys = 3};
  std::vector<float> first(12);
  std::vector<float> second(12);
  for (std::size_t i = 0; i < 12; ++i) {
    first[i] = static_cast<float>(i);
    second[i] = static_cast<float>(100 + i);
  }
  const auto view = MakeAttentionView(shape, Layers{first, second});
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->At(0, 0, 0, 1), 1.0F);
  EXPECT_EQ(view->At(0, 0, 1, 0), 3.0F);
  EXPECT_EQ(view->At(0, 1, 0, 0), 6.0F);
  EXPECT_EQ(view->At(1, 1, 1, 2), 111.0F);
  EXPECT_EQ(view->Head(1, 1).front(), 106.0F);
}

TEST(AttentionView, RefusesANegativeWeightAndSaysWhere) {
  const AttentionShape shape{.layers = 1, .heads = 2, .queries = 2, .keys = 2};
  const std::vector<float> weights{1, 0, 0, 1, 1, 0, 1.25F, -0.25F};
  const auto view = MakeAttentionView(shape, Layers{weights});
  ASSERT_FALSE(view.ok());
  EXPECT_EQ(view.error().code, ErrorCode::kNegative);
  EXPECT_EQ(view.error().place, (Place{.layer = 0, .head = 1, .row = 1, .column = 1}));
}

TEST(AttentionView, RefusesNanAndInfinity) {
  const AttentionShape shape{.layers = 1, .heads = 1, .queries = 1, .keys = 2};
  for (const float bad :
       {std::numeric_limits<float>::quiet_NaN(), std::numeric_limits<float>::infinity(),
        -std::numeric_limits<float>::infinity()}) {
    const std::vector<float> weights{1, bad};
    const auto view = MakeAttentionView(shape, Layers{weights});
    ASSERT_FALSE(view.ok());
    EXPECT_EQ(view.error().code, ErrorCode::kNotFinite);
    EXPECT_EQ(view.error().place.column, 1);
  }
}

TEST(AttentionView, RefusesALayerOfAnotherSize) {
  const AttentionShape shape{.layers = 2, .heads = 1, .queries = 2, .keys = 2};
  const std::vector<float> whole{1, 0, 0, 1};
  const std::vector<float> cut{1, 0, 0};
  const auto view = MakeAttentionView(shape, Layers{whole, cut});
  ASSERT_FALSE(view.ok());
  EXPECT_EQ(view.error().code, ErrorCode::kRagged);
  EXPECT_EQ(view.error().place.layer, 1);
}

TEST(AttentionView, RefusesAnEmptyTensor) {
  const auto view = MakeAttentionView({}, {});
  ASSERT_FALSE(view.ok());
  EXPECT_EQ(view.error().code, ErrorCode::kEmptyInput);
}

TEST(Error, MessageNamesWhatWhereAndTheRemedy) {
  const Error error{ErrorCode::kNegative, "a weight is negative (-0.25)", {.layer = 2, .row = 1}};
  const std::string message = error.Message();
  EXPECT_TRUE(message.starts_with("A weight is negative (-0.25) at layer 2, row 1")) << message;
  EXPECT_NE(message.find("softmax"), std::string::npos) << message;
}

TEST(Error, CatalogueHasARowForEveryCodeUnderAUniqueName) {
  for (const ErrorEntry& entry : ErrorCatalogue()) {
    EXPECT_EQ(&Entry(entry.code), &entry) << entry.name;
    for (const ErrorEntry& other : ErrorCatalogue()) {
      EXPECT_TRUE(&other == &entry || other.name != entry.name) << entry.name;
    }
  }
}

}  // namespace
}  // namespace headwater
