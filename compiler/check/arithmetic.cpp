// Arithmetic: sums of one unit, products with a constant, days of the calendar.
#include "compiler/check/expressions.h"
#include "compiler/check/types.h"

namespace nansen::check {

using program::ExpressionId;
using program::ExpressionKind;
using program::Type;
using program::TypeKind;

namespace {

Type wider(const Type& left, const Type& right) {
  Type type = left;
  if (right.kind == TypeKind::Decimal) type.kind = TypeKind::Decimal;
  return type;
}

void report_rounding(Context& context, ast::MonthEnd rounding, Span span) {
  context.report(Code::RoundingOfDays, span,
                 rounding == ast::MonthEnd::RoundingDown ? "rounding down" : "rounding up");
}

}  // namespace

ExpressionId ExpressionChecker::arithmetic(const ast::Arithmetic& arithmetic, const Type* wanted,
                                           Span span) {
  if (arithmetic.op == ast::ArithmeticOperator::Divide) {
    context_.report(Code::AcrossOutsideFormula, span, "/");
    return invalid(span);
  }
  const bool product_of = arithmetic.op == ast::ArithmeticOperator::Multiply;
  const ExpressionId left = check(*arithmetic.left, product_of ? nullptr : wanted);
  // A zero on the right takes the unit of what it is added to.
  const Type left_type = type_of(left);
  const ExpressionId right = check(*arithmetic.right, product_of ? nullptr : &left_type);
  if (is_invalid(left) || is_invalid(right)) return invalid(span);
  if (product_of) return product(left, right, span);
  return sum(arithmetic, left, right, span);
}

ExpressionId ExpressionChecker::sum(const ast::Arithmetic& arithmetic, ExpressionId left,
                                    ExpressionId right, Span span) {
  const ast::ArithmeticOperator op = arithmetic.op;
  const Type& one = type_of(left);
  const Type& other = type_of(right);
  if (one.kind == TypeKind::Date || other.kind == TypeKind::Date) {
    return date_sum(op, left, right, arithmetic.rounding, span);
  }
  if (arithmetic.rounding) report_rounding(context_, *arithmetic.rounding, span);
  Type type;
  if (one.kind == TypeKind::Period && other.kind == TypeKind::Period) {
    if (one.in_months != other.in_months) {
      context_.report(Code::DaysWithMonths, span);
      return invalid(span);
    }
    type = one;
  } else {
    if (!is_number(one)) return mismatch("a number", left);
    if (!is_number(other)) return mismatch("a number", right);
    if (one.unit != other.unit) {
      context_.report(Code::UnitMismatch, span, unit_text(context_.program, one.unit),
                      unit_text(context_.program, other.unit));
      return invalid(span);
    }
    type = wider(one, other);
  }
  const bool subtract = op == ast::ArithmeticOperator::Subtract;
  if (at(left).kind == ExpressionKind::NumberConstant &&
      at(right).kind == ExpressionKind::NumberConstant) {
    const Rational folded = subtract ? Rational(at(left).number - at(right).number)
                                     : Rational(at(left).number + at(right).number);
    return constant(type, folded, span);
  }
  return add(subtract ? ExpressionKind::Subtract : ExpressionKind::Add, type, span, {left, right});
}

/// A day plus or minus a period is a day; a day minus a day is a period in days.
ExpressionId ExpressionChecker::date_sum(ast::ArithmeticOperator op, ExpressionId left,
                                         ExpressionId right, std::optional<ast::MonthEnd> rounding,
                                         Span span) {
  const Type& one = type_of(left);
  const Type& other = type_of(right);
  const bool subtract = op == ast::ArithmeticOperator::Subtract;
  if (one.kind == TypeKind::Date && other.kind == TypeKind::Date) {
    if (!subtract) return mismatch("a period", right);
    if (rounding) report_rounding(context_, *rounding, span);
    return add(ExpressionKind::Subtract, period_type(ast::PeriodUnit::Days), span, {left, right});
  }
  const bool date_first = one.kind == TypeKind::Date;
  const ExpressionId day = date_first ? left : right;
  ExpressionId period = date_first ? right : left;
  if (type_of(period).kind != TypeKind::Period) return mismatch("a period", period);
  if (!date_first && subtract) return mismatch("a period", right);
  const Type type = type_of(period);
  if (subtract) period = scaled(-1, period, type, at(period).span);
  program::MonthEnd end{};
  if (type.in_months) {
    const auto said = month_end(rounding, day);
    if (!said) {
      context_.report(Code::MonthsAddedToDate, span);
      return invalid(span);
    }
    end = *said;
  } else if (rounding) {
    report_rounding(context_, *rounding, span);
  }
  const ExpressionId id = add(ExpressionKind::AddPeriod, type_of(day), span, {day, period});
  context_.program.expressions[id].month_end = end;
  return id;
}

ExpressionId ExpressionChecker::product(ExpressionId left, ExpressionId right, Span span) {
  if (at(left).kind != ExpressionKind::NumberConstant) std::swap(left, right);
  const Type one = type_of(left);
  const Type other = type_of(right);
  if (!is_number(one)) return mismatch("a number", left);
  if (!is_number(other) && other.kind != TypeKind::Period) return mismatch("a number", right);
  if (at(left).kind != ExpressionKind::NumberConstant) {
    context_.report(Code::ProductOfUnknowns, span);
    return invalid(span);
  }
  const Rational factor = at(left).number;
  if (other.kind == TypeKind::Period) {
    if (one.kind != TypeKind::Integer || !one.unit.powers.empty()) {
      return mismatch("a whole number with no unit", left);
    }
    return scaled(factor, right, other, span);
  }
  Type type = wider(other, one);
  type.unit = multiply(one.unit, other.unit);
  return scaled(factor, right, type, span);
}

ExpressionId ExpressionChecker::scaled(const Rational& factor, ExpressionId operand,
                                       const Type& type, Span span) {
  if (at(operand).kind == ExpressionKind::NumberConstant) {
    return constant(type, factor * at(operand).number, span);
  }
  const ExpressionId id = add(ExpressionKind::Scale, type, span, {operand});
  context_.program.expressions[id].number = factor;
  return id;
}

ExpressionId ExpressionChecker::negation(const ast::Negation& negation, const Type* wanted,
                                         Span span) {
  const ExpressionId operand = check(*negation.operand, wanted);
  if (is_invalid(operand)) return operand;
  const Type type = type_of(operand);
  if (!is_number(type) && type.kind != TypeKind::Period) return mismatch("a number", operand);
  return scaled(-1, operand, type, span);
}

ExpressionId ExpressionChecker::portion(const ast::Portion& portion, const Type* wanted,
                                        Span span) {
  const ExpressionId whole = check(*portion.whole, wanted);
  if (is_invalid(whole)) return whole;
  Type type = type_of(whole);
  if (!is_number(type)) return mismatch("a number", whole);
  type.kind = TypeKind::Decimal;
  return scaled(portion.portion, whole, type, span);
}

}  // namespace nansen::check
