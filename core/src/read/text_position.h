#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace headwater {

// Keeps track of bytes, lines and columns in a text that arrives in pieces, cheaply enough to run
// beside the parser: one search for line ends per piece, everything else only when asked.
class TextPosition {
 public:
  struct Point {
    std::uint64_t byte = 0;    // from 0
    std::uint64_t line = 1;    // from 1
    std::uint64_t column = 1;  // from 1, in bytes
  };

  // The piece that follows what was advanced over so far is done.
  void Advance(std::string_view piece);

  // Bytes advanced over.
  std::uint64_t position() const { return position_; }

  // Byte `at` of `piece`, the piece that comes next.
  Point PointAt(std::string_view piece, std::size_t at) const;
  // The start of the number or name that ends at or goes on at byte `at`; `at` itself when there is
  // none. A parser names the end of a bad number and, when a split cut a bad name, some byte of it:
  // the start is the same for every split. Looks back at most kLookBack bytes.
  Point WordStart(std::string_view piece, std::size_t at) const;
  // The same for an escape sequence \uXXXX that ends before or goes on at `at`.
  Point EscapeStart(std::string_view piece, std::size_t at) const;

 private:
  char ByteBefore(std::uint64_t position) const {
    return last_[static_cast<std::size_t>((position - 1) % kLookBack)];
  }
  Point OnThisLine(std::uint64_t byte) const {
    return {.byte = byte, .line = line_, .column = byte - line_start_ + 1};
  }

  static constexpr std::size_t kLookBack = 64;

  std::uint64_t position_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t line_start_ = 0;
  std::array<char, kLookBack> last_ = {};  // the last bytes, at [position % kLookBack]
};

}  // namespace headwater
