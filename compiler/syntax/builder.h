// Parse tree into syntax tree. For files of this folder; one build_*.cpp a family of constructs.
//
// After a syntax error the parse tree has holes: a context may lack any of its children. Each
// function copes: what has no name is left out, and an expression that is not there is `Missing`.
#pragma once

#include <optional>
#include <string_view>

#include "compiler/ast/ast.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/syntax/grammar.h"

namespace nansen::syntax {

class Builder {
 public:
  /// `text` is the whole file. What the grammar reads more widely than the language allows is
  /// reported to `emitter`, which already holds the errors of the parser.
  Builder(std::string_view text, FileId file, Emitter& emitter)
      : text_(text), file_(file), emitter_(emitter) {}

  std::vector<ast::Item> items(Parser::FileContext* context);

  /// True iff heads were found that nothing separates from the one before: what the grammar took
  /// for two may be one, in words that it does not know.
  bool has_stray_heads() const { return has_stray_heads_; }

 private:
  using Context = antlr4::ParserRuleContext;
  using Terminal = antlr4::tree::TerminalNode;

  // build_words.cpp
  Span span(Context* context) const;
  Span span(Terminal* terminal) const;
  /// The bytes that `terminal` is read as.
  std::string_view view(Terminal* terminal) const;
  std::optional<ast::Name> name(Parser::NameContext* context) const;
  std::vector<ast::Name> names(const std::vector<Parser::NameContext*>& contexts) const;
  ast::Path path(Parser::PathContext* context) const;
  std::optional<ast::Text> text(Terminal* terminal) const;
  /// Nothing where the date cannot be read, which was reported.
  std::optional<ast::DateLiteral> date(Terminal* terminal) const;
  /// A whole number of at most nine digits: ranks, counts and periods.
  std::int64_t count(Terminal* terminal);
  Rational number(Parser::NumberContext* context);
  Rational signed_number(Parser::SignedNumberContext* context);
  ast::Unit unit(Parser::UnitContext* context) const;
  ast::PeriodUnit period_unit(Parser::PeriodUnitContext* context) const;
  ast::NumberLiteral number_literal(Parser::NumeralContext* context);
  std::vector<ast::Annotation> annotations(
      const std::vector<Parser::AnnotationContext*>& contexts) const;
  std::optional<ast::Annotation> annotation(Parser::AnnotationContext* context) const;

  // build_vocabulary.cpp
  std::optional<ast::Item> item(Parser::ItemContext* context);
  std::optional<ast::Item> vocabulary(Parser::VocabularyContext* context) const;
  std::optional<ast::Uses> uses(Parser::UsesClauseContext* context) const;
  std::optional<ast::Item> unit_declaration(Parser::UnitDeclarationContext* context) const;
  std::optional<ast::Item> enumeration(Parser::EnumerationContext* context) const;
  std::optional<ast::Item> entity(Parser::EntityContext* context);
  std::optional<ast::Item> further_facts(Parser::FurtherFactsContext* context);
  std::optional<ast::Fact> fact(Parser::FactContext* context);
  std::optional<ast::Type> fact_type(Parser::FactTypeContext* context);
  std::optional<ast::Type> value_type(Parser::ValueTypeContext* context);
  void bounds(Parser::BoundsContext* context, ast::Type& type);

  // build_instrument.cpp
  std::optional<ast::Item> instrument(Parser::InstrumentContext* context);
  std::optional<ast::InstrumentItem> instrument_item(Parser::InstrumentItemContext* context);
  std::optional<ast::ProvisionItem> provision_item(Parser::ProvisionItemContext* context);
  std::optional<ast::ProvisionItem> reading(Parser::ReadingContext* context) const;
  std::optional<ast::ProvisionItem> division(Parser::DivisionContext* context);

  // build_formula.cpp
  std::optional<ast::ProvisionItem> parameter(Parser::ParameterContext* context);
  std::optional<ast::ProvisionItem> formula(Parser::FormulaContext* context);
  std::optional<ast::FormulaLine> formula_line(Parser::FormulaLineContext* context);
  ast::ExpressionPtr line_value(Parser::LineValueContext* context);
  void line_tail(Parser::LineTailContext* context, ast::FormulaLine& line);
  ast::WhereMissing missing_indicator(Parser::MissingIndicatorContext* context) const;
  std::optional<ast::ProvisionItem> allocation(Parser::AllocationContext* context);
  /// False iff `context` is none, or no way of rounding.
  bool allocation_term(Parser::AllocationTermContext* context, ast::Allocation& allocation);
  /// Reports that `what`, which can be said once, is said again.
  void refuse_second(std::string_view what, Span first, Span second);
  ast::NumberLiteral signed_numeral(Parser::SignedNumeralContext* context);
  ast::ExpressionPtr across(Parser::AcrossContext* context);
  void rows_of(Parser::RowsOfContext* context, ast::Over& over);

  // build_time.cpp
  std::optional<ast::Item> calendar(Parser::CalendarContext* context);
  void holiday(Parser::HolidayContext* context, ast::Calendar& calendar);
  std::optional<ast::ProvisionItem> computation(Parser::ComputationContext* context) const;
  std::optional<ast::ProvisionItem> computed_by(Parser::ComputedByContext* context) const;
  std::optional<ast::MonthEnd> month_end(Parser::RoundingContext* context) const;
  std::optional<ast::ProvisionItem> status(Parser::StatusContext* context);
  std::optional<ast::ProvisionItem> status_addition(Parser::StatusAdditionContext* context);
  /// Adds one clause, all of `whole`, to `status`.
  void status_words(Parser::StatusWordsContext* context, Parser::HeadLabelContext* labelled,
                    Span whole, ast::Status& status);
  ast::StepClause extension(Parser::ExtendedWordsContext* context, std::optional<ast::Name> label,
                            Span whole);
  std::optional<ast::ProvisionItem> clock(Parser::ClockContext* context);
  /// Null iff there is none.
  ast::ExpressionPtr where_clause(Parser::WhereClauseContext* context);

  // build_norm.cpp
  std::optional<ast::ProvisionItem> right(Parser::RightContext* context,
                                          std::vector<ast::Connective> connectives, Span whole);
  std::optional<ast::ProvisionItem> norm(Parser::NormContext* context,
                                         std::vector<ast::Connective> connectives, Span whole);
  std::optional<ast::ProvisionItem> reservation(Parser::ReservationContext* context,
                                                std::optional<ast::Name> label,
                                                std::vector<ast::Connective> connectives,
                                                Span whole);
  std::optional<ast::ProvisionItem> limit(Parser::LimitContext* context);
  std::optional<ast::ProvisionItem> binds(Parser::BindsContext* context);
  std::optional<ast::ProvisionItem> no_reservation(Parser::NoReservationContext* context) const;

  // build_provision.cpp
  std::optional<ast::ProvisionItem> governed(Parser::GovernedContext* context);
  std::optional<ast::ProvisionItem> definition(Parser::DefinitionContext* context,
                                               std::vector<ast::Connective> connectives,
                                               Span whole);
  void definition_rules(Parser::DefinitionRulesContext* context, ast::Definition& definition);
  /// Of a definition's block, or what an amendment inserts in one.
  template <typename RuleContext>
  ast::Rule rule(RuleContext* context);
  std::optional<ast::Settlement> settlement(Parser::SettlementContext* context) const;
  std::optional<ast::ProvisionItem> clause(Parser::ClauseContext* context,
                                           std::optional<ast::Name> label,
                                           std::vector<ast::Connective> connectives, Span whole);
  std::vector<ast::Connective> connectives(
      const std::vector<Parser::ConnectiveContext*>& contexts) const;
  std::optional<ast::Target> reference(Parser::ReferenceContext* context) const;
  std::optional<ast::Target> target(Parser::TargetContext* context) const;
  std::optional<ast::Address> address(Parser::AddressContext* context) const;
  std::vector<ast::DivisionStep> steps(
      const std::vector<Parser::DivisionStepContext*>& contexts) const;
  std::optional<ast::Name> head_label(Parser::HeadLabelContext* context) const;

  // build_expression.cpp: `expression` takes any context between expression and primary.
  ast::ExpressionPtr expression(Context* context);
  ast::ExpressionPtr missing(Context* context) const;
  /// `context`, or what is missing in `around`.
  ast::ExpressionPtr expression_or_missing(Context* context, Context* around);
  ast::ExpressionPtr unless(Parser::ExpressionContext* context);
  ast::ExpressionPtr negation(Parser::NegationContext* context);
  ast::ExpressionPtr comparison(Parser::ComparisonContext* context);
  ast::ExpressionPtr arithmetic(Context* context);
  ast::ExpressionPtr factor(Parser::FactorContext* context);
  ast::ExpressionPtr primary(Parser::PrimaryContext* context);
  ast::ExpressionPtr literal(Parser::LiteralContext* context);
  ast::ExpressionPtr quantifier(Parser::QuantifierContext* context);
  static ast::ExpressionPtr make(Span span, decltype(ast::Expression::node) node);
  std::vector<ast::ExpressionPtr> operands(Context* context);

  // build_group.cpp
  ast::Head head(Parser::HeadContext* context);
  ast::ExpressionPtr group(Parser::GroupContext* context);
  void check_heads(Parser::GroupContext* context, const std::vector<Parser::HeadContext*>& heads,
                   bool tell);
  bool has_error_inside(Span span) const;

  // build_draft.cpp
  std::optional<ast::Item> draft(Parser::DraftContext* context);
  /// `in_block`: those of an article of the draft.
  std::vector<ast::DraftItem> draft_items(const std::vector<Parser::DraftItemContext*>& contexts,
                                          bool in_block);
  std::optional<ast::DraftItem> draft_item(Parser::DraftItemContext* context, bool in_block);
  std::optional<ast::DraftItem> amending_block(Parser::AmendingBlockContext* context);
  std::optional<ast::DraftItem> amendment(Parser::AmendmentContext* context);
  std::optional<decltype(ast::Amendment::change)> change(Parser::ChangeContext* context);
  std::optional<ast::Inserted> inserted(Parser::InsertedContext* context);
  std::optional<ast::Position> position(Parser::PositionContext* context) const;
  std::optional<ast::Place> place(Parser::PlaceContext* context) const;

  // build_example.cpp
  std::optional<ast::Item> example(Parser::ExampleContext* context);
  std::optional<ast::ExampleItem> example_item(Parser::ExampleItemContext* context);
  std::optional<ast::GivenRow> row(Parser::RowContext* context);
  std::optional<ast::GivenValue> given_value(Parser::GivenValueContext* context);
  std::optional<ast::ExampleItem> expectation(Parser::ExpectationContext* context);

  /// Nothing where one of the days cannot be read.
  std::optional<ast::DateRange> date_range(const std::vector<Terminal*>& days) const;

  /// A literal of an example as any variant that holds every kind of literal.
  template <typename Variant>
  std::optional<Variant> signed_literal(Parser::SignedLiteralContext* context);

  std::string_view text_;
  FileId file_;
  Emitter& emitter_;
  bool has_stray_heads_ = false;
};

}  // namespace nansen::syntax
