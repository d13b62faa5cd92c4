// Numbers: integers, decimals, dates in days, periods in days or months.
#include "compiler/base/bug.h"
#include "compiler/lower/lowering.h"

namespace nansen::lower {

using program::ExpressionKind;

ir::ValueId Lowering::number(program::ExpressionId id, const Context& context) {
  const auto found = expressions_.find({id, context});
  if (found != expressions_.end()) return found->second;
  const ir::ValueId value = make_number(program_.expressions[id], context);
  expressions_.emplace(std::pair(id, context), value);
  return value;
}

ir::ValueId Lowering::make_number(const program::Expression& expression, const Context& context) {
  const auto operand = [&](std::size_t position) {
    return number(expression.operands[position], context);
  };
  switch (expression.kind) {
    case ExpressionKind::NumberConstant: return builder_.constant(context.here, expression.number);
    case ExpressionKind::FactValue: return fact(expression, ir::Opcode::ColumnNumber, 0, context);
    case ExpressionKind::DefinitionValue: return definition_value(expression, 0, context);
    case ExpressionKind::Add: {
      const ir::ValueId left = operand(0);
      return builder_.apply(ir::Opcode::Add, {left, operand(1)});
    }
    case ExpressionKind::Subtract: {
      const ir::ValueId left = operand(0);
      return builder_.apply(ir::Opcode::Subtract, {left, operand(1)});
    }
    case ExpressionKind::Scale: {
      ir::Instruction instruction;
      instruction.opcode = ir::Opcode::Scale;
      instruction.domain = context.here;
      instruction.number = expression.number;
      instruction.operands = {operand(0)};
      return builder_.emit(std::move(instruction));
    }
    default: break;
  }
  bug("an expression without a number is lowered as one");
}

}  // namespace nansen::lower
