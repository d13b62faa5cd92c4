// Expressions. A parse tree has one context for each level of precedence above an operand; those
// with one child say nothing and are stepped over.
#include <algorithm>

#include "compiler/syntax/builder.h"

namespace nansen::syntax {

namespace {

/// The innermost context that says the same as `context`.
antlr4::ParserRuleContext* innermost(antlr4::ParserRuleContext* context) {
  while (context->children.size() == 1) {
    const std::size_t rule = context->getRuleIndex();
    if (rule < Parser::RuleExpression || rule > Parser::RulePrimary) break;
    auto* child = dynamic_cast<antlr4::ParserRuleContext*>(context->children.front());
    if (child == nullptr) break;
    context = child;
  }
  return context;
}

}  // namespace

ast::ExpressionPtr Builder::make(Span span, decltype(ast::Expression::node) node) {
  return std::make_unique<ast::Expression>(ast::Expression{std::move(node), span});
}

ast::ExpressionPtr Builder::missing(Context* context) const {
  return make(span(context), ast::Missing{});
}

ast::ExpressionPtr Builder::expression(Context* context) {
  context = innermost(context);
  switch (context->getRuleIndex()) {
    case Parser::RuleExpression: return unless(static_cast<Parser::ExpressionContext*>(context));
    case Parser::RuleDisjunction: {
      auto parts = operands(context);
      if (parts.size() < 2) return parts.empty() ? missing(context) : std::move(parts.front());
      return make(span(context), ast::Or{std::move(parts)});
    }
    case Parser::RuleConjunction: {
      auto parts = operands(context);
      if (parts.size() < 2) return parts.empty() ? missing(context) : std::move(parts.front());
      return make(span(context), ast::And{std::move(parts)});
    }
    case Parser::RuleNegation: return negation(static_cast<Parser::NegationContext*>(context));
    case Parser::RuleComparison:
      return comparison(static_cast<Parser::ComparisonContext*>(context));
    case Parser::RuleSum:
    case Parser::RuleProduct: return arithmetic(context);
    case Parser::RuleFactor: return factor(static_cast<Parser::FactorContext*>(context));
    case Parser::RuleGroup: return group(static_cast<Parser::GroupContext*>(context));
    case Parser::RuleQuantifier:
      return quantifier(static_cast<Parser::QuantifierContext*>(context));
    case Parser::RuleAcross: return across(static_cast<Parser::AcrossContext*>(context));
    case Parser::RuleEndOfPeriod: {
      auto* ended = static_cast<Parser::EndOfPeriodContext*>(context);
      return make(span(context),
                  ast::EndOfPeriod{expression_or_missing(ended->sum(), context),
                                   expression_or_missing(ended->primary(), context)});
    }
    case Parser::RuleDayAsked: return make(span(context), ast::DayAsked{});
    case Parser::RuleTimeIn: {
      ast::Path clock = path(static_cast<Parser::TimeInContext*>(context)->path());
      if (clock.parts.empty()) return missing(context);
      return make(span(context), ast::TimeIn{std::move(clock)});
    }
    case Parser::RuleLiteral: return literal(static_cast<Parser::LiteralContext*>(context));
    case Parser::RulePath: {
      ast::Path named = path(static_cast<Parser::PathContext*>(context));
      if (named.parts.empty()) return missing(context);
      return make(span(context), std::move(named));
    }
    case Parser::RuleParenthesis: {
      auto* inner = static_cast<Parser::ParenthesisContext*>(context)->expression();
      if (inner == nullptr) return missing(context);
      return make(span(context), ast::Parenthesis{expression(inner)});
    }
    case Parser::RulePrimary: return primary(static_cast<Parser::PrimaryContext*>(context));
    default: return missing(context);
  }
}

ast::ExpressionPtr Builder::expression_or_missing(Context* context, Context* around) {
  return context == nullptr ? missing(around) : expression(context);
}

std::vector<ast::ExpressionPtr> Builder::operands(Context* context) {
  std::vector<ast::ExpressionPtr> result;
  for (antlr4::tree::ParseTree* child : context->children) {
    if (auto* operand = dynamic_cast<Context*>(child)) result.push_back(expression(operand));
  }
  return result;
}

ast::ExpressionPtr Builder::unless(Parser::ExpressionContext* context) {
  auto parts = operands(context);
  if (parts.empty()) return missing(context);
  // A unless B unless C  ->  A unless (B unless C)
  ast::ExpressionPtr result = std::move(parts.back());
  for (std::size_t i = parts.size() - 1; i > 0; --i) {
    const Span whole = cover(parts[i - 1]->span, result->span);
    result = make(whole, ast::Unless{std::move(parts[i - 1]), std::move(result)});
  }
  return result;
}

ast::ExpressionPtr Builder::negation(Parser::NegationContext* context) {
  ast::ExpressionPtr result =
      context->comparison() == nullptr ? missing(context) : expression(context->comparison());
  const auto negations = context->NOT();
  for (auto word = negations.rbegin(); word != negations.rend(); ++word) {
    const Span whole{file_, std::min(span(*word).begin, result->span.begin), result->span.end};
    result = make(whole, ast::Not{std::move(result)});
  }
  return result;
}

ast::ExpressionPtr Builder::comparison(Parser::ComparisonContext* context) {
  using ast::Comparator;
  ast::ExpressionPtr left =
      context->sum() == nullptr ? missing(context) : expression(context->sum());
  Parser::ComparisonTailContext* tail = context->comparisonTail();
  const Span whole = span(context);
  const auto compare = [&](Comparator comparator, Parser::SumContext* right) {
    return make(whole, ast::Comparison{comparator, std::move(left),
                                       right == nullptr ? missing(tail) : expression(right)});
  };
  if (auto* same = dynamic_cast<Parser::IsSameContext*>(tail)) {
    return compare(same->NOT() == nullptr ? Comparator::Is : Comparator::IsNot, same->sum());
  }
  if (auto* included = dynamic_cast<Parser::IncludesContext*>(tail)) {
    auto member = included->sum() == nullptr ? missing(tail) : expression(included->sum());
    return make(whole, ast::Includes{std::move(left), std::move(member)});
  }
  if (auto* empty = dynamic_cast<Parser::IsEmptyContext*>(tail)) {
    return make(whole, ast::IsEmpty{std::move(left), empty->NOT() != nullptr});
  }
  if (auto* one_of = dynamic_cast<Parser::IsOneOfContext*>(tail)) {
    ast::OneOf result;
    result.value = std::move(left);
    result.negated = one_of->NOT() != nullptr;
    for (Parser::SumContext* choice : one_of->sum()) result.choices.push_back(expression(choice));
    return make(whole, std::move(result));
  }
  if (auto* at_least = dynamic_cast<Parser::IsAtLeastContext*>(tail)) {
    return compare(Comparator::AtLeast, at_least->sum());
  }
  if (auto* at_most = dynamic_cast<Parser::IsAtMostContext*>(tail)) {
    return compare(Comparator::AtMost, at_most->sum());
  }
  if (auto* more_than = dynamic_cast<Parser::IsMoreThanContext*>(tail)) {
    return compare(Comparator::MoreThan, more_than->sum());
  }
  if (auto* less_than = dynamic_cast<Parser::IsLessThanContext*>(tail)) {
    return compare(Comparator::LessThan, less_than->sum());
  }
  if (auto* before = dynamic_cast<Parser::IsBeforeContext*>(tail)) {
    return compare(Comparator::Before, before->sum());
  }
  if (auto* after = dynamic_cast<Parser::IsAfterContext*>(tail)) {
    return compare(Comparator::After, after->sum());
  }
  if (auto* on_or_before = dynamic_cast<Parser::IsOnOrBeforeContext*>(tail)) {
    return compare(Comparator::OnOrBefore, on_or_before->sum());
  }
  if (auto* on_or_after = dynamic_cast<Parser::IsOnOrAfterContext*>(tail)) {
    return compare(Comparator::OnOrAfter, on_or_after->sum());
  }
  const auto timely = [&](const std::vector<Parser::SumContext*>& parts, bool late) {
    ast::Timely result;
    result.day = std::move(left);
    result.period = parts.empty() ? missing(tail) : expression(parts[0]);
    result.event = parts.size() < 2 ? missing(tail) : expression(parts[1]);
    result.late = late;
    return make(whole, std::move(result));
  };
  if (auto* in_time = dynamic_cast<Parser::IsTimelyContext*>(tail)) {
    return timely(in_time->sum(), false);
  }
  if (auto* late = dynamic_cast<Parser::IsLateContext*>(tail)) return timely(late->sum(), true);
  return tail == nullptr ? std::move(left) : missing(context);
}

ast::ExpressionPtr Builder::arithmetic(Context* context) {
  ast::ExpressionPtr result;
  auto op = ast::ArithmeticOperator::Add;
  for (antlr4::tree::ParseTree* child : context->children) {
    if (auto* rounded = dynamic_cast<Parser::RoundingContext*>(child)) {
      auto* sum = result ? std::get_if<ast::Arithmetic>(&result->node) : nullptr;
      const auto rule = month_end(rounded);
      if (sum == nullptr || !rule) continue;
      sum->rounding = rule;
      result->span = cover(result->span, span(rounded));
    } else if (auto* operand = dynamic_cast<Context*>(child)) {
      ast::ExpressionPtr right = expression(operand);
      if (result) {
        const Span whole = cover(result->span, right->span);
        result =
            make(whole, ast::Arithmetic{op, std::move(result), std::move(right), std::nullopt});
      } else {
        result = std::move(right);
      }
    } else if (auto* sign = dynamic_cast<Terminal*>(child)) {
      const std::size_t type = sign->getSymbol()->getType();
      if (type == Word::PLUS) op = ast::ArithmeticOperator::Add;
      if (type == Word::MINUS) op = ast::ArithmeticOperator::Subtract;
      if (type == Word::TIMES) op = ast::ArithmeticOperator::Multiply;
      if (type == Word::SLASH) op = ast::ArithmeticOperator::Divide;
    }
  }
  return result ? std::move(result) : missing(context);
}

ast::ExpressionPtr Builder::factor(Parser::FactorContext* context) {
  const Span whole = span(context);
  if (auto* negated = dynamic_cast<Parser::NegatedFactorContext*>(context)) {
    auto operand = negated->factor() == nullptr ? missing(context) : expression(negated->factor());
    return make(whole, ast::Negation{std::move(operand)});
  }
  if (auto* portion = dynamic_cast<Parser::PortionFactorContext*>(context)) {
    auto of = portion->factor() == nullptr ? missing(context) : expression(portion->factor());
    return make(whole, ast::Portion{Rational(number(portion->number()) / 100), std::move(of)});
  }
  if (auto* plain = dynamic_cast<Parser::PrimaryFactorContext*>(context)) {
    if (plain->primary() != nullptr) return expression(plain->primary());
  }
  return missing(context);
}

ast::ExpressionPtr Builder::primary(Parser::PrimaryContext* context) {
  for (antlr4::tree::ParseTree* child : context->children) {
    if (auto* inner = dynamic_cast<Context*>(child)) return expression(inner);
  }
  return missing(context);
}

ast::ExpressionPtr Builder::literal(Parser::LiteralContext* context) {
  const Span whole = span(context);
  if (dynamic_cast<Parser::YesLiteralContext*>(context) != nullptr) {
    return make(whole, ast::BooleanLiteral{true});
  }
  if (dynamic_cast<Parser::NoLiteralContext*>(context) != nullptr) {
    return make(whole, ast::BooleanLiteral{false});
  }
  if (dynamic_cast<Parser::NeverLiteralContext*>(context) != nullptr) {
    return make(whole, ast::Never{});
  }
  if (auto* day = dynamic_cast<Parser::DateLiteralContext*>(context)) {
    const auto read = date(day->DATE_NUMERAL());
    return read ? make(whole, *read) : missing(context);
  }
  if (auto* period = dynamic_cast<Parser::PeriodLiteralContext*>(context)) {
    return make(whole, ast::PeriodLiteral{count(period->INTEGER_NUMERAL()),
                                          period_unit(period->periodUnit())});
  }
  if (auto* numeral = dynamic_cast<Parser::NumberLiteralContext*>(context)) {
    return make(whole, number_literal(numeral->numeral()));
  }
  return missing(context);
}

ast::ExpressionPtr Builder::quantifier(Parser::QuantifierContext* context) {
  ast::Quantifier result;
  result.quantity = ast::Quantity::All;
  if (context->SOME() != nullptr) result.quantity = ast::Quantity::Any;
  if (context->LEAST() != nullptr) {
    result.quantity = ast::Quantity::AtLeast;
    result.count = count(context->INTEGER_NUMERAL());
  }
  auto variable = name(context->name());
  result.collection = path(context->path());
  if (!variable || result.collection.parts.empty() || context->expression() == nullptr) {
    return missing(context);
  }
  result.variable = std::move(*variable);
  result.body = expression(context->expression());
  return make(span(context), std::move(result));
}

}  // namespace nansen::syntax
