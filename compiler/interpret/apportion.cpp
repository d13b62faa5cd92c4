// Totals reach 10^18, so no method counts units from zero: the factor with which factor * weight,
// within the limits, sums to the total says to within one unit a row what each row has, and only
// the units between are given one by one.
#include "compiler/interpret/apportion.h"

#include <algorithm>
#include <numeric>
#include <queue>
#include <utility>

#include "compiler/base/bug.h"

namespace nansen::interpret {
namespace {

mpz_class floor_of(const Rational& number) {
  mpz_class result;
  mpz_fdiv_q(result.get_mpz_t(), number.get_num_mpz_t(), number.get_den_mpz_t());
  return result;
}

mpz_class ceiling_of(const Rational& number) {
  mpz_class result;
  mpz_cdiv_q(result.get_mpz_t(), number.get_num_mpz_t(), number.get_den_mpz_t());
  return result;
}

mpz_class sum(const std::vector<mpz_class>& numbers) {
  return std::accumulate(numbers.begin(), numbers.end(), mpz_class(0));
}

/// Claims that can be met, in whole numbers; the weights have the proportions of the claims'.
struct Division {
  mpz_class total;
  std::vector<mpz_class> weights;
  std::vector<mpz_class> floors;
  std::vector<mpz_class> ceilings;  // the floor where the weight is zero
  std::size_t rows() const { return weights.size(); }
};

SheetError error_of(SheetErrorKind kind, Rational number,
                    std::optional<std::size_t> row = std::nullopt) {
  SheetError error;
  error.kind = kind;
  error.row = row;
  error.number = std::move(number);
  return error;
}

std::vector<mpz_class> whole_weights(const std::vector<Rational>& weights) {
  mpz_class common = 1;
  for (const Rational& weight : weights) {
    mpz_lcm(common.get_mpz_t(), common.get_mpz_t(), weight.get_den_mpz_t());
  }
  std::vector<mpz_class> whole;
  for (const Rational& weight : weights) {
    whole.emplace_back(weight.get_num() * (common / weight.get_den()));
  }
  return whole;
}

std::variant<Division, SheetError> division_of(const Claims& claims) {
  if (claims.total < 0) return error_of(SheetErrorKind::NegativeTotal, claims.total);
  if (claims.total > mpz_class(largest_total)) {
    return error_of(SheetErrorKind::TooLarge, claims.total);
  }
  bool any_weight = false;
  for (std::size_t row = 0; row < claims.weights.size(); ++row) {
    if (claims.weights[row] < 0) {
      return error_of(SheetErrorKind::NegativeWeight, claims.weights[row], row);
    }
    any_weight |= claims.weights[row] > 0;
  }
  Division division;
  division.total = floor_of(claims.total);
  if (division.total > 0 && !any_weight) return error_of(SheetErrorKind::NothingToShareBy, 0);
  division.weights = whole_weights(claims.weights);
  for (std::size_t row = 0; row < division.rows(); ++row) {
    mpz_class floor = ceiling_of(claims.floors[row]);
    if (floor < 0) floor = 0;
    mpz_class ceiling = floor_of(claims.ceilings[row]);
    if (floor > ceiling) return error_of(SheetErrorKind::FloorAboveCeiling, 0, row);
    if (division.weights[row] == 0) ceiling = floor;
    division.floors.push_back(std::move(floor));
    division.ceilings.push_back(std::move(ceiling));
  }
  const mpz_class floors = sum(division.floors);
  if (floors > division.total) return error_of(SheetErrorKind::FloorsAboveTotal, floors);
  const mpz_class ceilings = sum(division.ceilings);
  if (ceilings < division.total) return error_of(SheetErrorKind::CeilingsBelowTotal, ceilings);
  return division;
}

/// A factor with which the rows' factor * weight, kept within their limits, sum to `total`, which
/// lies between the sums of the floors and of the ceilings.
Rational factor_of(const Division& division, const mpz_class& total) {
  // From factor to factor at which a row leaves its floor or meets its ceiling, the sum is a
  // straight line: `level` + `slope` * factor.
  struct Bend {
    Rational factor;
    std::size_t row;
    bool leaves_floor;
  };
  std::vector<Bend> bends;
  for (std::size_t row = 0; row < division.rows(); ++row) {
    const mpz_class& weight = division.weights[row];
    if (division.floors[row] == division.ceilings[row]) continue;
    for (const bool leaves_floor : {true, false}) {
      Rational factor(leaves_floor ? division.floors[row] : division.ceilings[row], weight);
      factor.canonicalize();
      bends.push_back({std::move(factor), row, leaves_floor});
    }
  }
  std::sort(bends.begin(), bends.end(),
            [](const Bend& left, const Bend& right) { return left.factor < right.factor; });
  mpz_class level = sum(division.floors);
  mpz_class slope = 0;
  if (level == total) return 0;
  for (const Bend& bend : bends) {
    if (level + slope * bend.factor >= total) {
      Rational factor(total - level, slope);
      factor.canonicalize();
      return factor;
    }
    if (bend.leaves_floor) {
      level -= division.floors[bend.row];
      slope += division.weights[bend.row];
    } else {
      level += division.ceilings[bend.row];
      slope -= division.weights[bend.row];
    }
  }
  bug("no factor meets a total between the floors and the ceilings");
}

std::vector<Rational> entitlements_of(const Division& division) {
  const Rational factor = factor_of(division, division.total);
  std::vector<Rational> result;
  for (std::size_t row = 0; row < division.rows(); ++row) {
    Rational part = factor * division.weights[row];
    if (part > division.ceilings[row]) part = division.ceilings[row];
    if (part < division.floors[row]) part = division.floors[row];
    result.push_back(std::move(part));
  }
  return result;
}

/// Of each row its place among rows that tie, 0 for the first.
std::vector<std::size_t> places(const Division& division, ir::TieOrder ties,
                                const std::vector<std::string>& names) {
  std::vector<std::size_t> order(division.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    switch (ties) {
      case ir::TieOrder::Refused:
      case ir::TieOrder::Row: return false;
      case ir::TieOrder::Name: return names[left] < names[right];
      case ir::TieOrder::LargerWeight: return division.weights[left] > division.weights[right];
      case ir::TieOrder::SmallerWeight: return division.weights[left] < division.weights[right];
    }
    return false;
  });
  std::vector<std::size_t> result(order.size());
  for (std::size_t place = 0; place < order.size(); ++place) result[order[place]] = place;
  return result;
}

/// True iff `ties` says which of two rows that tie comes first. Equal weights leave it open.
bool settles(ir::TieOrder ties, const Division& division, std::size_t one, std::size_t other) {
  switch (ties) {
    case ir::TieOrder::Refused: return false;
    case ir::TieOrder::LargerWeight:
    case ir::TieOrder::SmallerWeight: return division.weights[one] != division.weights[other];
    case ir::TieOrder::Row:
    case ir::TieOrder::Name: return true;
  }
  return true;
}

SheetError tie(std::size_t served, std::size_t unserved) {
  SheetError error = error_of(SheetErrorKind::Tie, 0, served);
  error.other = unserved;
  return error;
}

using Quotas = std::vector<mpz_class>;

std::variant<Quotas, SheetError> by_largest_remainder(const Division& division, ir::TieOrder ties,
                                                      const std::vector<std::size_t>& place) {
  Quotas quotas;
  std::vector<Rational> remainders;
  for (const Rational& part : entitlements_of(division)) {
    quotas.push_back(floor_of(part));
    remainders.emplace_back(part - quotas.back());
  }
  std::vector<std::size_t> order(division.rows());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](std::size_t left, std::size_t right) {
    const int compared = cmp(remainders[left], remainders[right]);
    return compared != 0 ? compared > 0 : place[left] < place[right];
  });
  // The remainders sum to what is left, and each is below one: there are more of them than units,
  // so that no row without a remainder has one; a row at its ceiling has none.
  const mpz_class whole = division.total - sum(quotas);
  const std::size_t left = whole.get_ui();
  if (left > 0 && left < order.size() && remainders[order[left - 1]] == remainders[order[left]] &&
      !settles(ties, division, order[left - 1], order[left])) {
    return tie(order[left - 1], order[left]);
  }
  for (std::size_t next = 0; next < left; ++next) ++quotas[order[next]];
  return quotas;
}

/// What a method divides the weights by, as a fraction of whole numbers: weight / divisor is
/// compared as numerator / denominator, with everything squared where the divisor is a root.
class Divisors {
 public:
  Divisors(const Division& division, ir::Apportionment method)
      : division_(division), method_(method) {
    for (const mpz_class& weight : division.weights) {
      numerators_.push_back(squared() ? mpz_class(weight * weight) : weight);
    }
  }

  mpz_class denominator(const mpz_class& units) const {
    switch (method_) {
      case ir::Apportionment::Jefferson: return 2 * units + 2;
      case ir::Apportionment::Webster: return 2 * units + 1;
      case ir::Apportionment::HuntingtonHill: return units * (units + 1);
      case ir::Apportionment::Adams: return 2 * units;
      case ir::Apportionment::LargestRemainder:
      case ir::Apportionment::EachToTheNearest: break;
    }
    bug("a method without divisors");
  }

  /// The number of units whose divisor is below `bound`, which is not negative.
  mpz_class below(const Rational& bound) const {
    if (bound == 0) return 0;
    switch (method_) {
      case ir::Apportionment::Jefferson: return ceiling_of(bound) - 1;
      case ir::Apportionment::Webster: return ceiling_of(bound - Rational(1, 2));
      case ir::Apportionment::HuntingtonHill: {
        // The greatest n with n (n + 1) <= most, and one, as they begin with n = 0.
        const mpz_class most = ceiling_of(bound * bound) - 1;
        return (sqrt(4 * most + 1) - 1) / 2 + 1;
      }
      case ir::Apportionment::Adams: return ceiling_of(bound);
      case ir::Apportionment::LargestRemainder:
      case ir::Apportionment::EachToTheNearest: break;
    }
    bug("a method without divisors");
  }

  /// Below, at or above zero as the claim of `left`, which has units that make `left_divisor`, is
  /// smaller than, equal to or greater than that of `right`.
  int compare(std::size_t left, const mpz_class& left_divisor, std::size_t right,
              const mpz_class& right_divisor) const {
    if (left_divisor == 0 && right_divisor == 0) return cmp(numerators_[left], numerators_[right]);
    return cmp(numerators_[left] * right_divisor, numerators_[right] * left_divisor);
  }

  /// What each row has for certain: so few units that all claims to them exceed those that come
  /// after, and so many that few are left.
  Quotas certain() const {
    // A row has at most one unit more than factor * weight, so that with this factor all rows
    // together have no more than the total.
    const mpz_class floors = sum(division_.floors);
    const mpz_class target = division_.total - static_cast<unsigned long>(division_.rows());
    const Rational factor = target > floors ? factor_of(division_, target) : Rational(0);
    Quotas quotas;
    for (std::size_t row = 0; row < division_.rows(); ++row) {
      mpz_class units = below(factor * division_.weights[row]);
      if (units > division_.ceilings[row]) units = division_.ceilings[row];
      if (units < division_.floors[row]) units = division_.floors[row];
      quotas.push_back(std::move(units));
    }
    return quotas;
  }

 private:
  bool squared() const { return method_ == ir::Apportionment::HuntingtonHill; }

  const Division& division_;
  ir::Apportionment method_;
  std::vector<mpz_class> numerators_;
};

std::variant<Quotas, SheetError> by_divisors(const Division& division, ir::Apportionment method,
                                             ir::TieOrder ties,
                                             const std::vector<std::size_t>& place) {
  const Divisors divisors(division, method);
  Quotas quotas = divisors.certain();
  struct Claim {
    std::size_t row;
    mpz_class divisor;
  };
  const auto comes_after = [&](const Claim& left, const Claim& right) {
    const int compared = divisors.compare(left.row, left.divisor, right.row, right.divisor);
    return compared != 0 ? compared < 0 : place[left.row] > place[right.row];
  };
  std::priority_queue<Claim, std::vector<Claim>, decltype(comes_after)> claims(comes_after);
  const auto claim = [&](std::size_t row) {
    if (quotas[row] < division.ceilings[row]) {
      claims.push({row, divisors.denominator(quotas[row])});
    }
  };
  for (std::size_t row = 0; row < division.rows(); ++row) claim(row);
  for (mpz_class left = division.total - sum(quotas); left > 0; --left) {
    const Claim served = claims.top();
    claims.pop();
    ++quotas[served.row];
    claim(served.row);
    if (left > 1 || claims.empty()) continue;
    const Claim& next = claims.top();
    if (divisors.compare(served.row, served.divisor, next.row, next.divisor) == 0 &&
        !settles(ties, division, served.row, next.row)) {
      return tie(served.row, next.row);
    }
  }
  return quotas;
}

Quotas to_the_nearest(const Division& division) {
  Quotas quotas;
  for (const Rational& part : entitlements_of(division)) {
    quotas.push_back(floor_of(part + Rational(1, 2)));
  }
  return quotas;
}

std::variant<Quotas, SheetError> quotas_of(const Division& division, ir::Apportionment method,
                                           ir::TieOrder ties,
                                           const std::vector<std::string>& names) {
  switch (method) {
    case ir::Apportionment::LargestRemainder:
      return by_largest_remainder(division, ties, places(division, ties, names));
    case ir::Apportionment::EachToTheNearest: return to_the_nearest(division);
    case ir::Apportionment::Jefferson:
    case ir::Apportionment::Webster:
    case ir::Apportionment::HuntingtonHill:
    case ir::Apportionment::Adams:
      return by_divisors(division, method, ties, places(division, ties, names));
  }
  bug("a method of apportionment that the interpreter does not know");
}

}  // namespace

std::variant<std::vector<Rational>, SheetError> apportion(const Claims& claims,
                                                          ir::Apportionment method,
                                                          ir::TieOrder ties) {
  const auto division = division_of(claims);
  if (const auto* error = std::get_if<SheetError>(&division)) return *error;
  const auto quotas = quotas_of(std::get<Division>(division), method, ties, claims.names);
  if (const auto* error = std::get_if<SheetError>(&quotas)) return *error;
  const Quotas& found = std::get<Quotas>(quotas);
  return std::vector<Rational>(found.begin(), found.end());
}

std::variant<std::vector<Rational>, SheetError> entitlements(const Claims& claims) {
  const auto division = division_of(claims);
  if (const auto* error = std::get_if<SheetError>(&division)) return *error;
  return entitlements_of(std::get<Division>(division));
}

}  // namespace nansen::interpret
