// Examples: the facts given and what is expected of them.
#include "compiler/syntax/builder.h"

namespace nansen::syntax {

std::optional<ast::Item> Builder::example(Parser::ExampleContext* context) {
  auto own_name = text(context->STRING());
  if (!own_name) return std::nullopt;
  ast::Example result;
  result.name = std::move(*own_name);
  result.span = span(context);
  bool leading = true;
  for (antlr4::tree::ParseTree* child : context->children) {
    if (auto* terminal = dynamic_cast<Terminal*>(child)) {
      if (terminal->getSymbol()->getType() == Word::OPEN_BRACE) leading = false;
    } else if (auto* written = dynamic_cast<Parser::ExampleItemContext*>(child)) {
      if (auto one = example_item(written)) {
        (leading ? result.leading : result.items).push_back(std::move(*one));
      }
    }
  }
  return result;
}

std::optional<ast::ExampleItem> Builder::example_item(Parser::ExampleItemContext* context) {
  if (auto* noted = dynamic_cast<Parser::ExampleAnnotationContext*>(context)) {
    auto one = annotation(noted->annotation());
    if (!one) return std::nullopt;
    return ast::ExampleItem(std::move(*one));
  }
  if (auto* dated = dynamic_cast<Parser::ExampleDateContext*>(context)) {
    const auto day = context->exception != nullptr ? std::nullopt : date(dated->DATE_NUMERAL());
    if (!day) return std::nullopt;
    return ast::AsOf{*day, span(context)};
  }
  if (auto* read = dynamic_cast<Parser::ExampleReadingContext*>(context)) {
    ast::Path chosen_reading = path(read->path());
    auto choice = name(read->name());
    if (chosen_reading.parts.empty() || !choice) return std::nullopt;
    return ast::ReadingSelection{std::move(chosen_reading), std::move(*choice), span(context)};
  }
  if (auto* amended = dynamic_cast<Parser::ExampleAmendedContext*>(context)) {
    auto drafts = names(amended->name());
    if (drafts.empty()) return std::nullopt;
    return ast::AsAmendedBy{std::move(drafts), span(context)};
  }
  if (auto* given = dynamic_cast<Parser::GivenContext*>(context)) {
    auto entity_name = name(given->name());
    auto facts = row(given->row());
    if (!entity_name || !facts) return std::nullopt;
    return ast::Given{std::move(*entity_name), std::move(*facts), span(context)};
  }
  if (auto* expected = dynamic_cast<Parser::ExpectationContext*>(context)) {
    return expectation(expected);
  }
  return std::nullopt;
}

std::optional<ast::GivenRow> Builder::row(Parser::RowContext* context) {
  if (context == nullptr) return std::nullopt;
  ast::GivenRow result;
  result.span = span(context);
  for (Parser::AssignmentContext* child : context->assignment()) {
    if (auto* assigned = dynamic_cast<Parser::FactAssignmentContext*>(child)) {
      auto fact_name = name(assigned->name());
      auto value = given_value(assigned->givenValue());
      if (!fact_name || !value) continue;
      result.assignments.push_back(
          ast::Assignment{std::move(*fact_name), std::move(*value), span(child)});
    } else if (dynamic_cast<Parser::OtherwiseNoContext*>(child) != nullptr) {
      result.otherwise_no = true;
      result.otherwise_span = span(child);
    }
  }
  return result;
}

template <typename Variant>
std::optional<Variant> Builder::signed_literal(Parser::SignedLiteralContext* context) {
  if (context == nullptr) return std::nullopt;
  if (context->numeral() != nullptr) {
    ast::NumberLiteral written = number_literal(context->numeral());
    if (context->MINUS() != nullptr) written.value = -written.value;
    return Variant(std::move(written));
  }
  if (context->literal() == nullptr) return std::nullopt;
  ast::ExpressionPtr built = literal(context->literal());
  if (auto* flag = std::get_if<ast::BooleanLiteral>(&built->node)) return Variant(*flag);
  if (auto* day = std::get_if<ast::DateLiteral>(&built->node)) return Variant(*day);
  if (auto* period = std::get_if<ast::PeriodLiteral>(&built->node)) return Variant(*period);
  if (auto* never = std::get_if<ast::Never>(&built->node)) return Variant(*never);
  if (auto* written = std::get_if<ast::NumberLiteral>(&built->node)) {
    return Variant(std::move(*written));
  }
  return std::nullopt;
}

std::optional<ast::DateRange> Builder::date_range(const std::vector<Terminal*>& days) const {
  if (days.size() != 2) return std::nullopt;
  const auto least = date(days[0]);
  const auto greatest = date(days[1]);
  if (!least || !greatest) return std::nullopt;
  return ast::DateRange{*least, *greatest};
}

std::optional<ast::GivenValue> Builder::given_value(Parser::GivenValueContext* context) {
  if (context == nullptr) return std::nullopt;
  ast::GivenValue result;
  result.span = span(context);
  if (dynamic_cast<Parser::UnknownValueContext*>(context) != nullptr) {
    result.value = ast::Unknown{};
  } else if (auto* written = dynamic_cast<Parser::LiteralValueContext*>(context)) {
    auto value = signed_literal<decltype(result.value)>(written->signedLiteral());
    if (!value) return std::nullopt;
    result.value = std::move(*value);
  } else if (auto* member = dynamic_cast<Parser::MemberValueContext*>(context)) {
    auto member_name = name(member->name());
    if (!member_name) return std::nullopt;
    result.value = std::move(*member_name);
  } else if (auto* id = dynamic_cast<Parser::IdValueContext*>(context)) {
    auto row_id = text(id->STRING());
    if (!row_id) return std::nullopt;
    result.value = std::move(*row_id);
  } else if (auto* set = dynamic_cast<Parser::SetValueContext*>(context)) {
    result.value = ast::GivenSet{names(set->name())};
  } else if (auto* between = dynamic_cast<Parser::DateRangeContext*>(context)) {
    const auto range = date_range(between->DATE_NUMERAL());
    if (!range) return std::nullopt;
    result.value = *range;
  } else if (auto* referenced = dynamic_cast<Parser::ReferencedRowContext*>(context)) {
    auto facts = row(referenced->row());
    if (!facts) return std::nullopt;
    result.value = std::make_unique<ast::GivenRow>(std::move(*facts));
  } else if (auto* linked = dynamic_cast<Parser::LinkedRowsContext*>(context)) {
    std::vector<ast::GivenRow> rows;
    for (Parser::RowContext* child : linked->row()) {
      if (auto facts = row(child)) rows.push_back(std::move(*facts));
    }
    result.value = std::move(rows);
  } else {
    return std::nullopt;
  }
  return result;
}

std::optional<ast::ExampleItem> Builder::expectation(Parser::ExpectationContext* context) {
  ast::Expectation result;
  result.definition = path(context->path());
  if (context->ON() != nullptr) {
    result.as_of = date(context->DATE_NUMERAL());
    if (!result.as_of) return std::nullopt;
    result.as_of_span = span(context->DATE_NUMERAL());
  }
  Parser::ExpectedValueContext* value = context->expectedValue();
  if (result.definition.parts.empty() || value == nullptr) return std::nullopt;
  if (value->signedLiteral() != nullptr) {
    auto expected = signed_literal<decltype(result.value)>(value->signedLiteral());
    if (!expected) return std::nullopt;
    result.value = std::move(*expected);
  } else if (value->BETWEEN() != nullptr) {
    const auto range = date_range(value->DATE_NUMERAL());
    if (!range) return std::nullopt;
    result.value = *range;
  } else if (auto member = name(value->name())) {
    result.value = std::move(*member);
  } else if (value->UNDETERMINED() != nullptr) {
    result.value = ast::Undetermined{};
  } else {
    return std::nullopt;
  }
  result.value_span = span(value);
  result.span = span(context);
  return ast::ExampleItem(std::move(result));
}

}  // namespace nansen::syntax
