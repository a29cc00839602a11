#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "headwater/result.h"
#include "read/npy/npy_header.h"

namespace headwater {

// An array of texts (NumPy's U and S) or whole numbers (i and u), on one axis or none, whose value
// is a field of the native format.
struct NpyField {
  char kind = 0;          // NumPy's: U, S, i or u
  std::size_t width = 0;  // bytes of an element
  bool big_endian = false;
  bool list = false;
  std::uint64_t count = 1;

  // kWrongField when the array is of another kind or larger than 16 MB.
  static Result<NpyField> Of(const NpyHeader& header);

  std::uint64_t size() const { return count * width; }
  // `bytes` are size() bytes. A single text as it is, everything else as JSON.
  std::string Text(std::string_view bytes) const;
};

}  // namespace headwater
