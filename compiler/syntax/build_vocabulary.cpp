// Vocabularies: what a file holds at its top, entities and their facts, enumerations, types.
#include "compiler/syntax/builder.h"

namespace nansen::syntax {

std::vector<ast::Item> Builder::items(Parser::FileContext* context) {
  std::vector<ast::Item> result;
  if (context == nullptr) return result;
  for (Parser::ItemContext* child : context->item()) {
    if (auto one = item(child)) result.push_back(std::move(*one));
  }
  return result;
}

std::optional<ast::Item> Builder::item(Parser::ItemContext* context) {
  if (context->usesClause() != nullptr) return uses(context->usesClause());
  if (context->vocabulary() != nullptr) return vocabulary(context->vocabulary());
  if (context->unitDeclaration() != nullptr) return unit_declaration(context->unitDeclaration());
  if (context->enumeration() != nullptr) return enumeration(context->enumeration());
  if (context->entity() != nullptr) return entity(context->entity());
  if (context->furtherFacts() != nullptr) return further_facts(context->furtherFacts());
  if (context->calendar() != nullptr) return calendar(context->calendar());
  if (context->instrument() != nullptr) return instrument(context->instrument());
  if (context->draft() != nullptr) return draft(context->draft());
  if (context->example() != nullptr) return example(context->example());
  return std::nullopt;
}

std::optional<ast::Item> Builder::vocabulary(Parser::VocabularyContext* context) const {
  auto own_name = name(context->name());
  if (!own_name) return std::nullopt;
  return ast::Vocabulary{std::move(*own_name), text(context->STRING()), span(context)};
}

std::optional<ast::Uses> Builder::uses(Parser::UsesClauseContext* context) const {
  auto used = names(context->name());
  if (used.empty()) return std::nullopt;
  return ast::Uses{std::move(used), span(context)};
}

std::optional<ast::Item> Builder::unit_declaration(Parser::UnitDeclarationContext* context) const {
  auto own_name = name(context->name());
  if (!own_name) return std::nullopt;
  return ast::UnitDeclaration{std::move(*own_name), text(context->STRING()), span(context)};
}

std::optional<ast::Item> Builder::enumeration(Parser::EnumerationContext* context) const {
  auto own_name = name(context->name());
  if (!own_name) return std::nullopt;
  ast::Enumeration result;
  result.name = std::move(*own_name);
  result.title = text(context->STRING());
  result.ordered = context->ORDERED() != nullptr;
  result.span = span(context);
  for (Parser::MemberContext* child : context->member()) {
    if (auto member_name = name(child->name())) {
      result.members.push_back(ast::Member{std::move(*member_name), text(child->STRING())});
    }
  }
  return result;
}

std::optional<ast::Item> Builder::entity(Parser::EntityContext* context) {
  auto own_name = name(context->name());
  if (!own_name) return std::nullopt;
  ast::Entity result;
  result.name = std::move(*own_name);
  result.title = text(context->STRING());
  result.span = span(context);
  for (Parser::FactContext* child : context->fact()) {
    if (auto one = fact(child)) result.facts.push_back(std::move(*one));
  }
  return result;
}

std::optional<ast::Item> Builder::further_facts(Parser::FurtherFactsContext* context) {
  auto entity_name = name(context->name());
  if (!entity_name) return std::nullopt;
  ast::FurtherFacts result;
  result.entity = std::move(*entity_name);
  result.span = span(context);
  for (Parser::FactContext* child : context->fact()) {
    if (auto one = fact(child)) result.facts.push_back(std::move(*one));
  }
  return result;
}

std::optional<ast::Fact> Builder::fact(Parser::FactContext* context) {
  auto own_name = name(context->name());
  auto type = fact_type(context->factType());
  if (!own_name || !type) return std::nullopt;
  ast::Fact result;
  result.name = std::move(*own_name);
  result.type = std::move(*type);
  result.question = text(context->STRING());
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return result;
}

std::optional<ast::Type> Builder::fact_type(Parser::FactTypeContext* context) {
  if (auto* judgement = dynamic_cast<Parser::JudgementFactContext*>(context)) {
    ast::Type type;
    if (judgement->valueType() != nullptr) {
      auto judged = value_type(judgement->valueType());
      if (!judged) return std::nullopt;
      type = std::move(*judged);
    }
    type.judgement = true;
    type.span = span(context);
    return type;
  }
  if (auto* link = dynamic_cast<Parser::LinkFactContext*>(context)) {
    auto linked = name(link->name());
    if (!linked) return std::nullopt;
    ast::Type type;
    type.kind = ast::TypeKind::Rows;
    type.name = std::move(*linked);
    type.span = span(context);
    return type;
  }
  if (auto* plain = dynamic_cast<Parser::PlainFactContext*>(context)) {
    return value_type(plain->valueType());
  }
  return std::nullopt;
}

std::optional<ast::Type> Builder::value_type(Parser::ValueTypeContext* context) {
  ast::Type type;
  if (context == nullptr) return std::nullopt;
  type.span = span(context);
  if (dynamic_cast<Parser::BooleanTypeContext*>(context) != nullptr) {
    type.kind = ast::TypeKind::Boolean;
  } else if (auto* integer = dynamic_cast<Parser::IntegerTypeContext*>(context)) {
    type.kind = ast::TypeKind::Integer;
    bounds(integer->bounds(), type);
    if (integer->unit() != nullptr) type.unit = unit(integer->unit());
  } else if (auto* decimal = dynamic_cast<Parser::DecimalTypeContext*>(context)) {
    type.kind = ast::TypeKind::Decimal;
    bounds(decimal->bounds(), type);
    if (decimal->unit() != nullptr) type.unit = unit(decimal->unit());
  } else if (dynamic_cast<Parser::ShareTypeContext*>(context) != nullptr) {
    type.kind = ast::TypeKind::Share;
  } else if (dynamic_cast<Parser::DateTypeContext*>(context) != nullptr) {
    type.kind = ast::TypeKind::Date;
  } else if (auto* period = dynamic_cast<Parser::PeriodTypeContext*>(context)) {
    type.kind = ast::TypeKind::Period;
    type.period_unit = period_unit(period->periodUnit());
  } else if (auto* set = dynamic_cast<Parser::SetTypeContext*>(context)) {
    auto member = name(set->name());
    if (!member) return std::nullopt;
    type.kind = ast::TypeKind::Set;
    type.name = std::move(*member);
  } else if (auto* named = dynamic_cast<Parser::NamedTypeContext*>(context)) {
    auto referred = name(named->name());
    if (!referred) return std::nullopt;
    type.kind = ast::TypeKind::Named;
    type.name = std::move(*referred);
  } else {
    return std::nullopt;
  }
  return type;
}

void Builder::bounds(Parser::BoundsContext* context, ast::Type& type) {
  if (context == nullptr) return;
  const auto ends = context->signedNumber();
  if (ends.size() != 2) return;
  type.least = signed_number(ends[0]);
  type.greatest = signed_number(ends[1]);
}

}  // namespace nansen::syntax
