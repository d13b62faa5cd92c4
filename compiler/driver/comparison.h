// What a comparison came to, whatever was compared; used by the commands that compare.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/compare/outcome.h"
#include "compiler/driver/arguments.h"
#include "compiler/driver/command.h"
#include "compiler/page/page.h"
#include "compiler/report/report.h"

namespace nansen::driver {

struct ComparisonResult {
  report::Report shown;  // in the form that was asked for
  report::Report whole;  // for other programs: receipts hold the hash of its JSON
  /// Of drafts: what pages show.
  std::optional<compare::Outcome> outcome = {};
  std::optional<compare::SharesOutcome> shares = {};
  std::vector<page::DraftText> texts = {};
};

/// The arguments with the files and texts that the names stand for.
Common common_of(const CompareArguments& arguments);

/// Compares what the names are: definitions, rights or formulas of one text, or, where one of them
/// is a draft, the texts themselves. The files must have been loaded. Nothing after an error.
std::optional<ComparisonResult> compare_names(session::Session& session,
                                              const CompareArguments& arguments,
                                              const Terminal& terminal);

std::optional<ComparisonResult> compare_definitions(session::Session& session,
                                                    const CompareArguments& arguments,
                                                    const Terminal& terminal);
std::optional<ComparisonResult> compare_rights(session::Session& session,
                                               const CompareArguments& arguments,
                                               const Terminal& terminal);
/// Formulas of one text over one table of States.
std::optional<ComparisonResult> compare_formulas(session::Session& session,
                                                 const CompareArguments& arguments);
/// One formula in several texts.
std::optional<ComparisonResult> compare_formula_in_drafts(session::Session& session,
                                                          const CompareArguments& arguments);
/// The definitions of an instrument in several texts, over cases.
std::optional<ComparisonResult> compare_drafts(session::Session& session,
                                               const CompareArguments& arguments,
                                               const Terminal& terminal);

}  // namespace nansen::driver
