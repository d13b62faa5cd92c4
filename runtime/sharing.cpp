// Which form a division takes, and what is worked out one scenario at a time.
#include "runtime/sharing.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "runtime/limited_shares.h"
#include "runtime/processor.h"
#include "runtime/sharing_processors.h"

namespace nansen::runtime {
namespace {

const SharingFunctions& functions() {
#if defined(__x86_64__)
  switch (processor()) {
    case Processor::X86_64_V4: return x86_64_v4::functions();
    case Processor::X86_64_V3: return x86_64_v3::functions();
    case Processor::Portable: break;
  }
#endif
  return portable::functions();
}

const double undecided = std::numeric_limits<double>::quiet_NaN();

Bounded number(const BoundedRows& rows, std::size_t row, std::size_t lane) {
  return {rows.values[row].values[lane], rows.majorants[row].values[lane] * rows.bound * growth};
}

void store(RowResults results, std::size_t row, std::size_t lane, Bounded answer) {
  results.values[row].values[lane] = answer.value;
  if (results.majorants == nullptr) return;
  results.majorants[row].values[lane] =
      std::max(std::fabs(answer.value), answer.error / result_bound);
}

void fill(RowList rows, RowResults results, std::size_t lane, double value) {
  for (std::size_t at = 0; at < rows.count; ++at) store(results, rows.rows[at], lane, {value, 0});
}

/// The greatest whole number that does not exceed a number, at most `limit`; not a number where
/// that is not certain.
double whole_below(Bounded a, double limit) {
  if (surely_not_negative(a - Bounded{limit, 0})) return limit;
  if (!(std::fabs(a.value) <= largest_divided)) return undecided;
  const double whole = std::floor(a.value);
  const bool certain =
      surely_not_negative(a - Bounded{whole, 0}) && surely_positive(Bounded{whole + 1, 0} - a);
  return certain ? whole : undecided;
}

double whole_above(Bounded a, double limit) { return -whole_below(negated(a), -limit); }

template <typename T>
T* at_least(std::vector<T>& memory, std::size_t count) {
  if (memory.size() < count) memory.resize(count);
  return memory.data();
}

// ---- floors and ceilings ----

/// One scenario of a division with limits, by position in the members.
class Limited {
 public:
  Limited(const Division& division, SharingScratch& scratch)
      : division_(division),
        count_(division.members.count),
        weights_(scratch.bounded(0, count_)),
        floors_(scratch.numbers(0, count_)),
        ceilings_(scratch.numbers(1, count_)),
        parts_(scratch.bounded(1, count_)),
        quotas_(scratch.numbers(2, count_)) {}

  /// Reads a scenario. False iff it is not certain that its total can be divided.
  bool read(std::size_t lane) {
    const Bounded total = number(division_.total, 0, lane);
    total_ = whole_below(total, largest_divided);
    // False for what is not a number too.
    const bool sane = total_ >= 0 && total_ < largest_divided;
    if (!sane) return false;
    double floors = 0;
    double ceilings = 0;
    bool any_weight = false;
    for (std::size_t at = 0; at < count_; ++at) {
      const std::size_t row = division_.members.rows[at];
      weights_[at] = number(division_.weights, row, lane);
      floors_[at] = 0;
      ceilings_[at] = total_;
      if (division_.floors.values != nullptr) {
        const double floor = whole_above(number(division_.floors, row, lane), -largest_divided);
        floors_[at] = floor < 0 ? 0 : floor;
      }
      if (division_.ceilings.values != nullptr) {
        ceilings_[at] = whole_below(number(division_.ceilings, row, lane), total_);
      }
      if (!(floors_[at] <= ceilings_[at])) return false;
      if (is_zero(weights_[at])) {
        ceilings_[at] = floors_[at];
      } else if (!surely_positive(weights_[at])) {
        return false;
      } else {
        any_weight = true;
      }
      floors += floors_[at];
      ceilings += ceilings_[at];
    }
    return floors <= total_ && total_ <= ceilings && (any_weight || total_ == 0);
  }

  bool find_parts() { return limited_parts(shares(), parts_); }
  bool find_quotas(RoundingMethod method) { return by_divisors(shares(), method, quotas_); }
  double total() const { return total_; }
  Bounded part(std::size_t at) const { return parts_[at]; }
  double quota(std::size_t at) const { return quotas_[at]; }

 private:
  LimitedShares shares() const { return {count_, total_, weights_, floors_, ceilings_}; }

  const Division& division_;
  std::size_t count_;
  Bounded* weights_;
  double* floors_;
  double* ceilings_;
  Bounded* parts_;
  double* quotas_;
  double total_ = 0;
};

bool has_limits(const Division& division) {
  return division.floors.values != nullptr || division.ceilings.values != nullptr;
}

void largest_remainders_within_limits(const Division& division, SharingScratch& scratch,
                                      RowResults results) {
  const std::size_t count = division.members.count;
  Limited limited(division, scratch);
  Lanes* parts = scratch.lanes(5 * count + 1);
  Lanes& total = parts[2 * count];
  for (std::size_t lane = 0; lane < scenario_lanes; ++lane) {
    const bool found = limited.read(lane) && limited.find_parts();
    total.values[lane] = found ? limited.total() : undecided;
    for (std::size_t at = 0; at < count; ++at) {
      parts[at].values[lane] = found ? limited.part(at).value : undecided;
      parts[count + at].values[lane] = found ? limited.part(at).error : undecided;
    }
  }
  functions().remainders_of(division, parts, total, parts + 2 * count + 1, results.values);
}

void divisor_quotas(const Division& division, RoundingMethod method, SharingScratch& scratch,
                    RowResults results) {
  Limited limited(division, scratch);
  for (std::size_t lane = 0; lane < scenario_lanes; ++lane) {
    const bool found = limited.read(lane) && limited.find_quotas(method);
    for (std::size_t at = 0; at < division.members.count; ++at) {
      store(results, division.members.rows[at], lane, {found ? limited.quota(at) : undecided, 0});
    }
    fill(division.others, results, lane, found ? 0 : undecided);
  }
}

}  // namespace

Lanes* SharingScratch::lanes(std::size_t count) { return at_least(lanes_, count); }

double* SharingScratch::numbers(std::size_t which, std::size_t count) {
  return at_least(at_least(numbers_, which + 1)[which], count);
}

Bounded* SharingScratch::bounded(std::size_t which, std::size_t count) {
  return at_least(at_least(bounded_, which + 1)[which], count);
}

std::uint32_t* SharingScratch::order(std::size_t count) { return at_least(order_, count); }

void entitlements(const Division& division, SharingScratch& scratch, RowResults results) {
  if (!has_limits(division)) {
    functions().shares(division, results);
    return;
  }
  Limited limited(division, scratch);
  for (std::size_t lane = 0; lane < scenario_lanes; ++lane) {
    const bool found = limited.read(lane) && limited.find_parts();
    for (std::size_t at = 0; at < division.members.count; ++at) {
      store(results, division.members.rows[at], lane,
            found ? limited.part(at) : Bounded{undecided, 0});
    }
    fill(division.others, results, lane, found ? 0 : undecided);
  }
}

void scatter(const Lanes* lines, std::size_t rows, std::size_t scenarios, std::int64_t* results) {
  functions().scatter(lines, rows, scenarios, results);
}

void apportion(const Division& division, RoundingMethod method, SharingScratch& scratch,
               RowResults results) {
  switch (method) {
    case RoundingMethod::LargestRemainder:
      if (has_limits(division)) {
        return largest_remainders_within_limits(division, scratch, results);
      }
      return functions().largest_remainders(division, scratch.lanes(3 * division.members.count),
                                            results.values);
    case RoundingMethod::EachToTheNearest: return functions().nearest(division, results.values);
    case RoundingMethod::Jefferson:
    case RoundingMethod::Webster:
    case RoundingMethod::HuntingtonHill:
    case RoundingMethod::Adams: divisor_quotas(division, method, scratch, results); return;
  }
}

}  // namespace nansen::runtime
