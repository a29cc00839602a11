#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "headwater/error.h"
#include "headwater/read/sample.h"
#include "read/json/json_tokenizer.h"
#include "read/json/text_position.h"
#include "read/page/page_builder.h"

namespace headwater {

// Looks for object literals in the text of a page or script that arrives in pieces, and gives them
// to a PageBuilder. Every brace may begin one; where it turns out that it does not, the search goes
// on behind it. The text is only read: nothing in it is run.
// O(bytes).
class PageScanner {
 public:
  explicit PageScanner(std::uint64_t max_bytes) : builder_(max_bytes) {}

  // The next bytes of the text. An error, which ends the reading, only for weights that break off
  // in the middle; places are those in the text.
  std::optional<Error> Push(std::string_view bytes);
  // The text is complete; another one may follow.
  std::optional<Error> EndText();

  std::uint64_t position() const { return text_.position(); }
  bool has_samples() const { return builder_.has_samples(); }
  std::vector<Sample> TakeSamples() { return builder_.TakeSamples(); }

 private:
  enum class State : std::uint8_t {
    kSearch,
    kLiteral,
    // BertViz repeats the literal in a comment behind it.
    kBehind,
    kSlash,
    kComment,
  };

  // Takes bytes off the front of `rest`.
  void Search(std::string_view& rest);
  void PassBehind(std::string_view& rest);
  void ReadLiteral(std::string_view piece, std::string_view& rest);
  void AddPlace(Error& error, std::string_view piece, std::string_view rest) const;

  State state_ = State::kSearch;
  JsonTokenizer tokenizer_;
  PageBuilder builder_;
  TextPosition text_;
  std::optional<Error> error_;
};

}  // namespace headwater
