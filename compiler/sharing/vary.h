// A formula over many scenarios: what each State's share and quota come to, by native code where it
// decides every digit, exactly where it does not.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/sharing/answer.h"
#include "compiler/sharing/scenario_source.h"

namespace nansen::sharing {

/// One output over all scenarios, in units of 10^-decimals; zero where a State was not asked.
struct VariedOutput {
  std::size_t output = 0;  // of the sheet
  int decimals = 0;
  std::vector<std::vector<std::int64_t>> units;  // by State, then scenario
};

struct Varied {
  std::vector<VariedOutput> outputs;
  std::size_t scenarios = 0;
  /// By State, then scenario: whether it is asked for there. Only there its numbers count.
  std::vector<std::vector<bool>> asked;
  /// How many were worked out exactly because double precision left something open.
  std::size_t exact = 0;
  /// Double precision was tried: else all were worked out exactly.
  bool native = false;
};

struct VaryOptions {
  EngineChoice engine;
  int decimals = 10;       // of shares
  int other_decimals = 4;  // of what a formula gives that is no share
  unsigned threads = 1;
  std::function<void(std::size_t done)> progress = {};
};

/// Works out the result and the quotas of `lowered` for all scenarios of `source`, of `states`
/// States in all. Nothing after an error: one scenario has no answer, or the back end is missing.
std::optional<Varied> work_out(const program::Program& program,
                               const lower::LoweredFormula& lowered, const ScenarioSource& source,
                               std::size_t states, const VaryOptions& options, Emitter& emitter);

/// In how many scenarios a State is asked for.
std::size_t times_asked(const Varied& varied, std::size_t state);
/// A State's numbers in the scenarios in which it is asked for.
std::vector<std::int64_t> units_asked(const Varied& varied, const VariedOutput& output,
                                      std::size_t state);

/// What one State's number was over the scenarios, in the same units.
struct Spread {
  Rational mean;
  std::int64_t low = 0;   // the 5th percentile: a twentieth of the scenarios lie at or below it
  std::int64_t high = 0;  // the 95th
  std::int64_t least = 0;
  std::int64_t greatest = 0;
};
/// Of at least one number.
Spread spread_of(const std::vector<std::int64_t>& units);

/// A State's place by share, over the scenarios in which it is asked for: 1 is the largest; equals
/// share the better place.
struct RankSpread {
  std::size_t kept = 0;  // in how many scenarios it has the place it has in the table itself
  std::size_t best = 0;
  std::size_t worst = 0;
};
/// By State; nothing where it has no number or place.
using Numbers = std::vector<std::optional<std::int64_t>>;
using Ranks = std::vector<std::optional<std::size_t>>;
/// By State; `base` holds the places in the table itself.
std::vector<RankSpread> rank_spreads(const Varied& varied, const VariedOutput& shares,
                                     const Ranks& base);
/// The places of numbers among each other.
Ranks ranks_of(const Numbers& units);

}  // namespace nansen::sharing
