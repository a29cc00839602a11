#include "headwater/read/format.h"

#include <algorithm>
#include <array>

namespace headwater {
namespace {

// Safetensors begins with the size of its header, 8 bytes, little-endian, at most 100 MB; then
// comes the header, a JSON object.
bool IsSafetensors(std::string_view start) {
  if (start.size() < 9 || start[8] != '{') return false;
  const std::string_view high = start.substr(4, 4);
  return high == std::string_view("\0\0\0\0", 4) && static_cast<unsigned char>(start[3]) < 8;
}

bool IsJavaScript(std::string_view text) {
  constexpr std::array<std::string_view, 9> kBeginnings = {
      "export ", "window.", "const ", "let ", "var ", "//", "/*", "import ", "require"};
  return std::any_of(kBeginnings.begin(), kBeginnings.end(),
                     [text](std::string_view beginning) { return text.starts_with(beginning); });
}

// An object that begins with one of a notebook's four fields and shows another one nearby.
bool IsNotebook(std::string_view text) {
  if (!text.starts_with('{')) return false;
  const std::size_t key = text.find_first_not_of(" \t\r\n", 1);
  if (key == std::string_view::npos) return false;
  const std::string_view rest = text.substr(key);
  if (rest.starts_with("\"nbformat")) return true;
  if (rest.starts_with("\"cells\"")) return text.find("\"cell_type\"") != std::string_view::npos;
  return rest.starts_with("\"metadata\"") &&
         (text.find("\"nbformat\"") != std::string_view::npos ||
          text.find("\"kernelspec\"") != std::string_view::npos);
}

}  // namespace

InputFormat SniffFormat(std::span<const char> bytes) {
  const std::string_view start(bytes.data(), std::min(bytes.size(), kSniffBytes));
  if (start.starts_with("\x1F\x8B")) return InputFormat::kGzip;
  if (start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06")) return InputFormat::kZip;
  if (start.starts_with("\x93NUMPY")) return InputFormat::kNpy;
  if (start.starts_with("\x89HDF\r\n\x1A\n")) return InputFormat::kHdf5;
  if (start.size() >= 2 && start[0] == '\x80' && start[1] >= 2 && start[1] <= 5) {
    return InputFormat::kPickle;
  }
  if (IsSafetensors(start)) return InputFormat::kSafetensors;

  std::string_view text = start;
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  if (text.starts_with('<')) return InputFormat::kHtml;
  if (IsNotebook(text)) return InputFormat::kNotebook;
  if (IsJavaScript(text)) return InputFormat::kJavaScript;
  return InputFormat::kJson;
}

std::string_view FormatName(InputFormat format) {
  switch (format) {
    case InputFormat::kJson:
      return "JSON";
    case InputFormat::kNpy:
      return "a .npy file";
    case InputFormat::kSafetensors:
      return "a .safetensors file";
    case InputFormat::kGzip:
      return "a gzip file";
    case InputFormat::kZip:
      return "a zip archive";
    case InputFormat::kHtml:
      return "an HTML page";
    case InputFormat::kNotebook:
      return "a notebook";
    case InputFormat::kJavaScript:
      return "a JavaScript file";
    case InputFormat::kPickle:
      return "a Python pickle";
    case InputFormat::kHdf5:
      return "an HDF5 file";
  }
  return "";
}

}  // namespace headwater
