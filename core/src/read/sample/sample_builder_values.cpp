#include <cmath>
#include <limits>
#include <utility>

#include "read/json/exact_number.h"
#include "read/json/utf8.h"
#include "read/sample/byte_size.h"
#include "read/sample/number_text.h"
#include "read/sample/sample_builder.h"

// What a builder makes of keys, strings and numbers; sample_builder.cpp follows objects and lists.

namespace headwater {
namespace {

constexpr std::string_view kFormat = "headwater/1";
// Longer keys are the name of nothing.
constexpr std::size_t kMaxKeyBytes = 1024;
// What a number of a list stands for takes at least this, so that more numbers cannot fit; and a
// text that takes more than its share of the limit cannot grow beside the weights.
constexpr std::uint64_t kBytesPerNumber = 64;
constexpr std::uint64_t kTextShare = 8;
// A list of importance beside its numbers, twice because the list of lists grows.
constexpr std::uint64_t kImportanceBytes = 128;
// Of the list of field names in a message.
constexpr std::size_t kMaxListedBytes = 120;

std::optional<int> WholeNumber(double value) {
  constexpr double kMost = std::numeric_limits<int>::max();
  if (!(value >= -kMost && value <= kMost) || value != std::floor(value)) return std::nullopt;
  return static_cast<int>(value);
}

}  // namespace

bool SampleBuilder::EndNumberList() {
  if (context() == Context::kImportance) {
    if (!budget_.Take(kImportanceBytes + key_.size())) return FailForLists();
    sample_.importance.push_back({key_, std::exchange(numbers_, {})});
    return true;
  }
  std::vector<int> whole;
  whole.reserve(numbers_.size());
  for (const double number : numbers_) {
    const std::optional<int> value = WholeNumber(number);
    if (!value) return Unexpected(NumberText(number));
    whole.push_back(*value);
  }
  if (context() == Context::kImage) {
    if (whole.size() != 2) return Unexpected("a grid of " + std::to_string(whole.size()));
    sample_.image->grid_rows = whole[0];
    sample_.image->grid_columns = whole[1];
    return true;
  }
  if (whole.empty()) return Unexpected("an empty list");
  sample_.layer_index = std::move(whole);
  return true;
}

bool SampleBuilder::KeyPart(std::string_view part) {
  if (context() == Context::kUnknown) return true;
  // One byte above the limit marks a key that was longer.
  text_ += part.substr(0, kMaxKeyBytes + 1 - text_.size());
  return true;
}

bool SampleBuilder::EndKey(std::string_view part) {
  if (!KeyPart(part)) return false;
  key_ = std::exchange(text_, {});
  const bool named = key_.size() <= kMaxKeyBytes && IsUtf8(key_);
  switch (context()) {
    case Context::kImage:
      image_field_ = ImageFieldOf(key_);
      return true;
    case Context::kImportance:
      if (named) return true;
      return Fail(ErrorCode::kWrongField,
                  "a name in the field \"importance\" is longer than 1024 bytes or is not UTF-8");
    case Context::kSample:
      break;
    default:
      return true;
  }
  if (named && field_names_.size() + key_.size() <= kMaxListedBytes) {
    field_names_ += (field_names_.empty() ? "\"" : ", \"") + key_ + '"';
  }
  field_ = SampleFieldOf(key_);
  if (field_ == SampleField::kSamples && in_samples_) field_ = SampleField::kUnknown;
  if (field_ == SampleField::kUnknown) return true;
  bool& seen = seen_[static_cast<std::size_t>(field_)];
  if (seen) return Fail(ErrorCode::kWrongField, "the field \"" + key_ + "\" occurs twice");
  seen = true;
  if (seen_[static_cast<std::size_t>(SampleField::kSamples)] &&
      seen_[static_cast<std::size_t>(SampleField::kAttentions)]) {
    return Fail(ErrorCode::kWrongField, "an object has both \"samples\" and \"attentions\"");
  }
  return true;
}

bool SampleBuilder::WantsText() const {
  switch (context()) {
    case Context::kSample:
      return field_ == SampleField::kFormat || field_ == SampleField::kName ||
             field_ == SampleField::kModel;
    case Context::kImage:
      return image_field_ == ImageField::kSource;
    default:
      return context() == Context::kTokenList;
  }
}

bool SampleBuilder::StringPart(std::string_view part) {
  if (tensor_.open() || !WantsText()) return true;
  if (text_.size() + part.size() > budget_.limit() / kTextShare || !budget_.Take(part.size())) {
    return Fail(ErrorCode::kTooLarge, "the texts and weights need more than the limit of " +
                                          ByteSizeText(budget_.limit()) + " of memory");
  }
  text_ += part;
  return true;
}

bool SampleBuilder::EndString(std::string_view part) {
  if (tensor_.open()) return tensor_.NotANumber("a string") || TakeTensorError();
  if (!WantsText()) return Unexpected("a string");
  if (!StringPart(part)) return false;
  std::string text = std::exchange(text_, {});
  if (!IsUtf8(text)) return Fail(ErrorCode::kNotJson, "a string is not UTF-8");
  if (context() == Context::kTokenList) return AddToken(std::move(text));
  if (context() == Context::kImage) {
    sample_.image->source = std::move(text);
    return true;
  }
  switch (field_) {
    case SampleField::kName:
      sample_.name = std::move(text);
      return true;
    case SampleField::kModel:
      sample_.model = std::move(text);
      return true;
    default:
      if (text == kFormat) return true;
      return Fail(ErrorCode::kWrongField, "the format is \"" + text.substr(0, kMaxListedBytes) +
                                              "\", this program reads \"" + std::string(kFormat) +
                                              "\"");
  }
}

bool SampleBuilder::AddToken(std::string token) {
  std::vector<std::string>& list =
      field_ == SampleField::kTokens ? sample_.tokens : sample_.query_tokens;
  // A generation names one token that nothing has read.
  if (list.size() > budget_.longest_row()) {
    const Error error = budget_.TooLong("the text has", "tokens", {});
    return Fail(error.code, error.what);
  }
  if (!budget_.Take(sizeof(std::string))) {
    return Fail(ErrorCode::kTooLarge, "the tokens need more than the limit of " +
                                          ByteSizeText(budget_.limit()) + " of memory");
  }
  list.push_back(std::move(token));
  return true;
}

bool SampleBuilder::Number(std::string_view number) {
  if (!tensor_.open()) return OtherNumber(number);
  return tensor_.NumberInText(number) || TakeTensorError();
}

bool SampleBuilder::OtherNumber(std::string_view number) {
  if (context() == Context::kUnknown) return true;
  const double value = ExactDouble(number);
  switch (context()) {
    case Context::kTokenList:
      if (!std::isfinite(value)) break;
      return AddToken(NumberText(value));
    case Context::kNumberList:
      if (!std::isfinite(value)) break;
      if (numbers_.size() >= budget_.limit() / kBytesPerNumber || !budget_.Take(sizeof(value))) {
        return FailForLists();
      }
      numbers_.push_back(value);
      return true;
    case Context::kSample:
    case Context::kImage:
      return SetInteger(value);
    default:
      break;
  }
  return Unexpected("the number " + NumberText(value));
}

bool SampleBuilder::FailForLists() {
  return Fail(ErrorCode::kTooLarge, "a list needs more than the limit of " +
                                        ByteSizeText(budget_.limit()) + " of memory");
}

bool SampleBuilder::SetInteger(double value) {
  const std::optional<int> whole = WholeNumber(value);
  if (whole && context() == Context::kImage && image_field_ == ImageField::kPrefixTokens) {
    sample_.image->prefix_tokens = *whole;
    return true;
  }
  if (whole && field_ == SampleField::kPromptLength) {
    sample_.prompt_length = *whole;
    return true;
  }
  if (whole && field_ == SampleField::kReadout) {
    sample_.readout = *whole;
    return true;
  }
  return Unexpected("the number " + NumberText(value));
}

bool SampleBuilder::Bool() {
  if (tensor_.open()) return tensor_.NotANumber("a truth value") || TakeTensorError();
  return Unexpected("a truth value");
}

bool SampleBuilder::Null() {
  if (tensor_.open()) return tensor_.NotANumber("null") || TakeTensorError();
  if (context() == Context::kSample) {
    if (field_ == SampleField::kAttentions) {
      return Fail(ErrorCode::kMissingWeights, "the field \"attentions\" is null");
    }
    // What a program writes for a field that it does not fill.
    if (field_ != SampleField::kSamples) return true;
  }
  return Unexpected("null");
}

}  // namespace headwater
