#include "read/safetensors_header.h"

#include <charconv>
#include <optional>
#include <system_error>

#include "read/json_tokenizer.h"
#include "read/utf8.h"

namespace headwater {
namespace {

// Every function is false, or nullopt, when the text has another form.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text) {}

  bool Parse(SafetensorsHeader& header) {
    if (Next() != JsonToken::kBeginObject) return false;
    while (const std::optional<std::string> name = Key()) {
      if (*name == "__metadata__") {
        if (!Metadata(header)) return false;
        continue;
      }
      SafetensorsEntry entry;
      entry.name = *name;
      if (!Entry(entry)) return false;
      header.entries.push_back(std::move(entry));
    }
    // Spaces may follow: they align the tensors.
    return token_ == JsonToken::kEndObject && Next() == JsonToken::kNone;
  }

 private:
  JsonToken Next() { return token_ = tokenizer_.Next(rest_); }

  // The next key; nullopt at anything else, which token_ then tells.
  std::optional<std::string> Key() { return Text(JsonToken::kKeyPart, JsonToken::kKey); }
  std::optional<std::string> String() { return Text(JsonToken::kStringPart, JsonToken::kString); }

  std::optional<std::string> Text(JsonToken part, JsonToken last) {
    std::string text;
    for (Next(); token_ == part || token_ == last; Next()) {
      text += tokenizer_.text();
      if (token_ != last) continue;
      if (!IsUtf8(text)) token_ = JsonToken::kFault;
      return token_ == last ? std::optional(std::move(text)) : std::nullopt;
    }
    return std::nullopt;
  }

  bool Metadata(SafetensorsHeader& header) {
    if (Next() != JsonToken::kBeginObject) return false;
    while (std::optional<std::string> name = Key()) {
      std::optional<std::string> value = String();
      if (!value) return false;
      header.metadata.push_back({*std::move(name), *std::move(value)});
    }
    return token_ == JsonToken::kEndObject;
  }

  bool Entry(SafetensorsEntry& entry) {
    if (Next() != JsonToken::kBeginObject) return false;
    bool has_shape = false;
    bool has_offsets = false;
    while (const std::optional<std::string> key = Key()) {
      if (*key == "dtype") {
        std::optional<std::string> dtype = String();
        if (!dtype) return false;
        entry.dtype = *std::move(dtype);
      } else if (*key == "shape") {
        has_shape = Numbers(entry.shape);
        if (!has_shape) return false;
      } else if (*key == "data_offsets") {
        std::vector<std::uint64_t> offsets;
        has_offsets = Numbers(offsets) && offsets.size() == 2;
        if (!has_offsets) return false;
        entry.begin = offsets[0];
        entry.end = offsets[1];
      } else {
        return false;
      }
    }
    return token_ == JsonToken::kEndObject && has_shape && has_offsets && !entry.dtype.empty();
  }

  bool Numbers(std::vector<std::uint64_t>& numbers) {
    if (Next() != JsonToken::kBeginArray) return false;
    for (Next(); token_ == JsonToken::kNumber || token_ == JsonToken::kComma; Next()) {
      if (token_ == JsonToken::kComma) continue;
      const std::string_view text = tokenizer_.text();
      std::uint64_t number = 0;
      const auto parsed = std::from_chars(text.data(), text.data() + text.size(), number);
      if (parsed.ec != std::errc() || parsed.ptr != text.data() + text.size()) return false;
      numbers.push_back(number);
    }
    return token_ == JsonToken::kEndArray;
  }

  JsonTokenizer tokenizer_;
  std::string_view rest_;
  JsonToken token_ = JsonToken::kNone;
};

}  // namespace

Result<SafetensorsHeader> ParseSafetensorsHeader(std::string_view text) {
  SafetensorsHeader header;
  if (Parser(text).Parse(header)) return header;
  return Error{ErrorCode::kWrongField, "the .safetensors file's header is damaged", {}};
}

}  // namespace headwater
