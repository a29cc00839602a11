#include "read/json/json_tokenizer.h"

namespace headwater {
namespace {

bool IsSpace(char byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

bool IsDigit(char byte) { return byte >= '0' && byte <= '9'; }

bool IsLetter(char byte) {
  const int lower = byte | 0x20;
  return lower >= 'a' && lower <= 'z';
}

bool IsNameByte(char byte) { return IsLetter(byte) || IsDigit(byte) || byte == '_' || byte == '$'; }

}  // namespace

JsonToken JsonTokenizer::Next(std::string_view& rest) {
  piece_ = rest.data();
  const char* at = piece_;
  const JsonToken token = Scan(at, piece_ + rest.size());
  const auto taken = static_cast<std::size_t>(at - piece_);
  position_ += taken;
  rest.remove_prefix(taken);
  return token;
}

JsonToken JsonTokenizer::End() {
  if (state_ == State::kDocument) return JsonToken::kNone;
  if (depth_ == 0 && NumberIsComplete()) {
    text_ = number_;
    EndValue();
    return JsonToken::kNumber;
  }
  token_ = position_;
  fault_ = JsonFault::kCutOff;
  return JsonToken::kFault;
}

JsonToken JsonTokenizer::Scan(const char*& at, const char* end) {
  if (state_ >= State::kString && at != end) {
    if (state_ <= State::kHex) return ScanString(at, end);
    if (state_ == State::kName) return ScanName(at, end);
    return state_ == State::kWord ? ScanWord(at, end) : ScanNumber(at, at, end);
  }
  for (; at != end; ++at) {
    const char byte = *at;
    if (IsSpace(byte)) continue;
    switch (state_) {
      case State::kFirstKey:
        if (byte == '}') return Close(at);
        [[fallthrough]];
      case State::kKey:
        return BeginKey(at, end);
      case State::kColon:
        if (byte != ':') return FaultAt(JsonFault::kColonMissing, at);
        state_ = State::kMember;
        break;
      case State::kFirstElement:
        if (byte == ']') return Close(at);
        return BeginValue(at, end);
      case State::kAfterValue:
        if (byte != ',' || !in_object()) return AfterValue(at);
        state_ = State::kKey;
        break;
      default:
        return BeginValue(at, end);
    }
  }
  return JsonToken::kNone;
}

JsonToken JsonTokenizer::BeginValue(const char*& at, const char* end) {
  token_ = PositionOf(at);
  const char* const begin = at;
  switch (*at) {
    case '{':
      return Open(true, at);
    case '[':
      return Open(false, at);
    case '"':
      return BeginString(false, at, end);
    case '\'':
      if (javascript()) return BeginString(false, at, end);
      break;
    case 'u':
      if (javascript()) return BeginWord("undefined", JsonToken::kNull, at, end);
      break;
    case ']':
      if (javascript() && state_ == State::kElement) return Close(at);
      break;
    case 't':
      return BeginWord("true", JsonToken::kBool, at, end);
    case 'f':
      return BeginWord("false", JsonToken::kBool, at, end);
    case 'n':
      return BeginWord("null", JsonToken::kNull, at, end);
    case 'N':
      return BeginWord("NaN", JsonToken::kNumber, at, end);
    case 'I':
      return BeginWord("Infinity", JsonToken::kNumber, at, end);
    case '-':
      state_ = State::kMinus;
      break;
    case '0':
      state_ = State::kZero;
      break;
    default:
      break;
  }
  if (IsDigit(*at) && *at != '0') state_ = State::kInteger;
  if (*at != '-' && !IsDigit(*at)) return FaultAt(FaultOfValue(*at), at);
  number_.clear();
  ++at;
  return ScanNumber(begin, at, end);
}

JsonToken JsonTokenizer::BeginKey(const char*& at, const char* end) {
  const char byte = *at;
  if (byte == '"' || (byte == '\'' && javascript())) return BeginString(true, at, end);
  if (javascript() && IsNameByte(byte) && !IsDigit(byte)) {
    token_ = PositionOf(at);
    is_key_ = true;
    state_ = State::kName;
    return ScanName(at, end);
  }
  const bool trailing = state_ == State::kKey && byte == '}';
  if (trailing && javascript()) return Close(at);
  return FaultAt(trailing ? JsonFault::kTrailingComma : JsonFault::kKeyNotAString, at);
}

// A key without quotes.
JsonToken JsonTokenizer::ScanName(const char*& at, const char* end) {
  const char* const begin = at;
  while (at != end && IsNameByte(*at)) ++at;
  text_ = {begin, static_cast<std::size_t>(at - begin)};
  if (at == end) return JsonToken::kKeyPart;
  state_ = State::kColon;
  return JsonToken::kKey;
}

JsonFault JsonTokenizer::FaultOfValue(char byte) const {
  switch (byte) {
    case ']':
    case '}':
      if (state_ == State::kDocument) return JsonFault::kClosesNothing;
      if (state_ == State::kMember) return JsonFault::kValueMissing;
      if (byte == '}') return JsonFault::kWrongBracket;
      return JsonFault::kTrailingComma;
    case ',':
    case ':':
      return JsonFault::kValueMissing;
    case '\'':
      return JsonFault::kSingleQuotes;
    case '/':
    case '#':
      return JsonFault::kComment;
    case '+':
    case '.':
      return JsonFault::kNumberStart;
    default:
      return IsLetter(byte) ? JsonFault::kUnknownWord : JsonFault::kNoValue;
  }
}

JsonToken JsonTokenizer::Open(bool object, const char*& at) {
  if (depth_ == kMaxDepth) return FaultAt(JsonFault::kTooDeep, at);
  objects_[depth_++] = object;
  ++at;
  state_ = object ? State::kFirstKey : State::kFirstElement;
  return object ? JsonToken::kBeginObject : JsonToken::kBeginArray;
}

JsonToken JsonTokenizer::Close(const char*& at) {
  token_ = PositionOf(at++);
  const bool object = in_object();
  --depth_;
  EndValue();
  return object ? JsonToken::kEndObject : JsonToken::kEndArray;
}

// Anything but a comma in an object.
JsonToken JsonTokenizer::AfterValue(const char*& at) {
  switch (*at) {
    case ',':
      token_ = PositionOf(at++);
      state_ = State::kElement;
      return JsonToken::kComma;
    case ']':
    case '}':
      if (in_object() != (*at == '}')) return FaultAt(JsonFault::kWrongBracket, at);
      return Close(at);
    default:
      return FaultAt(JsonFault::kCommaMissing, at);
  }
}

JsonToken JsonTokenizer::BeginWord(std::string_view word, JsonToken token, const char*& at,
                                   const char* end) {
  word_ = word;
  word_token_ = token;
  word_matched_ = 0;
  state_ = State::kWord;
  return ScanWord(at, end);
}

JsonToken JsonTokenizer::ScanWord(const char*& at, const char* end) {
  for (; word_matched_ < word_.size(); ++word_matched_, ++at) {
    if (at == end) return JsonToken::kNone;
    if (*at != word_[word_matched_]) return FaultOfToken(JsonFault::kUnknownWord);
  }
  text_ = word_;
  EndValue();
  return word_token_;
}

JsonToken JsonTokenizer::FaultAt(JsonFault fault, const char* at) {
  token_ = PositionOf(at);
  return FaultOfToken(fault);
}

JsonToken JsonTokenizer::FaultOfToken(JsonFault fault) {
  fault_ = fault;
  return JsonToken::kFault;
}

}  // namespace headwater
