// Logic: what is built of truths, and the heads of groups.
#include "compiler/check/expressions.h"

#include <map>
#include <utility>

#include "compiler/check/declare.h"
#include "compiler/check/overloaded.h"
#include "compiler/check/types.h"

namespace nansen::check {

using program::ExpressionId;
using program::ExpressionKind;
using program::RuleId;
using program::Type;
using program::TypeKind;

Type boolean_type() {
  Type type;
  type.kind = TypeKind::Boolean;
  return type;
}

ExpressionId ExpressionChecker::boolean(const ast::Expression& written) {
  const Type wanted = boolean_type();
  const ExpressionId id = check(written, &wanted);
  if (is_invalid(id) || type_of(id).kind == TypeKind::Boolean) return id;
  return mismatch("yes or no", id);
}

ExpressionId ExpressionChecker::value(const ast::Expression& written, const Type& wanted) {
  const ExpressionId id = check(written, &wanted);
  if (is_invalid(id) || fits(type_of(id), wanted)) return id;
  if (is_number(type_of(id)) && is_number(wanted) && type_of(id).unit != wanted.unit) {
    context_.report(Code::UnitMismatch, at(id).span, unit_text(context_.program, wanted.unit),
                    unit_text(context_.program, type_of(id).unit));
    return invalid(at(id).span);
  }
  return mismatch(describe(wanted), id);
}

void ExpressionChecker::set_condition(RuleId rule, const ast::Expression& written) {
  const auto* unless = std::get_if<ast::Unless>(&written.node);
  if (unless == nullptr) {
    const RuleId before = std::exchange(scope_.rule, rule);
    const ExpressionId condition = boolean(written);
    context_.program.rules[rule].condition = condition;
    scope_.rule = before;
    return;
  }
  set_condition(rule, *unless->value);
  program::Rule exception;
  exception.role = program::RuleRole::Exception;
  exception.cause = program::RuleCause::Unless;
  exception.citation = context_.program.rules[rule].citation;
  exception.span = unless->exception->span;
  exception.definition = context_.program.rules[rule].definition;
  exception.parent = rule;
  RuleInfo info;
  info.file = scope_.file;
  info.variables = scope_.variables;
  info.clause = context_.info(rule).clause;
  const RuleId id = context_.add_rule(std::move(exception), std::move(info));
  context_.program.rules[rule].exceptions.push_back(id);
  set_condition(id, *unless->exception);
}

ExpressionId ExpressionChecker::check(const ast::Expression& written, const Type* wanted) {
  const Span span = written.span;
  return std::visit(
      Overloaded{
          [&](const ast::Missing&) { return invalid(span); },
          [&](const ast::BooleanLiteral& literal) { return truth(literal.value, span); },
          [&](const ast::NumberLiteral& literal) { return number(literal, wanted, span); },
          [&](const ast::DateLiteral& date) {
            const auto day = resolve_date(context_, date, span);
            if (!day) return invalid(span);
            Type type;
            type.kind = TypeKind::Date;
            return constant(type, *day, span);
          },
          [&](const ast::PeriodLiteral& period) {
            return constant(period_type(period.unit), period_number(period.count, period.unit),
                            span);
          },
          [&](const ast::Path& name) { return path(name, wanted, span); },
          [&](const ast::Group& node) { return group(node, span); },
          [&](const ast::Not& node) { return negated(boolean(*node.operand), span); },
          [&](const ast::And& node) { return nary(ExpressionKind::And, node.operands, span); },
          [&](const ast::Or& node) {
            report_mixed(context_, node, span);
            return nary(ExpressionKind::Or, node.operands, span);
          },
          [&](const ast::Unless& node) { return check_unless(node, span); },
          [&](const ast::Comparison& node) { return comparison(node, span); },
          [&](const ast::OneOf& node) { return one_of(node, span); },
          [&](const ast::IsEmpty& node) { return is_empty(node, span); },
          [&](const ast::Includes& node) { return includes(node, span); },
          [&](const ast::Arithmetic& node) { return arithmetic(node, wanted, span); },
          [&](const ast::Negation& node) { return negation(node, wanted, span); },
          [&](const ast::Portion& node) { return portion(node, wanted, span); },
          [&](const ast::Quantifier& node) { return quantifier(node, span); },
          [&](const ast::Parenthesis& node) { return check(*node.inner, wanted); },
          [&](const ast::DayAsked&) { return day_asked(span); },
          [&](const ast::Never&) { return never(span); },
          [&](const ast::EndOfPeriod& node) {
            return end_of_period(*node.period, *node.event, span);
          },
          [&](const ast::Timely& node) { return timely(node, span); },
          [&](const ast::TimeIn& node) { return time_in(node, span); },
          [&](const ast::Listed& node) { return listed(node, written); },
          [&](const auto&) {
            context_.report(Code::AcrossOutsideFormula, span, formula_word(written));
            return invalid(span);
          },
      },
      written.node);
}

std::string formula_word(const ast::Expression& written) {
  static constexpr std::string_view words[] = {"share", "inverse share", "total", "mean", "median",
                                               "least", "greatest",      "rank",  "count"};
  const auto of = [](ast::Combination combination) {
    return std::string(words[static_cast<std::size_t>(combination)]) + " of";
  };
  return std::visit(Overloaded{
                        [&](const ast::Across& node) { return of(node.combination); },
                        [&](const ast::Listed& node) { return of(node.combination); },
                        [&](const ast::Over& node) { return of(node.combination); },
                        [](const ast::Choice&) { return std::string("otherwise"); },
                        [](const auto&) { return std::string("/"); },
                    },
                    written.node);
}

ExpressionId ExpressionChecker::nary(ExpressionKind kind,
                                     const std::vector<ast::ExpressionPtr>& operands, Span span) {
  std::vector<ExpressionId> checked;
  for (const ast::ExpressionPtr& operand : operands) checked.push_back(boolean(*operand));
  if (checked.empty()) return invalid(span);  // none could be read
  if (checked.size() == 1) return checked.front();
  return add(kind, boolean_type(), span, std::move(checked));
}

ExpressionId ExpressionChecker::negated(ExpressionId operand, Span span) {
  return add(ExpressionKind::Not, boolean_type(), span, {operand});
}

ExpressionId ExpressionChecker::check_unless(const ast::Unless& unless, Span span) {
  const ExpressionId value = boolean(*unless.value);
  return add(ExpressionKind::Unless, boolean_type(), span, {value, boolean(*unless.exception)});
}

ExpressionId ExpressionChecker::group(const ast::Group& group, Span span) {
  if (group.quantity == ast::Quantity::AtLeast &&
      !count_fits(group.count, group.heads.size(), span)) {
    return invalid(span);
  }
  if (group.heads.empty()) return invalid(span);  // none could be read
  std::map<std::string, Span> labels;
  std::vector<RuleId> heads;
  for (const ast::Head& written : group.heads) {
    if (written.label) {
      const auto [first, added] = labels.emplace(written.label->text, written.label->span);
      if (!added) {
        report_duplicate(context_, "(" + written.label->text + ")", written.label->span,
                         first->second);
      }
    }
    heads.push_back(head(written));
  }
  const ExpressionId id = add(ExpressionKind::Group, boolean_type(), span);
  program::Expression& expression = context_.program.expressions[id];
  expression.quantity = static_cast<program::Quantity>(group.quantity);
  expression.count = group.count;
  expression.heads = std::move(heads);
  return id;
}

RuleId ExpressionChecker::head(const ast::Head& written) {
  const program::Rule& parent = context_.program.rules[scope_.rule];
  program::Rule rule;
  rule.role = program::RuleRole::Head;
  rule.citation = parent.citation;
  if (written.label) rule.citation.heads.push_back(written.label->text);
  rule.span = written.span;
  rule.definition = parent.definition;
  rule.parent = scope_.rule;
  Annotations annotations = sort_annotations(written.annotations);
  rule.sources = std::move(annotations.sources);
  rule.notes = std::move(annotations.notes);
  rule.unverified = std::move(annotations.unverified);
  RuleInfo info;
  info.file = scope_.file;
  info.container = context_.info(scope_.rule).container;
  info.variables = scope_.variables;
  info.label = written.label ? &*written.label : nullptr;
  info.clause = context_.info(scope_.rule).clause;
  const InProvision in(context_, rule.citation);
  const RuleId id = context_.add_rule(std::move(rule), std::move(info));
  set_condition(id, *written.expression);
  return id;
}

bool ExpressionChecker::count_fits(std::int64_t count, std::size_t most, Span span) {
  if (count < 1) {
    context_.report(Code::CountOfNone, span);
    return false;
  }
  if (static_cast<std::uint64_t>(count) > most) {
    context_.report(Code::CountOutOfReach, span, count, most);
    return false;
  }
  return true;
}

namespace {

std::string text_of(const Context& context, const ast::Expression& expression) {
  return std::string(context.sources.text(expression.span));
}

}  // namespace

// `a and b or c` is read as `(a and b) or c`, but a lawyer may mean `a and (b or c)`.
void report_mixed(Context& context, const ast::Or& disjunction, Span span) {
  bool mixed = false;
  std::vector<std::string> first;                // and binds tighter: "(a and b)", "c"
  std::vector<std::vector<std::string>> second;  // or binds tighter: {"a"}, {"b", "c"}
  bool joins = false;                            // the next operand continues an "or"
  for (const ast::ExpressionPtr& operand : disjunction.operands) {
    const auto* conjunction = std::get_if<ast::And>(&operand->node);
    std::vector<std::string> parts;
    if (conjunction == nullptr) {
      parts.push_back(text_of(context, *operand));
      first.push_back(parts[0]);
    } else {
      mixed = true;
      for (const ast::ExpressionPtr& part : conjunction->operands) {
        parts.push_back(text_of(context, *part));
      }
      std::string text;
      for (const std::string& part : parts) text += (text.empty() ? "" : " and ") + part;
      first.push_back("(" + text + ")");
    }
    for (std::size_t index = 0; index < parts.size(); ++index) {
      if (index == 0 && joins) {
        second.back().push_back(parts[0]);
      } else {
        second.push_back({parts[index]});
      }
    }
    joins = true;
  }
  if (!mixed) return;
  std::string tight_and;
  for (const std::string& part : first) tight_and += (tight_and.empty() ? "" : " or ") + part;
  std::string tight_or;
  for (const std::vector<std::string>& parts : second) {
    std::string text;
    for (const std::string& part : parts) text += (text.empty() ? "" : " or ") + part;
    if (parts.size() > 1) text = "(" + text + ")";
    tight_or += (tight_or.empty() ? "" : " and ") + text;
  }
  context.report(Code::MixedAndOr, span, tight_and, tight_or);
}

std::string ExpressionChecker::describe(const Type& type) const {
  switch (type.kind) {
    case TypeKind::Boolean: return "yes or no";
    case TypeKind::Integer:
    case TypeKind::Decimal:
      return (type.kind == TypeKind::Integer ? "a whole number with " : "a number with ") +
             unit_text(context_.program, type.unit);
    case TypeKind::Date: return "a date";
    case TypeKind::Period: return type.in_months ? "a period in months" : "a period in days";
    case TypeKind::Enumeration: return "one of " + to_string(context_.program, type);
    case TypeKind::Set: return "a " + to_string(context_.program, type);
    case TypeKind::Reference: return "a reference to " + to_string(context_.program, type);
    default: return to_string(context_.program, type);
  }
}

ExpressionId ExpressionChecker::mismatch(const std::string& expected, ExpressionId actual) {
  const Span span = at(actual).span;
  context_.report(Code::TypeMismatch, span, expected, describe(type_of(actual)));
  return invalid(span);
}

ExpressionId ExpressionChecker::add(ExpressionKind kind, const Type& type, Span span,
                                    std::vector<ExpressionId> operands) {
  program::Expression expression;
  expression.kind = kind;
  expression.type = type;
  expression.span = span;
  expression.operands = std::move(operands);
  return context_.add_expression(std::move(expression));
}

}  // namespace nansen::check
