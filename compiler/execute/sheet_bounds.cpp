// Why each bound holds. Let u = 2^-53; a, A and k a number, its majorant and its bound, x the exact
// number: |x - a| <= k A and |a| <= A, hence |x| <= (1 + k) A; likewise b, B, l, y; and c, C the
// result of an operation. Rounding an exact z gives c with |c - z| <= u |c|, unless it underflows.
// That |c| <= C holds because majorants are computed by the same operations in the same order from
// numbers that are not smaller, and rounding keeps order. Bounds are worked out with exact u, k and
// l, then grown by 2^-40 of themselves, which covers rounding here and all terms in which u is
// multiplied by a bound.
//
//   whole numbers   if both operands are exact multiples of 2^-g and what results is one too and at
//   most
//                   2^53 of them, then the operation is exact: bound 0
//   a + b, a - b    k A + l B <= max(k, l) (A + B), and C is A + B rounded: max(k, l) + u
//   a * b           |x y - a b| <= |a| l B + |y| k A <= (k + l + k l) A B: k + l + k l + 2 u, where
//   one u
//                   is for rounding C, of which A B may be more
//   a / b, with b its own majorant: y = b (1 + d) with |d| <= l, and A / |b| may be more than C by
//   u:
//                   (k + l) (1 + 2^-9) + 2 u
//   a / b, else     b is at least 2^-20 B (or the quotient is NaN), and l <= 2^-30, so that |y| is
//   at least
//                   |b| (1 - 2^-10), and |x/y - a/b| <= (|x - a| + |a/b| |y - b|) / |y|
//                   <= (k A / |b| + (A / |b|) l B / |b|) (1 + 2^-9) <= (k + l) (1 + 2^-9) (A/|b|)
//                   (B/|b|), as B/|b| >= 1: the same and 4 u, for the roundings in C = A/|b| *
//                   B/|b|
//   reciprocals     1 / b and then a product with it: the sum of their bounds
//   min, max, the middle of several, medians: each is off by at most the greatest error of its
//   operands,
//                   and by at most the greatest factor if all are factors: max(k, l). The mean of
//                   two middle ones is rounded once more: + u
//   totals          n - 1 additions of numbers that total at most C: k + n u
//   choices         max(k, l), of the operands that are needed
//   checks that a number is not negative leave it as it is
//   input, parameter: a double times the reciprocal of its scale: exact if that is a power of two,
//   else
//                   3 u, as the scale, its reciprocal and the product are each rounded
//   results of the runtime: as it says (runtime/sharing.h); quotas, ranks and counts are exact
//
// Underflow loses less than 2^-1074, which is less than 2^-100 u C where C is at least 2^-900; and
// nothing overflows where majorants are at most 2^900. Where either may fail for a value that is
// needed, no scenario is answered. A majorant below the least stands at a row where its value is
// not needed.
#include "compiler/execute/sheet_bounds.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "runtime/sharing.h"

namespace nansen::execute {
namespace {

using ir::SheetOpcode;
using ir::SheetOperation;
using ir::SheetValueId;

constexpr double unit = 0x1p-53;
constexpr double slack = 1 + 0x1p-40;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double largest_exact = 0x1p53;
constexpr double smallest = 0x1p-900;
constexpr double largest = 0x1p900;

/// The g with which 2^g times the number is whole, for a denominator 2^g.
std::optional<int> grid_of(const mpz_class& denominator) {
  const auto bits = mpz_sizeinbase(denominator.get_mpz_t(), 2);
  if (mpz_popcount(denominator.get_mpz_t()) != 1 || bits > 60) return std::nullopt;
  return static_cast<int>(bits) - 1;
}

class Finder {
 public:
  Finder(const ir::Sheet& sheet, const SheetPlan& plan, const SheetSets& sets,
         const runtime::Scenarios& scenarios)
      : sheet_(sheet), plan_(plan), sets_(sets), scenarios_(scenarios) {}

  SheetBounds find(const std::vector<int>& digits) {
    for (std::size_t index = 0; index < sheet_.operations.size(); ++index) {
      const SheetValueId id(index);
      found_.values.emplace_back();
      if (plan_.of(id).truth || !plan_.of(id).live || !sets_.is_needed(id)) continue;
      SheetBound made = bound(id);
      made.bound *= slack;
      made.most *= slack;
      made.least /= slack;
      found_.fails |=
          !(made.most <= largest && made.least >= smallest && made.bound <= runtime::largest_bound);
      found_.values.back() = made;
    }
    for (std::size_t output = 0; output < sheet_.outputs.size(); ++output) {
      add_output(sheet_.outputs[output].value, std::pow(10.0, digits[output]));
    }
    return std::move(found_);
  }

 private:
  const SheetOperation& at(SheetValueId id) const { return sheet_.operations[id]; }
  const SheetBound& of(SheetValueId id) const {
    return found_.values[static_cast<std::size_t>(id.index)];
  }

  SheetBound bound(SheetValueId id) const {
    const SheetOperation& made = at(id);
    const auto operand = [&](std::size_t place) -> const SheetBound& {
      return of(made.operands[place]);
    };
    switch (made.opcode) {
      case SheetOpcode::Constant: return constant(made.number);
      case SheetOpcode::Indicator:
        return units(scenarios_.range(made.index), scenarios_.scale(made.index));
      case SheetOpcode::Parameter:
        return units(scenarios_.parameter_range(made.index),
                     scenarios_.parameter_scale(made.index));
      case SheetOpcode::Add:
      case SheetOpcode::Subtract: return sum(operand(0), operand(1));
      case SheetOpcode::Multiply: return product(operand(0), operand(1));
      case SheetOpcode::Divide: return quotient(made);
      case SheetOpcode::Smaller:
      case SheetOpcode::Larger: return either(operand(0), operand(1));
      case SheetOpcode::MiddleOf: return middle(made);
      case SheetOpcode::NotNegative: return operand(0);
      case SheetOpcode::Choose: return chosen(made);
      case SheetOpcode::Total: return total(made);
      case SheetOpcode::Least:
      case SheetOpcode::Greatest: return operand(0);
      case SheetOpcode::Median:
        return sets_.members(made.operands[1]).size() % 2 == 1 ? operand(0) : half(operand(0));
      case SheetOpcode::Count:
      case SheetOpcode::Rank: return whole(static_cast<double>(sets_.rows));
      case SheetOpcode::Apportion:
        return whole(std::min(runtime::largest_divided, operand(0).most) + 1);
      case SheetOpcode::Entitlement: return entitlement(made);
      case SheetOpcode::Redistribute: return redistribution(made);
      default: return {};
    }
  }

  // ---- leaves ----

  static SheetBound constant(const Rational& number) {
    const double value = std::fabs(number.get_d());
    SheetBound result{0, value, value == 0 && number == 0 ? infinity : value, {}};
    if (Rational(number.get_d()) != number) {
      result.bound = unit;
      // get_d rounds towards zero, which loses up to twice as much as rounding to the nearest.
      result.bound *= 2;
    } else {
      result.grid = grid_of(number.get_den());
    }
    return result;
  }

  static SheetBound units(const runtime::UnitRange& range, std::int64_t scale) {
    const auto by = static_cast<double>(scale);
    const double most = std::max(std::fabs(range.least), std::fabs(range.greatest));
    SheetBound result{3 * unit, most / by, 1 / by, {}};
    if (std::has_single_bit(static_cast<std::uint64_t>(scale))) {
      result.bound = 0;
      result.grid = std::ilogb(by);
    }
    return result;
  }

  static SheetBound whole(double most) { return {0, most, 1, 0}; }

  // ---- one row ----

  /// `result`, but exact if its operands are and all that it may be are doubles.
  static SheetBound exact_if_possible(SheetBound result, bool operands_are_exact) {
    if (operands_are_exact && result.grid &&
        std::ldexp(result.most, *result.grid) * slack <= largest_exact) {
      result.bound = 0;
    } else {
      result.grid.reset();
    }
    return result;
  }

  static std::optional<int> finer(std::optional<int> left, std::optional<int> right) {
    if (!left || !right) return std::nullopt;
    return std::max(*left, *right);
  }

  static SheetBound sum(const SheetBound& a, const SheetBound& b) {
    return exact_if_possible({std::max(a.bound, b.bound) + unit, a.most + b.most,
                              std::min(a.least, b.least), finer(a.grid, b.grid)},
                             a.bound == 0 && b.bound == 0);
  }

  static SheetBound product(const SheetBound& a, const SheetBound& b) {
    std::optional<int> grid;
    if (a.grid && b.grid && *a.grid + *b.grid <= 120) grid = *a.grid + *b.grid;
    // Zero times anything is zero.
    const double least = a.most == 0 || b.most == 0 ? infinity : a.least * b.least;
    return exact_if_possible(
        {a.bound + b.bound + a.bound * b.bound + 2 * unit, a.most * b.most, least, grid},
        a.bound == 0 && b.bound == 0);
  }

  SheetBound quotient(const SheetOperation& made) const {
    const SheetBound& a = of(made.operands[0]);
    const SheetBound& b = of(made.operands[1]);
    if (by_reciprocal(plan_, made)) {
      const SheetBound one{0, 1, 1, 0};
      return product(a, quotient(one, b, plan_.of(made.operands[1]).relative));
    }
    return quotient(a, b, plan_.of(made.operands[1]).relative);
  }

  static SheetBound quotient(const SheetBound& a, const SheetBound& b, bool own_majorant) {
    // What is left of the divisor, and of the majorant of it that is part of the result's.
    const double part = own_majorant ? 1 : 0x1p20;
    const double least = a.most == 0 ? infinity : a.least / b.most;
    return {(a.bound + b.bound) * (1 + 0x1p-9) + 4 * unit, a.most / b.least * part * part, least,
            std::nullopt};
  }

  static SheetBound either(const SheetBound& a, const SheetBound& b) {
    return {std::max(a.bound, b.bound), std::max(a.most, b.most), std::min(a.least, b.least),
            finer(a.grid, b.grid)};
  }

  /// The mean of two such numbers; `most` is what their sum may be.
  static SheetBound half(const SheetBound& each) {
    std::optional<int> grid = each.grid;
    if (grid) ++*grid;
    return exact_if_possible({each.bound + unit, each.most * 2, each.least / 2, grid},
                             each.bound == 0);
  }

  SheetBound middle(const SheetOperation& made) const {
    SheetBound result = of(made.operands[0]);
    for (const SheetValueId each : made.operands) result = either(result, of(each));
    return made.operands.size() % 2 == 1 ? result : half(result);
  }

  SheetBound chosen(const SheetOperation& made) const {
    const bool first = sets_.is_needed(made.operands[1]);
    const bool second = sets_.is_needed(made.operands[2]);
    if (first && second) return either(of(made.operands[1]), of(made.operands[2]));
    return of(made.operands[first ? 1 : 2]);
  }

  // ---- across rows ----

  SheetBound total(const SheetOperation& made) const {
    const auto count = static_cast<double>(sets_.members(made.operands[1]).size());
    // The operand of a total over no rows is not needed, and nothing is known of it.
    if (count == 0) return {0, 0, infinity, 0};
    const SheetBound& each = of(made.operands[0]);
    return exact_if_possible({each.bound + count * unit, each.most * count, each.least, each.grid},
                             each.bound == 0);
  }

  SheetBound entitlement(const SheetOperation& made) const {
    const double weights = of(made.operands[1]).most * static_cast<double>(sets_.rows);
    // As a part of at least one, or as a whole limit.
    const double least = std::min(1.0, of(made.operands[1]).least / weights) * 0x1p-4;
    return {runtime::result_bound, runtime::largest_majorant, least, std::nullopt};
  }

  SheetBound redistribution(const SheetOperation& made) const {
    const SheetBound& value = of(made.operands[0]);
    const SheetBound& ceiling = of(made.operands[1]);
    const SheetBound& weight = of(made.operands[2]);
    const auto rows = static_cast<double>(sets_.rows);
    const double most = (value.most + ceiling.most) * (rows + 1) * 0x1p31;
    const double least_cut = std::min(value.least, ceiling.least) * 0x1p-60;
    const double least =
        weight.most == 0 ? infinity : least_cut * weight.least / (weight.most * rows);
    return {runtime::result_bound, most, std::min({least, value.least, ceiling.least}),
            std::nullopt};
  }

  // ---- results ----

  /// The product with the power of ten loses u of itself, and adding a half u of the sum.
  void add_output(SheetValueId id, double power) {
    const SheetBound& value = of(id);
    const double most = value.most * power * slack + 1;
    const bool exact = value.bound == 0 && value.grid &&
                       std::ldexp(most, std::max(*value.grid, 1)) <= largest_exact;
    found_.output_bounds.push_back(exact ? 0 : (value.bound + 3 * unit) * power * slack);
    found_.output_rounding.push_back(exact ? 0 : 4 * unit);
  }

  const ir::Sheet& sheet_;
  const SheetPlan& plan_;
  const SheetSets& sets_;
  const runtime::Scenarios& scenarios_;
  SheetBounds found_;
};

}  // namespace

SheetBounds find_bounds(const ir::Sheet& sheet, const SheetPlan& plan, const SheetSets& sets,
                        const runtime::Scenarios& scenarios, const std::vector<int>& digits) {
  return Finder(sheet, plan, sets, scenarios).find(digits);
}

}  // namespace nansen::execute
