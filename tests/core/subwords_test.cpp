#include "headwater/subwords.h"

#include <gtest/gtest.h>

namespace headwater {
namespace {

using Tokens = std::vector<std::string>;

Tokens WordsOf(const Tokens& tokens) {
  Tokens words;
  for (const std::vector<int>& word : GroupPieces(tokens, FindPieceStyle(tokens))) {
    words.push_back(JoinPieces(tokens, word));
  }
  return words;
}

TEST(Subwords, JoinsWordPieceContinuations) {
  const Tokens tokens = {"[CLS]", "un", "##aff", "##able", ",", "isn", "'", "t", "[SEP]"};
  EXPECT_EQ(FindPieceStyle(tokens), PieceStyle::kWordPiece);
  EXPECT_EQ(WordsOf(tokens), (Tokens{"[CLS]", "unaffable", ",", "isn", "'", "t", "[SEP]"}));
}

TEST(Subwords, JoinsByteLevelPiecesUpToTheNextSpace) {
  const Tokens tokens = {"<s>", "The", "Ġquick", "er", "Ġfo", "x", ".", "Ċ", "Next", "</s>"};
  EXPECT_EQ(FindPieceStyle(tokens), PieceStyle::kByteLevel);
  EXPECT_EQ(WordsOf(tokens), (Tokens{"<s>", "The", "Ġquicker", "Ġfox", ".", "ĊNext", "</s>"}));
}

TEST(Subwords, JoinsSentencePieces) {
  const Tokens tokens = {"▁Das", "▁ist", "▁", "wunder", "bar", "!", "</s>"};
  EXPECT_EQ(FindPieceStyle(tokens), PieceStyle::kSentencePiece);
  EXPECT_EQ(WordsOf(tokens), (Tokens{"▁Das", "▁ist", "▁wunderbar", "!", "</s>"}));
}

TEST(Subwords, JoinsPiecesThatShowTheirSpace) {
  EXPECT_EQ(WordsOf({"The", " ani", "mal", " did", "n", "'t"}),
            (Tokens{"The", " animal", " didn't"}));
}

TEST(Subwords, LetsTokensWithoutSignsStandAlone) {
  const Tokens tokens = {"the", "fox", "jumps"};
  EXPECT_EQ(FindPieceStyle(tokens), PieceStyle::kNone);
  EXPECT_EQ(WordsOf(tokens), tokens);
  EXPECT_TRUE(GroupPieces({}, PieceStyle::kNone).empty());
}

TEST(Subwords, GroupsEveryPositionOnceAndInOrder) {
  const Tokens tokens = {"##odd", "Ġa", "##", "▁b", "", "[MASK]", "c", "<x", ">", "##."};
  for (const PieceStyle style : {PieceStyle::kNone, PieceStyle::kWordPiece, PieceStyle::kByteLevel,
                                 PieceStyle::kSentencePiece, PieceStyle::kSpace}) {
    std::vector<int> positions;
    for (const std::vector<int>& word : GroupPieces(tokens, style)) {
      positions.insert(positions.end(), word.begin(), word.end());
    }
    EXPECT_EQ(positions, (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  }
}

}  // namespace
}  // namespace headwater
