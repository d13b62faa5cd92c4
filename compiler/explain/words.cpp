#include "compiler/explain/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "compiler/explain/made_words.h"
#include "runtime/calendar.h"

namespace nansen::explain {
namespace {

using program::CompareOperator;
using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::Quantity;
using program::Type;
using program::TypeKind;

// How tightly an expression binds, loosest first; an operand that binds looser than its place
// allows is put in parentheses.
enum class Binding : std::uint8_t { Unless, Or, And, Not, Comparison, Sum, Product, Primary };

std::string unit_words(const program::Unit& unit) {
  std::string above;
  std::string below;
  for (const auto& [name, power] : unit.powers) {
    for (int count = 0; count < power; ++count) above += (above.empty() ? "" : " ") + name;
    for (int count = 0; count > power; --count) below += " per " + name;
  }
  return above + below;
}

std::string plural(const Rational& count, std::string_view unit) {
  return nansen::to_string(count) + " " + std::string(unit) + (abs(count) == 1 ? "" : "s");
}

// A share is written as a part of a hundred: `20%`.
bool is_share(const Rational& number) { return number != 0 && abs(number) < 1; }

std::string share_words(const Rational& share) {
  return nansen::to_string(Rational(share * 100)) + "%";
}

class Words {
 public:
  Words(const program::Program& program, program::RuleId of) : program_(program), of_(of) {}

  std::string of(ExpressionId id, Binding place = Binding::Unless) const {
    const Expression& expression = program_.expressions[id];
    const std::string text = bare(expression);
    return binding(expression) < place ? "(" + text + ")" : text;
  }

  std::string demand(const Expression& expression) const {
    switch (expression.kind) {
      case ExpressionKind::And: return "all of these";
      case ExpressionKind::Or: return is_one_of(expression) ? "" : "any of these";
      case ExpressionKind::Unless: return "the first of these, unless the second";
      case ExpressionKind::Not: {
        const std::string inner = demand(program_.expressions[expression.operands[0]]);
        return inner.empty() ? "" : "not: " + inner;
      }
      case ExpressionKind::Group:
        return expression.quantity == Quantity::AtLeast
                   ? fmt::format("at least {} of these", expression.count)
                   : std::string(quantity_words(expression.quantity)) + " these";
      case ExpressionKind::OverRows:
        return over_words(expression, subject(expression) + program_.facts[expression.fact].name);
      case ExpressionKind::OverSet:
        return over_words(expression, of(expression.operands[0], Binding::Sum));
      default: return "";
    }
  }

  // What is made of a status or a right is called after it.
  std::string name(program::DefinitionId id) const {
    const auto made =
        made_words(program_, id, [this](program::DefinitionId whole) { return own_name(whole); });
    return made ? *made : own_name(id);
  }

 private:
  Binding binding(const Expression& expression) const {
    switch (expression.kind) {
      case ExpressionKind::Unless: return Binding::Unless;
      case ExpressionKind::Or: return is_one_of(expression) ? Binding::Comparison : Binding::Or;
      case ExpressionKind::And: return Binding::And;
      case ExpressionKind::Not:
        return negates_comparison(expression) ? Binding::Comparison : Binding::Not;
      // What a quantifier says reaches to the end of the line.
      case ExpressionKind::OverRows:
      case ExpressionKind::OverSet: return Binding::Unless;
      case ExpressionKind::ReadingIs:
      case ExpressionKind::RuleHolds:
      case ExpressionKind::Compare:
      case ExpressionKind::IsEmpty:
      case ExpressionKind::Includes:
      case ExpressionKind::TimeReaches: return Binding::Comparison;
      case ExpressionKind::Add:
      case ExpressionKind::Subtract:
      case ExpressionKind::AddPeriod: return Binding::Sum;
      case ExpressionKind::Scale: return Binding::Product;
      default: return Binding::Primary;
    }
  }

  std::string bare(const Expression& expression) const {
    switch (expression.kind) {
      case ExpressionKind::Invalid: return "?";
      case ExpressionKind::TruthConstant: return std::string(nansen::to_string(expression.truth));
      case ExpressionKind::NumberConstant: return constant(expression);
      case ExpressionKind::MemberConstant:
        return program_.enumerations[expression.type.enumeration].members[expression.member].name;
      case ExpressionKind::FactValue:
        return subject(expression) + program_.facts[expression.fact].name;
      case ExpressionKind::DefinitionValue:
        return subject(expression) + name(expression.definition);
      case ExpressionKind::VariableValue: return program_.variables[expression.variable].name;
      case ExpressionKind::ReadingIs: {
        const program::Reading& reading = program_.readings[expression.reading];
        return reading.name + " is " + reading.choices[expression.member].name;
      }
      case ExpressionKind::RuleHolds:
        return to_full_string(program_.rules[expression.rule].citation) + " applies";
      case ExpressionKind::Not: return negation(expression);
      case ExpressionKind::And: return joined(expression, " and ", Binding::Not);
      case ExpressionKind::Or:
        return is_one_of(expression) ? one_of(expression)
                                     : joined(expression, " or ", Binding::Not);
      case ExpressionKind::Unless:
        return of(expression.operands[0], Binding::Or) + " unless " +
               of(expression.operands[1], Binding::Unless);
      case ExpressionKind::Group: return group(expression);
      case ExpressionKind::Compare: return compare(expression, false);
      case ExpressionKind::IsEmpty: return of(expression.operands[0], Binding::Sum) + " is empty";
      case ExpressionKind::Includes:
        return of(expression.operands[0], Binding::Sum) + " includes " +
               of(expression.operands[1], Binding::Sum);
      case ExpressionKind::Add:
        return of(expression.operands[0], Binding::Sum) + " + " +
               of(expression.operands[1], Binding::Product);
      case ExpressionKind::Subtract:
        return of(expression.operands[0], Binding::Sum) + " - " +
               of(expression.operands[1], Binding::Product);
      case ExpressionKind::Scale:
        return (is_share(expression.number) ? share_words(expression.number) + " of "
                                            : nansen::to_string(expression.number) + " * ") +
               of(expression.operands[0], Binding::Primary);
      case ExpressionKind::DayAsked: return "the day asked";
      case ExpressionKind::AddPeriod: return period_added(expression);
      case ExpressionKind::NextWorkingDay:
        return fmt::format("the first working day of {} on or after {}",
                           program_.calendars[expression.calendar].name,
                           of(expression.operands[0], Binding::Primary));
      case ExpressionKind::Earliest: return "the earliest of " + listed(expression);
      case ExpressionKind::Latest: return "the latest of " + listed(expression);
      case ExpressionKind::TimeIn: return "time in " + program_.clocks[expression.clock].name;
      case ExpressionKind::TimeReaches:
        return fmt::format("time in {} is at least {}", program_.clocks[expression.clock].name,
                           of(expression.operands[0], Binding::Sum));
      case ExpressionKind::OverRows:
        return quantified(expression, subject(expression) + program_.facts[expression.fact].name,
                          expression.operands[0]);
      case ExpressionKind::OverSet:
        return quantified(expression, of(expression.operands[0], Binding::Sum),
                          expression.operands[1]);
    }
    return "?";
  }

  static std::string constant(const Expression& expression) {
    const bool share = expression.type.kind == TypeKind::Decimal &&
                       expression.type.unit.powers.empty() && is_share(expression.number);
    return share ? share_words(expression.number)
                 : number_words(expression.type, expression.number);
  }

  std::string own_name(program::DefinitionId id) const {
    const program::Definition& definition = program_.definitions[id];
    const bool near =
        of_.valid() && program_.rules[of_].citation.instrument == definition.citation.instrument;
    return near ? definition.name : qualified_name(program_, id);
  }

  std::string subject(const Expression& expression) const {
    std::string text;
    if (expression.subject.variable.valid()) {
      text = program_.variables[expression.subject.variable].name + ".";
    }
    for (const program::FactId fact : expression.subject.references) {
      text += program_.facts[fact].name + ".";
    }
    return text;
  }

  // `6 months after departed_on`, `1 day before departed_on`.
  std::string period_added(const Expression& expression) const {
    const Expression& period = program_.expressions[expression.operands[1]];
    const bool taken = period.kind == ExpressionKind::NumberConstant && period.number < 0;
    const bool up = period.type.in_months && expression.month_end == program::MonthEnd::RoundingUp;
    const std::string length = taken ? number_words(period.type, Rational(-period.number))
                                     : of(expression.operands[1], Binding::Product);
    return length + (up ? ", rounding up, " : " ") + (taken ? "before " : "after ") +
           of(expression.operands[0], Binding::Primary);
  }

  std::string listed(const Expression& expression) const {
    std::string text = "{ ";
    for (std::size_t at = 0; at < expression.operands.size(); ++at) {
      text += (at == 0 ? "" : ", ") + of(expression.operands[at], Binding::Sum);
    }
    return text + " }";
  }

  std::string joined(const Expression& expression, std::string_view word, Binding place) const {
    std::string text;
    for (const ExpressionId operand : expression.operands) {
      if (!text.empty()) text += word;
      text += of(operand, place);
    }
    return text;
  }

  // `x is not empty`, `x is not race`: a "not" that stands inside the comparison.
  bool negates_comparison(const Expression& expression) const {
    const Expression& operand = program_.expressions[expression.operands[0]];
    return operand.kind == ExpressionKind::IsEmpty || is_one_of(operand) ||
           (operand.kind == ExpressionKind::Compare && operand.compare == CompareOperator::Same);
  }

  std::string negation(const Expression& expression) const {
    if (!negates_comparison(expression)) {
      return "not " + of(expression.operands[0], Binding::Not);
    }
    const Expression& operand = program_.expressions[expression.operands[0]];
    if (operand.kind == ExpressionKind::Compare) return compare(operand, true);
    if (operand.kind == ExpressionKind::IsEmpty) {
      return of(operand.operands[0], Binding::Sum) + " is not empty";
    }
    return one_of(operand, " is not one of { ");
  }

  // `x is a or x is b`, which is how `x is one of { a, b }` reads in the typed program.
  bool is_one_of(const Expression& expression) const {
    if (expression.kind != ExpressionKind::Or || expression.operands.size() < 2) return false;
    const auto is_same = [this](ExpressionId id) {
      const Expression& operand = program_.expressions[id];
      return operand.kind == ExpressionKind::Compare && operand.compare == CompareOperator::Same;
    };
    if (!std::all_of(expression.operands.begin(), expression.operands.end(), is_same)) return false;
    const std::string first = compared(expression.operands[0], 0);
    return std::all_of(expression.operands.begin(), expression.operands.end(),
                       [&](ExpressionId id) { return compared(id, 0) == first; });
  }

  std::string compared(ExpressionId comparison, std::size_t side) const {
    return of(program_.expressions[comparison].operands[side], Binding::Sum);
  }

  std::string one_of(const Expression& expression, std::string_view words = " is one of { ") const {
    std::string text = compared(expression.operands[0], 0) + std::string(words);
    for (std::size_t at = 0; at < expression.operands.size(); ++at) {
      text += (at == 0 ? "" : ", ") + compared(expression.operands[at], 1);
    }
    return text + " }";
  }

  static std::string_view quantity_words(Quantity quantity) {
    switch (quantity) {
      case Quantity::All: return "all of";
      case Quantity::Any: return "any of";
      case Quantity::None: return "none of";
      case Quantity::AtLeast: return "at least";
    }
    return "all of";
  }

  std::string group(const Expression& expression) const {
    std::string text = expression.quantity == Quantity::AtLeast
                           ? fmt::format("at least {} of {{ ", expression.count)
                           : std::string(quantity_words(expression.quantity)) + " { ";
    for (std::size_t at = 0; at < expression.heads.size(); ++at) {
      const program::Rule& head = program_.rules[expression.heads[at]];
      const std::string label = own_label(program_, expression.heads[at]);
      if (at > 0) text += label.empty() ? ", " : " ";
      if (!label.empty()) text += "(" + label + ") ";
      if (head.condition.valid()) text += of(head.condition);
    }
    return text + " }";
  }

  std::string compare(const Expression& expression, bool negated) const {
    const Expression& left = program_.expressions[expression.operands[0]];
    const bool dates = left.type.kind == TypeKind::Date;
    const auto word = [&]() -> std::string_view {
      switch (expression.compare) {
        case CompareOperator::Same: return negated ? "is not" : "is";
        case CompareOperator::AtLeast: return dates ? "is on or after" : "is at least";
        case CompareOperator::AtMost: return dates ? "is on or before" : "is at most";
        case CompareOperator::MoreThan: return dates ? "is after" : "is more than";
        case CompareOperator::LessThan: return dates ? "is before" : "is less than";
      }
      return "is";
    };
    return of(expression.operands[0], Binding::Sum) + " " + std::string(word()) + " " +
           of(expression.operands[1], Binding::Sum);
  }

  std::string over_words(const Expression& expression, const std::string& collection) const {
    const std::string rest = program_.variables[expression.variable].name + " in " + collection;
    switch (expression.quantity) {
      case Quantity::All: return "for every " + rest;
      case Quantity::Any: return "for some " + rest;
      case Quantity::None: return "not for some " + rest;
      case Quantity::AtLeast: break;
    }
    return fmt::format("at least {} of {}", expression.count, rest);
  }

  std::string quantified(const Expression& expression, const std::string& collection,
                         ExpressionId body) const {
    return over_words(expression, collection) + ": " + of(body);
  }

  const program::Program& program_;
  program::RuleId of_;
};

}  // namespace

std::string words(const program::Program& program, program::ExpressionId expression,
                  program::RuleId of) {
  return Words(program, of).of(expression);
}

std::string words(const program::Program& program, program::DefinitionId definition,
                  program::RuleId of) {
  return Words(program, of).name(definition);
}

std::string demand_words(const program::Program& program, program::ExpressionId expression,
                         program::RuleId of) {
  return Words(program, of).demand(program.expressions[expression]);
}

std::string condition_words(const program::Program& program, program::RuleId rule) {
  const program::DefinitionId definition = program.rules[rule].definition;
  const program::DefinitionRole role = program.definitions[definition].role;
  const bool made =
      role != program::DefinitionRole::Defined && role != program::DefinitionRole::Norm;
  // What a status or a right amounts to is not written as a condition.
  if (made && program.definitions[definition].root == rule) return words(program, definition, rule);
  const program::ExpressionId condition = program.rules[rule].condition;
  const std::string demand = demand_words(program, condition, rule);
  return demand.empty() ? words(program, condition, rule) : demand;
}

std::string number_words(const program::Type& type, const Rational& number) {
  if (type.kind == TypeKind::Date && number.get_den() == 1) {
    return runtime::format_date(static_cast<std::int32_t>(number.get_num().get_si()));
  }
  if (type.kind == TypeKind::Period) {
    if (!type.in_months) return plural(number, "day");
    const Rational years = number / 12;
    return years.get_den() == 1 && years != 0 ? plural(years, "year") : plural(number, "month");
  }
  const std::string unit = unit_words(type.unit);
  return nansen::to_string(number) + (unit.empty() ? "" : " " + unit);
}

std::string bounds_words(const program::Type& type, const std::optional<Rational>& least,
                         const std::optional<Rational>& greatest) {
  const bool date = type.kind == TypeKind::Date;
  // That a day comes before never, or never, says nothing.
  const bool says_nothing = !greatest || (date && *greatest == runtime::last_day);
  if (!least && says_nothing) return "unknown";
  if (!greatest) return (date ? "on or after " : "at least ") + number_words(type, *least);
  if (!least) return (date ? "on or before " : "at most ") + number_words(type, *greatest);
  if (*least == *greatest) return number_words(type, *least);
  if (date && *greatest == runtime::last_day) {
    return "on or after " + number_words(type, *least) + ", or never";
  }
  return "between " + number_words(type, *least) + " and " + number_words(type, *greatest);
}

std::string member_name(const program::Program& program, program::DefinitionId definition,
                        std::size_t member) {
  const Type& type = program.definitions[definition].type;
  if (type.kind == TypeKind::Reference) {
    return program.facts[reference_choices(program, definition)[member]].name;
  }
  return program.enumerations[type.enumeration].members[member].name;
}

std::string set_words(const program::Enumeration& enumeration,
                      const std::vector<std::size_t>& members) {
  std::string text;
  for (const std::size_t member : members) {
    text += (text.empty() ? "" : ", ") + enumeration.members[member].name;
  }
  return text.empty() ? "none of them" : text;
}

std::string own_label(const program::Program& program, program::RuleId rule) {
  const program::Rule& entry = program.rules[rule];
  const std::vector<std::string>& heads = entry.citation.heads;
  if (heads.empty()) return "";
  if (!entry.parent.valid()) return heads.back();
  const Citation& above = program.rules[entry.parent].citation;
  return above == entry.citation ? "" : heads.back();
}

}  // namespace nansen::explain
