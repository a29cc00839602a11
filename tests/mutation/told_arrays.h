#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace headwater {

// An array as the headers of its file tell of it.
struct ToldArray {
  std::string name;
  std::string type;  // "f2", "f4", "f8", "bf16"; anything else holds no weights
  bool big_endian = false;
  bool fortran_order = false;
  std::vector<std::size_t> shape = {};
  std::string data = {};

  // Floating point numbers on 2 to 5 axes, as many as the shape says.
  bool HoldsWeights() const;
  // In C order, as float32.
  std::vector<float> Values() const;
};

// The arrays of a .npy, .npz (stored, or deflated in stored blocks) or .safetensors file, in its
// order. Knows nothing of the program's readers, and is as simple as it can be: nullopt where it
// finds no sense.
std::optional<std::vector<ToldArray>> ToldArrays(std::string_view file);

}  // namespace headwater
