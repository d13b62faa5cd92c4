// A formula and the allocations by it become a sheet, and what the sheet reads becomes modules.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/ir/ir.h"
#include "compiler/ir/sheet.h"
#include "compiler/program/program.h"

namespace nansen::lower {

struct FormulaRequest {
  program::FormulaId formula;
  /// The allocations to answer too; all are by this formula.
  std::vector<program::AllocationId> allocations;
  std::map<program::ReadingId, std::size_t> readings;
  std::optional<std::int32_t> as_of;  // as in Request
  /// Outputs for all lines of the formula; false: for the result and the allocations alone.
  bool lines = true;
};

/// What an output of the sheet is.
enum class FormulaOutputKind : std::uint8_t {
  Line,         // a line other than the result; a number or a truth
  Result,       // the formula's own line
  Entitlement,  // what an allocation rounds
  Quota         // what it gives
};
struct FormulaOutput {
  FormulaOutputKind kind{};
  program::FormulaLineId line;       // of Line and Result
  program::AllocationId allocation;  // of Entitlement and Quota
};

/// Where an input of the sheet comes from: an output of `states`, or a group.
struct InputSource {
  bool grouped = false;
  std::size_t index = 0;
  /// For messages and for what can be varied: the fact, where the input is nothing but a fact.
  program::FactId fact;
  program::ExpressionId base;
  program::FormulaExpressionId origin;
};

/// The rows of another entity that are summed up for each State: a module over that entity.
struct GroupModule {
  ir::Module rows;  // outputs: the condition, if any, then the number, unless rows are counted
  program::EntityId entity;
  program::FactId by;
  ir::ColumnId by_column;  // of the root domain of `rows`
  program::Combination combination{};
  bool has_condition = false;
  program::MissingRule missing{};
  program::FormulaExpressionId origin;
};

struct LoweredFormula {
  ir::Sheet sheet;
  ir::Module states;                 // over the table of States
  std::vector<InputSource> sources;  // by input of the sheet
  std::vector<GroupModule> groups;
  std::vector<program::ParameterId> parameters;  // by parameter of the sheet
  std::vector<FormulaOutput> outputs;            // by output of the sheet
  /// The sheet's value of each formula expression that was reached.
  std::map<program::FormulaExpressionId, ir::SheetValueId> values;
  /// The allocation of each Entitlement and Apportion.
  std::map<ir::SheetValueId, program::AllocationId> allocations;
  /// The sheet's set of each set that was reached, without the States left out of the formula.
  std::map<program::StateSetId, ir::SheetValueId> sets;
};

/// From now on `allocation` divides `total` and not what its provision says.
void set_total(program::Program& program, program::AllocationId allocation, const Rational& total);

/// `program` must have been checked without errors. The sheet and the modules always verify.
LoweredFormula lower_formula(const program::Program& program, const FormulaRequest& request);

}  // namespace nansen::lower
