#include "headwater/read/npz_reader.h"

#include <algorithm>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "read/array/array_choice.h"
#include "read/array/array_reader.h"
#include "read/array/array_sample.h"
#include "read/json/utf8.h"
#include "read/npy/npy_field.h"
#include "read/npy/npy_header.h"
#include "read/npy/npz_weights.h"
#include "read/sample/memory_budget.h"
#include "read/sample/sample_fields.h"
#include "read/zip/zip_stream.h"

namespace headwater {
namespace {

constexpr std::string_view kSuffix = ".npy";

bool IsField(std::string_view name) {
  const SampleField field = SampleFieldOf(name);
  return field != SampleField::kUnknown && field != SampleField::kAttentions &&
         field != SampleField::kGradients && field != SampleField::kSamples;
}

class NpzReader final : public Reader {
 public:
  explicit NpzReader(const ReadLimits& limits)
      // One layer's array does not tell whether all layers fit, and they must be alike.
      : budget_(limits.max_tensor_bytes,
                limits.heads == KeptHeads::kMean ? KeptHeads::kMean : KeptHeads::kAll),
        max_bytes_(limits.max_tensor_bytes),
        weights_(budget_) {}

  std::optional<Error> Push(std::span<const char> bytes) override {
    std::string_view rest(bytes.data(), bytes.size());
    while (!error_) {
      const ZipStream::Event event = zip_.Next(rest);
      if (event == ZipStream::Event::kNone) break;
      TakeEvent(event);
    }
    return error_;
  }

  Result<std::vector<Sample>> Finish() override {
    if (!error_) End();
    if (error_) return *error_;
    std::optional<Error> note = weights_.Note();
    Result<AttentionTensor> attentions = weights_.TakeAttentions();
    if (!attentions.ok()) return std::move(attentions).error();
    Result<AttentionTensor> gradients = weights_.TakeGradients();
    if (!gradients.ok()) return std::move(gradients).error();
    return BuildArraySample(fields_, std::move(attentions).value(), std::move(gradients).value(),
                            max_bytes_, {NamesText(weights_.passed()), std::move(note)});
  }

  std::uint64_t bytes_read() const override { return zip_.position(); }

 private:
  // What the bytes of an entry are.
  enum class Content : std::uint8_t { kPassedOver, kHeader, kWeights, kField };

  void TakeEvent(ZipStream::Event event) {
    switch (event) {
      case ZipStream::Event::kEntry:
        return StartEntry();
      case ZipStream::Event::kData:
        return PushData(zip_.data());
      case ZipStream::Event::kEntryEnd:
        return EndEntry();
      default:
        Fail(*zip_.error());
    }
  }

  void StartEntry() {
    content_ = Content::kPassedOver;
    name_ = zip_.name();
    if (!IsUtf8(name_)) {
      if (name_.ends_with(kSuffix)) {
        return FailAtEntry(
            {ErrorCode::kWrongField, "the name of an array in the archive is not UTF-8", {}});
      }
      name_ = "an entry whose name is not UTF-8";
      return PassOver("");
    }
    if (!names_.insert(name_).second) {
      return FailAtEntry({ErrorCode::kWrongField, "the archive holds \"" + name_ + "\" twice", {}});
    }
    pytorch_ = pytorch_ || name_.ends_with("/data.pkl");
    if (!name_.ends_with(kSuffix)) return PassOver("");
    name_.resize(name_.size() - kSuffix.size());
    axes_ = 0;
    content_ = Content::kHeader;
    header_.clear();
    field_bytes_.clear();
    array_.reset();
  }

  void PushData(std::string_view data) {
    while (content_ == Content::kHeader && !data.empty() && !error_) {
      header_ += data.front();
      data.remove_prefix(1);
      const Result<std::optional<std::size_t>> size = NpyHeaderSize(header_);
      if (!size.ok()) return FailInArray(size.error());
      if (size.value() == header_.size()) StartArray();
    }
    if (error_ || data.empty()) return;
    if (content_ == Content::kField) {
      if (data.size() > field_.size() - field_bytes_.size()) return FailTooLong();
      field_bytes_ += data;
    } else if (content_ == Content::kWeights) {
      const std::uint64_t missing = array_->missing();
      if (auto error = array_->Push(data.substr(
              0, static_cast<std::size_t>(std::min<std::uint64_t>(missing, data.size()))))) {
        return EndWeights(InLayer(*std::move(error)));
      }
      if (data.size() > missing) FailTooLong();
    }
  }

  void StartArray() {
    const Result<NpyHeader> header = ParseNpyHeader(header_);
    if (!header.ok()) return FailInArray(header.error());
    axes_ = header->shape.size();
    content_ = Content::kPassedOver;
    if (IsField(name_)) {
      Result<NpyField> field = NpyField::Of(*header);
      if (!field.ok()) {
        return Fail({field.error().code, "the array \"" + name_ + "\" " + field.error().what, {}});
      }
      field_ = std::move(field).value();
      content_ = Content::kField;
      return;
    }
    const Result<ArrayLayout> layout = LayoutOf(*header, 0);
    const bool readable = layout.ok() && axes_ >= 2 && axes_ <= 5;
    if (readable && weights_.Wants(name_)) {
      StartWeights(*layout);
    } else if (header->descr == "|O" && NamesAttention(name_)) {
      // Layers of different sizes, or None.
      Fail({ErrorCode::kWrongField,
            "the array \"" + name_ + "\" holds Python objects; save np.stack(layers) in float32",
            {}});
    } else {
      PassOver(readable ? "" : HoldsText(header->descr, axes_));
    }
  }

  void PassOver(std::string holds) {
    content_ = Content::kPassedOver;
    weights_.PassOver({.name = name_, .holds = std::move(holds), .axes = axes_});
    zip_.PassOver();
  }

  void StartWeights(const ArrayLayout& layout) {
    content_ = Content::kWeights;
    Result<ArrayReader> array = ArrayReader::Make(
        layout, NamesGradients(name_) ? ArrayReader::Sign::kAny : ArrayReader::Sign::kNonNegative,
        budget_);
    if (!array.ok()) return EndWeights(array.error());
    array_ = std::move(array).value();
  }

  void EndWeights(std::optional<Error> error) {
    NpzWeights::Array array = {.name = name_, .axes = axes_};
    if (error) {
      error->what += " in the array \"" + name_ + '"';
      error->place.byte = -1;
      array.error = std::move(error);
    } else {
      array.tensor = array_->Take();
    }
    array_.reset();
    content_ = Content::kPassedOver;
    if (auto refused = weights_.Add(std::move(array))) Fail(*std::move(refused));
  }

  void EndEntry() {
    switch (content_) {
      case Content::kPassedOver:
        return;
      case Content::kHeader:
        return FailTooShort();
      case Content::kWeights:
        if (array_->missing() > 0) return FailTooShort();
        return EndWeights(std::nullopt);
      case Content::kField:
        if (field_bytes_.size() < field_.size()) return FailTooShort();
        fields_.push_back({name_, field_.Text(field_bytes_)});
    }
  }

  // An array of 3 or 4 axes that does not say that it holds all layers is one of them.
  Error InLayer(Error error) const {
    if (name_ == "attentions" || name_ == "gradients" || axes_ < 3 || axes_ > 4) return error;
    Place& place = error.place;
    (axes_ == 3 ? place.head : place.batch) = place.layer;
    place.layer = -1;
    return error;
  }

  void End() {
    if (zip_.position() == 0) return Fail({ErrorCode::kEmptyInput, "the file is empty", {}});
    if (!zip_.complete()) {
      return Fail({ErrorCode::kTruncated,
                   "the zip archive ends before its directory does",
                   {.byte = static_cast<std::int64_t>(zip_.position())}});
    }
    if (pytorch_) {
      return Fail({ErrorCode::kUnknownFormat, "the input is a PyTorch file (torch.save)", {}});
    }
    if (auto lost = weights_.Finish()) return Fail(*std::move(lost));
    if (!weights_.empty()) return;
    std::string what = "no array of the archive holds floating point numbers on 2 to 5 axes";
    if (const std::string names = NamesText(weights_.passed()); !names.empty()) {
      what += ", its entries are " + names;
    }
    Fail({ErrorCode::kNoAttentions, std::move(what), {}});
  }

  void FailInArray(Error error) {
    error.what += " in the array \"" + name_ + '"';
    FailAtEntry(std::move(error));
  }
  void FailTooLong() {
    FailAtEntry(
        {ErrorCode::kDamaged, "the array \"" + name_ + "\" goes on behind its last element", {}});
  }
  void FailTooShort() {
    FailAtEntry(
        {ErrorCode::kDamaged, "the array \"" + name_ + "\" ends before its last element", {}});
  }
  // Bytes of an array that is packed have no place in the file.
  void FailAtEntry(Error error) {
    error.place.byte = static_cast<std::int64_t>(zip_.entry_position());
    Fail(std::move(error));
  }
  void Fail(Error error) { error_ = std::move(error); }

  MemoryBudget budget_;
  std::uint64_t max_bytes_;
  ZipStream zip_;
  NpzWeights weights_;
  std::vector<FieldText> fields_;
  std::set<std::string> names_;
  bool pytorch_ = false;
  std::optional<Error> error_;

  // The entry that is being read.
  std::string name_;
  Content content_ = Content::kPassedOver;
  std::string header_;
  std::size_t axes_ = 0;
  NpyField field_;
  std::string field_bytes_;
  std::optional<ArrayReader> array_;
};

}  // namespace

std::unique_ptr<Reader> MakeNpzReader(const ReadLimits& limits) {
  return std::make_unique<NpzReader>(limits);
}

}  // namespace headwater
