#include "read/safetensors/safetensors_header.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "read/array/array_reader.h"
#include "read/json/json_tokenizer.h"
#include "read/json/utf8.h"

namespace headwater {
namespace {

struct TypeWidth {
  std::string_view name;
  unsigned bits;
};

// Of the format's documentation.
constexpr std::array<TypeWidth, 22> kTypes = {
    {{"BOOL", 8},    {"F4", 4},      {"F6_E2M3", 6}, {"F6_E3M2", 6},     {"U8", 8},
     {"I8", 8},      {"F8_E5M2", 8}, {"F8_E4M3", 8}, {"F8_E5M2FNUZ", 8}, {"F8_E4M3FNUZ", 8},
     {"F8_E8M0", 8}, {"I16", 16},    {"U16", 16},    {"F16", 16},        {"BF16", 16},
     {"I32", 32},    {"U32", 32},    {"F32", 32},    {"C64", 64},        {"F64", 64},
     {"I64", 64},    {"U64", 64}}};

// Every function is false, or nullopt, when the text has another form.
class Parser {
 public:
  explicit Parser(std::string_view text) : rest_(text), size_(text.size()) {}

  bool Parse(SafetensorsHeader& header) {
    if (Next() != JsonToken::kBeginObject) return false;
    std::set<std::string> names;
    while (const std::optional<std::string> name = Key()) {
      if (!names.insert(*name).second) return Twice(*name);
      if (*name == "__metadata__") {
        if (!Metadata(header)) return false;
        continue;
      }
      SafetensorsEntry entry;
      entry.name = *name;
      entry.position = position();
      if (!Entry(entry)) return false;
      header.entries.push_back(std::move(entry));
    }
    // Spaces may follow: they align the tensors.
    return token_ == JsonToken::kEndObject && Next() == JsonToken::kNone;
  }

  // Where the text has another form, and what is wrong there.
  std::uint64_t position() const { return size_ - rest_.size(); }
  const std::string& what() const { return what_; }

 private:
  bool Twice(std::string_view name) {
    what_ = "the .safetensors file's header names \"" + std::string(name) + "\" twice";
    return false;
  }

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
    std::set<std::string> names;
    while (std::optional<std::string> name = Key()) {
      if (!names.insert(*name).second) return Twice(*name);
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
    std::set<std::string> keys;
    while (const std::optional<std::string> key = Key()) {
      if (!keys.insert(*key).second) return Twice(*key);
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
  std::size_t size_;
  std::string what_ = "the .safetensors file's header is damaged";
  JsonToken token_ = JsonToken::kNone;
};

Error Wrong(const SafetensorsEntry& entry, const std::string& what) {
  return {ErrorCode::kWrongField,
          "the tensor \"" + entry.name + "\" " + what,
          {.byte = static_cast<std::int64_t>(entry.position)}};
}

// So that positions in a file never pass what 64 bits count.
constexpr std::uint64_t kMostBytes = std::uint64_t{1} << 62U;

// Bytes of a tensor; nullopt where they are no whole number or too many to count.
std::optional<std::uint64_t> TensorBytes(unsigned bits, const std::vector<std::uint64_t>& shape) {
  std::uint64_t all = bits;
  for (const std::uint64_t extent : shape) {
    if (extent != 0 && all > std::numeric_limits<std::uint64_t>::max() / extent)
      return std::nullopt;
    all *= extent;
  }
  return all % 8 == 0 ? std::optional(all / 8) : std::nullopt;
}

std::optional<Error> CheckEntry(const SafetensorsEntry& entry) {
  unsigned bits = 0;
  for (const TypeWidth& type : kTypes) {
    if (type.name == entry.dtype) bits = type.bits;
  }
  if (bits == 0) {
    return Wrong(entry, "has the type \"" + entry.dtype + "\", which the format does not know");
  }
  const std::optional<std::uint64_t> bytes = TensorBytes(bits, entry.shape);
  if (bytes && entry.begin <= entry.end && entry.end <= kMostBytes &&
      *bytes == entry.end - entry.begin) {
    return std::nullopt;
  }
  return Wrong(entry, "does not have the bytes of its shape, " + ShapeText(entry.shape) + " of " +
                          entry.dtype);
}

// One behind the other, without gaps, in any order.
std::optional<Error> CheckPositions(const std::vector<SafetensorsEntry>& entries) {
  std::vector<const SafetensorsEntry*> ordered;
  ordered.reserve(entries.size());
  for (const SafetensorsEntry& entry : entries) ordered.push_back(&entry);
  std::sort(ordered.begin(), ordered.end(),
            [](const SafetensorsEntry* a, const SafetensorsEntry* b) {
              return std::pair(a->begin, a->end) < std::pair(b->begin, b->end);
            });
  std::uint64_t end = 0;
  for (const SafetensorsEntry* const entry : ordered) {
    if (entry->begin != end) {
      return Wrong(*entry, "begins at byte " + std::to_string(entry->begin) + " of the data, and " +
                               (entry->begin < end ? "others reach to byte "
                                                   : "none before it reaches beyond byte ") +
                               std::to_string(end));
    }
    end = entry->end;
  }
  return std::nullopt;
}

}  // namespace

Result<SafetensorsHeader> ParseSafetensorsHeader(std::string_view text) {
  SafetensorsHeader header;
  Parser parser(text);
  if (!parser.Parse(header)) {
    return Error{ErrorCode::kWrongField,
                 parser.what(),
                 {.byte = static_cast<std::int64_t>(parser.position())}};
  }
  for (const SafetensorsEntry& entry : header.entries) {
    if (auto error = CheckEntry(entry)) return *std::move(error);
    header.data_bytes = std::max(header.data_bytes, entry.end);
  }
  if (auto error = CheckPositions(header.entries)) return *std::move(error);
  return header;
}

}  // namespace headwater
