// Whatever the bytes: no crash, and the same outcome in one piece and in many. The first two bytes
// choose the sizes of the pieces, the limit, and what is kept of the heads.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "core/read/support/reading.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headwater;
  if (size < 2) return 0;
  const std::size_t piece = 1 + data[0] % 32;
  const unsigned seed = data[1];
  const std::string_view text(reinterpret_cast<const char*>(data) + 2, size - 2);
  const ReadLimits limits{.max_tensor_bytes = data[0] < 128 ? 1'000'000U : data[0] * 10U,
                          .heads = static_cast<KeptHeads>(data[0] / 32 % 3)};
  const std::string whole = Everything(ReadJson(text, limits));
  if (whole != Everything(ReadJsonInPieces(text, piece, limits))) std::abort();
  if (whole != Everything(ReadJsonInRandomPieces(text, seed, limits))) std::abort();
  return 0;
}
