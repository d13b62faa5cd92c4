// Rights, norms over acts, limits over their sums, reservations, and whom an instrument binds.
#include "compiler/syntax/builder.h"

namespace nansen::syntax {

std::optional<ast::ProvisionItem> Builder::right(Parser::RightContext* context,
                                                 std::vector<ast::Connective> connectives,
                                                 Span whole) {
  const auto written = context->name();
  auto own_name = written.empty() ? std::nullopt : name(written[0]);
  auto entity_name = written.size() < 2 ? std::nullopt : name(written[1]);
  if (!own_name || !entity_name) return std::nullopt;
  ast::Definition result;
  result.mark = ast::DefinitionMark::Right;
  result.connectives = std::move(connectives);
  result.name = std::move(*own_name);
  result.entity = std::move(*entity_name);
  result.type = value_type(context->valueType());
  if (!result.type) return std::nullopt;
  for (Parser::OwedToContext* child : context->owedTo()) {
    result.owed_to.push_back({expression_or_missing(child->expression(), child), span(child)});
  }
  for (Parser::AttachesAtContext* child : context->attachesAt()) {
    if (auto level = name(child->name())) {
      result.attaches_at.push_back({std::move(*level), span(child)});
    }
  }
  result.span = whole;
  if (auto* value = context->rightValue()) {
    result.base = expression_or_missing(value->sum(), value);
    result.annotations = annotations(value->annotation());
  } else if (auto* rules = context->definitionRules()) {
    definition_rules(rules, result);
  } else {
    result.base = missing(context);
  }
  return ast::ProvisionItem(std::move(result));
}

std::optional<ast::ProvisionItem> Builder::norm(Parser::NormContext* context,
                                                std::vector<ast::Connective> connectives,
                                                Span whole) {
  ast::Definition result;
  result.connectives = std::move(connectives);
  result.span = whole;
  const auto named = [&](const std::vector<Parser::NameContext*>& written) {
    auto own_name = written.empty() ? std::nullopt : name(written[0]);
    auto entity_name = written.size() < 2 ? std::nullopt : name(written[1]);
    if (!own_name || !entity_name) return false;
    result.name = std::move(*own_name);
    result.entity = std::move(*entity_name);
    return true;
  };
  if (auto* free = dynamic_cast<Parser::FreeNormContext*>(context)) {
    if (!named(free->name())) return std::nullopt;
    result.mark =
        free->PERMIT() == nullptr ? ast::DefinitionMark::Prohibit : ast::DefinitionMark::Permit;
    result.base = expression_or_missing(free->expression(), context);
    result.annotations = annotations(free->annotation());
    return ast::ProvisionItem(std::move(result));
  }
  auto* duty = dynamic_cast<Parser::DutyNormContext*>(context);
  if (duty == nullptr || !named(duty->name())) return std::nullopt;
  const auto parts = duty->expression();
  result.mark = ast::DefinitionMark::Oblige;
  result.base = parts.empty() ? missing(context) : expression(parts[0]);
  result.duty = parts.size() < 2 ? missing(context) : expression(parts[1]);
  result.annotations = annotations(duty->annotation());
  return ast::ProvisionItem(std::move(result));
}

std::optional<ast::ProvisionItem> Builder::reservation(Parser::ReservationContext* context,
                                                       std::optional<ast::Name> label,
                                                       std::vector<ast::Connective> connectives,
                                                       Span whole) {
  auto own_name = name(context->name());
  auto aim = target(context->target());
  if (!own_name || !aim) return std::nullopt;
  ast::Clause result;
  result.kind = ast::ClauseKind::Exception;
  result.reservation = std::move(*own_name);
  result.label = std::move(label);
  result.connectives = std::move(connectives);
  result.target = std::move(*aim);
  result.condition = expression_or_missing(context->expression(), context);
  result.annotations = annotations(context->annotation());
  result.span = whole;
  return ast::ProvisionItem(std::move(result));
}

std::optional<ast::ProvisionItem> Builder::limit(Parser::LimitContext* context) {
  const auto written = context->name();
  auto own_name = written.empty() ? std::nullopt : name(written[0]);
  auto entity_name = written.size() < 2 ? std::nullopt : name(written[1]);
  if (!own_name || !entity_name) return std::nullopt;
  ast::Limit result;
  result.name = std::move(*own_name);
  result.entity = std::move(*entity_name);
  const auto numbers = context->sum();
  const std::size_t most = context->TOTAL() == nullptr ? 0 : 1;
  if (most == 1) result.counted = numbers.empty() ? missing(context) : expression(numbers[0]);
  result.at_most = numbers.size() <= most ? missing(context) : expression(numbers[most]);
  if (auto* time = dynamic_cast<Parser::WindowOfTimeContext*>(context->limitWindow())) {
    result.day = path(time->path());
    result.window =
        time->YEAR() == nullptr ? ast::LimitWindow::CalendarMonth : ast::LimitWindow::CalendarYear;
  } else if (auto* once = dynamic_cast<Parser::WindowAtOnceContext*>(context->limitWindow())) {
    const auto ends = once->path();
    result.window = ast::LimitWindow::AtOnce;
    result.day = ends.empty() ? ast::Path{} : path(ends[0]);
    result.until = ends.size() < 2 ? ast::Path{} : path(ends[1]);
  }
  for (Parser::PathContext* child : context->path()) {
    ast::Path group = path(child);
    if (!group.parts.empty()) result.by.push_back(std::move(group));
  }
  result.condition = where_clause(context->whereClause());
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return ast::ProvisionItem(std::move(result));
}

std::optional<ast::ProvisionItem> Builder::binds(Parser::BindsContext* context) {
  if (auto* from = dynamic_cast<Parser::BindsFromContext*>(context)) {
    auto entity_name = name(from->name());
    if (!entity_name) return std::nullopt;
    const auto days = from->sum();
    ast::BindsClause result;
    result.entity = std::move(*entity_name);
    result.from = days.empty() ? missing(context) : expression(days[0]);
    if (from->UNTIL() != nullptr) {
      result.until = days.size() < 2 ? missing(context) : expression(days[1]);
    }
    result.condition = where_clause(from->whereClause());
    result.annotations = annotations(from->annotation());
    result.span = span(context);
    return ast::ProvisionItem(std::move(result));
  }
  auto* through = dynamic_cast<Parser::BindsThroughContext*>(context);
  if (through == nullptr) return std::nullopt;
  auto entity_name = name(through->name());
  ast::Path fact = path(through->path());
  if (!entity_name || fact.parts.empty()) return std::nullopt;
  return ast::ProvisionItem(
      ast::BindsThroughClause{std::move(*entity_name), std::move(fact), span(context)});
}

std::optional<ast::ProvisionItem> Builder::no_reservation(
    Parser::NoReservationContext* context) const {
  ast::NoReservationClause result;
  for (Parser::AddressContext* child : context->address()) {
    if (auto one = address(child)) result.provisions.push_back(std::move(*one));
  }
  if (result.provisions.empty()) return std::nullopt;
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return ast::ProvisionItem(std::move(result));
}

}  // namespace nansen::syntax
