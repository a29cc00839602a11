#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headwater/result.h"
#include "read/array/array_reader.h"

namespace headwater {

// What a .npy file says about its array.
struct NpyHeader {
  std::string descr;  // NumPy's name of the type: "<f4", "|O", "<U12"
  bool fortran_order = false;
  std::vector<std::uint64_t> shape;
};

// Bytes of everything in front of the array, magic included, when `start` holds enough of the file
// to tell (12 bytes do); nullopt before. An error when it is no .npy file.
Result<std::optional<std::size_t>> NpyHeaderSize(std::string_view start);

// `start` holds NpyHeaderSize() bytes. Refuses what NumPy refuses, and byte orders that are none;
// the place's byte counts from the array's start, where it is known.
Result<NpyHeader> ParseNpyHeader(std::string_view start);

// kWrongField for types that are no floating point numbers of 16, 32 or 64 bits.
Result<ArrayLayout> LayoutOf(const NpyHeader& header, std::uint64_t position);

}  // namespace headwater
