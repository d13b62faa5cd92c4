// Boolean expressions of every kind; each construct has its own file.
#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

using program::ExpressionKind;

ir::ValueId Lowering::truth(program::ExpressionId id, const Context& context) {
  const auto found = expressions_.find({id, context});
  if (found != expressions_.end()) return found->second;
  const ir::ValueId value = make_truth(program_.expressions[id], context);
  expressions_.emplace(std::pair(id, context), value);
  return value;
}

std::vector<ir::ValueId> Lowering::truths(const std::vector<program::ExpressionId>& ids,
                                          const Context& context) {
  std::vector<ir::ValueId> values;
  for (const program::ExpressionId id : ids) values.push_back(truth(id, context));
  return values;
}

ir::ValueId Lowering::make_truth(const program::Expression& expression, const Context& context) {
  const auto operand = [&](std::size_t position) {
    return truth(expression.operands[position], context);
  };
  switch (expression.kind) {
    case ExpressionKind::TruthConstant: return builder_.constant(context.here, expression.truth);
    case ExpressionKind::FactValue: return fact(expression, ir::Opcode::ColumnTruth, 0, context);
    case ExpressionKind::DefinitionValue: return definition_value(expression, 0, context);
    case ExpressionKind::ReadingIs: return reading_is(expression, context);
    case ExpressionKind::RuleHolds: return rule_holds(expression, context);
    case ExpressionKind::Not: return builder_.negate(operand(0));
    case ExpressionKind::And:
      return builder_.all(context.here, truths(expression.operands, context));
    case ExpressionKind::Or:
      return builder_.any(context.here, truths(expression.operands, context));
    case ExpressionKind::Unless: {
      const ir::ValueId rule = operand(0);
      return builder_.all(context.here, {rule, builder_.negate(operand(1))});
    }
    case ExpressionKind::Group: return group(expression, context);
    case ExpressionKind::Compare: return compare(expression, context);
    case ExpressionKind::IsEmpty: return is_empty(expression, context);
    case ExpressionKind::Includes: return includes(expression, context);
    case ExpressionKind::TimeReaches: return time_reaches(expression, context);
    case ExpressionKind::OverRows: return over_rows(expression, context);
    case ExpressionKind::OverSet: return over_set(expression, context);
    case ExpressionKind::Invalid:
    case ExpressionKind::NumberConstant:
    case ExpressionKind::MemberConstant:
    case ExpressionKind::VariableValue:
    case ExpressionKind::Add:
    case ExpressionKind::Subtract:
    case ExpressionKind::Scale:
    case ExpressionKind::DayAsked:
    case ExpressionKind::AddPeriod:
    case ExpressionKind::NextWorkingDay:
    case ExpressionKind::Earliest:
    case ExpressionKind::Latest:
    case ExpressionKind::TimeIn: break;
  }
  bug("an expression without a truth is lowered as one");
}

/// A reading is settled by the request: a constant.
ir::ValueId Lowering::reading_is(const program::Expression& expression, const Context& context) {
  const auto chosen = request_.readings.find(expression.reading);
  const std::size_t choice = chosen != request_.readings.end()
                                 ? chosen->second
                                 : program_.readings[expression.reading].default_choice;
  return builder_.constant(context.here, truth_of(choice == expression.member));
}

}  // namespace nansen::lower
