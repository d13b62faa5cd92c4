// Two instruments' rights, one by one, over a population: what each gives the same person.
//
// Rights are matched by their names. Levels of one ordered enumeration compare; members of an
// enumeration without order, or of two enumerations, are the same or other, and anything is better
// than nothing. As in compiler/compare nothing is replayed: it all follows from the truths of the
// outputs, 64 cases at a time.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/ir/ir.h"
#include "compiler/program/program.h"
#include "compiler/report/report.h"
#include "runtime/batch.h"

namespace nansen::rights {

/// One name, and the rights of that name.
struct RightPair {
  std::string name;
  std::optional<program::RightId> left;
  std::optional<program::RightId> right;
};

struct ComparedAsked {
  program::InstrumentId left;
  program::InstrumentId right;
  std::vector<RightPair> pairs;  // in the order of `left`, then what only `right` has
};

/// The rights of both instruments that are of one entity, the one of which both have most; nothing
/// iff there is none.
std::optional<ComparedAsked> pairs_of(const program::Program& program, program::InstrumentId left,
                                      program::InstrumentId right);
/// The definitions to lower for them, each once.
std::vector<program::DefinitionId> definitions_of(const program::Program& program,
                                                  const ComparedAsked& asked);

/// From one standard to another: `aliens_generally` to `nationals`.
struct Change {
  std::string from;
  std::string to;
  std::int64_t persons = 0;
  std::string example;  // the first case
};

/// Persons, where cases carry weights; cases otherwise. Seen from the left instrument: `better` is
/// where the right one gives more.
struct ComparedRight {
  std::int64_t same = 0;
  std::int64_t better = 0;
  std::int64_t worse = 0;
  std::int64_t other = 0;       // both give something, and the two do not compare
  std::int64_t open = 0;        // undetermined
  std::int64_t owed = 0;        // of a right that one of them alone has: to so many
  std::vector<Change> changes;  // most persons first
};

struct ComparedSummary {
  std::uint64_t cases = 0;
  std::int64_t persons = 0;
  bool weighted = false;
  std::vector<ComparedRight> rights;  // by pair
};

/// Fed batch by batch.
class RightsComparison {
 public:
  /// `module` is what `definitions_of` was lowered to, in that order. All must outlive this.
  RightsComparison(const program::Program& program, const ir::Module& module,
                   const ComparedAsked& asked);

  /// `results` are the module's outputs, by whichever engine. Without `weighted` every case is one
  /// person.
  void add(const cases::CaseBatch& batch, const runtime::Results& results, bool weighted);
  ComparedSummary summary() const;

 private:
  struct Output {
    std::size_t number = 0;  // of the module
    bool ordered = false;    // as an output
    program::EnumerationId enumeration;
    bool levels = false;  // the enumeration is ordered
    std::vector<std::string> members;
  };
  struct Tally {
    std::int64_t persons = 0;
    std::string example;
  };

  Output output_of(program::RightId right) const;
  void add_pair(std::size_t pair, const cases::CaseBatch& batch, const runtime::Results& results,
                std::size_t word, std::uint64_t present, bool weighted);

  const program::Program& program_;
  const ir::Module& module_;
  const ComparedAsked& asked_;
  std::map<program::DefinitionId, std::size_t> outputs_;
  std::vector<std::optional<Output>> left_;
  std::vector<std::optional<Output>> right_;
  ComparedSummary summary_;
  std::vector<std::map<std::pair<std::size_t, std::size_t>, Tally>> changes_;  // by pair
};

/// Right by right: better, worse, the same, another standard, only in one; and from which standard
/// to which.
report::Report present(const program::Program& program, const ComparedAsked& asked,
                       const ComparedSummary& summary);

}  // namespace nansen::rights
