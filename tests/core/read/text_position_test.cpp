#include "read/text_position.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace headwater {
namespace {

TEST(TextPosition, CountsLinesAndColumnsFromOne) {
  TextPosition text;
  text.Advance("ab\n\nc");
  const TextPosition::Point point = text.WordStart("[]", 1);
  EXPECT_EQ(point.byte, 6U);
  EXPECT_EQ(point.line, 3U);
  EXPECT_EQ(point.column, 3U);
}

TEST(TextPosition, GoesBackToTheStartOfAWordAcrossPieces) {
  for (std::size_t split = 0; split <= 6; ++split) {
    const std::string_view text = "[ 1e-5]";
    TextPosition position;
    position.Advance(text.substr(0, split));
    EXPECT_EQ(position.WordStart(text.substr(split), 6 - split).byte, 2U) << "split at " << split;
  }
}

TEST(TextPosition, LooksBackNoFurtherThan64Bytes) {
  TextPosition text;
  EXPECT_EQ(text.WordStart(std::string(100, '7'), 100).byte, 36U);
}

}  // namespace
}  // namespace headwater
