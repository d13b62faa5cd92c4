// Values are kept with what is known of their sign and size, so that most divisions, shares and
// allocations have an answer, and none grows past what a double can follow.
#include "tests/support/random/sheets.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/base/bug.h"

namespace nansen::test {
namespace {

using ir::SheetOpcode;
using ir::SheetValueId;

enum class Sign { Any, NotNegative, Positive };

/// A number of the sheet: within 10^most of zero and, where positive, at least 10^least.
struct Number {
  SheetValueId id;
  bool rows = false;
  Sign sign = Sign::Any;
  int most = 0;
  int least = 0;
};

struct Truth {
  SheetValueId id;
  bool set = false;
};

constexpr int largest_size = 16;

Rational tenths(std::size_t count) {
  Rational result(static_cast<unsigned long>(count), 10UL);
  result.canonicalize();
  return result;
}

class Maker {
 public:
  Maker(Random& random, const SheetOptions& options) : random_(random), options_(options) {}

  ir::Sheet make() {
    declare();
    while (sheet_.operations.size() < options_.operations) step();
    outputs();
    return std::move(sheet_);
  }

 private:
  // ---- operations ----

  SheetValueId add(ir::SheetOperation operation) {
    sheet_.origins.push_back(static_cast<std::uint32_t>(random_.below(100)));
    return sheet_.operations.add(std::move(operation));
  }
  SheetValueId add(SheetOpcode opcode, std::vector<SheetValueId> operands) {
    ir::SheetOperation operation;
    operation.opcode = opcode;
    operation.operands = std::move(operands);
    return add(std::move(operation));
  }
  SheetValueId read(SheetOpcode opcode, std::size_t index) {
    ir::SheetOperation operation;
    operation.opcode = opcode;
    operation.index = static_cast<std::uint32_t>(index);
    return add(std::move(operation));
  }
  SheetValueId constant_value(Rational number) {
    ir::SheetOperation operation;
    operation.opcode = SheetOpcode::Constant;
    operation.number = std::move(number);
    return add(std::move(operation));
  }
  const Number& keep(Number number) { return numbers_.emplace_back(number); }
  void keep_truth(SheetValueId id, bool set) { truths_.push_back({id, set}); }

  // ---- choosing ----

  /// One of the later numbers, more often than one of the earlier, that `fits`; if none is found,
  /// a constant between 1 and 9.
  Number number(auto fits) {
    for (int tries = 0; tries < 20; ++tries) {
      const std::size_t recent = std::min<std::size_t>(numbers_.size(), 12);
      const std::size_t from = random_.chance(70) ? numbers_.size() - recent : 0;
      const Number& candidate = numbers_[from + random_.below(numbers_.size() - from)];
      if (fits(candidate)) return candidate;
    }
    return keep(
        {constant_value(static_cast<int>(1 + random_.below(9))), false, Sign::Positive, 1, 0});
  }
  Number any() {
    return number([](const Number&) { return true; });
  }
  Number not_negative() {
    return number([](const Number& candidate) { return candidate.sign != Sign::Any; });
  }
  Number positive() {
    return number([](const Number& candidate) { return candidate.sign == Sign::Positive; });
  }
  SheetValueId truth() { return random_.pick(truths_).id; }
  SheetValueId set() {
    while (true) {
      const Truth& candidate = random_.pick(truths_);
      if (candidate.set) return candidate.id;
    }
  }

  // ---- leaves ----

  void declare() {
    const std::size_t amounts = 2 + random_.below(3);
    for (std::size_t index = 0; index < amounts; ++index) {
      sheet_.inputs.push_back({false, fmt::format("amount_{}", index)});
    }
    sheet_.inputs.push_back({false, "balance"});
    const std::size_t numbers = sheet_.inputs.size();
    for (std::size_t index = 0; index < 2; ++index) {
      sheet_.inputs.push_back({true, fmt::format("member_{}", index)});
    }
    sheet_.parameters = {{"total", 100}, {"ratio", Rational(3, 10)}};

    keep_truth(add(SheetOpcode::Always, {}), true);
    for (std::size_t index = numbers; index < sheet_.inputs.size(); ++index) {
      keep_truth(read(SheetOpcode::Condition, index), true);
    }
    total_ = read(SheetOpcode::Parameter, 0);
    keep({total_, false, Sign::NotNegative, largest_size, 0});
    keep({read(SheetOpcode::Parameter, 1), false, Sign::Positive, 1, -3});
    zero_ = constant_value(0);
    for (std::size_t index = 0; index < numbers; ++index) indicator(index);
  }

  /// An input that counts as something where it is not known; or not, and then it may be an error.
  void indicator(std::size_t index) {
    const bool amount = sheet_.inputs[index].name != "balance";
    const SheetValueId value = read(SheetOpcode::Indicator, index);
    Number made{value, true, amount ? Sign::Positive : Sign::Any, 11, -6};
    if (random_.chance(92)) {
      const SheetValueId known = read(SheetOpcode::Known, index);
      keep_truth(known, true);
      made.id = add(SheetOpcode::Choose, {known, value, zero_});
      if (amount) made.sign = Sign::NotNegative;
    }
    keep(made);
  }

  // ---- steps ----

  void step() {
    switch (random_.below(24)) {
      case 0:
      case 1: return sum(SheetOpcode::Add);
      case 2: return sum(SheetOpcode::Subtract);
      case 3:
      case 4: return multiply();
      case 5: return divide();
      case 6: return either(SheetOpcode::Smaller);
      case 7: return either(SheetOpcode::Larger);
      case 8: return middle();
      case 9: return compare();
      case 10:
      case 11: return connect();
      case 12: return choose();
      case 13:
      case 14: return share();
      case 15:
        return across(random_.pick(std::vector{SheetOpcode::Total, SheetOpcode::Least,
                                               SheetOpcode::Greatest, SheetOpcode::Median}));
      case 16: return count();
      case 17: return rank();
      case 18:
      case 19: return redistribute();
      case 20: return constant();
      default: return apportion();
    }
  }

  void constant() {
    Rational value(static_cast<long>(random_.between(1, 60)),
                   random_.pick(std::vector<unsigned long>{1, 2, 3, 7, 10, 100}));
    value.canonicalize();
    keep({constant_value(value), false, Sign::Positive, 2, -2});
  }

  void sum(SheetOpcode opcode) {
    const Number left = any();
    const Number right = any();
    const int most = std::max(left.most, right.most) + 1;
    if (most > largest_size) return constant();
    Number made{add(opcode, {left.id, right.id}), left.rows || right.rows, Sign::Any, most, 0};
    if (opcode == SheetOpcode::Add) {
      made.sign = std::min(left.sign, right.sign);
      made.least = std::min(left.least, right.least);
    }
    keep(made);
  }

  void multiply() {
    const Number left = any();
    const Number right = number([](const Number& candidate) { return candidate.most <= 2; });
    if (left.most + right.most > largest_size) return constant();
    keep({add(SheetOpcode::Multiply, {left.id, right.id}), left.rows || right.rows,
          std::min(left.sign, right.sign), left.most + right.most, left.least + right.least});
  }

  void divide() {
    const Number left = any();
    const Number right = random_.chance(93) ? positive() : any();
    const int least = right.sign == Sign::Positive ? right.least : -6;
    if (left.most - least > largest_size) return constant();
    keep({add(SheetOpcode::Divide, {left.id, right.id}), left.rows || right.rows,
          right.sign == Sign::Positive ? left.sign : Sign::Any, left.most - least,
          left.least - right.most});
  }

  void either(SheetOpcode opcode) {
    const Number left = any();
    const Number right = any();
    const Sign sign = opcode == SheetOpcode::Smaller ? std::min(left.sign, right.sign)
                                                     : std::max(left.sign, right.sign);
    keep({add(opcode, {left.id, right.id}), left.rows || right.rows, sign,
          std::max(left.most, right.most), std::min(left.least, right.least)});
  }

  void middle() {
    Number made = any();
    std::vector<SheetValueId> operands{made.id};
    for (std::size_t more = random_.below(4); more > 0; --more) {
      const Number next = any();
      operands.push_back(next.id);
      made = {next.id, made.rows || next.rows, std::min(made.sign, next.sign),
              std::max(made.most, next.most), std::min(made.least, next.least)};
    }
    made.id = add(SheetOpcode::MiddleOf, operands);
    keep(made);
  }

  void compare() {
    const SheetOpcode opcode =
        random_.pick(std::vector{SheetOpcode::Less, SheetOpcode::LessEqual, SheetOpcode::Equal});
    const SheetValueId left = any().id;
    keep_truth(add(opcode, {left, any().id}), false);
  }

  void connect() {
    const bool sets = random_.chance(60);
    const auto operand = [&] { return sets ? set() : truth(); };
    if (random_.chance(30)) return keep_truth(add(SheetOpcode::Not, {operand()}), sets);
    std::vector<SheetValueId> operands{operand(), operand()};
    if (random_.chance(30)) operands.push_back(operand());
    keep_truth(add(random_.chance(40) ? SheetOpcode::And : SheetOpcode::Or, operands), sets);
  }

  void choose() {
    const Number left = any();
    const Number right = any();
    // A truth may be each row's own, so the value is taken to be so too; but for what must be one
    // for the whole sheet this is never needed.
    keep({add(SheetOpcode::Choose, {truth(), left.id, right.id}), true,
          std::min(left.sign, right.sign), std::max(left.most, right.most),
          std::min(left.least, right.least)});
  }

  /// Whether to do what may well be an error.
  bool risky() { return random_.chance(6); }

  SheetValueId checked(const Number& number) {
    return random_.chance(80) ? number.id : add(SheetOpcode::NotNegative, {number.id});
  }

  /// The value over its total in a set, for the rows of the set; zero for the others.
  void share() {
    const Number value = risky() ? any() : random_.chance(50) ? positive() : not_negative();
    const SheetValueId members = set();
    const SheetValueId part =
        value.sign == Sign::Any ? add(SheetOpcode::NotNegative, {value.id}) : checked(value);
    const SheetValueId whole = add(SheetOpcode::Total, {part, members});
    const SheetValueId quotient = add(SheetOpcode::Divide, {part, whole});
    keep({add(SheetOpcode::Choose, {members, quotient, zero_}), true, Sign::NotNegative, 0, 0});
  }

  void across(SheetOpcode opcode) {
    const Number value = any();
    if (value.most + 2 > largest_size) return constant();
    Number made{add(opcode, {value.id, set()}), false, value.sign, value.most, value.least};
    if (opcode == SheetOpcode::Total) {
      made.most += 2;
      if (made.sign == Sign::Positive) made.sign = Sign::NotNegative;  // of no rows
    }
    keep(made);
  }

  void count() { keep({add(SheetOpcode::Count, {set()}), false, Sign::NotNegative, 2, 0}); }

  void rank() {
    const SheetValueId value = any().id;
    keep({add(SheetOpcode::Rank, {value, set()}), true, Sign::NotNegative, 2, 0});
  }

  void redistribute() {
    const Number value = not_negative();
    if (value.most + 2 > largest_size) return constant();
    const Number weight = random_.chance(60) ? value : risky() ? any() : not_negative();
    SheetValueId ceiling = any().id;
    if (random_.chance(60)) {
      // A ceiling that cuts some off: so and so much of the greatest.
      const SheetValueId greatest =
          add(SheetOpcode::Greatest, {value.id, add(SheetOpcode::Always, {})});
      ceiling =
          add(SheetOpcode::Multiply, {greatest, constant_value(tenths(1 + random_.below(9)))});
    }
    ir::SheetOperation operation;
    operation.opcode = SheetOpcode::Redistribute;
    operation.operands = {value.id, ceiling, weight.id, set()};
    operation.until_nothing_is_cut = random_.chance(50);
    keep({add(std::move(operation)), true, Sign::Any, value.most + 2, 0});
  }

  void apportion() {
    const Number weight = risky() ? any() : number([](const Number& candidate) {
      return candidate.rows && candidate.sign != Sign::Any;
    });
    const SheetValueId members = set();
    // Mostly the parameter, which the scenarios make whole and of every size.
    const SheetValueId total = random_.chance(80) ? total_ : total_of_its_own();
    const auto method = static_cast<ir::Apportionment>(random_.below(6));
    const bool limits = method != ir::Apportionment::EachToTheNearest;
    const SheetValueId floor = limits && random_.chance(25) ? floor_of(total, members) : zero_;
    const SheetValueId ceiling = limits && random_.chance(40) ? ceiling_of(total, members) : total;
    const std::vector<SheetValueId> operands{total, weight.id, floor, ceiling, members};
    if (random_.chance(50)) {
      keep({add(SheetOpcode::Entitlement, operands), true, Sign::NotNegative, largest_size, 0});
      shown_.push_back(numbers_.back().id);
    }
    ir::SheetOperation operation;
    operation.opcode = SheetOpcode::Apportion;
    operation.operands = operands;
    operation.method = method;
    if (limits && !random_.chance(options_.refused_percent)) {
      operation.ties = static_cast<ir::TieOrder>(1 + random_.below(4));
    }
    keep({add(std::move(operation)), true, Sign::NotNegative, largest_size, 0});
    shown_.push_back(numbers_.back().id);
  }

  SheetValueId total_of_its_own() {
    const bool any_sign = risky();
    return number([any_sign](const Number& candidate) {
             return !candidate.rows && (any_sign || candidate.sign != Sign::Any);
           })
        .id;
  }

  /// Mostly less than an equal part each, so that all together stay below the total.
  SheetValueId floor_of(SheetValueId total, SheetValueId members) {
    if (random_.chance(20)) return constant_value(1);
    const SheetValueId part = equal_part(total, members);
    return add(SheetOpcode::Multiply, {part, constant_value(tenths(1 + random_.below(5)))});
  }

  /// Mostly more than an equal part each.
  SheetValueId ceiling_of(SheetValueId total, SheetValueId members) {
    if (random_.chance(5)) return constant_value(5);
    const SheetValueId part = equal_part(total, members);
    const SheetValueId twice =
        add(SheetOpcode::Multiply, {part, constant_value(tenths(11 + random_.below(20)))});
    return add(SheetOpcode::Add, {twice, constant_value(1)});
  }

  SheetValueId equal_part(SheetValueId total, SheetValueId members) {
    const SheetValueId rows = add(SheetOpcode::Count, {members});
    const SheetValueId one = constant_value(1);
    return add(SheetOpcode::Divide, {total, add(SheetOpcode::Larger, {rows, one})});
  }

  // ---- outputs ----

  void outputs() {
    while (shown_.size() > options_.outputs / 2) {
      shown_.erase(shown_.begin() + static_cast<std::ptrdiff_t>(random_.below(shown_.size())));
    }
    while (shown_.size() + 1 < options_.outputs) shown_.push_back(any().id);
    if (shown_.size() < options_.outputs) shown_.push_back(truth());
    for (std::size_t index = 0; index < shown_.size(); ++index) {
      sheet_.outputs.push_back({fmt::format("output_{}", index), shown_[index], set()});
    }
  }

  Random& random_;
  const SheetOptions& options_;
  ir::Sheet sheet_;
  std::vector<Number> numbers_;
  std::vector<Truth> truths_;
  std::vector<SheetValueId> shown_;
  SheetValueId zero_;
  SheetValueId total_;
};

}  // namespace

ir::Sheet random_sheet(Random& random, const SheetOptions& options) {
  ir::Sheet sheet = Maker(random, options).make();
  if (!ir::verify(sheet).empty()) bug("a random sheet does not verify");
  return sheet;
}

}  // namespace nansen::test
