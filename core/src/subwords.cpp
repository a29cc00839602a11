#include "headwater/subwords.h"

#include <algorithm>
#include <string_view>

namespace headwater {
namespace {

constexpr std::string_view kContinues = "##";
constexpr std::string_view kByteSpace = "\xC4\xA0";       // Ġ
constexpr std::string_view kByteLineEnd = "\xC4\x8A";     // Ċ
constexpr std::string_view kPieceSpace = "\xE2\x96\x81";  // ▁

bool Continues(std::string_view token) {
  return token.size() > kContinues.size() && token.starts_with(kContinues);
}

bool Begins(std::string_view token, PieceStyle style) {
  switch (style) {
    case PieceStyle::kNone:
      return true;
    case PieceStyle::kWordPiece:
      return !Continues(token);
    case PieceStyle::kByteLevel:
      return token.starts_with(kByteSpace) || token.starts_with(kByteLineEnd);
    case PieceStyle::kSentencePiece:
      return token.starts_with(kPieceSpace);
    case PieceStyle::kSpace:
      return token.starts_with(' ') || token.starts_with('\n');
  }
  return true;
}

bool IsSpecial(std::string_view token) {
  return token.size() > 2 && ((token.front() == '[' && token.back() == ']') ||
                              (token.front() == '<' && token.back() == '>'));
}

bool IsPunctuation(std::string_view token) {
  for (const std::string_view sign : {kByteSpace, kPieceSpace, std::string_view(" ")}) {
    if (token.starts_with(sign)) token.remove_prefix(sign.size());
  }
  return !token.empty() && std::all_of(token.begin(), token.end(), [](char c) {
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
  });
}

bool StandsAlone(std::string_view token) { return IsSpecial(token) || IsPunctuation(token); }

}  // namespace

PieceStyle FindPieceStyle(std::span<const std::string> tokens) {
  const auto any = [tokens](auto shows) {
    return std::any_of(tokens.begin(), tokens.end(), shows);
  };
  if (any(Continues)) return PieceStyle::kWordPiece;
  for (const PieceStyle style :
       {PieceStyle::kByteLevel, PieceStyle::kSentencePiece, PieceStyle::kSpace}) {
    if (any([style](std::string_view token) { return Begins(token, style); })) return style;
  }
  return PieceStyle::kNone;
}

std::vector<std::vector<int>> GroupPieces(std::span<const std::string> tokens, PieceStyle style) {
  std::vector<std::vector<int>> words;
  bool after_word_end = true;
  for (std::size_t position = 0; position < tokens.size(); ++position) {
    // "##" says that a piece goes on, even if it is punctuation.
    const bool goes_on = style == PieceStyle::kWordPiece && Continues(tokens[position]);
    const bool alone = !goes_on && StandsAlone(tokens[position]);
    if (after_word_end || alone || Begins(tokens[position], style)) words.emplace_back();
    words.back().push_back(static_cast<int>(position));
    after_word_end = alone;
  }
  return words;
}

std::string JoinPieces(std::span<const std::string> tokens, std::span<const int> word) {
  std::string text;
  for (const int position : word) {
    std::string_view piece = tokens[static_cast<std::size_t>(position)];
    if (!text.empty() && Continues(piece)) piece.remove_prefix(kContinues.size());
    text += piece;
  }
  return text;
}

}  // namespace headwater
