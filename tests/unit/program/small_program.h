// A program made by hand: one definition with two heads and one exception.
#pragma once

#include <utility>

#include "compiler/program/program.h"

namespace nansen::program {

struct SmallProgram {
  SmallProgram() {
    Enumeration degree;
    degree.name = "Degree";
    degree.vocabulary = "v";
    degree.ordered = true;
    degree.members = {{"low", "a little"}, {"high", ""}};
    program.enumerations.add(std::move(degree));
    Entity person;
    person.name = "Person";
    person.vocabulary = "v";
    program.entities.add(std::move(person));

    boolean.kind = TypeKind::Boolean;
    integer.kind = TypeKind::Integer;
    ordered.kind = TypeKind::Enumeration;
    ordered.enumeration = EnumerationId(0);
    add_fact("a", boolean);
    add_fact("degree", ordered);
    add_fact("age", integer);
    program.facts[FactId(0)].judgement = true;
    program.facts[FactId(0)].question = "Is it \"a\"?";
    program.facts[FactId(2)].range.greatest = 150;

    Instrument pact;
    pact.name = "pact";
    pact.title = "A pact";
    pact.cited_as = "Pact";
    pact.adopted = -6732;
    program.instruments.add(std::move(pact));

    Definition x;
    x.name = "x";
    x.instrument = InstrumentId(0);
    x.entity = EntityId(0);
    x.type = boolean;
    x.root = RuleId(0);
    x.citation = {"pact", "Pact", {}, {}};
    program.definitions.add(std::move(x));
    program.order = {DefinitionId(0)};

    Expression high = expression(ExpressionKind::MemberConstant, ordered);
    high.member = 1;
    Expression eighteen = expression(ExpressionKind::NumberConstant, integer);
    eighteen.number = 18;
    const ExpressionId a = value(FactId(0));
    const ExpressionId reached =
        compare(CompareOperator::AtLeast, value(FactId(1)), program.expressions.add(high));
    const ExpressionId minor =
        compare(CompareOperator::LessThan, value(FactId(2)), program.expressions.add(eighteen));
    Expression group = expression(ExpressionKind::Group, boolean);
    group.quantity = Quantity::All;
    group.heads = {RuleId(1), RuleId(2)};

    add_rule(RuleRole::Base, {}, program.expressions.add(group), {});
    add_rule(RuleRole::Head, RuleId(0), a, {"a"});
    add_rule(RuleRole::Head, RuleId(0), reached, {"b"});
    add_rule(RuleRole::Exception, RuleId(0), minor, {});
    program.rules[RuleId(0)].exceptions = {RuleId(3)};
    program.rules[RuleId(3)].cause = RuleCause::Unless;
    program.rules[RuleId(3)].spares = {RuleId(0)};
  }

  void add_fact(const char* name, const Type& type) {
    Fact fact;
    fact.name = name;
    fact.entity = EntityId(0);
    fact.type = type;
    program.entities[EntityId(0)].facts.push_back(program.facts.add(std::move(fact)));
  }

  static Expression expression(ExpressionKind kind, const Type& type) {
    Expression made;
    made.kind = kind;
    made.type = type;
    return made;
  }

  ExpressionId value(FactId fact) {
    Expression made = expression(ExpressionKind::FactValue, program.facts[fact].type);
    made.fact = fact;
    return program.expressions.add(std::move(made));
  }

  ExpressionId compare(CompareOperator op, ExpressionId left, ExpressionId right) {
    Expression made = expression(ExpressionKind::Compare, boolean);
    made.compare = op;
    made.operands = {left, right};
    return program.expressions.add(std::move(made));
  }

  void add_rule(RuleRole role, RuleId parent, ExpressionId condition,
                std::vector<std::string> heads) {
    Rule rule;
    rule.role = role;
    rule.parent = parent;
    rule.definition = DefinitionId(0);
    rule.condition = condition;
    rule.citation = {"pact", "Pact", {}, std::move(heads)};
    program.rules.add(std::move(rule));
  }

  Program program;
  Type boolean;
  Type integer;
  Type ordered;
};

}  // namespace nansen::program
