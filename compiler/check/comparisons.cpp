// Comparisons: "is", "is at least", "is before", "is one of", "is empty", "includes".
#include "compiler/check/expressions.h"
#include "compiler/check/types.h"

namespace nansen::check {

using program::CompareOperator;
using program::ExpressionId;
using program::ExpressionKind;
using program::Type;
using program::TypeKind;

namespace {

const ast::Expression& without_parentheses(const ast::Expression& written) {
  const ast::Expression* inner = &written;
  while (const auto* parenthesis = std::get_if<ast::Parenthesis>(&inner->node)) {
    inner = parenthesis->inner.get();
  }
  return *inner;
}

struct ComparatorEntry {
  CompareOperator op;
  bool days;  // before and after: only days are compared so
  std::string_view word;
  std::string_view other;  // what to write of the other kind of value
};

constexpr ComparatorEntry entry_of(ast::Comparator comparator) {
  switch (comparator) {
    case ast::Comparator::Is:
    case ast::Comparator::IsNot: return {CompareOperator::Same, false, "is", "is"};
    case ast::Comparator::AtLeast:
      return {CompareOperator::AtLeast, false, "is at least", "is on or after"};
    case ast::Comparator::AtMost:
      return {CompareOperator::AtMost, false, "is at most", "is on or before"};
    case ast::Comparator::MoreThan:
      return {CompareOperator::MoreThan, false, "is more than", "is after"};
    case ast::Comparator::LessThan:
      return {CompareOperator::LessThan, false, "is less than", "is before"};
    case ast::Comparator::Before:
      return {CompareOperator::LessThan, true, "is before", "is less than"};
    case ast::Comparator::After:
      return {CompareOperator::MoreThan, true, "is after", "is more than"};
    case ast::Comparator::OnOrBefore:
      return {CompareOperator::AtMost, true, "is on or before", "is at most"};
    case ast::Comparator::OnOrAfter:
      return {CompareOperator::AtLeast, true, "is on or after", "is at least"};
  }
  return {CompareOperator::Same, false, "is", "is"};
}

}  // namespace

ExpressionId ExpressionChecker::comparison(const ast::Comparison& comparison, Span span) {
  const bool equality = comparison.comparator == ast::Comparator::Is ||
                        comparison.comparator == ast::Comparator::IsNot;
  ExpressionId id;
  if (equality) {
    if (const auto reading = as_reading(*comparison.left)) {
      id = reading_is(*reading, *comparison.right, span);
    } else {
      id = same(check(*comparison.left, nullptr), *comparison.right, span);
    }
    if (comparison.comparator == ast::Comparator::IsNot && !is_invalid(id)) {
      id = negated(id, span);
    }
    return id;
  }
  const ExpressionId left = check(*comparison.left, nullptr);
  if (at(left).kind == ExpressionKind::TimeIn) return time_compared(comparison, left, span);
  const Type wanted = type_of(left);
  const ExpressionId right = check(*comparison.right, &wanted);
  if (is_invalid(left) || is_invalid(right)) return invalid(span);
  return ordered(comparison.comparator, left, right, span);
}

ExpressionId ExpressionChecker::same(ExpressionId left, const ast::Expression& right, Span span) {
  const Type type = type_of(left);
  if (type.kind == TypeKind::Boolean) {
    // `x is yes` is x, `x is no` is not x; two truths are not compared otherwise.
    const auto* literal = std::get_if<ast::BooleanLiteral>(&without_parentheses(right).node);
    if (literal != nullptr) return literal->value ? left : negated(left, span);
    context_.report(Code::TruthsCompared, span);
    return invalid(span);
  }
  const ExpressionId other = check(right, &type);
  if (is_invalid(left) || is_invalid(other)) return invalid(span);
  if (type.kind == TypeKind::Set) {
    context_.report(Code::SetsCompared, span, to_string(context_.program, type));
    return invalid(span);
  }
  return compare(CompareOperator::Same, left, other, span);
}

ExpressionId ExpressionChecker::ordered(ast::Comparator comparator, ExpressionId left,
                                        ExpressionId right, Span span) {
  const ComparatorEntry entry = entry_of(comparator);
  const Type& type = type_of(left);
  switch (type.kind) {
    case TypeKind::Date:
    case TypeKind::Integer:
    case TypeKind::Decimal:
    case TypeKind::Period:
      if ((type.kind == TypeKind::Date) == entry.days) break;
      context_.report(Code::WrongComparisonWord, span, entry.word, describe(type), entry.other);
      return invalid(span);
    case TypeKind::Enumeration:
      if (!context_.program.enumerations[type.enumeration].ordered || entry.days) {
        context_.report(Code::NotOrdered, span, to_string(context_.program, type), entry.word)
            .labels.push_back({context_.program.enumerations[type.enumeration].span,
                               "the enumeration is declared here"});
        return invalid(span);
      }
      break;
    default: return mismatch("a number, a date, a period or a degree", left);
  }
  return compare(entry.op, left, right, span);
}

ExpressionId ExpressionChecker::compare(CompareOperator op, ExpressionId left, ExpressionId right,
                                        Span span) {
  const Type& one = type_of(left);
  const Type& other = type_of(right);
  if (is_number(one) && is_number(other)) {
    if (one.unit != other.unit) {
      context_.report(Code::UnitMismatch, span, unit_text(context_.program, one.unit),
                      unit_text(context_.program, other.unit));
      return invalid(span);
    }
  } else if (one.kind == TypeKind::Period && other.kind == TypeKind::Period) {
    if (one.in_months != other.in_months) {
      context_.report(Code::DaysWithMonths, span);
      return invalid(span);
    }
  } else if (one != other) {
    return mismatch(describe(one), right);
  } else if (one.kind == TypeKind::Reference && at(left).subject != at(right).subject) {
    context_.report(Code::ReferencesOfTwoRows, span);
    return invalid(span);
  }
  const ExpressionId id = add(ExpressionKind::Compare, boolean_type(), span, {left, right});
  context_.program.expressions[id].compare = op;
  return id;
}

std::optional<program::ReadingId> ExpressionChecker::as_reading(const ast::Expression& written) {
  const auto* path = std::get_if<ast::Path>(&without_parentheses(written).node);
  if (path == nullptr || path->parts.empty()) return std::nullopt;
  // Only what can be nothing but a reading is looked up so; all else reports in its own place.
  if (path->parts.size() == 1) {
    const auto meaning = resolve_silently(context_, scope_, path->parts[0].text);
    if (!meaning || meaning->kind != MeaningKind::Reading) return std::nullopt;
    return meaning->reading;
  }
  const auto module = context_.modules.find(path->parts[0].text);
  if (path->parts.size() != 2 || module == context_.modules.end()) return std::nullopt;
  const auto reading =
      context_.reading_names.find({module->second.instrument, path->parts[1].text});
  if (reading == context_.reading_names.end() ||
      !context_.sees_module(scope_.file, module->first)) {
    return std::nullopt;
  }
  return reading->second;
}

ExpressionId ExpressionChecker::reading_is(program::ReadingId reading,
                                           const ast::Expression& choice, Span span) {
  const auto* path = std::get_if<ast::Path>(&without_parentheses(choice).node);
  if (path == nullptr || path->parts.size() != 1) {
    context_.report(Code::UnknownReadingChoice, choice.span,
                    context_.program.readings[reading].name,
                    std::string(context_.sources.text(choice.span)), "");
    return invalid(span);
  }
  const auto index = resolve_choice(context_, reading, path->parts[0]);
  if (!index) return invalid(span);
  const ExpressionId id = add(ExpressionKind::ReadingIs, boolean_type(), span);
  context_.program.expressions[id].reading = reading;
  context_.program.expressions[id].member = *index;
  return id;
}

ExpressionId ExpressionChecker::one_of(const ast::OneOf& one_of, Span span) {
  std::vector<ExpressionId> choices;
  if (const auto reading = as_reading(*one_of.value)) {
    for (const ast::ExpressionPtr& choice : one_of.choices) {
      choices.push_back(reading_is(*reading, *choice, choice->span));
    }
  } else {
    const ExpressionId value = check(*one_of.value, nullptr);
    for (const ast::ExpressionPtr& choice : one_of.choices) {
      choices.push_back(same(value, *choice, choice->span));
    }
  }
  if (choices.empty()) return invalid(span);  // none could be read
  ExpressionId id = choices[0];
  if (choices.size() > 1) {
    id = add(ExpressionKind::Or, boolean_type(), span, std::move(choices));
  }
  return one_of.negated ? negated(id, span) : id;
}

ExpressionId ExpressionChecker::is_empty(const ast::IsEmpty& is_empty, Span span) {
  const ExpressionId set = check(*is_empty.set, nullptr);
  if (is_invalid(set)) return invalid(span);
  if (type_of(set).kind != TypeKind::Set) return mismatch("a set", set);
  const ExpressionId id = add(ExpressionKind::IsEmpty, boolean_type(), span, {set});
  return is_empty.negated ? negated(id, span) : id;
}

ExpressionId ExpressionChecker::includes(const ast::Includes& includes, Span span) {
  const ExpressionId set = check(*includes.set, nullptr);
  if (is_invalid(set)) return invalid(span);
  if (type_of(set).kind != TypeKind::Set) return mismatch("a set", set);
  Type wanted;
  wanted.kind = TypeKind::Enumeration;
  wanted.enumeration = type_of(set).enumeration;
  const ExpressionId member = value(*includes.member, wanted);
  if (is_invalid(member)) return invalid(span);
  return add(ExpressionKind::Includes, boolean_type(), span, {set, member});
}

}  // namespace nansen::check
