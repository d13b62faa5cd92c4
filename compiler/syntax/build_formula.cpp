// Formulas over States, their parameters, and the allocations that divide by them.
#include "compiler/syntax/builder.h"
#include "compiler/syntax/formula_words.h"
#include "compiler/syntax/tokens.h"

namespace nansen::syntax {

namespace {

ast::Combination combination_of(const antlr4::Token& word) {
  using ast::Combination;
  switch (word.getType()) {
    case Word::SHARE: return Combination::Share;
    case Word::INVERSE: return Combination::InverseShare;
    case Word::RANK: return Combination::Rank;
    case Word::MEAN: return Combination::Mean;
    case Word::MEDIAN: return Combination::Median;
    case Word::LEAST: return Combination::Least;
    case Word::GREATEST: return Combination::Greatest;
    case Word::COUNT: return Combination::Count;
    default: return Combination::Total;
  }
}

/// The words of a context, as they are to be read.
Words words_of(antlr4::ParserRuleContext* context, std::string_view text) {
  Words words;
  for (antlr4::tree::ParseTree* child : context->children) {
    if (auto* terminal = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
      words.add(meant_by(*terminal->getSymbol(), text));
    } else if (auto* name = dynamic_cast<Parser::NameContext*>(child)) {
      if (name->getStart() != nullptr) words.add(meant_by(*name->getStart(), text));
    }
  }
  return words;
}

}  // namespace

ast::NumberLiteral Builder::signed_numeral(Parser::SignedNumeralContext* context) {
  if (context == nullptr) return {};
  ast::NumberLiteral result = number_literal(context->numeral());
  if (context->MINUS() != nullptr) result.value = -result.value;
  return result;
}

std::optional<ast::ProvisionItem> Builder::parameter(Parser::ParameterContext* context) {
  auto own_name = name(context->name());
  const auto numbers = context->signedNumeral();
  if (!own_name || numbers.empty()) return std::nullopt;
  ast::Parameter result;
  result.name = std::move(*own_name);
  result.value = signed_numeral(numbers[0]);
  if (numbers.size() > 2) {
    result.least = signed_numeral(numbers[1]);
    result.greatest = signed_numeral(numbers[2]);
  }
  result.description = text(context->STRING());
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return ast::ProvisionItem(std::move(result));
}

std::optional<ast::ProvisionItem> Builder::formula(Parser::FormulaContext* context) {
  const auto written = context->name();
  auto own_name = written.empty() ? std::nullopt : name(written[0]);
  auto entity_name = written.size() < 2 ? std::nullopt : name(written[1]);
  if (!own_name || !entity_name) return std::nullopt;
  ast::Formula result;
  result.name = std::move(*own_name);
  result.entity = std::move(*entity_name);
  if (context->path() != nullptr) {
    ast::Path set = path(context->path());
    if (!set.parts.empty()) result.among = std::move(set);
  }
  for (Parser::MissingIndicatorContext* child : context->missingIndicator()) {
    result.where_missing.push_back(missing_indicator(child));
  }
  for (Parser::FormulaLineContext* child : context->formulaLine()) {
    if (auto line = formula_line(child)) result.lines.push_back(std::move(*line));
  }
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return ast::ProvisionItem(std::move(result));
}

std::optional<ast::FormulaLine> Builder::formula_line(Parser::FormulaLineContext* context) {
  auto own_name = name(context->name());
  if (!own_name) return std::nullopt;
  ast::FormulaLine result;
  result.name = std::move(*own_name);
  Parser::LineValueContext* value = context->lineValue();
  result.value = value == nullptr ? missing(context) : line_value(value);
  for (Parser::LineTailContext* child : context->lineTail()) line_tail(child, result);
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return result;
}

ast::ExpressionPtr Builder::line_value(Parser::LineValueContext* context) {
  // a where C, otherwise b where D, otherwise c: values and conditions take turns.
  auto parts = operands(context);
  if (parts.empty() || parts.size() % 2 == 0) return missing(context);
  ast::ExpressionPtr result = std::move(parts.back());
  for (std::size_t i = parts.size() - 1; i > 0; i -= 2) {
    const Span whole = cover(parts[i - 2]->span, result->span);
    result = make(whole,
                  ast::Choice{std::move(parts[i - 2]), std::move(parts[i - 1]), std::move(result)});
  }
  return result;
}

void Builder::line_tail(Parser::LineTailContext* context, ast::FormulaLine& line) {
  const Span whole = span(context);
  if (auto* ceiling = dynamic_cast<Parser::CeilingTailContext*>(context)) {
    if (line.at_most) refuse_second("at most", line.at_most->span, whole);
    line.at_most = expression_or_missing(ceiling->sum(), context);
  } else if (auto* floor = dynamic_cast<Parser::FloorTailContext*>(context)) {
    if (line.at_least) refuse_second("at least", line.at_least->span, whole);
    line.at_least = expression_or_missing(floor->sum(), context);
  } else if (auto* rest = dynamic_cast<Parser::RedistributionTailContext*>(context)) {
    if (line.redistribution)
      refuse_second("what is cut off redistributed", line.redistribution->span, whole);
    ast::Redistribution rule;
    rule.until_nothing_is_cut = rest->UNTIL() != nullptr;
    if (rest->BY() != nullptr) rule.by = expression_or_missing(rest->sum(), context);
    rule.span = whole;
    line.redistribution = std::move(rule);
  } else if (auto* unreported = dynamic_cast<Parser::MissingTailContext*>(context)) {
    if (line.where_missing) refuse_second("where missing", line.where_missing->span, whole);
    if (unreported->missingIndicator() == nullptr) return;
    line.where_missing = missing_indicator(unreported->missingIndicator());
  } else if (auto* zero = dynamic_cast<Parser::ZeroTailContext*>(context)) {
    if (line.where_zero) refuse_second("where zero", line.where_zero->span, whole);
    ast::WhereZero rule;
    if (zero->excludeState() == nullptr) rule.value = expression_or_missing(zero->sum(), context);
    rule.span = whole;
    line.where_zero = std::move(rule);
  }
}

void Builder::refuse_second(std::string_view what, Span first, Span second) {
  emitter_.emit(Code::RepeatedClause, second, what)
      .labels.push_back({first, "it is first said here"});
}

ast::WhereMissing Builder::missing_indicator(Parser::MissingIndicatorContext* context) const {
  ast::WhereMissing result;
  if (context->ZERO() != nullptr) result.rule = ast::MissingRule::Zero;
  if (context->excludeState() != nullptr) result.rule = ast::MissingRule::ExcludeState;
  if (context->MEAN() != nullptr) result.rule = ast::MissingRule::MeanOfReported;
  result.span = span(context);
  return result;
}

std::optional<ast::ProvisionItem> Builder::allocation(Parser::AllocationContext* context) {
  auto own_name = name(context->name());
  ast::Allocation result;
  result.formula = path(context->path());
  if (!own_name || result.formula.parts.empty()) return std::nullopt;
  result.name = std::move(*own_name);
  result.total = expression_or_missing(context->sum(), context);
  bool rounded = false;
  for (Parser::AllocationTermContext* child : context->allocationTerm()) {
    const Span method = result.method_span;
    const bool is_rounding = allocation_term(child, result);
    if (is_rounding && rounded) refuse_second("rounding", method, result.method_span);
    rounded = rounded || is_rounding;
  }
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  if (!rounded && !has_error_inside(result.span)) {
    result.method_span = result.formula.span;
    emitter_.emit(Code::UnexpectedText, span(context->AS()), "\"as\"",
                  "write \", rounding by largest remainder\", another method, or \", rounding each "
                  "to the nearest\" in front of \"as\"");
  }
  return ast::ProvisionItem(std::move(result));
}

bool Builder::allocation_term(Parser::AllocationTermContext* context, ast::Allocation& allocation) {
  const Span whole = span(context);
  if (auto* rounding = dynamic_cast<Parser::RoundingTermContext*>(context)) {
    allocation.method = ast::RoundingMethod::EachToTheNearest;
    allocation.method_span = whole;
    if (auto* method = rounding->roundingMethod()) {
      const Words words = words_of(method, text_);
      allocation.method_name = words.spelt();
      // Another name was reported when the tokens were read.
      allocation.method = rounding_method(words).value_or(ast::RoundingMethod::LargestRemainder);
    }
    return true;
  }
  if (auto* ties = dynamic_cast<Parser::TiesTermContext*>(context)) {
    if (allocation.ties_span) refuse_second("ties by", *allocation.ties_span, whole);
    allocation.ties_span = whole;
    if (auto* rule = ties->tieRule()) {
      allocation.ties = tie_rule(words_of(rule, text_)).value_or(ast::TieRule::OrderOfTheTable);
    }
  } else if (auto* ceiling = dynamic_cast<Parser::CeilingTermContext*>(context)) {
    if (allocation.at_most) refuse_second("at most", allocation.at_most->span, whole);
    allocation.at_most = expression_or_missing(ceiling->sum(), context);
  } else if (auto* floor = dynamic_cast<Parser::FloorTermContext*>(context)) {
    if (allocation.at_least) refuse_second("at least", allocation.at_least->span, whole);
    allocation.at_least = expression_or_missing(floor->sum(), context);
  } else if (auto* exempting = dynamic_cast<Parser::ExemptingTermContext*>(context)) {
    if (allocation.exempting) refuse_second("exempting", allocation.exempting->span, whole);
    ast::Path set = path(exempting->path());
    if (!set.parts.empty()) allocation.exempting = std::move(set);
  }
  return false;
}

ast::ExpressionPtr Builder::across(Parser::AcrossContext* context) {
  const Span whole = span(context);
  const ast::Combination combination = combination_of(*context->getStart());
  if (auto* standing = dynamic_cast<Parser::StandingContext*>(context)) {
    ast::Across result{combination, expression_or_missing(standing->factor(), context), {}};
    if (standing->among() != nullptr) result.among = path(standing->among()->path());
    return make(whole, std::move(result));
  }
  if (auto* listed = dynamic_cast<Parser::ListedContext*>(context)) {
    return make(whole, ast::Listed{combination, operands(listed)});
  }
  if (auto* counted = dynamic_cast<Parser::CountedStatesContext*>(context)) {
    ast::Path set = path(counted->path());
    if (set.parts.empty()) return missing(context);
    return make(whole, ast::Across{combination, nullptr, std::move(set)});
  }
  ast::Over result;
  result.combination = combination;
  if (auto* combined = dynamic_cast<Parser::CombinedContext*>(context)) {
    auto operand = expression_or_missing(combined->factor(), context);
    if (combined->rowsOf() == nullptr) {
      ast::Across states{combination, std::move(operand), {}};
      if (combined->among() != nullptr) states.among = path(combined->among()->path());
      return make(whole, std::move(states));
    }
    result.operand = std::move(operand);
    rows_of(combined->rowsOf(), result);
  } else if (auto* counted = dynamic_cast<Parser::CountedRowsContext*>(context)) {
    rows_of(counted->rowsOf(), result);
  }
  if (result.by.parts.empty()) return missing(context);
  return make(whole, std::move(result));
}

void Builder::rows_of(Parser::RowsOfContext* context, ast::Over& over) {
  if (context == nullptr) return;
  auto entity_name = name(context->name());
  if (!entity_name) return;
  over.entity = std::move(*entity_name);
  over.by = path(context->path());
  // A name without letters stands for one that is missing, which was reported.
  if (!over.by.parts.empty() && over.by.parts.front().text.empty()) over.by.parts.clear();
  if (context->WHERE() != nullptr) {
    over.condition = expression_or_missing(context->expression(), context);
  }
}

}  // namespace nansen::syntax
