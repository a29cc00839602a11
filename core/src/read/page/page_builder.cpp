#include "read/page/page_builder.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

#include "read/json/utf8.h"

namespace headwater {
namespace {

// Longer keys are the name of nothing.
constexpr std::size_t kMaxKeyBytes = 256;
constexpr std::size_t kMaxTokenBytes = 65'536;
constexpr std::array<std::string_view, 5> kTensor2TensorViews = {"all", "inp_inp", "inp_out",
                                                                 "out_inp", "out_out"};

bool IsTensor2TensorView(std::string_view key) {
  return std::find(kTensor2TensorViews.begin(), kTensor2TensorViews.end(), key) !=
         kTensor2TensorViews.end();
}

}  // namespace

void PageBuilder::Take(JsonToken token, std::string_view text) {
  has_new_error_ = false;
  switch (token) {
    case JsonToken::kBeginObject:
      return Begin(true);
    case JsonToken::kBeginArray:
      return Begin(false);
    case JsonToken::kEndObject:
    case JsonToken::kEndArray:
      return End();
    case JsonToken::kKeyPart:
    case JsonToken::kKey:
      // One byte above the limit marks a key that was longer.
      text_ += text.substr(0, kMaxKeyBytes + 1 - text_.size());
      if (token == JsonToken::kKey) key_ = std::exchange(text_, {});
      return;
    case JsonToken::kStringPart:
    case JsonToken::kString:
      if (tensor_.open()) {
        if (token == JsonToken::kString) Check(tensor_.NotANumber("a string"));
        return;
      }
      if (role() == Role::kTokens || role() == Role::kQueryTokens ||
          (role() == Role::kView && key_ == "name")) {
        text_ += text.substr(0, kMaxTokenBytes + 1 - text_.size());
      }
      if (token == JsonToken::kString) EndText();
      return;
    case JsonToken::kNumber:
      return AddNumber(text);
    case JsonToken::kBool:
      if (tensor_.open()) Check(tensor_.NotANumber("a truth value"));
      return;
    case JsonToken::kNull:
      if (tensor_.open()) Check(tensor_.NotANumber("null"));
      return;
    default:
      return;
  }
}

void PageBuilder::Begin(bool object) {
  if (tensor_.open()) {
    if (!object) return NestWeights();
    roles_.push_back(Role::kOther);
    return Check(tensor_.NotANumber("an object"));
  }
  if (role() == Role::kAttention) {
    roles_.back() = object ? Role::kViewList : Role::kWeights;
    if (!object) {
      BeginWeights();
      return NestWeights();
    }
  }
  const bool listed = role() == Role::kViewList;
  const Role begun = RoleOf(object);
  roles_.push_back(begun);
  switch (begun) {
    case Role::kView:
      view_ = PageView();
      has_weights_ = false;
      if (!listed && IsUtf8(key_)) view_.name = key_;
      return;
    case Role::kHead:
      head_ = *HeadCollector::HeadOf(key_);
      return;
    case Role::kWeights:
      return BeginWeights();
    default:
      return;
  }
}

PageBuilder::Role PageBuilder::RoleOf(bool object) const {
  if (roles_.empty()) return object ? Role::kLiteral : Role::kOther;
  switch (role()) {
    case Role::kLiteral:
      return RoleInLiteral(object);
    case Role::kViews:
    case Role::kViewList:
      return object ? Role::kView : Role::kOther;
    case Role::kView:
      return RoleInView(object);
    case Role::kHeads:
      return object && !view_.refusal && HeadCollector::HeadOf(key_) ? Role::kHead : Role::kOther;
    case Role::kHead:
      return !object && key_ == "data" && !view_.refusal ? Role::kWeights : Role::kOther;
    default:
      return Role::kOther;
  }
}

PageBuilder::Role PageBuilder::RoleInLiteral(bool object) const {
  if (key_ == "attention") return object ? Role::kViews : Role::kAttention;
  if (object && key_ == "outputs") return Role::kHeads;
  if (object && IsTensor2TensorView(key_)) return Role::kView;
  if (!object && key_ == "tokens") return Role::kTokens;
  if (!object && key_ == "include_layers") return Role::kLayers;
  return Role::kOther;
}

PageBuilder::Role PageBuilder::RoleInView(bool object) const {
  if (object || view_.refusal) return Role::kOther;
  if ((key_ == "attn" || key_ == "att") && !has_weights_) return Role::kWeights;
  if (key_ == "right_text" || key_ == "top_text") return Role::kTokens;
  if (key_ == "left_text" || key_ == "bot_text") return Role::kQueryTokens;
  return Role::kOther;
}

// At the first bracket. A single layer or head gets the axes that it has not.
void PageBuilder::BeginWeights() {
  has_weights_ = true;
  view_.may_lack_end = key_ == "att";
  used_before_tensor_ = budget_.used();
  tensor_.Start(TensorBuilder::Sign::kNonNegative);
  const bool one_layer = key_ == "attention" || key_ == "data";
  if (one_layer && !tensor_.BeginArray()) return Check(false);
  Check(tensor_.BeginArray());
}

void PageBuilder::NestWeights() {
  roles_.push_back(Role::kWeights);
  Check(tensor_.BeginArray());
}

void PageBuilder::End() {
  const Role ended = role();
  if (!roles_.empty()) roles_.pop_back();
  if (ended == Role::kWeights) {
    if (!tensor_.EndArray()) return Check(false);
    if (role() != Role::kWeights) EndWeights();
  } else if (ended == Role::kView) {
    EndView();
  }
}

void PageBuilder::EndWeights() {
  if (tensor_.open() && !tensor_.EndArray()) return Check(false);
  if (tensor_.has_steps()) {
    return Refuse({ErrorCode::kWrongNesting, "the weights are nested 6 deep"});
  }
  AttentionTensor tensor = std::move(tensor_.Take().front());
  if (role() == Role::kHead) {
    heads_.Add(head_, std::move(tensor));
  } else {
    view_.attentions = std::move(tensor);
  }
}

void PageBuilder::EndView() {
  if (has_weights_) views_.push_back(std::move(view_));
  view_ = PageView();
  has_weights_ = false;
}

void PageBuilder::EndText() {
  std::string text = std::exchange(text_, {});
  if (role() == Role::kTokens || role() == Role::kQueryTokens) return AddToken(std::move(text));
  if (role() == Role::kView && key_ == "name" && IsUtf8(text)) view_.name = std::move(text);
}

void PageBuilder::AddToken(std::string token) {
  if (!IsUtf8(token)) return Refuse({ErrorCode::kNotJson, "a token is not UTF-8"});
  if (token.size() > kMaxTokenBytes) {
    return Refuse({ErrorCode::kWrongField, "a token is longer than 64 kB"});
  }
  if (!budget_.Take(token.size() + sizeof(std::string))) {
    return Refuse({ErrorCode::kTooLarge, "the tokens need more memory than there is"});
  }
  const bool in_view = roles_.size() >= 2 && roles_[roles_.size() - 2] == Role::kView;
  std::vector<std::string>& list = !in_view                       ? tokens_
                                   : role() == Role::kQueryTokens ? view_.query_tokens
                                                                  : view_.tokens;
  list.push_back(std::move(token));
}

void PageBuilder::AddNumber(std::string_view number) {
  if (tensor_.open()) return Check(tensor_.NumberInText(number));
  if (role() == Role::kTokens || role() == Role::kQueryTokens) return AddToken(std::string(number));
  if (role() != Role::kLayers || !budget_.Take(sizeof(int))) return;
  int layer = 0;
  const auto parsed = std::from_chars(number.data(), number.data() + number.size(), layer);
  if (parsed.ec == std::errc()) layers_.push_back(layer);
}

void PageBuilder::Check(bool passed) {
  if (!passed) Refuse(*tensor_.error());
}

void PageBuilder::Refuse(Error error) {
  if (std::find(roles_.begin(), roles_.end(), Role::kHead) != roles_.end()) {
    error.place.layer = head_.layer;
    error.place.head = head_.head;
  }
  const std::string& name = view_.name;
  if (!name.empty()) error.what += " in the view \"" + name + '"';
  view_.refusal = std::move(error);
  has_new_error_ = true;
  std::replace(roles_.begin(), roles_.end(), Role::kWeights, Role::kOther);
  std::replace(roles_.begin(), roles_.end(), Role::kTokens, Role::kOther);
  std::replace(roles_.begin(), roles_.end(), Role::kQueryTokens, Role::kOther);
  const bool open = tensor_.open();
  tensor_.Start(TensorBuilder::Sign::kNonNegative);
  if (open) budget_.Give(budget_.used() - used_before_tensor_);
}

void PageBuilder::EndLiteral() {
  if (!heads_.empty() && !view_.refusal) {
    view_ = heads_.Join();
    has_weights_ = true;
  }
  if (has_weights_) {
    view_.tokens = std::move(tokens_);
    views_.push_back(std::move(view_));
  }
  for (PageView& view : views_) samples_.push_back(SampleOf(std::move(view), layers_));
  used_before_literal_ = budget_.used();
  DropLiteral();
}

void PageBuilder::DropLiteral() {
  tensor_.Start(TensorBuilder::Sign::kNonNegative);
  budget_.Give(budget_.used() - used_before_literal_);
  has_new_error_ = false;
  roles_.clear();
  key_.clear();
  text_.clear();
  view_ = PageView();
  has_weights_ = false;
  views_.clear();
  tokens_.clear();
  layers_.clear();
  heads_ = HeadCollector();
}

}  // namespace headwater
