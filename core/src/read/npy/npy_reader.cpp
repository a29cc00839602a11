#include "headwater/read/npy_reader.h"

#include <algorithm>
#include <string>
#include <utility>

#include "read/array/array_reader.h"
#include "read/npy/npy_header.h"
#include "read/sample/memory_budget.h"

namespace headwater {

namespace {

class NpyReader final : public Reader {
 public:
  explicit NpyReader(const ReadLimits& limits)
      : budget_(limits.max_tensor_bytes, limits.heads), input_bytes_(limits.input_bytes) {}

  std::optional<Error> Push(std::span<const char> bytes) override {
    while (!error_ && !bytes.empty()) {
      const std::size_t used = array_ ? PushElements(bytes) : PushHeader(bytes);
      position_ += used;
      bytes = bytes.subspan(used);
    }
    return error_;
  }

  Result<std::vector<Sample>> Finish() override {
    if (!error_) End();
    if (error_) return *error_;
    std::vector<Sample> samples(1);
    samples.front().attentions = array_->Take();
    return samples;
  }

  std::uint64_t bytes_read() const override { return position_; }

 private:
  // Byte by byte: the header's size is known only from its start.
  std::size_t PushHeader(std::span<const char> bytes) {
    header_ += bytes.front();
    Result<std::optional<std::size_t>> size = NpyHeaderSize(header_);
    if (!size.ok()) {
      Fail(std::move(size).error());
    } else if (size.value() == header_.size()) {
      StartArray();
    }
    return 1;
  }

  void StartArray() {
    const Result<NpyHeader> header = ParseNpyHeader(header_);
    if (!header.ok()) return Fail(header.error());
    Result<ArrayLayout> layout = LayoutOf(*header, header_.size());
    if (!layout.ok()) return Fail(layout.error());
    Result<ArrayReader> array =
        ArrayReader::Make(std::move(layout).value(), ArrayReader::Sign::kNonNegative, budget_);
    if (!array.ok()) return Fail(array.error());
    array_ = std::move(array).value();
    if (input_bytes_ && *input_bytes_ < header_.size() + array_->size())
      FailTruncated(*input_bytes_);
  }

  std::size_t PushElements(std::span<const char> bytes) {
    const std::uint64_t missing = array_->missing();
    if (missing == 0) {
      Fail({ErrorCode::kWrongField, "the .npy file goes on behind its array", {}});
      return bytes.size();
    }
    const auto size = static_cast<std::size_t>(std::min<std::uint64_t>(missing, bytes.size()));
    if (auto error = array_->Push(bytes.first(size))) {
      error_ = std::move(error);
      array_.reset();
    }
    return size;
  }

  void End() {
    if (position_ == 0) return Fail({ErrorCode::kEmptyInput, "the file is empty", {}});
    if (!array_ || array_->missing() > 0) FailTruncated(position_);
  }

  void FailTruncated(std::uint64_t bytes) {
    std::string what = "the .npy file has " + std::to_string(bytes) + " bytes";
    if (array_)
      what += " where " + std::to_string(header_.size() + array_->size()) + " are expected";
    Fail({ErrorCode::kTruncated, std::move(what), {}});
  }

  void Fail(Error error) {
    if (error.place.byte < 0) error.place.byte = static_cast<std::int64_t>(position_);
    error_ = std::move(error);
    array_.reset();
  }

  MemoryBudget budget_;
  std::optional<std::uint64_t> input_bytes_;
  std::uint64_t position_ = 0;
  std::string header_;
  std::optional<ArrayReader> array_;
  std::optional<Error> error_;
};

}  // namespace

std::unique_ptr<Reader> MakeNpyReader(const ReadLimits& limits) {
  return std::make_unique<NpyReader>(limits);
}

}  // namespace headwater
