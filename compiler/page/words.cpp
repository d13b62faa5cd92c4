#include "compiler/page/words.h"

#include <optional>

#include "compiler/compare/outcome_words.h"
#include "compiler/report/number.h"

namespace nansen::page {

using compare::Count;
using compare::Effect;
using compare::Outcome;
using compare::SharesOutcome;
using compare::Subject;

namespace {

mpz_class whole(std::int64_t count) { return mpz_class(static_cast<long>(count)); }

std::string quoted(const std::string& name) { return "\"" + name + "\""; }

/// `is` or `are`, `holds` or `hold`.
std::string of_number(std::int64_t count, const char* one, const char* many) {
  return count == 1 ? one : many;
}

std::string number_or_none(std::int64_t count) { return count == 0 ? "none" : number(count); }

/// How the answer "yes" is said of people.
struct Verb {
  std::string one, many;  // `is covered`, `are covered`
  std::string newly_one, newly_many;
  std::string no_longer_one, no_longer_many;  // `no longer is`
  std::string object;                         // after it; begins with a space unless empty
};

Verb verb_of(const Outcome& outcome, const Subject& subject) {
  const std::string name = quoted(short_name(outcome, subject));
  if (subject.is_status) {
    return {"holds",          "hold",         "newly holds", "newly hold",
            "no longer does", "no longer do", " " + name};
  }
  if (subject.is_right) {
    return {"is entitled",  "are entitled",  "is newly entitled", "are newly entitled",
            "no longer is", "no longer are", " to " + name};
  }
  std::size_t definitions = 0;
  for (const Subject& other : outcome.subjects) {
    definitions += other.kind == Subject::Kind::Truth && !other.is_right && !other.is_status;
  }
  return {"is covered",
          "are covered",
          "is newly covered",
          "are newly covered",
          "no longer is",
          "no longer are",
          definitions > 1 ? " as " + name : ""};
}

bool is_truth(const Subject& subject) { return subject.kind == Subject::Kind::Truth; }

/// What the headline speaks of: the first that some draft changes, a truth before others, and
/// rights last.
std::optional<std::size_t> leading_subject(const Outcome& outcome) {
  std::optional<std::size_t> best;
  int best_rank = -1;
  for (std::size_t at = 0; at < outcome.subjects.size(); ++at) {
    const Subject& subject = outcome.subjects[at];
    bool changes = false;
    for (const Effect& effect : outcome.effects) {
      changes |= effect.subject == at && effect.differing.cases > 0;
    }
    const int rank = (changes ? 8 : 0) + (is_truth(subject) ? 4 : 0) +
                     (subject.is_right    ? 0
                      : subject.is_status ? 1
                                          : 2);
    if (rank > best_rank) {
      best = at;
      best_rank = rank;
    }
  }
  return best;
}

std::string truth_sentence(const Outcome& outcome, const Effect& effect) {
  const Subject& subject = outcome.subjects[effect.subject];
  const Moved change = moved(outcome, effect);
  const Verb verb = verb_of(outcome, subject);
  const std::string by = " by " + quoted(outcome.drafts[effect.draft].name);
  const auto verb_for = [&](std::int64_t count) {
    return of_number(count, verb.one.c_str(), verb.many.c_str()) + verb.object + by;
  };
  if (change.more > 0 && change.fewer > 0) {
    return number(change.more) + " " +
           of_number(change.more, verb.newly_one.c_str(), verb.newly_many.c_str()) + verb.object +
           by + " and " + number(change.fewer) + " " +
           of_number(change.fewer, verb.no_longer_one.c_str(), verb.no_longer_many.c_str()) + ".";
  }
  if (change.more > 0) {
    return number(change.more) + " more " + verb_for(change.more) + " and none fewer.";
  }
  if (change.fewer > 0) {
    return number(change.fewer) + " fewer " + verb_for(change.fewer) + " and none more.";
  }
  return "none more and none fewer " + verb_for(2) + ".";
}

std::string other_sentence(std::int64_t count, bool further) {
  return "For " + number(count) + (further ? of_number(count, " other", " others") : "") +
         " the answer moves between no and undetermined.";
}

/// What a draft does to the others, after a sentence on one subject.
std::string further_sentence(const Outcome& outcome, const Effect& said) {
  std::int64_t further = 0;
  for (const Effect& effect : outcome.effects) {
    further +=
        effect.draft == said.draft && effect.subject != said.subject && effect.differing.cases > 0;
  }
  if (further == 0) return "";
  return (said.differing.cases > 0 ? " Answers to " : " But answers to ") +
         report::counted(whole(further),
                         said.differing.cases > 0 ? "further question" : "other question") +
         " change too.";
}

}  // namespace

std::string number(std::int64_t count) { return report::grouped(Rational(whole(count)), 0); }

std::string with_sign(std::int64_t count) {
  if (count == 0) return "0";
  return (count > 0 ? "+" : "−") + number(count > 0 ? count : -count);
}

std::int64_t all_of(const Outcome& outcome) {
  return number_of(outcome, Count{outcome.cases, outcome.persons});
}

std::string people(const Outcome& outcome, std::int64_t count) {
  return report::counted(whole(count), counted_as(outcome, true));
}

std::string people_and_cases(const Outcome& outcome, const Count& count) {
  if (!outcome.weighted) return counted(outcome, count);
  return counted(outcome, count) + " (" + report::counted(mpz_class(count.cases), "case") + ")";
}

std::string joined(const std::vector<std::string>& words) {
  std::string made;
  for (std::size_t at = 0; at < words.size(); ++at) {
    if (at > 0) made += at + 1 == words.size() ? " and " : ", ";
    made += words[at];
  }
  return made;
}

std::string title_of(const Outcome& outcome, const Subject& subject) {
  return subject.title.empty() ? short_name(outcome, subject) : subject.title;
}

Moved moved(const Outcome& outcome, const Effect& effect) {
  const Subject& subject = outcome.subjects[effect.subject];
  Moved made;
  if (is_truth(subject) || subject.kind == Subject::Kind::OrderedEnumeration) {
    const compare::Tally all = tally(subject, effect);
    made.more = number_of(outcome, all.gained);
    made.fewer = number_of(outcome, all.lost);
  }
  made.other = number_of(outcome, effect.differing) - made.more - made.fewer;
  return made;
}

std::vector<std::string> headlines(const Outcome& outcome) {
  std::vector<std::string> made;
  const auto leading = leading_subject(outcome);
  if (!leading) return made;
  const std::string of = "Of " + people(outcome, all_of(outcome)) + ", ";
  for (const Effect& effect : outcome.effects) {
    if (effect.subject != *leading) continue;
    const Subject& subject = outcome.subjects[effect.subject];
    const std::string by = " by " + quoted(outcome.drafts[effect.draft].name);
    const Moved change = moved(outcome, effect);
    std::string sentence = of;
    if (is_truth(subject)) {
      sentence += truth_sentence(outcome, effect);
      if (change.other > 0) {
        sentence += " " + other_sentence(change.other, change.more + change.fewer > 0);
      }
    } else if (subject.is_right && subject.kind == Subject::Kind::OrderedEnumeration) {
      sentence += number_or_none(change.more) + of_number(change.more, " is", " are") +
                  " better off as to " + quoted(short_name(outcome, subject)) + by + " and " +
                  number_or_none(change.fewer) + " worse off.";
      if (change.other > 0) {
        sentence += " For " + number(change.other) + of_number(change.other, " other", " others") +
                    " the answer becomes undetermined or ceases to be.";
      }
    } else {
      const std::int64_t count = number_of(outcome, effect.differing);
      sentence += number_or_none(count) + of_number(count, " gets", " get") +
                  " another answer to " + quoted(short_name(outcome, subject)) + by + ".";
    }
    made.push_back(sentence + further_sentence(outcome, effect));
  }
  return made;
}

std::vector<std::string> headlines(const SharesOutcome& shares) {
  std::vector<std::string> made;
  for (std::size_t draft = 0; draft < shares.drafts.size(); ++draft) {
    std::int64_t larger = 0, smaller = 0, same = 0;
    for (const compare::StateShares& state : shares.states) {
      const auto& before = state.shares[0];
      const auto& after = state.shares[draft + 1];
      if (!before && !after) continue;
      const Rational change = after.value_or(Rational(0)) - before.value_or(Rational(0));
      (change > 0 ? larger : change < 0 ? smaller : same) += 1;
    }
    made.push_back("Of " + report::counted(whole(larger + smaller + same), "State") + ", " +
                   number_or_none(larger) + of_number(larger, " has", " have") +
                   " a larger share by " + quoted(shares.drafts[draft]) + ", " +
                   number_or_none(smaller) + " a smaller one and " + number_or_none(same) +
                   " the same.");
  }
  return made;
}

std::string summary(const Outcome& outcome, const Effect& effect) {
  const Subject& subject = outcome.subjects[effect.subject];
  const std::string by = " by " + quoted(outcome.drafts[effect.draft].name);
  if (effect.differing.cases == 0) return "No case here is answered otherwise" + by + ".";
  std::string made = "The answer is another" + by + " for " +
                     number(number_of(outcome, effect.differing)) + " of " +
                     people(outcome, all_of(outcome)) + ".";
  const Moved change = moved(outcome, effect);
  if (is_truth(subject)) {
    made += " Yes becomes the answer for " + number_or_none(change.more) +
            " and ceases to be it for " + number_or_none(change.fewer) + ".";
    if (change.other > 0) made += " " + other_sentence(change.other, true);
  } else if (subject.kind == Subject::Kind::OrderedEnumeration) {
    made +=
        " It is higher for " + number(change.more) + " and lower for " + number(change.fewer) + ".";
  }
  return made;
}

}  // namespace nansen::page
