#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/reading.h"

namespace headwater {

using MakeReader = std::unique_ptr<Reader> (*)(const ReadLimits& limits);

// In pieces of so many bytes, each in memory of its own, so that a sanitizer sees reads beyond it.
inline std::string OutcomeInPieces(MakeReader make, std::string_view bytes, std::size_t piece,
                                   const ReadLimits& limits) {
  const auto reader = make(limits);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    const std::string_view part = bytes.substr(at, piece);
    (void)reader->Push(std::vector<char>(part.begin(), part.end()));
  }
  return Everything(reader->Finish());
}

// The property of every reader: whatever the bytes, no crash, and the same outcome in one piece and
// in many. The first byte chooses the size of the pieces and the limits.
inline void CheckSameOutcome(MakeReader make, const std::uint8_t* data, std::size_t size) {
  if (size < 1) return;
  const std::size_t piece = 1 + data[0] % 64;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const ReadLimits limits{.max_tensor_bytes = data[0] < 128 ? 1'000'000U : data[0] * 10U,
                          .heads = static_cast<KeptHeads>(data[0] / 64 % 3)};
  const std::string whole =
      OutcomeInPieces(make, bytes, std::max<std::size_t>(bytes.size(), 1), limits);
  if (OutcomeInPieces(make, bytes, piece, limits) != whole) std::abort();
}

}  // namespace headwater
