#include "read/json_tokenizer.h"

#include <bit>
#include <cstring>

#include "read/utf8.h"

namespace headwater {
namespace {

constexpr unsigned kReplacement = 0xFFFD;

bool IsSpace(char byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

bool IsDigit(char byte) { return byte >= '0' && byte <= '9'; }

bool IsLetter(char byte) {
  const int lower = byte | 0x20;
  return lower >= 'a' && lower <= 'z';
}

// -1 when it is none.
int HexDigit(char byte) {
  if (IsDigit(byte)) return byte - '0';
  const int lower = byte | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// What a backslash and `byte` stand for; 0 when they stand for nothing.
char Unescaped(char byte) {
  switch (byte) {
    case '"':
    case '\\':
    case '/':
      return byte;
    case 'b':
      return '\b';
    case 'f':
      return '\f';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      return 0;
  }
}

bool EndsBody(char byte) {
  return byte == '"' || byte == '\\' || static_cast<unsigned char>(byte) < 0x20;
}

// The first byte that is a quote, a backslash or a control character. Eight bytes at a time: the
// well-known test for a zero byte in a word, whose lowest hit is always a true one.
const char* EndOfBody(const char* at, const char* end) {
  static_assert(std::endian::native == std::endian::little);
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHighs = 0x8080808080808080U;
  while (end - at >= 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof(bytes));
    const std::uint64_t quote = bytes ^ (kOnes * '"');
    const std::uint64_t backslash = bytes ^ (kOnes * '\\');
    const std::uint64_t hits = (((quote - kOnes) & ~quote) | ((backslash - kOnes) & ~backslash) |
                                ((bytes - kOnes * 0x20) & ~bytes)) &
                               kHighs;
    if (hits != 0) return at + std::countr_zero(hits) / 8;
    at += 8;
  }
  while (at != end && !EndsBody(*at)) ++at;
  return at;
}

const char* EndOfDigits(const char* at, const char* end) {
  while (at != end && IsDigit(*at)) ++at;
  return at;
}

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

std::string_view Reason(JsonFault fault) {
  switch (fault) {
    case JsonFault::kNone:
      break;
    case JsonFault::kValueMissing:
      return "a value is missing";
    case JsonFault::kNoValue:
      return "a value cannot begin with this character";
    case JsonFault::kUnknownWord:
      return "a word is none of true, false and null";
    case JsonFault::kSingleQuotes:
      return "a string must stand in double quotes";
    case JsonFault::kComment:
      return "there are no comments in JSON";
    case JsonFault::kNumberStart:
      return "a number must begin with a digit or a minus sign";
    case JsonFault::kMinusAlone:
      return "a minus sign has no number after it";
    case JsonFault::kLeadingZero:
      return "a number has a needless zero before its other digits";
    case JsonFault::kNoFraction:
      return "a number has no digit after its decimal point";
    case JsonFault::kNoExponent:
      return "a number has no digit in its exponent";
    case JsonFault::kNumberTooLong:
      return "a number is longer than 4096 characters";
    case JsonFault::kKeyNotAString:
      return "a key must be a string in double quotes";
    case JsonFault::kColonMissing:
      return "a colon is missing after a key";
    case JsonFault::kCommaMissing:
      return "a comma is missing";
    case JsonFault::kTrailingComma:
      return "a comma stands before a closing bracket";
    case JsonFault::kWrongBracket:
      return "a closing bracket does not match the open one";
    case JsonFault::kClosesNothing:
      return "a closing bracket closes nothing";
    case JsonFault::kControlCharacter:
      return "a string holds a line end or another control character";
    case JsonFault::kUnknownEscape:
      return "a backslash stands before a character that needs none";
    case JsonFault::kHexDigits:
      return "\\u is not followed by four hexadecimal digits";
    case JsonFault::kTooDeep:
      return "the text is nested more than 256 deep";
    case JsonFault::kCutOff:
      return "the text ends inside of a value";
  }
  return {};
}

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
        if (byte == '"') return BeginString(true, at, end);
        return FaultAt(state_ == State::kKey && byte == '}' ? JsonFault::kTrailingComma
                                                            : JsonFault::kKeyNotAString,
                       at);
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
      if (!IsDigit(*at)) return FaultAt(FaultOfValue(*at), at);
      state_ = State::kInteger;
  }
  number_.clear();
  ++at;
  return ScanNumber(begin, at, end);
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

JsonToken JsonTokenizer::BeginString(bool key, const char*& at, const char* end) {
  token_ = PositionOf(at++);
  is_key_ = key;
  state_ = State::kString;
  return ScanString(at, end);
}

JsonToken JsonTokenizer::ScanString(const char*& at, const char* end) {
  while (at != end) {
    JsonToken token = JsonToken::kNone;
    switch (state_) {
      case State::kString:
        token = ScanBody(at, end);
        break;
      case State::kEscape:
        token = ScanEscape(at);
        break;
      default:
        token = ScanHex(at);
    }
    if (token != JsonToken::kNone) return token;
  }
  return JsonToken::kNone;
}

JsonToken JsonTokenizer::ScanBody(const char*& at, const char* end) {
  if (high_surrogate_ != 0 && *at != '\\') {
    AppendDecoded(kReplacement);
    return DecodedPart();
  }
  const char* const begin = at;
  at = EndOfBody(at, end);
  const std::string_view body = Between(begin, at);
  if (at == end) return Part(body);
  if (*at == '"') {
    token_ = PositionOf(at++);
    text_ = body;
    if (is_key_) {
      state_ = State::kColon;
      return JsonToken::kKey;
    }
    EndValue();
    return JsonToken::kString;
  }
  // What comes before a fault is passed on, as it would be if the text were split there.
  if (!body.empty()) return Part(body);
  if (*at != '\\') return FaultAt(JsonFault::kControlCharacter, at);
  escape_ = PositionOf(at++);
  state_ = State::kEscape;
  return JsonToken::kNone;
}

JsonToken JsonTokenizer::ScanEscape(const char*& at) {
  if (*at == 'u') {
    ++at;
    code_unit_ = 0;
    hex_digits_ = 0;
    state_ = State::kHex;
    return JsonToken::kNone;
  }
  if (high_surrogate_ != 0) {
    AppendDecoded(kReplacement);
    return DecodedPart();
  }
  const char byte = Unescaped(*at);
  if (byte == 0) {
    token_ = escape_;
    return FaultOfToken(JsonFault::kUnknownEscape);
  }
  ++at;
  AppendDecoded(static_cast<unsigned>(byte));
  state_ = State::kString;
  return DecodedPart();
}

JsonToken JsonTokenizer::ScanHex(const char*& at) {
  const int digit = HexDigit(*at);
  if (digit < 0) {
    token_ = escape_;
    return FaultOfToken(JsonFault::kHexDigits);
  }
  ++at;
  code_unit_ = code_unit_ * 16 + static_cast<unsigned>(digit);
  if (++hex_digits_ < 4) return JsonToken::kNone;
  state_ = State::kString;
  Decode(code_unit_);
  return decoded_size_ == 0 ? JsonToken::kNone : DecodedPart();
}

void JsonTokenizer::Decode(unsigned code_unit) {
  const bool low = code_unit >= 0xDC00 && code_unit <= 0xDFFF;
  if (low && high_surrogate_ != 0) {
    const unsigned high = high_surrogate_ - 0xD800;
    AppendDecoded(0x10000 + (high << 10) + (code_unit - 0xDC00));
    return;
  }
  if (high_surrogate_ != 0) AppendDecoded(kReplacement);
  if (code_unit >= 0xD800 && code_unit <= 0xDBFF) {
    high_surrogate_ = code_unit;
  } else {
    AppendDecoded(low ? kReplacement : code_unit);
  }
}

// As UTF-8. Ends the wait for a second half.
void JsonTokenizer::AppendDecoded(unsigned code_point) {
  high_surrogate_ = 0;
  const EncodedCodePoint encoded(code_point);
  const std::string_view text = encoded.text();
  std::memcpy(decoded_.data() + decoded_size_, text.data(), text.size());
  decoded_size_ += text.size();
}

JsonToken JsonTokenizer::DecodedPart() {
  const std::size_t size = decoded_size_;
  decoded_size_ = 0;
  return Part({decoded_.data(), size});
}

JsonToken JsonTokenizer::Part(std::string_view text) {
  text_ = text;
  return is_key_ ? JsonToken::kKeyPart : JsonToken::kStringPart;
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
