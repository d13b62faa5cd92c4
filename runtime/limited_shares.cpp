// What is found here is found by any means in double precision, and then proved: a part or a quota
// is given out only if it is certain that the conditions which determine it hold.
#include "runtime/limited_shares.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace nansen::runtime {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

enum class Place { AtFloor, Between, AtCeiling };

Place place_of(const LimitedShares& shares, std::size_t at, double factor) {
  const double part = factor * shares.weights[at].value;
  if (part <= shares.floors[at]) return Place::AtFloor;
  return part >= shares.ceilings[at] ? Place::AtCeiling : Place::Between;
}

double sum_of(const double* numbers, std::size_t count) {
  double sum = 0;
  for (std::size_t at = 0; at < count; ++at) sum += numbers[at];
  return sum;
}

}  // namespace

// The sum of the parts is a rising line with bends. Where the rows between their limits stay the
// same rows, the line that they make leads straight to the solution; where it leads out of what is
// known to enclose the solution, that is halved.
double factor_about(const LimitedShares& shares) {
  double low = 0;
  double high = infinity;
  double weight = 0;
  for (std::size_t at = 0; at < shares.count; ++at) weight += shares.weights[at].value;
  double factor = shares.total / weight;
  for (int round = 0; round < 200; ++round) {
    double fixed = 0;
    double free_weight = 0;
    for (std::size_t at = 0; at < shares.count; ++at) {
      switch (place_of(shares, at, factor)) {
        case Place::AtFloor: fixed += shares.floors[at]; break;
        case Place::AtCeiling: fixed += shares.ceilings[at]; break;
        case Place::Between: free_weight += shares.weights[at].value; break;
      }
    }
    const double sum = fixed + factor * free_weight;
    if (sum == shares.total) return factor;
    (sum < shares.total ? low : high) = factor;
    double next = (shares.total - fixed) / free_weight;
    if (std::fabs(next - factor) <= 0x1p-50 * factor) return next;
    const bool enclosed = next > low && next < high;
    if (!enclosed) next = high == infinity ? 2 * factor : (low + high) / 2;
    if (next == low || next == high) return next;
    factor = next;
  }
  return factor;
}

bool limited_parts(const LimitedShares& shares, Bounded* parts) {
  const std::size_t count = shares.count;
  // With every row at its limit the parts are exact.
  for (const double* limits : {shares.floors, shares.ceilings}) {
    if (sum_of(limits, count) != shares.total) continue;
    for (std::size_t at = 0; at < count; ++at) parts[at] = {limits[at], 0};
    return true;
  }
  const double about = factor_about(shares);
  // The factor is the one that these rows between their limits would have; any will do if there are
  // none and the limits sum to the total.
  double fixed = 0;
  Bounded weight;
  bool any = false;
  for (std::size_t at = 0; at < count; ++at) {
    switch (place_of(shares, at, about)) {
      case Place::AtFloor: fixed += shares.floors[at]; break;
      case Place::AtCeiling: fixed += shares.ceilings[at]; break;
      case Place::Between:
        weight = weight + shares.weights[at];
        any = true;
        break;
    }
  }
  if (!any && fixed != shares.total) return false;
  const Bounded factor = any ? Bounded{shares.total - fixed, 0} / weight : Bounded{about, 0};
  // It is the factor if each row is where it was taken to be: the sum of the parts rises with the
  // factor, and there it is the total.
  for (std::size_t at = 0; at < count; ++at) {
    const Bounded floor{shares.floors[at], 0};
    const Bounded ceiling{shares.ceilings[at], 0};
    const Bounded part = factor * shares.weights[at];
    switch (place_of(shares, at, about)) {
      case Place::AtFloor:
        if (shares.floors[at] != shares.ceilings[at] && !surely_not_negative(floor - part)) {
          return false;
        }
        parts[at] = floor;
        break;
      case Place::AtCeiling:
        if (shares.floors[at] != shares.ceilings[at] && !surely_not_negative(part - ceiling)) {
          return false;
        }
        parts[at] = ceiling;
        break;
      case Place::Between:
        if (!surely_not_negative(part - floor) || !surely_not_negative(ceiling - part)) {
          return false;
        }
        // So uncertain a part is of no use, and its majorant would be large.
        if (!(part.error <= 1)) return false;
        parts[at] = part;
        break;
    }
  }
  return true;
}

namespace {

// Products of larger numbers than this are not exact.
constexpr double largest_quota = 0x1p26;

/// What a row's weight is divided by when it has `units`.
Bounded divisor(RoundingMethod method, double units) {
  switch (method) {
    case RoundingMethod::Jefferson: return {units + 1, 0};
    case RoundingMethod::Webster: return {units + 0.5, 0};
    case RoundingMethod::HuntingtonHill: {
      const double root = std::sqrt(units * (units + 1));
      return {root, rounding * root * growth};
    }
    default: return {units, 0};  // Adams
  }
}

/// The claim to one more unit: a greater one comes first, and before all others those whose divisor
/// is zero, which are compared by their weights.
struct Claim {
  bool first = false;
  Bounded height;
};

Claim claim_of(const LimitedShares& shares, RoundingMethod method, std::size_t at, double units) {
  const Bounded by = divisor(method, units);
  if (by.value == 0) return {true, shares.weights[at]};
  return {false, shares.weights[at] / by};
}

bool comes_about_before(const Claim& left, const Claim& right) {
  return left.first != right.first ? left.first : left.height.value > right.height.value;
}

// Bounds on a positive number, and on the rounding in working them out.
double lowest(Bounded claim) { return (claim.value - claim.error) * (1 - 0x1p-50); }
double highest(Bounded claim) { return (claim.value + claim.error) * (1 + 0x1p-50); }

double start(RoundingMethod method, double part) {
  const double whole = std::floor(part);
  switch (method) {
    case RoundingMethod::Jefferson: return whole;
    case RoundingMethod::Webster: return std::floor(part + 0.5);
    case RoundingMethod::HuntingtonHill:
      return part > std::sqrt(whole * (whole + 1)) ? whole + 1 : whole;
    default: return std::ceil(part);
  }
}

/// How far off a method's first quotas are, in units a row, if parts are of any size.
double excess(RoundingMethod method) {
  if (method == RoundingMethod::Jefferson) return -0.5;
  return method == RoundingMethod::Adams ? 0.5 : 0;
}

class Units {
 public:
  Units(const LimitedShares& shares, RoundingMethod method, double* quotas)
      : shares_(shares), method_(method), quotas_(quotas) {}

  bool find() {
    LimitedShares aimed = shares_;
    aimed.total -= excess(method_) * static_cast<double>(shares_.count);
    const double least = sum_of(shares_.floors, shares_.count);
    const double most = sum_of(shares_.ceilings, shares_.count);
    aimed.total = std::clamp(aimed.total, least, most);
    const double factor = factor_about(aimed);
    double left = shares_.total;
    for (std::size_t at = 0; at < shares_.count; ++at) {
      const double quota = start(method_, factor * shares_.weights[at].value);
      quotas_[at] = std::clamp(quota, shares_.floors[at], shares_.ceilings[at]);
      if (!(quotas_[at] <= largest_quota)) return false;
      left -= quotas_[at];
    }
    const double most_steps = 10.0 * static_cast<double>(shares_.count) + 100;
    if (!(std::fabs(left) <= most_steps)) return false;
    while (left > 0) {
      const std::size_t next = first_unserved();
      if (next == shares_.count) return false;
      ++quotas_[next];
      --left;
    }
    while (left < 0) {
      const std::size_t last = last_served();
      if (last == shares_.count) return false;
      --quotas_[last];
      ++left;
    }
    return left == 0 && proved();
  }

 private:
  bool may_have_more(std::size_t at) const { return quotas_[at] < shares_.ceilings[at]; }
  bool was_served(std::size_t at) const { return quotas_[at] > shares_.floors[at]; }
  Claim next_claim(std::size_t at) const { return claim_of(shares_, method_, at, quotas_[at]); }
  Claim last_claim(std::size_t at) const { return claim_of(shares_, method_, at, quotas_[at] - 1); }

  std::size_t first_unserved() const {
    std::size_t found = shares_.count;
    Claim claim;
    for (std::size_t at = 0; at < shares_.count; ++at) {
      if (!may_have_more(at)) continue;
      const Claim other = next_claim(at);
      if (found != shares_.count && !comes_about_before(other, claim)) continue;
      claim = other;
      found = at;
    }
    return found;
  }

  std::size_t last_served() const {
    std::size_t found = shares_.count;
    Claim claim;
    for (std::size_t at = 0; at < shares_.count; ++at) {
      if (!was_served(at)) continue;
      const Claim other = last_claim(at);
      if (found != shares_.count && !comes_about_before(claim, other)) continue;
      claim = other;
      found = at;
    }
    return found;
  }

  /// A row's claims fall with its units. So the quotas are those that giving unit after unit to the
  /// greatest claim leads to iff every claim served from the floors on exceeds every one that is
  /// not.
  bool proved() const {
    // Of claims that are first, and of the others.
    double least_served[2] = {infinity, infinity};
    double greatest_unserved[2] = {0, 0};
    for (std::size_t at = 0; at < shares_.count; ++at) {
      if (was_served(at)) {
        const Claim claim = last_claim(at);
        double& least = least_served[claim.first ? 0 : 1];
        least = std::min(least, lowest(claim.height));
      }
      if (may_have_more(at)) {
        const Claim claim = next_claim(at);
        double& greatest = greatest_unserved[claim.first ? 0 : 1];
        greatest = std::max(greatest, highest(claim.height));
      }
    }
    if (greatest_unserved[0] > 0 && least_served[1] < infinity) return false;
    return least_served[0] > greatest_unserved[0] && least_served[1] > greatest_unserved[1];
  }

  const LimitedShares& shares_;
  RoundingMethod method_;
  double* quotas_;
};

}  // namespace

bool by_divisors(const LimitedShares& shares, RoundingMethod method, double* quotas) {
  return Units(shares, method, quotas).find();
}

}  // namespace nansen::runtime
