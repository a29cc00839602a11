#include "headwater/read/safetensors_reader.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "read/array/array_reader.h"
#include "read/array/array_sample.h"
#include "read/safetensors/safetensors_choice.h"
#include "read/safetensors/safetensors_header.h"
#include "read/sample/memory_budget.h"

namespace headwater {
namespace {

constexpr std::size_t kSizeBytes = 8;
// The format allows 100 MB; a header of 16 MB names more than 100,000 tensors.
constexpr std::uint64_t kMaxHeader = 16'000'000;

Error WrongField(std::string what) { return {ErrorCode::kWrongField, std::move(what), {}}; }

class SafetensorsReader final : public Reader {
 public:
  explicit SafetensorsReader(const ReadLimits& limits)
      : budget_(limits.max_tensor_bytes, limits.heads),
        max_bytes_(limits.max_tensor_bytes),
        input_bytes_(limits.input_bytes) {}

  std::optional<Error> Push(std::span<const char> bytes) override {
    while (!error_ && !bytes.empty()) {
      const std::size_t used = header_done_ ? PushData(bytes) : PushHeader(bytes);
      position_ += used;
      bytes = bytes.subspan(used);
    }
    return error_;
  }

  Result<std::vector<Sample>> Finish() override {
    if (!error_ && position_ == 0) Fail({ErrorCode::kEmptyInput, "the file is empty", {}}, 0);
    if (!error_ && (!header_done_ || position_ < file_bytes())) FailTruncated(position_);
    if (error_) return *error_;
    AttentionTensor attentions = Join(false);
    return BuildArraySample(metadata_, std::move(attentions), Join(true), max_bytes_,
                            std::move(findings_));
  }

  std::uint64_t bytes_read() const override { return position_; }

 private:
  // A tensor of the file that is read.
  struct Part {
    SafetensorsEntry entry;
    ArrayReader array;
    bool gradients = false;
    int layer = 0;
  };

  std::uint64_t data_start() const { return kSizeBytes + header_size_; }
  // After the header.
  std::uint64_t file_bytes() const { return data_start() + data_bytes_; }

  std::size_t PushHeader(std::span<const char> bytes) {
    if (header_.size() < kSizeBytes) {
      header_ += bytes.front();
      if (header_.size() == kSizeBytes) ReadHeaderSize();
      return 1;
    }
    const std::size_t missing = static_cast<std::size_t>(data_start()) - header_.size();
    const std::size_t size = std::min(missing, bytes.size());
    header_.append(bytes.data(), size);
    if (size == missing) StartData();
    return size;
  }

  void ReadHeaderSize() {
    for (std::size_t k = kSizeBytes; k-- > 0;) {
      header_size_ = header_size_ << 8U | static_cast<unsigned char>(header_[k]);
    }
    if (header_size_ < 2 || header_size_ > kMaxHeader) {
      Fail(WrongField("the .safetensors file's header has " + std::to_string(header_size_) +
                      " bytes"),
           0);
    }
  }

  void StartData() {
    header_done_ = true;
    Result<SafetensorsHeader> header =
        ParseSafetensorsHeader(std::string_view(header_).substr(kSizeBytes));
    if (!header.ok()) {
      Error error = header.error();
      error.place.byte += static_cast<std::int64_t>(kSizeBytes);
      return Fail(std::move(error), kSizeBytes);
    }
    metadata_ = std::move(header->metadata);
    data_bytes_ = header->data_bytes;
    header_ = {};
    Result<SafetensorsChoice> choice = ChooseWeights(header->entries);
    if (!choice.ok()) {
      // Of the file as a whole.
      error_ = choice.error();
      return;
    }
    findings_ = std::move(choice->findings);
    if (budget_.heads() == KeptHeads::kMeanWhenNeeded &&
        WeightBytes(choice->attentions) > budget_.left()) {
      budget_.KeepMean();
    }
    if (auto error = AddTensor(std::move(choice->attentions), false)) {
      return Fail(*std::move(error), kSizeBytes);
    }
    if (auto error = AddTensor(std::move(choice->gradients), true)) {
      return Fail(*std::move(error), kSizeBytes);
    }
    const auto by_position = [](const Part& a, const Part& b) {
      return a.entry.begin < b.entry.begin;
    };
    std::sort(parts_.begin(), parts_.end(), by_position);
    if (input_bytes_ && *input_bytes_ < file_bytes()) FailTruncated(*input_bytes_);
  }

  // What tensors take as float32.
  static std::uint64_t WeightBytes(const std::vector<SafetensorsEntry>& entries) {
    std::uint64_t bytes = 0;
    for (const SafetensorsEntry& entry : entries) {
      bytes +=
          (entry.end - entry.begin) / ElementBytes(*SafetensorsType(entry.dtype)) * sizeof(float);
    }
    return bytes;
  }

  // One tensor of all layers, one for each, or none.
  std::optional<Error> AddTensor(std::vector<SafetensorsEntry> entries, bool gradients) {
    if (entries.empty()) return std::nullopt;
    const std::vector<std::uint64_t> shape = entries.front().shape;
    const bool layered = entries.size() > 1;
    for (std::size_t k = 0; k < entries.size(); ++k) {
      SafetensorsEntry& entry = entries[k];
      if (entry.shape != shape) {
        return Error{ErrorCode::kRagged,
                     "the tensor \"" + entry.name + "\" has the shape " + ShapeText(entry.shape) +
                         " where " + ShapeText(shape) + " is expected",
                     {.byte = static_cast<std::int64_t>(kSizeBytes + entry.position)}};
      }
      ArrayLayout layout;
      layout.type = *SafetensorsType(entry.dtype);
      layout.position = data_start() + entry.begin;
      layout.shape = shape;
      if (layered) {
        layout.first_layer = static_cast<int>(k);
        // A layer alone: [query][key] needs a head axis too, or it would pass for heads of layers.
        if (shape.size() == 2) layout.shape.insert(layout.shape.begin(), 1);
        layout.shape.insert(layout.shape.begin(), 1);
      }
      Result<ArrayReader> array = ArrayReader::Make(
          std::move(layout), gradients ? ArrayReader::Sign::kAny : ArrayReader::Sign::kNonNegative,
          budget_);
      if (!array.ok()) {
        Error error = array.error();
        error.what += " in the tensor \"" + entry.name + '"';
        error.place.byte = static_cast<std::int64_t>(kSizeBytes + entry.position);
        return error;
      }
      parts_.push_back(
          {std::move(entry), std::move(array).value(), gradients, static_cast<int>(k)});
    }
    return std::nullopt;
  }

  // Feeds the tensor that these bytes belong to, or passes over what none does.
  std::size_t PushData(std::span<const char> bytes) {
    if (position_ == file_bytes()) {
      Fail(WrongField("the .safetensors file goes on behind its last tensor"), position_);
      return bytes.size();
    }
    const std::uint64_t at = position_ - data_start();
    if (next_ == parts_.size()) {
      return static_cast<std::size_t>(std::min<std::uint64_t>(data_bytes_ - at, bytes.size()));
    }
    Part& part = parts_[next_];
    if (at < part.entry.begin) {
      return static_cast<std::size_t>(std::min<std::uint64_t>(part.entry.begin - at, bytes.size()));
    }
    const auto size =
        static_cast<std::size_t>(std::min<std::uint64_t>(part.array.missing(), bytes.size()));
    if (auto error = part.array.Push(bytes.first(size))) {
      error_ = std::move(error);
      parts_.clear();
    } else if (part.array.missing() == 0) {
      ++next_;
    }
    return size;
  }

  // The tensor of all parts of one kind.
  AttentionTensor Join(bool gradients) {
    std::vector<Part*> parts;
    for (Part& part : parts_) {
      if (part.gradients == gradients) parts.push_back(&part);
    }
    if (parts.size() == 1) return parts.front()->array.Take();
    std::sort(parts.begin(), parts.end(),
              [](const Part* a, const Part* b) { return a->layer < b->layer; });
    std::vector<AttentionTensor> layers;
    layers.reserve(parts.size());
    for (Part* part : parts) layers.push_back(part->array.Take());
    return JoinLayers(std::move(layers));
  }

  void FailTruncated(std::uint64_t bytes) {
    std::string what = "the .safetensors file has " + std::to_string(bytes) + " bytes";
    if (!parts_.empty()) what += " where " + std::to_string(file_bytes()) + " are expected";
    Fail({ErrorCode::kTruncated, std::move(what), {}}, bytes);
  }

  void Fail(Error error, std::uint64_t byte) {
    if (error.place.byte < 0) error.place.byte = static_cast<std::int64_t>(byte);
    error_ = std::move(error);
    parts_.clear();
  }

  MemoryBudget budget_;
  std::uint64_t max_bytes_;
  std::optional<std::uint64_t> input_bytes_;
  std::uint64_t position_ = 0;
  std::string header_;
  std::uint64_t header_size_ = 0;
  bool header_done_ = false;
  std::vector<FieldText> metadata_;
  std::uint64_t data_bytes_ = 0;
  ArrayFindings findings_;
  std::vector<Part> parts_;  // in the order of the file
  std::size_t next_ = 0;
  std::optional<Error> error_;
};

}  // namespace

// Begins with the size of its header, 8 bytes, little-endian, at most 100 MB; then comes the
// header, a JSON object.
bool IsSafetensors(std::string_view start) {
  if (start.size() < 9 || start[8] != '{') return false;
  const std::string_view high = start.substr(4, 4);
  return high == std::string_view("\0\0\0\0", 4) && static_cast<unsigned char>(start[3]) < 8;
}

std::unique_ptr<Reader> MakeSafetensorsReader(const ReadLimits& limits) {
  return std::make_unique<SafetensorsReader>(limits);
}

}  // namespace headwater
