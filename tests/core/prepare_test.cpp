#include "headwater/prepare.h"

#include <gtest/gtest.h>

#include "core/support/random_attention.h"

namespace headwater {
namespace {

using testing::OwnedAttention;
using testing::RandomAttention;

TEST(Prepare, LeavesOutPositionsThatAreInNoGroup) {
  const auto attention = RandomAttention({.layers = 2, .heads = 2, .queries = 4, .keys = 4}, 9);
  const PositionGroups kept = {{0}, {2}};
  const AttentionTensor cropped =
      Prepare(attention.View(), {.query_groups = kept, .key_groups = kept});
  EXPECT_EQ(cropped.shape(), (AttentionShape{.layers = 2, .heads = 2, .queries = 2, .keys = 2}));
  const auto view = cropped.View(0);
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->At(1, 1, 1, 0), attention.View().At(1, 1, 2, 0));
  EXPECT_EQ(view->At(0, 1, 0, 1), attention.View().At(0, 1, 0, 2));
}

TEST(Prepare, SumsOverKeysAndAveragesOverQueries) {
  const AttentionShape shape{.layers = 2, .heads = 3, .queries = 5, .keys = 7};
  const auto attention = RandomAttention(shape, 10);
  const PositionGroups queries = {{0, 1, 2}, {4}};
  const PositionGroups keys = {{0}, {1, 2}, {3, 4, 5, 6}};
  const AttentionTensor merged =
      Prepare(attention.View(), {.query_groups = queries, .key_groups = keys});
  const auto view = merged.View(0);
  ASSERT_TRUE(view.ok());
  for (int layer = 0; layer < shape.layers; ++layer) {
    for (int head = 0; head < shape.heads; ++head) {
      for (std::size_t row = 0; row < queries.size(); ++row) {
        for (std::size_t column = 0; column < keys.size(); ++column) {
          double mean = 0.0;
          for (const int query : queries[row]) {
            for (const int key : keys[column]) {
              mean += static_cast<double>(attention.View().At(layer, head, query, key));
            }
          }
          mean /= static_cast<double>(queries[row].size());
          EXPECT_NEAR(static_cast<double>(
                          view->At(layer, head, static_cast<int>(row), static_cast<int>(column))),
                      mean, 1e-7);
        }
      }
    }
  }
}

TEST(Prepare, CopiesBitByBitWhatIsNotChanged) {
  const AttentionShape shape{.layers = 1, .heads = 2, .queries = 6, .keys = 6};
  const auto attention = RandomAttention(shape, 11);
  const AttentionTensor copy = Prepare(
      attention.View(), {.query_groups = SinglePositions(6), .key_groups = SinglePositions(6)});
  const auto weights = copy.Layer(0, 0);
  EXPECT_EQ(std::vector<float>(weights.begin(), weights.end()), attention.layers[0]);
}

TEST(Prepare, RenormalisesRowsAndKeepsRowsOfZeros) {
  const OwnedAttention attention{{.layers = 1, .heads = 1, .queries = 2, .keys = 2},
                                 {{0.125F, 0.375F, 0.0F, 0.0F}}};
  const AttentionTensor prepared = Prepare(attention.View(), {.query_groups = SinglePositions(2),
                                                              .key_groups = SinglePositions(2),
                                                              .renormalise_rows = true});
  const auto weights = prepared.Layer(0, 0);
  EXPECT_EQ(std::vector<float>(weights.begin(), weights.end()),
            (std::vector<float>{0.25F, 0.75F, 0.0F, 0.0F}));
}

}  // namespace
}  // namespace headwater
