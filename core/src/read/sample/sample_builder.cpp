#include "read/sample/sample_builder.h"

#include <utility>

#include "read/sample/byte_size.h"
#include "read/sample/sample_check.h"

namespace headwater {
namespace {

// A sample beside its weights and texts, twice because the list of samples grows.
constexpr std::uint64_t kSampleBytes = 512;

}  // namespace

bool SampleBuilder::BeginObject() {
  if (tensor_.open()) {
    // [{...}, ...]: what began like a bare array is a list of samples.
    if (contexts_.size() == 1 && tensor_.depth() == 1 && !tensor_.has_numbers()) {
      tensor_.Start(TensorBuilder::Sign::kNonNegative);
      return BeginSampleList() && BeginSample();
    }
    return tensor_.NotANumber("an object") || TakeTensorError();
  }
  switch (context()) {
    case Context::kDocument:
      first_of_document_ = samples_.size();
      had_samples_ = false;
      return BeginSample();
    case Context::kSampleList:
      return BeginSample();
    case Context::kSample:
      return BeginFieldObject();
    case Context::kImage:
      if (image_field_ == ImageField::kUnknown) return Enter(Context::kUnknown);
      break;
    case Context::kUnknown:
      return Enter(Context::kUnknown);
    default:
      break;
  }
  return Unexpected("an object");
}

bool SampleBuilder::BeginFieldObject() {
  switch (field_) {
    case SampleField::kUnknown:
      return Enter(Context::kUnknown);
    case SampleField::kImage:
      sample_.image.emplace();
      image_field_ = ImageField::kUnknown;
      return Enter(Context::kImage);
    case SampleField::kImportance:
      return Enter(Context::kImportance);
    default:
      return Unexpected("an object");
  }
}

bool SampleBuilder::EndObject() {
  if (context() == Context::kSample) return EndSample();
  Leave();
  return true;
}

bool SampleBuilder::BeginOtherArray() {
  switch (context()) {
    case Context::kDocument:
      first_of_document_ = samples_.size();
      had_samples_ = false;
      sample_ = Sample();
      seen_ = {};
      return BeginTensor(SampleField::kAttentions);
    case Context::kSample:
      return BeginFieldArray();
    case Context::kImage:
      if (image_field_ == ImageField::kUnknown) return Enter(Context::kUnknown);
      if (image_field_ != ImageField::kGrid) break;
      numbers_.clear();
      return Enter(Context::kNumberList);
    case Context::kImportance:
      numbers_.clear();
      return Enter(Context::kNumberList);
    case Context::kUnknown:
      return Enter(Context::kUnknown);
    default:
      break;
  }
  return Unexpected("an array");
}

bool SampleBuilder::BeginFieldArray() {
  switch (field_) {
    case SampleField::kUnknown:
      return Enter(Context::kUnknown);
    case SampleField::kTokens:
    case SampleField::kQueryTokens:
      return Enter(Context::kTokenList);
    case SampleField::kLayerIndex:
      numbers_.clear();
      return Enter(Context::kNumberList);
    case SampleField::kAttentions:
    case SampleField::kGradients:
      return BeginTensor(field_);
    case SampleField::kSamples:
      return BeginSampleList();
    default:
      return Unexpected("an array");
  }
}

bool SampleBuilder::EndOtherArray() {
  const Context ended = context();
  Leave();
  switch (ended) {
    case Context::kTokenList: {
      const bool empty =
          field_ == SampleField::kTokens ? sample_.tokens.empty() : sample_.query_tokens.empty();
      if (!empty) return true;
      return Fail(ErrorCode::kTokenCount,
                  "the list \"" + std::string(EntryOf(field_).name) + "\" is empty");
    }
    case Context::kNumberList:
      return EndNumberList();
    case Context::kSampleList:
      in_samples_ = false;
      seen_ = outer_seen_;
      sample_ = Sample();
      sample_.model = std::move(outer_model_);
      if (samples_.size() > first_of_document_) return true;
      return Fail(ErrorCode::kEmptyInput, "the list of samples is empty");
    default:
      return true;
  }
}

bool SampleBuilder::BeginSample() {
  sample_ = Sample();
  seen_ = {};
  field_names_.clear();
  return Enter(Context::kSample);
}

bool SampleBuilder::EndSample() {
  Leave();
  if (had_samples_ && !in_samples_) {
    for (std::size_t k = first_of_document_; k < samples_.size(); ++k) {
      if (samples_[k].model.empty()) samples_[k].model = sample_.model;
    }
    return true;
  }
  if (!seen_[static_cast<std::size_t>(SampleField::kAttentions)]) {
    return Fail(ErrorCode::kNoAttentions,
                field_names_.empty()
                    ? "the object is empty"
                    : "the object has no field \"attentions\", its fields are " + field_names_);
  }
  return AddSample();
}

bool SampleBuilder::AddSample() {
  if (auto error = CheckSample(sample_)) return Fail(error->code, std::move(error->what));
  // One is there whatever the input is like.
  if (!samples_.empty() && !budget_.Take(kSampleBytes)) {
    return Fail(ErrorCode::kTooLarge, "the samples need more than the limit of " +
                                          ByteSizeText(budget_.limit()) + " of memory");
  }
  samples_.push_back(std::move(sample_));
  return true;
}

bool SampleBuilder::BeginSampleList() {
  in_samples_ = true;
  had_samples_ = true;
  outer_seen_ = seen_;
  outer_model_ = std::move(sample_.model);
  return Enter(Context::kSampleList);
}

bool SampleBuilder::BeginTensor(SampleField field) {
  tensor_.Start(field == SampleField::kGradients ? TensorBuilder::Sign::kAny
                                                 : TensorBuilder::Sign::kNonNegative);
  field_ = field;
  return tensor_.BeginArray() || TakeTensorError();
}

bool SampleBuilder::EndTensor() {
  const bool has_steps = tensor_.has_steps();
  std::vector<AttentionTensor> tensors = tensor_.Take();
  if (field_ == SampleField::kGradients) {
    if (has_steps) {
      return Fail(ErrorCode::kWrongField,
                  "the field \"gradients\" is nested 6 deep, 3 to 5 levels are expected");
    }
    sample_.gradients = std::move(tensors.front());
    return true;
  }
  if (has_steps) {
    sample_.steps = std::move(tensors);
  } else {
    sample_.attentions = std::move(tensors.front());
  }
  if (context() == Context::kSample) return true;
  return AddSample();
}

bool SampleBuilder::SetTensor(SampleField field, AttentionTensor tensor) {
  if (!EndKey(EntryOf(field).name)) return false;
  if (field == SampleField::kGradients) {
    sample_.gradients = std::move(tensor);
  } else {
    sample_.attentions = std::move(tensor);
  }
  return true;
}

bool SampleBuilder::Unexpected(std::string_view kind) {
  switch (context()) {
    case Context::kUnknown:
      return true;
    case Context::kDocument:
      return Fail(ErrorCode::kNoAttentions, "the whole text is " + std::string(kind));
    case Context::kSampleList:
      return Fail(ErrorCode::kWrongField,
                  "a list of samples must hold objects, it holds " + std::string(kind));
    case Context::kSample:
      if (field_ == SampleField::kUnknown) return true;
      break;
    case Context::kImage:
      if (image_field_ == ImageField::kUnknown) return true;
      break;
    default:
      break;
  }
  const SampleFieldEntry& entry = EntryOf(field_);
  return Fail(ErrorCode::kWrongField,
              "the field \"" + std::string(entry.name) + "\" must be " +
                  std::string(entry.expected) +
                  (context() == Context::kSample ? ", it is " : ", it holds ") + std::string(kind));
}

bool SampleBuilder::CheckExpectedSize(std::uint64_t position, std::uint64_t size) {
  const std::uint64_t last_position = std::exchange(last_position_, position);
  if (!tensor_.open()) {
    tensor_position_.reset();
    return true;
  }
  if (!tensor_position_) {
    tensor_position_ = last_position;
    used_before_tensor_ = budget_.used();
    return true;
  }
  if (tensor_.layers_done() == 0 || size <= position) return true;
  // Floating point: the product of text and weights passes 64 bits.
  const double read = static_cast<double>(tensor_.layer_bytes()) * tensor_.layers_done();
  const double share = static_cast<double>(size - *tensor_position_) /
                       static_cast<double>(position - *tensor_position_);
  const double expected = static_cast<double>(used_before_tensor_) + read * share;
  if (expected <= static_cast<double>(budget_.limit()) || tensor_.AverageFromHere()) return true;
  return Fail(ErrorCode::kTooLarge,
              "the weights will need about " + ByteSizeText(static_cast<std::uint64_t>(expected)) +
                  " of memory and the limit is " + ByteSizeText(budget_.limit()));
}

bool SampleBuilder::Fail(ErrorCode code, std::string what) {
  error_ = Error{code, std::move(what), {}};
  if (in_samples_ || !samples_.empty()) {
    error_->what += " in sample " + std::to_string(samples_.size());
  }
  return false;
}

bool SampleBuilder::TakeTensorError() {
  const Place place = tensor_.error()->place;
  Fail(tensor_.error()->code, tensor_.error()->what);
  error_->place = place;
  return false;
}

}  // namespace headwater
