// .npy and .safetensors, whichever the bytes look like: no crash, and the same outcome in one piece
// and in many. The first byte chooses the size of the pieces, the limit, and what is kept of the
// heads.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/read/support/reading.h"
#include "headwater/read/input_reader.h"

namespace {

std::string Outcome(std::string_view bytes, std::size_t piece,
                    const headwater::ReadLimits& limits) {
  headwater::InputReader reader(limits);
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    (void)reader.Push(bytes.substr(at, piece));
  }
  return headwater::Everything(reader.Finish());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::size_t piece = 1 + data[0] % 64;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  const headwater::ReadLimits limits{.max_tensor_bytes = data[0] < 128 ? 1'000'000U : data[0] * 10U,
                                     .heads = static_cast<headwater::KeptHeads>(data[0] / 64 % 3)};
  if (Outcome(bytes, bytes.size() + 1, limits) != Outcome(bytes, piece, limits)) std::abort();
  return 0;
}
