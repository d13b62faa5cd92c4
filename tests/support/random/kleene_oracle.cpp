// The oracle of three truth values.
#include <algorithm>

#include "compiler/base/bug.h"
#include "tests/support/random/program_oracle.h"

namespace nansen::test {
namespace {

using program::CompareOperator;
using program::ExpressionKind;
using program::Quantity;
using program::TypeKind;

struct Scope {
  RowPlace own;
  std::map<program::VariableId, RowPlace> rows;
  std::map<program::VariableId, std::size_t> members;
};

Truth counted(Quantity quantity, std::int64_t count, const std::vector<Truth>& truths) {
  Truth all = Truth::Yes;
  Truth any = Truth::No;
  std::int64_t certain = 0;
  std::int64_t possible = 0;
  for (const Truth truth : truths) {
    all = all & truth;
    any = any | truth;
    certain += truth == Truth::Yes ? 1 : 0;
    possible += truth != Truth::No ? 1 : 0;
  }
  switch (quantity) {
    case Quantity::All: return all;
    case Quantity::Any: return any;
    case Quantity::None: return !any;
    case Quantity::AtLeast: break;
  }
  if (certain >= count) return Truth::Yes;
  return possible >= count ? Truth::Undetermined : Truth::No;
}

class Kleene {
 public:
  Kleene(const program::Program& program, const ProgramFacts& facts, const Readings& readings)
      : program_(program), facts_(facts), readings_(readings) {}

  KnownValue definition(program::DefinitionId id, const Scope& scope) const {
    const program::Definition& definition = program_.definitions[id];
    if (definition.type.kind == TypeKind::Boolean) return {{holds(definition.root, scope)}, {}};
    KnownValue result;
    result.truths.assign(width(definition.type), Truth::No);
    for (const auto& [rule, applies] : candidates(definition.root, scope)) {
      const KnownValue given = value(program_.rules[rule].value, scope);
      for (std::size_t k = 0; k < result.truths.size(); ++k) {
        result.truths[k] = result.truths[k] | (applies & given.truths[k]);
      }
    }
    if (is_number(definition.type)) {
      const bool day = definition.type.kind == TypeKind::Date;
      result.number = first_number(candidates(definition.root, scope), 0, day, scope);
    }
    return result;
  }

 private:
  using Candidates = std::vector<std::pair<program::RuleId, Truth>>;

  static bool is_number(const program::Type& type) {
    return type.kind == TypeKind::Integer || type.kind == TypeKind::Decimal ||
           type.kind == TypeKind::Date || type.kind == TypeKind::Period;
  }
  bool is_ordered(const program::Type& type) const {
    return type.kind == TypeKind::Enumeration && program_.enumerations[type.enumeration].ordered;
  }
  std::size_t width(const program::Type& type) const {
    if (type.kind == TypeKind::Boolean) return 1;
    if (is_number(type)) return 0;
    return program_.enumerations[type.enumeration].members.size() - (is_ordered(type) ? 1 : 0);
  }

  // ---- rules ----

  Truth defeated(program::RuleId target, program::RuleId way, const Scope& scope) const {
    Truth any = Truth::No;
    for (const program::RuleId exception : program_.rules[target].exceptions) {
      const auto& spares = program_.rules[exception].spares;
      const bool spared = std::find(spares.begin(), spares.end(), way) != spares.end();
      if (!spared) any = any | holds(exception, scope);
    }
    return any;
  }

  Truth own(program::RuleId id, const Scope& scope) const {
    const program::Rule& rule = program_.rules[id];
    if (rule.role == program::RuleRole::Otherwise) {
      Truth others = Truth::No;
      for (const program::RuleId other : program_.rules[rule.parent].values) {
        if (other != id) others = others | holds(other, scope);
      }
      return !others;
    }
    return rule.condition.valid() ? truth(rule.condition, scope) : Truth::Yes;
  }

  Truth holds(program::RuleId id, const Scope& scope) const {
    Truth any = own(id, scope) & !defeated(id, id, scope);
    for (const program::RuleId addition : program_.rules[id].additions) {
      any = any | (holds(addition, scope) & !defeated(id, addition, scope));
    }
    return any;
  }

  Candidates candidates(program::RuleId root, const Scope& scope) const {
    Candidates result;
    if (program_.rules[root].value.valid()) result.emplace_back(root, holds(root, scope));
    for (const program::RuleId rule : program_.rules[root].values) {
      result.emplace_back(rule, holds(rule, scope) & !defeated(root, rule, scope));
    }
    return result;
  }

  /// The number, or day, of the first candidate from `at` on that applies.
  KnownNumber first_number(const Candidates& rules, std::size_t at, bool day,
                           const Scope& scope) const {
    if (at == rules.size()) return {};
    const auto here = value(program_.rules[rules[at].first].value, scope).number;
    // `otherwise` is asked only where nothing else was left.
    const auto rest = first_number(rules, at + 1, day, scope);
    const program::Rule& rule = program_.rules[rules[at].first];
    const program::Rule& root = program_.rules[rule.parent.valid() ? rule.parent : rules[at].first];
    const bool last = rule.role == program::RuleRole::Otherwise && rule.exceptions.empty() &&
                      root.exceptions.empty();
    const Truth applies = last ? Truth::Yes : rules[at].second;
    if (applies == Truth::Yes) return here;
    if (applies == Truth::No) return rest;
    if (day) return hull(here, rest);
    return here == rest ? here : KnownNumber();
  }

  static KnownNumber hull(const KnownNumber& left, const KnownNumber& right) {
    KnownNumber result;
    if (left.least && right.least) result.least = std::min(*left.least, *right.least);
    if (left.greatest && right.greatest) {
      result.greatest = std::max(*left.greatest, *right.greatest);
    }
    return result;
  }

  // ---- values ----

  std::optional<RowPlace> place(const program::Subject& subject, const Scope& scope) const {
    std::optional<RowPlace> place =
        subject.variable.valid() ? scope.rows.at(subject.variable) : scope.own;
    for (const program::FactId reference : subject.references) {
      if (place) place = facts_.referenced(*place, reference);
    }
    return place;
  }

  KnownValue unknown(const program::Type& type) const {
    return {std::vector(width(type), Truth::Undetermined), {}};
  }

  static KnownValue exactly(const std::optional<Rational>& number) {
    return {{}, {number, number}};
  }

  /// A member that is known.
  KnownValue known_member(const program::Type& type, std::size_t member) const {
    KnownValue result;
    const bool ordered = is_ordered(type);
    for (std::size_t k = 0; k < width(type); ++k) {
      result.truths.push_back(truth_of(ordered ? member >= k + 1 : member == k));
    }
    return result;
  }

  KnownValue fact(const program::Expression& expression, RowPlace place) const {
    switch (expression.type.kind) {
      case TypeKind::Boolean: return {{facts_.truth(place, expression.fact)}, {}};
      case TypeKind::Enumeration: {
        const auto member = facts_.member(place, expression.fact);
        return member ? known_member(expression.type, *member) : unknown(expression.type);
      }
      case TypeKind::Set: {
        const auto members = facts_.members(place, expression.fact);
        if (!members) return unknown(expression.type);
        KnownValue result;
        for (const bool included : *members) result.truths.push_back(truth_of(included));
        return result;
      }
      default: return exactly(facts_.number(place, expression.fact));
    }
  }

  KnownValue value(program::ExpressionId id, const Scope& scope) const {
    const program::Expression& expression = program_.expressions[id];
    const auto number = [&](std::size_t position) {
      return value(expression.operands[position], scope).number;
    };
    switch (expression.kind) {
      case ExpressionKind::NumberConstant: return exactly(expression.number);
      case ExpressionKind::MemberConstant: return known_member(expression.type, expression.member);
      case ExpressionKind::VariableValue:
        return known_member(expression.type, scope.members.at(expression.variable));
      case ExpressionKind::FactValue: {
        const auto there = place(expression.subject, scope);
        return there ? fact(expression, *there) : unknown(expression.type);
      }
      case ExpressionKind::DefinitionValue: {
        const auto there = place(expression.subject, scope);
        return there ? definition(expression.definition, {*there, {}, {}})
                     : unknown(expression.type);
      }
      case ExpressionKind::Add: {
        const KnownNumber left = number(0);
        const KnownNumber right = number(1);
        return {{}, {sum(left.least, right.least), sum(left.greatest, right.greatest)}};
      }
      case ExpressionKind::Subtract: {
        const KnownNumber left = number(0);
        const KnownNumber right = times(number(1), -1);
        return {{}, {sum(left.least, right.least), sum(left.greatest, right.greatest)}};
      }
      case ExpressionKind::Scale: return {{}, times(number(0), expression.number)};
      default: return {{truth(id, scope)}, {}};
    }
  }

  static std::optional<Rational> sum(const std::optional<Rational>& left,
                                     const std::optional<Rational>& right) {
    if (!left || !right) return std::nullopt;
    return Rational(*left + *right);
  }

  static KnownNumber times(const KnownNumber& number, const Rational& factor) {
    KnownNumber result = number;
    for (std::optional<Rational>* end : {&result.least, &result.greatest}) {
      if (*end) **end *= factor;
    }
    if (factor < 0) std::swap(result.least, result.greatest);
    return result;
  }

  // ---- truths ----

  Truth truth(program::ExpressionId id, const Scope& scope) const {
    const program::Expression& expression = program_.expressions[id];
    std::vector<Truth> truths;
    switch (expression.kind) {
      case ExpressionKind::TruthConstant: return expression.truth;
      case ExpressionKind::FactValue:
      case ExpressionKind::DefinitionValue: return value(id, scope).truths[0];
      case ExpressionKind::ReadingIs: {
        const auto chosen = readings_.find(expression.reading);
        return truth_of(expression.member ==
                        (chosen == readings_.end()
                             ? program_.readings[expression.reading].default_choice
                             : chosen->second));
      }
      case ExpressionKind::RuleHolds: return holds(expression.rule, scope);
      case ExpressionKind::Not: return !truth(expression.operands[0], scope);
      case ExpressionKind::And:
      case ExpressionKind::Or:
        for (const program::ExpressionId operand : expression.operands) {
          truths.push_back(truth(operand, scope));
        }
        return counted(expression.kind == ExpressionKind::And ? Quantity::All : Quantity::Any, 0,
                       truths);
      case ExpressionKind::Unless:
        return truth(expression.operands[0], scope) & !truth(expression.operands[1], scope);
      case ExpressionKind::Group:
        for (const program::RuleId head : expression.heads) truths.push_back(holds(head, scope));
        return counted(expression.quantity, expression.count, truths);
      case ExpressionKind::Compare: return compare(expression, scope);
      case ExpressionKind::IsEmpty:
        return counted(Quantity::None, 0, value(expression.operands[0], scope).truths);
      case ExpressionKind::Includes: {
        const std::vector<Truth> included = value(expression.operands[0], scope).truths;
        const std::vector<Truth> is = members(expression.operands[1], scope);
        for (std::size_t k = 0; k < included.size(); ++k) truths.push_back(included[k] & is[k]);
        return counted(Quantity::Any, 0, truths);
      }
      case ExpressionKind::OverRows: return over_rows(expression, scope);
      case ExpressionKind::OverSet: {
        const std::vector<Truth> included = value(expression.operands[0], scope).truths;
        for (std::size_t k = 0; k < included.size(); ++k) {
          Scope inside = scope;
          inside.members[expression.variable] = k;
          const Truth body = truth(expression.operands[1], inside);
          truths.push_back(expression.quantity == Quantity::All ? (!included[k]) | body
                                                                : included[k] & body);
        }
        return counted(expression.quantity, expression.count, truths);
      }
      default: bug("an expression without a truth");
    }
  }

  Truth over_rows(const program::Expression& expression, const Scope& scope) const {
    const auto there = place(expression.subject, scope);
    if (!there) return Truth::Undetermined;
    const ProgramFacts::Linked linked = facts_.linked(*there, expression.fact);
    std::vector<Truth> truths;
    for (const RowPlace row : linked.rows) {
      Scope inside = scope;
      inside.rows[expression.variable] = row;
      truths.push_back(truth(expression.operands[0], inside));
    }
    const Truth listed = counted(expression.quantity, expression.count, truths);
    if (linked.complete) return listed;
    // Rows that are not listed may still make "some" hold, and "every" fail.
    const bool may_fail =
        expression.quantity == Quantity::All || expression.quantity == Quantity::None;
    return may_fail ? listed & Truth::Undetermined : listed | Truth::Undetermined;
  }

  /// "is k" for each member, also of an ordered enumeration.
  std::vector<Truth> members(program::ExpressionId id, const Scope& scope) const {
    const std::vector<Truth> truths = value(id, scope).truths;
    if (!is_ordered(program_.expressions[id].type)) return truths;
    std::vector<Truth> result;
    for (std::size_t k = 0; k <= truths.size(); ++k) {
      const Truth reached = k == 0 ? Truth::Yes : truths[k - 1];
      const Truth passed = k == truths.size() ? Truth::No : truths[k];
      result.push_back(reached & (!passed));
    }
    return result;
  }

  Truth compare(const program::Expression& expression, const Scope& scope) const {
    const program::ExpressionId left = expression.operands[0];
    const program::ExpressionId right = expression.operands[1];
    const program::Type& type = program_.expressions[left].type;
    if (type.kind == TypeKind::Reference) return same_row(left, right, scope);
    if (is_number(type)) return compare_numbers(expression, scope);
    if (is_ordered(type)) return compare_ordered(expression, scope);
    const std::vector<Truth> here = value(left, scope).truths;
    const std::vector<Truth> there = value(right, scope).truths;
    std::vector<Truth> parts;
    for (std::size_t k = 0; k < here.size(); ++k) parts.push_back(here[k] & there[k]);
    return counted(Quantity::Any, 0, parts);
  }

  Truth compare_numbers(const program::Expression& expression, const Scope& scope) const {
    const KnownNumber left = value(expression.operands[0], scope).number;
    const KnownNumber right = value(expression.operands[1], scope).number;
    switch (expression.compare) {
      case CompareOperator::Same: return at_most(left, right) & at_most(right, left);
      case CompareOperator::AtLeast: return at_most(right, left);
      case CompareOperator::AtMost: return at_most(left, right);
      case CompareOperator::MoreThan: return !at_most(left, right);
      case CompareOperator::LessThan: return !at_most(right, left);
    }
    bug("a comparison of no kind");
  }

  static Truth at_most(const KnownNumber& left, const KnownNumber& right) {
    if (left.greatest && right.least && *left.greatest <= *right.least) return Truth::Yes;
    if (left.least && right.greatest && *left.least > *right.greatest) return Truth::No;
    return Truth::Undetermined;
  }

  /// Of ordered values that are known by what they are at least and at most.
  Truth compare_ordered(const program::Expression& expression, const Scope& scope) const {
    const auto [least_left, greatest_left] = ends(value(expression.operands[0], scope).truths);
    const auto [least_right, greatest_right] = ends(value(expression.operands[1], scope).truths);
    const auto between = [](bool certain, bool possible) {
      return certain ? Truth::Yes : possible ? Truth::Undetermined : Truth::No;
    };
    const Truth at_least = between(least_left >= greatest_right, greatest_left >= least_right);
    const Truth at_most = between(greatest_left <= least_right, least_left <= greatest_right);
    switch (expression.compare) {
      case CompareOperator::Same:
        return between(least_left == greatest_left && least_right == greatest_right &&
                           least_left == least_right,
                       greatest_left >= least_right && least_left <= greatest_right);
      case CompareOperator::AtLeast: return at_least;
      case CompareOperator::AtMost: return at_most;
      case CompareOperator::MoreThan: return !at_most;
      case CompareOperator::LessThan: return !at_least;
    }
    bug("a comparison of no kind");
  }

  static std::pair<std::size_t, std::size_t> ends(const std::vector<Truth>& at_least) {
    std::size_t least = 0;
    std::size_t greatest = 0;
    for (std::size_t k = 0; k < at_least.size(); ++k) {
      if (at_least[k] == Truth::Yes) least = k + 1;
      if (at_least[k] != Truth::No) greatest = k + 1;
    }
    return {least, greatest};
  }

  Truth same_row(program::ExpressionId left, program::ExpressionId right,
                 const Scope& scope) const {
    const auto named = [&](program::ExpressionId id) -> std::optional<std::size_t> {
      const program::Expression& expression = program_.expressions[id];
      const auto there = place(expression.subject, scope);
      if (!there) return std::nullopt;
      return facts_.named_row(*there, expression.fact);
    };
    const auto here = named(left);
    const auto there = named(right);
    return here && there ? truth_of(*here == *there) : Truth::Undetermined;
  }

  const program::Program& program_;
  const ProgramFacts& facts_;
  const Readings& readings_;
};

}  // namespace

KnownValue kleene_value(const program::Program& program, const ProgramFacts& facts,
                        const Readings& readings, program::DefinitionId definition, RowPlace row) {
  return Kleene(program, facts, readings).definition(definition, {row, {}, {}});
}

}  // namespace nansen::test
