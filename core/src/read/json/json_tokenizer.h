#pragma once

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "read/json/json_fault.h"

namespace headwater {

enum class JsonToken : std::uint8_t {
  kNone,  // all bytes are used up
  kBeginObject,
  kEndObject,
  kBeginArray,
  kEndArray,
  kComma,  // between the elements of an array
  kKeyPart,
  kKey,
  kStringPart,
  kString,
  kNumber,
  kBool,
  kNull,
  kFault,
};

enum class JsonDialect : std::uint8_t {
  kJson,
  // JavaScript's object literals too: names without quotes for keys, single quotes, its escapes, a
  // comma before a closing bracket, undefined for null.
  kJavaScript,
};

// Splits JSON texts (RFC 8259), one after the other, into tokens. The bytes arrive in pieces that
// may end anywhere; tokens and faults are those of the whole, except that strings come in parts.
// NaN, Infinity and -Infinity, which Python's json.dumps writes, count as numbers. Bytes of strings
// are passed on as they are, UTF-8 or not. Of several equal keys each is a token.
// O(bytes) time; memory for one number.
class JsonTokenizer {
 public:
  static constexpr std::size_t kMaxDepth = 256;
  static constexpr std::size_t kMaxNumberBytes = 4096;

  explicit JsonTokenizer(JsonDialect dialect = JsonDialect::kJson) : dialect_(dialect) {}

  // Takes the next token off the front of `rest`, the bytes that follow those taken so far. A
  // number at the end of `rest` may go on and is held back. Not to be called after kFault.
  JsonToken Next(std::string_view& rest);
  // Inside of no text.
  bool between_texts() const { return state_ == State::kDocument; }
  // After the last byte, until kNone: a number that ended the text, or kFault with kCutOff.
  JsonToken End();

  // Of a number, all of it; of a string or key, what comes after the last part, escapes decoded and
  // lone surrogates replaced by U+FFFD. Until the next call.
  std::string_view text() const { return text_; }
  JsonFault fault() const { return fault_; }
  // How many bytes before the end of the taken ones the last token's place is: its first byte, or
  // the closing quote of a string or key; of a fault the byte that is wrong, or the first of the
  // number, word or escape that is. No line ends between.
  std::uint64_t bytes_back() const { return position_ - token_; }

  // The caller has taken elements of the open array itself, each with the comma after it. Only
  // right after kBeginArray or kComma.
  void PassElements() { state_ = State::kElement; }

 private:
  enum class State : std::uint8_t {
    kDocument,  // between two texts
    kFirstKey,
    kKey,
    kColon,
    kMember,  // after the colon
    kFirstElement,
    kElement,
    kAfterValue,
    // Inside of a token.
    kString,
    kEscape,
    kHex,
    kName,
    kWord,
    kMinus,
    kZero,
    kInteger,
    kPoint,
    kFraction,
    kExponentSign,
    kExponentStart,
    kExponent,
  };

  JsonToken Scan(const char*& at, const char* end);
  JsonToken BeginValue(const char*& at, const char* end);
  JsonToken BeginString(bool key, const char*& at, const char* end);
  JsonToken BeginKey(const char*& at, const char* end);
  JsonToken ScanName(const char*& at, const char* end);
  JsonToken BeginWord(std::string_view word, JsonToken token, const char*& at, const char* end);
  JsonToken Open(bool object, const char*& at);
  JsonToken Close(const char*& at);
  JsonToken AfterValue(const char*& at);

  JsonToken ScanWord(const char*& at, const char* end);
  JsonToken ScanNumber(const char* begin, const char*& at, const char* end);
  bool NumberGoesOn(const char*& at, const char* end);
  JsonToken ScanString(const char*& at, const char* end);
  JsonToken ScanBody(const char*& at, const char* end);
  JsonToken ScanEscape(const char*& at);
  JsonToken ScanHex(const char*& at);
  // What a backslash and `byte` stand for; 0 when they stand for nothing.
  char Unescaped(char byte) const;
  void Decode(unsigned code_unit);
  void AppendDecoded(unsigned code_point);
  JsonToken DecodedPart();
  JsonToken Part(std::string_view text);

  bool NumberIsComplete() const;
  void EndValue() { state_ = depth_ == 0 ? State::kDocument : State::kAfterValue; }
  bool javascript() const { return dialect_ == JsonDialect::kJavaScript; }
  bool in_object() const { return depth_ > 0 && objects_[depth_ - 1]; }
  JsonFault FaultOfValue(char byte) const;
  // At the byte `at`.
  JsonToken FaultAt(JsonFault fault, const char* at);
  // At the start of the token.
  JsonToken FaultOfToken(JsonFault fault);
  std::uint64_t PositionOf(const char* at) const {
    return position_ + static_cast<std::uint64_t>(at - piece_);
  }

  JsonDialect dialect_;
  State state_ = State::kDocument;
  JsonFault fault_ = JsonFault::kNone;
  std::size_t depth_ = 0;
  std::bitset<kMaxDepth> objects_;  // which of the open brackets are braces

  const char* piece_ = nullptr;  // where the bytes of this call begin
  std::uint64_t position_ = 0;   // bytes before them
  std::uint64_t token_ = 0;      // place of the token
  std::string_view text_;

  bool is_key_ = false;
  char quote_ = '"';
  unsigned high_surrogate_ = 0;  // waits for its other half
  unsigned code_unit_ = 0;
  int hex_digits_ = 0;
  int hex_size_ = 4;
  std::uint64_t escape_ = 0;  // place of its backslash
  std::array<char, 8> decoded_ = {};
  std::size_t decoded_size_ = 0;

  std::string_view word_;
  std::size_t word_matched_ = 0;
  JsonToken word_token_ = JsonToken::kNone;

  std::string number_;  // what earlier pieces held of it
};

}  // namespace headwater
