#include "read/json/json_fault.h"

namespace headwater {

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

}  // namespace headwater
