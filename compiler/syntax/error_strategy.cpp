// How the parser reports what it did not expect, and where it goes on.
#include "compiler/syntax/error_strategy.h"

#include <fmt/format.h>

#include <algorithm>
#include <typeinfo>

#include "compiler/syntax/brackets.h"
#include "compiler/syntax/expectations.h"
#include "compiler/syntax/foreign_words.h"
#include "compiler/syntax/tokens.h"

namespace nansen::syntax {

namespace {

using antlr4::Token;
using antlr4::misc::IntervalSet;

/// What could have come where the lookahead of `error` stopped.
IntervalSet expected_at(antlr4::Parser* parser, const antlr4::NoViableAltException& error) {
  IntervalSet result;
  if (antlr4::atn::ATNConfigSet* configurations = error.getDeadEndConfigs()) {
    for (const auto& configuration : configurations->configs) {
      result.addAll(parser->getATN().nextTokens(configuration->state));
    }
  } else {
    result.addAll(error.getExpectedTokens());
  }
  result.remove(static_cast<std::size_t>(Token::EPSILON));
  return result;
}

/// True iff `child` is a token, missing or not. There may be very many children: a cast, which goes
/// through all bases of the others, takes too long.
bool is_token(const antlr4::tree::ParseTree& child) {
  return typeid(child) == typeid(antlr4::tree::TerminalNodeImpl) ||
         typeid(child) == typeid(antlr4::tree::ErrorNodeImpl);
}

bool only_names(const IntervalSet& expected) {
  return holds(expected, Word::IDENTIFIER) && !holds(expected, Word::YES) &&
         !holds(expected, Word::LABEL) && !holds(expected, Word::DEFINE);
}

/// `expected` behind `previous`; where that is a word that is also a name (`adopted`), without what
/// could only follow the name.
IntervalSet without_name(const IntervalSet& expected, const Token* previous) {
  if (previous == nullptr || previous->getType() >= Word::OPEN_BRACE) return expected;
  IntervalSet rest = expected;
  for (const std::size_t type :
       {Word::ALSO, Word::DOES, Word::DOT, Word::BEGINS, Word::LASTS, Word::IS, Word::MAY,
        Word::ENDS, Word::BECOMES, Word::COUNTS, Word::BARS}) {
    rest.remove(type);
  }
  return rest.isEmpty() ? expected : rest;
}

/// The rules whose blocks hold any number of items.
bool is_block(std::size_t rule) {
  switch (rule) {
    case Parser::RuleFile:
    case Parser::RuleEntity:
    case Parser::RuleInstrument:
    case Parser::RuleDivision:
    case Parser::RuleDefinitionRules:
    case Parser::RuleFormula:
    case Parser::RuleCalendar:
    case Parser::RuleComputation:
    case Parser::RuleStatus:
    case Parser::RuleClock:
    case Parser::RuleFurtherFacts:
    case Parser::RuleDraft:
    case Parser::RuleAmendingBlock:
    case Parser::RuleInserted:
    case Parser::RuleExample: return true;
    default: return false;
  }
}

}  // namespace

void ErrorStrategy::sync(antlr4::Parser* parser) {
  antlr4::atn::ATNState* state = parser->getATN().states[parser->getState()];
  const bool enters_block = state->getStateType() == antlr4::atn::ATNState::STAR_LOOP_ENTRY &&
                            is_block(parser->getContext()->getRuleIndex());
  if (!enters_block || inErrorRecoveryMode(parser)) {
    antlr4::DefaultErrorStrategy::sync(parser);
    return;
  }
  const IntervalSet expected = parser->getExpectedTokens();
  if (holds(expected, parser->getTokenStream()->LA(1))) return;
  reportUnwantedToken(parser);
  consumeUntil(parser, expected);
}

void ErrorStrategy::recover(antlr4::Parser* parser, std::exception_ptr error) {
  antlr4::TokenStream* stream = parser->getTokenStream();
  if (const auto partner = open_partner(*parser->getContext(), stream->index())) {
    while (stream->index() <= *partner) parser->consume();
    return;
  }
  antlr4::DefaultErrorStrategy::recover(parser, error);
}

std::optional<std::size_t> ErrorStrategy::open_partner(const antlr4::ParserRuleContext& context,
                                                       std::size_t index) const {
  const auto& children = context.children;
  for (auto child = children.rbegin(); child != children.rend(); ++child) {
    if (!is_token(**child)) continue;
    auto* terminal = dynamic_cast<antlr4::tree::TerminalNode*>(*child);
    if (!is_opening(terminal->getSymbol()->getType())) continue;
    const std::size_t opening = terminal->getSymbol()->getTokenIndex();
    const std::size_t partner = opening < partners_.size() ? partners_[opening] : 0;
    if (partner < index) return std::nullopt;
    return partner;
  }
  return std::nullopt;
}

IntervalSet ErrorStrategy::getErrorRecoverySet(antlr4::Parser* parser) {
  const antlr4::atn::ATN& network = parser->getATN();
  const std::size_t index = parser->getTokenStream()->index();
  IntervalSet result;
  auto* context = static_cast<antlr4::ParserRuleContext*>(parser->getContext());
  while (context->parent != nullptr && context->invokingState != INVALID_INDEX) {
    const auto* call = static_cast<const antlr4::atn::RuleTransition*>(
        network.states[context->invokingState]->transitions[0]);
    result.addAll(network.nextTokens(call->followState));
    context = static_cast<antlr4::ParserRuleContext*>(context->parent);
    if (open_partner(*context, index)) break;
  }
  result.remove(static_cast<std::size_t>(Token::EPSILON));
  return result;
}

bool ErrorStrategy::singleTokenInsertion(antlr4::Parser* parser) {
  const IntervalSet expected = getExpectedTokens(parser);
  const bool closes =
      expected.size() == 1 && is_closing(static_cast<std::size_t>(expected.getMinElement()));
  return !closes && antlr4::DefaultErrorStrategy::singleTokenInsertion(parser);
}

void ErrorStrategy::reportNoViableAlternative(antlr4::Parser* parser,
                                              const antlr4::NoViableAltException& error) {
  report(parser, error.getOffendingToken(), expected_at(parser, error));
}

void ErrorStrategy::reportInputMismatch(antlr4::Parser* parser,
                                        const antlr4::InputMismatchException& error) {
  report(parser, error.getOffendingToken(), error.getExpectedTokens());
}

void ErrorStrategy::reportUnwantedToken(antlr4::Parser* parser) {
  if (inErrorRecoveryMode(parser)) return;
  beginErrorCondition(parser);
  report(parser, parser->getCurrentToken(), getExpectedTokens(parser));
}

void ErrorStrategy::reportMissingToken(antlr4::Parser* parser) {
  if (inErrorRecoveryMode(parser)) return;
  beginErrorCondition(parser);
  report(parser, parser->getCurrentToken(), getExpectedTokens(parser));
}

void ErrorStrategy::report(antlr4::Parser* parser, Token* offending, const IntervalSet& expected) {
  const bool first_on_line = told_lines_.insert(offending->getLine()).second;
  if (!first_on_line) return;
  antlr4::TokenStream* stream = parser->getTokenStream();
  const std::size_t index = offending->getTokenIndex();
  const Token* previous = index == 0 ? nullptr : stream->get(index - 1);
  if (report_foreign_word(offending, previous)) return;
  if (report_missing_where(parser, offending, expected)) return;
  if (report_formula(parser, offending, expected)) return;
  if (report_keyword(parser, offending, expected)) return;
  if (offending->getType() == Word::LESS_SIGN) {
    emitter_.emit(Code::ForeignOperator, span_of(*offending, file_), "<", "write \"is less than\"");
    return;
  }
  std::string help = advice(without_name(expected, previous));
  const bool is_certain = help.starts_with("write");
  for (const Token* token : {static_cast<const Token*>(offending), previous}) {
    if (is_certain || token == nullptr || token->getType() != Word::IDENTIFIER) continue;
    if (token->getLine() != offending->getLine()) continue;
    // What begins otherwise is rather a name of the drafter's than a slip.
    const std::string_view word = text_of(*token, text_);
    const std::string meant = nearest(word, all_words());
    if (meant.empty() || meant.front() != word.front()) continue;
    help += fmt::format("; did you mean \"{}\"?", meant);
    break;
  }
  emitter_.emit(Code::UnexpectedText, span_of(*offending, file_), shown(*offending), help);
}

bool ErrorStrategy::report_foreign_word(const Token* offending, const Token* previous) {
  for (const Token* token : {offending, previous}) {
    if (token == nullptr || token->getType() != Word::IDENTIFIER) continue;
    const std::string_view word = text_of(*token, text_);
    const std::string_view meant = meaning_of_foreign(word);
    if (meant.empty()) continue;
    emitter_.emit(Code::ForeignWord, span_of(*token, file_), word, meant);
    return true;
  }
  return false;
}

bool ErrorStrategy::report_missing_where(antlr4::Parser* parser, const Token* offending,
                                         const IntervalSet& expected) {
  if (parser->getContext()->getRuleIndex() != Parser::RuleClauseTail) return false;
  if (!holds(expected, Word::WHERE)) return false;
  const Token* start = parser->getContext()->getStart();
  std::string_view said = "also applies";
  if (start->getType() == Word::DOES) {
    said = "does not apply";
  } else if (dynamic_cast<Parser::ExtensionContext*>(parser->getContext()) != nullptr &&
             static_cast<Parser::ExtensionContext*>(parser->getContext())->PROVIDES() != nullptr) {
    return false;
  }
  emitter_.emit(Code::MissingWhere, span_of(*offending, file_), said);
  return true;
}

bool ErrorStrategy::report_formula(antlr4::Parser* parser, const Token* offending,
                                   const IntervalSet& expected) {
  const auto tell = [&](std::string_view help) {
    emitter_.emit(Code::UnexpectedText, span_of(*offending, file_), shown(*offending), help);
    return true;
  };
  antlr4::ParserRuleContext* context = parser->getContext();
  const bool wants_otherwise = holds(expected, Word::COMMA) || holds(expected, Word::OTHERWISE);
  if (context->getRuleIndex() == Parser::RuleLineValue && wants_otherwise) {
    return tell("write \", otherwise\" and the value of every other State in front of it");
  }
  if (context->getRuleIndex() != Parser::RuleAllocation || !holds(expected, Word::AS)) return false;
  const auto terms = static_cast<Parser::AllocationContext*>(context)->allocationTerm();
  const bool is_rounded = std::any_of(terms.begin(), terms.end(), [](auto* term) {
    return dynamic_cast<Parser::RoundingTermContext*>(term) != nullptr;
  });
  if (is_rounded) return tell("write \"as\" and the name of the result in front of it");
  return tell(
      "write \", rounding by\" and a method, then \"as\" and the name of the result, in front of "
      "it");
}

bool ErrorStrategy::report_keyword(antlr4::Parser* parser, const Token* offending,
                                   const IntervalSet& expected) {
  if (!is_noun(offending->getType())) return false;
  antlr4::TokenStream* stream = parser->getTokenStream();
  const std::size_t next = offending->getTokenIndex() + 1;
  const bool colon_follows = next < stream->size() && stream->get(next)->getType() == Word::COLON;
  const bool begins_line = is_first_on_line(text_, offending->getStartIndex());
  const bool is_name = only_names(expected) && (colon_follows || !begins_line);
  const bool text_follows = next < stream->size() && stream->get(next)->getType() == Word::STRING;
  const bool is_operand = holds_condition(expected) && !begins_line && !text_follows;
  if (!is_name && !is_operand) return false;
  emitter_.emit(Code::KeywordAsName, span_of(*offending, file_), text_of(*offending, text_));
  return true;
}

std::string ErrorStrategy::shown(const Token& token) const {
  if (token.getType() == Token::EOF) return "the end of the file";
  if (token.getType() == Word::STRING) return "a text between \" marks";
  return shown_text(text_of(token, text_));
}

Token* ErrorStrategy::singleTokenDeletion(antlr4::Parser* parser) {
  if (is_first_on_line(text_, parser->getCurrentToken()->getStartIndex())) return nullptr;
  return antlr4::DefaultErrorStrategy::singleTokenDeletion(parser);
}

Token* ErrorStrategy::getMissingSymbol(antlr4::Parser* parser) {
  const IntervalSet expected = getExpectedTokens(parser);
  const auto type =
      expected.isEmpty() ? Token::INVALID_TYPE : static_cast<std::size_t>(expected.getMinElement());
  auto token = std::make_unique<antlr4::CommonToken>(type);
  token->setStartIndex(INVALID_INDEX);
  token->setStopIndex(INVALID_INDEX);
  token->setLine(parser->getCurrentToken()->getLine());
  made_up_.push_back(std::move(token));
  // A word that stands for the missing one would otherwise be read as a name: `if` or `were` for
  // `where`.
  const Token* current = parser->getCurrentToken();
  if (current->getType() == Word::IDENTIFIER) {
    const std::string_view word = text_of(*current, text_);
    const std::vector<std::string> missing = {word_of(type)};
    if (!meaning_of_foreign(word).empty() || !nearest(word, missing).empty()) parser->consume();
  }
  return made_up_.back().get();
}

void ErrorStrategy::consumeUntil(antlr4::Parser* parser, const IntervalSet& set) {
  antlr4::TokenStream* stream = parser->getTokenStream();
  while (stream->LA(1) != Token::EOF) {
    const std::size_t type = stream->LA(1);
    const Token* token = stream->LT(1);
    const bool stands_out =
        is_closing(type) || type == Word::COMMA || is_first_on_line(text_, token->getStartIndex());
    if (stands_out && holds(set, type)) return;
    const std::size_t partner = is_opening(type) ? partners_[token->getTokenIndex()] : 0;
    do {
      parser->consume();
    } while (stream->index() <= partner);
  }
}

}  // namespace nansen::syntax
