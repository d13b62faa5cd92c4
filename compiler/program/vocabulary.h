// What a program's tables hold: types, enumerations, entities, facts and calendars.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compiler/base/ids.h"
#include "compiler/base/rational.h"
#include "compiler/source/source.h"

namespace nansen::program {

struct Parameter;
struct StateSet;
struct FormulaExpression;
struct FormulaLine;
struct Formula;
struct Allocation;
using ParameterId = Id<Parameter>;
using StateSetId = Id<StateSet>;
using FormulaExpressionId = Id<FormulaExpression>;
using FormulaLineId = Id<FormulaLine>;
using FormulaId = Id<Formula>;
using AllocationId = Id<Allocation>;

struct Calendar;
struct Computation;
struct Status;
struct Clock;
struct Right;
struct Norm;
struct Limit;
struct Binding;
using CalendarId = Id<Calendar>;
using ComputationId = Id<Computation>;
using StatusId = Id<Status>;
using ClockId = Id<Clock>;
using RightId = Id<Right>;
using NormId = Id<Norm>;
using LimitId = Id<Limit>;
using BindingId = Id<Binding>;

struct Enumeration;
struct Entity;
struct Fact;
struct Instrument;
struct Reading;
struct Definition;
struct Rule;
struct Variable;
struct Expression;
struct Example;
using EnumerationId = Id<Enumeration>;
using EntityId = Id<Entity>;
using FactId = Id<Fact>;
using InstrumentId = Id<Instrument>;
using ReadingId = Id<Reading>;
using DefinitionId = Id<Definition>;
using RuleId = Id<Rule>;
using VariableId = Id<Variable>;
using ExpressionId = Id<Expression>;
using ExampleId = Id<Example>;

// ---- types
// ---------------------------------------------------------------------------------------

enum class TypeKind : std::uint8_t {
  Invalid,  // after an error; converts to anything silently
  Boolean,
  Integer,
  Decimal,      // exact rational
  Date,         // days since 1970-01-01
  Period,       // days, or months (a year is 12 months); the two do not mix
  Enumeration,  // one member; ordered where the enumeration is
  Set,          // of members of an enumeration
  Reference,    // to one row of another entity
  Rows,         // linked rows of another entity (facts only)
};

/// A product of powers: `persons per million inhabitants` is persons^1 "million inhabitants"^-1.
/// Dimensionless iff empty.
struct Unit {
  std::map<std::string, int> powers;
  bool operator==(const Unit&) const = default;
};

struct Type {
  TypeKind kind = TypeKind::Invalid;
  EnumerationId enumeration;  // of Enumeration and Set
  EntityId entity;            // of Reference and Rows
  Unit unit;                  // of Integer and Decimal
  bool in_months = false;     // of Period
  bool operator==(const Type&) const = default;
};

// ---- vocabularies
// --------------------------------------------------------------------------------

struct Member {
  std::string name;
  std::string description;
};

struct Enumeration {
  std::string name;
  std::string title;
  std::string vocabulary;
  bool ordered = false;
  std::vector<Member> members;  // ascending where ordered; at most 1,000
  Span span;
};

/// What is stored of a numeric fact. A value in a table of cases must lie in [least, greatest] and
/// be a multiple of 1/scale; so every stored value is the 64-bit integer value * scale.
struct NumericRange {
  Rational least;
  Rational greatest;
  std::int64_t scale = 1;
};
/// The ranges where a fact declares none: integers within 9e15; decimals within 9e12 to six places.
inline constexpr std::int64_t default_integer_limit = 9'000'000'000'000'000;
inline constexpr std::int64_t default_decimal_limit = 9'000'000'000'000;
inline constexpr std::int64_t decimal_scale = 1'000'000;
/// Dates run from 0001-01-01 to 9999-12-31; periods within 1,000,000 of their unit.
inline constexpr std::int64_t period_limit = 1'000'000;

struct Fact {
  std::string name;
  EntityId entity;
  Type type;
  bool judgement = false;
  bool in_years = false;  // of Period: tables count years, the stored value is months
  NumericRange range;     // of Integer, Decimal, Date (days) and Period (days or months)
  std::string question;
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
  Span span;
};

struct Entity {
  std::string name;
  std::string title;
  std::string vocabulary;
  std::vector<FactId> facts;  // as declared
  Span span;
};

/// The days on which no one works: some days of every week, single days, and days of every year
/// (29 February in leap years only). Some day of the week is always a working day, and so is one of
/// any 200 days.
struct Calendar {
  struct Holiday {
    std::int32_t day = 0;
    std::string name;
  };
  struct YearlyHoliday {
    std::int32_t month = 0;
    std::int32_t day = 0;
    std::string name;
  };
  std::string name;
  std::string title;
  std::string vocabulary;
  std::uint8_t weekend = 0;       // bit 0 is Monday
  std::vector<Holiday> holidays;  // ascending, each once
  std::vector<YearlyHoliday> yearly_holidays;
  std::vector<std::string> sources;
  std::vector<std::string> notes;
  std::vector<std::string> unverified;
  Span span;
};

}  // namespace nansen::program
