#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace headwater {

// What can be wrong with an input or a request. The texts are in the catalogue (error.cpp), from
// which the program's messages and the documentation's table are both made.
enum class ErrorCode : std::uint8_t {
  kEmptyInput,
  kUnknownFormat,
  kNotJson,
  kTruncated,
  kDamaged,
  kNoAttentions,
  kWrongNesting,
  kRagged,
  kMissingWeights,
  kNotFinite,
  kNegative,
  kTokenCount,
  kWrongField,
  kRowSums,
  kRowSumsOfHeads,
  kRowSumsTooSmall,
  kRowSumsOnAverage,
  kPadding,
  kMergedPieces,
  kHeadsAveraged,
  kLayerGap,
  kRectangular,
  kNotCausal,
  kSteps,
  kNoGradients,
  kNoReference,
  kTooLarge,
  kOutOfRange,
  kOption,
};

// Where in the input. What does not apply is -1. Layer, head, row (query) and column (key) count
// from 0, as they do in files; byte counts from 0, line and line_column from 1, as editors do.
struct Place {
  std::int64_t layer = -1;
  std::int64_t batch = -1;
  std::int64_t head = -1;
  std::int64_t row = -1;
  std::int64_t column = -1;
  std::int64_t byte = -1;
  std::int64_t line = -1;
  std::int64_t line_column = -1;

  friend bool operator==(const Place&, const Place&) = default;
};

// "layer 3, head 0, row 2, column 7 (counted from 0), line 1 column 4051, byte 4050"; empty without
// any place.
std::string Describe(const Place& place);

struct Error {
  ErrorCode code = ErrorCode::kOption;
  std::string what;  // one sentence without its full stop: what is wrong, with the numbers
  Place place = {};

  // "What at which place. What to do."
  std::string Message() const;
};

// One row of the catalogue: a stable name for programs, the meaning and the remedy for people.
struct ErrorEntry {
  ErrorCode code;
  std::string_view name;
  std::string_view meaning;
  std::string_view remedy;
};

std::span<const ErrorEntry> ErrorCatalogue();
const ErrorEntry& Entry(ErrorCode code);

// What the programs around the core say on their own account, of addresses, links and workers:
// names and texts for the same table, in a file apart, so that no module carries them.
struct HostErrorEntry {
  std::string_view name;
  std::string_view meaning;
  std::string_view remedy;
};
std::span<const HostErrorEntry> HostErrorCatalogue();

}  // namespace headwater
