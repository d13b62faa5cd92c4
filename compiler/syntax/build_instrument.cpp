// Instruments: what stands in them, their divisions, readings and dates.
#include "compiler/syntax/builder.h"

namespace nansen::syntax {

std::optional<ast::Item> Builder::instrument(Parser::InstrumentContext* context) {
  auto own_name = name(context->name());
  if (!own_name) return std::nullopt;
  ast::Instrument result;
  result.name = std::move(*own_name);
  result.title = text(context->STRING());
  result.span = span(context);
  for (Parser::InstrumentItemContext* child : context->instrumentItem()) {
    if (auto one = instrument_item(child)) result.items.push_back(std::move(*one));
  }
  return result;
}

std::optional<ast::InstrumentItem> Builder::instrument_item(
    Parser::InstrumentItemContext* context) {
  using ast::DateClauseKind;
  const auto dated = [&](DateClauseKind kind, Terminal* day) -> std::optional<ast::InstrumentItem> {
    const auto read = context->exception != nullptr ? std::nullopt : date(day);
    if (!read) return std::nullopt;
    return ast::DateClause{kind, *read, span(context)};
  };
  if (auto* provision = dynamic_cast<Parser::InstrumentProvisionContext*>(context)) {
    auto one = provision_item(provision->provisionItem());
    if (!one) return std::nullopt;
    return ast::InstrumentItem(std::move(*one));
  }
  if (auto* cited = dynamic_cast<Parser::CitedClauseContext*>(context)) {
    auto title = text(cited->STRING());
    if (!title) return std::nullopt;
    return ast::CitedClause{std::move(*title), span(context)};
  }
  if (auto* adopted = dynamic_cast<Parser::AdoptedClauseContext*>(context)) {
    return dated(DateClauseKind::Adopted, adopted->DATE_NUMERAL());
  }
  if (auto* in_force = dynamic_cast<Parser::InForceClauseContext*>(context)) {
    return dated(DateClauseKind::InForce, in_force->DATE_NUMERAL());
  }
  if (auto* repealed = dynamic_cast<Parser::RepealedClauseContext*>(context)) {
    return dated(DateClauseKind::Repealed, repealed->DATE_NUMERAL());
  }
  if (auto* rank = dynamic_cast<Parser::RankClauseContext*>(context)) {
    if (context->exception != nullptr) return std::nullopt;
    return ast::RankClause{count(rank->INTEGER_NUMERAL()), span(context)};
  }
  if (auto* replaces = dynamic_cast<Parser::ReplacesClauseContext*>(context)) {
    auto earlier = name(replaces->name());
    if (!earlier) return std::nullopt;
    return ast::ReplacesClause{std::move(*earlier), span(context)};
  }
  if (auto* used = dynamic_cast<Parser::InstrumentUsesContext*>(context)) {
    auto one = used->usesClause() == nullptr ? std::nullopt : uses(used->usesClause());
    if (!one) return std::nullopt;
    return ast::InstrumentItem(std::move(*one));
  }
  return std::nullopt;
}

std::optional<ast::ProvisionItem> Builder::provision_item(Parser::ProvisionItemContext* context) {
  if (context == nullptr) return std::nullopt;
  if (context->annotation() != nullptr) {
    auto one = annotation(context->annotation());
    if (!one) return std::nullopt;
    return ast::ProvisionItem(std::move(*one));
  }
  if (context->reading() != nullptr) return reading(context->reading());
  if (context->division() != nullptr) return division(context->division());
  if (context->parameter() != nullptr) return parameter(context->parameter());
  if (context->formula() != nullptr) return formula(context->formula());
  if (context->allocation() != nullptr) return allocation(context->allocation());
  if (context->computation() != nullptr) return computation(context->computation());
  if (context->computedBy() != nullptr) return computed_by(context->computedBy());
  if (context->status() != nullptr) return status(context->status());
  if (context->statusAddition() != nullptr) return status_addition(context->statusAddition());
  if (context->clock() != nullptr) return clock(context->clock());
  if (context->limit() != nullptr) return limit(context->limit());
  if (context->binds() != nullptr) return binds(context->binds());
  if (context->noReservation() != nullptr) return no_reservation(context->noReservation());
  if (context->governed() != nullptr) return governed(context->governed());
  return std::nullopt;
}

std::optional<ast::ProvisionItem> Builder::reading(Parser::ReadingContext* context) const {
  auto own_name = name(context->name());
  if (!own_name) return std::nullopt;
  ast::Reading result;
  result.name = std::move(*own_name);
  result.question = text(context->STRING());
  result.span = span(context);
  for (Parser::ReadingChoiceContext* child : context->readingChoice()) {
    if (auto choice = name(child->name())) {
      result.choices.push_back(ast::ReadingChoice{std::move(*choice), text(child->STRING()),
                                                  child->DEFAULT() != nullptr});
    }
  }
  return ast::ProvisionItem(std::move(result));
}

std::optional<ast::ProvisionItem> Builder::division(Parser::DivisionContext* context) {
  auto block = std::make_unique<ast::DivisionBlock>();
  block->steps = steps(context->divisionStep());
  if (block->steps.empty()) return std::nullopt;
  block->heading = text(context->STRING());
  block->span = span(context);
  block->header = cover(Span{file_, block->span.begin, block->span.begin},
                        block->heading ? block->heading->span : block->steps.back().label.span);
  for (Parser::ProvisionItemContext* child : context->provisionItem()) {
    if (auto one = provision_item(child)) block->items.push_back(std::move(*one));
  }
  return ast::ProvisionItem(std::move(block));
}

}  // namespace nansen::syntax
