// The search for settling facts in comparisons: members, truths, rows and numbers.
#include <algorithm>

#include "compiler/explain/settle_search.h"

namespace nansen::explain {
namespace {

using program::CompareOperator;
using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::TypeKind;

CompareOperator opposite(CompareOperator compare) {
  switch (compare) {
    case CompareOperator::AtLeast: return CompareOperator::LessThan;
    case CompareOperator::AtMost: return CompareOperator::MoreThan;
    case CompareOperator::MoreThan: return CompareOperator::AtMost;
    case CompareOperator::LessThan: return CompareOperator::AtLeast;
    case CompareOperator::Same: break;
  }
  return compare;
}

// The same comparison with its sides exchanged.
CompareOperator mirrored(CompareOperator compare) {
  switch (compare) {
    case CompareOperator::AtLeast: return CompareOperator::AtMost;
    case CompareOperator::AtMost: return CompareOperator::AtLeast;
    case CompareOperator::MoreThan: return CompareOperator::LessThan;
    case CompareOperator::LessThan: return CompareOperator::MoreThan;
    case CompareOperator::Same: break;
  }
  return compare;
}

Rational quotient(const mpz_class& numerator, const mpz_class& denominator) {
  Rational result(numerator, denominator);
  result.canonicalize();
  return result;
}

bool compares(int sign, CompareOperator compare) {
  switch (compare) {
    case CompareOperator::Same: return sign == 0;
    case CompareOperator::AtLeast: return sign >= 0;
    case CompareOperator::AtMost: return sign <= 0;
    case CompareOperator::MoreThan: return sign > 0;
    case CompareOperator::LessThan: return sign < 0;
  }
  return false;
}

mpz_class floor_of(const Rational& number) {
  mpz_class result;
  mpz_fdiv_q(result.get_mpz_t(), number.get_num_mpz_t(), number.get_den_mpz_t());
  return result;
}

mpz_class ceiling_of(const Rational& number) { return -floor_of(Rational(-number)); }

// Of a day: columns of two bounds hold nothing else.
std::int64_t whole(const Rational& number) { return floor_of(number).get_si(); }

mpz_class floor_multiple(const Rational& number, int step) {
  return step * floor_of(Rational(number / step));
}

mpz_class ceiling_multiple(const Rational& number, int step) {
  return step * ceiling_of(Rational(number / step));
}

// The whole number nearest to `number` within [least, greatest].
std::int64_t clamped(const mpz_class& number, std::int64_t least, std::int64_t greatest) {
  if (number < least) return least;
  return number > greatest ? greatest : number.get_si();
}

LinearForm combined(const LinearForm& left, const LinearForm& right, int sign) {
  LinearForm form = left;
  form.known += sign * right.known;
  for (const auto& [place, factor] : right.unknown) {
    form.unknown[place] += sign * factor;
  }
  return form;
}

}  // namespace

Ways SettleSearch::compare(const Expression& expression, const Scope& scope, Truth wanted) {
  const program::Type& type = program_.expressions[expression.operands[0]].type;
  switch (type.kind) {
    case TypeKind::Boolean: return same_truth(expression, scope, wanted);
    case TypeKind::Enumeration:
    case TypeKind::Set: return compare_members(expression, scope, wanted);
    case TypeKind::Reference: return same_row(expression, scope, wanted);
    case TypeKind::Rows:
    case TypeKind::Invalid: return unreachable();
    default: return compare_numbers(expression, scope, wanted);
  }
}

std::vector<NamedRow> SettleSearch::named_rows(ExpressionId id, const Scope& scope) {
  const Expression& expression = program_.expressions[id];
  std::vector<NamedRow> named;
  if (expression.kind != ExpressionKind::FactValue) return named;
  for (const auto& [ways, place] : places(expression.subject, scope)) {
    named.push_back(
        {ways, {place, expression.fact}, facts_.fact(place, expression.fact).named_row});
  }
  return named;
}

// With one of the two known: the other is that row, or any but it. With neither: both are one row
// of their table, or one is and the other is not.
Ways SettleSearch::same_row(const Expression& expression, const Scope& scope, Truth wanted) {
  const bool yes = wanted == Truth::Yes;
  const auto is = [&](const FactPlace& reference, std::size_t row, bool the_same) {
    Requirement requirement;
    requirement.kind = the_same ? RequirementKind::Row : RequirementKind::OtherRow;
    requirement.row = the_same ? row : 0;
    if (!the_same) requirement.excepted = {row};
    return need(reference, requirement);
  };
  std::vector<Ways> parts;
  for (const NamedRow& left : named_rows(expression.operands[0], scope)) {
    for (const NamedRow& right : named_rows(expression.operands[1], scope)) {
      const Ways both_reached = limit_.both(left.ways, right.ways);
      if (left.row && right.row) {
        if ((*left.row == *right.row) == yes) parts.push_back(both_reached);
      } else if (left.row) {
        parts.push_back(limit_.both(both_reached, is(right.reference, *left.row, yes)));
      } else if (right.row) {
        parts.push_back(limit_.both(both_reached, is(left.reference, *right.row, yes)));
      } else {
        const std::size_t rows = rows_referred_to(left.reference);
        for (std::size_t row = 0; row < rows; ++row) {
          const Ways one = limit_.both(both_reached, is(left.reference, row, true));
          parts.push_back(limit_.both(one, is(right.reference, row, yes)));
        }
      }
    }
  }
  return limit_.any(parts);
}

Ways SettleSearch::same_truth(const Expression& expression, const Scope& scope, Truth wanted) {
  Ways ways;
  for (const Truth left : {Truth::Yes, Truth::No}) {
    const Truth right = wanted == Truth::Yes ? left : !left;
    ways = limit_.either(ways, limit_.both(truth(expression.operands[0], scope, left),
                                           truth(expression.operands[1], scope, right)));
  }
  return ways;
}

// Unordered: the same iff some k is both. Ordered: left is at least right iff for every k left is
// at least k or right is not. Sets: the same iff they agree on every k.
Ways SettleSearch::compare_members(const Expression& expression, const Scope& scope, Truth wanted) {
  const program::Type& type = program_.expressions[expression.operands[0]].type;
  const bool yes = wanted == Truth::Yes;
  const auto side = [&](std::size_t at, std::size_t each, Truth truth) {
    return member(expression.operands[at], scope, each, truth);
  };
  const auto reaches = [&](std::size_t left, std::size_t right, Truth truth) {
    std::vector<Ways> parts;
    for (std::size_t each = 0; each < member_count(type); ++each) {
      const Ways one = side(left, each, truth);
      const Ways other = side(right, each, !truth);
      parts.push_back(truth == Truth::Yes ? limit_.either(one, other) : limit_.both(one, other));
    }
    return truth == Truth::Yes ? limit_.all(parts) : limit_.any(parts);
  };
  if (is_ordered(type)) {
    switch (expression.compare) {
      case CompareOperator::Same:
        return yes ? limit_.both(reaches(0, 1, wanted), reaches(1, 0, wanted))
                   : limit_.either(reaches(0, 1, wanted), reaches(1, 0, wanted));
      case CompareOperator::AtLeast: return reaches(0, 1, wanted);
      case CompareOperator::AtMost: return reaches(1, 0, wanted);
      case CompareOperator::MoreThan: return reaches(1, 0, !wanted);
      case CompareOperator::LessThan: return reaches(0, 1, !wanted);
    }
  }
  std::vector<Ways> parts;
  for (std::size_t each = 0; each < member_count(type); ++each) {
    if (type.kind == TypeKind::Set) {
      const Truth other = yes ? Truth::Yes : Truth::No;
      parts.push_back(limit_.either(limit_.both(side(0, each, Truth::Yes), side(1, each, other)),
                                    limit_.both(side(0, each, Truth::No), side(1, each, !other))));
    } else {
      const Ways left = side(0, each, wanted);
      const Ways right = side(1, each, wanted);
      parts.push_back(yes ? limit_.both(left, right) : limit_.either(left, right));
    }
  }
  const bool every = (type.kind == TypeKind::Set) == yes;
  return every ? limit_.all(parts) : limit_.any(parts);
}

// ---- numbers -----------------------------------------------------------------------------------

std::vector<NumberCase> SettleSearch::number(ExpressionId id, const Scope& scope) {
  const Expression& expression = program_.expressions[id];
  if (const auto known = evaluation_.value(id, scope).number.exact()) {
    return {{reached(), {{}, *known}}};
  }
  std::vector<NumberCase> cases;
  switch (expression.kind) {
    case ExpressionKind::FactValue:
      for (const auto& [ways, place] : places(expression.subject, scope)) {
        const Known known = facts_.fact(place, expression.fact);
        const FactPlace fact{place, expression.fact};
        if (const auto number = known.number.exact()) {
          cases.push_back({ways, {{}, *number}});
        } else if (stored(fact) != nullptr) {
          cases.push_back({ways, {{{fact, Rational(1)}}, Rational(0)}});
        }
      }
      break;
    case ExpressionKind::DefinitionValue:
      for (const auto& [ways, place] : places(expression.subject, scope)) {
        for (NumberCase& given : definition_number(expression.definition, place)) {
          given.ways = limit_.both(ways, given.ways);
          cases.push_back(std::move(given));
        }
      }
      break;
    case ExpressionKind::Add:
    case ExpressionKind::Subtract: {
      const int sign = expression.kind == ExpressionKind::Add ? 1 : -1;
      for (const NumberCase& left : number(expression.operands[0], scope)) {
        for (const NumberCase& right : number(expression.operands[1], scope)) {
          cases.push_back({limit_.both(left.ways, right.ways),
                           combined(left.form, right.form, sign), left.linear && right.linear});
        }
      }
      break;
    }
    case ExpressionKind::Scale:
      for (NumberCase& given : number(expression.operands[0], scope)) {
        given.form.known *= expression.number;
        for (auto& [place, factor] : given.form.unknown) factor *= expression.number;
        cases.push_back(std::move(given));
      }
      break;
    case ExpressionKind::AddPeriod:
    case ExpressionKind::NextWorkingDay:
    case ExpressionKind::Earliest:
    case ExpressionKind::Latest: return known_day(id, scope);
    case ExpressionKind::TimeIn: passed_over_numbers_ = true; break;
    default: break;
  }
  return fewest(std::move(cases));
}

// The time counted, held against a number of days that is known.
Ways SettleSearch::compare_time(const Expression& expression, const Scope& scope, Truth wanted) {
  const bool on_the_left =
      program_.expressions[expression.operands[0]].kind == ExpressionKind::TimeIn;
  const Expression& time = program_.expressions[expression.operands[on_the_left ? 0 : 1]];
  const auto other = evaluation_.value(expression.operands[on_the_left ? 1 : 0], scope).number;
  if (!evaluation_.as_of()) return unreachable();
  const CompareOperator compare = on_the_left ? expression.compare : mirrored(expression.compare);
  if (!other.exact() || compare == CompareOperator::Same) return passed_over();
  // "At least", or its opposite; "more than" is at least one day more.
  const bool more = compare == CompareOperator::AtLeast || compare == CompareOperator::MoreThan;
  const bool strictly = compare == CompareOperator::MoreThan || compare == CompareOperator::AtMost;
  const Rational least = *other.exact() + (strictly ? 1 : 0);
  return time_reached(time, 0, scope, more ? wanted : !wanted,
                      [&](const std::vector<Bounds>& shortest, const std::vector<Bounds>& longest) {
                        const auto counted = [&](const std::vector<Bounds>& days) {
                          return Rational(static_cast<long>(evaluation_.counted(time, days)));
                        };
                        if (counted(shortest) >= least) return Truth::Yes;
                        return counted(longest) < least ? Truth::No : Truth::Undetermined;
                      });
}

// Those that can be brought about; of too many, those that take the fewest facts.
std::vector<NumberCase> SettleSearch::fewest(std::vector<NumberCase> cases) {
  std::erase_if(cases, [this](const NumberCase& each) {
    if (!each.ways.sets.empty()) return false;
    if (!each.ways.impossible()) passed_over_numbers_ = true;
    return true;
  });
  const auto facts = [](const NumberCase& each) { return each.ways.sets.front().size(); };
  const std::size_t kept = limit_.kept();
  if (cases.size() <= kept) return cases;
  passed_over_numbers_ = true;
  std::stable_sort(
      cases.begin(), cases.end(),
      [&](const NumberCase& left, const NumberCase& right) { return facts(left) < facts(right); });
  cases.resize(kept);
  return cases;
}

// A day that a fact gives, of which no range is known, or a fixed one.
bool SettleSearch::is_plain_day(ExpressionId id, const Scope& scope) const {
  const Expression& expression = program_.expressions[id];
  if (expression.kind == ExpressionKind::NumberConstant) return true;
  const Bounds known = evaluation_.value(id, scope).number;
  return expression.kind == ExpressionKind::FactValue && !known.least && !known.greatest;
}

Ways SettleSearch::compare_numbers(const Expression& expression, const Scope& scope, Truth wanted) {
  const auto side = [&](std::size_t at) -> const Expression& {
    return program_.expressions[expression.operands[at]];
  };
  if (side(0).type.kind == TypeKind::Date && !(is_plain_day(expression.operands[0], scope) &&
                                               is_plain_day(expression.operands[1], scope))) {
    return compare_days(expression, scope, wanted);
  }
  if (side(0).kind == ExpressionKind::TimeIn || side(1).kind == ExpressionKind::TimeIn) {
    return compare_time(expression, scope, wanted);
  }
  Ways ways;
  for (const NumberCase& left : number(expression.operands[0], scope)) {
    for (const NumberCase& right : number(expression.operands[1], scope)) {
      if (!left.linear || !right.linear) {
        ways.whole_below = 0;
        continue;
      }
      const Ways solved = solve(combined(left.form, right.form, -1), expression.compare, wanted);
      ways = limit_.either(ways, limit_.both(limit_.both(left.ways, right.ways), solved));
    }
  }
  return ways;
}

const ir::Column* SettleSearch::stored(const FactPlace& place) const {
  const ir::ColumnId column = facts_.column(place.first.domain, place.second);
  return column.valid() ? &facts_.module().columns[column] : nullptr;
}

Ways SettleSearch::any_number(const LinearForm& form) const {
  Ways ways = reached();
  for (const auto& [place, factor] : form.unknown) {
    ways = limit_.both(ways, need(place, any_value(place)));
  }
  return ways;
}

Requirement SettleSearch::any_value(const FactPlace& place) const {
  const ir::Column* column = stored(place);
  Requirement requirement;
  requirement.kind = RequirementKind::Within;
  requirement.least = column->least;
  requirement.greatest = column->greatest;
  // Of a fact that lies in a range nothing outside it is asked.
  const Bounds known = facts_.fact(place.first, place.second).number;
  if (known.least) requirement.least = whole(*known.least);
  if (known.greatest) requirement.greatest = whole(*known.greatest);
  return requirement;
}

// Ways for `difference` to compare as wanted with zero. With one unknown its bound is exact; of
// several, all but the last are given an example.
Ways SettleSearch::solve(const LinearForm& difference, CompareOperator compare,
                         Truth wanted) const {
  if (wanted == Truth::No && compare == CompareOperator::Same) {
    return limit_.either(solve(difference, CompareOperator::LessThan, Truth::Yes),
                         solve(difference, CompareOperator::MoreThan, Truth::Yes));
  }
  const CompareOperator needed = wanted == Truth::Yes ? compare : opposite(compare);
  Rational known = difference.known;
  Ways ways = reached();
  // A number that cancels out must be known all the same.
  std::vector<std::pair<FactPlace, Rational>> unknown;
  for (const auto& [place, factor] : difference.unknown) {
    if (factor == 0) {
      ways = limit_.both(ways, need(place, any_value(place)));
    } else {
      unknown.emplace_back(place, factor);
    }
  }
  if (unknown.empty()) return compares(sgn(known), needed) ? ways : unreachable();
  const auto last = std::prev(unknown.end());
  for (auto each = unknown.begin(); each != last; ++each) {
    const ir::Column* column = stored(each->first);
    Requirement example = any_value(each->first);
    example.least = clamped(0, example.least, example.greatest);
    example.greatest = example.least;
    example.example = true;
    known += each->second * quotient(example.least, column->scale);
    ways = limit_.both(ways, need(each->first, example));
  }
  // factor * (stored / scale) + known <compares> 0, so stored <compares> bound; a negative factor
  // exchanges the sides.
  const ir::Column* column = stored(last->first);
  const CompareOperator bounded = last->second > 0 ? needed : mirrored(needed);
  const Rational bound = -known / last->second * quotient(column->scale, 1);
  Requirement requirement = any_value(last->first);
  // Periods in years are kept as months, but only whole years are ever given.
  const int step = program_.facts[last->first.second].in_years ? 12 : 1;
  const mpz_class at_most = bounded == CompareOperator::LessThan
                                ? mpz_class(ceiling_multiple(bound, step) - step)
                                : floor_multiple(bound, step);
  const mpz_class at_least = bounded == CompareOperator::MoreThan
                                 ? mpz_class(floor_multiple(bound, step) + step)
                                 : ceiling_multiple(bound, step);
  const bool from_below =
      bounded == CompareOperator::AtLeast || bounded == CompareOperator::MoreThan;
  const bool from_above =
      bounded == CompareOperator::AtMost || bounded == CompareOperator::LessThan;
  const std::int64_t least = requirement.least;
  const std::int64_t greatest = requirement.greatest;
  if (!from_above) {
    if (at_least > greatest) return unreachable();
    requirement.least = clamped(at_least, least, greatest);
  }
  if (!from_below) {
    if (at_most < least) return unreachable();
    requirement.greatest = clamped(at_most, least, greatest);
  }
  if (requirement.least > requirement.greatest) return unreachable();
  return limit_.both(ways, need(last->first, requirement));
}

}  // namespace nansen::explain
