#include "read/zip/inflate_codes.h"

#include <algorithm>
#include <span>

namespace headwater {
namespace {

constexpr std::size_t kMaxLiterals = 286;
constexpr std::size_t kMaxDistances = 30;
// The order in which the lengths of the code for lengths are written.
constexpr std::array<std::uint8_t, 19> kLengthOrder = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                                       11, 4,  12, 3, 13, 2, 14, 1, 15};

}  // namespace

void InflateCodes::SetFixed() {
  std::array<std::uint8_t, 288> literals;
  for (std::size_t symbol = 0; symbol < literals.size(); ++symbol) {
    literals[symbol] = symbol < 144 ? 8 : symbol < 256 ? 9 : symbol < 280 ? 7 : 8;
  }
  std::array<std::uint8_t, 32> distances;
  distances.fill(5);
  (void)literals_.Set(literals);
  (void)distances_.Set(distances);
}

InflateCodes::Progress InflateCodes::ReadStep(BitReservoir& bits, std::string_view& rest) {
  switch (part_) {
    case Part::kSizes:
      return ReadSizes(bits, rest);
    case Part::kLengthLengths:
      return ReadLengthLength(bits, rest);
    case Part::kLengths:
      return ReadLength(bits, rest);
  }
  return Progress::kDamaged;
}

InflateCodes::Progress InflateCodes::ReadSizes(BitReservoir& bits, std::string_view& rest) {
  if (!bits.Fill(14, rest)) return Progress::kNeedsBytes;
  literal_lengths_ = bits.Take(5) + 257;
  distance_lengths_ = bits.Take(5) + 1;
  length_lengths_ = bits.Take(4) + 4;
  if (literal_lengths_ > kMaxLiterals || distance_lengths_ > kMaxDistances) {
    return Progress::kDamaged;
  }
  read_ = 0;
  length_lengths_read_ = {};
  part_ = Part::kLengthLengths;
  return Progress::kGoesOn;
}

InflateCodes::Progress InflateCodes::ReadLengthLength(BitReservoir& bits, std::string_view& rest) {
  if (!bits.Fill(3, rest)) return Progress::kNeedsBytes;
  length_lengths_read_[kLengthOrder[read_]] = static_cast<std::uint8_t>(bits.Take(3));
  if (++read_ < length_lengths_) return Progress::kGoesOn;
  if (!lengths_code_.Set(length_lengths_read_)) return Progress::kDamaged;
  read_ = 0;
  part_ = Part::kLengths;
  return Progress::kGoesOn;
}

InflateCodes::Progress InflateCodes::ReadLength(BitReservoir& bits, std::string_view& rest) {
  const auto symbol = lengths_code_.Decode(bits.bits(), bits.count());
  if (!symbol) {
    if (bits.count() >= HuffmanCode::kMaxLength) return Progress::kDamaged;
    return bits.FillByte(rest) ? Progress::kGoesOn : Progress::kNeedsBytes;
  }
  if (symbol->value < 16) {
    bits.Drop(symbol->length);
    return RepeatLength(static_cast<std::uint8_t>(symbol->value), 1);
  }
  struct Repeat {
    unsigned bits;
    unsigned least;
  };
  // Symbols 16, 17 and 18.
  constexpr std::array<Repeat, 3> kRepeats = {{{2, 3}, {3, 3}, {7, 11}}};
  const Repeat repeat = kRepeats[symbol->value - 16U];
  if (!bits.Fill(symbol->length + repeat.bits, rest)) return Progress::kNeedsBytes;
  bits.Drop(symbol->length);
  const unsigned times = repeat.least + bits.Take(repeat.bits);
  if (symbol->value != 16) return RepeatLength(0, times);
  return read_ == 0 ? Progress::kDamaged : RepeatLength(lengths_[read_ - 1], times);
}

InflateCodes::Progress InflateCodes::RepeatLength(std::uint8_t length, unsigned times) {
  const std::size_t all = literal_lengths_ + distance_lengths_;
  if (times > all - read_) return Progress::kDamaged;
  std::fill_n(lengths_.begin() + static_cast<std::ptrdiff_t>(read_), times, length);
  read_ += times;
  if (read_ < all) return Progress::kGoesOn;
  const std::span<const std::uint8_t> lengths(lengths_);
  const bool good = lengths_[kEndOfBlock] != 0 && literals_.Set(lengths.first(literal_lengths_)) &&
                    distances_.Set(lengths.subspan(literal_lengths_, distance_lengths_));
  return good ? Progress::kDone : Progress::kDamaged;
}

}  // namespace headwater
