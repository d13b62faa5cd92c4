// What drafts change, in the words that tables, pages and messages share.
#pragma once

#include <string>

#include "compiler/compare/outcome.h"

namespace nansen::compare {

/// What became of those whose answers differ. Each is counted once; of numbers and dates that moved
/// and stayed known, only in their movement.
struct Tally {
  Count gained;   // Truth: newly yes. OrderedEnumeration: a higher member
  Count lost;     // Truth: no longer yes, whatever it is now. OrderedEnumeration: a lower member
  Count opened;   // now undetermined, and was known; of truths: was no
  Count settled;  // was undetermined, and is known; of truths: is now no
  Count other;    // another member, one where there was none, or none any more
};
Tally tally(const Subject& subject, const Effect& effect);

/// `persons` where cases carry weights, else `cases`; of one `person`, `case`.
std::string_view counted_as(const Outcome& outcome, bool one = false);
/// `12 persons`, `1 case`.
std::string counted(const Outcome& outcome, const Count& count);
/// The number that `counted` says.
std::int64_t number_of(const Outcome& outcome, const Count& count);

/// `MIMC, art. 125(3)(f), inserted by climate_head (1)`.
std::string cited(const ChangedProvision& provision);
/// `Inserted`: `inserted`; `Omitted`: `omitted`; `Changed`: `changed`.
std::string_view fate_of(const ChangedProvision& provision);
/// What it now says beside what it said: `"2 years" becomes "1 year"`, or the words of the only one
/// there is; empty without words.
std::string words_of(const ChangedProvision& provision);

/// `no → yes`; of numbers and dates the direction alone.
std::string movement_of(const Group& group);

/// `tiny`, or, where drafts amend it before all others, `tiny as amended by first, then second`.
std::string amended(const std::string& base, const std::vector<std::string>& base_drafts);
/// The base of `outcome` so.
std::string base_of(const Outcome& outcome);

/// What is compared: the base, its drafts, and the texts that are no drafts of it.
std::string heading_of(const std::string& base, const std::vector<std::string>& base_drafts,
                       const std::vector<ComparedDraft>& drafts);
/// A sentence for each draft that changes nothing of what is compared.
std::vector<std::string> idle_drafts(const std::vector<ComparedDraft>& drafts);
/// `climate_head "Climate displacement as its own head"`.
std::string quoted_title(const std::string& name, const std::string& title);

/// The subject's name, without the instrument where that is the base.
std::string short_name(const Outcome& outcome, const Subject& subject);

}  // namespace nansen::compare
