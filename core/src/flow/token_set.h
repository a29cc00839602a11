#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace headwater {

// Sets of tokens as bits, 64 to a word. Algorithms work on pointers to the words of one set.
using TokenWord = std::uint64_t;

constexpr int kTokensPerWord = 64;

constexpr int WordsFor(int tokens) { return (tokens + kTokensPerWord - 1) / kTokensPerWord; }

// Unsigned, so that both become a shift: a tenth of the solver's time.
inline unsigned WordOf(int token) { return static_cast<unsigned>(token) / kTokensPerWord; }
inline TokenWord TokenBit(int token) {
  return TokenWord{1} << (static_cast<unsigned>(token) % kTokensPerWord);
}

inline void Insert(TokenWord* set, int token) { set[WordOf(token)] |= TokenBit(token); }

inline void Erase(TokenWord* set, int token) { set[WordOf(token)] &= ~TokenBit(token); }

// Without a branch: whether an arc ends up full or empty cannot be predicted.
inline void EraseIf(bool condition, TokenWord* set, int token) {
  set[WordOf(token)] &=
      ~(static_cast<TokenWord>(condition) << (static_cast<unsigned>(token) % kTokensPerWord));
}

// Where a set holds a token: for loops over bits, which know it, and for sets of which only the
// first word is ever used.
struct TokenPlace {
  unsigned word;
  TokenWord bit;
};

template <int kWords>
TokenPlace PlaceOf(int token) {
  return {kWords == 1 ? 0 : WordOf(token), TokenBit(token)};
}

inline void Insert(TokenWord* set, TokenPlace place) { set[place.word] |= place.bit; }

inline void EraseIf(bool condition, TokenWord* set, TokenPlace place) {
  set[place.word] &= ~((TokenWord{0} - static_cast<TokenWord>(condition)) & place.bit);
}

inline bool Contains(const TokenWord* set, int token) {
  return (set[WordOf(token)] & TokenBit(token)) != 0;
}

// Calls visit(token) for each token of the set, ascending.
template <typename Visit>
void ForEachToken(const TokenWord* set, int words, Visit visit) {
  for (int word = 0; word < words; ++word) {
    for (TokenWord rest = set[word]; rest != 0; rest &= rest - 1) {
      visit(word * kTokensPerWord + std::countr_zero(rest));
    }
  }
}

// Sets numbered [group][set], each of `words` words: one per node of a layered graph.
class TokenSets {
 public:
  TokenSets(int groups, int sets_per_group, int words)
      : group_size_(static_cast<std::size_t>(sets_per_group) * static_cast<std::size_t>(words)),
        words_(static_cast<std::size_t>(words)),
        bits_(static_cast<std::size_t>(groups) * group_size_) {}

  TokenWord* Set(int group, int set) {
    return bits_.data() + static_cast<std::size_t>(group) * group_size_ +
           static_cast<std::size_t>(set) * words_;
  }
  const TokenWord* Set(int group, int set) const {
    return const_cast<TokenSets*>(this)->Set(group, set);
  }

 private:
  std::size_t group_size_;
  std::size_t words_;
  std::vector<TokenWord> bits_;
};

}  // namespace headwater
