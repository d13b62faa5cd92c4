// What the drafts do to one definition, status or right: flows, movements, groups with the case
// that shows each.
#include <algorithm>

#include "compiler/compare/outcome_words.h"
#include "compiler/page/section.h"
#include "compiler/page/words.h"
#include "compiler/report/number.h"

namespace nansen::page {

using compare::ComparedDraft;
using compare::Effect;
using compare::Group;
using compare::Outcome;
using compare::ShownCase;
using compare::Subject;

namespace {

/// Of one effect; the page as a whole has its own bound.
constexpr std::size_t most_groups = 12;
/// Of a case that are not folded.
constexpr std::size_t most_facts = 6;

Markup causes_of(const Outcome& outcome, const Effect& effect, const Group& group) {
  const ComparedDraft& draft = outcome.drafts[effect.draft];
  Markup items;
  for (const std::size_t cause : group.causes) {
    const compare::ChangedProvision& provision = draft.provisions[cause];
    Markup item = link(provision_anchor(effect.draft, cause), text(provision.citation));
    item += text(", " + std::string(fate_of(provision)));
    if (!provision.amending.empty()) item += text(" by " + provision.amending);
    items += element("li", item);
  }
  return items;
}

Markup facts_of(const ShownCase& shown_case) {
  Table table;
  table.caption = "Facts of case \"" + shown_case.name + "\" that suffice";
  table.columns = {{"fact"}, {"value"}, {"question"}};
  for (const ShownCase::Fact& fact : shown_case.facts) {
    table.rows.push_back({element("code", text(fact.name)), text(fact.value), text(fact.question)});
  }
  return page::table(table);
}

Data group_of(const Outcome& outcome, const Effect& effect, const Group& group, Room& room) {
  Data made;
  // A date that is known by both texts goes from nothing to `later`.
  const std::vector<std::string>& answers = outcome.subjects[effect.subject].categories;
  const bool answer_to = std::ranges::find(answers, group.to) != answers.end();
  made["move"] = answer_to ? "from " + group.from + " to " + group.to : group.to;
  made["why_from"] = answer_to ? "Why " + group.from + " by " : std::string("The reasons by ");
  made["why_to"] = answer_to ? "Why " + group.to + " by " : std::string("The reasons by ");
  made["count"] = people_and_cases(outcome, group.count);
  made["causes"] = raw(causes_of(outcome, effect, group));
  const ShownCase& witness = group.witness;
  made["case"] = witness.name;
  made["enough"] = some(
      witness.facts.size() < witness.facts_before
          ? report::counted(mpz_class(static_cast<unsigned long>(witness.facts.size())), "fact") +
                " of its " + std::to_string(witness.facts_before) +
                (witness.facts.size() == 1 ? " is enough to show it." : " are enough to show it.")
          : std::string());
  Markup facts = witness.facts.empty() ? Markup() : facts_of(witness);
  if (witness.facts.size() > most_facts) {
    facts = folded(text("Its " + std::to_string(witness.facts.size()) + " facts"), facts);
  }
  const Markup before = shown(witness.before);
  const Markup after = shown(witness.after);
  room.take(facts.html().size() + before.html().size() + after.html().size() + 1000);
  made["facts"] = raw(facts);
  made["before"] = raw(before);
  made["after"] = raw(after);
  made["base"] = base_of(outcome);
  made["draft"] = outcome.drafts[effect.draft].name;
  return made;
}

/// The groups that are not shown in full.
Markup rest_of(const Outcome& outcome, const Effect& effect, std::size_t first) {
  Table table;
  table.caption = "The other groups of " + outcome.drafts[effect.draft].name;
  table.columns = {{"from"},
                   {"to"},
                   {std::string(counted_as(outcome)), true},
                   {"because of"},
                   {"shown by case"}};
  const ComparedDraft& draft = outcome.drafts[effect.draft];
  for (std::size_t at = first; at < effect.groups.size(); ++at) {
    const Group& group = effect.groups[at];
    std::string causes;
    for (const std::size_t cause : group.causes) {
      causes += (causes.empty() ? "" : "; ") + draft.provisions[cause].citation;
    }
    table.rows.push_back({text(group.from), text(group.to),
                          text(number(number_of(outcome, group.count))), text(causes),
                          text(group.witness.name)});
  }
  return page::table(table);
}

/// Whether some answer becomes another category: of dates, known where it was not, or the reverse.
bool crosses(const Effect& effect) {
  for (std::size_t from = 0; from < effect.transitions.size(); ++from) {
    for (std::size_t to = 0; to < effect.transitions[from].size(); ++to) {
      if (from != to && effect.transitions[from][to].cases > 0) return true;
    }
  }
  return false;
}

Data effect_of(const Outcome& outcome, const Effect& effect, std::size_t& figures, Room& room) {
  const Subject& subject = outcome.subjects[effect.subject];
  const ComparedDraft& draft = outcome.drafts[effect.draft];
  Data made;
  made["draft"] = draft.name;
  made["draft_anchor"] = draft_anchor(effect.draft);
  made["summary"] = summary(outcome, effect);
  const bool differs = effect.differing.cases > 0;
  made["figures"] = Data(false);
  const bool moves = subject.kind == Subject::Kind::Number || subject.kind == Subject::Kind::Date;
  if (differs && (!moves || crosses(effect))) {
    made["figures"] = list_of({figure_of(flows(outcome, effect), figures)});
  }
  std::vector<Data> groups;
  while (groups.size() < std::min(effect.groups.size(), most_groups) && room.is_left()) {
    groups.push_back(group_of(outcome, effect, effect.groups[groups.size()], room));
  }
  const std::size_t full = groups.size();
  made["groups"] = list_of(std::move(groups));
  made["limit"] = Data(false);
  made["rest"] = Data(false);
  if (full < effect.groups.size()) {
    const auto all = static_cast<std::int64_t>(effect.groups.size());
    const auto rest = all - static_cast<std::int64_t>(full);
    made["limit"] = full == 0
                        ? "Its " + number(all) + (all == 1 ? " group stands" : " groups stand") +
                              " in the table that is folded here."
                        : number(static_cast<std::int64_t>(full)) + " of " + number(all) +
                              " groups are shown in full, those with the most " +
                              std::string(counted_as(outcome)) +
                              "; the others stand in the table that is folded here.";
    made["rest"] = raw(
        folded(text(full == 0 ? "The groups"
                              : "The other " + number(rest) + (rest == 1 ? " group" : " groups")),
               rest_of(outcome, effect, full), "rest"));
  }
  return made;
}

}  // namespace

std::string subject_anchor(std::size_t subject) {
  return "question-" + std::to_string(subject + 1);
}

Data subject_section(const Outcome& outcome, std::size_t subject, std::size_t& figures,
                     Room& room) {
  const Subject& asked = outcome.subjects[subject];
  Data made;
  made["anchor"] = subject_anchor(subject);
  made["heading"] = title_of(outcome, asked);
  made["name"] = asked.name;
  made["figures"] = Data(false);
  if (asked.kind == Subject::Kind::Number || asked.kind == Subject::Kind::Date) {
    made["figures"] = list_of({figure_of(movements(outcome, subject), figures)});
  }
  std::vector<Data> effects;
  for (const Effect& effect : outcome.effects) {
    if (effect.subject == subject) effects.push_back(effect_of(outcome, effect, figures, room));
  }
  made["effects"] = list_of(std::move(effects));
  return made;
}

}  // namespace nansen::page
