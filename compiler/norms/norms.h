// Breaches over a table of acts: of norms, act by act, and of limits, sum by sum.
//
// Norms are asked as any definition is: their answers come from whichever engine. Limits are asked
// as bare expressions (whether a row counts, and how much), and added up exactly here.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/lower/lower.h"
#include "compiler/program/program.h"
#include "runtime/batch.h"

namespace nansen::norms {

/// What is asked of a table of acts, all of one entity.
struct Asked {
  program::EntityId entity;
  std::vector<program::NormId> norms;  // none that permit: no act breaches them
  std::vector<program::LimitId> limits;
  std::map<program::ReadingId, std::size_t> readings = {};
  std::optional<std::int32_t> as_of = {};
};

// ---- norms -------------------------------------------------------------------------------------

/// The definitions that say whether an act breaches each of the norms.
std::vector<program::DefinitionId> breach_definitions(const program::Program& program,
                                                      const Asked& asked);

/// An act that breaches a norm (Yes) or may do so (Undetermined).
struct Breach {
  std::size_t norm = 0;  // position in Asked::norms
  std::string act;
  Truth breached{};
};

struct NormCount {
  std::uint64_t breached = 0;
  std::uint64_t open = 0;
};

/// What the norms' answers for all acts come to.
struct NormAnswers {
  std::uint64_t acts = 0;
  std::vector<NormCount> counts;  // by norm
  std::vector<Breach> breaches;   // in the order of the table
};

/// Adds a batch. `results` are those of `breach_definitions`.
void add(NormAnswers& answers, const cases::CaseBatch& batch, const runtime::Results& results);

// ---- limits ------------------------------------------------------------------------------------

/// What an engine is asked of each row for the limits.
lower::ExpressionRequest expressions_of(const program::Program& program, const Asked& asked);

/// A group of rows in one window of time, of which the sum exceeds the most that is allowed, or may
/// do so.
struct Window {
  /// What the rows have in common, as the limit names it: `origin`, `AUS`. `unknown` where rows are
  /// put together that do not say it.
  std::vector<std::pair<std::string, std::string>> group;
  /// `2026`, `2026-03`, `2026-03-01 to 2026-04-12` (days on which it is so; of AtOnce), `unknown`,
  /// or empty where there are no windows.
  std::string window;
  Truth breached{};
  Rational certain;                  // the sum of what certainly counts; of AtOnce the greatest
  std::optional<Rational> possible;  // with all that may count; nothing: there is no bound
  std::string greatest_on;           // of AtOnce: the first day of the greatest sum
  std::vector<std::string> rows;     // what certainly counts
  std::vector<std::string> open;     // what may count besides
};

struct LimitAnswer {
  program::LimitId limit;
  Rational most;
  std::uint64_t windows = 0;  // groups, in their windows, that a row certainly or possibly is in
  std::uint64_t breached = 0;
  std::uint64_t open = 0;
  Rational greatest;             // the greatest certain sum of all windows
  std::string greatest_in;       // its group and window, in words; empty where no row counts
  std::vector<Window> exceeded;  // breached or open, by group and time
};

/// Collects what counts toward limits, batch by batch. Memory grows with the rows that count.
class Limits {
 public:
  /// `module` is what `expressions_of` was lowered to; its domains and columns are those of the
  /// batches. All must outlive this.
  Limits(const program::Program& program, const ir::Module& module, const Asked& asked);
  ~Limits();

  /// `results` are the module's outputs; `path` is the table's, for messages.
  void add(const cases::CaseBatch& batch, const runtime::Results& results, const std::string& path,
           Emitter& emitter);
  std::vector<LimitAnswer> answers() const;

  struct Collected;

 private:
  const program::Program& program_;
  const ir::Module& module_;
  const Asked& asked_;
  std::vector<Collected> limits_;
  std::vector<std::string> acts_;  // the ids of rows that count
};

}  // namespace nansen::norms
