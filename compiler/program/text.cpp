// Expressions and values of a typed program as text.
#include "compiler/program/text.h"

#include <fmt/format.h>

#include "runtime/calendar.h"

namespace nansen::program {
namespace {

class ExpressionText {
 public:
  explicit ExpressionText(const Program& program) : program_(program) {}

  std::string of(ExpressionId id) const {
    if (!program_.expressions.contains(id)) return "?";
    const Expression& expression = program_.expressions[id];
    switch (expression.kind) {
      case ExpressionKind::Invalid: return "invalid";
      case ExpressionKind::TruthConstant: return std::string(nansen::to_string(expression.truth));
      case ExpressionKind::NumberConstant: return number_text(expression.type, expression.number);
      case ExpressionKind::MemberConstant:
        return program_.enumerations[expression.type.enumeration].members[expression.member].name;
      case ExpressionKind::FactValue:
        return subject(expression.subject) + program_.facts[expression.fact].name;
      case ExpressionKind::DefinitionValue:
        return subject(expression.subject) + qualified_name(program_, expression.definition);
      case ExpressionKind::VariableValue: return program_.variables[expression.variable].name;
      case ExpressionKind::ReadingIs: return reading(expression);
      case ExpressionKind::RuleHolds: return fmt::format("r{} holds", expression.rule.index);
      case ExpressionKind::Not: return "not " + of(expression.operands[0]);
      case ExpressionKind::And: return joined(expression, " and ");
      case ExpressionKind::Or: return joined(expression, " or ");
      case ExpressionKind::Unless: return joined(expression, " unless ");
      case ExpressionKind::Group: return group(expression);
      case ExpressionKind::Compare: return compare(expression);
      case ExpressionKind::IsEmpty: return of(expression.operands[0]) + " is empty";
      case ExpressionKind::Includes: return joined(expression, " includes ");
      case ExpressionKind::Add: return joined(expression, " + ");
      case ExpressionKind::Subtract: return joined(expression, " - ");
      case ExpressionKind::Scale:
        return fmt::format("({} * {})", nansen::to_string(expression.number),
                           of(expression.operands[0]));
      case ExpressionKind::DayAsked: return "the day asked";
      case ExpressionKind::AddPeriod: return add_period(expression);
      case ExpressionKind::NextWorkingDay:
        return fmt::format("(next working day of {} from {})",
                           program_.calendars[expression.calendar].name,
                           of(expression.operands[0]));
      case ExpressionKind::Earliest: return listed(expression, "least of ");
      case ExpressionKind::Latest: return listed(expression, "greatest of ");
      case ExpressionKind::TimeIn: return "(" + time_in(expression, 0) + ")";
      case ExpressionKind::TimeReaches:
        return fmt::format("({} is at least {})", time_in(expression, 1),
                           of(expression.operands[0]) + rounding(expression));
      case ExpressionKind::OverRows:
        return over(expression, subject(expression.subject) + program_.facts[expression.fact].name,
                    expression.operands[0]);
      case ExpressionKind::OverSet:
        return over(expression, of(expression.operands[0]), expression.operands[1]);
    }
    return "?";
  }

 private:
  std::string subject(const Subject& subject) const {
    std::string text;
    if (subject.variable.valid()) text = program_.variables[subject.variable].name + ".";
    for (const FactId fact : subject.references) text += program_.facts[fact].name + ".";
    return text;
  }

  std::string joined(const Expression& expression, std::string_view word) const {
    std::string text = "(";
    for (std::size_t index = 0; index < expression.operands.size(); ++index) {
      if (index > 0) text += word;
      text += of(expression.operands[index]);
    }
    return text + ")";
  }

  std::string listed(const Expression& expression, std::string_view word) const {
    std::string text = "(" + std::string(word) + "{";
    for (const ExpressionId operand : expression.operands) {
      text += (text.back() == '{' ? " " : ", ") + of(operand);
    }
    return text + " })";
  }

  /// What is said of ends of months, where the expression's period is in months.
  std::string rounding(const Expression& expression) const {
    for (const ExpressionId operand : expression.operands) {
      if (!program_.expressions[operand].type.in_months) continue;
      return expression.month_end == MonthEnd::RoundingDown ? " rounding down" : " rounding up";
    }
    return "";
  }

  std::string add_period(const Expression& expression) const {
    return fmt::format("({} + {}{})", of(expression.operands[0]), of(expression.operands[1]),
                       rounding(expression));
  }

  /// `time in CLOCK { first to last, ... }`; the days begin at operand `first`.
  std::string time_in(const Expression& expression, std::size_t first) const {
    std::string text = "time in " + program_.clocks[expression.clock].name + " {";
    for (std::size_t index = first; index + 1 < expression.operands.size(); index += 2) {
      text += fmt::format("{}{} to {}", text.back() == '{' ? " " : ", ",
                          of(expression.operands[index]), of(expression.operands[index + 1]));
    }
    return text + " }";
  }

  std::string reading(const Expression& expression) const {
    const Reading& entry = program_.readings[expression.reading];
    return fmt::format("({}.{} is {})", program_.instruments[entry.instrument].name, entry.name,
                       entry.choices[expression.member].name);
  }

  static std::string quantity(const Expression& expression) {
    switch (expression.quantity) {
      case Quantity::All: return "all";
      case Quantity::Any: return "any";
      case Quantity::None: return "none";
      case Quantity::AtLeast: break;
    }
    return fmt::format("at least {}", expression.count);
  }

  std::string group(const Expression& expression) const {
    std::string text = quantity(expression) + " of {";
    for (const RuleId head : expression.heads) {
      text += fmt::format("{}r{}", text.back() == '{' ? " " : ", ", head.index);
    }
    return text + " }";
  }

  std::string compare(const Expression& expression) const {
    static constexpr std::string_view words[] = {" is ", " is at least ", " is at most ",
                                                 " is more than ", " is less than "};
    return joined(expression, words[static_cast<std::size_t>(expression.compare)]);
  }

  std::string over(const Expression& expression, const std::string& collection,
                   ExpressionId body) const {
    return fmt::format("({} of {} in {}: {})", quantity(expression),
                       program_.variables[expression.variable].name, collection, of(body));
  }

  const Program& program_;
};

}  // namespace

std::string to_text(const Program& program, ExpressionId expression) {
  return ExpressionText(program).of(expression);
}

std::string number_text(const Type& type, const Rational& number) {
  if (type.kind == TypeKind::Date && number.get_den() == 1) {
    return runtime::format_date(static_cast<std::int32_t>(number.get_num().get_si()));
  }
  if (type.kind == TypeKind::Period) {
    return nansen::to_string(number) + (type.in_months ? " months" : " days");
  }
  return nansen::to_string(number);
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char character : text) {
    if (character == '"' || character == '\\') out += '\\';
    out += character;
  }
  return out + "\"";
}

void Lines::line(int depth, std::string_view words) {
  text_.append(static_cast<std::size_t>(2 * depth), ' ');
  text_ += words;
  text_ += '\n';
}

void Lines::strings(int depth, std::string_view word, const std::vector<std::string>& entries) {
  for (const std::string& entry : entries) line(depth, fmt::format("{} {}", word, quoted(entry)));
}

std::string title_text(const std::string& title) {
  return title.empty() ? std::string() : " " + quoted(title);
}

}  // namespace nansen::program
