#include "compiler/compare/outcome_words.h"

#include <fmt/format.h>

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
      if (to == open) {
        add(tally.opened, moved);
      } else if (truth) {
        add(to == 0 ? tally.gained : tally.lost, moved);
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

std::string short_name(const Outcome& outcome, const Subject& subject) {
  const std::string instrument = outcome.base.substr(0, outcome.base.find('.')) + ".";
  return subject.name.starts_with(instrument) ? subject.name.substr(instrument.size())
                                              : subject.name;
}

}  // namespace nansen::compare
