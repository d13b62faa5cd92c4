// Drafts: their articles, amendments, and the places these name.
#include "compiler/syntax/builder.h"
#include "compiler/syntax/tokens.h"

namespace nansen::syntax {

namespace {

/// `(f)`, `(2)`: the grammar reads what has nothing behind it as an expression.
bool is_label_alone(const ast::Expression& expression) {
  const auto* parenthesis = std::get_if<ast::Parenthesis>(&expression.node);
  if (parenthesis == nullptr) return false;
  const auto* path = std::get_if<ast::Path>(&parenthesis->inner->node);
  const bool is_name = path != nullptr && path->parts.size() == 1;
  return is_name || std::holds_alternative<ast::NumberLiteral>(parenthesis->inner->node);
}

/// The place that `amendment` ends with, if nothing stands behind one.
ast::Place* last_place(ast::Amendment& amendment) {
  if (!amendment.annotations.empty()) return nullptr;
  if (auto* omission = std::get_if<ast::Omission>(&amendment.change)) return &omission->place;
  auto* insertion = std::get_if<ast::Insertion>(&amendment.change);
  if (insertion == nullptr || !insertion->position.place) return nullptr;
  return &*insertion->position.place;
}

/// `omit article 5` and, on the next line, `(2) omit article 6`: the grammar reads the label as a
/// head of article 5. Gives it to `next`, which has none.
void give_back_label(ast::Amendment& amendment, ast::Amendment& next, std::string_view text) {
  ast::Place* place = last_place(amendment);
  if (place == nullptr || place->heads.empty() || next.label) return;
  const std::size_t opening = text.rfind('(', place->heads.back().span.begin);
  const bool stands_alone = place->heads.size() == 1 && place->divisions.empty() && !place->named;
  if (stands_alone || !is_first_on_line(text, opening)) return;
  next.label = std::move(place->heads.back());
  next.span.begin = static_cast<std::uint32_t>(opening);
  place->heads.pop_back();
  if (!place->heads.empty()) {
    const std::size_t closing = text.find(')', place->heads.back().span.end);
    place->span.end = static_cast<std::uint32_t>(closing + 1);
  } else {
    place->span.end =
        place->named ? place->named->span.end : place->divisions.back().label.span.end;
  }
  amendment.span.end = place->span.end;
  if (auto* insertion = std::get_if<ast::Insertion>(&amendment.change)) {
    insertion->position.span.end = place->span.end;
  }
}

}  // namespace

std::optional<ast::Item> Builder::draft(Parser::DraftContext* context) {
  const auto written = context->name();
  auto own_name = written.empty() ? std::nullopt : name(written[0]);
  auto base = written.size() < 2 ? std::nullopt : name(written[1]);
  if (!own_name || !base) return std::nullopt;
  ast::Draft result;
  result.name = std::move(*own_name);
  result.title = text(context->STRING());
  result.base = std::move(*base);
  result.span = span(context);
  result.items = draft_items(context->draftItem(), false);
  return ast::Item(std::move(result));
}

std::vector<ast::DraftItem> Builder::draft_items(
    const std::vector<Parser::DraftItemContext*>& contexts, bool in_block) {
  std::vector<ast::DraftItem> result;
  for (Parser::DraftItemContext* context : contexts) {
    auto one = draft_item(context, in_block);
    if (!one) continue;
    auto* next = std::get_if<ast::Amendment>(&*one);
    auto* before = result.empty() ? nullptr : std::get_if<ast::Amendment>(&result.back());
    if (next != nullptr && before != nullptr) give_back_label(*before, *next, text_);
    result.push_back(std::move(*one));
  }
  return result;
}

std::optional<ast::DraftItem> Builder::draft_item(Parser::DraftItemContext* context,
                                                  bool in_block) {
  if (auto* cited = dynamic_cast<Parser::DraftCitedContext*>(context)) {
    auto title = text(cited->STRING());
    if (!title) return std::nullopt;
    if (!in_block) return ast::CitedClause{std::move(*title), span(context)};
    emitter_.emit(Code::NotInBlock, span(context), "\"cited as\"");
  } else if (auto* noted = dynamic_cast<Parser::DraftAnnotationContext*>(context)) {
    auto one = annotation(noted->annotation());
    if (one) return ast::DraftItem(std::move(*one));
  } else if (auto* used = dynamic_cast<Parser::DraftUsesContext*>(context)) {
    auto one = used->usesClause() == nullptr ? std::nullopt : uses(used->usesClause());
    if (one && !in_block) return ast::DraftItem(std::move(*one));
    if (one) emitter_.emit(Code::NotInBlock, span(context), "\"uses\"");
  } else if (auto* block = dynamic_cast<Parser::DraftBlockContext*>(context)) {
    if (block->amendingBlock() != nullptr) return amending_block(block->amendingBlock());
  } else if (auto* amending = dynamic_cast<Parser::DraftAmendmentContext*>(context)) {
    if (amending->amendment() != nullptr) return amendment(amending->amendment());
  }
  return std::nullopt;
}

std::optional<ast::DraftItem> Builder::amending_block(Parser::AmendingBlockContext* context) {
  auto block = std::make_unique<ast::AmendingBlock>();
  block->steps = steps(context->divisionStep());
  if (block->steps.empty()) return std::nullopt;
  block->heading = text(context->STRING());
  block->span = span(context);
  block->items = draft_items(context->draftItem(), true);
  return ast::DraftItem(std::move(block));
}

std::optional<ast::DraftItem> Builder::amendment(Parser::AmendmentContext* context) {
  auto changed = change(context->change());
  if (!changed) return std::nullopt;
  ast::Amendment result{{}, {}, std::move(*changed), {}, span(context)};
  result.label = head_label(context->headLabel());
  if (context->IN() != nullptr) {
    result.in = place(context->place());
    if (!result.in) return std::nullopt;
  }
  result.annotations = annotations(context->annotation());
  return ast::DraftItem(std::move(result));
}

std::optional<decltype(ast::Amendment::change)> Builder::change(Parser::ChangeContext* context) {
  using Change = decltype(ast::Amendment::change);
  if (auto* insertion = dynamic_cast<Parser::InsertionContext*>(context)) {
    auto what = inserted(insertion->inserted());
    if (!what) return std::nullopt;
    ast::Insertion result{std::move(*what), {}};
    result.position.span = Span{file_, span(context).end, span(context).end};
    if (insertion->position() != nullptr) {
      auto where = position(insertion->position());
      if (!where) return std::nullopt;
      result.position = std::move(*where);
    }
    return Change(std::move(result));
  }
  if (auto* words = dynamic_cast<Parser::WordsReplacementContext*>(context)) {
    const auto written = words->expression();
    ast::WordsReplacement result;
    result.words = expression_or_missing(written.empty() ? nullptr : written[0], context);
    result.by = expression_or_missing(written.size() < 2 ? nullptr : written[1], context);
    result.everywhere = words->WHEREVER() != nullptr;
    return Change(std::move(result));
  }
  if (auto* value = dynamic_cast<Parser::ValueReplacementContext*>(context)) {
    auto where = place(value->place());
    if (!where) return std::nullopt;
    ast::ExpressionPtr by =
        value->lineValue() == nullptr ? missing(context) : line_value(value->lineValue());
    return Change(ast::ValueReplacement{std::move(*where), std::move(by)});
  }
  if (auto* replacement = dynamic_cast<Parser::ReplacementContext*>(context)) {
    auto where = place(replacement->place());
    auto what = inserted(replacement->inserted());
    if (!where || !what) return std::nullopt;
    return Change(ast::Replacement{std::move(*where), std::move(*what)});
  }
  if (auto* words = dynamic_cast<Parser::WordsOmissionContext*>(context)) {
    return Change(ast::WordsOmission{expression_or_missing(words->expression(), context)});
  }
  if (auto* omission = dynamic_cast<Parser::OmissionContext*>(context)) {
    auto where = place(omission->place());
    if (!where) return std::nullopt;
    return Change(ast::Omission{std::move(*where)});
  }
  if (auto* renumbering = dynamic_cast<Parser::RenumberingContext*>(context)) {
    auto where = place(renumbering->place());
    ast::Renumbering result;
    result.divisions = steps(renumbering->divisionStep());
    result.head = head_label(renumbering->headLabel());
    if (!where || (result.divisions.empty() && !result.head)) return std::nullopt;
    result.place = std::move(*where);
    return Change(std::move(result));
  }
  return std::nullopt;
}

std::optional<ast::Inserted> Builder::inserted(Parser::InsertedContext* context) {
  if (auto* provisions = dynamic_cast<Parser::InsertedProvisionsContext*>(context)) {
    std::vector<ast::ProvisionItem> result;
    for (Parser::ProvisionItemContext* child : provisions->provisionItem()) {
      if (auto one = provision_item(child)) result.push_back(std::move(*one));
    }
    return ast::Inserted(std::move(result));
  }
  if (auto* valued = dynamic_cast<Parser::InsertedRuleContext*>(context)) {
    return ast::Inserted(rule(valued));
  }
  if (auto* clause = dynamic_cast<Parser::InsertedClauseContext*>(context)) {
    if (clause->statusWords() == nullptr) return std::nullopt;
    ast::Status result;
    result.span = span(context);
    status_words(clause->statusWords(), clause->headLabel(), result.span, result);
    return ast::Inserted(std::move(result));
  }
  if (auto* line = dynamic_cast<Parser::InsertedLineContext*>(context)) {
    auto one = line->formulaLine() == nullptr ? std::nullopt : formula_line(line->formulaLine());
    if (!one) return std::nullopt;
    return ast::Inserted(std::move(*one));
  }
  if (auto* one = dynamic_cast<Parser::InsertedHeadContext*>(context)) {
    if (one->head() == nullptr) return std::nullopt;
    ast::Head result = head(one->head());
    // What stands behind it on the next line is the label of an amendment.
    const Span behind = result.expression->span;
    if (is_label_alone(*result.expression) &&
        (!result.label || is_first_on_line(text_, behind.begin))) {
      emitter_.emit(Code::UnexpectedText, result.label ? span(one->head()->headLabel()) : behind,
                    "a label alone",
                    "write what the head says behind its label, as in: (f) stateless");
    }
    return ast::Inserted(std::move(result));
  }
  return std::nullopt;
}

std::optional<ast::Position> Builder::position(Parser::PositionContext* context) const {
  ast::Position result;
  result.span = span(context);
  if (auto* beside = dynamic_cast<Parser::PositionBesideContext*>(context)) {
    result.kind =
        beside->BEFORE() == nullptr ? ast::PositionKind::After : ast::PositionKind::Before;
    result.place = place(beside->place());
    if (!result.place) return std::nullopt;
    return result;
  }
  auto* end = dynamic_cast<Parser::PositionAtAnEndContext*>(context);
  if (end == nullptr || context->exception != nullptr) return std::nullopt;
  if (end->BEGINNING() != nullptr) result.kind = ast::PositionKind::AtTheBeginning;
  return result;
}

std::optional<ast::Place> Builder::place(Parser::PlaceContext* context) const {
  if (context == nullptr) return std::nullopt;
  ast::Place result;
  result.divisions = steps(context->divisionStep());
  if (context->path() != nullptr) {
    ast::Path named = path(context->path());
    if (!named.parts.empty()) result.named = std::move(named);
  }
  for (Parser::HeadLabelContext* child : context->headLabel()) {
    if (auto one = head_label(child)) result.heads.push_back(std::move(*one));
  }
  if (result.divisions.empty() && !result.named && result.heads.empty()) return std::nullopt;
  result.span = span(context);
  return result;
}

}  // namespace nansen::syntax
