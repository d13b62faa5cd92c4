// Redistribution of what ceilings cut off, one scenario at a time.
#include <cmath>
#include <limits>

#include "runtime/sharing.h"

namespace nansen::runtime {
namespace {

const double undecided = std::numeric_limits<double>::quiet_NaN();

/// One scenario, by position in the members.
class Cut {
 public:
  Cut(const Redistribution& asked, SharingScratch& scratch)
      : asked_(asked),
        count_(asked.members.count),
        values_(scratch.bounded(0, count_)),
        ceilings_(scratch.bounded(1, count_)),
        weights_(scratch.bounded(2, count_)),
        below_(scratch.order(count_)) {}

  /// Finds the answers of a scenario. False iff they are not decided.
  bool find(std::size_t lane) {
    Bounded cut;
    double size = 0;
    for (std::size_t at = 0; at < count_; ++at) {
      const std::size_t row = asked_.members.rows[at];
      values_[at] = read(asked_.values, row, lane);
      ceilings_[at] = read(asked_.ceilings, row, lane);
      weights_[at] = read(asked_.weights, row, lane);
      if (!surely_not_negative(weights_[at])) return false;
      size +=
          asked_.values.majorants[row].values[lane] + asked_.ceilings.majorants[row].values[lane];
      const Bounded over = values_[at] - ceilings_[at];
      if (surely_not_negative(over)) {
        below_[at] = 0;
        cut = cut + over;
      } else if (surely_positive(negated(over))) {
        below_[at] = 1;
      } else {
        return false;
      }
    }
    factor_ = {};
    if (is_zero(cut)) return true;
    if (!surely_positive(cut)) return false;
    return (asked_.until_nothing_is_cut ? until_nothing_is_cut() : once(cut)) && sane(size);
  }

  Bounded answer(std::size_t at) const {
    if (below_[at] == 0) return ceilings_[at];
    return values_[at] + factor_ * weights_[at];
  }

 private:
  static Bounded read(const BoundedRows& rows, std::size_t row, std::size_t lane) {
    return {rows.values[row].values[lane], rows.majorants[row].values[lane] * rows.bound * growth};
  }

  /// No error is so large that its majorant would be.
  bool sane(double size) const {
    for (std::size_t at = 0; at < count_; ++at) {
      if (!(answer(at).error <= size * 0x1p-20)) return false;
    }
    return true;
  }

  Bounded weight_below() const {
    Bounded weight;
    for (std::size_t at = 0; at < count_; ++at) {
      if (below_[at] != 0) weight = weight + weights_[at];
    }
    return weight;
  }

  bool once(Bounded cut) {
    const Bounded weight = weight_below();
    if (is_zero(weight)) return true;  // no one takes it
    factor_ = cut / weight;
    return surely_positive(weight);
  }

  // Round after round every row still below its ceiling gets the same multiple of its weight, so
  // that in the end each has the smaller of its ceiling and value + factor * weight, with the one
  // factor that gives away all that is cut; or, if there is not room for all, those with a weight
  // have their ceilings. The rounds find which rows these are; then it is proved that they are
  // these.
  bool until_nothing_is_cut() {
    for (std::size_t round = 0; round <= count_; ++round) {
      const Bounded weight = weight_below();
      if (is_zero(weight)) return no_room();
      factor_ = left() / weight;
      bool any = false;
      for (std::size_t at = 0; at < count_; ++at) {
        if (below_[at] == 0 || answer(at).value < ceilings_[at].value) continue;
        below_[at] = 0;
        any = true;
      }
      if (!any) return proved();
    }
    return false;
  }

  /// What the rows at their ceilings have had cut off in all.
  Bounded left() const {
    Bounded sum;
    for (std::size_t at = 0; at < count_; ++at) {
      if (below_[at] == 0) sum = sum + (values_[at] - ceilings_[at]);
    }
    return sum;
  }

  bool proved() const {
    if (!surely_not_negative(factor_)) return false;
    for (std::size_t at = 0; at < count_; ++at) {
      const Bounded room = ceilings_[at] - (values_[at] + factor_ * weights_[at]);
      const bool filled = surely_not_negative(values_[at] - ceilings_[at]);
      if (below_[at] != 0 ? !surely_not_negative(room)
                          : !filled && !surely_not_negative(negated(room))) {
        return false;
      }
    }
    return true;
  }

  // With no weight below the ceilings the factor may be as large as any: every row that is not at
  // its ceiling from the start has a weight, and at least as much was cut as they took.
  bool no_room() {
    for (std::size_t at = 0; at < count_; ++at) {
      if (below_[at] != 0 || surely_not_negative(values_[at] - ceilings_[at])) continue;
      if (!surely_positive(weights_[at])) return false;
    }
    factor_ = {};
    return surely_not_negative(left());
  }

  const Redistribution& asked_;
  std::size_t count_;
  Bounded* values_;
  Bounded* ceilings_;
  Bounded* weights_;
  std::uint32_t* below_;
  Bounded factor_;
};

}  // namespace

void redistribute(const Redistribution& asked, SharingScratch& scratch, RowResults results) {
  Cut cut(asked, scratch);
  for (std::size_t lane = 0; lane < scenario_lanes; ++lane) {
    const bool found = cut.find(lane);
    for (std::size_t at = 0; at < asked.members.count; ++at) {
      const std::size_t row = asked.members.rows[at];
      const Bounded answer = found ? cut.answer(at) : Bounded{undecided, 0};
      results.values[row].values[lane] = answer.value;
      results.majorants[row].values[lane] =
          std::fmax(std::fabs(answer.value), answer.error / result_bound);
    }
    for (std::size_t at = 0; at < asked.others.count; ++at) {
      results.values[asked.others.rows[at]].values[lane] = 0;
      results.majorants[asked.others.rows[at]].values[lane] = 0;
    }
  }
}

}  // namespace nansen::runtime
