// Random sheets and scenarios for them: every operation, sets that differ, and numbers that tie or
// nearly do.
#pragma once

#include "compiler/interpret/sheet.h"
#include "compiler/ir/sheet.h"
#include "runtime/scenarios.h"
#include "tests/support/random/random.h"

namespace nansen::test {

struct SheetOptions {
  std::size_t operations = 60;  // about so many
  std::size_t outputs = 6;
  /// Of a hundred apportionments, how many refuse ties.
  std::size_t refused_percent = 10;
};

/// A sheet that verifies. Most scenarios that random_scenarios makes for it have no error.
ir::Sheet random_sheet(Random& random, const SheetOptions& options);

struct ScenarioOptions {
  std::size_t rows = 12;
  std::size_t count = 20;
  /// Of a hundred numbers, how many are not known at a row.
  std::size_t unknown_percent = 3;
  /// Of a hundred truths, how many are undetermined at a row.
  std::size_t undetermined_percent = 0;
};

/// Scenarios that fit a sheet of random_sheet. Their rows are now all alike, now of two kinds, now
/// alike but for one unit in the last place, now such that remainders tie, now of any size.
runtime::Scenarios random_scenarios(const ir::Sheet& sheet, Random& random,
                                    const ScenarioOptions& options);

/// One scenario as the table that the interpreter reads. The names of the rows do not ascend.
interpret::SheetTable table_of(const runtime::Scenarios& scenarios, std::size_t scenario);

}  // namespace nansen::test
