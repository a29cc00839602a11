#include "headwater/faithfulness/spearman.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

namespace headwater {
namespace {

using Values = std::vector<double>;

TEST(AverageRanks, CountFromOne) {
  EXPECT_EQ(AverageRanks(Values{0.3, -1.0, 7.0}), (Values{2, 1, 3}));
}

TEST(AverageRanks, AreSharedByEqualValues) {
  EXPECT_EQ(AverageRanks(Values{5, 1, 5, 5, 0}), (Values{4, 2, 4, 4, 1}));
}

TEST(Spearman, IsOneForVectorsInTheSameOrderAndMinusOneForOppositeOnes) {
  EXPECT_EQ(Spearman(Values{1, 2, 3, 4}, Values{-1, 0, 10, 1000}), 1.0);
  EXPECT_EQ(Spearman(Values{1, 2, 3, 4}, Values{4, 3, 2, 1}), -1.0);
}

TEST(Spearman, WithoutTiesIsTheFormulaOfSquaredRankDifferences) {
  std::mt19937_64 random(11);
  for (int round = 0; round < 50; ++round) {
    Values a(9);
    Values b(9);
    std::uniform_real_distribution<double> value(-1.0, 1.0);
    for (double& x : a) x = value(random);
    for (double& x : b) x = value(random);
    const Values ranks_a = AverageRanks(a);
    const Values ranks_b = AverageRanks(b);
    double squares = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i) {
      squares += (ranks_a[i] - ranks_b[i]) * (ranks_a[i] - ranks_b[i]);
    }
    EXPECT_NEAR(*Spearman(a, b), 1.0 - 6.0 * squares / (9.0 * 80.0), 1e-14) << "round " << round;
  }
}

TEST(Spearman, WithTiesIsPearsonsCorrelationOfAverageRanks) {
  // Ranks (1.5, 1.5, 3, 4) and (1, 2.5, 2.5, 4): deviations (-1, -1, .5, 1.5), (-1.5, 0, 0, 1.5).
  EXPECT_DOUBLE_EQ(*Spearman(Values{1, 1, 2, 3}, Values{0, 5, 5, 6}), 3.75 / 4.5);
  // Where the formula of squared differences, right only without ties, would say 0.875.
  EXPECT_DOUBLE_EQ(*Spearman(Values{0, 0, 1}, Values{0, 1, 2}), std::sqrt(0.75));
}

TEST(Spearman, IsUndefinedForConstantVectorsAndSingleValues) {
  EXPECT_FALSE(Spearman(Values{1, 1, 1}, Values{1, 2, 3}));
  EXPECT_FALSE(Spearman(Values{1, 2, 3}, Values{0, 0, 0}));
  EXPECT_FALSE(Spearman(Values{1}, Values{2}));
  EXPECT_FALSE(Spearman(Values{}, Values{}));
}

TEST(Spearman, IsThatOfScipy) {
  struct Case {
    Values a;
    Values b;
    double correlation;
  };
  const std::vector<Case> cases = {
#include "core/faithfulness/spearman_cases.inc"
  };
  ASSERT_GT(cases.size(), 15U);
  for (std::size_t i = 0; i < cases.size(); ++i) {
    EXPECT_NEAR(*Spearman(cases[i].a, cases[i].b), cases[i].correlation, 1e-14) << "case " << i;
  }
}

}  // namespace
}  // namespace headwater
