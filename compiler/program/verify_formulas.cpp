// The invariants of parameters, formulas and allocations; verify.cpp lists those of the rest.
//
//   parameter    is a number, within its range
//   set          its condition is a boolean; all sets of a formula are of its entity
//   formula      its result is one of its lines; each line names it
//   expression   has the operands, types and references its kind demands
//   line-order   lists every line once, each after all that it refers to (none after a circle)
//   allocation   divides a number by a formula
#include <fmt/format.h>

#include "compiler/program/program.h"
#include "compiler/program/verify_formulas.h"

namespace nansen::program {
namespace {

class FormulaVerifier {
 public:
  explicit FormulaVerifier(const Program& program) : program_(program) {}

  std::vector<std::string> verify() {
    for (const Parameter& parameter : program_.parameters) verify_parameter(parameter);
    for (const StateSet& set : program_.state_sets) {
      demand(program_.entities.contains(set.entity), "set: {} is of no entity", set.name);
      demand(!set.condition.valid() || program_.expressions.contains(set.condition),
             "set: the condition of {}", set.name);
    }
    for (const FormulaExpression& expression : program_.formula_expressions) {
      verify_expression(expression);
    }
    if (!complaints_.empty()) return std::move(complaints_);
    for (std::size_t index = 0; index < program_.formulas.size(); ++index) {
      verify_formula(FormulaId(index));
    }
    for (const Allocation& allocation : program_.allocations) verify_allocation(allocation);
    verify_order();
    return std::move(complaints_);
  }

 private:
  template <typename... Arguments>
  void demand(bool holds, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    if (!holds) complaints_.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  static bool is_number(const Type& type) {
    return type.kind == TypeKind::Integer || type.kind == TypeKind::Decimal;
  }

  void verify_parameter(const Parameter& parameter) {
    demand(is_number(parameter.type), "parameter: {} is no number", parameter.name);
    demand(program_.instruments.contains(parameter.instrument), "parameter: {} stands nowhere",
           parameter.name);
  }

  /// How many operands a kind takes; a negative number: that many or more.
  static int operand_count(FormulaKind kind) {
    switch (kind) {
      case FormulaKind::Portion:
      case FormulaKind::Not:
      case FormulaKind::ShareAcross:
      case FormulaKind::TotalAcross:
      case FormulaKind::MeanAcross:
      case FormulaKind::MedianAcross:
      case FormulaKind::LeastAcross:
      case FormulaKind::GreatestAcross:
      case FormulaKind::RankAcross: return 1;
      case FormulaKind::InverseShareAcross:
      case FormulaKind::Total:
      case FormulaKind::Mean:
      case FormulaKind::Median:
      case FormulaKind::Least:
      case FormulaKind::Greatest: return -1;
      case FormulaKind::Add:
      case FormulaKind::Subtract:
      case FormulaKind::Multiply:
      case FormulaKind::Divide:
      case FormulaKind::Compare: return 2;
      case FormulaKind::And:
      case FormulaKind::Or: return -2;
      case FormulaKind::Choice:
      case FormulaKind::Redistributed: return 3;
      default: return 0;
    }
  }

  void verify_expression(const FormulaExpression& e) {
    const int count = operand_count(e.kind);
    const auto given = static_cast<int>(e.operands.size());
    const int kind = static_cast<int>(e.kind);
    demand(count >= 0 ? given == count : given >= -count, "expression: kind {} has {} operands",
           kind, given);
    for (const FormulaExpressionId operand : e.operands) {
      demand(program_.formula_expressions.contains(operand), "ids: an operand of kind {}", kind);
    }
    switch (e.kind) {
      case FormulaKind::ParameterValue:
        demand(program_.parameters.contains(e.parameter), "ids: a parameter");
        break;
      case FormulaKind::Indicator:
      case FormulaKind::Condition:
        demand(program_.expressions.contains(e.base), "ids: what an indicator reads");
        break;
      case FormulaKind::LineValue:
        demand(program_.formula_lines.contains(e.line), "ids: a line");
        break;
      case FormulaKind::FormulaValue:
        demand(program_.formulas.contains(e.formula), "ids: a formula");
        break;
      case FormulaKind::AllocationValue:
        demand(program_.allocations.contains(e.allocation), "ids: an allocation");
        break;
      case FormulaKind::Grouped:
        demand(program_.entities.contains(e.rows_entity) && program_.facts.contains(e.by) &&
                   program_.facts[e.by].entity == e.rows_entity,
               "expression: a group is not told by a fact of its rows");
        demand(e.base.valid() == (e.combination != Combination::Count),
               "expression: a group has no number, or a count has one");
        break;
      case FormulaKind::ShareAcross:
      case FormulaKind::InverseShareAcross:
      case FormulaKind::TotalAcross:
      case FormulaKind::MeanAcross:
      case FormulaKind::MedianAcross:
      case FormulaKind::LeastAcross:
      case FormulaKind::GreatestAcross:
      case FormulaKind::RankAcross:
      case FormulaKind::CountAcross:
      case FormulaKind::Redistributed:
        demand(program_.state_sets.contains(e.set), "ids: the set of kind {}", kind);
        break;
      default: break;
    }
  }

  void verify_formula(FormulaId id) {
    const Formula& formula = program_.formulas[id];
    demand(program_.entities.contains(formula.entity), "formula: {} is of no entity", formula.name);
    bool result = !formula.result.valid();
    for (const FormulaLineId line : formula.lines) {
      if (!program_.formula_lines.contains(line)) {
        complaints_.push_back("ids: a line of " + formula.name);
        continue;
      }
      demand(program_.formula_lines[line].formula == id, "formula: {} and its line disagree",
             formula.name);
      result = result || line == formula.result;
    }
    demand(result, "formula: the result of {} is not one of its lines", formula.name);
  }

  void verify_allocation(const Allocation& allocation) {
    if (!allocation.formula.valid() || !allocation.total.valid()) return;  // after an error
    demand(program_.formulas.contains(allocation.formula), "ids: the formula of {}",
           allocation.name);
    demand(program_.formula_expressions.contains(allocation.total), "ids: the total of {}",
           allocation.name);
  }

  void verify_order() {
    if (program_.line_order.empty()) return;  // after a circle there is none
    std::vector<bool> placed(program_.formula_lines.size(), false);
    for (const FormulaLineId id : program_.line_order) {
      if (!program_.formula_lines.contains(id) || placed[static_cast<std::size_t>(id.index)]) {
        complaints_.emplace_back("line-order: a line is unknown or listed twice");
        return;
      }
      verify_placed(program_.formula_lines[id].value, placed);
      placed[static_cast<std::size_t>(id.index)] = true;
    }
    demand(program_.line_order.size() == program_.formula_lines.size(),
           "line-order: a line is missing");
  }

  void verify_placed(FormulaExpressionId id, const std::vector<bool>& placed) {
    if (!id.valid()) return;
    const FormulaExpression& e = program_.formula_expressions[id];
    demand(!e.line.valid() || placed[static_cast<std::size_t>(e.line.index)],
           "line-order: a line comes before what it refers to");
    for (const FormulaExpressionId operand : e.operands) verify_placed(operand, placed);
  }

  const Program& program_;
  std::vector<std::string> complaints_;
};

}  // namespace

std::vector<std::string> verify_formulas(const Program& program) {
  return FormulaVerifier(program).verify();
}

}  // namespace nansen::program
