// What stands under a provision: definitions, rules, clauses, connectives and addresses.
#include <fmt/format.h>

#include "compiler/syntax/builder.h"
#include "compiler/syntax/expectations.h"

namespace nansen::syntax {

std::optional<ast::ProvisionItem> Builder::governed(Parser::GovernedContext* context) {
  auto label = head_label(context->headLabel());
  auto governing = connectives(context->connective());
  const Span whole = span(context);
  if (context->clause() != nullptr) {
    return clause(context->clause(), std::move(label), std::move(governing), whole);
  }
  if (context->reservation() != nullptr) {
    return reservation(context->reservation(), std::move(label), std::move(governing), whole);
  }
  const auto refuse_label = [&](Context* labelled) {
    if (!label) return;
    emitter_.emit(
        Code::UnexpectedText, span(context->headLabel()),
        fmt::format("a label in front of {}", quoted_word(labelled->getStart()->getType())),
        "put the label on a head of the definition, or on a clause");
  };
  if (context->definition() != nullptr) {
    refuse_label(context->definition());
    return definition(context->definition(), std::move(governing), whole);
  }
  if (context->right() != nullptr) {
    refuse_label(context->right());
    return right(context->right(), std::move(governing), whole);
  }
  if (context->norm() != nullptr) {
    refuse_label(context->norm());
    return norm(context->norm(), std::move(governing), whole);
  }
  return std::nullopt;
}

std::optional<ast::ProvisionItem> Builder::definition(Parser::DefinitionContext* context,
                                                      std::vector<ast::Connective> connectives,
                                                      Span whole) {
  const auto written = context->name();
  auto own_name = written.empty() ? std::nullopt : name(written[0]);
  auto entity_name = written.size() < 2 ? std::nullopt : name(written[1]);
  if (!own_name || !entity_name) return std::nullopt;
  ast::Definition result;
  result.connectives = std::move(connectives);
  result.name = std::move(*own_name);
  result.entity = std::move(*entity_name);
  result.type = value_type(context->valueType());
  result.span = whole;
  if (auto* base = context->definitionBase()) {
    result.base = base->expression() == nullptr ? missing(base) : expression(base->expression());
    result.annotations = annotations(base->annotation());
  } else if (auto* rules = context->definitionRules()) {
    definition_rules(rules, result);
  } else {
    result.base = missing(context);
  }
  return ast::ProvisionItem(std::move(result));
}

void Builder::definition_rules(Parser::DefinitionRulesContext* context,
                               ast::Definition& definition) {
  for (Parser::RuleItemContext* child : context->ruleItem()) {
    if (auto* valued = dynamic_cast<Parser::ValueRuleContext*>(child)) {
      definition.rules.push_back(rule(valued));
    } else if (auto* settled = dynamic_cast<Parser::SettlementItemContext*>(child)) {
      if (auto one = settlement(settled->settlement())) definition.settlements.push_back(*one);
    }
  }
}

template <typename RuleContext>
ast::Rule Builder::rule(RuleContext* context) {
  ast::Rule result;
  result.label = head_label(context->headLabel());
  result.connectives = connectives(context->connective());
  if (context->OTHERWISE() == nullptr) {
    result.condition =
        context->expression() == nullptr ? missing(context) : expression(context->expression());
  }
  result.value = context->sum() == nullptr ? missing(context) : expression(context->sum());
  result.annotations = annotations(context->annotation());
  result.span = span(context);
  return result;
}

template ast::Rule Builder::rule(Parser::ValueRuleContext* context);
template ast::Rule Builder::rule(Parser::InsertedRuleContext* context);

std::optional<ast::Settlement> Builder::settlement(Parser::SettlementContext* context) const {
  if (context == nullptr || context->exception != nullptr) return std::nullopt;
  ast::SettlementKind kind = ast::SettlementKind::MostFavourable;
  if (context->SUPERIOR() != nullptr) kind = ast::SettlementKind::LexSuperior;
  if (context->FIRST() != nullptr) kind = ast::SettlementKind::TheFirst;
  if (context->POSTERIOR() != nullptr) kind = ast::SettlementKind::LexPosterior;
  if (context->SPECIALIS() != nullptr) kind = ast::SettlementKind::LexSpecialis;
  return ast::Settlement{kind, span(context)};
}

std::optional<ast::ProvisionItem> Builder::clause(Parser::ClauseContext* context,
                                                  std::optional<ast::Name> label,
                                                  std::vector<ast::Connective> connectives,
                                                  Span whole) {
  auto aim = target(context->target());
  if (!aim) return std::nullopt;
  ast::Clause result;
  result.label = std::move(label);
  result.connectives = std::move(connectives);
  result.target = std::move(*aim);
  result.annotations = annotations(context->annotation());
  result.span = whole;
  Parser::ExpressionContext* condition = nullptr;
  if (auto* extension = dynamic_cast<Parser::ExtensionContext*>(context->clauseTail())) {
    result.kind = ast::ClauseKind::Addition;
    if (extension->PROVIDES() != nullptr) {
      result.kind = ast::ClauseKind::FurtherRule;
      result.value =
          extension->sum() == nullptr ? missing(extension) : expression(extension->sum());
    }
    condition = extension->expression();
  } else if (auto* exception = dynamic_cast<Parser::ExceptionContext*>(context->clauseTail())) {
    result.kind = ast::ClauseKind::Exception;
    condition = exception->expression();
  } else {
    return std::nullopt;
  }
  result.condition = condition == nullptr ? missing(context) : expression(condition);
  return ast::ProvisionItem(std::move(result));
}

std::vector<ast::Connective> Builder::connectives(
    const std::vector<Parser::ConnectiveContext*>& contexts) const {
  std::vector<ast::Connective> result;
  for (Parser::ConnectiveContext* context : contexts) {
    ast::Connective connective;
    connective.kind = ast::ConnectiveKind::SubjectTo;
    if (context->NOTWITHSTANDING() != nullptr) {
      connective.kind = ast::ConnectiveKind::Notwithstanding;
    } else if (context->PREJUDICE() != nullptr) {
      connective.kind = ast::ConnectiveKind::WithoutPrejudiceTo;
    }
    connective.span = span(context);
    for (Parser::ReferenceContext* child : context->reference()) {
      if (auto one = reference(child)) connective.targets.push_back(std::move(*one));
    }
    if (!connective.targets.empty()) result.push_back(std::move(connective));
  }
  return result;
}

std::optional<ast::Target> Builder::reference(Parser::ReferenceContext* context) const {
  if (context->target() != nullptr) return target(context->target());
  ast::Address address;
  for (Parser::HeadLabelContext* child : context->headLabel()) {
    if (auto one = head_label(child)) address.heads.push_back(std::move(*one));
  }
  if (address.heads.empty()) return std::nullopt;
  address.span = span(context);
  return address;
}

std::optional<ast::Target> Builder::target(Parser::TargetContext* context) const {
  if (context == nullptr) return std::nullopt;
  if (context->path() != nullptr) {
    ast::Path named = path(context->path());
    if (named.parts.empty()) return std::nullopt;
    return named;
  }
  auto written = address(context->address());
  if (!written) return std::nullopt;
  return ast::Target(std::move(*written));
}

std::optional<ast::Address> Builder::address(Parser::AddressContext* context) const {
  if (context == nullptr) return std::nullopt;
  ast::Address result;
  result.divisions = steps(context->divisionStep());
  if (result.divisions.empty()) return std::nullopt;
  for (Parser::HeadLabelContext* child : context->headLabel()) {
    if (auto one = head_label(child)) result.heads.push_back(std::move(*one));
  }
  result.instrument = name(context->name());
  result.span = span(context);
  return result;
}

std::vector<ast::DivisionStep> Builder::steps(
    const std::vector<Parser::DivisionStepContext*>& contexts) const {
  std::vector<ast::DivisionStep> result;
  for (Parser::DivisionStepContext* context : contexts) {
    if (context->level() == nullptr || context->labelWord() == nullptr) continue;
    const antlr4::Token* level = context->level()->getStart();
    const Span label = span(context->labelWord());
    if (context->labelWord()->children.empty() || label.begin == label.end) continue;
    result.push_back(ast::DivisionStep{
        word_of(level->getType()),
        ast::Name{std::string(text_.substr(label.begin, label.end - label.begin)), label}});
  }
  return result;
}

std::optional<ast::Name> Builder::head_label(Parser::HeadLabelContext* context) const {
  if (context == nullptr || context->labelWord() == nullptr) return std::nullopt;
  Parser::LabelWordContext* word = context->labelWord();
  if (word->exception != nullptr || word->children.empty()) return std::nullopt;
  const Span label = span(word);
  if (label.begin == label.end) return std::nullopt;
  return ast::Name{std::string(text_.substr(label.begin, label.end - label.begin)), label};
}

}  // namespace nansen::syntax
