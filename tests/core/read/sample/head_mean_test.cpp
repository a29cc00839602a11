#include "read/sample/head_mean.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/read/support/npy_bytes.h"
#include "core/read/support/reading.h"
#include "core/read/support/safetensors_bytes.h"
#include "core/support/random_attention.h"
#include "headwater/read/input_reader.h"

namespace headwater {
namespace {

using testing::OwnedAttention;
using testing::RandomAttention;

constexpr AttentionShape kShape{.layers = 5, .heads = 4, .queries = 40, .keys = 40};
constexpr std::size_t kMeanBytes = std::size_t{5} * 40 * 40 * sizeof(float);
constexpr std::size_t kFullBytes = 4 * kMeanBytes;

// [layer][query][key], rounded once from a sum in double.
std::vector<float> MeanOf(const OwnedAttention& attention) {
  const AttentionShape& shape = attention.shape;
  std::vector<float> mean;
  for (const std::vector<float>& layer : attention.layers) {
    for (std::size_t k = 0; k < shape.HeadSize(); ++k) {
      double sum = 0.0;
      for (int head = 0; head < shape.heads; ++head) {
        sum += static_cast<double>(layer[shape.Index(head, 0, 0) + k]);
      }
      mean.push_back(static_cast<float>(sum * (1.0 / shape.heads)));
    }
  }
  return mean;
}

// Nested as `shape` says, with a batch of two equal items when `batched`.
std::string TextOf(const OwnedAttention& attention, bool batched) {
  const AttentionShape& shape = attention.shape;
  std::string text = "[";
  for (const std::vector<float>& layer : attention.layers) {
    std::string heads = "[";
    for (int head = 0; head < shape.heads; ++head) {
      heads += head == 0 ? "[" : ",[";
      for (int query = 0; query < shape.queries; ++query) {
        heads += query == 0 ? "[" : ",[";
        for (int key = 0; key < shape.keys; ++key) {
          std::array<char, 32> number = {};
          std::snprintf(number.data(), number.size(), "%s%.9g", key == 0 ? "" : ",",
                        static_cast<double>(layer[shape.Index(head, query, key)]));
          heads += number.data();
        }
        heads += "]";
      }
      heads += "]";
    }
    heads += "]";
    text += text.size() == 1 ? "" : ",";
    text += batched ? "[" + heads + "," + heads + "]" : heads;
  }
  return text + "]";
}

void ExpectMean(const AttentionTensor& tensor, const OwnedAttention& attention) {
  EXPECT_EQ(tensor.averaged_heads(), attention.shape.heads);
  AttentionShape shape = attention.shape;
  shape.heads = 1;
  EXPECT_EQ(tensor.shape(), shape);
  std::vector<float> last_item;
  for (int layer = 0; layer < tensor.shape().layers; ++layer) {
    const std::span<const float> block = tensor.Layer(layer, tensor.batch() - 1);
    last_item.insert(last_item.end(), block.begin(), block.end());
  }
  EXPECT_EQ(last_item, MeanOf(attention));
}

TEST(KeptHeads, GivesTheMeanOfJsonAtOnceWhenAsked) {
  const OwnedAttention attention = RandomAttention(kShape, 1);
  for (const bool batched : {false, true}) {
    const auto samples =
        ReadJsonInPieces(TextOf(attention, batched), 777, {.heads = KeptHeads::kMean});
    ASSERT_TRUE(samples.ok()) << samples.error().Message();
    EXPECT_EQ(samples->front().attentions.batch(), batched ? 2 : 1);
    ExpectMean(samples->front().attentions, attention);
  }
}

// Wherever the limit strikes, in the first matrix or the last layer, with or without the size of
// the input known: what is kept is all heads, or exactly their mean, or a refusal.
TEST(KeptHeads, FallsBackToTheMeanWhereverTheLimitIsReached) {
  const AttentionShape shape{.layers = 6, .heads = 6, .queries = 96, .keys = 96};
  const OwnedAttention attention = RandomAttention(shape, 2);
  // Room for the first layer while its size is unknown, and for the coarseness of the estimate.
  constexpr std::size_t kRoom = 700'000;
  for (const bool batched : {false, true}) {
    const std::string text = TextOf(attention, batched);
    const std::size_t mean_bytes = (batched ? 2U : 1U) * 6U * 96U * 96U * sizeof(float);
    const std::size_t full_bytes = 6U * mean_bytes;
    int means = 0;
    int full = 0;
    for (std::size_t limit = 20'000; limit < 2 * full_bytes; limit += limit / 4) {
      for (const bool size_known : {false, true}) {
        ReadLimits limits{.max_tensor_bytes = limit, .heads = KeptHeads::kMeanWhenNeeded};
        if (size_known) limits.input_bytes = text.size();
        const auto samples = ReadJsonInPieces(text, 40'099, limits);
        if (!samples.ok()) {
          EXPECT_EQ(samples.error().code, ErrorCode::kTooLarge);
          EXPECT_LT(limit, mean_bytes + kRoom);
        } else if (samples->front().attentions.averaged_heads() > 0) {
          ++means;
          EXPECT_GT(limit, mean_bytes);
          EXPECT_LT(limit, full_bytes + kRoom);
          ExpectMean(samples->front().attentions, attention);
        } else {
          ++full;
          EXPECT_GE(limit, full_bytes);
          EXPECT_EQ(samples->front().attentions.shape(), shape);
        }
      }
    }
    EXPECT_GT(means, 6);
    EXPECT_GT(full, 1);
  }
}

TEST(KeptHeads, IsAllByDefaultAndRefusesWhatDoesNotFit) {
  const std::string text = TextOf(RandomAttention(kShape, 3), false);
  const auto samples = ReadJson(text, {.max_tensor_bytes = 2 * kMeanBytes});
  ASSERT_FALSE(samples.ok());
  EXPECT_EQ(samples.error().code, ErrorCode::kTooLarge);
}

TEST(KeptHeads, StillRefusesWhatIsWrong) {
  const ReadLimits limits{.heads = KeptHeads::kMean};
  for (const std::string_view text :
       {"[[[[1,0],[0,1]],[[1,0],[0,1],[0,1]]]]", "[[[[1,0],[0,1]],[[1,0]]]]",
        "[[[[1,0],[0,1]]],[[[1,0],[0,1]],[[1,0],[0,1]]]]", "[[[[1,0],[0,1,0]]]]",
        "[[[[1,0],[0,-1]]]]", "[[[[1,0],[0,null]]]]"}) {
    const auto full = ReadJson(text);
    const auto mean = ReadJson(text, limits);
    ASSERT_FALSE(mean.ok()) << text;
    EXPECT_EQ(mean.error().Message(), full.error().Message());
  }
}

TEST(KeptHeads, LeavesMatricesWithoutHeadsAlone) {
  const auto samples = ReadJson("[[[1,0],[0.5,0.5]]]", {.heads = KeptHeads::kMean});
  ASSERT_TRUE(samples.ok());
  EXPECT_EQ(samples->front().attentions.averaged_heads(), 0);
}

TEST(KeptHeads, RefusesGradientsOfHeadsThatAreGone) {
  const auto samples = ReadJson(R"({"attentions": [[[[1]],[[1]]]], "gradients": [[[[1]],[[-1]]]]})",
                                {.heads = KeptHeads::kMean});
  ASSERT_FALSE(samples.ok());
  EXPECT_EQ(samples.error().what,
            "gradients belong to single heads, and only the mean over the heads fits");
}

std::vector<float> Flat(const OwnedAttention& attention) {
  std::vector<float> all;
  for (const std::vector<float>& layer : attention.layers) {
    all.insert(all.end(), layer.begin(), layer.end());
  }
  return all;
}

// The first index fastest.
std::vector<float> FortranOrder(const OwnedAttention& attention) {
  std::vector<float> all;
  for (int key = 0; key < kShape.keys; ++key) {
    for (int query = 0; query < kShape.queries; ++query) {
      for (int head = 0; head < kShape.heads; ++head) {
        for (int layer = 0; layer < kShape.layers; ++layer) {
          all.push_back(
              attention.layers[static_cast<std::size_t>(layer)][kShape.Index(head, query, key)]);
        }
      }
    }
  }
  return all;
}

Result<std::vector<Sample>> Read(const std::string& bytes, std::size_t limit) {
  const auto reader =
      MakeInputReader({.max_tensor_bytes = limit, .heads = KeptHeads::kMeanWhenNeeded});
  for (std::size_t at = 0; at < bytes.size(); at += 5003) {
    (void)reader->Push(std::string_view(bytes).substr(at, 5003));
  }
  return reader->Finish();
}

TEST(KeptHeads, ServesArraysThatDoNotFit) {
  const OwnedAttention attention = RandomAttention(kShape, 4);
  const std::string shape = "(5, 4, 40, 40)";
  const std::string entries =
      R"({"att.0": {"dtype": "F32", "shape": [4, 40, 40], "data_offsets": [0, 25600]},)"
      R"( "att.1": {"dtype": "F32", "shape": [4, 40, 40], "data_offsets": [25600, 51200]},)"
      R"( "att.2": {"dtype": "F32", "shape": [4, 40, 40], "data_offsets": [51200, 76800]},)"
      R"( "att.3": {"dtype": "F32", "shape": [4, 40, 40], "data_offsets": [76800, 102400]},)"
      R"( "att.4": {"dtype": "F32", "shape": [4, 40, 40], "data_offsets": [102400, 128000]}})";
  for (const std::string& bytes : {NpyBytes("<f4", false, shape, BytesOf(Flat(attention))),
                                   NpyBytes("<f4", true, shape, BytesOf(FortranOrder(attention))),
                                   SafetensorsBytes(entries, BytesOf(Flat(attention)))}) {
    const auto whole = Read(bytes, 2 * kFullBytes);
    ASSERT_TRUE(whole.ok()) << whole.error().Message();
    EXPECT_EQ(Weights(whole->front().attentions), Flat(attention));
    const auto mean = Read(bytes, kFullBytes - 1000);
    ASSERT_TRUE(mean.ok()) << mean.error().Message();
    ExpectMean(mean->front().attentions, attention);
    EXPECT_EQ(Read(bytes, kMeanBytes - 1000).error().code, ErrorCode::kTooLarge);
  }
}

}  // namespace
}  // namespace headwater
