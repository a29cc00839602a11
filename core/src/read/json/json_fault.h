#pragma once

#include <cstdint>
#include <string_view>

namespace headwater {

// Why a text is not JSON, or more than this program takes.
enum class JsonFault : std::uint8_t {
  kNone,
  kValueMissing,
  kNoValue,
  kUnknownWord,
  kSingleQuotes,
  kComment,
  kNumberStart,
  kMinusAlone,
  kLeadingZero,
  kNoFraction,
  kNoExponent,
  kNumberTooLong,
  kKeyNotAString,
  kColonMissing,
  kCommaMissing,
  kTrailingComma,
  kWrongBracket,
  kClosesNothing,
  kControlCharacter,
  kUnknownEscape,
  kHexDigits,
  kTooDeep,
  kCutOff,
};

// "a comma is missing"
std::string_view Reason(JsonFault fault);

}  // namespace headwater
