// How fast attention JSON is read, and what memory it takes: json_reader_bench [MEGABYTES].
// The text is what json.dumps writes of float32 weights, 12 heads of 128 tokens in a layer; the
// time is that of the reader alone.

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <random>
#include <string>
#include <string_view>

#include "headwater/read/json_reader.h"

namespace {

constexpr std::size_t kHeader = 16;  // remembers a block's size, keeps its alignment
std::size_t in_use = 0;
std::size_t peak = 0;

void* Allocate(std::size_t size) {
  void* block = std::malloc(size + kHeader);
  if (block == nullptr) std::abort();
  *static_cast<std::size_t*>(block) = size;
  in_use += size;
  if (in_use > peak) peak = in_use;
  return static_cast<char*>(block) + kHeader;
}

void Free(void* pointer) {
  if (pointer == nullptr) return;
  void* block = static_cast<char*>(pointer) - kHeader;
  in_use -= *static_cast<std::size_t*>(block);
  std::free(block);
}

}  // namespace

void* operator new(std::size_t size) { return Allocate(size); }
void* operator new[](std::size_t size) { return Allocate(size); }
void operator delete(void* pointer) noexcept { Free(pointer); }
void operator delete[](void* pointer) noexcept { Free(pointer); }
void operator delete(void* pointer, std::size_t) noexcept { Free(pointer); }
void operator delete[](void* pointer, std::size_t) noexcept { Free(pointer); }

namespace {

constexpr int kHeads = 12;
constexpr int kTokens = 128;

std::string LayerText() {
  std::mt19937 random(1);
  std::exponential_distribution<float> score(1.0F);
  std::string text = "[";
  std::array<char, 64> number = {};
  std::array<float, kTokens> row = {};
  for (int k = 0; k < kHeads * kTokens; ++k) {
    float sum = 0;
    for (float& weight : row) sum += weight = score(random);
    if (k % kTokens == 0) text += k == 0 ? "[" : "], [";
    text += k % kTokens == 0 ? "[" : ", [";
    for (std::size_t column = 0; column < row.size(); ++column) {
      std::snprintf(number.data(), number.size(), "%s%.17g", column == 0 ? "" : ", ",
                    static_cast<double>(row[column] / sum));
      text += number.data();
    }
    text += "]";
  }
  return text + "]]";
}

}  // namespace

int main(int arguments, char** values) {
  const std::size_t megabytes =
      arguments > 1 ? std::strtoul(values[1], nullptr, 10) : std::size_t{200};
  const std::string layer = LayerText();
  const std::size_t layers = megabytes * 1'000'000 / layer.size() + 1;

  const std::size_t before = in_use;
  peak = in_use;
  std::size_t bytes = 0;
  const auto start = std::chrono::steady_clock::now();
  const auto reader = headwater::MakeJsonReader();
  const auto push = [&](std::string_view text) {
    constexpr std::size_t kPiece = 65'536;  // what a browser's stream gives
    for (std::size_t at = 0; at < text.size(); at += kPiece) {
      (void)reader->Push(text.substr(at, kPiece));
    }
    bytes += text.size();
  };
  push("{\"attentions\": [");
  for (std::size_t k = 0; k < layers; ++k) {
    if (k > 0) push(", ");
    push(layer);
  }
  push("]}");
  const auto samples = reader->Finish();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (!samples.ok()) {
    std::printf("%s\n", samples.error().Message().c_str());
    return 1;
  }
  const auto mega = [](std::size_t count) { return static_cast<double>(count) / 1e6; };
  std::printf("%.0f MB of text in %.2f s: %.0f MB/s; peak %.1f MB for a tensor of %.1f MB\n",
              mega(bytes), seconds.count(), mega(bytes) / seconds.count(), mega(peak - before),
              mega(samples->front().attentions.SizeBytes()));
  return 0;
}
