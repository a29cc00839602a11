#include "headwater/faithfulness/agreement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "core/flow/support/plain_max_flow.h"
#include "core/support/random_attention.h"
#include "core/support/reference_rollout.h"
#include "headwater/faithfulness/spearman.h"

namespace headwater {
namespace {

using testing::OwnedAttention;
using testing::RandomAttention;
using testing::Rows;

constexpr AttentionShape kShape{.layers = 4, .heads = 2, .queries = 7, .keys = 7};

struct Prepared {
  OwnedAttention attention;
  std::vector<double> fused;
  std::vector<double> reference;

  AgreementCase Case(Readout readout) const {
    return {kShape.layers, kShape.keys, fused, reference, readout};
  }
};

Prepared RandomCase(std::uint64_t seed) {
  Prepared made{RandomAttention(kShape, seed), {}, {}};
  for (int layer = 0; layer < kShape.layers; ++layer) {
    for (const auto& row : testing::Fused(made.attention.View(), layer, {})) {
      made.fused.insert(made.fused.end(), row.begin(), row.end());
    }
  }
  std::mt19937_64 random(seed);
  std::normal_distribution<double> value;
  for (int key = 0; key < kShape.keys; ++key) made.reference.push_back(value(random));
  return made;
}

std::vector<double> ReadOut(const Rows& matrix, const Readout& readout) {
  if (readout.kind == ReadoutKind::kPosition) {
    return matrix[static_cast<std::size_t>(readout.position)];
  }
  std::vector<double> read(matrix.size());
  for (const auto& row : matrix) {
    for (std::size_t key = 0; key < read.size(); ++key) {
      read[key] = readout.kind == ReadoutKind::kMax
                      ? std::max(read[key], row[key])
                      : read[key] + row[key] / static_cast<double>(matrix.size());
    }
  }
  return read;
}

void ExpectAgreement(const Prepared& sample, AgreementMethod method, const LayerOptions& options,
                     const std::vector<Rows>& matrices) {
  for (const Readout readout : {Readout{ReadoutKind::kPosition, 3}, Readout{ReadoutKind::kMax},
                                Readout{ReadoutKind::kMean}}) {
    const auto found = Agreement(sample.Case(readout), method, options);
    ASSERT_TRUE(found.ok()) << found.error().Message();
    ASSERT_EQ(found->size(), matrices.size());
    for (std::size_t layer = 0; layer < matrices.size(); ++layer) {
      EXPECT_NEAR(found.value()[layer],
                  *Spearman(sample.reference, ReadOut(matrices[layer], readout)), 1e-12)
          << "layer " << layer << ", readout " << static_cast<int>(readout.kind);
    }
  }
}

TEST(Agreement, OfRawWeightsIsThatOfTheFusedRow) {
  const Prepared sample = RandomCase(3);
  std::vector<Rows> fused;
  for (int layer = 0; layer < kShape.layers; ++layer) {
    fused.push_back(testing::Fused(sample.attention.View(), layer, {}));
  }
  ExpectAgreement(sample, AgreementMethod::kRaw, {}, fused);
}

TEST(Agreement, OfRolloutIsThatOfEveryResidualsRollout) {
  const Prepared sample = RandomCase(4);
  for (const ResidualKind kind : {ResidualKind::kAverage, ResidualKind::kAdd,
                                  ResidualKind::kRecurrent, ResidualKind::kNone}) {
    const LayerOptions options{.residual = {.kind = kind}, .discard = {.ratio = 0.2}};
    ExpectAgreement(sample, AgreementMethod::kRollout, options,
                    testing::ReferenceRollout(sample.attention.View(), {.layer = options}));
  }
}

TEST(Agreement, OfFlowIsThatOfAPlainMaximumFlow) {
  const Prepared sample = RandomCase(5);
  test::LayeredGraph graph(kShape.layers, kShape.keys);
  graph.capacities.clear();
  for (int layer = 0; layer < kShape.layers; ++layer) {
    for (const auto& row :
         testing::WithResidual(testing::Fused(sample.attention.View(), layer, {}), {})) {
      graph.capacities.insert(graph.capacities.end(), row.begin(), row.end());
    }
  }
  std::vector<Rows> flows;
  for (int layer = 0; layer < kShape.layers; ++layer) {
    flows.push_back(testing::Identity(static_cast<std::size_t>(kShape.keys)));
    for (int source = 0; source < kShape.keys; ++source) {
      for (int sink = 0; sink < kShape.keys; ++sink) {
        // To 1e-9, so that what the plain algorithm rounds apart ties again.
        const double flow = test::PlainMaxFlow(graph, {layer, source, sink, 0});
        flows.back()[static_cast<std::size_t>(source)][static_cast<std::size_t>(sink)] =
            std::round(1e9 * flow) / 1e9;
      }
    }
  }
  const Readout readout{ReadoutKind::kPosition, 3};
  const auto found = Agreement(sample.Case(readout), AgreementMethod::kFlow, {});
  ASSERT_TRUE(found.ok());
  for (std::size_t layer = 0; layer < flows.size(); ++layer) {
    EXPECT_NEAR(found.value()[layer], *Spearman(sample.reference, flows[layer][3]), 1e-12);
  }
}

TEST(Agreement, IsNotANumberForAConstantReference) {
  Prepared sample = RandomCase(6);
  std::ranges::fill(sample.reference, 0.5);
  for (const auto method :
       {AgreementMethod::kRaw, AgreementMethod::kRollout, AgreementMethod::kFlow}) {
    const auto found = Agreement(sample.Case({}), method, {});
    ASSERT_TRUE(found.ok());
    for (const double value : *found) EXPECT_TRUE(std::isnan(value));
  }
}

TEST(Agreement, RefusesAPositionOutsideTheTokensAndFlowWithoutCapacities) {
  const Prepared sample = RandomCase(7);
  const auto outside =
      Agreement(sample.Case({ReadoutKind::kPosition, 7}), AgreementMethod::kRaw, {});
  ASSERT_FALSE(outside.ok());
  EXPECT_EQ(outside.error().code, ErrorCode::kOption);
  const auto recurrent = Agreement(sample.Case({}), AgreementMethod::kFlow,
                                   {.residual = {.kind = ResidualKind::kRecurrent}});
  ASSERT_FALSE(recurrent.ok());
  EXPECT_EQ(recurrent.error().code, ErrorCode::kOption);
}

TEST(Agreement, SaysAtWhichLayerTheRolloutLeavesTheRangeOfDouble) {
  // (W + I)^k of uniform attention over two tokens is about 2^(k - 1): beyond double for k = 1025.
  constexpr int kLayers = 1100;
  const std::vector<double> fused(std::size_t{kLayers} * 4, 0.5);
  const std::vector<double> reference{1, 2};
  LayerOptions options;
  options.residual.kind = ResidualKind::kAdd;
  const auto found =
      Agreement({kLayers, 2, fused, reference, {}}, AgreementMethod::kRollout, options);
  ASSERT_FALSE(found.ok());
  EXPECT_EQ(found.error().code, ErrorCode::kOutOfRange);
  EXPECT_EQ(found.error().place, (Place{.layer = 1024}));
}

}  // namespace
}  // namespace headwater
