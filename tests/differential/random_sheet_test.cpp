// Random sheets: their text reads back, and the interpreter answers as plain recursion over the
// table of operations does.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>

#include "compiler/ir/sheet_opcode.h"
#include "tests/differential/apportion_reference.h"
#include "tests/support/random/sheets.h"

namespace nansen::test {
namespace {

using interpret::SheetError;
using interpret::SheetErrorKind;
using interpret::SheetTable;
using ir::SheetOpcode;
using ir::SheetOperation;
using ir::SheetValueId;
using Numbers = std::vector<Rational>;

/// Works out a sheet by recursion; truths are 0 and 1. An error is thrown.
class Oracle {
 public:
  Oracle(const ir::Sheet& sheet, const SheetTable& table) : sheet_(sheet), table_(table) {}

  Rational value(SheetValueId id, std::size_t row) {
    const auto place = std::pair(id, row);
    const auto found = known_.find(place);
    if (found != known_.end()) return found->second;
    return known_[place] = work_out(id, row);
  }

 private:
  [[noreturn]] static void fail(SheetErrorKind kind) { throw kind; }

  Rational work_out(SheetValueId id, std::size_t row) {
    const SheetOperation& made = sheet_.operations[id];
    const auto operand = [&](std::size_t index) { return value(made.operands[index], row); };
    switch (made.opcode) {
      case SheetOpcode::Constant: return made.number;
      case SheetOpcode::Parameter: return table_.parameters[made.index];
      case SheetOpcode::Indicator: {
        const auto& number = table_.inputs[made.index].numbers[row];
        if (!number) fail(SheetErrorKind::MissingIndicator);
        return *number;
      }
      case SheetOpcode::Known:
        if (!sheet_.inputs[made.index].truth) {
          return table_.inputs[made.index].numbers[row].has_value();
        }
        return table_.inputs[made.index].truths[row] != Truth::Undetermined;
      case SheetOpcode::Condition: {
        const Truth truth = table_.inputs[made.index].truths[row];
        if (truth == Truth::Undetermined) fail(SheetErrorKind::UndeterminedTruth);
        return truth == Truth::Yes;
      }
      case SheetOpcode::Always: return 1;
      case SheetOpcode::Add: return operand(0) + operand(1);
      case SheetOpcode::Subtract: return operand(0) - operand(1);
      case SheetOpcode::Multiply: return operand(0) * operand(1);
      case SheetOpcode::Divide: {
        const Rational dividend = operand(0);
        const Rational divisor = operand(1);
        if (divisor == 0) fail(SheetErrorKind::DivisionByZero);
        return dividend / divisor;
      }
      case SheetOpcode::Smaller: return std::min(operand(0), operand(1));
      case SheetOpcode::Larger: return std::max(operand(0), operand(1));
      case SheetOpcode::MiddleOf: {
        Numbers numbers;
        for (std::size_t index = 0; index < made.operands.size(); ++index) {
          numbers.push_back(operand(index));
        }
        return middle(numbers);
      }
      case SheetOpcode::NotNegative:
        if (operand(0) < 0) fail(SheetErrorKind::Negative);
        return operand(0);
      case SheetOpcode::Less: return operand(0) < operand(1);
      case SheetOpcode::LessEqual: return operand(0) <= operand(1);
      case SheetOpcode::Equal: return operand(0) == operand(1);
      case SheetOpcode::Not: return operand(0) == 0;
      case SheetOpcode::And:
        for (std::size_t index = 0; index < made.operands.size(); ++index) {
          if (operand(index) == 0) return 0;
        }
        return 1;
      case SheetOpcode::Or:
        for (std::size_t index = 0; index < made.operands.size(); ++index) {
          if (operand(index) == 1) return 1;
        }
        return 0;
      case SheetOpcode::Choose: return operand(operand(0) == 1 ? 1 : 2);
      default: return across(made, row);
    }
  }

  static Rational middle(Numbers numbers) {
    std::sort(numbers.begin(), numbers.end());
    const std::size_t count = numbers.size();
    return (numbers[(count - 1) / 2] + numbers[count / 2]) / 2;
  }

  Rational across(const SheetOperation& made, std::size_t row) {
    const bool local = made.opcode == SheetOpcode::Rank || made.opcode == SheetOpcode::Redistribute;
    if (local && value(made.operands.back(), row) == 0) return 0;
    std::vector<std::size_t> set;
    for (std::size_t other = 0; other < table_.rows.size(); ++other) {
      if (value(made.operands.back(), other) == 1) set.push_back(other);
    }
    const auto column = [&](std::size_t index) {
      Numbers numbers;
      for (const std::size_t other : set) numbers.push_back(value(made.operands[index], other));
      return numbers;
    };
    const auto own = static_cast<std::size_t>(std::find(set.begin(), set.end(), row) - set.begin());
    switch (made.opcode) {
      case SheetOpcode::Count: return static_cast<unsigned long>(set.size());
      case SheetOpcode::Total: {
        Rational total = 0;
        for (const Rational& number : column(0)) total += number;
        return total;
      }
      case SheetOpcode::Least:
      case SheetOpcode::Greatest:
      case SheetOpcode::Median: {
        if (set.empty()) fail(SheetErrorKind::EmptySet);
        Numbers numbers = column(0);
        std::sort(numbers.begin(), numbers.end());
        if (made.opcode == SheetOpcode::Median) return middle(numbers);
        return made.opcode == SheetOpcode::Least ? numbers.front() : numbers.back();
      }
      case SheetOpcode::Rank: {
        unsigned long rank = 1;
        const Numbers numbers = column(0);
        for (const Rational& number : numbers) rank += number > numbers[own] ? 1 : 0;
        return rank;
      }
      case SheetOpcode::Redistribute: {
        const Numbers values = column(0);
        const Numbers ceilings = column(1);
        const Numbers weights = column(2);
        if (std::any_of(weights.begin(), weights.end(),
                        [](const Rational& weight) { return weight < 0; })) {
          fail(SheetErrorKind::NegativeWeight);
        }
        return made.until_nothing_is_cut ? filled(values, ceilings, weights, own)
                                         : shared_once(values, ceilings, weights, own);
      }
      default: {
        const Rational total = value(made.operands[0], 0);
        interpret::Claims claims{total, column(1), column(2), column(3), {}};
        for (const std::size_t other : set) claims.names.push_back(table_.rows[other]);
        const auto found = made.opcode == SheetOpcode::Apportion
                               ? interpret::apportion(claims, made.method, made.ties)
                               : interpret::entitlements(claims);
        if (const auto* error = std::get_if<SheetError>(&found)) fail(error->kind);
        return own < set.size() ? std::get<Numbers>(found)[own] : Rational(0);
      }
    }
  }

  static Rational shared_once(const Numbers& values, const Numbers& ceilings,
                              const Numbers& weights, std::size_t own) {
    Rational cut = 0;
    Rational weight = 0;
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (values[row] > ceilings[row]) cut += values[row] - ceilings[row];
      if (values[row] < ceilings[row]) weight += weights[row];
    }
    if (values[own] >= ceilings[own]) return ceilings[own];
    return weight == 0 ? values[own] : Rational(values[own] + cut * weights[own] / weight);
  }

  /// Sharing until nothing is cut fills all rows at one rate a weight, each up to its ceiling: the
  /// level is sought at which what was cut is used up.
  static Rational filled(const Numbers& values, const Numbers& ceilings, const Numbers& weights,
                         std::size_t own) {
    const auto at = [&](std::size_t row, const Rational& level) {
      return std::min<Rational>(ceilings[row], values[row] + level * weights[row]);
    };
    const auto total_at = [&](const Rational& level) {
      Rational total = 0;
      for (std::size_t row = 0; row < values.size(); ++row) total += at(row, level);
      return total;
    };
    Rational whole = 0;
    for (const Rational& value : values) whole += value;
    // Between two neighbouring levels at which a row is full the total is a straight line.
    Numbers levels{0};
    for (std::size_t row = 0; row < values.size(); ++row) {
      if (values[row] < ceilings[row] && weights[row] > 0) {
        levels.push_back((ceilings[row] - values[row]) / weights[row]);
      }
    }
    std::sort(levels.begin(), levels.end());
    for (std::size_t next = 1; next < levels.size(); ++next) {
      const Rational low = total_at(levels[next - 1]);
      const Rational high = total_at(levels[next]);
      if (high < whole) continue;
      const Rational level =
          high == low ? levels[next]
                      : Rational(levels[next - 1] +
                                 (whole - low) * (levels[next] - levels[next - 1]) / (high - low));
      return at(own, level);
    }
    return at(own, levels.back());
  }

  const ir::Sheet& sheet_;
  const SheetTable& table_;
  std::map<std::pair<SheetValueId, std::size_t>, Rational> known_;
};

class RandomSheet : public testing::TestWithParam<std::uint64_t> {
 protected:
  ir::Sheet make() {
    return random_sheet(random_, {.operations = 20 + random_.below(80), .outputs = 6});
  }
  Random random_{GetParam()};
};

TEST_P(RandomSheet, VerifiesAndReadsBackAsItWasWritten) {
  const ir::Sheet sheet = make();
  EXPECT_EQ(ir::verify(sheet), std::vector<std::string>());
  ir::Sheet again;
  std::string error;
  ASSERT_TRUE(ir::parse_sheet(ir::print(sheet), again, error)) << error;
  EXPECT_EQ(again, sheet);
}

TEST_P(RandomSheet, IsAnsweredAsPlainRecursionDoes) {
  const ir::Sheet sheet = make();
  const auto scenarios = random_scenarios(
      sheet, random_,
      {.rows = 1 + random_.below(15), .count = 10, .undetermined_percent = random_.below(2) * 5});
  for (std::size_t scenario = 0; scenario < scenarios.count(); ++scenario) {
    const SheetTable table = table_of(scenarios, scenario);
    Oracle oracle(sheet, table);
    const auto found = interpret::evaluate(sheet, table);
    try {
      for (std::size_t index = 0; index < sheet.outputs.size(); ++index) {
        const ir::SheetOutput& output = sheet.outputs[index];
        for (std::size_t row = 0; row < table.rows.size(); ++row) {
          const bool asked = oracle.value(output.rows, row) == 1;
          const Rational expected = asked ? oracle.value(output.value, row) : Rational(0);
          if (std::holds_alternative<SheetError>(found)) continue;
          const interpret::SheetColumn& column =
              std::get<std::vector<interpret::SheetColumn>>(found)[index];
          ASSERT_EQ(column.asked[row], asked);
          if (column.truths.empty()) {
            ASSERT_EQ(column.numbers[row], expected) << output.name << '\n' << ir::print(sheet);
          } else {
            ASSERT_EQ(column.truths[row], expected == 1) << output.name << '\n' << ir::print(sheet);
          }
        }
      }
      ASSERT_TRUE(std::holds_alternative<std::vector<interpret::SheetColumn>>(found))
          << "an error that recursion does not meet\n"
          << ir::print(sheet);
    } catch (const SheetErrorKind kind) {
      ASSERT_TRUE(std::holds_alternative<SheetError>(found))
          << "recursion meets error " << static_cast<int>(kind) << '\n'
          << ir::print(sheet);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomSheet, testing::Range<std::uint64_t>(0, 60));

TEST(RandomSheets, HaveEveryOperationMethodAndError) {
  std::set<SheetOpcode> opcodes;
  std::set<std::pair<ir::Apportionment, ir::TieOrder>> methods;
  std::set<SheetErrorKind> errors;
  std::size_t answered = 0;
  std::size_t asked = 0;
  for (std::uint64_t seed = 0; seed < 150; ++seed) {
    Random random(seed);
    const ir::Sheet sheet = random_sheet(random, {});
    for (const SheetOperation& made : sheet.operations) {
      opcodes.insert(made.opcode);
      if (made.opcode == SheetOpcode::Apportion) methods.emplace(made.method, made.ties);
    }
    const auto scenarios =
        random_scenarios(sheet, random, {.rows = 8, .count = 8, .undetermined_percent = 1});
    for (std::size_t scenario = 0; scenario < scenarios.count(); ++scenario) {
      const SheetTable table = table_of(scenarios, scenario);
      const auto found = interpret::evaluate(sheet, table);
      ++asked;
      if (const auto* error = std::get_if<SheetError>(&found)) {
        errors.insert(error->kind);
      } else {
        ++answered;
      }
    }
  }
  EXPECT_EQ(opcodes.size(), ir::sheet_opcode_rows().size());
  EXPECT_EQ(methods.size(), 5U * 5U + 1U) << "each to the nearest has no ties";
  EXPECT_GE(errors.size(), 10U);
  EXPECT_GT(answered * 3, asked);
}

}  // namespace
}  // namespace nansen::test
