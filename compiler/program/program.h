// The typed program: names are ids, every expression has a type, every rule carries its citation.
//
// What a definition means is here in one formula. A rule r holds where
//
//     ways(r)  = {r} and the additions of r
//     own(r)   = condition(r), and own(a) = holds(a) for an addition
//     holds(r) = OR over g in ways(r) of ( own(g) AND NOT OR over e of holds(e) )
//
// where e goes through the exceptions of r that do not spare g,
// in strong Kleene logic. A boolean definition is yes where its root rule holds. So an exception
// defeats every way in, unless it spares it; an exception to the exception lifts it; to any depth.
// `subject to`, `notwithstanding` and `without prejudice to` are turned into exceptions and spares
// by the checker (docs/language/connectives.md states how).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/program/formula.h"
#include "compiler/program/norm.h"
#include "compiler/program/time.h"

namespace nansen::program {

// ---- examples -----------------------------------------------------------------------------------

struct CaseRow;
struct UnknownValue {};
/// A date that lies from one day to another.
struct DayRange {
  std::int32_t least = 0;
  std::int32_t greatest = 0;
  bool operator==(const DayRange&) const = default;
};

/// One given value: truth, number (in the fact's unit; dates in days, periods in days or months),
/// member index, members of a set, a referenced row, or linked rows (complete).
struct CaseValue {
  std::variant<UnknownValue, Truth, Rational, std::size_t, std::vector<std::size_t>,
               std::vector<CaseRow>, DayRange>
      value;
  /// Of a reference given by its id only.
  std::string id;
};
struct CaseRow {
  std::map<FactId, CaseValue> facts;  // not listed: unknown
};

struct Expectation {
  DefinitionId definition;
  std::optional<std::int32_t> as_of;  // for this one alone; absent: as the example says
  /// Undetermined, or a value of the definition's type.
  std::variant<UnknownValue, Truth, Rational, std::size_t, DayRange> value;
  Span span;
};

struct Example {
  std::string name;
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
  EntityId entity;
  CaseRow row;
  std::optional<std::int32_t> as_of;
  std::map<ReadingId, std::size_t> readings;
  std::vector<Expectation> expectations;
  Span span;
};

// ---- the whole ----------------------------------------------------------------------------------

struct Program {
  Store<Enumeration, Enumeration> enumerations;
  Store<Entity, Entity> entities;
  Store<Fact, Fact> facts;
  Store<Instrument, Instrument> instruments;
  Store<Reading, Reading> readings;
  Store<Definition, Definition> definitions;
  Store<Rule, Rule> rules;
  Store<Variable, Variable> variables;
  Store<Expression, Expression> expressions;
  Store<Example, Example> examples;
  Store<Parameter, Parameter> parameters;
  Store<StateSet, StateSet> state_sets;
  Store<FormulaExpression, FormulaExpression> formula_expressions;
  Store<FormulaLine, FormulaLine> formula_lines;
  Store<Formula, Formula> formulas;
  Store<Allocation, Allocation> allocations;
  Store<Calendar, Calendar> calendars;
  Store<Computation, Computation> computations;
  Store<Status, Status> statuses;
  Store<Clock, Clock> clocks;
  Store<Right, Right> rights;
  Store<Norm, Norm> norms;
  Store<Limit, Limit> limits;
  Store<Binding, Binding> bindings;
  /// Every definition after all it refers to; there are no cycles.
  std::vector<DefinitionId> order;
  /// Every line after all lines it refers to; there are no cycles.
  std::vector<FormulaLineId> line_order;
};

/// `instrument.name`, the name by which the command line and tables know a definition.
std::string qualified_name(const struct Program& program, DefinitionId definition);
/// The definition called `instrument.name`, or just `name` where only one instrument has it.
std::optional<DefinitionId> find_definition(const Program& program, std::string_view name);

/// The facts that a definition of type Reference takes its row from, in the order in which its
/// rules first name them: what its values stand for in results. Empty for any other definition.
std::vector<FactId> reference_choices(const Program& program, DefinitionId definition);

/// True iff what `definition` gives depends on the day as of which it is asked.
bool needs_day(const Program& program, DefinitionId definition);
bool needs_day(const Program& program, ExpressionId expression);

/// `boolean`, `integer in persons`, `set of Ground`: as a drafter would write the type.
std::string to_string(const Program& program, const Type& type);

/// The whole program as stable text, for `--print program` and the goldens.
std::string print(const Program& program);

/// What is wrong with `program`, one line a violated invariant; empty iff it is well formed. The
/// checker's result always is, also after errors (Invalid expressions are allowed then).
std::vector<std::string> verify(const Program& program);

}  // namespace nansen::program
