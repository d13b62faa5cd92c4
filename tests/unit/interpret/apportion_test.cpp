// Apportionment by cases that can be worked out by hand, at the limits, and of totals that no one
// could count to.
#include "compiler/interpret/apportion.h"

#include <gtest/gtest.h>

#include <numeric>

namespace nansen::interpret {
namespace {

using ir::Apportionment;
using ir::TieOrder;
using Numbers = std::vector<Rational>;

/// No floors and no ceilings.
Claims claims_of(const Rational& total, Numbers weights) {
  Claims claims;
  claims.total = total;
  claims.floors.assign(weights.size(), 0);
  claims.ceilings.assign(weights.size(), total);
  for (std::size_t row = 0; row < weights.size(); ++row) {
    claims.names.push_back(std::string(1, static_cast<char>('a' + row)));
  }
  claims.weights = std::move(weights);
  return claims;
}

Numbers quotas(const Claims& claims, Apportionment method, TieOrder ties = TieOrder::Refused) {
  const auto found = apportion(claims, method, ties);
  EXPECT_TRUE(std::holds_alternative<Numbers>(found));
  return std::holds_alternative<Numbers>(found) ? std::get<Numbers>(found) : Numbers();
}

SheetError error(const Claims& claims, Apportionment method, TieOrder ties = TieOrder::Refused) {
  const auto found = apportion(claims, method, ties);
  EXPECT_TRUE(std::holds_alternative<SheetError>(found));
  return std::holds_alternative<SheetError>(found) ? std::get<SheetError>(found) : SheetError();
}

TEST(Apportion, ByEachMethodDiffersAsItShould) {
  const Claims votes = claims_of(8, {100'000, 80'000, 30'000, 20'000});
  EXPECT_EQ(quotas(votes, Apportionment::Jefferson), (Numbers{4, 3, 1, 0}));
  EXPECT_EQ(quotas(votes, Apportionment::Webster), (Numbers{3, 3, 1, 1}));
  EXPECT_EQ(quotas(votes, Apportionment::LargestRemainder), (Numbers{3, 3, 1, 1}));
  EXPECT_EQ(quotas(claims_of(10, {6'000, 1'000, 1'000}), Apportionment::Jefferson),
            (Numbers{8, 1, 1}));
  EXPECT_EQ(quotas(claims_of(7, {9'000, 1'000, 999}), Apportionment::Adams), (Numbers{5, 1, 1}));
  // Between 1 and 2 the geometric mean is below the arithmetic one.
  EXPECT_EQ(quotas(claims_of(10, {Rational(855), Rational(145)}), Apportionment::Webster),
            (Numbers{9, 1}));
  EXPECT_EQ(quotas(claims_of(10, {Rational(855), Rational(145)}), Apportionment::HuntingtonHill),
            (Numbers{8, 2}));
}

TEST(Apportion, OfOneSeatMoreMayGiveALargestRemainderLess) {
  // The Alabama paradox.
  const Numbers weights{6, 6, 2};
  EXPECT_EQ(quotas(claims_of(10, weights), Apportionment::LargestRemainder), (Numbers{4, 4, 2}));
  EXPECT_EQ(quotas(claims_of(11, weights), Apportionment::LargestRemainder), (Numbers{5, 5, 1}));
}

TEST(Apportion, GivesZeroDivisorsFirstAndAmongThemTheGreaterWeight) {
  const Claims claims = claims_of(2, {1, 1'000, 2});
  EXPECT_EQ(quotas(claims, Apportionment::Adams), (Numbers{0, 1, 1}));
  EXPECT_EQ(quotas(claims, Apportionment::HuntingtonHill), (Numbers{0, 1, 1}));
  EXPECT_EQ(quotas(claims, Apportionment::Webster), (Numbers{0, 2, 0}));
  const SheetError tied = error(claims_of(2, {2, 1, 1}), Apportionment::Adams);
  EXPECT_EQ(tied.kind, SheetErrorKind::Tie);
  EXPECT_EQ(tied.row, 1U);
  EXPECT_EQ(tied.other, 2U);
}

TEST(Apportion, AsksForTiesOnlyWhereTheyMatter) {
  EXPECT_EQ(quotas(claims_of(3, {1, 1, 1}), Apportionment::LargestRemainder), (Numbers{1, 1, 1}));
  EXPECT_EQ(quotas(claims_of(4, {1, 1, 2}), Apportionment::Jefferson), (Numbers{1, 1, 2}));
  EXPECT_EQ(error(claims_of(3, {1, 1}), Apportionment::LargestRemainder).kind, SheetErrorKind::Tie);
  EXPECT_EQ(error(claims_of(3, {1, 1}), Apportionment::Webster).kind, SheetErrorKind::Tie);
  EXPECT_EQ(quotas(claims_of(1, {1, 2}), Apportionment::Jefferson), (Numbers{0, 1}));
  // 1 / 1 ties with 2 / 2.
  EXPECT_EQ(error(claims_of(2, {1, 2}), Apportionment::Jefferson).kind, SheetErrorKind::Tie);
  EXPECT_EQ(quotas(claims_of(2, {1, 2}), Apportionment::Jefferson, TieOrder::LargerWeight),
            (Numbers{0, 2}));
  EXPECT_EQ(quotas(claims_of(2, {1, 2}), Apportionment::Jefferson, TieOrder::SmallerWeight),
            (Numbers{1, 1}));
}

TEST(Apportion, GoesByTheRowsOrderWhereNamesAreEqualTooButNotWhereWeightsAre) {
  Claims claims = claims_of(1, {1, 1, 1});
  claims.names = {"z", "a", "a"};
  for (const Apportionment method : {Apportionment::LargestRemainder, Apportionment::Webster}) {
    EXPECT_EQ(quotas(claims, method, TieOrder::Name), (Numbers{0, 1, 0}));
    EXPECT_EQ(quotas(claims, method, TieOrder::Row), (Numbers{1, 0, 0}));
    EXPECT_EQ(error(claims, method, TieOrder::LargerWeight).kind, SheetErrorKind::Tie);
    EXPECT_EQ(error(claims, method, TieOrder::SmallerWeight).kind, SheetErrorKind::Tie);
  }
}

TEST(Apportion, RoundsTotalsDownFloorsUpAndCeilingsDown) {
  Claims claims = claims_of(Rational(109, 10), {1, 1, 8});
  claims.floors = {Rational(21, 10), -5, 0};
  claims.ceilings = {5, 5, Rational(69, 10)};
  const Numbers expected{3, 1, 6};
  for (const Apportionment method :
       {Apportionment::LargestRemainder, Apportionment::Jefferson, Apportionment::Webster,
        Apportionment::HuntingtonHill, Apportionment::Adams}) {
    EXPECT_EQ(quotas(claims, method), expected) << to_string(method);
  }
  const auto exact = entitlements(claims);
  EXPECT_EQ(std::get<Numbers>(exact), expected);
}

TEST(Apportion, LeavesRowsWithoutWeightAtTheirFloor) {
  Claims claims = claims_of(10, {0, 1, 0});
  claims.floors = {0, 0, 3};
  for (const Apportionment method :
       {Apportionment::LargestRemainder, Apportionment::Adams, Apportionment::HuntingtonHill}) {
    EXPECT_EQ(quotas(claims, method), (Numbers{0, 7, 3}));
  }
  // The rows that could take more have no weight.
  claims.ceilings = {10, 6, 10};
  const SheetError found = error(claims, Apportionment::Webster);
  EXPECT_EQ(found.kind, SheetErrorKind::CeilingsBelowTotal);
  EXPECT_EQ(found.number, 9);
}

TEST(Apportion, SharesWhatTheLimitsLeaveInProportion) {
  // 6 of 12 go to the first; the others share in proportion, but the last has 2 at least.
  Claims claims = claims_of(12, {100, 5, 3, 1});
  claims.floors = {0, 0, 0, 2};
  claims.ceilings = {6, 12, 12, 12};
  EXPECT_EQ(std::get<Numbers>(entitlements(claims)),
            (Numbers{6, Rational(5, 2), Rational(3, 2), 2}));
}

TEST(Apportion, OfNothingGivesNothing) {
  for (const Apportionment method :
       {Apportionment::LargestRemainder, Apportionment::Jefferson, Apportionment::Webster,
        Apportionment::HuntingtonHill, Apportionment::Adams, Apportionment::EachToTheNearest}) {
    EXPECT_EQ(quotas(claims_of(0, {1, 0}), method), (Numbers{0, 0}));
    EXPECT_EQ(quotas(claims_of(0, {0, 0}), method), (Numbers{0, 0}));
    EXPECT_EQ(quotas(claims_of(0, {}), method), Numbers());
    EXPECT_EQ(error(claims_of(1, {0, 0}), method).kind, SheetErrorKind::NothingToShareBy);
    EXPECT_EQ(error(claims_of(1, {}), method).kind, SheetErrorKind::NothingToShareBy);
  }
}

TEST(Apportion, ToTheNearestRoundsHalvesUpAndMayMissTheTotal) {
  EXPECT_EQ(quotas(claims_of(5, {1, 1}), Apportionment::EachToTheNearest), (Numbers{3, 3}));
  EXPECT_EQ(quotas(claims_of(4, {1, 1, 1}), Apportionment::EachToTheNearest), (Numbers{1, 1, 1}));
}

TEST(Apportion, OfTotalsNoOneCouldCountToIsExact) {
  const std::int64_t most = largest_total;
  Numbers weights;
  for (int row = 1; row <= 200; ++row) weights.emplace_back(row * row, 7);
  for (const Apportionment method :
       {Apportionment::LargestRemainder, Apportionment::Jefferson, Apportionment::Webster,
        Apportionment::HuntingtonHill, Apportionment::Adams}) {
    const Claims claims = claims_of(mpz_class(most), weights);
    const Numbers found = quotas(claims, method, TieOrder::Row);
    EXPECT_EQ(std::accumulate(found.begin(), found.end(), Rational(0)), mpz_class(most));
    const Rational whole = std::accumulate(weights.begin(), weights.end(), Rational(0));
    for (std::size_t row = 0; row < weights.size(); ++row) {
      EXPECT_LT(abs(found[row] - claims.total * weights[row] / whole), 2) << to_string(method);
    }
  }
  // One unit in 10^18 tells these apart.
  EXPECT_EQ(quotas(claims_of(mpz_class(most - 1), {mpz_class(most), mpz_class(most - 1)}),
                   Apportionment::Webster),
            (Numbers{mpz_class(most / 2), mpz_class(most / 2 - 1)}));
  EXPECT_EQ(error(claims_of(mpz_class(most) + 1, {1}), Apportionment::Webster).kind,
            SheetErrorKind::TooLarge);
}

}  // namespace
}  // namespace nansen::interpret
