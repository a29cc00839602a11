#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace headwater {

// How a tokenizer writes which pieces belong to one word.
enum class PieceStyle : std::uint8_t {
  kNone,           // the tokens do not tell
  kWordPiece,      // "##" before a piece that goes on: BERT
  kByteLevel,      // "Ġ" (and "Ċ", a line end) before a piece that begins: GPT-2, RoBERTa, Llama 3
  kSentencePiece,  // "▁" before a piece that begins: T5, XLM-R, Llama 2
  kSpace,          // a space before a piece that begins: byte-level pieces made readable
};

// The style whose sign occurs, in the order above. O(characters).
PieceStyle FindPieceStyle(std::span<const std::string> tokens);

// Positions in groups, a word each, ascending. A token is a word of its own when it is special
// ("[SEP]", "<s>") or nothing but ASCII punctuation, whatever the style, as BERT's own tokenizer
// splits; after one, a word begins. Every position is a group of its own for kNone. O(characters).
std::vector<std::vector<int>> GroupPieces(std::span<const std::string> tokens, PieceStyle style);

// The pieces of a word as one token: the first with its sign, the others without theirs.
std::string JoinPieces(std::span<const std::string> tokens, std::span<const int> word);

}  // namespace headwater
