#include "read/zip/inflater.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace headwater {
namespace {

constexpr std::size_t kWindow = std::size_t{1} << 15;
constexpr std::size_t kMaxCopy = 258;
// Bits of the longest element: a length, its extra bits, a distance, its extra bits.
constexpr unsigned kMaxElement = 15 + 5 + 15 + 13;

constexpr std::array<std::uint16_t, 29> kLengthBase = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                       15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                       67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<std::uint8_t, 29> kLengthBits = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                      2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr std::array<std::uint16_t, 30> kDistanceBase = {
    1,   2,   3,   4,   5,   7,    9,    13,   17,   25,   33,   49,   65,    97,    129,
    193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};
constexpr std::array<std::uint8_t, 30> kDistanceBits = {0, 0, 0,  0,  1,  1,  2,  2,  3,  3,
                                                        4, 4, 5,  5,  6,  6,  7,  7,  8,  8,
                                                        9, 9, 10, 10, 11, 11, 12, 12, 13, 13};

}  // namespace

Inflater::Inflater() : window_(2 * kWindow) {}

std::string_view Inflater::Next(std::string_view& rest) {
  if (!has_room()) {
    std::memmove(window_.data(), window_.data() + written_ - kWindow, kWindow);
    written_ = kWindow;
  }
  const std::size_t given = written_;
  while (!done() && !damaged() && has_room() && Step(rest)) {
  }
  return {window_.data() + given, written_ - given};
}

bool Inflater::has_room() const { return window_.size() - written_ >= kMaxCopy; }

bool Inflater::Step(std::string_view& rest) {
  switch (state_) {
    case State::kBlock:
      return StartBlock(rest);
    case State::kStoredSize:
      return StartStored(rest);
    case State::kStored:
      return CopyStored(rest);
    case State::kCodes:
      return ReadCodes(rest);
    case State::kSymbols:
      return ReadSymbol(rest);
    default:
      return false;
  }
}

bool Inflater::StartBlock(std::string_view& rest) {
  if (last_block_) {
    state_ = State::kDone;
    return true;
  }
  if (!bits_.Fill(3, rest)) return false;
  last_block_ = bits_.Take(1) != 0;
  switch (bits_.Take(2)) {
    case 0:
      // What is left of the byte belongs to nothing.
      bits_.Drop(bits_.count() % 8);
      state_ = State::kStoredSize;
      return true;
    case 1:
      codes_.SetFixed();
      state_ = State::kSymbols;
      return true;
    case 2:
      codes_.StartReading();
      state_ = State::kCodes;
      return true;
    default:
      return Damage();
  }
}

bool Inflater::StartStored(std::string_view& rest) {
  if (!bits_.Fill(32, rest)) return false;
  const unsigned size = bits_.Take(16);
  if (bits_.Take(16) != (size ^ 0xFFFFU)) return Damage();
  stored_left_ = size;
  state_ = State::kStored;
  return true;
}

bool Inflater::CopyStored(std::string_view& rest) {
  if (stored_left_ == 0) {
    state_ = State::kBlock;
    return true;
  }
  const std::size_t size = std::min({stored_left_, rest.size(), window_.size() - written_});
  if (size == 0) return false;
  std::memcpy(window_.data() + written_, rest.data(), size);
  written_ += size;
  stored_left_ -= size;
  rest.remove_prefix(size);
  return true;
}

bool Inflater::ReadCodes(std::string_view& rest) {
  switch (codes_.ReadStep(bits_, rest)) {
    case InflateCodes::Progress::kNeedsBytes:
      return false;
    case InflateCodes::Progress::kGoesOn:
      return true;
    case InflateCodes::Progress::kDone:
      state_ = State::kSymbols;
      return true;
    case InflateCodes::Progress::kDamaged:
      break;
  }
  return Damage();
}

bool Inflater::ReadSymbol(std::string_view& rest) {
  while (!Decode()) {
    if (bits_.count() >= kMaxElement) return Damage();
    if (!bits_.FillByte(rest)) return false;
  }
  if (state_ == State::kSymbols) ReadSymbolsByWords(rest);
  return true;
}

void Inflater::ReadSymbolsByWords(std::string_view& rest) {
  static_assert(std::endian::native == std::endian::little);
  const char* at = rest.data();
  const char* const end = at + rest.size();
  while (end - at >= 8 && has_room() && state_ == State::kSymbols) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, sizeof(word));
    const unsigned bytes = (63 - bits_.count()) / 8;
    bits_.Add(word & BitReservoir::LowBits(bytes * 8), bytes * 8);
    at += bytes;
    if (!Decode()) Damage();
  }
  // ReadSymbol leaves less than a byte in the reservoir, so these bytes are all of this piece.
  at -= bits_.GiveBackBytes();
  rest.remove_prefix(static_cast<std::size_t>(at - rest.data()));
}

bool Inflater::Decode() {
  const std::uint64_t bits = bits_.bits();
  const unsigned count = bits_.count();
  const auto symbol = codes_.literals().Decode(bits, count);
  if (!symbol) return false;
  unsigned used = symbol->length;
  if (symbol->value <= InflateCodes::kEndOfBlock) {
    bits_.Drop(used);
    if (symbol->value == InflateCodes::kEndOfBlock) {
      state_ = State::kBlock;
    } else {
      window_[written_++] = static_cast<char>(symbol->value);
    }
    return true;
  }
  const std::size_t kind = symbol->value - InflateCodes::kEndOfBlock - 1U;
  if (kind >= kLengthBase.size()) return Damage();
  const auto extra = [&](unsigned width) {
    const auto value = static_cast<unsigned>(bits >> used & BitReservoir::LowBits(width));
    used += width;
    return value;
  };
  const unsigned length = kLengthBase[kind] + extra(kLengthBits[kind]);
  if (used > count) return false;
  const auto far = codes_.distances().Decode(bits >> used, count - used);
  if (!far) return false;
  if (far->value >= kDistanceBase.size()) return Damage();
  used += far->length;
  const unsigned distance = kDistanceBase[far->value] + extra(kDistanceBits[far->value]);
  if (used > count) return false;
  bits_.Drop(used);
  Copy(length, distance);
  return true;
}

void Inflater::Copy(unsigned length, unsigned distance) {
  if (distance > written_) {
    Damage();
    return;
  }
  char* const to = window_.data() + written_;
  const char* const from = to - distance;
  if (distance >= length) {
    std::memcpy(to, from, length);
  } else {
    for (unsigned k = 0; k < length; ++k) to[k] = from[k];
  }
  written_ += length;
}

}  // namespace headwater
