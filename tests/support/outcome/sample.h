// Outcomes made by hand, for tests of what is shown of them.
#pragma once

#include <string>
#include <vector>

#include "compiler/compare/outcome.h"
#include "compiler/page/page.h"

namespace nansen::testing_support {

/// 1,200 persons and two drafts: definitions, a status, a date, an enumeration and rights, with
/// every kind of group and one draft that changes nothing of the first definition.
compare::Outcome sample_outcome();

/// One draft and one truth, with these persons from each answer (yes, undetermined, no) to each.
compare::Outcome small_outcome(const std::vector<std::vector<std::int64_t>>& persons,
                               bool weighted = true);

/// 31 States, of which one comes in and one goes out.
compare::SharesOutcome sample_shares(std::size_t states = 31);

/// The concordance of the sample's first draft, and a receipt of two files.
page::DraftText sample_text();
std::string sample_receipt();

/// `words` in every text of the outcome.
compare::Outcome outcome_of_words(const std::string& words);

}  // namespace nansen::testing_support
