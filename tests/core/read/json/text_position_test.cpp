#include "read/json/text_position.h"

#include <gtest/gtest.h>

#include <string_view>

namespace headwater {
namespace {

TEST(TextPosition, CountsBytesFromZeroAndLinesAndColumnsFromOne) {
  TextPosition text;
  text.Advance("ab\n\nc");
  const TextPosition::Point point = text.PointBefore("[]", 1, 0);
  EXPECT_EQ(point.byte, 6U);
  EXPECT_EQ(point.line, 3U);
  EXPECT_EQ(point.column, 3U);
}

TEST(TextPosition, GoesBackAcrossPieces) {
  const std::string_view text = "[\n 1e-5]";
  for (std::size_t split = 0; split <= 7; ++split) {
    TextPosition position;
    position.Advance(text.substr(0, split));
    const TextPosition::Point point = position.PointBefore(text.substr(split), 7 - split, 4);
    EXPECT_EQ(point.byte, 3U) << "split at " << split;
    EXPECT_EQ(point.line, 2U) << "split at " << split;
    EXPECT_EQ(point.column, 2U) << "split at " << split;
  }
}

}  // namespace
}  // namespace headwater
