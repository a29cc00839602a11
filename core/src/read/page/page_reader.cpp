#include "headwater/read/page_reader.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "read/page/page_samples.h"
#include "read/page/page_scanner.h"
#include "read/text_start.h"

namespace headwater {
namespace {

class PageReader final : public Reader {
 public:
  explicit PageReader(const ReadLimits& limits) : scanner_(limits.max_tensor_bytes) {}

  std::optional<Error> Push(std::span<const char> bytes) override {
    return scanner_.Push({bytes.data(), bytes.size()});
  }

  Result<std::vector<Sample>> Finish() override {
    if (auto error = scanner_.EndText()) return *std::move(error);
    if (scanner_.position() == 0) return Error{ErrorCode::kEmptyInput, "the file is empty", {}};
    return ChoosePageSamples(scanner_.TakeSamples(), "the page");
  }

  std::uint64_t bytes_read() const override { return scanner_.position(); }

 private:
  PageScanner scanner_;
};

}  // namespace

bool IsHtml(std::string_view start) { return TextStart(start).starts_with('<'); }

bool IsJavaScript(std::string_view start) {
  constexpr std::array<std::string_view, 9> kBeginnings = {
      "export ", "window.", "const ", "let ", "var ", "//", "/*", "import ", "require"};
  const std::string_view text = TextStart(start);
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [text](std::string_view beginning) { return text.starts_with(beginning); });
}

std::unique_ptr<Reader> MakePageReader(const ReadLimits& limits) {
  return std::make_unique<PageReader>(limits);
}

}  // namespace headwater
