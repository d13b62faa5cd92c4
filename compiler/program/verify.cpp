// The invariants of a typed program. Each has a name, which the first word of a complaint gives:
//
//   ids          every id names an entry of its store, or is absent where absence has a meaning
//   enumeration  all names of members differ (there are none only where they could not be read)
//   fact         stands in its entity's list once; its range is not empty and fits 64 bits
//   definition   has a root of role Base; the root and the definition name each other
//   rule         its parent lists it in the place that its role says; it belongs to its parent's
//                definition; it has the condition and value that its role demands
//   spare        an exception spares only ways in of its parent
//   expression   has the operands, types and references its kind demands
//   order        lists every definition once, each after all that it refers to
//   example      gives facts of its own entity and expects definitions of it
//
// verify_formulas.cpp, verify_time.cpp and verify_values.cpp list those of formulas, of time,
// rights and norms, and of readings and the values of examples.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <set>

#include "compiler/program/program.h"
#include "compiler/program/verify_formulas.h"
#include "compiler/program/verify_time.h"
#include "compiler/program/verify_values.h"

namespace nansen::program {
namespace {

class Verifier {
 public:
  explicit Verifier(const Program& program) : program_(program) {}

  std::vector<std::string> verify() {
    for (const Enumeration& enumeration : program_.enumerations) verify_enumeration(enumeration);
    verify_facts();
    for (std::size_t index = 0; index < program_.expressions.size(); ++index) {
      verify_expression(ExpressionId(index));
    }
    if (!complaints_.empty()) return std::move(complaints_);
    for (std::size_t index = 0; index < program_.definitions.size(); ++index) {
      verify_definition(DefinitionId(index));
    }
    for (std::size_t index = 0; index < program_.rules.size(); ++index) verify_rule(RuleId(index));
    if (!complaints_.empty()) return std::move(complaints_);
    verify_order();
    for (const Example& example : program_.examples) verify_example(example);
    if (!complaints_.empty()) return std::move(complaints_);
    for (auto* verify_further : {&verify_formulas, &verify_time, &verify_values}) {
      for (std::string& complaint : verify_further(program_)) {
        complaints_.push_back(std::move(complaint));
      }
    }
    return std::move(complaints_);
  }

 private:
  template <typename... Arguments>
  void complain(fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    complaints_.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
  }
  template <typename... Arguments>
  void demand(bool holds, fmt::format_string<Arguments...> format, Arguments&&... arguments) {
    if (!holds) complaints_.push_back(fmt::format(format, std::forward<Arguments>(arguments)...));
  }

  void verify_enumeration(const Enumeration& enumeration) {
    std::set<std::string> names;
    for (const Member& member : enumeration.members) names.insert(member.name);
    demand(names.size() == enumeration.members.size(), "enumeration: {} repeats a member",
           enumeration.name);
  }

  bool known(const Type& type) const {
    switch (type.kind) {
      case TypeKind::Enumeration:
      case TypeKind::Set: return program_.enumerations.contains(type.enumeration);
      case TypeKind::Reference:
      case TypeKind::Rows: return program_.entities.contains(type.entity);
      default: return true;
    }
  }

  void verify_facts() {
    std::vector<int> listed(program_.facts.size(), 0);
    for (std::size_t index = 0; index < program_.entities.size(); ++index) {
      for (const FactId fact : program_.entities[EntityId(index)].facts) {
        if (!program_.facts.contains(fact)) {
          complain("ids: entity {} lists a fact that is not there", index);
          continue;
        }
        ++listed[static_cast<std::size_t>(fact.index)];
        demand(program_.facts[fact].entity == EntityId(index),
               "fact: {} stands in the list of another entity", program_.facts[fact].name);
      }
    }
    for (std::size_t index = 0; index < program_.facts.size(); ++index) {
      const Fact& fact = program_.facts[FactId(index)];
      demand(listed[index] == 1, "fact: {} is listed {} times", fact.name, listed[index]);
      demand(known(fact.type), "ids: the type of fact {}", fact.name);
      const Rational limit(std::to_string(INT64_MAX));
      demand(fact.range.least <= fact.range.greatest && fact.range.scale >= 1 &&
                 Rational(abs(fact.range.least) * fact.range.scale) <= limit &&
                 Rational(abs(fact.range.greatest) * fact.range.scale) <= limit,
             "fact: the range of {} is empty or does not fit", fact.name);
    }
  }

  // ---- rules -----------------------------------------------------------------------------------

  void verify_definition(DefinitionId id) {
    const Definition& definition = program_.definitions[id];
    demand(program_.instruments.contains(definition.instrument) &&
               program_.entities.contains(definition.entity) && known(definition.type),
           "ids: definition {}", definition.name);
    if (!program_.rules.contains(definition.root)) {
      complain("definition: {} has no root", definition.name);
      return;
    }
    const Rule& root = program_.rules[definition.root];
    demand(root.role == RuleRole::Base && root.definition == id && !root.parent.valid(),
           "definition: the root of {} is not its own base", definition.name);
  }

  void verify_rule(RuleId id) {
    const Rule& rule = program_.rules[id];
    const int name = id.index;
    if (!program_.definitions.contains(rule.definition)) {
      complain("ids: rule r{} has no definition", name);
      return;
    }
    demand(rule.role == RuleRole::Base || program_.rules.contains(rule.parent),
           "rule: r{} has no parent", name);
    for (const auto* list : {&rule.additions, &rule.exceptions, &rule.values, &rule.spares}) {
      for (const RuleId other : *list) {
        if (!program_.rules.contains(other)) {
          complain("ids: rule r{} lists a rule that is not there", name);
          return;
        }
      }
    }
    if (program_.rules.contains(rule.parent)) verify_place(id, rule);
    verify_parts(name, rule);
  }

  void verify_place(RuleId id, const Rule& rule) {
    const Rule& parent = program_.rules[rule.parent];
    const auto lists = [&](const std::vector<RuleId>& list) {
      return std::count(list.begin(), list.end(), id) == 1;
    };
    demand(parent.definition == rule.definition, "rule: r{} is of another definition than r{}",
           id.index, rule.parent.index);
    switch (rule.role) {
      case RuleRole::Addition:
        demand(lists(parent.additions), "rule: r{} is no addition of its parent", id.index);
        break;
      case RuleRole::Exception:
        demand(lists(parent.exceptions), "rule: r{} is no exception of its parent", id.index);
        break;
      case RuleRole::Value:
      case RuleRole::Otherwise:
        demand(lists(parent.values), "rule: r{} is no value of its parent", id.index);
        break;
      case RuleRole::Base: complain("rule: the base r{} has a parent", id.index); break;
      case RuleRole::Head: break;
    }
    for (const RuleId spared : rule.spares) {
      demand(rule.role == RuleRole::Exception &&
                 (spared == rule.parent ||
                  std::count(parent.additions.begin(), parent.additions.end(), spared) == 1),
             "spare: r{} spares r{}, which is no way in of r{}", id.index, spared.index,
             rule.parent.index);
    }
  }

  void verify_parts(int name, const Rule& rule) {
    if (rule.condition.valid()) {
      demand(program_.expressions.contains(rule.condition) && boolean(rule.condition),
             "rule: the condition of r{} is not boolean", name);
    }
    if (rule.value.valid()) {
      demand(program_.expressions.contains(rule.value) &&
                 fits(program_.expressions[rule.value].type,
                      program_.definitions[rule.definition].type),
             "rule: the value of r{} is not of its definition's type", name);
    }
    if (rule.value.valid() &&
        program_.definitions[rule.definition].type.kind == TypeKind::Reference) {
      const Expression& value = program_.expressions[rule.value];
      demand(value.kind == ExpressionKind::Invalid ||
                 (value.kind == ExpressionKind::FactValue && value.subject == Subject{}),
             "rule: the value of r{} is no reference of its own row", name);
    }
    const bool needs_condition =
        rule.role != RuleRole::Otherwise &&
        (rule.role != RuleRole::Base || (!rule.value.valid() && rule.values.empty()));
    const bool may_have_value = rule.role == RuleRole::Base || rule.role == RuleRole::Value ||
                                rule.role == RuleRole::Otherwise;
    demand(rule.condition.valid() || !needs_condition, "rule: r{} has no condition", name);
    demand(!rule.value.valid() || may_have_value, "rule: r{} has a value", name);
    demand(rule.value.valid() || (rule.role != RuleRole::Value && rule.role != RuleRole::Otherwise),
           "rule: r{} has no value", name);
  }

  // ---- expressions -----------------------------------------------------------------------------

  static bool fits(const Type& actual, const Type& wanted) {
    if (actual.kind == TypeKind::Invalid || wanted.kind == TypeKind::Invalid) return true;
    if (actual.kind == TypeKind::Integer && wanted.kind == TypeKind::Decimal) {
      return actual.unit == wanted.unit;
    }
    return actual == wanted;
  }

  bool boolean(ExpressionId id) const {
    const TypeKind kind = program_.expressions[id].type.kind;
    return kind == TypeKind::Boolean || kind == TypeKind::Invalid;
  }

  bool is(ExpressionId id, TypeKind kind) const {
    const TypeKind actual = program_.expressions[id].type.kind;
    return actual == kind || actual == TypeKind::Invalid;
  }

  /// The operands from number `first` on are dates.
  bool days(const Expression& e, std::size_t first) const {
    return std::all_of(e.operands.begin() + static_cast<std::ptrdiff_t>(first), e.operands.end(),
                       [&](ExpressionId operand) { return is(operand, TypeKind::Date); });
  }

  bool subject_known(const Subject& subject) const {
    return (!subject.variable.valid() || program_.variables.contains(subject.variable)) &&
           std::all_of(subject.references.begin(), subject.references.end(), [&](FactId fact) {
             return program_.facts.contains(fact) &&
                    program_.facts[fact].type.kind == TypeKind::Reference;
           });
  }

  void verify_expression(ExpressionId id) {
    const Expression& e = program_.expressions[id];
    for (const ExpressionId operand : e.operands) {
      if (!program_.expressions.contains(operand) || operand >= id) {
        complain("expression: e{} has an operand that does not come before it", id.index);
        return;
      }
    }
    if (!known(e.type)) return complain("ids: the type of e{}", id.index);
    demand(well_formed(e), "expression: e{} is not what its kind demands", id.index);
  }

  bool well_formed(const Expression& e) const {
    const auto operands = [&](std::size_t count) { return e.operands.size() == count; };
    const auto all_boolean = [&] {
      return std::all_of(e.operands.begin(), e.operands.end(),
                         [&](ExpressionId operand) { return boolean(operand); });
    };
    const bool truth = e.type.kind == TypeKind::Boolean;
    switch (e.kind) {
      case ExpressionKind::Invalid: return e.type.kind == TypeKind::Invalid;
      case ExpressionKind::TruthConstant: return truth && operands(0);
      case ExpressionKind::NumberConstant: return operands(0);
      case ExpressionKind::MemberConstant:
        return e.type.kind == TypeKind::Enumeration &&
               e.member < program_.enumerations[e.type.enumeration].members.size();
      case ExpressionKind::FactValue:
        return program_.facts.contains(e.fact) && subject_known(e.subject) &&
               e.type.kind != TypeKind::Rows;
      case ExpressionKind::DefinitionValue:
        return program_.definitions.contains(e.definition) && subject_known(e.subject);
      case ExpressionKind::VariableValue: return program_.variables.contains(e.variable);
      case ExpressionKind::ReadingIs:
        return truth && program_.readings.contains(e.reading) &&
               e.member < program_.readings[e.reading].choices.size();
      case ExpressionKind::RuleHolds: return truth && program_.rules.contains(e.rule);
      case ExpressionKind::Not: return truth && operands(1) && all_boolean();
      case ExpressionKind::And:
      case ExpressionKind::Or: return truth && e.operands.size() >= 2 && all_boolean();
      case ExpressionKind::Unless: return truth && operands(2) && all_boolean();
      case ExpressionKind::Group:
        return truth && !e.heads.empty() &&
               std::all_of(e.heads.begin(), e.heads.end(),
                           [&](RuleId head) { return program_.rules.contains(head); });
      case ExpressionKind::Compare: return truth && operands(2);
      case ExpressionKind::IsEmpty: return truth && operands(1) && is(e.operands[0], TypeKind::Set);
      case ExpressionKind::Includes:
        return truth && operands(2) && is(e.operands[0], TypeKind::Set) &&
               is(e.operands[1], TypeKind::Enumeration);
      case ExpressionKind::Add:
      case ExpressionKind::Subtract: return operands(2);
      case ExpressionKind::Scale: return operands(1);
      case ExpressionKind::DayAsked: return e.type.kind == TypeKind::Date && operands(0);
      case ExpressionKind::AddPeriod:
        return e.type.kind == TypeKind::Date && operands(2) && is(e.operands[0], TypeKind::Date) &&
               is(e.operands[1], TypeKind::Period);
      case ExpressionKind::NextWorkingDay:
        return e.type.kind == TypeKind::Date && operands(1) && days(e, 0) &&
               program_.calendars.contains(e.calendar);
      case ExpressionKind::Earliest:
      case ExpressionKind::Latest:
        return e.type.kind == TypeKind::Date && !e.operands.empty() && days(e, 0);
      case ExpressionKind::TimeIn:
        return e.type.kind == TypeKind::Period && !e.type.in_months &&
               program_.clocks.contains(e.clock) && e.operands.size() % 2 == 0 && days(e, 0);
      case ExpressionKind::TimeReaches:
        return truth && program_.clocks.contains(e.clock) && e.operands.size() % 2 == 1 &&
               is(e.operands[0], TypeKind::Period) && days(e, 1);
      case ExpressionKind::OverRows:
        return truth && operands(1) && all_boolean() && program_.variables.contains(e.variable) &&
               program_.facts.contains(e.fact) && subject_known(e.subject) &&
               program_.facts[e.fact].type.kind == TypeKind::Rows;
      case ExpressionKind::OverSet:
        return truth && operands(2) && program_.variables.contains(e.variable) &&
               is(e.operands[0], TypeKind::Set) && boolean(e.operands[1]);
    }
    return false;
  }

  // ---- the whole -------------------------------------------------------------------------------

  void verify_order() {
    if (program_.order.empty()) return;  // after a cycle there is none
    std::vector<bool> placed(program_.definitions.size(), false);
    std::vector<std::vector<RuleId>> rules(program_.definitions.size());
    for (std::size_t index = 0; index < program_.rules.size(); ++index) {
      const DefinitionId definition = program_.rules[RuleId(index)].definition;
      rules[static_cast<std::size_t>(definition.index)].emplace_back(index);
    }
    for (const DefinitionId id : program_.order) {
      if (!program_.definitions.contains(id) || placed[static_cast<std::size_t>(id.index)]) {
        complain("order: a definition is unknown or listed twice");
        return;
      }
      for (const RuleId rule : rules[static_cast<std::size_t>(id.index)]) {
        verify_known(program_.rules[rule].condition, placed, id);
        verify_known(program_.rules[rule].value, placed, id);
      }
      placed[static_cast<std::size_t>(id.index)] = true;
    }
    demand(program_.order.size() == program_.definitions.size(), "order: a definition is missing");
  }

  void verify_known(ExpressionId id, const std::vector<bool>& placed, DefinitionId in) {
    if (!id.valid()) return;
    const Expression& e = program_.expressions[id];
    DefinitionId used;
    if (e.kind == ExpressionKind::DefinitionValue) used = e.definition;
    if (e.kind == ExpressionKind::RuleHolds) used = program_.rules[e.rule].definition;
    demand(!used.valid() || used == in || placed[static_cast<std::size_t>(used.index)],
           "order: {} comes before what it refers to", program_.definitions[in].name);
    for (const ExpressionId operand : e.operands) verify_known(operand, placed, in);
  }

  void verify_example(const Example& example) {
    demand(!example.entity.valid() || program_.entities.contains(example.entity),
           "ids: the entity of example {}", example.name);
    for (const auto& [fact, value] : example.row.facts) {
      demand(program_.facts.contains(fact) && program_.facts[fact].entity == example.entity,
             "example: {} gives a fact of another entity", example.name);
    }
    for (const Expectation& expectation : example.expectations) {
      demand(program_.definitions.contains(expectation.definition) &&
                 program_.definitions[expectation.definition].entity == example.entity,
             "example: {} expects a definition of another entity", example.name);
    }
  }

  const Program& program_;
  std::vector<std::string> complaints_;
};

}  // namespace

std::vector<std::string> verify(const Program& program) { return Verifier(program).verify(); }

}  // namespace nansen::program
