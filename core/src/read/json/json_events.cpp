#include "read/json/json_events.h"

namespace headwater {

bool GiveToken(JsonToken token, const JsonTokenizer& tokenizer, SampleBuilder& builder) {
  switch (token) {
    case JsonToken::kNone:
    case JsonToken::kComma:
      return true;
    case JsonToken::kBeginObject:
      return builder.BeginObject();
    case JsonToken::kEndObject:
      return builder.EndObject();
    case JsonToken::kBeginArray:
      return builder.BeginArray();
    case JsonToken::kEndArray:
      return builder.EndArray();
    case JsonToken::kKeyPart:
      return builder.KeyPart(tokenizer.text());
    case JsonToken::kKey:
      return builder.EndKey(tokenizer.text());
    case JsonToken::kStringPart:
      return builder.StringPart(tokenizer.text());
    case JsonToken::kString:
      return builder.EndString(tokenizer.text());
    case JsonToken::kNumber:
      return builder.Number(tokenizer.text());
    case JsonToken::kBool:
      return builder.Bool();
    case JsonToken::kNull:
      return builder.Null();
    case JsonToken::kFault:
      break;
  }
  return false;
}

}  // namespace headwater
