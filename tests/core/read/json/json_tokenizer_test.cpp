#include "read/json/json_tokenizer.h"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace headwater {
namespace {

std::string Name(JsonToken token) {
  switch (token) {
    case JsonToken::kBeginObject:
      return "{";
    case JsonToken::kEndObject:
      return "}";
    case JsonToken::kBeginArray:
      return "[";
    case JsonToken::kEndArray:
      return "]";
    case JsonToken::kComma:
      return ",";
    case JsonToken::kKey:
      return "key ";
    case JsonToken::kString:
      return "string ";
    case JsonToken::kNumber:
      return "number ";
    case JsonToken::kBool:
      return "bool";
    case JsonToken::kNull:
      return "null";
    default:
      return "?";
  }
}

struct Outcome {
  std::vector<std::string> tokens;  // strings joined from their parts
  std::string fault;                // "3: a comma is missing"; empty for a good text
};

class Reading {
 public:
  // False after a fault.
  bool Push(std::string_view piece) {
    // Memory of its own, so that a sanitizer sees reads beyond it.
    const std::vector<char> bytes(piece.begin(), piece.end());
    std::string_view rest(bytes.data(), bytes.size());
    for (;;) {
      const JsonToken token = tokenizer_.Next(rest);
      const std::size_t taken = taken_ + bytes.size() - rest.size();
      if (token == JsonToken::kNone) break;
      if (!Add(token, taken)) return false;
    }
    EXPECT_TRUE(rest.empty());
    taken_ += bytes.size();
    return true;
  }

  Outcome End() {
    for (JsonToken token = tokenizer_.End(); token != JsonToken::kNone; token = tokenizer_.End()) {
      if (!Add(token, taken_)) break;
    }
    return outcome_;
  }

  const Outcome& outcome() const { return outcome_; }

 private:
  bool Add(JsonToken token, std::size_t taken) {
    switch (token) {
      case JsonToken::kKeyPart:
      case JsonToken::kStringPart:
        text_ += tokenizer_.text();
        return true;
      case JsonToken::kKey:
      case JsonToken::kString:
      case JsonToken::kNumber:
        text_ += tokenizer_.text();
        break;
      case JsonToken::kFault:
        outcome_.fault = std::to_string(taken - tokenizer_.bytes_back()) + ": " +
                         std::string(Reason(tokenizer_.fault()));
        return false;
      default:
        break;
    }
    outcome_.tokens.push_back(Name(token) + text_);
    text_.clear();
    return true;
  }

  JsonTokenizer tokenizer_;
  Outcome outcome_;
  std::size_t taken_ = 0;
  std::string text_;
};

Outcome Read(std::string_view text, std::size_t piece) {
  Reading reading;
  for (std::size_t at = 0; at < text.size(); at += piece) {
    if (!reading.Push(text.substr(at, piece))) return reading.outcome();
  }
  return reading.End();
}

// The same for every split.
Outcome Read(std::string_view text) {
  const Outcome whole = Read(text, text.size() + 1);
  for (std::size_t piece = 1; piece <= 9; ++piece) {
    const Outcome split = Read(text, piece);
    EXPECT_EQ(split.tokens, whole.tokens) << "pieces of " << piece << " of " << text;
    EXPECT_EQ(split.fault, whole.fault) << "pieces of " << piece << " of " << text;
  }
  return whole;
}

using Tokens = std::vector<std::string>;

TEST(JsonTokenizer, NamesEveryToken) {
  const Outcome outcome = Read(R"( {"a" : [1, true ,false,null,"x"],"":{}, "b":[ ] } )");
  EXPECT_EQ(outcome.fault, "");
  EXPECT_EQ(outcome.tokens,
            (Tokens{"{", "key a",    "[", "number 1", ",", "bool", ",",     "bool", ",", "null",
                    ",", "string x", "]", "key ",     "{", "}",    "key b", "[",    "]", "}"}));
}

TEST(JsonTokenizer, TakesEveryValueAsAWholeText) {
  EXPECT_EQ(Read("[]").tokens, (Tokens{"[", "]"}));
  EXPECT_EQ(Read("\"a\"").tokens, Tokens{"string a"});
  EXPECT_EQ(Read("true").tokens, Tokens{"bool"});
  EXPECT_EQ(Read("false\n").tokens, Tokens{"bool"});
  EXPECT_EQ(Read("null").tokens, Tokens{"null"});
  EXPECT_EQ(Read("12").tokens, Tokens{"number 12"});
  EXPECT_EQ(Read(" \t\r\n").tokens, Tokens{});
}

TEST(JsonTokenizer, TakesSeveralTexts) {
  EXPECT_EQ(Read("[]\n{}1 2\n\"a\"null").tokens,
            (Tokens{"[", "]", "{", "}", "number 1", "number 2", "string a", "null"}));
}

TEST(JsonTokenizer, GivesNumbersAsTheyAreWritten) {
  for (const std::string number :
       {"0", "-0", "7", "-120", "0.5", "-0.50", "10.25", "1e5", "1E5", "1e+05", "1e-5", "0e0",
        "0E-0", "-1.5e300", "123456789012345678901234567890", "NaN", "Infinity", "-Infinity"}) {
    EXPECT_EQ(Read(number).tokens, Tokens{"number " + number});
    EXPECT_EQ(Read(number).fault, "");
    EXPECT_EQ(Read("[" + number + "]").tokens, (Tokens{"[", "number " + number, "]"}));
  }
}

TEST(JsonTokenizer, DecodesStrings) {
  const auto decoded = [](std::string_view body) {
    const Outcome outcome = Read("\"" + std::string(body) + "\"");
    EXPECT_EQ(outcome.fault, "") << body;
    return outcome.tokens.empty() ? std::string() : outcome.tokens.front().substr(7);
  };
  EXPECT_EQ(decoded(""), "");
  EXPECT_EQ(decoded("a longer text without any escape"), "a longer text without any escape");
  EXPECT_EQ(decoded(R"(\"\\\/\b\f\n\r\t)"), "\"\\/\b\f\n\r\t");
  EXPECT_EQ(decoded(R"(a\u0041b\u00e9\u20AC)"), "aAb\xC3\xA9\xE2\x82\xAC");
  EXPECT_EQ(decoded(R"(\u0000)"), std::string(1, '\0'));
  EXPECT_EQ(decoded(R"(\u007f\u0080\u07FF\u0800\uFFFF)"),
            "\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xEF\xBF\xBF");
  EXPECT_EQ(decoded(R"(\ud83d\ude00\uDBFF\uDFFF\uD800\uDC00)"),
            "\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF\xF0\x90\x80\x80");
  EXPECT_EQ(decoded("\x7F\x80\xFF"), "\x7F\x80\xFF") << "UTF-8 or not is another's question";
}

TEST(JsonTokenizer, ReplacesLoneSurrogates) {
  const std::string lone = "\xEF\xBF\xBD";
  const auto tokens = [&](std::string_view body) {
    return Read("[\"" + std::string(body) + "\",\"z\"]").tokens;
  };
  const auto expected = [](const std::string& text) {
    return Tokens{"[", "string " + text, ",", "string z", "]"};
  };
  EXPECT_EQ(tokens(R"(\ud83d)"), expected(lone));
  EXPECT_EQ(tokens(R"(\ude00)"), expected(lone));
  EXPECT_EQ(tokens(R"(\ud83dx)"), expected(lone + "x"));
  EXPECT_EQ(tokens(R"(\ud83d\n)"), expected(lone + "\n"));
  EXPECT_EQ(tokens(R"(\ud83d\u0041)"), expected(lone + "A"));
  EXPECT_EQ(tokens(R"(\ud83d\ud83d\ude00)"), expected(lone + "\xF0\x9F\x98\x80"));
  EXPECT_EQ(tokens(R"(\ude00\ud83d)"), expected(lone + lone));
}

TEST(JsonTokenizer, FindsTheEndOfABodyWhereverItIs) {
  for (std::size_t before = 0; before < 20; ++before) {
    const std::string body(before, '!');  // next to the quote's code
    for (std::size_t after = 0; after < 20; ++after) {
      const std::string text = "\"" + body + "\\n" + std::string(after, '\x7F') + "\"";
      EXPECT_EQ(Read(text).tokens, Tokens{"string " + body + "\n" + std::string(after, '\x7F')});
    }
    EXPECT_EQ(Read("\"" + body + "\x1F..........\"").fault,
              std::to_string(before + 1) +
                  ": a string holds a line end or another control "
                  "character");
  }
}

TEST(JsonTokenizer, AllowsADepthOf256AndNoMore) {
  const std::string open(256, '[');
  EXPECT_EQ(Read(open + std::string(256, ']')).fault, "");
  EXPECT_EQ(Read(open + "[").fault, "256: the text is nested more than 256 deep");
  EXPECT_EQ(Read(open + "{").fault, "256: the text is nested more than 256 deep");
  EXPECT_EQ(Read(open + std::string(256, ']') + open).fault,
            "768: the text ends inside of a value");
}

TEST(JsonTokenizer, RemembersAtEveryDepthWhatIsOpen) {
  std::string open;
  std::string close;
  for (int k = 0; k < 128; ++k) {
    open += "[{\"k\":";
    close = "}]" + close;
  }
  EXPECT_EQ(Read(open + "0" + close).fault, "");
  close[100] = close[100] == '}' ? ']' : '}';
  EXPECT_EQ(Read(open + "0" + close).fault,
            std::to_string(open.size() + 101) + ": a closing bracket does not match the open one");
}

TEST(JsonTokenizer, RefusesNumbersOfMoreThan4096Bytes) {
  const std::string longest(4096, '1');
  EXPECT_EQ(Read("[" + longest + "]").fault, "");
  EXPECT_EQ(Read("[" + longest + "1]").fault, "1: a number is longer than 4096 characters");
  EXPECT_EQ(Read("[0." + longest + "x").fault, "1: a number is longer than 4096 characters");
}

TEST(JsonTokenizer, GoesOnAfterElementsThatTheCallerTook) {
  JsonTokenizer tokenizer;
  std::string_view rest = "[1, 2, ]";
  ASSERT_EQ(tokenizer.Next(rest), JsonToken::kBeginArray);
  rest.remove_prefix(std::string_view("1, 2, ").size());
  tokenizer.PassElements();
  ASSERT_EQ(tokenizer.Next(rest), JsonToken::kFault);
  EXPECT_EQ(tokenizer.fault(), JsonFault::kTrailingComma);
}

TEST(JsonTokenizer, SaysWhereATokenIs) {
  JsonTokenizer tokenizer;
  std::string_view rest = "  {\"key\"";
  EXPECT_EQ(tokenizer.Next(rest), JsonToken::kBeginObject);
  EXPECT_EQ(tokenizer.bytes_back(), 1U);
  EXPECT_EQ(tokenizer.Next(rest), JsonToken::kKey);
  EXPECT_EQ(tokenizer.bytes_back(), 1U) << "the closing quote";
  rest = ": 12";
  EXPECT_EQ(tokenizer.Next(rest), JsonToken::kNone);
  rest = "3.5 ";
  EXPECT_EQ(tokenizer.Next(rest), JsonToken::kNumber);
  EXPECT_EQ(tokenizer.text(), "123.5");
  EXPECT_EQ(tokenizer.bytes_back(), 5U) << "the first digit";
}

struct BadText {
  std::string_view marked;  // '@' stands before the place of the fault
  std::string_view reason;
};

TEST(JsonTokenizer, SaysWhatIsWrongAndWhere) {
  constexpr std::array kBadTexts = {
      BadText{"[1,@,2]", "a value is missing"},
      BadText{"[@,1]", "a value is missing"},
      BadText{"[@:1]", "a value is missing"},
      BadText{"{\"a\":@}", "a value is missing"},
      BadText{"{\"a\":@,", "a value is missing"},
      BadText{"[@\x01]", "a value cannot begin with this character"},
      BadText{"[@\xC3\xA9]", "a value cannot begin with this character"},
      BadText{"@(1)", "a value cannot begin with this character"},
      BadText{"[@\\n]", "a value cannot begin with this character"},
      BadText{"[@None]", "a word is none of true, false and null"},
      BadText{"[1, @tru]", "a word is none of true, false and null"},
      BadText{"[@True]", "a word is none of true, false and null"},
      BadText{"[@nan]", "a word is none of true, false and null"},
      BadText{"[@-Inf]", "a word is none of true, false and null"},
      BadText{"[@Infinite]", "a word is none of true, false and null"},
      BadText{"@undefined", "a word is none of true, false and null"},
      BadText{"[@'a']", "a string must stand in double quotes"},
      BadText{"[1, @/* 2 */]", "there are no comments in JSON"},
      BadText{"@# weights", "there are no comments in JSON"},
      BadText{"[@+1]", "a number must begin with a digit or a minus sign"},
      BadText{"[@.5]", "a number must begin with a digit or a minus sign"},
      BadText{"[@-]", "a minus sign has no number after it"},
      BadText{"[@--1]", "a minus sign has no number after it"},
      BadText{"[@-.5]", "a minus sign has no number after it"},
      BadText{"[@-NaN]", "a minus sign has no number after it"},
      BadText{"[@01]", "a number has a needless zero before its other digits"},
      BadText{"[@-00]", "a number has a needless zero before its other digits"},
      BadText{"[@1.]", "a number has no digit after its decimal point"},
      BadText{"[@0.e1]", "a number has no digit after its decimal point"},
      BadText{"[@1e]", "a number has no digit in its exponent"},
      BadText{"[@1e+]", "a number has no digit in its exponent"},
      BadText{"[@1E-x]", "a number has no digit in its exponent"},
      BadText{"[@1.5e.5]", "a number has no digit in its exponent"},
      BadText{"{@a:1}", "a key must be a string in double quotes"},
      BadText{"{@'a':1}", "a key must be a string in double quotes"},
      BadText{"{@1:1}", "a key must be a string in double quotes"},
      BadText{"{@,}", "a key must be a string in double quotes"},
      BadText{"{@]", "a key must be a string in double quotes"},
      BadText{"{\"a\":1,@1}", "a key must be a string in double quotes"},
      BadText{"{\"a\"@}", "a colon is missing after a key"},
      BadText{"{\"a\" @1}", "a colon is missing after a key"},
      BadText{"{\"a\" @\"b\"}", "a colon is missing after a key"},
      BadText{"[1 @2]", "a comma is missing"},
      BadText{"[1@x]", "a comma is missing"},
      BadText{"[0@x10]", "a comma is missing"},
      BadText{"[1.5@.5]", "a comma is missing"},
      BadText{"[1e5@.5]", "a comma is missing"},
      BadText{"[1@-2]", "a comma is missing"},
      BadText{"[null@x]", "a comma is missing"},
      BadText{"[[]@[]]", "a comma is missing"},
      BadText{"[\"a\"@:1]", "a comma is missing"},
      BadText{"{\"a\":1 @\"b\":2}", "a comma is missing"},
      BadText{"{\"a\":1@:2}", "a comma is missing"},
      BadText{"[1,@]", "a comma stands before a closing bracket"},
      BadText{"{\"a\":1,@}", "a comma stands before a closing bracket"},
      BadText{"[1@}", "a closing bracket does not match the open one"},
      BadText{"[@}", "a closing bracket does not match the open one"},
      BadText{"[1,@}", "a closing bracket does not match the open one"},
      BadText{"{\"a\":1@]", "a closing bracket does not match the open one"},
      BadText{"@]", "a closing bracket closes nothing"},
      BadText{"[1] @]", "a closing bracket closes nothing"},
      BadText{"{}@}", "a closing bracket closes nothing"},
      BadText{"[\"a@\n\"]", "a string holds a line end or another control character"},
      BadText{"[\"@\t\"]", "a string holds a line end or another control character"},
      BadText{"{\"a@\x1F\":1}", "a string holds a line end or another control character"},
      BadText{"[\"a@\\x\"]", "a backslash stands before a character that needs none"},
      BadText{"[\"@\\U0041\"]", "a backslash stands before a character that needs none"},
      BadText{"[\"@\\\n\"]", "a backslash stands before a character that needs none"},
      BadText{"[\"\\ud83d@\\x\"]", "a backslash stands before a character that needs none"},
      BadText{"[\"@\\u00g0\"]", "\\u is not followed by four hexadecimal digits"},
      BadText{"[\"@\\u12\n3\"]", "\\u is not followed by four hexadecimal digits"},
      BadText{"[\"\\ud83d@\\u\"]", "\\u is not followed by four hexadecimal digits"},
      BadText{"{\"@\\u 041\":1}", "\\u is not followed by four hexadecimal digits"},
  };
  for (const BadText& bad : kBadTexts) {
    const std::size_t place = bad.marked.find('@');
    std::string text(bad.marked);
    text.erase(place, 1);
    EXPECT_EQ(Read(text).fault, std::to_string(place) + ": " + std::string(bad.reason)) << text;
  }
}

TEST(JsonTokenizer, NoticesATextThatEndsEarly) {
  const std::string_view text =
      R"({"a":[1,-2.5e-3,true,{"b\u00e9":"x\n"},NaN,null],"c":-Infinity})";
  for (std::size_t size = 1; size < text.size(); ++size) {
    EXPECT_EQ(Read(text.substr(0, size)).fault,
              std::to_string(size) + ": the text ends inside of a value");
  }
  for (const std::string_view number : {"-", "1.", "1e", "1e+", "-Inf", "tru"}) {
    EXPECT_EQ(Read(number).fault,
              std::to_string(number.size()) + ": the text ends inside of a value");
  }
}

// Writes random texts and, beside them, the tokens that they stand for.
class RandomText {
 public:
  explicit RandomText(unsigned seed) : random_(seed) {}

  void Value(int depth) {
    Space();
    const int kind = Below(depth > 0 ? 8 : 6);
    if (kind < 2) Number();
    if (kind == 2) Add(Below(2) == 0 ? "true" : "false", "bool");
    if (kind == 3) Add("null", "null");
    if (kind == 4 || kind == 5) String("string ");
    if (kind == 6) Array(depth - 1);
    if (kind == 7) Object(depth - 1);
    Space();
  }

  std::string text;
  Tokens tokens;

 private:
  int Below(int end) { return std::uniform_int_distribution<int>(0, end - 1)(random_); }

  void Add(std::string_view written, std::string token) {
    text += written;
    tokens.push_back(std::move(token));
  }

  void Space() {
    for (int k = Below(3); k > 1; --k) text += " \n\r\t"[Below(4)];
  }

  void Array(int depth) {
    Add("[", "[");
    const int size = Below(4);
    if (size == 0) Space();
    for (int k = 0; k < size; ++k) {
      if (k > 0) Add(",", ",");
      Value(depth);
    }
    Add("]", "]");
  }

  void Object(int depth) {
    Add("{", "{");
    Space();
    const int size = Below(4);
    for (int k = 0; k < size; ++k) {
      if (k > 0) text += ',';
      Space();
      String("key ");
      Space();
      text += ':';
      Value(depth);
    }
    Add("}", "}");
  }

  void Number() {
    std::string number = Below(2) == 0 ? "-" : "";
    number += Below(3) == 0 ? "0" : std::to_string(1 + Below(2'000'000'000));
    if (Below(2) == 0) number += "." + std::to_string(Below(2'000'000'000));
    constexpr std::array kExponents = {"e", "E", "e+", "E-", "e-0"};
    if (Below(3) == 0)
      number += kExponents[static_cast<std::size_t>(Below(5))] + std::to_string(Below(400));
    Add(number, "number " + number);
  }

  void String(const std::string& kind) {
    constexpr std::array<std::array<std::string_view, 2>, 10> kPieces = {
        {{"a", "a"},
         {"some more text", "some more text"},
         {"\xE2\x82\xAC", "\xE2\x82\xAC"},
         {"\\n", "\n"},
         {"\\\"", "\""},
         {"\\\\", "\\"},
         {"\\/", "/"},
         {"\\u00E9", "\xC3\xA9"},
         {"\\ud83d\\uDE00", "\xF0\x9F\x98\x80"},
         {"[{,:", "[{,:"}}};
    std::string written = "\"";
    std::string meant;
    for (int k = Below(5); k > 0; --k) {
      const auto& piece = kPieces[static_cast<std::size_t>(Below(10))];
      written += piece[0];
      meant += piece[1];
    }
    Add(written + "\"", kind + meant);
  }

  std::mt19937 random_;
};

TEST(JsonTokenizer, ReadsRandomTextsAsTheyWereMeant) {
  for (unsigned seed = 0; seed < 500; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomText random(seed);
    random.Value(6);
    const Outcome outcome = Read(random.text);
    EXPECT_EQ(outcome.fault, "") << random.text;
    EXPECT_EQ(outcome.tokens, random.tokens) << random.text;
  }
}

// The grammar of RFC 8259, sections 2 to 7, rule by rule: whether a text is values in a row.
class Grammar {
 public:
  static bool Accepts(std::string_view text) {
    Grammar grammar{text};
    while (!grammar.rest_.empty()) {
      if (!grammar.Value()) return false;
    }
    return true;
  }

 private:
  explicit Grammar(std::string_view text) : rest_(text) {}

  bool Take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool TakeOneOf(std::string_view bytes) {
    if (rest_.empty() || bytes.find(rest_.front()) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool Space() {
    while (TakeOneOf(" \t\r\n")) {
    }
    return true;
  }
  bool Digits() {
    if (!TakeOneOf("0123456789")) return false;
    while (TakeOneOf("0123456789")) {
    }
    return true;
  }
  bool Number() {
    if (Take("NaN") || Take("Infinity") || Take("-Infinity")) return true;
    (void)Take("-");
    if (!Take("0") && !Digits()) return false;
    if (Take(".") && !Digits()) return false;
    if (!TakeOneOf("eE")) return true;
    (void)TakeOneOf("+-");
    return Digits();
  }
  bool String() {
    if (!Take("\"")) return false;
    while (!Take("\"")) {
      if (rest_.empty() || static_cast<unsigned char>(rest_.front()) < 0x20) return false;
      if (!Take("\\")) {
        rest_.remove_prefix(1);
      } else if (Take("u")) {
        for (int k = 0; k < 4; ++k) {
          if (!TakeOneOf("0123456789abcdefABCDEF")) return false;
        }
      } else if (!TakeOneOf("\"\\/bfnrt")) {
        return false;
      }
    }
    return true;
  }
  bool Member() { return Space() && String() && Space() && Take(":") && Value(); }
  bool Value() {
    Space();
    if (Take("[")) {
      Space();
      if (!Take("]")) {
        do {
          if (!Value()) return false;
        } while (Take(","));
        if (!Take("]")) return false;
      }
    } else if (Take("{")) {
      Space();
      if (!Take("}")) {
        do {
          if (!Member()) return false;
        } while (Take(","));
        if (!Take("}")) return false;
      }
    } else if (!Take("true") && !Take("false") && !Take("null") && !String() && !Number()) {
      return false;
    }
    return Space();
  }

  std::string_view rest_;
};

TEST(JsonTokenizer, TakesOfDamagedTextsWhatTheGrammarTakes) {
  int accepted = 0;
  int refused = 0;
  for (unsigned seed = 0; seed < 3000; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    RandomText random(seed);
    random.Value(4);
    std::string text = "[" + random.text + "]";
    std::mt19937 damage(seed);
    constexpr std::string_view kBytes = "[]{}\",:0123eE-+.tfnuNI\\ \x01\n\xC3/";
    const auto place = std::uniform_int_distribution<std::size_t>(1, text.size() - 1)(damage);
    text[place] = kBytes[std::uniform_int_distribution<std::size_t>(0, kBytes.size() - 1)(damage)];
    const Outcome outcome = Read(text);
    EXPECT_EQ(outcome.fault.empty(), Grammar::Accepts(text)) << text << " " << outcome.fault;
    ++(outcome.fault.empty() ? accepted : refused);
  }
  EXPECT_GT(accepted, 300);
  EXPECT_GT(refused, 300);
}

}  // namespace
}  // namespace headwater
