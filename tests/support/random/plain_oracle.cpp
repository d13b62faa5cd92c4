// The oracle of two truth values: as a lawyer would go through a case of which everything is known.
#include <algorithm>

#include "compiler/base/bug.h"
#include "tests/support/random/program_oracle.h"

namespace nansen::test {
namespace {

using program::ExpressionKind;
using program::Quantity;
using program::TypeKind;

struct Scope {
  RowPlace own;
  std::map<program::VariableId, RowPlace> rows;
  std::map<program::VariableId, std::size_t> members;
};

bool enough(Quantity quantity, std::int64_t count, std::size_t holding, std::size_t all) {
  switch (quantity) {
    case Quantity::All: return holding == all;
    case Quantity::Any: return holding > 0;
    case Quantity::None: return holding == 0;
    case Quantity::AtLeast: return static_cast<std::int64_t>(holding) >= count;
  }
  bug("a quantity of no kind");
}

class Plain {
 public:
  Plain(const program::Program& program, const ProgramFacts& facts, const Readings& readings)
      : program_(program), facts_(facts), readings_(readings) {}

  PlainValue definition(program::DefinitionId id, const Scope& scope) const {
    const program::Definition& definition = program_.definitions[id];
    if (definition.type.kind == TypeKind::Boolean) return holds(definition.root, scope);
    // The first rule that applies gives the value; of several, the most favourable if it so says.
    PlainValue result;
    for (const program::RuleId rule : value_rules(definition.root)) {
      if (!applies(definition.root, rule, scope)) continue;
      const PlainValue given = value(program_.rules[rule].value, scope);
      if (definition.settlement != program::Settlement::MostFavourable) return given;
      if (std::holds_alternative<std::monostate>(result) || result < given) result = given;
    }
    return result;
  }

 private:
  std::vector<program::RuleId> value_rules(program::RuleId root) const {
    std::vector<program::RuleId> rules;
    if (program_.rules[root].value.valid()) rules.push_back(root);
    const auto& values = program_.rules[root].values;
    rules.insert(rules.end(), values.begin(), values.end());
    return rules;
  }

  bool applies(program::RuleId root, program::RuleId rule, const Scope& scope) const {
    return holds(rule, scope) && (rule == root || !defeated(root, rule, scope));
  }

  bool defeated(program::RuleId target, program::RuleId way, const Scope& scope) const {
    const auto& exceptions = program_.rules[target].exceptions;
    return std::any_of(exceptions.begin(), exceptions.end(), [&](program::RuleId exception) {
      const auto& spares = program_.rules[exception].spares;
      return std::find(spares.begin(), spares.end(), way) == spares.end() &&
             holds(exception, scope);
    });
  }

  bool own(program::RuleId id, const Scope& scope) const {
    const program::Rule& rule = program_.rules[id];
    if (rule.role == program::RuleRole::Otherwise) {
      const auto& values = program_.rules[rule.parent].values;
      return std::none_of(values.begin(), values.end(), [&](program::RuleId other) {
        return other != id && holds(other, scope);
      });
    }
    return !rule.condition.valid() || truth(rule.condition, scope);
  }

  bool holds(program::RuleId id, const Scope& scope) const {
    if (own(id, scope) && !defeated(id, id, scope)) return true;
    const auto& additions = program_.rules[id].additions;
    return std::any_of(additions.begin(), additions.end(), [&](program::RuleId addition) {
      return holds(addition, scope) && !defeated(id, addition, scope);
    });
  }

  // What the module has no column for should not matter, so any value will do.

  std::optional<RowPlace> place(const program::Subject& subject, const Scope& scope) const {
    std::optional<RowPlace> place =
        subject.variable.valid() ? scope.rows.at(subject.variable) : scope.own;
    for (const program::FactId reference : subject.references) {
      if (place) place = facts_.referenced(*place, reference);
    }
    return place;
  }

  static PlainValue any_value(const program::Type& type) {
    if (type.kind == TypeKind::Boolean) return false;
    if (type.kind == TypeKind::Enumeration || type.kind == TypeKind::Reference) {
      return std::size_t{0};
    }
    return Rational(0);
  }

  PlainValue value(program::ExpressionId id, const Scope& scope) const {
    const program::Expression& expression = program_.expressions[id];
    const auto number = [&](std::size_t position) {
      return std::get<Rational>(value(expression.operands[position], scope));
    };
    switch (expression.kind) {
      case ExpressionKind::NumberConstant: return expression.number;
      case ExpressionKind::MemberConstant: return expression.member;
      case ExpressionKind::VariableValue: return scope.members.at(expression.variable);
      case ExpressionKind::FactValue: return fact(expression, place(expression.subject, scope));
      case ExpressionKind::DefinitionValue: {
        const auto there = place(expression.subject, scope);
        return there ? definition(expression.definition, {*there, {}, {}})
                     : any_value(expression.type);
      }
      case ExpressionKind::Add: return Rational(number(0) + number(1));
      case ExpressionKind::Subtract: return Rational(number(0) - number(1));
      case ExpressionKind::Scale: return Rational(expression.number * number(0));
      default: return truth(id, scope);
    }
  }

  PlainValue fact(const program::Expression& expression, std::optional<RowPlace> place) const {
    if (!place) return any_value(expression.type);
    switch (expression.type.kind) {
      case TypeKind::Boolean: return facts_.truth(*place, expression.fact) == Truth::Yes;
      case TypeKind::Enumeration: return facts_.member(*place, expression.fact).value_or(0);
      case TypeKind::Reference: return facts_.named_row(*place, expression.fact).value_or(0);
      default: return facts_.number(*place, expression.fact).value_or(0);
    }
  }

  std::vector<bool> set(program::ExpressionId id, const Scope& scope) const {
    const program::Expression& expression = program_.expressions[id];
    const std::vector<bool> none(program_.enumerations[expression.type.enumeration].members.size(),
                                 false);
    const auto there = place(expression.subject, scope);
    return there ? facts_.members(*there, expression.fact).value_or(none) : none;
  }

  bool truth(program::ExpressionId id, const Scope& scope) const {
    const program::Expression& expression = program_.expressions[id];
    const auto holding = [&](const std::vector<program::ExpressionId>& operands) {
      return static_cast<std::size_t>(
          std::count_if(operands.begin(), operands.end(),
                        [&](program::ExpressionId operand) { return truth(operand, scope); }));
    };
    switch (expression.kind) {
      case ExpressionKind::TruthConstant: return expression.truth == Truth::Yes;
      case ExpressionKind::FactValue:
      case ExpressionKind::DefinitionValue: return std::get<bool>(value(id, scope));
      case ExpressionKind::ReadingIs: {
        const auto chosen = readings_.find(expression.reading);
        if (chosen != readings_.end()) return chosen->second == expression.member;
        return program_.readings[expression.reading].default_choice == expression.member;
      }
      case ExpressionKind::RuleHolds: return holds(expression.rule, scope);
      case ExpressionKind::Not: return !truth(expression.operands[0], scope);
      case ExpressionKind::And: return holding(expression.operands) == expression.operands.size();
      case ExpressionKind::Or: return holding(expression.operands) > 0;
      case ExpressionKind::Unless:
        return truth(expression.operands[0], scope) && !truth(expression.operands[1], scope);
      case ExpressionKind::Group: {
        const auto count = std::count_if(expression.heads.begin(), expression.heads.end(),
                                         [&](program::RuleId head) { return holds(head, scope); });
        return enough(expression.quantity, expression.count, static_cast<std::size_t>(count),
                      expression.heads.size());
      }
      case ExpressionKind::Compare: return compare(expression, scope);
      case ExpressionKind::IsEmpty: {
        const std::vector<bool> members = set(expression.operands[0], scope);
        return std::find(members.begin(), members.end(), true) == members.end();
      }
      case ExpressionKind::Includes: {
        const PlainValue element = value(expression.operands[1], scope);
        return std::holds_alternative<std::size_t>(element) &&
               set(expression.operands[0], scope)[std::get<std::size_t>(element)];
      }
      case ExpressionKind::OverRows: return over_rows(expression, scope);
      case ExpressionKind::OverSet: return over_set(expression, scope);
      default: bug("an expression without a truth");
    }
  }

  bool over_rows(const program::Expression& expression, const Scope& scope) const {
    const auto there = place(expression.subject, scope);
    const auto linked = there ? facts_.linked(*there, expression.fact) : ProgramFacts::Linked();
    std::size_t holding = 0;
    for (const RowPlace row : linked.rows) {
      Scope inside = scope;
      inside.rows[expression.variable] = row;
      holding += truth(expression.operands[0], inside) ? 1 : 0;
    }
    return enough(expression.quantity, expression.count, holding, linked.rows.size());
  }

  bool over_set(const program::Expression& expression, const Scope& scope) const {
    const std::vector<bool> members = set(expression.operands[0], scope);
    std::size_t included = 0;
    std::size_t holding = 0;
    for (std::size_t member = 0; member < members.size(); ++member) {
      if (!members[member]) continue;
      Scope inside = scope;
      inside.members[expression.variable] = member;
      ++included;
      holding += truth(expression.operands[1], inside) ? 1 : 0;
    }
    return enough(expression.quantity, expression.count, holding, included);
  }

  bool compare(const program::Expression& expression, const Scope& scope) const {
    const PlainValue left = value(expression.operands[0], scope);
    const PlainValue right = value(expression.operands[1], scope);
    switch (expression.compare) {
      case program::CompareOperator::Same: return left == right;
      case program::CompareOperator::AtLeast: return left >= right;
      case program::CompareOperator::AtMost: return left <= right;
      case program::CompareOperator::MoreThan: return left > right;
      case program::CompareOperator::LessThan: return left < right;
    }
    bug("a comparison of no kind");
  }

  const program::Program& program_;
  const ProgramFacts& facts_;
  const Readings& readings_;
};

}  // namespace

PlainValue plain_value(const program::Program& program, const ProgramFacts& facts,
                       const Readings& readings, program::DefinitionId definition, RowPlace row) {
  return Plain(program, facts, readings).definition(definition, {row, {}, {}});
}

}  // namespace nansen::test
