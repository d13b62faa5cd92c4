// Parameters, formulas and allocations of a typed program as stable text.
#include <fmt/format.h>

#include "compiler/program/program.h"
#include "compiler/program/text.h"

namespace nansen::program {
namespace {

constexpr std::string_view missing_words[] = {"error", "zero", "exclude the State",
                                              "mean of the years reported"};
constexpr std::string_view method_words[] = {
    "largest remainder", "Jefferson", "Webster", "Huntington-Hill", "Adams", "each to the nearest"};
constexpr std::string_view tie_words[] = {"", ", ties by order of the table", ", ties by name",
                                          ", ties by larger share", ", ties by smaller share"};

std::string set_text(const Program& program, StateSetId id) {
  if (!id.valid()) return "?";
  const StateSet& set = program.state_sets[id];
  return set.condition.valid() ? to_text(program, set.condition)
                               : "every " + program.entities[set.entity].name;
}

class FormulaText {
 public:
  explicit FormulaText(const Program& program) : program_(program) {}

  std::string of(FormulaExpressionId id) const {
    if (!program_.formula_expressions.contains(id)) return "?";
    const FormulaExpression& expression = program_.formula_expressions[id];
    const auto operand = [&](std::size_t at) { return of(expression.operands[at]); };
    const auto across = [&](std::string_view words) {
      return fmt::format("({} of {} among {})", words, operand(0),
                         set_text(program_, expression.set));
    };
    switch (expression.kind) {
      case FormulaKind::Invalid: return "invalid";
      case FormulaKind::Constant: return nansen::to_string(expression.number);
      case FormulaKind::ParameterValue: return program_.parameters[expression.parameter].name;
      case FormulaKind::Indicator: return to_text(program_, expression.base) + missing(expression);
      case FormulaKind::Condition: return to_text(program_, expression.base);
      case FormulaKind::LineValue: return program_.formula_lines[expression.line].name;
      case FormulaKind::FormulaValue: return program_.formulas[expression.formula].name;
      case FormulaKind::AllocationValue: return program_.allocations[expression.allocation].name;
      case FormulaKind::Add: return joined(expression, " + ");
      case FormulaKind::Subtract: return joined(expression, " - ");
      case FormulaKind::Multiply: return joined(expression, " * ");
      case FormulaKind::Divide: return joined(expression, " / ");
      case FormulaKind::Portion:
        return fmt::format("({} of {})", nansen::to_string(expression.number), operand(0));
      case FormulaKind::Total: return listed(expression, "total");
      case FormulaKind::Mean: return listed(expression, "mean");
      case FormulaKind::Median: return listed(expression, "median");
      case FormulaKind::Least: return listed(expression, "least");
      case FormulaKind::Greatest: return listed(expression, "greatest");
      case FormulaKind::Not: return "not " + operand(0);
      case FormulaKind::And: return joined(expression, " and ");
      case FormulaKind::Or: return joined(expression, " or ");
      case FormulaKind::Compare: {
        static constexpr std::string_view words[] = {" is ", " is at least ", " is at most ",
                                                     " is more than ", " is less than "};
        return joined(expression, words[static_cast<std::size_t>(expression.compare)]);
      }
      case FormulaKind::Choice:
        return fmt::format("({} where {}, otherwise {})", operand(1), operand(0), operand(2));
      case FormulaKind::ShareAcross: return across("share");
      case FormulaKind::InverseShareAcross:
        return across("inverse share") +
               (expression.zero == ZeroRule::ExcludeState ? " [zero: exclude the State]"
                : expression.zero == ZeroRule::Value      ? fmt::format(" [zero: {}]", operand(1))
                                                          : "");
      case FormulaKind::TotalAcross: return across("total");
      case FormulaKind::MeanAcross: return across("mean");
      case FormulaKind::MedianAcross: return across("median");
      case FormulaKind::LeastAcross: return across("least");
      case FormulaKind::GreatestAcross: return across("greatest");
      case FormulaKind::RankAcross: return across("rank");
      case FormulaKind::CountAcross:
        return fmt::format("(count of {})", set_text(program_, expression.set));
      case FormulaKind::Grouped: return grouped(expression);
      case FormulaKind::Redistributed:
        return fmt::format("({} at most {}, cut off redistributed {} by {} among {})", operand(0),
                           operand(1),
                           expression.until_nothing_is_cut ? "until nothing is cut" : "once",
                           operand(2), set_text(program_, expression.set));
    }
    return "?";
  }

 private:
  static std::string missing(const FormulaExpression& expression) {
    if (expression.missing == MissingRule::Error) return "";
    return fmt::format(" [missing: {}]",
                       missing_words[static_cast<std::size_t>(expression.missing)]);
  }

  std::string joined(const FormulaExpression& expression, std::string_view word) const {
    std::string text = "(";
    for (const FormulaExpressionId operand : expression.operands) {
      if (text.size() > 1) text += word;
      text += of(operand);
    }
    return text + ")";
  }

  std::string listed(const FormulaExpression& expression, std::string_view word) const {
    std::string text = fmt::format("({} of {{", word);
    for (const FormulaExpressionId operand : expression.operands) {
      text += (text.back() == '{' ? " " : ", ") + of(operand);
    }
    return text + " })";
  }

  std::string grouped(const FormulaExpression& expression) const {
    static constexpr std::string_view words[] = {"total", "mean",     "median",
                                                 "least", "greatest", "count"};
    std::string text =
        fmt::format("({} of ", words[static_cast<std::size_t>(expression.combination)]);
    if (expression.base.valid()) text += to_text(program_, expression.base) + " over ";
    text += fmt::format("{} by {}", program_.entities[expression.rows_entity].name,
                        program_.facts[expression.by].name);
    if (expression.condition.valid()) text += " where " + to_text(program_, expression.condition);
    return text + ")" + missing(expression);
  }

  const Program& program_;
};

class FormulaPrinter {
 public:
  explicit FormulaPrinter(const Program& program) : program_(program), expressions_(program) {}

  std::string print() {
    for (const Parameter& parameter : program_.parameters) print_parameter(parameter);
    for (const Formula& formula : program_.formulas) print_formula(formula);
    for (const Allocation& allocation : program_.allocations) print_allocation(allocation);
    return text_.take();
  }

 private:
  void line(int depth, std::string_view words) { text_.line(depth, words); }

  template <typename Entry>
  void annotations(int depth, const Entry& entry) {
    text_.annotations(depth, entry);
  }

  template <typename Entry>
  std::string name(const Entry& entry) const {
    return program_.instruments[entry.instrument].name + "." + entry.name;
  }

  void print_parameter(const Parameter& parameter) {
    std::string words =
        fmt::format("parameter {}: {} = {}", name(parameter), to_string(program_, parameter.type),
                    nansen::to_string(parameter.value));
    if (parameter.least) words += " from " + nansen::to_string(*parameter.least);
    if (parameter.greatest) words += " to " + nansen::to_string(*parameter.greatest);
    if (!parameter.description.empty()) words += " " + quoted(parameter.description);
    line(0, fmt::format("{} [{}]", words, to_full_string(parameter.citation)));
    annotations(1, parameter);
  }

  void print_formula(const Formula& formula) {
    line(0, fmt::format("formula {} of {} among {} [{}]", name(formula),
                        program_.entities[formula.entity].name, set_text(program_, formula.set),
                        to_full_string(formula.citation)));
    annotations(1, formula);
    for (const FormulaLineId id : formula.lines) {
      const FormulaLine& entry = program_.formula_lines[id];
      const std::string type =
          entry.value.valid() ? to_string(program_, program_.formula_expressions[entry.value].type)
                              : "unknown type";
      line(1, fmt::format("{}: {} = {}", entry.name, type, expressions_.of(entry.value)));
      annotations(2, entry);
    }
  }

  void print_allocation(const Allocation& allocation) {
    std::string words =
        fmt::format("allocation {}: {} by {}, rounding by {}{}", name(allocation),
                    expressions_.of(allocation.total),
                    allocation.formula.valid() ? program_.formulas[allocation.formula].name : "?",
                    method_words[static_cast<std::size_t>(allocation.method)],
                    tie_words[static_cast<std::size_t>(allocation.ties)]);
    if (allocation.floor.valid()) words += ", at least " + expressions_.of(allocation.floor);
    if (allocation.ceiling.valid()) words += ", at most " + expressions_.of(allocation.ceiling);
    if (allocation.exempt.valid()) words += ", exempting " + set_text(program_, allocation.exempt);
    line(0, fmt::format("{} [{}]", words, to_full_string(allocation.citation)));
    annotations(1, allocation);
  }

  const Program& program_;
  FormulaText expressions_;
  Lines text_;
};

}  // namespace

std::string to_text(const Program& program, FormulaExpressionId expression) {
  return FormulaText(program).of(expression);
}

std::string print_formulas(const Program& program) { return FormulaPrinter(program).print(); }

}  // namespace nansen::program
