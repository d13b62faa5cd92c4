// Plain three-valued operations over rows: what is left of a program when its meaning is explicit.
//
// Everything of an enumeration has become truth: "the value is k", "the value is at least k", "the
// set includes k". Besides truths there are exact numbers, which may be unknown. The module is
// total, straight-line and self-contained: it names its own columns, so it can be printed as text
// and parsed back without the program it came from.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/ids.h"
#include "compiler/base/rational.h"
#include "compiler/base/truth.h"

namespace nansen::ir {

struct Domain;
struct Column;
struct Instruction;
struct RuleEntry;
using DomainId = Id<Domain>;
using ColumnId = Id<Column>;
using ValueId = Id<Instruction>;
using RuleEntryId = Id<RuleEntry>;

/// Root: the cases. Rows: the rows of one link of the parent domain, several or none a parent row.
/// Referenced: one table of an entity, shared by all references to it.
enum class DomainKind : std::uint8_t { Root, Rows, Referenced };

struct Domain {
  DomainKind kind{};
  std::string entity;
  DomainId parent;  // of Rows
  ColumnId link;    // of Rows: the Rows column of the parent
  bool operator==(const Domain&) const = default;
};

enum class ColumnKind : std::uint8_t {
  Boolean,
  Enumeration,
  OrderedEnumeration,
  Set,
  Number,
  Reference,
  Rows
};

/// Of a number of which but a range is known there are two columns of one name: Least and Greatest.
enum class Bound : std::uint8_t { Exact, Least, Greatest };

/// A fact of a domain's rows. A number's stored integer is value * scale, within [least, greatest]
/// (also times scale).
struct Column {
  ColumnKind kind{};
  DomainId domain;
  std::string name;
  std::vector<std::string> members;  // of Enumeration, OrderedEnumeration and Set
  std::int64_t scale = 1;
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  DomainId target;  // of Reference: the referenced domain; of Rows: the domain of the rows
  Bound bound = Bound::Exact;  // of Number
  bool operator==(const Column&) const = default;
};

/// What an instruction does; opcodes.def says of each what it takes and what it means.
enum class Opcode : std::uint8_t {
#define NANSEN_OPCODE(name, word, result, operands, place, columns, payload) name,
#include "compiler/ir/opcodes.def"
#undef NANSEN_OPCODE
};

/// True iff the opcode gives a number rather than a truth.
bool gives_number(Opcode opcode);
/// The opcode's word in the text: `and`, `column_is`, `at_least_rows`.
std::string_view to_string(Opcode opcode);

/// One operation; its operands come before it. `domain` is whose rows it has a value for; a
/// constant may serve any domain but stands in one.
struct Instruction {
  Opcode opcode{};
  DomainId domain;
  std::vector<ValueId> operands;
  ColumnId column;
  ColumnId other_column;
  std::uint32_t member = 0;
  std::int64_t count = 0;
  Truth truth = Truth::Undetermined;
  Rational number;
  bool operator==(const Instruction&) const = default;
};

/// A rule of the program: its number there, its citation in full, and the value that says where it
/// holds, at most one a domain. The explanation of any row starts from this table.
struct RuleEntry {
  std::uint32_t rule = 0;
  std::string citation;
  ValueId value;
  bool operator==(const RuleEntry&) const = default;
};

enum class OutputKind : std::uint8_t {
  Truth,               // values[0]
  Enumeration,         // values[k]: the value is member k
  OrderedEnumeration,  // values[k - 1]: the value is at least member k, for k >= 1
  Number,              // values[0]
  Date,                // values[0], days since 1970-01-01
  DateRange,           // values[0] the least, values[1] the greatest day that it may be
};

/// Days on which no one works; as program::Calendar.
struct Calendar {
  std::string name;
  std::uint8_t weekend = 0;            // bit 0 is Monday; never all seven
  std::vector<std::int32_t> holidays;  // ascending
  std::vector<std::int32_t> yearly;    // 100 * month + day, ascending
  bool operator==(const Calendar&) const = default;
};

/// An asked definition, in the root domain.
struct Output {
  OutputKind kind{};
  std::string name;
  std::vector<std::string> members;
  std::vector<ValueId> values;
  bool operator==(const Output&) const = default;
};

/// The origin of what is made for no rule: a formula's own conditions.
inline constexpr std::uint32_t no_rule = 0xffffffff;

struct Module {
  Store<Domain, Domain> domains;  // domains[0] is the root
  Store<Column, Column> columns;
  std::vector<Calendar> calendars;
  Store<Instruction, Instruction> instructions;
  /// Parallel to `instructions`: the rules each one was made for, ascending, never empty.
  std::vector<std::vector<std::uint32_t>> origins;
  Store<RuleEntry, RuleEntry> rules;
  std::vector<Output> outputs;
  bool operator==(const Module&) const = default;
};

/// The module as text, an instruction a line: `%12 : truth @Person = and %3 %11  ; rules 4 7`.
/// `parse(print(m))` equals `m` for every module that verifies.
std::string print(const Module& module);

/// Reads what `print` writes. On failure returns false and says why, with the line, in `error`.
bool parse(std::string_view text, Module& module, std::string& error);

/// What is wrong with `module`, one line a violated invariant, which begins with the invariant's
/// name
/// (`operand-before-use: ...`; the names are listed in verify.cpp); empty iff well formed.
std::vector<std::string> verify(const Module& module);

}  // namespace nansen::ir
