#include "compiler/sharing/words.h"

#include <fmt/format.h>

#include <map>

#include "compiler/explain/words.h"
#include "compiler/report/number.h"

namespace nansen::sharing {
namespace {

using program::CompareOperator;
using program::FormulaExpression;
using program::FormulaExpressionId;
using program::FormulaKind;
using program::TypeKind;

// How tightly an expression binds, loosest first.
enum class Binding : std::uint8_t { Choice, Or, And, Not, Comparison, Sum, Product, Primary };

class Words {
 public:
  Words(const program::Program& program, program::StateSetId own_set, const Substitute& substitute)
      : program_(program), own_set_(own_set), substitute_(substitute) {}

  std::string of(FormulaExpressionId id, Binding place = Binding::Choice) const {
    if (substitute_) {
      if (auto text = substitute_(id)) return *text;
    }
    const FormulaExpression& expression = program_.formula_expressions[id];
    const std::string text = bare(expression);
    return binding(expression) < place ? "(" + text + ")" : text;
  }

 private:
  static Binding binding(const FormulaExpression& expression) {
    switch (expression.kind) {
      case FormulaKind::Choice: return Binding::Choice;
      case FormulaKind::Or: return Binding::Or;
      case FormulaKind::And: return Binding::And;
      case FormulaKind::Not: return Binding::Not;
      case FormulaKind::Condition:
      case FormulaKind::Compare: return Binding::Comparison;
      case FormulaKind::Add:
      case FormulaKind::Subtract: return Binding::Sum;
      case FormulaKind::Multiply:
      case FormulaKind::Divide:
      case FormulaKind::Portion: return Binding::Product;
      default: return Binding::Primary;
    }
  }

  std::string bare(const FormulaExpression& expression) const {
    switch (expression.kind) {
      case FormulaKind::Invalid: return "?";
      case FormulaKind::Constant: return exact_words(program_, expression.type, expression.number);
      case FormulaKind::ParameterValue: return program_.parameters[expression.parameter].name;
      case FormulaKind::Indicator:
      case FormulaKind::Condition: return explain::words(program_, expression.base, {});
      case FormulaKind::LineValue: return program_.formula_lines[expression.line].name;
      case FormulaKind::FormulaValue: return program_.formulas[expression.formula].name;
      case FormulaKind::AllocationValue: return program_.allocations[expression.allocation].name;
      case FormulaKind::Add: return infix(expression, " + ", Binding::Sum, Binding::Sum);
      case FormulaKind::Subtract: return infix(expression, " - ", Binding::Sum, Binding::Product);
      case FormulaKind::Multiply:
        return infix(expression, " * ", Binding::Product, Binding::Primary);
      case FormulaKind::Divide: return infix(expression, " / ", Binding::Product, Binding::Primary);
      case FormulaKind::Portion:
        return nansen::to_string(Rational(expression.number * 100)) + "% of " +
               of(expression.operands[0], Binding::Primary);
      case FormulaKind::Total:
      case FormulaKind::Mean:
      case FormulaKind::Median:
      case FormulaKind::Least:
      case FormulaKind::Greatest:
        return fmt::format("{} of {{ {} }}", combination_word(expression.kind),
                           joined(expression, ", ", Binding::Choice));
      case FormulaKind::Not: return "not " + of(expression.operands[0], Binding::Not);
      case FormulaKind::And: return joined(expression, " and ", Binding::Not);
      case FormulaKind::Or: return joined(expression, " or ", Binding::And);
      case FormulaKind::Compare: return comparison(expression);
      case FormulaKind::Choice:
        return fmt::format("{} where {}, otherwise {}", of(expression.operands[1], Binding::Sum),
                           of(expression.operands[0], Binding::Or), of(expression.operands[2]));
      case FormulaKind::ShareAcross:
      case FormulaKind::InverseShareAcross:
      case FormulaKind::TotalAcross:
      case FormulaKind::MeanAcross:
      case FormulaKind::MedianAcross:
      case FormulaKind::LeastAcross:
      case FormulaKind::GreatestAcross:
      case FormulaKind::RankAcross:
        return fmt::format("{} of {}{}", combination_word(expression.kind),
                           of(expression.operands[0], Binding::Primary), among(expression));
      case FormulaKind::CountAcross: {
        const std::string& name = program_.state_sets[expression.set].name;
        return "count of " + (name.empty() ? entity(expression) : name);
      }
      case FormulaKind::Grouped: return grouped(expression);
      case FormulaKind::Redistributed:
        return fmt::format("{}, at most {}, what is cut off redistributed {} by {}",
                           of(expression.operands[0]), of(expression.operands[1]),
                           expression.until_nothing_is_cut ? "until nothing is cut" : "once",
                           of(expression.operands[2]));
    }
    return "?";
  }

  std::string infix(const FormulaExpression& expression, std::string_view word, Binding left,
                    Binding right) const {
    const FormulaExpression& first = program_.formula_expressions[expression.operands[0]];
    // A number with a minus sign is nothing less something in the typed program.
    const bool negates = expression.kind == FormulaKind::Subtract &&
                         first.kind == FormulaKind::Constant && first.number == 0;
    if (negates) return "-" + of(expression.operands[1], Binding::Primary);
    return of(expression.operands[0], left) + std::string(word) + of(expression.operands[1], right);
  }

  std::string joined(const FormulaExpression& expression, std::string_view word,
                     Binding place) const {
    std::string text;
    for (const FormulaExpressionId operand : expression.operands) {
      if (!text.empty()) text += word;
      text += of(operand, place);
    }
    return text;
  }

  std::string comparison(const FormulaExpression& expression) const {
    const auto word = [&]() -> std::string_view {
      switch (expression.compare) {
        case CompareOperator::Same: return " is ";
        case CompareOperator::AtLeast: return " is at least ";
        case CompareOperator::AtMost: return " is at most ";
        case CompareOperator::MoreThan: return " is more than ";
        case CompareOperator::LessThan: return " is less than ";
      }
      return " is ";
    };
    return infix(expression, word(), Binding::Sum, Binding::Sum);
  }

  std::string entity(const FormulaExpression& expression) const {
    return program_.entities[program_.state_sets[expression.set].entity].name;
  }

  std::string among(const FormulaExpression& expression) const {
    if (expression.set == own_set_) return "";
    const std::string& name = program_.state_sets[expression.set].name;
    return " among " + (name.empty() ? "all" : name);
  }

  std::string grouped(const FormulaExpression& expression) const {
    std::string text(combination_word(expression.combination));
    const std::string& rows = program_.entities[expression.rows_entity].name;
    if (expression.combination == program::Combination::Count) {
      text += " of " + rows;
    } else {
      text += " of " + explain::words(program_, expression.base, {}) + " over " + rows;
    }
    text += " by " + program_.facts[expression.by].name;
    if (expression.condition.valid()) {
      text += " where " + explain::words(program_, expression.condition, {});
    }
    return text;
  }

  const program::Program& program_;
  program::StateSetId own_set_;
  const Substitute& substitute_;
};

/// Which numbers without a unit are no parts of a hundred.
class PlainNumbers {
 public:
  explicit PlainNumbers(const program::Program& program) : program_(program) {}

  bool is_plain(FormulaExpressionId id) {
    const FormulaExpression& expression = program_.formula_expressions[id];
    switch (expression.kind) {
      case FormulaKind::Indicator:
      case FormulaKind::Grouped: return is_plain(expression.base);
      case FormulaKind::LineValue: return is_plain(expression.line);
      case FormulaKind::FormulaValue: return is_plain(program_.formulas[expression.formula].result);
      case FormulaKind::ShareAcross:
      case FormulaKind::InverseShareAcross:
      case FormulaKind::Divide: return false;
      // What is compared, and the weights of a redistribution, say nothing of the result.
      case FormulaKind::Choice:
        return is_plain(expression.operands[1]) || is_plain(expression.operands[2]);
      case FormulaKind::Redistributed: return is_plain(expression.operands[0]);
      default: break;
    }
    for (const FormulaExpressionId operand : expression.operands) {
      if (is_share(program_.formula_expressions[operand].type) && is_plain(operand)) return true;
    }
    return false;
  }

 private:
  bool is_plain(program::ExpressionId base) const {
    if (!base.valid()) return false;
    const program::FactId fact = program_.expressions[base].fact;
    return fact.valid() && program_.facts[fact].range.greatest > 1;
  }
  // Lines may share lines: each is looked at once.
  bool is_plain(program::FormulaLineId line) {
    const auto known = lines_.find(line);
    if (known != lines_.end()) return known->second;
    const bool plain = is_plain(program_.formula_lines[line].value);
    lines_.emplace(line, plain);
    return plain;
  }

  const program::Program& program_;
  std::map<program::FormulaLineId, bool> lines_;
};

}  // namespace

std::string words(const program::Program& program, FormulaExpressionId expression,
                  program::StateSetId own_set, const Substitute& substitute) {
  return Words(program, own_set, substitute).of(expression);
}

std::string unit_words(const program::Program& program, const program::Type& type) {
  const std::string text = program::to_string(program, type);
  const std::size_t unit = text.find(" in ");
  return unit == std::string::npos ? "" : text.substr(unit + 4);
}

bool is_share(const program::Type& type) {
  return type.kind == TypeKind::Decimal && type.unit.powers.empty();
}

Shown shown(const program::Program& program, const program::Type& type) {
  return {is_share(type), type.kind == TypeKind::Integer, unit_words(program, type)};
}

Shown shown(const program::Program& program, FormulaExpressionId expression) {
  Shown result = shown(program, program.formula_expressions[expression].type);
  result.hundredths = result.hundredths && !PlainNumbers(program).is_plain(expression);
  return result;
}

std::string figure(const Shown& shown, const Rational& number, int digits) {
  if (shown.hundredths) return report::percent(number, digits);
  // A parameter that is written as a whole number may be set to another.
  return report::grouped(number, shown.whole && number.get_den() == 1 ? 0 : digits);
}

std::string number_words(const Shown& shown, const Rational& number, int digits) {
  return figure(shown, number, digits) + (shown.unit.empty() ? "" : " " + shown.unit);
}

std::string exact_words(const program::Program& program, const program::Type& type,
                        const Rational& number) {
  if (is_share(type) && abs(number) < 1 && number != 0) {
    return nansen::to_string(Rational(number * 100)) + "%";
  }
  const std::string unit = unit_words(program, type);
  const bool whole = number.get_den() == 1;
  return (whole ? report::grouped(number, 0) : nansen::to_string(number)) +
         (unit.empty() ? "" : " " + unit);
}

std::string short_words(const program::Program& program, FormulaExpressionId expression,
                        const Rational& number) {
  constexpr std::size_t most_characters = 16;
  const Shown how = shown(program, expression);
  std::string exact =
      how.hundredths ? nansen::to_string(Rational(number * 100)) + "%"
                     : exact_words(program, program.formula_expressions[expression].type, number);
  const bool finite = exact.find('/') == std::string::npos;
  if (finite && exact.size() <= most_characters) return exact;
  return number_words(how, number, 4);
}

std::string_view combination_word(FormulaKind kind) {
  switch (kind) {
    case FormulaKind::Total:
    case FormulaKind::TotalAcross: return "total";
    case FormulaKind::Mean:
    case FormulaKind::MeanAcross: return "mean";
    case FormulaKind::Median:
    case FormulaKind::MedianAcross: return "median";
    case FormulaKind::Least:
    case FormulaKind::LeastAcross: return "least";
    case FormulaKind::Greatest:
    case FormulaKind::GreatestAcross: return "greatest";
    case FormulaKind::ShareAcross: return "share";
    case FormulaKind::InverseShareAcross: return "inverse share";
    case FormulaKind::RankAcross: return "rank";
    case FormulaKind::CountAcross: return "count";
    default: return "";
  }
}

std::string_view combination_word(program::Combination combination) {
  switch (combination) {
    case program::Combination::Total: return "total";
    case program::Combination::Mean: return "mean";
    case program::Combination::Median: return "median";
    case program::Combination::Least: return "least";
    case program::Combination::Greatest: return "greatest";
    case program::Combination::Count: return "count";
  }
  return "";
}

}  // namespace nansen::sharing
