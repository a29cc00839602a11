#include "headwater/read/page_reader.h"

#include <string_view>

#include "read/page/page_samples.h"
#include "read/page/page_scanner.h"

namespace headwater {

class PageReader::Impl {
 public:
  explicit Impl(const ReadLimits& limits) : scanner_(limits.max_tensor_bytes) {}

  std::optional<Error> Push(std::span<const char> bytes) {
    return scanner_.Push({bytes.data(), bytes.size()});
  }

  Result<std::vector<Sample>> Finish() {
    if (auto error = scanner_.EndText()) return *std::move(error);
    if (scanner_.position() == 0) return Error{ErrorCode::kEmptyInput, "the file is empty", {}};
    return ChoosePageSamples(scanner_.TakeSamples(), "the page");
  }

  std::uint64_t position() const { return scanner_.position(); }

 private:
  PageScanner scanner_;
};

PageReader::PageReader(const ReadLimits& limits) : impl_(std::make_unique<Impl>(limits)) {}
PageReader::~PageReader() = default;
PageReader::PageReader(PageReader&&) noexcept = default;
PageReader& PageReader::operator=(PageReader&&) noexcept = default;

std::optional<Error> PageReader::Push(std::span<const char> bytes) { return impl_->Push(bytes); }
Result<std::vector<Sample>> PageReader::Finish() { return impl_->Finish(); }
std::uint64_t PageReader::bytes_read() const { return impl_->position(); }

}  // namespace headwater
