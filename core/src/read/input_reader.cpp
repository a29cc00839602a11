#include "headwater/read/input_reader.h"

#include <algorithm>
#include <string>

#include "headwater/read/format.h"

namespace headwater {
namespace {

class InputReader final : public Reader {
 public:
  explicit InputReader(const ReadLimits& limits) : limits_(limits) {}

  std::optional<Error> Push(std::span<const char> bytes) override {
    if (error_) return error_;
    bytes_read_ += bytes.size();
    if (!reader_) {
      const std::size_t size = std::min(kSniffBytes - start_.size(), bytes.size());
      start_.append(bytes.data(), size);
      bytes = bytes.subspan(size);
      if (start_.size() < kSniffBytes) return std::nullopt;
      Begin();
    }
    if (!error_) error_ = reader_->Push(bytes);
    return error_;
  }

  Result<std::vector<Sample>> Finish() override {
    if (!error_ && !reader_) Begin();
    if (error_) return *error_;
    return reader_->Finish();
  }

  std::uint64_t bytes_read() const override { return bytes_read_; }

 private:
  // Chooses the reader by start_ and gives it these first bytes.
  void Begin() {
    const Format& format = FormatOf(start_);
    if (format.make == nullptr) {
      error_ = Error{ErrorCode::kUnknownFormat, "the input is " + std::string(format.name), {}};
      return;
    }
    reader_ = format.make(limits_);
    error_ = reader_->Push(start_);
    start_ = {};
  }

  ReadLimits limits_;
  std::uint64_t bytes_read_ = 0;
  std::string start_;  // until there are enough bytes to choose by
  std::unique_ptr<Reader> reader_;
  std::optional<Error> error_;
};

}  // namespace

std::unique_ptr<Reader> MakeInputReader(const ReadLimits& limits) {
  return std::make_unique<InputReader>(limits);
}

}  // namespace headwater
