#include "read/page/page_scanner.h"

#include <algorithm>
#include <cstddef>
#include <string>

namespace headwater {

std::optional<Error> PageScanner::Push(std::string_view piece) {
  std::string_view rest = piece;
  while (!rest.empty() && !error_) {
    switch (state_) {
      case State::kSearch:
        Search(rest);
        break;
      case State::kLiteral:
        ReadLiteral(piece, rest);
        break;
      default:
        PassBehind(rest);
    }
  }
  text_.Advance(piece);
  return error_;
}

std::optional<Error> PageScanner::EndText() {
  if (!error_ && state_ == State::kLiteral && builder_.in_tensor()) {
    error_ = Error{ErrorCode::kTruncated,
                   "the text ends inside of the weights",
                   {.byte = static_cast<std::int64_t>(position())}};
  }
  builder_.DropLiteral();
  state_ = State::kSearch;
  return error_;
}

void PageScanner::Search(std::string_view& rest) {
  rest.remove_prefix(std::min(rest.find('{'), rest.size()));
  if (rest.empty()) return;
  tokenizer_ = JsonTokenizer(JsonDialect::kJavaScript);
  state_ = State::kLiteral;
}

void PageScanner::PassBehind(std::string_view& rest) {
  const char byte = rest.front();
  switch (state_) {
    case State::kBehind:
      if (byte == '/') {
        state_ = State::kSlash;
      } else if (byte != ' ' && byte != ';') {
        state_ = State::kSearch;
        return;
      }
      break;
    case State::kSlash:
      state_ = byte == '/' ? State::kComment : State::kSearch;
      break;
    default:
      rest.remove_prefix(std::min(rest.find('\n'), rest.size()));
      if (!rest.empty()) state_ = State::kSearch;
      return;
  }
  rest.remove_prefix(1);
}

void PageScanner::ReadLiteral(std::string_view piece, std::string_view& rest) {
  while (state_ == State::kLiteral) {
    const JsonToken token = tokenizer_.Next(rest);
    if (token == JsonToken::kNone) return;
    if (token == JsonToken::kFault) {
      state_ = State::kSearch;
      if (builder_.in_tensor()) {
        error_ = Error{ErrorCode::kNotJson,
                       "the weights break off: " + std::string(Reason(tokenizer_.fault()))};
        AddPlace(*error_, piece, rest);
      }
      return builder_.DropLiteral();
    }
    builder_.Take(token, tokenizer_.text());
    if (Error* const error = builder_.new_error()) AddPlace(*error, piece, rest);
    if (tokenizer_.between_texts()) {
      builder_.EndLiteral();
      state_ = State::kBehind;
    } else if (builder_.in_row() &&
               (token == JsonToken::kBeginArray || token == JsonToken::kComma)) {
      const std::size_t taken = builder_.ScanRow(rest);
      if (taken > 0) tokenizer_.PassElements();
      rest.remove_prefix(taken);
    }
  }
}

void PageScanner::AddPlace(Error& error, std::string_view piece, std::string_view rest) const {
  const TextPosition::Point point =
      text_.PointBefore(piece, piece.size() - rest.size(), tokenizer_.bytes_back());
  error.place.byte = static_cast<std::int64_t>(point.byte);
  error.place.line = static_cast<std::int64_t>(point.line);
  error.place.line_column = static_cast<std::int64_t>(point.column);
}

}  // namespace headwater
