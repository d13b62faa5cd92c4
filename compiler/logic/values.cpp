// What values can be: members of enumerations, numbers and days, and how they compare.
#include "compiler/logic/state.h"
#include "runtime/calendar.h"

namespace nansen::logic {

std::optional<std::string> Logic::State::value_place(const Expression& expression) {
  if (expression.kind == ExpressionKind::FactValue) return place_of_fact(expression);
  if (expression.kind == ExpressionKind::DefinitionValue) return place_of_definition(expression);
  return std::nullopt;
}

Literal Logic::State::is_member(ExpressionId id, std::size_t member) {
  const Expression& expression = program.expressions[id];
  if (expression.kind == ExpressionKind::MemberConstant) {
    return clauses.constant(expression.member == member);
  }
  if (expression.kind == ExpressionKind::VariableValue) {
    const auto bound = members.find(expression.variable);
    if (bound != members.end()) return clauses.constant(bound->second == member);
  }
  const program::Enumeration& enumeration = program.enumerations[expression.type.enumeration];
  const std::size_t count = enumeration.members.size();
  const auto found = value_place(expression);
  std::map<VariableId, std::size_t> inner;
  const std::string place = found ? *found : words(id, inner);
  if (!enumeration.ordered) return leaves.is_member(place, member, count);
  return clauses.all(
      {leaves.at_least(place, member, count), -leaves.at_least(place, member + 1, count)});
}

Literal Logic::State::at_least_member(ExpressionId id, std::size_t member) {
  const Expression& expression = program.expressions[id];
  if (expression.kind == ExpressionKind::MemberConstant) {
    return clauses.constant(expression.member >= member);
  }
  const std::size_t count = program.enumerations[expression.type.enumeration].members.size();
  const auto found = value_place(expression);
  std::map<VariableId, std::size_t> inner;
  return leaves.at_least(found ? *found : words(id, inner), member, count);
}

std::optional<Linear> Logic::State::linear(ExpressionId id) {
  const Expression& expression = program.expressions[id];
  switch (expression.kind) {
    case ExpressionKind::NumberConstant: return Linear{.constant = expression.number};
    case ExpressionKind::FactValue:
      return Linear{.factor = 1,
                    .place = place_of_fact(expression),
                    .whole = expression.type.kind != TypeKind::Decimal};
    case ExpressionKind::DefinitionValue:
      return Linear{.factor = 1,
                    .place = place_of_definition(expression),
                    .whole = expression.type.kind != TypeKind::Decimal};
    case ExpressionKind::Add:
    case ExpressionKind::Subtract: {
      auto left = linear(expression.operands[0]);
      auto right = linear(expression.operands[1]);
      if (!left || !right) return std::nullopt;
      if (expression.kind == ExpressionKind::Subtract) {
        right->factor = -right->factor;
        right->constant = -right->constant;
      }
      return add(*left, *right);
    }
    case ExpressionKind::Scale: {
      auto operand = linear(expression.operands[0]);
      if (!operand) return std::nullopt;
      operand->factor *= expression.number;
      operand->constant *= expression.number;
      return operand;
    }
    // What is added to a day that does not come is lost, so a day with a period added is no sum.
    case ExpressionKind::DayAsked:
    case ExpressionKind::AddPeriod:
    case ExpressionKind::NextWorkingDay:
    case ExpressionKind::Earliest:
    case ExpressionKind::Latest:
    case ExpressionKind::TimeIn:
      return Linear{.factor = 1, .place = place_of_words(id), .whole = true};
    default: return std::nullopt;
  }
}

std::string Logic::State::place_of_words(ExpressionId id) {
  std::map<VariableId, std::size_t> inner;
  const std::string place = words(id, inner);
  if (program.expressions[id].type.kind == TypeKind::Date) {
    bound(place, runtime::first_day, runtime::last_day, true);
  }
  return place;
}

std::optional<Linear> Logic::State::add(const Linear& left, const Linear& right) {
  Linear sum = left.place.empty() ? right : left;
  const Linear& other = left.place.empty() ? left : right;
  if (!other.place.empty() && other.place != sum.place) return std::nullopt;
  sum.factor = left.factor + right.factor;
  sum.constant = left.constant + right.constant;
  return sum;
}

Literal Logic::State::compare(ExpressionId id) {
  const Expression& expression = program.expressions[id];
  const ExpressionId left = expression.operands[0];
  const ExpressionId right = expression.operands[1];
  const Type& type = program.expressions[left].type;
  switch (type.kind) {
    case TypeKind::Enumeration: return compare_members(expression.compare, left, right);
    case TypeKind::Date: return compare_dates(id, expression.compare, left, right);
    case TypeKind::Integer:
    case TypeKind::Decimal:
    case TypeKind::Period: return compare_numbers(id, expression.compare, left, right);
    case TypeKind::Boolean: {
      const Literal first = condition(left);
      const Literal second = condition(right);
      return clauses.any({clauses.all({first, second}), clauses.all({-first, -second})});
    }
    default: return opaque(id);
  }
}

Literal Logic::State::compare_members(CompareOperator op, ExpressionId left, ExpressionId right) {
  const Type& type = program.expressions[left].type;
  const std::size_t count = program.enumerations[type.enumeration].members.size();
  std::vector<Literal> parts;
  switch (op) {
    case CompareOperator::Same:
      // With a constant on one side only one member needs to be spoken of.
      for (const auto& [constant, other] : {std::pair{left, right}, std::pair{right, left}}) {
        const Expression& expression = program.expressions[constant];
        if (expression.kind == ExpressionKind::MemberConstant) {
          return is_member(other, expression.member);
        }
      }
      for (std::size_t k = 0; k < count; ++k) {
        parts.push_back(clauses.all({is_member(left, k), is_member(right, k)}));
      }
      return clauses.any(std::move(parts));
    case CompareOperator::AtLeast:
      for (std::size_t k = 1; k < count; ++k) {
        parts.push_back(clauses.any({-at_least_member(right, k), at_least_member(left, k)}));
      }
      return clauses.all(std::move(parts));
    case CompareOperator::AtMost: return compare_members(CompareOperator::AtLeast, right, left);
    case CompareOperator::MoreThan: return -compare_members(CompareOperator::AtLeast, right, left);
    case CompareOperator::LessThan: return -compare_members(CompareOperator::AtLeast, left, right);
  }
  return clauses.constant(false);
}

/// Of a date with a fixed period added: the last day that leads to `day` or before it, which is a
/// day to come (and the day before the first one where none does). What is later leads to later
/// days. Nothing iff the period is not fixed.
std::optional<Rational> Logic::State::latest_with_period(const Expression& sum,
                                                         const Rational& day) const {
  const Expression& period = program.expressions[sum.operands[1]];
  if (period.kind != ExpressionKind::NumberConstant || period.number.get_den() != 1 ||
      !period.number.get_num().fits_slong_p()) {
    return std::nullopt;
  }
  const std::int64_t count = period.number.get_num().get_si();
  const auto month_end = sum.month_end == program::MonthEnd::RoundingDown ? runtime::MonthEnd::Down
                                                                          : runtime::MonthEnd::Up;
  std::int32_t fits = runtime::first_day - 1;
  std::int32_t does_not = runtime::last_day;
  while (does_not - fits > 1) {
    const std::int32_t middle = fits + (does_not - fits) / 2;
    const std::int32_t end = period.type.in_months ? runtime::add_months(middle, count, month_end)
                                                   : runtime::add_days(middle, count);
    (end <= day ? fits : does_not) = middle;
  }
  return Rational(fits);
}

Literal Logic::State::day_at_most(ExpressionId id, const Rational& day) {
  const Expression& expression = program.expressions[id];
  if (day >= runtime::last_day) return clauses.constant(true);
  if (day < runtime::first_day) return clauses.constant(false);
  const auto each = [&] {
    std::vector<Literal> parts;
    for (const ExpressionId one : expression.operands) parts.push_back(day_at_most(one, day));
    return parts;
  };
  switch (expression.kind) {
    case ExpressionKind::NumberConstant: return clauses.constant(expression.number <= day);
    case ExpressionKind::Earliest: return clauses.any(each());
    case ExpressionKind::Latest: return clauses.all(each());
    case ExpressionKind::AddPeriod:
      if (const auto latest = latest_with_period(expression, day)) {
        return day_at_most(expression.operands[0], *latest);
      }
      break;
    default: break;
  }
  const auto found = linear(id);
  const bool plain = found && !found->place.empty() && found->factor == 1 && found->constant == 0;
  return leaves.at_most(plain ? found->place : place_of_words(id), day, false, true);
}

CompareOperator Logic::State::turned(CompareOperator op) {
  switch (op) {
    case CompareOperator::AtLeast: return CompareOperator::AtMost;
    case CompareOperator::AtMost: return CompareOperator::AtLeast;
    case CompareOperator::MoreThan: return CompareOperator::LessThan;
    case CompareOperator::LessThan: return CompareOperator::MoreThan;
    case CompareOperator::Same: break;
  }
  return op;
}

Literal Logic::State::compare_with_day(CompareOperator op, ExpressionId left, const Rational& day) {
  const auto before = [&] { return day_at_most(left, day - 1); };
  const auto until = [&] { return day_at_most(left, day); };
  switch (op) {
    case CompareOperator::Same: return clauses.all({until(), -before()});
    case CompareOperator::AtLeast: return -before();
    case CompareOperator::AtMost: return until();
    case CompareOperator::MoreThan: return -until();
    case CompareOperator::LessThan: return before();
  }
  return clauses.constant(false);
}

Literal Logic::State::compare_dates(ExpressionId id, CompareOperator op, ExpressionId left,
                                    ExpressionId right) {
  const Expression& first = program.expressions[left];
  const Expression& second = program.expressions[right];
  if (second.kind == ExpressionKind::NumberConstant) {
    return compare_with_day(op, left, second.number);
  }
  if (first.kind == ExpressionKind::NumberConstant) {
    return compare_with_day(turned(op), right, first.number);
  }
  return compare_numbers(id, op, left, right);
}

Literal Logic::State::compare_numbers(ExpressionId id, CompareOperator op, ExpressionId left,
                                      ExpressionId right) {
  const auto first = linear(left);
  auto second = linear(right);
  if (!first || !second) return opaque(id);
  second->factor = -second->factor;
  second->constant = -second->constant;
  const auto difference = add(*first, *second);  // left - right, compared with zero
  if (!difference) return opaque(id);
  if (difference->place.empty() || difference->factor == 0) {
    const int sign = sgn(difference->constant);
    switch (op) {
      case CompareOperator::Same: return clauses.constant(sign == 0);
      case CompareOperator::AtLeast: return clauses.constant(sign >= 0);
      case CompareOperator::AtMost: return clauses.constant(sign <= 0);
      case CompareOperator::MoreThan: return clauses.constant(sign > 0);
      case CompareOperator::LessThan: return clauses.constant(sign < 0);
    }
  }
  const Rational bound = -difference->constant / difference->factor;
  const bool falling = difference->factor < 0;
  const auto at_most = [&](bool strict) {
    return leaves.at_most(difference->place, bound, strict, difference->whole);
  };
  // factor * x + constant < 0 is x < bound for a positive factor and x > bound for a negative
  // one.
  switch (op) {
    case CompareOperator::Same: return clauses.all({at_most(false), -at_most(true)});
    case CompareOperator::AtLeast: return falling ? at_most(false) : -at_most(true);
    case CompareOperator::AtMost: return falling ? -at_most(true) : at_most(false);
    case CompareOperator::MoreThan: return falling ? at_most(true) : -at_most(false);
    case CompareOperator::LessThan: return falling ? -at_most(false) : at_most(true);
  }
  return opaque(id);
}

}  // namespace nansen::logic
