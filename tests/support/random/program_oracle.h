// What a program says of a row, worked out from program::Program itself by plain recursion: the
// formula at the top of program.h and nothing else. Two oracles, which share no code: one in three
// truth values for any facts, one in two for facts that are all known. Lowering must agree with
// both.
#pragma once

#include <map>
#include <optional>
#include <variant>
#include <vector>

#include "tests/support/random/program_facts.h"

namespace nansen::test {

using Readings = std::map<program::ReadingId, std::size_t>;

/// What is known of a number: what it is at least, and at most; both the same where it is known.
struct KnownNumber {
  std::optional<Rational> least;
  std::optional<Rational> greatest;
  bool operator==(const KnownNumber&) const = default;
};

/// What is known of a definition's value, in the form of an output: of a truth itself; of an
/// enumeration "is k" for each member; of an ordered one "is at least k" for each but the least; of
/// a number the number.
struct KnownValue {
  std::vector<Truth> truths;
  KnownNumber number;
  bool operator==(const KnownValue&) const = default;
};

/// In strong Kleene logic. A day that depends on what is not known lies between those that it may
/// be; another number is then unknown.
KnownValue kleene_value(const program::Program& program, const ProgramFacts& facts,
                        const Readings& readings, program::DefinitionId definition, RowPlace row);

/// A value of two-valued logic: a truth, a number, the position of a member; or none, where no rule
/// of the definition gives one.
using PlainValue = std::variant<std::monostate, bool, Rational, std::size_t>;

/// In two-valued logic; every fact that the definition speaks of must be known.
PlainValue plain_value(const program::Program& program, const ProgramFacts& facts,
                       const Readings& readings, program::DefinitionId definition, RowPlace row);

}  // namespace nansen::test
