#include "read/text_position.h"

#include <algorithm>

namespace headwater {
namespace {

bool IsWordByte(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z') || byte == '-' || byte == '+' || byte == '.';
}

}  // namespace

void TextPosition::Advance(std::string_view piece) {
  for (std::size_t end = piece.find('\n'); end != std::string_view::npos;
       end = piece.find('\n', end + 1)) {
    ++line_;
    line_start_ = position_ + end + 1;
  }
  for (std::size_t k = piece.size() - std::min(piece.size(), kLookBack); k < piece.size(); ++k) {
    last_[static_cast<std::size_t>((position_ + k) % kLookBack)] = piece[k];
  }
  position_ += piece.size();
}

TextPosition::Point TextPosition::PointAt(std::string_view piece, std::size_t at) const {
  TextPosition there = *this;
  there.Advance(piece.substr(0, at));
  return there.OnThisLine(there.position_);
}

TextPosition::Point TextPosition::WordStart(std::string_view piece, std::size_t at) const {
  TextPosition there = *this;
  there.Advance(piece.substr(0, at));
  std::uint64_t byte = there.position_;
  const std::uint64_t least = byte - std::min<std::uint64_t>(byte, kLookBack);
  while (byte > least && IsWordByte(there.ByteBefore(byte))) --byte;
  return there.OnThisLine(byte);
}

TextPosition::Point TextPosition::EscapeStart(std::string_view piece, std::size_t at) const {
  TextPosition there = *this;
  // The byte at `at` may be the u.
  there.Advance(piece.substr(0, std::min(at + 1, piece.size())));
  constexpr std::uint64_t kLength = 7;  // of the sequence and the byte after it
  const std::uint64_t end = there.position_;
  for (std::uint64_t byte = end; byte > 1 && byte + kLength > end; --byte) {
    if (there.ByteBefore(byte) == 'u' && there.ByteBefore(byte - 1) == '\\') {
      return there.OnThisLine(byte - 2);
    }
  }
  return there.OnThisLine(end);
}

}  // namespace headwater
