#include "mutation/told_arrays.h"

#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <utility>

#include "mutation/told_header.h"

namespace headwater {
namespace {

std::uint64_t Number(std::string_view bytes, bool big_endian = false) {
  std::uint64_t number = 0;
  for (std::size_t k = 0; k < bytes.size(); ++k) {
    const std::size_t at = big_endian ? k : bytes.size() - 1 - k;
    number = number * 256 + static_cast<unsigned char>(bytes[at]);
  }
  return number;
}

// 16 bits of which so many are the exponent.
float Half(std::uint64_t bits, int exponent_bits) {
  const int fraction_bits = 15 - exponent_bits;
  const int top = (1 << exponent_bits) - 1;
  const int exponent = static_cast<int>(bits >> fraction_bits) & top;
  const double fraction =
      static_cast<double>(bits & ((1U << fraction_bits) - 1)) / (1 << fraction_bits);
  const int bias = top / 2;
  const double size = exponent == top ? HUGE_VAL
                      : exponent == 0 ? std::ldexp(fraction, 1 - bias)
                                      : std::ldexp(1 + fraction, exponent - bias);
  return static_cast<float>(bits >> 15 != 0 ? -size : size);
}

float Value(std::string_view bytes, const ToldArray& array) {
  const std::uint64_t bits = Number(bytes, array.big_endian);
  if (array.type == "f2") return Half(bits, 5);
  if (array.type == "bf16") return Half(bits, 8);
  if (array.type == "f4") return std::bit_cast<float>(static_cast<std::uint32_t>(bits));
  return static_cast<float>(std::bit_cast<double>(bits));
}

std::size_t Width(std::string_view type) {
  if (type == "f2" || type == "bf16") return 2;
  if (type == "f4") return 4;
  return type == "f8" ? 8 : 0;
}

std::optional<ToldArray> Npy(std::string_view file) {
  if (file.size() < 12 || file.substr(0, 6) != "\x93NUMPY") return std::nullopt;
  const std::size_t width = file[6] == 1 ? 2 : 4;
  const std::size_t header = static_cast<std::size_t>(Number(file.substr(8, width)));
  if (file.size() < 8 + width + header) return std::nullopt;
  std::optional<ToldArray> array = NpyHeaderTold(file.substr(8 + width, header));
  if (array) array->data = file.substr(8 + width + header);
  return array;
}

// DEFLATE of stored blocks alone.
std::optional<std::string> Unpacked(std::string_view packed) {
  std::string data;
  for (bool last = false; !last;) {
    if (packed.size() < 5 || (packed[0] & 6) != 0) return std::nullopt;
    last = (packed[0] & 1) != 0;
    const auto size = static_cast<std::size_t>(Number(packed.substr(1, 2)));
    if (packed.size() < 5 + size) return std::nullopt;
    data += packed.substr(5, size);
    packed.remove_prefix(5 + size);
  }
  return data;
}

// By the directory, from the archive's end.
std::optional<std::vector<ToldArray>> Npz(std::string_view file) {
  const std::size_t end = file.rfind("PK\x05\x06");
  if (end == std::string_view::npos || file.size() < end + 22) return std::nullopt;
  std::size_t at = static_cast<std::size_t>(Number(file.substr(end + 16, 4)));
  std::vector<ToldArray> arrays;
  for (std::uint64_t count = Number(file.substr(end + 10, 2)); count > 0; --count) {
    if (file.size() < at + 46) return std::nullopt;
    const auto number = [&file, &at](std::size_t offset, std::size_t width) {
      return static_cast<std::size_t>(Number(file.substr(at + offset, width)));
    };
    const std::string_view name = file.substr(at + 46, number(28, 2));
    const std::size_t entry = number(42, 4);
    if (file.size() < entry + 30) return std::nullopt;
    const std::size_t data = entry + 30 +
                             static_cast<std::size_t>(Number(file.substr(entry + 26, 2))) +
                             static_cast<std::size_t>(Number(file.substr(entry + 28, 2)));
    if (file.size() < data + number(20, 4)) return std::nullopt;
    std::optional<std::string> bytes(file.substr(data, number(20, 4)));
    if (number(10, 2) == 8) bytes = Unpacked(*bytes);
    if (!bytes || bytes->size() != number(24, 4)) return std::nullopt;
    at += 46 + number(28, 2) + number(30, 2) + number(32, 2);
    if (!name.ends_with(".npy")) continue;
    std::optional<ToldArray> array = Npy(*bytes);
    if (!array) return std::nullopt;
    array->name = name.substr(0, name.size() - 4);
    arrays.push_back(*std::move(array));
  }
  return arrays;
}

std::optional<std::vector<ToldArray>> Safetensors(std::string_view file) {
  if (file.size() < 8) return std::nullopt;
  const std::uint64_t header = Number(file.substr(0, 8));
  if (header > file.size() - 8) return std::nullopt;
  return SafetensorsHeaderTold(file.substr(8, static_cast<std::size_t>(header)),
                               file.substr(8 + static_cast<std::size_t>(header)));
}

}  // namespace

bool ToldArray::HoldsWeights() const {
  if (Width(type) == 0 || shape.size() < 2 || shape.size() > 5) return false;
  std::size_t bytes = Width(type);
  for (const std::size_t extent : shape) bytes *= extent;
  return bytes == data.size() && bytes > 0;
}

std::vector<float> ToldArray::Values() const {
  std::vector<float> values(data.size() / Width(type));
  for (std::size_t k = 0; k < values.size(); ++k) {
    // The k-th element of the file, by its indices.
    std::size_t index = k;
    if (fortran_order) {
      std::size_t rest = k;
      index = 0;
      std::size_t stride = values.size();
      for (const std::size_t extent : shape) {
        stride /= extent;
        index += rest % extent * stride;
        rest /= extent;
      }
    }
    values[index] =
        Value(std::string_view(data).substr(k * Width(type), Width(type)), *this) + 0.0F;
  }
  return values;
}

std::optional<std::vector<ToldArray>> ToldArrays(std::string_view file) {
  if (file.starts_with("PK")) return Npz(file);
  if (!file.starts_with("\x93NUMPY")) return Safetensors(file);
  std::optional<ToldArray> array = Npy(file);
  if (!array) return std::nullopt;
  return std::vector{*std::move(array)};
}

}  // namespace headwater
