// Of nansen compare: the definitions of an instrument as it stands and as drafts amend it, over the
// same cases.

#include "compiler/compare/present_drafts.h"
#include "compiler/driver/comparison.h"
#include "compiler/driver/draft_comparer.h"

namespace nansen::driver {

std::optional<ComparisonResult> compare_drafts(session::Session& session,
                                               const CompareArguments& arguments,
                                               const Terminal& terminal) {
  auto compared = compared_texts(session, arguments.asking.definitions);
  if (!compared) return std::nullopt;
  auto outcome = DraftComparer(session, arguments, terminal, *compared).outcome();
  if (!outcome) return std::nullopt;
  const session::Timings::Scope scope(session.timings(), "present");
  ComparisonResult result;
  result.whole = compare::present_as_data(*outcome);
  result.shown = arguments.format != OutputFormat::Table ? result.whole
                 : arguments.brief                       ? compare::present_tables(*outcome)
                                                         : compare::present_for_reading(*outcome);
  result.outcome = std::move(outcome);
  result.texts = draft_texts(*compared);
  return result;
}

}  // namespace nansen::driver
