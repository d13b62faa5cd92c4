// Expressions as written become typed expressions. Split by construct: logic and groups, paths and
// constants, comparisons, arithmetic, quantifiers.
#pragma once

#include <optional>

#include "compiler/check/context.h"
#include "compiler/check/paths.h"

namespace nansen::check {

class ExpressionChecker {
 public:
  ExpressionChecker(Context& context, Scope scope) : context_(context), scope_(std::move(scope)) {}

  /// The expression, which must be boolean.
  program::ExpressionId boolean(const ast::Expression& written);
  /// The expression, whatever its type.
  program::ExpressionId any(const ast::Expression& written) { return check(written, nullptr); }
  /// The expression, which must fit `wanted` ("a whole number fits a decimal").
  program::ExpressionId value(const ast::Expression& written, const program::Type& wanted);

  /// Gives `rule` the condition `written`: what stands before the first `unless` at the top; each
  /// `unless` becomes an exception of its own, to what stands before it.
  void set_condition(program::RuleId rule, const ast::Expression& written);

 private:
  using Type = program::Type;
  using ExpressionId = program::ExpressionId;

  /// `wanted` is the type that the place suggests, or null: bare names are looked up in its
  /// enumeration, and a zero takes its unit.
  ExpressionId check(const ast::Expression& written, const Type* wanted);

  // logic and groups
  ExpressionId nary(program::ExpressionKind kind, const std::vector<ast::ExpressionPtr>& operands,
                    Span span);
  ExpressionId negated(ExpressionId operand, Span span);
  ExpressionId check_unless(const ast::Unless& unless, Span span);
  ExpressionId group(const ast::Group& group, Span span);
  program::RuleId head(const ast::Head& head);
  bool count_fits(std::int64_t count, std::size_t most, Span span);

  // paths and constants
  ExpressionId path(const ast::Path& path, const Type* wanted, Span span);
  ExpressionId meaning(const Meaning& meaning, const ast::Path& path, Span span);
  std::optional<ExpressionId> member(const ast::Path& path, const Type& wanted, Span span);
  ExpressionId number(const ast::NumberLiteral& literal, const Type* wanted, Span span);
  ExpressionId constant(const Type& type, const Rational& number, Span span);
  ExpressionId truth(bool value, Span span);
  ExpressionId invalid(Span span);

  // comparisons
  ExpressionId comparison(const ast::Comparison& comparison, Span span);
  ExpressionId same(ExpressionId left, const ast::Expression& right, Span span);
  ExpressionId ordered(ast::Comparator comparator, ExpressionId left, ExpressionId right,
                       Span span);
  ExpressionId compare(program::CompareOperator op, ExpressionId left, ExpressionId right,
                       Span span);
  ExpressionId reading_is(program::ReadingId reading, const ast::Expression& choice, Span span);
  std::optional<program::ReadingId> as_reading(const ast::Expression& written);
  ExpressionId one_of(const ast::OneOf& one_of, Span span);
  ExpressionId is_empty(const ast::IsEmpty& is_empty, Span span);
  ExpressionId includes(const ast::Includes& includes, Span span);

  // arithmetic
  ExpressionId arithmetic(const ast::Arithmetic& arithmetic, const Type* wanted, Span span);
  ExpressionId sum(const ast::Arithmetic& arithmetic, ExpressionId left, ExpressionId right,
                   Span span);
  ExpressionId date_sum(ast::ArithmeticOperator op, ExpressionId left, ExpressionId right,
                        std::optional<ast::MonthEnd> rounding, Span span);
  ExpressionId product(ExpressionId left, ExpressionId right, Span span);
  ExpressionId scaled(const Rational& factor, ExpressionId operand, const Type& type, Span span);
  ExpressionId negation(const ast::Negation& negation, const Type* wanted, Span span);
  ExpressionId portion(const ast::Portion& portion, const Type* wanted, Span span);

  // days
  ExpressionId day_asked(Span span);
  ExpressionId never(Span span);
  std::optional<program::MonthEnd> month_end(std::optional<ast::MonthEnd> rounding,
                                             ExpressionId day);
  ExpressionId end_of_period(const ast::Expression& period, const ast::Expression& event,
                             Span span);
  ExpressionId timely(const ast::Timely& timely, Span span);
  ExpressionId listed(const ast::Listed& listed, const ast::Expression& written);
  ExpressionId time_in(const ast::TimeIn& time, Span span);
  ExpressionId time_compared(const ast::Comparison& comparison, ExpressionId time, Span span);

  // quantifiers
  ExpressionId quantifier(const ast::Quantifier& quantifier, Span span);

  const program::Expression& at(ExpressionId id) const { return context_.program.expressions[id]; }
  const Type& type_of(ExpressionId id) const { return at(id).type; }
  bool is_invalid(ExpressionId id) const { return type_of(id).kind == program::TypeKind::Invalid; }
  std::string describe(const Type& type) const;
  ExpressionId mismatch(const std::string& expected, ExpressionId actual);
  ExpressionId add(program::ExpressionKind kind, const Type& type, Span span,
                   std::vector<ExpressionId> operands = {});

  Context& context_;
  Scope scope_;
};

/// The words of a construct that only formulas have: `share of`, `otherwise`, `/`.
std::string formula_word(const ast::Expression& written);

/// Emits where an operand of `disjunction` is an `and` without parentheses around it.
void report_mixed(Context& context, const ast::Or& disjunction, Span span);

/// The boolean type.
program::Type boolean_type();

}  // namespace nansen::check
