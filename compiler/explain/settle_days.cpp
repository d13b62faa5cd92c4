// The days of the search: which facts bring a day before or after another one. What is counted on
// from a day moves with it, so each bound on the outcome is a bound on the day it is counted from.
#include <algorithm>

#include "compiler/explain/settle_search.h"
#include "runtime/calendar.h"

namespace nansen::explain {

using program::CompareOperator;
using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::RuleId;

namespace {

std::int64_t whole(const Rational& number) { return number.get_num().get_si(); }

// The last day of [first, end] for which `holds`, where it holds up to some day.
template <typename Holds>
std::optional<std::int64_t> last_that(std::int64_t first, std::int64_t end, Holds holds) {
  if (!holds(first)) return std::nullopt;
  while (first < end) {
    const std::int64_t middle = first + (end - first + 1) / 2;
    if (holds(middle)) {
      first = middle;
    } else {
      end = middle - 1;
    }
  }
  return first;
}

// The first one, where it holds from some day on.
template <typename Holds>
std::optional<std::int64_t> first_that(std::int64_t first, std::int64_t end, Holds holds) {
  if (!holds(end)) return std::nullopt;
  while (first < end) {
    const std::int64_t middle = first + (end - first) / 2;
    if (holds(middle)) {
      end = middle;
    } else {
      first = middle + 1;
    }
  }
  return first;
}

// The farthest of [first, end] that leads to a day on that side of `bound`, where later ones lead
// to later days.
template <typename Leads>
std::optional<std::int64_t> farthest(Side side, std::int64_t bound, std::int64_t first,
                                     std::int64_t end, Leads leads) {
  return side == Side::AtMost
             ? last_that(first, end, [&](std::int64_t each) { return leads(each) <= bound; })
             : first_that(first, end, [&](std::int64_t each) { return leads(each) >= bound; });
}

}  // namespace

// What has not been looked for.
Ways SettleSearch::passed_over() const { return {{}, 0}; }

Ways SettleSearch::day(ExpressionId id, const Scope& scope, Side side, std::int64_t bound) {
  const Bounds now = evaluation_.value(id, scope).number;
  const auto& sure = side == Side::AtMost ? now.greatest : now.least;
  const auto& possible = side == Side::AtMost ? now.least : now.greatest;
  const auto meets = [&](const Rational& number) {
    return side == Side::AtMost ? number <= bound : number >= bound;
  };
  if (sure && meets(*sure)) return reached();
  if (possible && !meets(*possible)) return unreachable();

  const Expression& expression = program_.expressions[id];
  const auto operand = [&](std::size_t at) {
    return day(expression.operands[at], scope, side, bound);
  };
  switch (expression.kind) {
    case ExpressionKind::FactValue: {
      std::vector<Ways> parts;
      for (const auto& [ways, place] : places(expression.subject, scope)) {
        parts.push_back(limit_.both(ways, day_fact({place, expression.fact}, side, bound)));
      }
      return limit_.any(parts);
    }
    case ExpressionKind::DefinitionValue: {
      std::vector<Ways> parts;
      for (const auto& [ways, place] : places(expression.subject, scope)) {
        parts.push_back(
            limit_.both(ways, definition_day(expression.definition, place, side, bound)));
      }
      return limit_.any(parts);
    }
    case ExpressionKind::AddPeriod: return period_added(expression, scope, side, bound);
    case ExpressionKind::NextWorkingDay: {
      const auto from = farthest(
          side, bound, runtime::first_day, runtime::last_day,
          [&](std::int64_t each) { return evaluation_.next_working_day(expression, each); });
      return from ? day(expression.operands[0], scope, side, *from) : unreachable();
    }
    case ExpressionKind::Earliest:
    case ExpressionKind::Latest: {
      std::vector<Ways> parts;
      for (std::size_t at = 0; at < expression.operands.size(); ++at) parts.push_back(operand(at));
      const bool one_will_do =
          (expression.kind == ExpressionKind::Earliest) == (side == Side::AtMost);
      return one_will_do ? limit_.any(parts) : limit_.all(parts);
    }
    default: return unreachable();
  }
}

Ways SettleSearch::day_fact(const FactPlace& fact, Side side, std::int64_t bound) const {
  const Bounds known = facts_.fact(fact.first, fact.second).number;
  const auto& sure = side == Side::AtMost ? known.greatest : known.least;
  if (sure && (side == Side::AtMost ? *sure <= bound : *sure >= bound)) return reached();
  if (stored(fact) == nullptr) return unreachable();
  Requirement requirement = any_value(fact);
  if (side == Side::AtMost) requirement.greatest = std::min(requirement.greatest, bound);
  if (side == Side::AtLeast) requirement.least = std::max(requirement.least, bound);
  return requirement.least <= requirement.greatest ? need(fact, requirement) : unreachable();
}

Ways SettleSearch::period_added(const Expression& expression, const Scope& scope, Side side,
                                std::int64_t bound) {
  const Bounds day_now = evaluation_.value(expression.operands[0], scope).number;
  const Bounds period_now = evaluation_.value(expression.operands[1], scope).number;
  if (const auto period = period_now.exact()) {
    const auto from = farthest(
        side, bound, runtime::first_day, runtime::last_day,
        [&](std::int64_t each) { return evaluation_.later(expression, each, whole(*period)); });
    return from ? day(expression.operands[0], scope, side, *from) : unreachable();
  }
  const auto from_day = day_now.exact();
  if (!from_day) return passed_over();
  // Longer ones than these lead out of the calendar.
  constexpr std::int64_t longest = std::int64_t{runtime::last_day} - runtime::first_day;
  const auto length = farthest(side, bound, -longest, longest, [&](std::int64_t each) {
    return evaluation_.later(expression, whole(*from_day), each);
  });
  if (!length) return unreachable();
  std::vector<Ways> parts;
  for (const NumberCase& given : number(expression.operands[1], scope)) {
    if (!given.linear) return passed_over();
    LinearForm form = given.form;
    form.known -= Rational(static_cast<long>(*length));
    const CompareOperator compare =
        side == Side::AtMost ? CompareOperator::AtMost : CompareOperator::AtLeast;
    parts.push_back(limit_.both(given.ways, solve(form, compare, Truth::Yes)));
  }
  return limit_.any(parts);
}

// Of each rule in order: it applies and its day lies there; or it does not and that of the rules
// after it does; or both days do, whether it applies or not.
Ways SettleSearch::definition_day(program::DefinitionId definition, Place place, Side side,
                                  std::int64_t bound) {
  const auto key = std::make_tuple(definition, place, side, bound);
  const auto found = days_.find(key);
  if (found != days_.end()) return found->second;
  const RuleId root = program_.definitions[definition].root;
  const Scope scope{place, {}};
  Ways ways = unreachable();
  const std::vector<Candidate> candidates = evaluation_.candidates(root, scope);
  for (auto each = candidates.rbegin(); each != candidates.rend(); ++each) {
    const program::Rule& rule = program_.rules[each->rule];
    const bool left_over = evaluation_.is_left_over(root, each->rule);
    const Truth applied = left_over ? Truth::Yes : each->applies;
    if (applied == Truth::No) continue;
    const Ways given = day(rule.value, scope, side, bound);
    if (applied == Truth::Yes) {
      ways = given;
      continue;
    }
    const Ways here = limit_.both(applies(root, each->rule, scope, Truth::Yes), given);
    const Ways beyond = limit_.both(applies(root, each->rule, scope, Truth::No), ways);
    ways = limit_.any({here, beyond, limit_.both(given, ways)});
  }
  return days_[key] = ways;
}

// left + days <= right
Ways SettleSearch::not_after(ExpressionId left, ExpressionId right, std::int64_t days,
                             const Scope& scope) {
  const Bounds earlier = evaluation_.value(left, scope).number;
  const Bounds later = evaluation_.value(right, scope).number;
  std::vector<Ways> parts;
  if (later.least) parts.push_back(day(left, scope, Side::AtMost, whole(*later.least) - days));
  if (earlier.greatest) {
    parts.push_back(day(right, scope, Side::AtLeast, whole(*earlier.greatest) + days));
  }
  Ways ways = limit_.any(parts);
  const bool neither_known = !earlier.exact() && !later.exact();
  if (!ways.sets.empty() || !neither_known) return ways;
  // Some day must lie between the two: one that may, for example.
  const std::int64_t first = earlier.least ? whole(*earlier.least) : runtime::first_day;
  const std::int64_t last = later.greatest ? whole(*later.greatest) - days : runtime::last_day;
  if (first > last) return ways;
  constexpr std::int64_t some_day = 10'957;  // 2000-01-01
  const std::int64_t between =
      std::clamp<std::int64_t>(evaluation_.as_of().value_or(some_day), first, last);
  Ways joint = limit_.both(day(left, scope, Side::AtMost, between),
                           day(right, scope, Side::AtLeast, between + days));
  for (Requirements& way : joint.sets) {
    for (auto& [place, requirement] : way) {
      requirement.example = requirement.kind == RequirementKind::Within;
    }
  }
  return limit_.either(std::move(ways), joint);
}

Ways SettleSearch::compare_days(const Expression& expression, const Scope& scope, Truth wanted) {
  const ExpressionId left = expression.operands[0];
  const ExpressionId right = expression.operands[1];
  const bool yes = wanted == Truth::Yes;
  switch (expression.compare) {
    case CompareOperator::Same:
      return yes ? limit_.both(not_after(left, right, 0, scope), not_after(right, left, 0, scope))
                 : limit_.either(not_after(left, right, 1, scope),
                                 not_after(right, left, 1, scope));
    case CompareOperator::AtMost:
      return yes ? not_after(left, right, 0, scope) : not_after(right, left, 1, scope);
    case CompareOperator::AtLeast:
      return yes ? not_after(right, left, 0, scope) : not_after(left, right, 1, scope);
    case CompareOperator::LessThan:
      return yes ? not_after(left, right, 1, scope) : not_after(right, left, 0, scope);
    case CompareOperator::MoreThan:
      return yes ? not_after(right, left, 1, scope) : not_after(left, right, 0, scope);
  }
  return unreachable();
}

// More days held make a longer time: each bound in turn is brought as far as is needed, the others
// being taken as they are. Where it takes several at once, none is found.
Ways SettleSearch::time_reached(const Expression& expression, std::size_t from, const Scope& scope,
                                Truth wanted, const Reaches& reaches) {
  if (program_.clocks[expression.clock].longest_gap > 0) return passed_over();
  const bool yes = wanted == Truth::Yes;
  std::vector<Bounds> days;  // as they make the wanted answer least likely
  std::vector<Bounds> others;
  for (std::size_t at = from; at < expression.operands.size(); ++at) {
    const Bounds now = evaluation_.value(expression.operands[at], scope).number;
    const bool first = (at - from) % 2 == 0;
    const Rational least = now.least ? *now.least : Rational(runtime::first_day);
    const Rational greatest = now.greatest ? *now.greatest : Rational(runtime::last_day);
    days.push_back(Bounds::exactly(first == yes ? greatest : least));
    others.push_back(Bounds::exactly(first == yes ? least : greatest));
  }
  std::vector<Ways> parts;
  for (std::size_t at = 0; at < days.size(); ++at) {
    const ExpressionId operand = expression.operands[from + at];
    if (evaluation_.value(operand, scope).number.exact()) continue;
    const Bounds before = days[at];
    const auto as_wanted = [&](std::int64_t each) {
      days[at] = Bounds::exactly(Rational(static_cast<long>(each)));
      return (yes ? reaches(days, others) : reaches(others, days)) == wanted;
    };
    const std::int64_t earliest = std::min(whole(*before.least), whole(*others[at].least));
    const std::int64_t latest = std::max(whole(*before.least), whole(*others[at].least));
    const Side side = (at % 2 == 0) == yes ? Side::AtMost : Side::AtLeast;
    const auto bound = side == Side::AtMost ? last_that(earliest, latest, as_wanted)
                                            : first_that(earliest, latest, as_wanted);
    days[at] = before;
    if (bound) parts.push_back(day(operand, scope, side, *bound));
  }
  Ways ways = limit_.any(parts);
  ways.whole_below = std::min<std::size_t>(ways.whole_below, 1);
  return ways;
}

// Ways for a day to be known, whatever it is.
std::vector<NumberCase> SettleSearch::known_day(ExpressionId id, const Scope& scope) {
  const Expression& expression = program_.expressions[id];
  if (const auto known = evaluation_.value(id, scope).number.exact()) {
    return {{reached(), {{}, *known}}};
  }
  const bool worked_out = expression.kind == ExpressionKind::AddPeriod ||
                          expression.kind == ExpressionKind::NextWorkingDay ||
                          expression.kind == ExpressionKind::Earliest ||
                          expression.kind == ExpressionKind::Latest;
  if (!worked_out) return number(id, scope);
  // Each operand in one of its ways; `fixed` are their days and periods, as long as all are fixed.
  struct Combination {
    NumberCase given;
    std::vector<Rational> fixed;
  };
  std::vector<Combination> combinations = {{{reached(), {}, true}, {}}};
  for (const ExpressionId operand : expression.operands) {
    std::vector<Combination> next;
    for (const Combination& before : combinations) {
      for (const NumberCase& given : known_day(operand, scope)) {
        Combination both = before;
        both.given.ways = limit_.both(before.given.ways, given.ways);
        if (both.given.ways.sets.empty()) continue;
        both.given.form.unknown.insert(given.form.unknown.begin(), given.form.unknown.end());
        both.given.linear = both.given.linear && given.linear && given.form.unknown.empty();
        both.fixed.push_back(given.form.known);
        next.push_back(std::move(both));
        if (next.size() <= limit_.kept()) continue;
        next.pop_back();
        passed_over_numbers_ = true;
      }
    }
    combinations = std::move(next);
  }
  std::vector<NumberCase> cases;
  for (Combination& each : combinations) {
    if (each.given.linear) each.given.form.known = worked_out_day(expression, each.fixed);
    cases.push_back(std::move(each.given));
  }
  return fewest(std::move(cases));
}

Rational SettleSearch::worked_out_day(const Expression& expression,
                                      const std::vector<Rational>& operands) const {
  switch (expression.kind) {
    case ExpressionKind::AddPeriod:
      return evaluation_.later(expression, whole(operands[0]), whole(operands[1]));
    case ExpressionKind::NextWorkingDay:
      return evaluation_.next_working_day(expression, whole(operands[0]));
    case ExpressionKind::Earliest: return *std::min_element(operands.begin(), operands.end());
    default: return *std::max_element(operands.begin(), operands.end());
  }
}

}  // namespace nansen::explain
