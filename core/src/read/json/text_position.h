#pragma once

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

  // `back` bytes, none of them a line end, before byte `at` of `piece`, the piece that comes next.
  Point PointBefore(std::string_view piece, std::size_t at, std::uint64_t back) const;

 private:
  std::uint64_t position_ = 0;
  std::uint64_t line_ = 1;
  std::uint64_t line_start_ = 0;
  std::uint64_t last_line_start_ = 0;
};

}  // namespace headwater
