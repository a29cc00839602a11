// The part of JsonTokenizer that reads numbers.
#include "read/json/json_tokenizer.h"

namespace headwater {
namespace {

bool IsDigit(char byte) { return byte >= '0' && byte <= '9'; }

const char* EndOfDigits(const char* at, const char* end) {
  while (at != end && IsDigit(*at)) ++at;
  return at;
}

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

// The part of this piece begins at `begin` and is scanned up to `at`.
JsonToken JsonTokenizer::ScanNumber(const char* begin, const char*& at, const char* end) {
  while (at != end && NumberGoesOn(at, end)) {
  }
  const bool too_long = number_.size() + static_cast<std::size_t>(at - begin) > kMaxNumberBytes;
  // Before any other fault, whose turn it would not be in a text split otherwise.
  if (too_long) return FaultOfToken(JsonFault::kNumberTooLong);
  if (state_ == State::kWord) return ScanWord(at, end);
  if (fault_ != JsonFault::kNone) return FaultOfToken(fault_);
  if (at == end) {
    number_.append(begin, at);
    return JsonToken::kNone;
  }
  if (!number_.empty()) number_.append(begin, at);
  text_ = number_.empty() ? Between(begin, at) : std::string_view(number_);
  EndValue();
  return JsonToken::kNumber;
}

// Passes over the next bytes of the number; false when it ends, is bad or turns out a word.
bool JsonTokenizer::NumberGoesOn(const char*& at, const char* end) {
  const char byte = *at;
  const bool digit = IsDigit(byte);
  switch (state_) {
    case State::kMinus:
      if (byte == 'I') {
        word_ = "-Infinity";
        word_token_ = JsonToken::kNumber;
        word_matched_ = 1;
        state_ = State::kWord;
        return false;
      }
      if (!digit) fault_ = JsonFault::kMinusAlone;
      state_ = byte == '0' ? State::kZero : State::kInteger;
      break;
    case State::kPoint:
      if (!digit) fault_ = JsonFault::kNoFraction;
      state_ = State::kFraction;
      break;
    case State::kExponentSign:
      state_ = State::kExponentStart;
      if (byte == '+' || byte == '-') break;
      [[fallthrough]];
    case State::kExponentStart:
      if (!digit) fault_ = JsonFault::kNoExponent;
      state_ = State::kExponent;
      break;
    case State::kZero:
      if (digit) fault_ = JsonFault::kLeadingZero;
      [[fallthrough]];
    default:
      if (digit && fault_ == JsonFault::kNone) {
        at = EndOfDigits(at, end);
        return true;
      }
      if (byte == '.' && (state_ == State::kZero || state_ == State::kInteger)) {
        state_ = State::kPoint;
      } else if ((byte == 'e' || byte == 'E') && state_ != State::kExponent) {
        state_ = State::kExponentSign;
      } else {
        return false;
      }
  }
  if (fault_ != JsonFault::kNone) return false;
  ++at;
  return true;
}

bool JsonTokenizer::NumberIsComplete() const {
  return state_ == State::kZero || state_ == State::kInteger || state_ == State::kFraction ||
         state_ == State::kExponent;
}

}  // namespace headwater
