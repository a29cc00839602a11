#pragma once

#include <array>
#include <cstddef>
#include <string_view>

namespace headwater {

// Whether `text` is UTF-8 as RFC 3629 has it: no overlong forms, surrogates or values above
// U+10FFFF. O(bytes).
bool IsUtf8(std::string_view text);

// One code point's UTF-8. A value above U+10FFFF becomes U+FFFD; surrogates are left to IsUtf8().
class EncodedCodePoint {
 public:
  explicit EncodedCodePoint(unsigned code_point);
  std::string_view text() const { return {bytes_.data(), size_}; }

 private:
  void Append(unsigned byte) { bytes_[size_++] = static_cast<char>(byte); }

  std::array<char, 4> bytes_ = {};
  std::size_t size_ = 0;
};

}  // namespace headwater
