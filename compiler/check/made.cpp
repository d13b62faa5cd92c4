// Definitions, rules and expressions that constructs amount to.
#include "compiler/check/made.h"

#include <utility>

#include "compiler/check/declare.h"
#include "runtime/calendar.h"

namespace nansen::check {

using program::DefinitionId;
using program::ExpressionId;
using program::ExpressionKind;
using program::RuleId;
using program::RuleRole;
using program::TypeKind;

program::Type type_of_kind(TypeKind kind) {
  program::Type type;
  type.kind = kind;
  return type;
}

DefinitionId declare_made(Context& context, FileId file, program::InstrumentId instrument,
                          const std::string& name, program::EntityId entity,
                          const program::Type& type, program::DefinitionRole role,
                          const Citation& citation, Span span) {
  const DefinitionId other = context.definition(instrument, name);
  if (other.valid()) {
    report_duplicate(context, name, span, context.program.definitions[other].span);
    return {};
  }
  program::Definition definition;
  definition.name = name;
  definition.role = role;
  definition.instrument = instrument;
  definition.entity = entity;
  definition.type = type;
  definition.citation = citation;
  definition.span = span;
  const DefinitionId id = context.program.definitions.add(std::move(definition));
  context.definition_names.emplace(std::pair(instrument, name), id);
  context.definitions_called[name].push_back(id);
  context.definition_entries.push_back({nullptr, file});
  return id;
}

program::Expression Maker::expression(ExpressionKind kind, TypeKind type) const {
  program::Expression made;
  made.kind = kind;
  made.type = type_of_kind(type);
  made.span = span_;
  return made;
}

ExpressionId Maker::yes() {
  program::Expression made = expression(ExpressionKind::TruthConstant, TypeKind::Boolean);
  made.truth = Truth::Yes;
  return context_.add_expression(std::move(made));
}

ExpressionId Maker::day(std::int32_t day) {
  program::Expression made = expression(ExpressionKind::NumberConstant, TypeKind::Date);
  made.number = day;
  return context_.add_expression(std::move(made));
}

ExpressionId Maker::never() { return day(runtime::last_day); }

ExpressionId Maker::day_asked() {
  return context_.add_expression(expression(ExpressionKind::DayAsked, TypeKind::Date));
}

ExpressionId Maker::days(std::int64_t count) {
  program::Expression made = expression(ExpressionKind::NumberConstant, TypeKind::Period);
  made.number = count;
  return context_.add_expression(std::move(made));
}

ExpressionId Maker::value_of(DefinitionId definition, program::Subject subject) {
  program::Expression made = expression(ExpressionKind::DefinitionValue, TypeKind::Invalid);
  made.type = context_.program.definitions[definition].type;
  made.subject = std::move(subject);
  made.definition = definition;
  return context_.add_expression(std::move(made));
}

ExpressionId Maker::negated(ExpressionId truth) {
  program::Expression made = expression(ExpressionKind::Not, TypeKind::Boolean);
  made.operands = {truth};
  return context_.add_expression(std::move(made));
}

ExpressionId Maker::all(std::vector<ExpressionId> truths) {
  if (truths.size() == 1) return truths.front();
  program::Expression made = expression(ExpressionKind::And, TypeKind::Boolean);
  made.operands = std::move(truths);
  return context_.add_expression(std::move(made));
}

ExpressionId Maker::any(std::vector<ExpressionId> truths) {
  if (truths.size() == 1) return truths.front();
  program::Expression made = expression(ExpressionKind::Or, TypeKind::Boolean);
  made.operands = std::move(truths);
  return context_.add_expression(std::move(made));
}

ExpressionId Maker::compare(program::CompareOperator op, ExpressionId left, ExpressionId right) {
  program::Expression made = expression(ExpressionKind::Compare, TypeKind::Boolean);
  made.compare = op;
  made.operands = {left, right};
  return context_.add_expression(std::move(made));
}

ExpressionId Maker::earliest(std::vector<ExpressionId> days) {
  if (days.size() == 1) return days.front();
  program::Expression made = expression(ExpressionKind::Earliest, TypeKind::Date);
  made.operands = std::move(days);
  return context_.add_expression(std::move(made));
}

ExpressionId Maker::add_period(ExpressionId day, ExpressionId period, program::MonthEnd month_end) {
  program::Expression made = expression(ExpressionKind::AddPeriod, TypeKind::Date);
  made.operands = {day, period};
  made.month_end = month_end;
  return context_.add_expression(std::move(made));
}

RuleId Maker::rule(RuleRole role, RuleId parent, const Citation& citation,
                   const std::vector<ast::Annotation>& annotations) {
  program::Rule made;
  made.role = role;
  made.cause = program::RuleCause::Implied;
  made.citation = citation;
  made.span = span_;
  made.parent = parent;
  if (parent.valid()) made.definition = context_.program.rules[parent].definition;
  Annotations sorted = sort_annotations(annotations);
  made.sources = std::move(sorted.sources);
  made.notes = std::move(sorted.notes);
  made.unverified = std::move(sorted.unverified);
  RuleInfo info;
  info.file = file_;
  return context_.add_rule(std::move(made), std::move(info));
}

RuleId Maker::root(DefinitionId definition, const Citation& citation,
                   const std::vector<ast::Annotation>& annotations) {
  const RuleId id = rule(RuleRole::Base, {}, citation, annotations);
  context_.program.rules[id].definition = definition;
  context_.program.definitions[definition].root = id;
  return id;
}

RuleId Maker::choose(RuleId root, ExpressionId condition, ExpressionId value,
                     ExpressionId otherwise, const std::vector<ast::Annotation>& annotations) {
  const Citation citation = context_.program.rules[root].citation;
  const RuleId first = rule(RuleRole::Value, root, citation, annotations);
  set_condition(first, condition);
  set_value(first, value);
  const RuleId last = rule(RuleRole::Otherwise, root, citation);
  set_value(last, otherwise);
  context_.program.rules[root].values = {first, last};
  return first;
}

RuleId Maker::exception(RuleId to, const Citation& citation, ExpressionId condition,
                        const std::vector<ast::Annotation>& annotations) {
  const RuleId id = rule(RuleRole::Exception, to, citation, annotations);
  set_condition(id, condition);
  context_.program.rules[to].exceptions.push_back(id);
  return id;
}

ExpressionChecker Maker::checker(RuleId rule) {
  const program::Definition& definition =
      context_.program.definitions[context_.program.rules[rule].definition];
  return ExpressionChecker(context_, {file_, definition.instrument, definition.entity, rule, {}});
}

}  // namespace nansen::check
