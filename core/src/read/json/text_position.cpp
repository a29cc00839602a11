#include "read/json/text_position.h"

namespace headwater {

void TextPosition::Advance(std::string_view piece) {
  for (std::size_t end = piece.find('\n'); end != std::string_view::npos;
       end = piece.find('\n', end + 1)) {
    ++line_;
    last_line_start_ = line_start_;
    line_start_ = position_ + end + 1;
  }
  position_ += piece.size();
}

TextPosition::Point TextPosition::PointBefore(std::string_view piece, std::size_t at,
                                              std::uint64_t back) const {
  TextPosition there = *this;
  there.Advance(piece.substr(0, at));
  const std::uint64_t byte = there.position_ - back;
  return {.byte = byte, .line = there.line_, .column = byte - there.line_start_ + 1};
}

}  // namespace headwater
