// Expressions of formulas as written become typed expressions. Split by construct: numbers and
// names of one State, truths, looks across States.
#pragma once

#include <optional>
#include <string>

#include "compiler/check/context.h"
#include "compiler/check/formulas.h"

namespace nansen::check {

/// The type of a number as written: whole iff nothing says otherwise; its unit.
program::Type literal_type(Context& context, FileId file, const ast::NumberLiteral& literal);

/// The set that `path` names, or all rows of the scope's entity; `asked` is where that is said. One
/// set is made of equal ones. Invalid after an error.
program::StateSetId resolve_set(Context& context, const FormulaScope& scope,
                                const std::optional<ast::Path>& path, Span asked);

/// True iff `id` is the same for all States.
bool same_for_all(const program::Program& program, program::FormulaExpressionId id);

class FormulaChecker {
 public:
  using Id = program::FormulaExpressionId;

  /// What the line at hand says beyond its value.
  struct LineRules {
    program::MissingRule missing = program::MissingRule::Error;
    const ast::WhereZero* zero = nullptr;
    /// Indicators that are read as `exclude the State` says are added here.
    std::vector<Id>* excluding = nullptr;
  };

  FormulaChecker(Context& context, FormulaScope scope, LineRules rules)
      : context_(context), scope_(scope), rules_(rules) {}

  /// A number or a truth.
  Id any(const ast::Expression& written) { return check(written, nullptr); }
  /// A number that can stand where `wanted` is (units alike); without `wanted` any number.
  Id number(const ast::Expression& written, const program::Type* wanted);
  Id boolean(const ast::Expression& written);

  Id add(program::FormulaKind kind, const program::Type& type, Span span, std::vector<Id> operands);
  /// The lesser or greater of two numbers of one kind.
  Id limited(program::FormulaKind kind, Id value, Id limit, Span span);

  /// True iff an inverse share was checked, so that `where zero` has something to say.
  bool has_inverse() const { return has_inverse_; }
  /// True iff a mean was checked to which `mean of the years reported` applies.
  bool has_mean() const { return has_mean_; }

 private:
  using Type = program::Type;

  Id check(const ast::Expression& written, const Type* wanted);

  // formula_expressions.cpp: one State
  Id path(const ast::Path& path, const ast::Expression& written);
  Id meaning(const FormulaMeaning& meaning, const ast::Path& path);
  /// True iff the name means something in the instrument too, other than the formula at hand.
  bool is_outside(const ast::Path& path);
  bool of_this_entity(program::EntityId entity, const ast::Path& path);
  Id base(const ast::Expression& written);
  Id constant(const ast::NumberLiteral& literal, const Type* wanted, Span span);
  Id arithmetic(const ast::Arithmetic& node, const Type* wanted, Span span);
  void report_portion_of_first(const ast::Arithmetic& node, Span span);
  Id negation(const ast::Negation& node, const Type* wanted, Span span);
  Id portion(const ast::Portion& node, const Type* wanted, Span span);
  Id choice(const ast::Choice& node, const Type* wanted, Span span);
  Id not_in_a_line(const std::string& words, Span span);

  // formula_truths.cpp
  Id negated(Id operand, Span span);
  Id nary(program::FormulaKind kind, const std::vector<ast::ExpressionPtr>& operands, Span span);
  Id comparison(const ast::Comparison& node, const ast::Expression& written);
  /// True iff `path` means a number or a line; emits nothing.
  bool names_a_number(const ast::Path& path);
  bool speaks_of_numbers(const ast::Expression& written);
  /// True iff nothing in `written` is a number or a line: then the language of conditions takes it
  /// as a whole, in which `a and b` is no where `b` is, though `a` is not known.
  bool is_condition(const ast::Expression& written);

  // formula_across.cpp
  Id across(const ast::Across& node, Span span);
  Id inverse_share(Id operand, Id made);
  Id listed(const ast::Listed& node, const Type* wanted, Span span);
  Id over(const ast::Over& node, Span span);
  std::optional<program::FactId> by_fact(const ast::Over& node, program::EntityId rows);
  bool speaks_of_rows(const ast::Expression& written, program::EntityId rows);
  program::ExpressionId row_expression(const ast::Expression& written, program::EntityId rows,
                                       bool boolean);

  /// Emits where `written` holds what a rule is needed for: groups, quantifiers, `unless`.
  bool fits_a_line(const ast::Expression& written);
  Id indicator(Id id);
  Id mismatch(const std::string& expected, Id actual);
  Id invalid(Span span);
  /// Nothing is nothing in every unit: a bare zero takes the unit of what stands beside it.
  void adopt_unit(Id zero, const Type& other);
  bool units_agree(Id left, Id right, Span span);
  Type wider(Id left, Id right) const;
  const program::FormulaExpression& at(Id id) const {
    return context_.program.formula_expressions[id];
  }
  program::FormulaExpression& entry(Id id) { return context_.program.formula_expressions[id]; }
  const Type& type_of(Id id) const { return at(id).type; }
  bool is_invalid(Id id) const { return type_of(id).kind == program::TypeKind::Invalid; }
  std::string text_of(const ast::Expression& written) const {
    return std::string(context_.sources.text(written.span));
  }

  Context& context_;
  FormulaScope scope_;
  LineRules rules_;
  bool in_mean_ = false;  // directly in the list of a mean
  bool has_inverse_ = false;
  bool has_mean_ = false;
};

}  // namespace nansen::check
