#include "headwater/read/input_reader.h"

#include <algorithm>
#include <type_traits>
#include <utility>

namespace headwater {

std::optional<Error> InputReader::Push(std::span<const char> bytes) {
  if (error_) return error_;
  bytes_read_ += bytes.size();
  if (std::holds_alternative<std::monostate>(reader_)) {
    const std::size_t size = std::min(kSniffBytes - start_.size(), bytes.size());
    start_.append(bytes.data(), size);
    bytes = bytes.subspan(size);
    if (start_.size() < kSniffBytes) return std::nullopt;
    Begin();
  }
  if (!error_) GiveToReader(bytes);
  return error_;
}

Result<std::vector<Sample>> InputReader::Finish() {
  if (!error_ && std::holds_alternative<std::monostate>(reader_)) Begin();
  if (error_) return *error_;
  return std::visit(
      [](auto& reader) -> Result<std::vector<Sample>> {
        if constexpr (std::is_same_v<std::decay_t<decltype(reader)>, std::monostate>) {
          return std::vector<Sample>();
        } else {
          return reader.Finish();
        }
      },
      reader_);
}

void InputReader::Begin() {
  const InputFormat format = SniffFormat(start_);
  switch (format) {
    case InputFormat::kJson:
      reader_.emplace<JsonReader>(limits_);
      break;
    case InputFormat::kNpy:
      reader_.emplace<NpyReader>(limits_);
      break;
    case InputFormat::kHtml:
    case InputFormat::kJavaScript:
      reader_.emplace<PageReader>(limits_);
      break;
    case InputFormat::kNotebook:
      reader_.emplace<NotebookReader>(limits_);
      break;
    case InputFormat::kZip:
      reader_.emplace<NpzReader>(limits_);
      break;
    case InputFormat::kSafetensors:
      reader_.emplace<SafetensorsReader>(limits_);
      break;
    default:
      error_ =
          Error{ErrorCode::kUnknownFormat, "the input is " + std::string(FormatName(format)), {}};
      return;
  }
  GiveToReader(start_);
  start_ = {};
}

void InputReader::GiveToReader(std::span<const char> bytes) {
  std::visit(
      [&](auto& reader) {
        if constexpr (!std::is_same_v<std::decay_t<decltype(reader)>, std::monostate>) {
          error_ = reader.Push(bytes);
        }
      },
      reader_);
}

}  // namespace headwater
