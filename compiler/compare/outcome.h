// What drafts change over a population: everything that is shown of it, in whatever form.
//
// One base is held against any number of drafts. Everything here is in words and numbers: no ids of
// any program, so that tables, pages and receipts need no program to be written.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/base/rational.h"
#include "compiler/base/truth.h"
#include "compiler/report/report.h"

namespace nansen::compare {

/// Cases, and the persons they stand for (cases, where there are no weights).
struct Count {
  std::uint64_t cases = 0;
  std::int64_t persons = 0;
};

/// What a definition can answer, as rows and columns of its transitions. Of truths: yes,
/// undetermined, no. Of enumerations: the members in their order, then undetermined. Of numbers and
/// dates: known, undetermined; how far they moved is said by Movement. Last, of all but truths
/// where some case has none: no value. Two undetermined answers are alike, whatever each may still
/// be.
struct Subject {
  std::string name;   // `mimc_2017.forced_migrant`
  std::string title;  // the heading of its provision, or of the status or right; may be empty
  enum class Kind : std::uint8_t { Truth, Enumeration, OrderedEnumeration, Number, Date } kind{};
  bool is_right = false;
  bool is_status = false;
  std::vector<std::string> categories;
};

/// A provision that the texts differ in.
struct ChangedProvision {
  std::string citation;  // `MIMC, art. 125(harm)(climate)`; the new one, unless it was omitted
  enum class Kind : std::uint8_t { Inserted, Omitted, Changed } kind{};
  std::string before;    // its words, empty for Inserted
  std::string after;     // empty for Omitted
  std::string amending;  // by what: `climate_head (1)`; empty where no draft says so
};

/// The case that shows a group: as few facts as can be.
struct ShownCase {
  std::string name;  // of the case it was made from
  /// `fact`, `value` of the facts that are known, linked rows' after their row's name.
  struct Fact {
    std::string name;
    std::string value;
    std::string question;
  };
  std::vector<Fact> facts;
  std::size_t facts_before = 0;  // known facts of the case it was made from
  /// False where a definition and draft have too many groups for all to be made smaller: then these
  /// are the facts of the case itself, and there are no explanations.
  bool smallest = false;
  report::Report before;  // the base's explanation
  report::Report after;   // the draft's
};

/// Moved from one answer to another for one set of causes. Every case whose answers differ is in
/// exactly one group of its definition and draft.
struct Group {
  std::string from;  // a category
  std::string to;    // another; of numbers and dates that stay known: `earlier`, `later`, `less`,
                     // `more`
  std::vector<std::size_t> causes;  // of ComparedDraft::provisions, ascending; never empty
  Count count;
  ShownCase witness;
};

/// How far dates or numbers moved, over the cases in which both are known and differ. Days for
/// dates.
struct Movement {
  Count less;                                       // earlier
  Count more;                                       // later
  std::optional<Rational> least, median, greatest;  // of what is added, weighted by persons
};

/// What one draft does to one definition.
struct Effect {
  std::size_t subject = 0;  // of Outcome::subjects
  std::size_t draft = 0;    // of Outcome::drafts
  /// [from][to], by the subject's categories.
  std::vector<std::vector<Count>> transitions;
  Count differing;
  Movement movement;          // of Number and Date
  Count better, worse;        // of OrderedEnumeration: to a higher member, to a lower one
  std::vector<Group> groups;  // most persons first
};

struct ComparedDraft {
  std::string name;
  std::string title;
  bool amends_base = true;                   // false: it is no draft of the base, but another text
  bool touches = true;                       // false: it changes nothing of what is compared
  std::vector<ChangedProvision> provisions;  // what its text changes, by order of the text
  /// Of `provisions`: those that no case here shows a difference by.
  std::vector<std::size_t> without_effect;
  /// Definitions that only the draft, or only the base, has.
  std::vector<std::string> only_here, only_in_base;
};

struct Outcome {
  std::string base;  // `mimc_2017`
  std::string base_title;
  std::vector<std::string> base_drafts = {};  // that the base is amended by before all others
  std::vector<ComparedDraft> drafts;
  std::vector<Subject> subjects;
  std::vector<Effect> effects;  // subject by subject, draft by draft
  /// Definitions that no draft touches, neither they nor what they rest on.
  std::vector<std::string> untouched = {};
  std::vector<std::string> unverified = {};  // marks of what the answers rest on
  std::uint64_t cases = 0;
  std::int64_t persons = 0;
  bool weighted = false;
  std::optional<std::string> as_of = {};
};

/// One State's share and quota by base and drafts: [0] is the base; absent outside the set.
struct StateShares {
  std::string state;
  std::vector<std::optional<Rational>> shares;  // 0.3 is 30 %
  std::vector<std::optional<std::int64_t>> quotas;
};
struct SharesOutcome {
  std::string base, formula;
  std::vector<std::string> base_drafts = {};  // as of Outcome
  std::vector<std::string> drafts;
  std::string unit = {};            // of the quotas: `persons`; empty where nothing is divided
  std::vector<StateShares> states;  // in the order of the table
  std::vector<ComparedDraft> changes;
};

}  // namespace nansen::compare
