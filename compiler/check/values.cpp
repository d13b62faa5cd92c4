// What an expression begins with: names and constants.
#include "compiler/check/expressions.h"
#include "compiler/check/types.h"
#include "compiler/check/vocabulary.h"

namespace nansen::check {

using program::ExpressionId;
using program::ExpressionKind;
using program::Type;
using program::TypeKind;

ExpressionId ExpressionChecker::path(const ast::Path& path, const Type* wanted, Span span) {
  if (wanted != nullptr && wanted->kind == TypeKind::Enumeration && path.parts.size() == 1) {
    if (const auto id = member(path, *wanted, span)) return *id;
  }
  return meaning(resolve_path(context_, scope_, path), path, span);
}

/// A member of the enumeration that the place suggests; nothing where the name means something else
/// of that enumeration, or where it is neither a member nor anything else.
std::optional<ExpressionId> ExpressionChecker::member(const ast::Path& path, const Type& wanted,
                                                      Span span) {
  const ast::Name& name = path.parts[0];
  const auto index = find_member(context_.program, wanted.enumeration, name.text);
  const auto other = resolve_silently(context_, scope_, name.text);
  if (!index) {
    if (other) return std::nullopt;
    report_unknown_member(context_, wanted.enumeration, name);
    return invalid(span);
  }
  if (other) {
    Type type;
    if (other->kind == MeaningKind::Fact) type = context_.program.facts[other->fact].type;
    if (other->kind == MeaningKind::Definition) {
      type = context_.program.definitions[other->definition].type;
    }
    if (other->kind == MeaningKind::Variable) {
      type = context_.program.variables[other->variable].type;
    }
    if (type == wanted) {
      context_.report(Code::AmbiguousName, name.span, name.text,
                      "the member of " + to_string(context_.program, wanted) +
                          " or what else is called so here");
      return invalid(span);
    }
  }
  const ExpressionId id = add(ExpressionKind::MemberConstant, wanted, span);
  context_.program.expressions[id].member = *index;
  return id;
}

ExpressionId ExpressionChecker::meaning(const Meaning& meaning, const ast::Path& path, Span span) {
  switch (meaning.kind) {
    case MeaningKind::None: return invalid(span);
    case MeaningKind::Fact: {
      const Type type = context_.program.facts[meaning.fact].type;
      if (type.kind == TypeKind::Invalid) return invalid(span);
      if (type.kind == TypeKind::Rows) {
        context_.report(Code::RowsNeedQuantifier, span, path_text(path));
        return invalid(span);
      }
      const ExpressionId id = add(ExpressionKind::FactValue, type, span);
      context_.program.expressions[id].subject = meaning.subject;
      context_.program.expressions[id].fact = meaning.fact;
      return id;
    }
    case MeaningKind::Definition: {
      const Type type = context_.program.definitions[meaning.definition].type;
      if (type.kind == TypeKind::Invalid) return invalid(span);
      if (type.kind == TypeKind::Reference) {
        context_.report(Code::ReferenceByRules, span, path_text(path),
                        to_string(context_.program, type));
        return invalid(span);
      }
      const ExpressionId id = add(ExpressionKind::DefinitionValue, type, span);
      context_.program.expressions[id].subject = meaning.subject;
      context_.program.expressions[id].definition = meaning.definition;
      return id;
    }
    case MeaningKind::Variable: {
      const ExpressionId id = add(ExpressionKind::VariableValue,
                                  context_.program.variables[meaning.variable].type, span);
      context_.program.expressions[id].variable = meaning.variable;
      return id;
    }
    case MeaningKind::Row:
      context_.report(
          Code::RowIsNoValue, span, path_text(path),
          to_string(context_.program, context_.program.variables[meaning.variable].type));
      return invalid(span);
    case MeaningKind::Reading:
      context_.report(Code::ReadingWithoutComparison, span, path_text(path),
                      context_.program.readings[meaning.reading].choices[0].name);
      return invalid(span);
  }
  return invalid(span);
}

ExpressionId ExpressionChecker::number(const ast::NumberLiteral& literal, const Type* wanted,
                                       Span span) {
  Type type;
  type.kind = literal.percent || literal.decimal_point || literal.value.get_den() != 1
                  ? TypeKind::Decimal
                  : TypeKind::Integer;
  if (literal.unit) {
    type.unit = resolve_unit(context_, scope_.file, *literal.unit);
    if (type.unit.powers.empty()) return invalid(span);
  } else if (literal.value == 0 && wanted != nullptr && is_number(*wanted)) {
    type.unit = wanted->unit;  // nothing is nothing in every unit
  }
  return constant(type, literal.value, span);
}

ExpressionId ExpressionChecker::constant(const Type& type, const Rational& number, Span span) {
  const ExpressionId id = add(ExpressionKind::NumberConstant, type, span);
  context_.program.expressions[id].number = number;
  return id;
}

ExpressionId ExpressionChecker::truth(bool value, Span span) {
  const ExpressionId id = add(ExpressionKind::TruthConstant, boolean_type(), span);
  context_.program.expressions[id].truth = truth_of(value);
  return id;
}

ExpressionId ExpressionChecker::invalid(Span span) {
  return add(ExpressionKind::Invalid, {}, span);
}

}  // namespace nansen::check
