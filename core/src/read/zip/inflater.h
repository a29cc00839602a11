#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "read/zip/bit_reservoir.h"
#include "read/zip/inflate_codes.h"

namespace headwater {

// Unpacks one DEFLATE stream (RFC 1951) that arrives in pieces.
// Memory: 64 KB for what it unpacked last and 13 KB of tables.
class Inflater {
 public:
  Inflater();

  // Takes packed bytes off the front of `rest` and returns what they unpack to, until the next
  // call. Empty when it needs more bytes, is done, or the stream is damaged. No byte behind the
  // stream's end is taken.
  std::string_view Next(std::string_view& rest);

  bool done() const { return state_ == State::kDone; }
  bool damaged() const { return state_ == State::kDamaged; }

 private:
  enum class State : std::uint8_t {
    kBlock,
    kStoredSize,
    kStored,
    kCodes,
    kSymbols,
    kDone,
    kDamaged,
  };

  // Each does what one element of the stream says; false when bytes are missing for it.
  bool Step(std::string_view& rest);
  bool StartBlock(std::string_view& rest);
  bool StartStored(std::string_view& rest);
  bool CopyStored(std::string_view& rest);
  bool ReadCodes(std::string_view& rest);
  bool ReadSymbol(std::string_view& rest);
  // As ReadSymbol(), many times, with the reservoir filled by words.
  void ReadSymbolsByWords(std::string_view& rest);
  // One literal or copy, or the end of the block, from the reservoir. False when bits are missing.
  bool Decode();
  void Copy(unsigned length, unsigned distance);
  bool Damage() {
    state_ = State::kDamaged;
    return true;
  }
  bool has_room() const;

  State state_ = State::kBlock;
  bool last_block_ = false;
  std::size_t stored_left_ = 0;
  BitReservoir bits_;
  InflateCodes codes_;

  std::vector<char> window_;
  std::size_t written_ = 0;  // of the window
};

}  // namespace headwater
