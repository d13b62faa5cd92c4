// What the checker makes itself: the definitions, rules and expressions that a status, right, norm
// or binding amounts to. Used inside this room only.
#pragma once

#include <string>
#include <vector>

#include "compiler/check/context.h"
#include "compiler/check/expressions.h"

namespace nansen::check {

/// Enters the definition `name`, which no `define` wrote. Where the name is taken that is reported
/// at `span`, and the result is invalid.
program::DefinitionId declare_made(Context& context, FileId file, program::InstrumentId instrument,
                                   const std::string& name, program::EntityId entity,
                                   const program::Type& type, program::DefinitionRole role,
                                   const Citation& citation, Span span);

/// Rules and expressions over the row of a made definition, all with one span.
class Maker {
 public:
  Maker(Context& context, FileId file, Span span) : context_(context), file_(file), span_(span) {}

  // ---- expressions ----
  program::ExpressionId yes();
  program::ExpressionId day(std::int32_t day);
  program::ExpressionId never();
  program::ExpressionId day_asked();
  program::ExpressionId days(std::int64_t count);  // a period
  program::ExpressionId value_of(program::DefinitionId definition, program::Subject subject = {});
  program::ExpressionId negated(program::ExpressionId truth);
  /// All of `truths`, which are not empty.
  program::ExpressionId all(std::vector<program::ExpressionId> truths);
  program::ExpressionId any(std::vector<program::ExpressionId> truths);
  program::ExpressionId compare(program::CompareOperator op, program::ExpressionId left,
                                program::ExpressionId right);
  program::ExpressionId earliest(std::vector<program::ExpressionId> days);
  program::ExpressionId add_period(program::ExpressionId day, program::ExpressionId period,
                                   program::MonthEnd month_end);
  program::ExpressionId add_days(program::ExpressionId day, std::int64_t count) {
    return add_period(day, days(count), program::MonthEnd::RoundingDown);
  }

  // ---- rules; each carries `annotations` ----
  /// The root of `definition`.
  program::RuleId root(program::DefinitionId definition, const Citation& citation,
                       const std::vector<ast::Annotation>& annotations = {});
  void set_condition(program::RuleId rule, program::ExpressionId condition) {
    context_.program.rules[rule].condition = condition;
  }
  void set_value(program::RuleId rule, program::ExpressionId value) {
    context_.program.rules[rule].value = value;
  }
  /// A rule of `root` that gives `value` where `condition` holds, and then what it gives otherwise.
  program::RuleId choose(program::RuleId root, program::ExpressionId condition,
                         program::ExpressionId value, program::ExpressionId otherwise,
                         const std::vector<ast::Annotation>& annotations = {});
  /// One more rule below `parent`, entered nowhere yet.
  program::RuleId rule(program::RuleRole role, program::RuleId parent, const Citation& citation,
                       const std::vector<ast::Annotation>& annotations = {});
  /// An exception to `to` where `condition` holds.
  program::RuleId exception(program::RuleId to, const Citation& citation,
                            program::ExpressionId condition,
                            const std::vector<ast::Annotation>& annotations = {});

  /// What reads the written expressions of `rule`.
  ExpressionChecker checker(program::RuleId rule);

 private:
  program::Expression expression(program::ExpressionKind kind, program::TypeKind type) const;

  Context& context_;
  FileId file_;
  Span span_;
};

program::Type type_of_kind(program::TypeKind kind);

}  // namespace nansen::check
