// What a comparison of drafts has counted, in words and numbers.
#include "compiler/compare/outcome.h"

#include <algorithm>
#include <set>

#include "compiler/compare/draft_state.h"
#include "compiler/compare/shown_case.h"
#include "compiler/compare/witness.h"
#include "runtime/calendar.h"

namespace nansen::compare {
namespace {

Rational rational_of(Wide number, const mpz_class& scale) {
  const bool negative = number < 0;
  auto magnitude = static_cast<UnsignedWide>(negative ? -number : number);
  mpz_class whole(static_cast<unsigned long>(magnitude >> 64));
  whole <<= 64;
  whole += mpz_class(static_cast<unsigned long>(magnitude & ~std::uint64_t{0}));
  Rational result(negative ? mpz_class(-whole) : whole, scale);
  result.canonicalize();
  return result;
}

/// The least, the greatest, and the one in the middle of all persons: the mean of two where half of
/// them stand on either side.
void summarise(const Movements& movements, Movement& summary) {
  std::vector<std::pair<Wide, Count>> sorted(movements.counts.begin(), movements.counts.end());
  if (sorted.empty()) return;
  std::sort(sorted.begin(), sorted.end(),
            [](const auto& left, const auto& right) { return left.first < right.first; });
  std::int64_t persons = 0;
  for (const auto& [by, count] : sorted) {
    Count& side = by < 0 ? summary.less : summary.more;
    side.cases += count.cases;
    side.persons += count.persons;
    persons += count.persons;
  }
  summary.least = rational_of(sorted.front().first, movements.scale);
  summary.greatest = rational_of(sorted.back().first, movements.scale);
  if (persons == 0) return;
  std::int64_t below = 0;
  for (auto at = sorted.begin(); at != sorted.end(); ++at) {
    below += at->second.persons;
    if (2 * below < persons || at->second.persons == 0) continue;
    summary.median = rational_of(at->first, movements.scale);
    auto next = std::next(at);
    while (next != sorted.end() && next->second.persons == 0) ++next;
    if (2 * below == persons && next != sorted.end()) {
      summary.median = (*summary.median + rational_of(next->first, movements.scale)) / 2;
    }
    return;
  }
}

/// The marks of what is not verified, of all provisions that the answers rest on.
std::vector<std::string> unverified_marks(const std::vector<World>& worlds) {
  std::vector<std::string> marks;
  std::set<std::string> met;
  const auto add = [&](const std::string& name, const auto& marked) {
    for (const std::string& mark : marked.unverified) {
      if (met.insert(name + ": " + mark).second) marks.push_back(name + ": " + mark);
    }
  };
  for (const World& world : worlds) {
    if (world.module == nullptr) continue;
    const program::Program& program = *world.program;
    for (const ir::RuleEntry& entry : world.module->rules) {
      const program::Rule& rule = program.rules[program::RuleId(entry.rule)];
      const program::Instrument& instrument =
          program.instruments[program.definitions[rule.definition].instrument];
      add(instrument.cited_as.empty() ? instrument.title : instrument.cited_as, instrument);
      add(to_full_string(rule.citation), rule);
    }
  }
  return marks;
}

/// Fills an outcome.
class Teller {
 public:
  Teller(const DraftComparison::State& state, const OutcomeOptions& options)
      : state_(state), worlds_(state.worlds), options_(options) {}

  Outcome tell(const Evaluate& evaluate, const std::vector<runtime::OutputShape>& shapes) {
    const World& base = worlds_.worlds[0];
    outcome_.base = base.name;
    outcome_.base_title = base.title;
    outcome_.cases = state_.cases;
    outcome_.persons = state_.persons;
    outcome_.weighted = state_.weighted;
    if (base.request.as_of) outcome_.as_of = runtime::format_date(*base.request.as_of);
    outcome_.unverified = unverified_marks(worlds_.worlds);
    for (const Asking& asking : worlds_.askings) outcome_.subjects.push_back(asking.subject);
    for (std::size_t at = 0; at < worlds_.held.size(); ++at) {
      if (worlds_.held[at].has_answer) add_effect(at);
    }
    leave_out_no_value();
    find_witnesses(evaluate, shapes);
    tell_drafts();
    return std::move(outcome_);
  }

 private:
  const Asking& asking(std::size_t held) const {
    return worlds_.askings[worlds_.held[held].subject];
  }

  void add_effect(std::size_t at) {
    const Held& held = worlds_.held[at];
    const HeldTally& tally = state_.tallies[at];
    const Asking& asking = this->asking(at);
    Effect effect;
    effect.subject = held.subject;
    effect.draft = held.world - 1;
    effect.transitions = tally.transitions;
    for (std::size_t from = 0; from < effect.transitions.size(); ++from) {
      Count stayed = state_.before[held.subject][from];
      for (std::size_t to = 0; to < effect.transitions.size(); ++to) {
        if (from == to) continue;
        const Count& moved = effect.transitions[from][to];
        stayed.cases -= moved.cases;
        stayed.persons -= moved.persons;
      }
      effect.transitions[from][from] = stayed;
    }
    summarise(tally.movements, effect.movement);
    add_groups(at, asking, effect);
    outcome_.effects.push_back(std::move(effect));
    held_.push_back(at);
  }

  void add_groups(std::size_t at, const Asking& asking, Effect& effect) {
    std::vector<const std::pair<const GroupKey, GroupTally>*> groups;
    for (const auto& group : state_.tallies[at].groups) groups.push_back(&group);
    std::sort(groups.begin(), groups.end(), [](const auto* left, const auto* right) {
      const auto order = [](const auto& each) {
        return std::tuple(-each.second.count.persons,
                          -static_cast<std::int64_t>(each.second.count.cases), each.first.from,
                          each.first.to, each.first.causes);
      };
      return order(*left) < order(*right);
    });
    for (const auto* each : groups) {
      const auto& [key, tally] = *each;
      Group group;
      group.from = asking.name_of(key.from);
      group.to = asking.name_of(key.to);
      group.causes.assign(key.causes.begin(), key.causes.end());
      group.count = tally.count;
      effect.differing.cases += tally.count.cases;
      effect.differing.persons += tally.count.persons;
      if (asking.subject.kind == Subject::Kind::OrderedEnumeration) {
        const auto members = static_cast<std::uint32_t>(asking.members);
        if (key.from < members && key.to < members) {
          Count& side = key.to > key.from ? effect.better : effect.worse;
          side.cases += tally.count.cases;
          side.persons += tally.count.persons;
        }
      }
      effect.groups.push_back(std::move(group));
    }
    sorted_groups_.push_back(std::move(groups));
  }

  /// The category of those who have no value is shown only where someone has none.
  void leave_out_no_value() {
    for (std::size_t subject = 0; subject < outcome_.subjects.size(); ++subject) {
      Subject& told = outcome_.subjects[subject];
      if (told.kind == Subject::Kind::Truth) continue;
      const std::size_t last = told.categories.size() - 1;
      bool some = state_.before[subject][last].cases > 0;
      for (const Effect& effect : outcome_.effects) {
        if (effect.subject != subject) continue;
        for (const auto& row : effect.transitions) some = some || row[last].cases > 0;
      }
      if (some) continue;
      told.categories.pop_back();
      for (Effect& effect : outcome_.effects) {
        if (effect.subject != subject) continue;
        effect.transitions.pop_back();
        for (auto& row : effect.transitions) row.pop_back();
      }
    }
  }

  void find_witnesses(const Evaluate& evaluate, const std::vector<runtime::OutputShape>& shapes) {
    std::vector<Shrinking> cases;
    std::vector<Group*> of;
    for (std::size_t at = 0; at < outcome_.effects.size(); ++at) {
      Effect& effect = outcome_.effects[at];
      for (std::size_t each = 0; each < effect.groups.size(); ++each) {
        const auto& [key, tally] = *sorted_groups_[at][each];
        const PooledCase& pooled = state_.shown[tally.shown];
        ShownCase& shown = effect.groups[each].witness;
        shown.name = pooled.name;
        shown.facts_before = pooled.known;
        shown.smallest = each < options_.witnesses;
        RowData data = state_.layout.read(state_.pool, pooled.row);
        if (shown.smallest) {
          cases.push_back({held_[at], key, std::move(data)});
          of.push_back(&effect.groups[each]);
        } else {
          shown.facts = CaseWords(state_, *worlds_.worlds[0].program).facts(data);
        }
      }
    }
    if (cases.empty()) return;
    shrink(worlds_, state_.layout, state_.pool, evaluate, shapes, cases);
    CaseShower shower(state_);
    for (std::size_t at = 0; at < cases.size(); ++at) {
      const Held& held = worlds_.held[cases[at].held];
      shower.show(cases[at].data, held, options_.explanations, of[at]->witness);
    }
  }

  /// Provisions that no words make differ are told of only where they are a cause.
  void tell_drafts() {
    for (std::size_t draft = 0; draft + 1 < worlds_.worlds.size(); ++draft) {
      const World& world = worlds_.worlds[draft + 1];
      Alignment& alignment = *worlds_.alignments[draft];
      std::set<std::size_t> causes;
      for (const Effect& effect : outcome_.effects) {
        if (effect.draft != draft) continue;
        for (const Group& group : effect.groups) {
          causes.insert(group.causes.begin(), group.causes.end());
        }
      }
      ComparedDraft told;
      told.name = world.name;
      told.title = world.title;
      told.only_here = alignment.only(Side::After);
      told.only_in_base = alignment.only(Side::Before);
      // What the words of a cause depend on may have had a part in it.
      std::set<std::size_t> perhaps;
      for (const std::size_t cause : causes) {
        const Provisions all = alignment.rests_on(static_cast<std::uint32_t>(cause));
        perhaps.insert(all.begin(), all.end());
      }
      std::vector<std::size_t> place(alignment.provisions().size());
      for (std::size_t at = 0; at < place.size(); ++at) {
        const Alignment::Provision& provision = alignment.provisions()[at];
        place[at] = told.provisions.size();
        if (causes.contains(at)) {
          told.provisions.push_back(provision.shown);
        } else if (!provision.elsewhere &&
                   (!provision.shown.amending.empty() ||
                    !alignment.is_implied(static_cast<std::uint32_t>(at)))) {
          if (!perhaps.contains(at)) told.without_effect.push_back(told.provisions.size());
          told.provisions.push_back(provision.shown);
        }
      }
      for (Effect& effect : outcome_.effects) {
        if (effect.draft != draft) continue;
        for (Group& group : effect.groups) {
          for (std::size_t& cause : group.causes) cause = place[cause];
        }
      }
      outcome_.drafts.push_back(std::move(told));
    }
  }

  const DraftComparison::State& state_;
  const ComparedWorlds::State& worlds_;
  const OutcomeOptions& options_;
  Outcome outcome_;
  // Parallel to the effects.
  std::vector<std::size_t> held_;
  std::vector<std::vector<const std::pair<const GroupKey, GroupTally>*>> sorted_groups_;
};

}  // namespace

Outcome DraftComparison::outcome(const Evaluate& evaluate,
                                 const std::vector<runtime::OutputShape>& shapes,
                                 const OutcomeOptions& options) const {
  return Teller(*state_, options).tell(evaluate, shapes);
}

}  // namespace nansen::compare
