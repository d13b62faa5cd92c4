// The text as written: names are strings, comments are kept, every node has a span.
//
// Nothing here knows what a name means. A file with syntax errors still has an `ast::File`: it
// holds what could be read, so that the formatter and the checker have something to work on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/ast/expression.h"
#include "compiler/ast/formula.h"
#include "compiler/ast/norm.h"
#include "compiler/ast/time.h"
#include "compiler/base/rational.h"
#include "compiler/source/source.h"

namespace nansen::ast {

// ---- vocabularies ------------------------------------------------------------------------------

enum class TypeKind : std::uint8_t {
  Boolean,
  Integer,
  Decimal,
  Share,
  Date,
  Period,
  Set,
  Named,
  Rows
};

/// `integer from 0 to 150 in persons`, `set of Ground`, `State`, `rows of Nationality`.
struct Type {
  TypeKind kind{};
  bool judgement = false;
  Name name;  // of Set, Named and Rows
  PeriodUnit period_unit{};
  std::optional<Rational> least;
  std::optional<Rational> greatest;
  std::optional<Unit> unit;
  Span span;
};

struct Fact {
  Name name;
  Type type;
  std::optional<Text> question;
  std::vector<Annotation> annotations;
  Span span;
};

struct Entity {
  Name name;
  std::optional<Text> title;
  std::vector<Fact> facts;
  Span span;
};

struct Member {
  Name name;
  std::optional<Text> description;
};

struct Enumeration {
  Name name;
  std::optional<Text> title;
  bool ordered = false;
  std::vector<Member> members;  // ascending where ordered
  Span span;
};

struct Vocabulary {
  Name name;
  std::optional<Text> title;
  Span span;
};

struct UnitDeclaration {
  Name name;
  std::optional<Text> description;
  Span span;
};

struct Uses {
  std::vector<Name> names;
  Span span;
};

// ---- instruments -------------------------------------------------------------------------------

/// One rule of a value-typed definition. `condition` is null for `otherwise`.
struct Rule {
  std::optional<Name> label;
  std::vector<Connective> connectives;
  ExpressionPtr condition;
  ExpressionPtr value;
  std::vector<Annotation> annotations;
  Span span;
};

enum class SettlementKind : std::uint8_t {
  MostFavourable,
  LexSuperior,
  LexPosterior,
  LexSpecialis,
  TheFirst
};
struct Settlement {
  SettlementKind kind{};
  Span span;
};

/// `define NAME of ENTITY as EXPRESSION`, or with a type and rules. Exactly one of `base` and
/// `rules` is used: `base` is null iff the definition has a block of rules.
///
/// With a mark, `right NAME of ENTITY : TYPE owed to EXPRESSION attaches at LEVEL as VALUE` or with
/// rules; `prohibit NAME of ENTITY where EXPRESSION`, likewise `permit`; `oblige NAME of ENTITY
/// where EXPRESSION : EXPRESSION`, whose base is the condition and whose `duty` is what must then
/// be so.
struct Definition {
  DefinitionMark mark{};
  std::vector<OwedTo> owed_to;          // of a right; one at most is allowed
  std::vector<AttachesAt> attaches_at;  // likewise
  ExpressionPtr duty;                   // of Oblige
  std::vector<Connective> connectives;
  Name name;
  Name entity;
  std::optional<Type> type;  // absent: boolean
  ExpressionPtr base;
  std::vector<Rule> rules;
  std::vector<Settlement> settlements;
  std::vector<Annotation> annotations;
  Span span;
};

enum class ClauseKind : std::uint8_t { Addition, FurtherRule, Exception };

/// `TARGET also applies where ...`, `TARGET also provides V where ...`,
/// `TARGET does not apply where ...`.
struct Clause {
  ClauseKind kind{};
  /// Of an exception written `reservation NAME to TARGET where ...`.
  std::optional<Name> reservation;
  std::optional<Name> label;
  std::vector<Connective> connectives;
  Target target;
  ExpressionPtr value;  // of FurtherRule
  ExpressionPtr condition;
  std::vector<Annotation> annotations;
  Span span;
};

struct ReadingChoice {
  Name name;
  std::optional<Text> description;
  bool is_default = false;
};
struct Reading {
  Name name;
  std::optional<Text> question;
  std::vector<ReadingChoice> choices;
  Span span;
};

struct DivisionBlock;
using ProvisionItem =
    std::variant<Annotation, Reading, Boxed<DivisionBlock>, Definition, Clause, Parameter, Formula,
                 Allocation, Computation, ComputedBy, Status, StatusAddition, Clock, Limit,
                 BindsClause, BindsThroughClause, NoReservationClause>;

/// `article 1 section F "Exclusion" { ... }`: one block may open several steps at once.
struct DivisionBlock {
  std::vector<DivisionStep> steps;
  std::optional<Text> heading;
  std::vector<ProvisionItem> items;
  Span span;
  Span header;  // the steps and the heading, without the block
};

enum class DateClauseKind : std::uint8_t { Adopted, InForce, Repealed };
struct DateClause {
  DateClauseKind kind{};
  DateLiteral date;
  Span span;
};
struct CitedClause {
  Text title;
  Span span;
};
struct RankClause {
  std::int64_t rank = 0;
  Span span;
};

/// `replaces qualification_directive_2011`: an earlier version of the same law.
struct ReplacesClause {
  Name instrument;
  Span span;
};

using InstrumentItem =
    std::variant<CitedClause, DateClause, RankClause, ReplacesClause, Uses, ProvisionItem>;

struct Instrument {
  Name name;
  std::optional<Text> title;
  std::vector<InstrumentItem> items;
  Span span;
};

// ---- drafts ------------------------------------------------------------------------------------

/// A place in an instrument: `article 125 paragraph 3 serious_harm (b)`, `(e)`,
/// `responsibility_share.unemployment_effect`, `interim_protection.lasts`. At least one of the
/// three is there. `named` is something the provision declares (a definition, status, formula,
/// parameter, reading...), and then perhaps a part of it: a line of a formula, the word of a
/// status's clause.
struct Place {
  std::vector<DivisionStep> divisions;
  std::optional<Path> named;
  std::vector<Name> heads;
  Span span;
};

/// What an amendment puts into the text: provisions in braces; a head of a group; a rule of a
/// definition of values; a line of a formula; clauses of a status, whose name is empty.
using Inserted = std::variant<std::vector<ProvisionItem>, Head, Rule, FormulaLine, Status>;

enum class PositionKind : std::uint8_t { Before, After, AtTheBeginning, AtTheEnd };
/// `after (e)`; `at the end`. `place` is of Before and After.
struct Position {
  PositionKind kind = PositionKind::AtTheEnd;
  std::optional<Place> place;
  Span span;
};

/// `insert (f) climate_displacement after (e)`; where no position is said, at the end.
struct Insertion {
  Inserted inserted;
  Position position;
};
/// `replace (b) with (b) other_harm`, `replace article 5 with { ... }`.
struct Replacement {
  Place place;
  Inserted inserted;
};
/// `replace the words 1 year with 2 years`: the expression, wherever its words stand once, or
/// `wherever they occur`.
struct WordsReplacement {
  ExpressionPtr words;
  ExpressionPtr by;
  bool everywhere = false;
};
/// `replace the value of unemployment_weight with 20%`: what a parameter, a definition or a line of
/// a formula is, and nothing else of it.
struct ValueReplacement {
  Place place;
  ExpressionPtr value;
};
/// `omit (b)`, `omit article 5`.
struct Omission {
  Place place;
};
/// `omit the words stateless`: one of several operands, heads without a label or members of a list.
struct WordsOmission {
  ExpressionPtr words;
};
/// `renumber article 12 as article 13`, `renumber (c) as (d)`: either `divisions` or `head` is
/// said.
struct Renumbering {
  Place place;
  std::vector<DivisionStep> divisions;
  std::optional<Name> head;
};

/// `(1) in article 125 paragraph 3 insert (f) climate_displacement after (e)`.
struct Amendment {
  std::optional<Name> label;
  std::optional<Place> in;
  std::variant<Insertion, Replacement, WordsReplacement, ValueReplacement, Omission, WordsOmission,
               Renumbering>
      change;
  std::vector<Annotation> annotations;
  Span span;
};

/// `article 1 "Internal protection" { ... }` of a draft: its amendments have addresses of their
/// own.
struct AmendingBlock;
using DraftItem = std::variant<CitedClause, Annotation, Uses, Amendment, Boxed<AmendingBlock>>;
struct AmendingBlock {
  std::vector<DivisionStep> steps;
  std::optional<Text> heading;
  std::vector<DraftItem> items;  // no CitedClause and no Uses
  Span span;
};

/// `draft NAME "..." amends INSTRUMENT { ... }`; `base` may be another draft.
struct Draft {
  Name name;
  std::optional<Text> title;
  Name base;
  std::vector<DraftItem> items;
  Span span;
};

/// `further facts of Person { ... }`: facts that an entity declared elsewhere has too. They belong
/// to the vocabulary whose header stands above them.
struct FurtherFacts {
  Name entity;
  std::vector<Fact> facts;
  Span span;
};

// ---- examples ----------------------------------------------------------------------------------

struct GivenRow;
struct Unknown {};
struct GivenSet {
  std::vector<Name> members;
};
/// `between 2022-02-24 and 2022-03-31`: both days are possible.
struct DateRange {
  DateLiteral least;
  DateLiteral greatest;
};
/// A given value. A number keeps its sign; `Name` is a member of an enumeration; `Text` the id of a
/// row; a `GivenRow` the facts of a referenced row; a vector of rows those of a link.
struct GivenValue {
  std::variant<Unknown, BooleanLiteral, NumberLiteral, DateLiteral, PeriodLiteral, Name, Text,
               GivenSet, Boxed<GivenRow>, std::vector<GivenRow>, Never, DateRange>
      value;
  Span span;
};
struct Assignment {
  Name fact;
  GivenValue value;
  Span span;
};
struct GivenRow {
  std::vector<Assignment> assignments;
  bool otherwise_no = false;
  Span otherwise_span;  // of `otherwise no`
  Span span;
};

struct Given {
  Name entity;
  GivenRow row;
  Span span;
};
struct Undetermined {};
/// `on 2023-03-05 expect DEFINITION : VALUE`.
struct Expectation {
  std::optional<DateLiteral> as_of;  // for this expectation alone
  Span as_of_span;
  Path definition;
  std::variant<Undetermined, BooleanLiteral, NumberLiteral, DateLiteral, PeriodLiteral, Name, Never,
               DateRange>
      value;
  Span value_span;
  Span span;
};
struct ReadingSelection {
  Path reading;
  Name choice;
  Span span;
};
struct AsOf {
  DateLiteral date;
  Span span;
};
/// `as amended by climate_head, no_relocation`: the example is of the text with these drafts
/// applied in order, and of no other.
struct AsAmendedBy {
  std::vector<Name> drafts;
  Span span;
};
using ExampleItem =
    std::variant<Annotation, AsOf, ReadingSelection, Given, Expectation, AsAmendedBy>;

/// `leading` stands between the name and the brace (`example "..." source "..." {`).
struct Example {
  Text name;
  std::vector<ExampleItem> leading;
  std::vector<ExampleItem> items;
  Span span;
};

// ---- files -------------------------------------------------------------------------------------

using Item = std::variant<Uses, Vocabulary, UnitDeclaration, Enumeration, Entity, FurtherFacts,
                          Calendar, Instrument, Draft, Example>;

/// `# words`, without the mark and the space after it. `own_line` iff nothing but space stands
/// before it on its line.
struct Comment {
  std::string text;
  Span span;
  bool own_line = false;
};

struct File {
  FileId file;
  std::vector<Item> items;
  std::vector<Comment> comments;  // in the order of the text
};

/// The span of any item.
Span span_of(const Item& item);
Span span_of(const ProvisionItem& item);
Span span_of(const Target& target);

}  // namespace nansen::ast
