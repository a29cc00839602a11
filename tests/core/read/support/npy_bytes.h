#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace headwater {

// A value's bytes, least significant first or, for `big_endian`, last.
template <typename Value>
std::string BytesOf(Value value, bool big_endian = false) {
  std::string bytes(sizeof(value), '\0');
  std::memcpy(bytes.data(), &value, sizeof(value));
  if (big_endian) std::reverse(bytes.begin(), bytes.end());
  return bytes;
}

template <typename Value>
std::string BytesOf(const std::vector<Value>& values, bool big_endian = false) {
  std::string bytes;
  for (const Value value : values) bytes += BytesOf(value, big_endian);
  return bytes;
}

// A .npy file, version 1, as NumPy's format description has it: the header padded with spaces to a
// multiple of 64 and ended by a line feed.
inline std::string NpyBytes(std::string_view descr, bool fortran_order, std::string_view shape,
                            std::string_view elements) {
  std::string header = "{'descr': '" + std::string(descr) +
                       "', 'fortran_order': " + (fortran_order ? "True" : "False") +
                       ", 'shape': " + std::string(shape) + ", }";
  while ((10 + header.size() + 1) % 64 != 0) header += ' ';
  header += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size() % 256);
  bytes += static_cast<char>(header.size() / 256);
  return bytes + header + std::string(elements);
}

}  // namespace headwater
