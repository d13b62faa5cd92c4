// Apportionment against a textbook's, and against what each method is known to make best, on claims
// that tie on purpose.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/differential/apportion_reference.h"
#include "tests/support/random/random.h"

namespace nansen::test {
namespace {

using interpret::Claims;
using interpret::SheetErrorKind;
using ir::Apportionment;
using ir::TieOrder;
using Numbers = std::vector<Rational>;

constexpr std::size_t cases = 10'000;

Rational ratio(std::int64_t numerator, std::int64_t denominator) {
  Rational result{mpz_class(numerator), mpz_class(denominator)};
  result.canonicalize();
  return result;
}

Rational sum(const Numbers& numbers) {
  Rational total = 0;
  for (const Rational& number : numbers) total += number;
  return total;
}

class RandomClaims {
 public:
  explicit RandomClaims(std::uint64_t seed) : random_(seed) {}

  Random& random() { return random_; }

  TieOrder ties() { return static_cast<TieOrder>(random_.below(5)); }

  /// Claims to at most about `most` units by at most `rows` rows; without limits where `limits` is
  /// false.
  Claims make(std::size_t rows, std::int64_t most, bool limits) {
    Claims claims;
    const std::size_t count = 1 + random_.below(rows);
    claims.total = random_.between(0, most);
    if (random_.chance(10)) claims.total += ratio(random_.between(1, 9), 10);
    if (random_.chance(1)) claims.total = -1;
    weights(claims, count);
    const auto each = static_cast<std::int64_t>(most / static_cast<std::int64_t>(count)) + 1;
    const bool floors = limits && random_.chance(50);
    const bool ceilings = limits && random_.chance(50);
    const std::int64_t one_floor = random_.between(0, each / 2);
    const std::int64_t one_ceiling = random_.between(each / 2, 2 * each);
    const bool own = random_.chance(50);
    for (std::size_t row = 0; row < count; ++row) {
      Rational floor = own ? ratio(random_.between(-1, each * 2), 3) : Rational(one_floor);
      claims.floors.push_back(floors ? floor : Rational(0));
      Rational ceiling = own ? ratio(random_.between(each, each * 6), 3) : Rational(one_ceiling);
      if (floors && own && ceiling < floor && random_.chance(95)) ceiling = floor + 1;
      claims.ceilings.push_back(ceilings ? ceiling : claims.total);
      claims.names.push_back(std::string(1, static_cast<char>('a' + random_.below(20))));
    }
    return claims;
  }

 private:
  void weights(Claims& claims, std::size_t count) {
    const std::size_t style = random_.below(7);
    const std::int64_t base = random_.between(1, 1'000'000'000);
    const std::int64_t other = random_.between(1, 1'000'000'000);
    for (std::size_t row = 0; row < count; ++row) {
      switch (style) {
        case 0: claims.weights.emplace_back(base); break;
        case 1: claims.weights.emplace_back(random_.chance(50) ? base : other); break;
        case 2: claims.weights.emplace_back(random_.between(1, 6)); break;
        case 3:
          claims.weights.push_back(ratio(random_.between(1, 12), random_.between(1, 12)));
          break;
        // One unit in a thousand million apart, on both sides.
        case 4: claims.weights.emplace_back(1'000'000'000 + random_.between(-1, 1)); break;
        case 5: claims.weights.emplace_back(random_.between(1, base)); break;
        default: claims.weights.push_back(ratio(1, random_.between(1, 20))); break;
      }
      if (random_.chance(4)) claims.weights.back() = 0;
      if (random_.chance(1) && random_.chance(5)) claims.weights.back() = -1;
    }
  }

  Random random_;
};

class Method : public testing::TestWithParam<Apportionment> {
 protected:
  bool nearest() const { return GetParam() == Apportionment::EachToTheNearest; }
  RandomClaims claims_{1000 + static_cast<std::uint64_t>(GetParam())};
};

TEST_P(Method, IsTheTextbooks) {
  std::map<SheetErrorKind, std::size_t> errors;
  std::size_t answered = 0;
  for (std::size_t next = 0; next < cases; ++next) {
    const Claims claims = claims_.make(8, 60, !nearest());
    const TieOrder ties = claims_.ties();
    const Answer expected = reference_quotas(claims, GetParam(), ties);
    const Answer found = answer_of(interpret::apportion(claims, GetParam(), ties));
    ASSERT_EQ(to_string(found), to_string(expected))
        << to_string(claims) << ", ties " << to_string(ties);
    if (found.error) {
      ++errors[*found.error];
      continue;
    }
    ++answered;
    if (!nearest()) {
      ASSERT_EQ(sum(found.numbers),
                Rational(mpz_class(claims.total.get_num() / claims.total.get_den())));
    }
  }
  EXPECT_GT(answered, cases / 2);
  EXPECT_GT(errors[SheetErrorKind::NegativeTotal], 0U);
  EXPECT_GT(errors[SheetErrorKind::NegativeWeight], 0U);
  EXPECT_GT(errors[SheetErrorKind::NothingToShareBy], 0U);
  if (nearest()) return;
  EXPECT_GT(errors[SheetErrorKind::Tie], cases / 100);
  EXPECT_GT(errors[SheetErrorKind::FloorsAboveTotal], 0U);
  EXPECT_GT(errors[SheetErrorKind::CeilingsBelowTotal], 0U);
  EXPECT_GT(errors[SheetErrorKind::FloorAboveCeiling], 0U);
}

INSTANTIATE_TEST_SUITE_P(Apportion, Method,
                         testing::Values(Apportionment::LargestRemainder, Apportionment::Jefferson,
                                         Apportionment::Webster, Apportionment::HuntingtonHill,
                                         Apportionment::Adams, Apportionment::EachToTheNearest),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST(Apportion, EntitlementsAreTheTextbooks) {
  RandomClaims random(7);
  for (std::size_t next = 0; next < cases; ++next) {
    const Claims claims = random.make(8, 60, true);
    ASSERT_EQ(to_string(answer_of(interpret::entitlements(claims))),
              to_string(reference_entitlements(claims)))
        << to_string(claims);
  }
}

// ---- what each method makes best ---------------------------------------------------------------

/// What a method keeps small, of all divisions of the total within the limits.
struct Cost {
  Rational worst;  // compared first
  Rational total;
  bool operator<(const Cost& other) const {
    return worst != other.worst ? worst < other.worst : total < other.total;
  }
};

class Best {
 public:
  Best(const Claims& claims, Apportionment method, Numbers parts)
      : claims_(claims), method_(method), parts_(std::move(parts)) {}

  /// Nothing where the method makes nothing comparable: a row has a divisor of zero still.
  std::optional<Cost> cost(const Numbers& quotas) const {
    Cost cost{-1, 0};
    for (std::size_t row = 0; row < quotas.size(); ++row) {
      const Rational& weight = claims_.weights[row];
      const Rational& quota = quotas[row];
      if (weight == 0) continue;
      const Rational apart = quota - parts_[row];
      switch (method_) {
        case Apportionment::LargestRemainder: cost.total += apart * apart; break;
        case Apportionment::Webster: cost.total += quota * quota / weight; break;
        case Apportionment::HuntingtonHill:
          if (quota == 0) return std::nullopt;
          cost.total += weight * weight / quota;
          break;
        // The best-off row has as little for its weight as can be, or the worst-off as much.
        case Apportionment::Jefferson:
          if (quota > claims_.floors[row])
            cost.worst = std::max<Rational>(cost.worst, quota / weight);
          break;
        case Apportionment::Adams:
          if (quota < claims_.ceilings[row]) {
            cost.worst = std::max<Rational>(cost.worst, 1'000'000'000 - quota / weight);
          }
          break;
        case Apportionment::EachToTheNearest: break;
      }
    }
    return cost;
  }

  /// The least cost of all divisions.
  std::optional<Cost> least() {
    Numbers quotas;
    least_.reset();
    try_from(quotas, claims_.total);
    return least_;
  }

 private:
  void try_from(Numbers& quotas, const Rational& left) {
    const std::size_t row = quotas.size();
    if (row == claims_.weights.size()) {
      const auto found = left == 0 ? cost(quotas) : std::nullopt;
      if (found && (!least_ || *found < *least_)) least_ = found;
      return;
    }
    const Rational most =
        claims_.weights[row] == 0 ? claims_.floors[row] : std::min(claims_.ceilings[row], left);
    for (Rational quota = claims_.floors[row]; quota <= most; quota += 1) {
      quotas.push_back(quota);
      try_from(quotas, left - quota);
      quotas.pop_back();
    }
  }

  const Claims& claims_;
  Apportionment method_;
  Numbers parts_;
  std::optional<Cost> least_;
};

class Optimum : public testing::TestWithParam<Apportionment> {};

TEST_P(Optimum, IsFound) {
  RandomClaims random(2000 + static_cast<std::uint64_t>(GetParam()));
  std::size_t compared = 0;
  while (compared < 1'000) {
    Claims claims = random.make(4, 14, true);
    if (std::any_of(claims.weights.begin(), claims.weights.end(),
                    [](const Rational& weight) { return weight < 0; })) {
      continue;
    }
    const auto whole = [](Rational& number) {
      number = number < 0 ? Rational(0) : Rational(mpz_class(number.get_num() / number.get_den()));
    };
    whole(claims.total);
    std::for_each(claims.floors.begin(), claims.floors.end(), whole);
    std::for_each(claims.ceilings.begin(), claims.ceilings.end(), whole);
    const Answer found = answer_of(interpret::apportion(claims, GetParam(), TieOrder::Name));
    if (found.error) continue;
    Best best(claims, GetParam(), answer_of(interpret::entitlements(claims)).numbers);
    const auto cost = best.cost(found.numbers);
    if (!cost) continue;
    const auto least = best.least();
    ASSERT_TRUE(least.has_value()) << to_string(claims);
    ASSERT_FALSE(*least < *cost) << to_string(claims) << " gives " << to_string(found);
    ++compared;
  }
}

INSTANTIATE_TEST_SUITE_P(Apportion, Optimum,
                         testing::Values(Apportionment::LargestRemainder, Apportionment::Jefferson,
                                         Apportionment::Webster, Apportionment::HuntingtonHill,
                                         Apportionment::Adams),
                         [](const auto& test) { return std::string(to_string(test.param)); });

// ---- large totals ------------------------------------------------------------------------------

class Divisors : public testing::TestWithParam<Apportionment> {
 protected:
  /// The divisor of the unit after `units`, squared.
  static Rational squared(const Rational& units) {
    switch (GetParam()) {
      case Apportionment::Jefferson: return (units + 1) * (units + 1);
      case Apportionment::Webster: return (units + Rational(1, 2)) * (units + Rational(1, 2));
      case Apportionment::HuntingtonHill: return units * (units + 1);
      default: return units * units;
    }
  }
};

/// True iff a unit would sooner have been given to `taker` than to `giver`, which had it: that no
/// two rows stand so is what defines a method of divisors.
TEST_P(Divisors, LeaveNoUnitThatAnotherHasTheBetterClaimTo) {
  RandomClaims random(3000 + static_cast<std::uint64_t>(GetParam()));
  std::size_t answered = 0;
  for (std::size_t next = 0; next < cases; ++next) {
    const std::int64_t most = next % 2 == 0 ? interpret::largest_total : 100'000;
    const Claims claims = random.make(12, most, true);
    const Answer found = answer_of(interpret::apportion(claims, GetParam(), TieOrder::Row));
    if (found.error) continue;
    ++answered;
    const Numbers& quotas = found.numbers;
    ASSERT_EQ(sum(quotas), Rational(mpz_class(claims.total.get_num() / claims.total.get_den())));
    for (std::size_t giver = 0; giver < quotas.size(); ++giver) {
      if (quotas[giver] - 1 < claims.floors[giver] || quotas[giver] == 0) continue;
      for (std::size_t taker = 0; taker < quotas.size(); ++taker) {
        if (quotas[taker] + 1 > claims.ceilings[taker] || claims.weights[taker] == 0) continue;
        // The giver's weight / divisor is at least the taker's, where neither divisor is zero.
        const Rational had = squared(quotas[giver] - 1);
        const Rational wants = squared(quotas[taker]);
        if (had == 0) continue;
        ASSERT_GE(claims.weights[giver] * claims.weights[giver] * wants,
                  claims.weights[taker] * claims.weights[taker] * had)
            << to_string(claims) << " gives " << to_string(found);
      }
    }
  }
  EXPECT_GT(answered, cases / 2);
}

INSTANTIATE_TEST_SUITE_P(Apportion, Divisors,
                         testing::Values(Apportionment::Jefferson, Apportionment::Webster,
                                         Apportionment::HuntingtonHill, Apportionment::Adams),
                         [](const auto& test) { return std::string(to_string(test.param)); });

TEST(Apportion, LargestRemaindersAreServedFirstHoweverLargeTheTotal) {
  RandomClaims random(4000);
  for (std::size_t next = 0; next < cases; ++next) {
    const Claims claims = random.make(12, interpret::largest_total, true);
    const Answer found =
        answer_of(interpret::apportion(claims, Apportionment::LargestRemainder, TieOrder::Row));
    if (found.error) continue;
    const Numbers parts = answer_of(interpret::entitlements(claims)).numbers;
    Rational least_served = 1;
    Rational most_unserved = 0;
    for (std::size_t row = 0; row < parts.size(); ++row) {
      const Rational over = found.numbers[row] - parts[row];  // 1 less the remainder, where served
      ASSERT_LT(abs(over), 1);
      if (over > 0) least_served = std::min<Rational>(least_served, 1 - over);
      if (over < 0) most_unserved = std::max<Rational>(most_unserved, -over);
    }
    ASSERT_GE(least_served, most_unserved) << to_string(claims) << " gives " << to_string(found);
    ASSERT_EQ(sum(parts), sum(found.numbers));
  }
}

}  // namespace
}  // namespace nansen::test
