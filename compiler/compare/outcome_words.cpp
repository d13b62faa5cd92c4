#include "compiler/compare/outcome_words.h"

#include <fmt/format.h>

#include "compiler/report/number.h"

namespace nansen::compare {
namespace {

void add(Count& sum, const Count& count) {
  sum.cases += count.cases;
  sum.persons += count.persons;
}

Count sum_of(const Count& left, const Count& right) {
  Count sum = left;
  add(sum, right);
  return sum;
}

}  // namespace

Tally tally(const Subject& subject, const Effect& effect) {
  Tally tally;
  const bool truth = subject.kind == Subject::Kind::Truth;
  const std::size_t count = subject.categories.size();
  // Of truths the categories are yes, undetermined, no; of all else what is undetermined is last.
  const std::size_t open = truth ? 1 : count - 1;
  for (std::size_t from = 0; from < count; ++from) {
    for (std::size_t to = 0; to < count; ++to) {
      if (from == to) continue;
      const Count& moved = effect.transitions[from][to];
      if (to == open) {
        add(tally.opened, moved);
      } else if (truth) {
        add(to == 0 ? tally.gained : tally.lost, moved);
      } else if (from == open) {
        add(tally.settled, moved);
      } else if (subject.kind == Subject::Kind::Enumeration) {
        add(tally.other, moved);
      }
    }
  }
  switch (subject.kind) {
    case Subject::Kind::Truth:
    case Subject::Kind::Enumeration: break;
    case Subject::Kind::OrderedEnumeration:
      tally.gained = effect.better;
      tally.lost = effect.worse;
      break;
    case Subject::Kind::Number:
    case Subject::Kind::Date:
      tally.other = sum_of(effect.movement.less, effect.movement.more);
      break;
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
