#include "compiler/compare/outcome_words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "compiler/report/number.h"

namespace nansen::compare {
namespace {

void add(Count& sum, const Count& count) {
  sum.cases += count.cases;
  sum.persons += count.persons;
}

}  // namespace

Tally tally(const Subject& subject, const Effect& effect) {
  Tally tally;
  const auto open = static_cast<std::size_t>(
      std::find(subject.categories.begin(), subject.categories.end(), "undetermined") -
      subject.categories.begin());
  const bool truth = subject.kind == Subject::Kind::Truth;
  for (std::size_t from = 0; from < effect.transitions.size(); ++from) {
    for (std::size_t to = 0; to < effect.transitions.size(); ++to) {
      if (from == to) continue;
      const Count& moved = effect.transitions[from][to];
      if (truth && (to == 0 || from == 0)) {
        add(to == 0 ? tally.gained : tally.lost, moved);
      } else if (to == open) {
        add(tally.opened, moved);
      } else if (from == open) {
        add(tally.settled, moved);
      } else {
        add(tally.other, moved);
      }
    }
  }
  if (subject.kind == Subject::Kind::OrderedEnumeration) {
    tally.gained = effect.better;
    tally.lost = effect.worse;
    for (const Count& level : {effect.better, effect.worse}) {
      tally.other.cases -= std::min(tally.other.cases, level.cases);
      tally.other.persons -= std::min(tally.other.persons, level.persons);
    }
  }
  return tally;
}

std::string_view counted_as(const Outcome& outcome, bool one) {
  if (outcome.weighted) return one ? "person" : "persons";
  return one ? "case" : "cases";
}

std::int64_t number_of(const Outcome& outcome, const Count& count) {
  return outcome.weighted ? count.persons : static_cast<std::int64_t>(count.cases);
}

std::string counted(const Outcome& outcome, const Count& count) {
  return report::counted(mpz_class(number_of(outcome, count)), counted_as(outcome, true));
}

std::string_view fate_of(const ChangedProvision& provision) {
  switch (provision.kind) {
    case ChangedProvision::Kind::Inserted: return "inserted";
    case ChangedProvision::Kind::Omitted: return "omitted";
    case ChangedProvision::Kind::Changed: return "changed";
  }
  return "changed";
}

std::string cited(const ChangedProvision& provision) {
  const std::string by = provision.amending.empty() ? "" : " by " + provision.amending;
  return fmt::format("{}, {}{}", provision.citation, fate_of(provision), by);
}

std::string words_of(const ChangedProvision& provision) {
  if (provision.before.empty()) return provision.after;
  if (provision.after.empty()) return provision.before;
  return fmt::format("\"{}\" becomes \"{}\"", provision.before, provision.after);
}

std::string movement_of(const Group& group) {
  for (const std::string_view direction : {"earlier", "later", "less", "more"}) {
    if (group.to == direction) return group.to;
  }
  return group.from + " → " + group.to;
}

std::string amended(const std::string& base, const std::vector<std::string>& base_drafts) {
  if (base_drafts.empty()) return base;
  return fmt::format("{} as amended by {}", base, fmt::join(base_drafts, ", then "));
}

std::string base_of(const Outcome& outcome) { return amended(outcome.base, outcome.base_drafts); }

std::string heading_of(const std::string& base, const std::vector<std::string>& base_drafts,
                       const std::vector<ComparedDraft>& drafts) {
  std::vector<std::string> of_base, others;
  for (const ComparedDraft& draft : drafts) {
    (draft.amends_base ? of_base : others).push_back(quoted_title(draft.name, draft.title));
  }
  std::string text = amended(base, base_drafts);
  if (!of_base.empty()) {
    text += base_drafts.empty() ? " as amended by " : ", and as amended further by ";
    text += fmt::format("{}", fmt::join(of_base, ", or by "));
  }
  if (!others.empty()) text += fmt::format(" beside {}", fmt::join(others, " and "));
  return text;
}

std::vector<std::string> idle_drafts(const std::vector<ComparedDraft>& drafts) {
  std::vector<std::string> lines;
  for (const ComparedDraft& draft : drafts) {
    if (draft.touches) continue;
    lines.push_back(fmt::format(
        "{} amends nothing of what is compared here: every answer is the same.", draft.name));
  }
  return lines;
}

std::string quoted_title(const std::string& name, const std::string& title) {
  return title.empty() ? name : fmt::format("{} \"{}\"", name, title);
}

std::string short_name(const Outcome& outcome, const Subject& subject) {
  const std::string instrument = outcome.base.substr(0, outcome.base.find('.')) + ".";
  return subject.name.starts_with(instrument) ? subject.name.substr(instrument.size())
                                              : subject.name;
}

}  // namespace nansen::compare
