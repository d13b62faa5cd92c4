// What drafts change, as a report.
#pragma once

#include "compiler/compare/outcome.h"
#include "compiler/report/report.h"

namespace nansen::compare {

/// For reading: who gains and loses by each draft; then, for each definition that differs, its
/// transitions, and what moves whom, with the smallest case that shows it and both explanations;
/// what the drafts amend, what of it no case shows a difference by, and what is not verified.
report::Report present_for_reading(const Outcome& outcome);

/// The same without explanations, the facts of the cases, and what is not verified.
report::Report present_tables(const Outcome& outcome);

/// Who gains and loses, and what moves whom with the smallest case that shows it: what one reads
/// between two changes of a text.
report::Report present_briefly(const Outcome& outcome);

/// The same as `present_for_reading` as tables for programs, none left out: a row a definition and
/// draft (`effects`), a transition, a group, a cause, a fact of a witness, a step of an
/// explanation. Groups are numbered from 1 through all of them.
report::Report present_as_data(const Outcome& outcome);

/// What each draft amends, and of that what no case shows a difference by: part of both of the
/// above, and of what is said of formulas. `cases` is what differences were looked for in: `case`,
/// `State`; empty where none was looked at.
std::vector<report::Part> amendments_for_reading(const std::vector<ComparedDraft>& drafts,
                                                 std::string_view cases);
report::Part amendments_as_data(const std::vector<ComparedDraft>& drafts);

}  // namespace nansen::compare
