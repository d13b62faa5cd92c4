// One State's numbers, as words; used inside this room.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/report/report.h"
#include "compiler/sharing/explain.h"
#include "compiler/sharing/places.h"

namespace nansen::sharing {

/// Reads one State's values out of a sheet.
class RowValues {
 public:
  RowValues(const Answered& answered, std::size_t row);

  const program::Program& program() const { return program_; }
  const lower::LoweredFormula& lowered() const { return lowered_; }
  const StateTable& table() const { return table_; }
  std::size_t row() const { return row_; }
  const std::string& state() const { return table_.sheet.rows[row_]; }

  /// The expression's number for the State (or another), or nothing where it has none: it is a
  /// truth, was not needed, or is an error.
  std::optional<Rational> number(program::FormulaExpressionId id) { return number(id, row_); }
  std::optional<Rational> number(program::FormulaExpressionId id, std::size_t row);
  std::optional<bool> truth(program::FormulaExpressionId id);
  std::optional<Rational> number(ir::SheetValueId value, std::size_t row);

  /// The rows that a look across States or a redistribution looks at.
  std::vector<std::size_t> members(program::FormulaExpressionId across);
  /// The rows of a set.
  std::vector<std::size_t> members(ir::SheetValueId set);
  /// The input that an indicator reads.
  std::optional<std::uint32_t> input_of(program::FormulaExpressionId indicator) const;
  /// True iff the indicator is not known of the State.
  bool is_missing(program::FormulaExpressionId indicator) const;

 private:
  const program::Program& program_;
  const lower::LoweredFormula& lowered_;
  const StateTable& table_;
  std::size_t row_;
  interpret::SheetTrace trace_;
};

/// The tree of one line after another.
class LineExplainer {
 public:
  LineExplainer(RowValues& values, const ExplainOptions& options, int digits);

  /// The line with all lines it rests on that have not been explained before. `above` is the
  /// address of what it stands under.
  report::Node line(program::FormulaLineId id, const std::string& above);

 private:
  struct Limits {
    program::FormulaExpressionId ceiling;
    program::FormulaExpressionId floor;
    program::FormulaExpressionId redistributed;
  };

  Limits limits_of(const program::FormulaLine& line) const;
  std::string value_text(program::FormulaExpressionId id);
  std::string with_numbers(program::FormulaExpressionId id, program::StateSetId own_set);
  void describe(const program::FormulaLine& line, report::Node& node);
  void describe_limits(const program::FormulaLine& line, report::Node& node);
  void describe_redistribution(program::FormulaExpressionId id, report::Node& node);
  void describe_parts(program::FormulaExpressionId id, program::StateSetId own_set, bool top,
                      report::Node& node);
  std::optional<std::string> across(program::FormulaExpressionId id, program::StateSetId own_set);
  std::optional<std::string> portion(program::FormulaExpressionId id, program::StateSetId own_set);
  void describe_missing(program::FormulaExpressionId id, report::Node& node);
  void add_children(program::FormulaExpressionId id, const std::string& above, report::Node& node);
  static void remark(report::Node& node, std::string text);

  RowValues& values_;
  const program::Program& program_;
  const ExplainOptions& options_;
  int digits_;
  std::set<program::FormulaLineId> explained_;
  std::set<program::AllocationId> allocations_;
};

/// How the quota follows from the share, or an empty tree where the State has no entitlement.
report::Node explain_allocation(RowValues& values, program::AllocationId id,
                                const ExplainOptions& options, int digits);

/// Fields of JSON and CSV: the same for every node.
void set_fields(report::Node& node, std::string_view name, std::string_view kind,
                report::Value value, report::Value fraction, std::string_view words,
                std::string_view numbers, std::string_view address);

}  // namespace nansen::sharing
