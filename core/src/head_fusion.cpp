#include "headwater/head_fusion.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <string>
#include <utility>

namespace headwater {
namespace {

// One block of the result stays in the first-level cache while all heads pass over it.
constexpr std::size_t kBlock = 1024;

struct WeightedHead {
  int head;
  double weight;
};

std::vector<WeightedHead> UsedHeads(const HeadFusion& fusion, int heads) {
  std::vector<WeightedHead> used;
  if (fusion.kind == FusionKind::kWeights) {
    const double sum = std::accumulate(fusion.weights.begin(), fusion.weights.end(), 0.0);
    for (int head = 0; head < heads; ++head) {
      const double weight = fusion.weights[static_cast<std::size_t>(head)] / sum;
      if (weight > 0.0) used.push_back({head, weight});
    }
    return used;
  }
  if (fusion.heads.empty()) {
    for (int head = 0; head < heads; ++head) used.push_back({head, 1.0});
  } else {
    for (const int head : fusion.heads) used.push_back({head, 1.0});
  }
  return used;
}

template <typename Combine>
void Accumulate(std::span<const float> head, std::span<double> fused, Combine combine) {
  for (std::size_t i = 0; i < fused.size(); ++i) {
    fused[i] = combine(fused[i], static_cast<double>(head[i]));
  }
}

void AccumulatePositive(std::span<const float> head, std::span<const float> gradient,
                        std::span<double> fused) {
  for (std::size_t i = 0; i < fused.size(); ++i) {
    fused[i] += std::max(0.0, static_cast<double>(gradient[i]) * static_cast<double>(head[i]));
  }
}

double Neutral(FusionKind kind) {
  return kind == FusionKind::kMin ? std::numeric_limits<double>::infinity() : 0.0;
}

// A layer, the heads of it that are used, and what is done with them.
class LayerFusion {
 public:
  LayerFusion(const AttentionView& attention, int layer, const HeadFusion& fusion)
      : attention_(attention),
        layer_(layer),
        kind_(fusion.kind),
        used_(UsedHeads(fusion, attention.shape().heads)) {}

  // Writes the fused weights from `begin` on, counted within a head.
  void Fuse(std::size_t begin, std::span<double> fused) const {
    std::fill(fused.begin(), fused.end(), Neutral(kind_));
    for (const WeightedHead& head : used_) Add(head, begin, fused);
    if (kind_ != FusionKind::kMean && kind_ != FusionKind::kGradient) return;
    const double scale = 1.0 / static_cast<double>(used_.size());
    for (double& value : fused) value *= scale;
  }

 private:
  void Add(const WeightedHead& head, std::size_t begin, std::span<double> fused) const {
    const auto weights = attention_.Head(layer_, head.head).subspan(begin, fused.size());
    switch (kind_) {
      case FusionKind::kMean:
        return Accumulate(weights, fused, [](double sum, double value) { return sum + value; });
      case FusionKind::kMax:
        return Accumulate(weights, fused, [](double a, double b) { return a < b ? b : a; });
      case FusionKind::kMin:
        return Accumulate(weights, fused, [](double a, double b) { return b < a ? b : a; });
      case FusionKind::kWeights:
        return Accumulate(weights, fused, [weight = head.weight](double sum, double value) {
          return sum + weight * value;
        });
      case FusionKind::kGradient:
        return AccumulatePositive(
            weights, attention_.GradientHead(layer_, head.head).subspan(begin, fused.size()),
            fused);
    }
  }

  const AttentionView& attention_;
  int layer_;
  FusionKind kind_;
  std::vector<WeightedHead> used_;
};

Error OptionError(std::string what) { return {ErrorCode::kOption, std::move(what)}; }

}  // namespace

std::optional<Error> CheckHeadFusion(const HeadFusion& fusion, const AttentionView& attention) {
  if (fusion.kind == FusionKind::kGradient && !attention.has_gradients()) {
    return Error{ErrorCode::kNoGradients, "the input carries no gradients", {}};
  }
  const int heads = attention.shape().heads;
  const std::string range = "heads run from 0 to " + std::to_string(heads - 1);
  if (fusion.kind == FusionKind::kWeights) {
    if (fusion.weights.size() != static_cast<std::size_t>(heads)) {
      return OptionError(std::to_string(fusion.weights.size()) + " head weights were given for " +
                         std::to_string(heads) + " heads");
    }
    const bool usable = std::all_of(fusion.weights.begin(), fusion.weights.end(),
                                    [](double w) { return w >= 0.0 && std::isfinite(w); });
    const double sum = std::accumulate(fusion.weights.begin(), fusion.weights.end(), 0.0);
    if (!usable || sum <= 0.0 || !std::isfinite(sum)) {
      return OptionError("head weights must be finite and not negative, and not all of them 0");
    }
    return std::nullopt;
  }
  std::vector<char> named(static_cast<std::size_t>(heads));
  for (const int head : fusion.heads) {
    if (head < 0 || head >= heads) {
      return OptionError("head " + std::to_string(head) + " does not exist; " + range);
    }
    if (std::exchange(named[static_cast<std::size_t>(head)], 1) != 0) {
      return OptionError("head " + std::to_string(head) + " is named twice");
    }
  }
  return std::nullopt;
}

void FuseHeads(const AttentionView& attention, int layer, const HeadFusion& fusion,
               std::span<double> fused) {
  const LayerFusion layer_fusion(attention, layer, fusion);
  for (std::size_t begin = 0; begin < fused.size(); begin += kBlock) {
    layer_fusion.Fuse(begin, fused.subspan(begin, std::min(kBlock, fused.size() - begin)));
  }
}

void FuseHeadsOfQuery(const AttentionView& attention, int layer, int query,
                      const HeadFusion& fusion, std::span<double> fused) {
  LayerFusion(attention, layer, fusion).Fuse(attention.shape().Index(0, query, 0), fused);
}

}  // namespace headwater
