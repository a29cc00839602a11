// The part of JsonTokenizer that reads strings and keys.
#include <bit>
#include <cstring>

#include "read/json/json_tokenizer.h"
#include "read/json/utf8.h"

namespace headwater {
namespace {

constexpr unsigned kReplacement = 0xFFFD;

bool IsDigit(char byte) { return byte >= '0' && byte <= '9'; }

// -1 when it is none.
int HexDigit(char byte) {
  if (IsDigit(byte)) return byte - '0';
  const int lower = byte | 0x20;
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

char UnescapedJson(char byte) {
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

bool EndsBody(char byte, char quote) {
  return byte == quote || byte == '\\' || static_cast<unsigned char>(byte) < 0x20;
}

// The first byte that is a quote, a backslash or a control character. Eight bytes at a time: the
// well-known test for a zero byte in a word, whose lowest hit is always a true one.
const char* EndOfBody(const char* at, const char* end, char quote) {
  static_assert(std::endian::native == std::endian::little);
  constexpr std::uint64_t kOnes = 0x0101010101010101U;
  constexpr std::uint64_t kHighs = 0x8080808080808080U;
  while (end - at >= 8) {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof(bytes));
    const std::uint64_t quotes = bytes ^ (kOnes * static_cast<unsigned char>(quote));
    const std::uint64_t backslash = bytes ^ (kOnes * '\\');
    const std::uint64_t hits = (((quotes - kOnes) & ~quotes) | ((backslash - kOnes) & ~backslash) |
                                ((bytes - kOnes * 0x20) & ~bytes)) &
                               kHighs;
    if (hits != 0) return at + std::countr_zero(hits) / 8;
    at += 8;
  }
  while (at != end && !EndsBody(*at, quote)) ++at;
  return at;
}

std::string_view Between(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

JsonToken JsonTokenizer::BeginString(bool key, const char*& at, const char* end) {
  quote_ = *at;
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
  at = EndOfBody(at, end, quote_);
  const std::string_view body = Between(begin, at);
  if (at == end) return Part(body);
  if (*at == quote_) {
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
  if (*at == 'u' || (*at == 'x' && javascript())) {
    hex_size_ = *at == 'u' ? 4 : 2;
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
  if (++hex_digits_ < hex_size_) return JsonToken::kNone;
  state_ = State::kString;
  Decode(code_unit_);
  return decoded_size_ == 0 ? JsonToken::kNone : DecodedPart();
}

char JsonTokenizer::Unescaped(char byte) const {
  const char plain = UnescapedJson(byte);
  if (plain != 0 || !javascript()) return plain;
  // JavaScript takes any other character for itself; those that mean something else there are rare.
  constexpr std::string_view kMeansSomethingElse = "v0123456789\r\n";
  return kMeansSomethingElse.find(byte) == std::string_view::npos ? byte : char{0};
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

}  // namespace headwater
