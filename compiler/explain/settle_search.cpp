#include "compiler/explain/settle_search.h"

#include <algorithm>

#include "compiler/explain/case_rows.h"

namespace nansen::explain {
namespace {

using program::Expression;
using program::ExpressionId;
using program::ExpressionKind;
using program::Quantity;
using program::RuleId;
using program::TypeKind;

}  // namespace

// ---- definitions and rules ---------------------------------------------------------------------

Ways SettleSearch::definition(program::DefinitionId definition, Place place, Truth wanted) {
  const Truth now = evaluation_.definition(definition, place).truth;
  if (now != Truth::Undetermined) return now == wanted ? reached() : unreachable();
  const auto key = std::make_tuple(definition, place, wanted);
  const auto found = definitions_.find(key);
  if (found != definitions_.end()) return found->second;
  const RuleId root = program_.definitions[definition].root;
  const Scope scope{place, {}};
  Ways ways;
  if (!evaluation_.gives_values(root)) {
    ways = holds(root, scope, wanted);
  } else {
    // Some rule applies and gives yes; or each either does not apply or gives no.
    std::vector<Ways> parts;
    for (const Candidate& candidate : evaluation_.candidates(root, scope)) {
      const Ways applied = applies(root, candidate.rule, scope, wanted);
      const Ways gives = truth(program_.rules[candidate.rule].value, scope, wanted);
      parts.push_back(wanted == Truth::Yes ? limit_.both(applied, gives)
                                           : limit_.either(applied, gives));
    }
    ways = wanted == Truth::Yes ? limit_.any(parts) : limit_.all(parts);
  }
  return definitions_[key] = ways;
}

Ways SettleSearch::definition_member(program::DefinitionId definition, Place place,
                                     std::size_t member, Truth wanted) {
  const Truth now = evaluation_.definition(definition, place).members.at(member);
  if (now != Truth::Undetermined) return now == wanted ? reached() : unreachable();
  const auto key = std::make_tuple(definition, place, member, wanted);
  const auto found = members_.find(key);
  if (found != members_.end()) return found->second;
  const RuleId root = program_.definitions[definition].root;
  const Scope scope{place, {}};
  std::vector<Ways> parts;
  const bool names_row = program_.definitions[definition].type.kind == TypeKind::Reference;
  for (const Candidate& candidate : evaluation_.candidates(root, scope)) {
    const Ways applied = applies(root, candidate.rule, scope, wanted);
    // Which fact a rule names a row by is written; which row that is plays no part.
    const Ways gives =
        names_row ? (candidate.gives.members[member] == wanted ? reached() : unreachable())
                  : this->member(program_.rules[candidate.rule].value, scope, member, wanted);
    parts.push_back(wanted == Truth::Yes ? limit_.both(applied, gives)
                                         : limit_.either(applied, gives));
  }
  return members_[key] = wanted == Truth::Yes ? limit_.any(parts) : limit_.all(parts);
}

std::vector<NumberCase> SettleSearch::definition_number(program::DefinitionId definition,
                                                        Place place) {
  const Known& known = evaluation_.definition(definition, place);
  if (const auto number = known.number.exact()) return {{reached(), {{}, *number}}};
  const RuleId root = program_.definitions[definition].root;
  const Scope scope{place, {}};
  // A rule gives the number where it applies and none before it does.
  std::vector<NumberCase> cases;
  Ways none_before = reached();
  for (const Candidate& candidate : evaluation_.candidates(root, scope)) {
    const Ways first = limit_.both(none_before, applies(root, candidate.rule, scope, Truth::Yes));
    for (NumberCase& given : known_day(program_.rules[candidate.rule].value, scope)) {
      given.ways = limit_.both(first, given.ways);
      cases.push_back(std::move(given));
    }
    none_before = limit_.both(none_before, applies(root, candidate.rule, scope, Truth::No));
  }
  return fewest(std::move(cases));
}

Ways SettleSearch::applies(RuleId root, RuleId rule, const Scope& scope, Truth wanted) {
  if (rule == root) return holds(root, scope, wanted);
  return undefeated(root, rule, holds(rule, scope, wanted), scope, wanted);
}

Ways SettleSearch::own(RuleId rule, const Scope& scope, Truth wanted) {
  const Truth now = evaluation_.own(rule, scope);
  if (now != Truth::Undetermined) return now == wanted ? reached() : unreachable();
  const program::Rule& entry = program_.rules[rule];
  if (entry.role != program::RuleRole::Otherwise) return truth(entry.condition, scope, wanted);
  std::vector<Ways> others;
  for (const RuleId other : program_.rules[entry.parent].values) {
    if (other != rule) others.push_back(holds(other, scope, !wanted));
  }
  return wanted == Truth::Yes ? limit_.all(others) : limit_.any(others);
}

// `met` are the ways for `way` to be met, or (wanting no) not to be.
Ways SettleSearch::undefeated(RuleId rule, RuleId way, const Ways& met, const Scope& scope,
                              Truth wanted) {
  Ways ways = met;
  for (const RuleId exception : program_.rules[rule].exceptions) {
    if (evaluation_.spares(exception, way)) continue;
    const Ways part = holds(exception, scope, !wanted);
    ways = wanted == Truth::Yes ? limit_.both(ways, part) : limit_.either(ways, part);
  }
  return ways;
}

Ways SettleSearch::holds(RuleId rule, const Scope& scope, Truth wanted) {
  const Truth now = evaluation_.holds(rule, scope);
  if (now != Truth::Undetermined) return now == wanted ? reached() : unreachable();
  std::vector<Ways> parts;
  for (const RuleId way : evaluation_.ways(rule)) {
    const Ways met = way == rule ? own(rule, scope, wanted) : holds(way, scope, wanted);
    parts.push_back(undefeated(rule, way, met, scope, wanted));
  }
  return wanted == Truth::Yes ? limit_.any(parts) : limit_.all(parts);
}

// ---- truths ------------------------------------------------------------------------------------

Ways SettleSearch::truth(ExpressionId id, const Scope& scope, Truth wanted) {
  const Truth now = evaluation_.truth(id, scope);
  if (now != Truth::Undetermined) return now == wanted ? reached() : unreachable();
  return undetermined_truth(id, scope, wanted);
}

Ways SettleSearch::undetermined_truth(ExpressionId id, const Scope& scope, Truth wanted) {
  const Expression& expression = program_.expressions[id];
  const auto operands = [&](Truth each) {
    std::vector<Ways> parts;
    for (const ExpressionId operand : expression.operands) {
      parts.push_back(truth(operand, scope, each));
    }
    return parts;
  };
  const bool yes = wanted == Truth::Yes;
  switch (expression.kind) {
    case ExpressionKind::FactValue:
    case ExpressionKind::DefinitionValue: {
      std::vector<Ways> parts;
      for (const auto& [known, place] : places(expression.subject, scope)) {
        const Ways value = expression.kind == ExpressionKind::FactValue
                               ? boolean_fact(place, expression.fact, wanted)
                               : definition(expression.definition, place, wanted);
        parts.push_back(limit_.both(known, value));
      }
      return limit_.any(parts);
    }
    case ExpressionKind::RuleHolds: return holds(expression.rule, scope, wanted);
    case ExpressionKind::Not: return truth(expression.operands[0], scope, !wanted);
    case ExpressionKind::And:
      return yes ? limit_.all(operands(wanted)) : limit_.any(operands(wanted));
    case ExpressionKind::Or:
      return yes ? limit_.any(operands(wanted)) : limit_.all(operands(wanted));
    case ExpressionKind::Unless: {
      const Ways rule = truth(expression.operands[0], scope, wanted);
      const Ways exception = truth(expression.operands[1], scope, !wanted);
      return yes ? limit_.both(rule, exception) : limit_.either(rule, exception);
    }
    case ExpressionKind::Group: {
      return quantified(
          expression.quantity, expression.count, expression.heads.size(), wanted,
          [&](std::size_t at, Truth part) { return holds(expression.heads[at], scope, part); });
    }
    case ExpressionKind::Compare: return compare(expression, scope, wanted);
    case ExpressionKind::TimeReaches: {
      const Bounds period = evaluation_.value(expression.operands[0], scope).number;
      if (!evaluation_.as_of()) return unreachable();
      if (!period.exact()) return passed_over();
      return time_reached(
          expression, 1, scope, wanted,
          [&](const std::vector<Bounds>& shortest, const std::vector<Bounds>& longest) {
            return evaluation_.reaches(expression, shortest, longest, period);
          });
    }
    case ExpressionKind::IsEmpty: {
      const Expression& set = program_.expressions[expression.operands[0]];
      if (set.kind == ExpressionKind::FactValue) {
        std::vector<Ways> parts;
        for (const auto& [known, place] : places(set.subject, scope)) {
          parts.push_back(limit_.both(known, empty_fact(place, set.fact, wanted)));
        }
        return limit_.any(parts);
      }
      std::vector<Ways> parts;
      for (std::size_t each = 0; each < member_count(set.type); ++each) {
        parts.push_back(member(expression.operands[0], scope, each, !wanted));
      }
      return yes ? limit_.all(parts) : limit_.any(parts);
    }
    case ExpressionKind::Includes: {
      const program::Type& type = program_.expressions[expression.operands[0]].type;
      std::vector<Ways> parts;
      for (std::size_t each = 0; each < member_count(type); ++each) {
        const Ways in_set = member(expression.operands[0], scope, each, wanted);
        const Ways is_it = member(expression.operands[1], scope, each, wanted);
        parts.push_back(yes ? limit_.both(in_set, is_it) : limit_.either(in_set, is_it));
      }
      return yes ? limit_.any(parts) : limit_.all(parts);
    }
    case ExpressionKind::OverRows: return over_rows(expression, scope, wanted);
    case ExpressionKind::OverSet: return over_set(expression, scope, wanted);
    default: return unreachable();
  }
}

Ways SettleSearch::quantified(Quantity quantity, std::int64_t count, std::size_t total,
                              Truth wanted,
                              const std::function<Ways(std::size_t at, Truth part)>& part_is) {
  if (quantity == Quantity::None) {
    return quantified(Quantity::Any, 1, total, !wanted, part_is);
  }
  const std::size_t needed = quantity == Quantity::All   ? total
                             : quantity == Quantity::Any ? 1
                                                         : static_cast<std::size_t>(count);
  if (needed > total) return wanted == Truth::Yes ? unreachable() : reached();
  std::vector<Ways> parts;
  for (std::size_t at = 0; at < total; ++at) parts.push_back(part_is(at, wanted));
  // Too few can hold once more than total - needed fail.
  return limit_.at_least(wanted == Truth::Yes ? needed : total - needed + 1, parts);
}

// ---- quantifiers -------------------------------------------------------------------------------

Ways SettleSearch::over_set(const Expression& expression, const Scope& scope, Truth wanted) {
  const program::Type& type = program_.expressions[expression.operands[0]].type;
  const bool all = expression.quantity == Quantity::All;
  Scope inner = scope;
  const auto part_is = [&](std::size_t each, Truth part) {
    inner.variables[expression.variable] = each;
    // "for every": it is out, or the body holds; otherwise: it is in, and the body holds.
    const Truth in = all ? !part : part;
    const Ways counted = member(expression.operands[0], scope, each, in);
    const Ways body = truth(expression.operands[1], inner, part);
    return all == (part == Truth::Yes) ? limit_.either(counted, body) : limit_.both(counted, body);
  };
  return quantified(expression.quantity, expression.count, member_count(type), wanted, part_is);
}

Ways SettleSearch::over_rows(const Expression& expression, const Scope& scope, Truth wanted) {
  if (expression.quantity == Quantity::None) {
    Expression some = expression;
    some.quantity = Quantity::Any;
    return over_rows(some, scope, !wanted);
  }
  std::vector<Ways> parts;
  for (const auto& [known, place] : places(expression.subject, scope)) {
    const ir::ColumnId link = facts_.column(place.domain, expression.fact);
    if (!link.valid()) continue;
    const LinkedRows linked = facts_.linked(place, expression.fact);
    std::vector<Place> rows = linked.rows;
    Scope inner = scope;
    const auto among_rows = [&] {
      return quantified(expression.quantity, expression.count, rows.size(), wanted,
                        [&](std::size_t at, Truth part) {
                          inner.variables[expression.variable] = rows[at];
                          return truth(expression.operands[0], inner, part);
                        });
    };
    const Ways listed = among_rows();
    if (linked.complete) {
      parts.push_back(limit_.both(known, listed));
      continue;
    }
    // Rows not listed could only undo "every" and bring about "some": to rule them out the list
    // must be complete; to bring them in one further row will do.
    const bool undone = (expression.quantity == Quantity::All) == (wanted == Truth::Yes);
    const FactPlace link_place{place, expression.fact};
    if (undone) {
      Requirement complete;
      complete.kind = RequirementKind::Complete;
      parts.push_back(limit_.both(known, limit_.both(listed, need(link_place, complete))));
      continue;
    }
    parts.push_back(limit_.both(known, listed));
    if (!below_root(facts_.module(), place.domain)) continue;
    const std::size_t row = added_row(facts_.module(), facts_.batch(), link, place.row);
    rows.push_back({facts_.module().columns[link].target, row});
    Requirement further;
    further.kind = RequirementKind::Further;
    parts.push_back(limit_.both(known, limit_.both(among_rows(), need(link_place, further))));
  }
  return limit_.any(parts);
}

// ---- facts -------------------------------------------------------------------------------------

std::vector<std::pair<Ways, Place>> SettleSearch::places(const program::Subject& subject,
                                                         const Scope& scope) const {
  std::vector<std::pair<Ways, Place>> found;
  program::Subject first = subject;
  first.references.clear();
  found.emplace_back(reached(), evaluation_.place(first, scope));
  for (const program::FactId reference : subject.references) {
    std::vector<std::pair<Ways, Place>> next;
    for (const auto& [ways, place] : found) {
      const Known known = facts_.fact(place, reference);
      if (known.reference.known()) {
        next.emplace_back(ways, known.reference);
        continue;
      }
      const ir::ColumnId column = facts_.column(place.domain, reference);
      if (known.settled || !column.valid()) continue;
      // Any row of the table it refers to.
      const ir::DomainId target = facts_.module().columns[column].target;
      const std::size_t rows = rows_referred_to({place, reference});
      for (std::size_t row = 0; row < rows; ++row) {
        Requirement requirement;
        requirement.kind = RequirementKind::Row;
        requirement.row = row;
        next.emplace_back(limit_.both(ways, need({place, reference}, requirement)),
                          Place{target, row});
      }
    }
    found = std::move(next);
  }
  return found;
}

std::size_t SettleSearch::rows_referred_to(const FactPlace& reference) const {
  const ir::ColumnId column = facts_.column(reference.first.domain, reference.second);
  if (!column.valid()) return 0;
  const ir::DomainId target = facts_.module().columns[column].target;
  const auto& table = facts_.batch().tables[static_cast<std::size_t>(target.index)];
  return table == nullptr ? 0 : table->rows();
}

Ways SettleSearch::need(FactPlace place, Requirement requirement) const {
  if (!facts_.column(place.first.domain, place.second).valid()) return unreachable();
  return {{Requirements{{place, std::move(requirement)}}}, Ways::nothing_dropped};
}

Ways SettleSearch::boolean_fact(Place place, program::FactId fact, Truth wanted) const {
  const Truth now = facts_.fact(place, fact).truth;
  if (now != Truth::Undetermined) return now == wanted ? reached() : unreachable();
  Requirement requirement;
  requirement.kind = RequirementKind::OneOf;
  requirement.allowed = {wanted == Truth::No, wanted == Truth::Yes};
  return need({place, fact}, requirement);
}

Ways SettleSearch::member_fact(Place place, program::FactId fact, std::size_t member,
                               Truth wanted) const {
  const Known known = facts_.fact(place, fact);
  const Truth now = known.members.at(member);
  if (now != Truth::Undetermined) return now == wanted ? reached() : unreachable();
  const program::Type& type = program_.facts[fact].type;
  const bool yes = wanted == Truth::Yes;
  Requirement requirement;
  const std::size_t count = known.members.size();
  if (type.kind == TypeKind::Set) {
    requirement.kind = RequirementKind::Members;
    requirement.included.assign(count, false);
    requirement.excluded.assign(count, false);
    if (yes) {
      requirement.included[member] = true;
    } else {
      requirement.excluded[member] = true;
    }
    return need({place, fact}, requirement);
  }
  requirement.kind = RequirementKind::OneOf;
  for (std::size_t each = 0; each < count; ++each) {
    const bool meets = is_ordered(type) ? each >= member : each == member;
    requirement.allowed.push_back(meets == yes);
  }
  const bool possible = std::find(requirement.allowed.begin(), requirement.allowed.end(), true) !=
                        requirement.allowed.end();
  return possible ? need({place, fact}, requirement) : unreachable();
}

Ways SettleSearch::empty_fact(Place place, program::FactId fact, Truth wanted) const {
  const Known known = facts_.fact(place, fact);
  const std::size_t count = known.members.size();
  if (known.settled) {
    const bool empty =
        std::find(known.members.begin(), known.members.end(), Truth::Yes) == known.members.end();
    return truth_of(empty) == wanted ? reached() : unreachable();
  }
  Requirement requirement;
  requirement.kind = RequirementKind::Members;
  requirement.included.assign(count, false);
  requirement.excluded.assign(count, wanted == Truth::Yes);
  requirement.not_empty = wanted == Truth::No;
  return need({place, fact}, requirement);
}

bool SettleSearch::is_ordered(const program::Type& type) const {
  return type.kind == TypeKind::Enumeration && program_.enumerations[type.enumeration].ordered;
}

std::size_t SettleSearch::member_count(const program::Type& type) const {
  return program_.enumerations[type.enumeration].members.size();
}

// "is k", of ordered values "is at least k", of sets "includes k".
Ways SettleSearch::member(ExpressionId id, const Scope& scope, std::size_t member, Truth wanted) {
  const Expression& expression = program_.expressions[id];
  const Truth now = evaluation_.value(id, scope).members.at(member);
  if (now != Truth::Undetermined) return now == wanted ? reached() : unreachable();
  std::vector<Ways> parts;
  for (const auto& [known, place] : places(expression.subject, scope)) {
    const Ways value = expression.kind == ExpressionKind::FactValue
                           ? member_fact(place, expression.fact, member, wanted)
                           : definition_member(expression.definition, place, member, wanted);
    parts.push_back(limit_.both(known, value));
  }
  return limit_.any(parts);
}

}  // namespace nansen::explain
