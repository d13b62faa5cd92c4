// An answer as a report: a table of States with every line of the formula, its totals, what is in
// force and what is not verified.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/report/report.h"
#include "compiler/sharing/answer.h"
#include "compiler/sharing/rounded.h"

namespace nansen::sharing {

/// Table: the order of the file. Share and Quota: the largest first; of equals the file's order.
enum class SortOrder : std::uint8_t { Table, Name, Share, Quota };

/// Reading: shares as percentages, numbers in thousands. Csv: one table, plain numbers. Json: that,
/// with shares and entitlements as exact fractions too, and all else that Reading has.
enum class Form : std::uint8_t { Reading, Csv, Json };

/// The decimals of numbers where nobody asks for others.
inline constexpr int usual_digits_read = 2;
inline constexpr int usual_digits_written = 6;

struct PresentOptions {
  Form form = Form::Reading;
  std::optional<int> digits;
  SortOrder sort = SortOrder::Table;
  /// The allocation whose total is not the provision's.
  program::AllocationId total_set = {};
};

/// How many decimals each output is rounded to in that form.
std::vector<int> decimals_of(const program::Program& program, const lower::LoweredFormula& lowered,
                             const Answer& answer, const PresentOptions& options);

/// Everything that was made of one formula over one table.
struct Answered {
  const program::Program& program;
  const lower::LoweredFormula& lowered;
  const StateTable& table;
  const Answer& answer;
};

/// `rounded` has the decimals of `decimals_of`.
report::Report present(const Answered& answered, const RoundedAnswer& rounded,
                       const PresentOptions& options);

/// The formula that was asked.
program::FormulaId formula_of(const program::Program& program,
                              const lower::LoweredFormula& lowered);

/// The rows in `order`; of `column`, an output, where the order goes by its numbers.
std::vector<std::size_t> sorted_rows(const StateTable& table, const Answer& answer, SortOrder order,
                                     std::optional<std::size_t> share,
                                     std::optional<std::size_t> quota);

/// `rounded each to the nearest`, `largest remainder`.
std::string_view method_words(program::RoundingMethod method);

/// `exempted by "beneficiary"`, of an allocation that exempts some.
std::string exempted_words(const program::Program& program, const program::Allocation& allocation);

}  // namespace nansen::sharing
