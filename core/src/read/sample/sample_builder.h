#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "headwater/read/sample.h"
#include "read/sample/memory_budget.h"
#include "read/sample/sample_fields.h"
#include "read/sample/tensor_builder.h"

namespace headwater {

// Builds samples from the events of JSON texts in the native format (docs/file-format.md): it knows
// the fields, hands what is nested under "attentions" and "gradients" to a TensorBuilder, passes
// over what it does not know, and checks each sample when it is complete. Every event returns
// false when it brought the error.
class SampleBuilder {
 public:
  explicit SampleBuilder(std::uint64_t max_bytes, KeptHeads heads = KeptHeads::kAll)
      : budget_(max_bytes, heads), tensor_(budget_) {}
  SampleBuilder(const SampleBuilder&) = delete;
  SampleBuilder& operator=(const SampleBuilder&) = delete;

  [[nodiscard]] bool BeginObject();
  [[nodiscard]] bool EndObject();
  [[nodiscard]] bool BeginArray() {
    if (tensor_.open()) [[likely]]
      return tensor_.BeginArray() || TakeTensorError();
    return BeginOtherArray();
  }
  [[nodiscard]] bool EndArray() {
    if (tensor_.open()) [[likely]] {
      return (tensor_.EndArray() || TakeTensorError()) && (tensor_.open() || EndTensor());
    }
    return EndOtherArray();
  }
  // Keys and strings arrive in pieces; the last one, perhaps empty, comes with End.
  [[nodiscard]] bool KeyPart(std::string_view part);
  [[nodiscard]] bool EndKey(std::string_view part);
  [[nodiscard]] bool StringPart(std::string_view part);
  [[nodiscard]] bool EndString(std::string_view part);
  // As the text writes it, or NaN, Infinity, -Infinity.
  [[nodiscard]] bool Number(std::string_view number);
  // Among weights, where whole rows can be taken faster: see TensorBuilder.
  bool in_tensor() const { return tensor_.open(); }
  bool in_row() const { return tensor_.in_row(); }
  std::size_t ScanRow(std::string_view text) { return tensor_.ScanRow(text); }
  [[nodiscard]] bool Bool();
  [[nodiscard]] bool Null();

  // For containers that hold the weights beside the JSON: "attentions" or "gradients" of the sample
  // whose object is open.
  [[nodiscard]] bool SetTensor(SampleField field, AttentionTensor tensor);

  // Refuses a tensor, or keeps the mean over its heads, that will not fit if the rest of the text,
  // `size` bytes in all, is as dense as what was read of the tensor up to `position`. To be asked
  // now and then.
  [[nodiscard]] bool CheckExpectedSize(std::uint64_t position, std::uint64_t size);

  const std::optional<Error>& error() const { return error_; }
  bool has_samples() const { return !samples_.empty(); }
  std::vector<Sample> Take() { return std::exchange(samples_, {}); }

 private:
  // What the next value belongs to.
  enum class Context : std::uint8_t {
    kDocument,
    kSampleList,
    kSample,
    kTokenList,
    kNumberList,
    kImage,
    kImportance,
    kUnknown,
  };
  Context context() const { return contexts_.back(); }
  bool Enter(Context context) {
    contexts_.push_back(context);
    return true;
  }
  void Leave() { contexts_.pop_back(); }

  bool BeginOtherArray();
  bool BeginFieldArray();
  bool BeginFieldObject();
  bool EndOtherArray();
  bool OtherNumber(std::string_view number);
  // A value of a kind, "a string", that has no place here.
  bool Unexpected(std::string_view kind);

  bool BeginSample();
  bool EndSample();
  bool BeginSampleList();
  bool BeginTensor(SampleField field);
  bool EndTensor();
  bool EndNumberList();
  bool AddSample();
  bool FailForLists();
  bool AddToken(std::string token);
  bool SetInteger(double value);

  bool WantsText() const;
  bool Fail(ErrorCode code, std::string what);
  bool TakeTensorError();

  MemoryBudget budget_;
  TensorBuilder tensor_;
  std::optional<Error> error_;
  std::vector<Sample> samples_;

  std::vector<Context> contexts_ = {Context::kDocument};
  Sample sample_;
  SampleField field_ = SampleField::kUnknown;
  ImageField image_field_ = ImageField::kUnknown;
  SeenFields seen_ = {};
  std::string field_names_;  // of the sample, as a message lists them

  // The object around "samples".
  bool in_samples_ = false;
  bool had_samples_ = false;
  SeenFields outer_seen_ = {};
  std::string outer_model_;
  std::size_t first_of_document_ = 0;

  std::string key_;
  std::string text_;
  std::vector<double> numbers_;

  // For CheckExpectedSize: the last position before the open tensor, and what was in use then.
  std::uint64_t last_position_ = 0;
  std::optional<std::uint64_t> tensor_position_;
  std::uint64_t used_before_tensor_ = 0;
};

}  // namespace headwater
