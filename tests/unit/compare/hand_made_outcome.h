// What two drafts would change, made by hand: small, and with everything that can be shown.
#pragma once

#include "compiler/compare/outcome.h"

namespace nansen::compare {

inline report::Node reason(std::optional<Truth> truth, std::string part, std::string text,
                           std::vector<report::Node> children = {}) {
  return {truth, std::move(text), {}, {{"part", std::move(part)}}, std::move(children)};
}

inline report::Report explanation(report::Node root) {
  return {.parts = {report::Tree{"reasons", "", std::move(root)}}, .sections = true};
}

inline Effect effect_of(std::size_t subject, std::size_t draft) {
  Effect effect;
  effect.subject = subject;
  effect.draft = draft;
  return effect;
}

inline Group group_of(std::string from, std::string to, Count count) {
  Group group;
  group.from = std::move(from);
  group.to = std::move(to);
  group.causes = {1};
  group.count = count;
  return group;
}

inline Group climate_group() {
  ShownCase witness;
  witness.name = "farmer";
  witness.facts = {{"outside", "yes", "Is the person abroad?"},
                   {"climate_displacement", "yes", "Has the climate driven them out?"}};
  witness.facts_before = 24;
  witness.before = explanation(reason(
      Truth::No, "definition", "mimc_2017.forced_migrant: no for case \"farmer\"",
      {reason(Truth::No, "base", "base, art. 125(3) \"Serious harm\": any of these",
              {reason({}, "not decisive", "not decisive (undetermined): (a), (b)"),
               reason(Truth::No, "head", "(e) trafficking: no")}),
       reason(Truth::Yes, "no exception applies", "no exception applies: art. 126, art. 127")}));
  witness.after = explanation(reason(
      Truth::Yes, "definition", "mimc_2017.forced_migrant: yes for case \"farmer\"",
      {reason(Truth::Yes, "base", "base, art. 125(3) \"Serious harm\": any of these",
              {reason(Truth::Yes, "head", "(f) climate_displacement: yes")}),
       reason(Truth::Yes, "no exception applies", "no exception applies: art. 126, art. 127")}));
  Group group = group_of("no", "yes", {2, 12});
  group.causes = {0};
  group.witness = std::move(witness);
  return group;
}

/// 10 cases for 1,234 persons; a truth, a right, a date and a definition that no case differs in.
inline Outcome hand_made_outcome() {
  Outcome outcome;
  outcome.base = "mimc_2017";
  outcome.base_title = "Model Convention";
  outcome.cases = 10;
  outcome.persons = 1234;
  outcome.weighted = true;
  outcome.as_of = "2026-01-01";
  outcome.untouched = {"mimc_2017.visitor", "other_1990.guest"};
  outcome.unverified = {"MIMC, art. 125: the wording was not compared."};
  outcome.drafts = {
      {.name = "climate_head",
       .title = "Climate displacement as its own head",
       .provisions = {{"MIMC, art. 125(3)(f)", ChangedProvision::Kind::Inserted, "",
                       "climate_displacement", "climate_head (1)"},
                      {"MIMC, art. 130(2)", ChangedProvision::Kind::Changed, "2 years", "1 year",
                       "climate_head (2)"}},
       .without_effect = {},
       .only_here = {"mimc_2017.climate_migrant"},
       .only_in_base = {}},
      {.name = "no_relocation",
       .title = "",
       .provisions = {{"MIMC, art. 126", ChangedProvision::Kind::Omitted, "relocation", "", ""}},
       .without_effect = {0},
       .only_here = {},
       .only_in_base = {"mimc_2017.relocated"}}};
  const std::vector<std::string> truths{"yes", "undetermined", "no"};
  outcome.subjects = {
      {"mimc_2017.forced_migrant", "Forced migrants", Subject::Kind::Truth, false, false, truths},
      {"mimc_2017.housing",
       "Housing",
       Subject::Kind::OrderedEnumeration,
       true,
       false,
       {"none", "aliens", "nationals", "undetermined", "no value"}},
      {"mimc_2017.protection_ends",
       "",
       Subject::Kind::Date,
       false,
       false,
       {"known", "undetermined", "no value"}},
      {"mimc_2017.resident", "", Subject::Kind::Truth, false, false, truths}};

  Effect migrant = effect_of(0, 0);
  migrant.transitions = {{{3, 200}, {}, {}}, {{1, 2}, {1, 20}, {}}, {{2, 12}, {}, {3, 1000}}};
  migrant.differing = {3, 14};
  migrant.groups = {climate_group()};
  Group opened = climate_group();
  opened.from = "undetermined";
  opened.causes = {0, 1};
  opened.count = {1, 2};
  opened.witness = {};
  migrant.groups.push_back(std::move(opened));

  Effect housing = effect_of(1, 0);
  housing.transitions = {{{4, 500}, {}, {1, 30}, {}, {}},
                         {{}, {}, {}, {}, {}},
                         {{1, 4}, {}, {3, 600}, {}, {}},
                         {{}, {}, {}, {1, 100}, {}},
                         {{}, {}, {}, {}, {}}};
  housing.differing = {2, 34};
  housing.better = {1, 30};
  housing.worse = {1, 4};
  housing.groups = {group_of("none", "nationals", {1, 30}), group_of("nationals", "none", {1, 4})};

  Effect ends = effect_of(2, 0);
  ends.transitions = {{{9, 1200}, {}, {}}, {{}, {1, 34}, {}}, {{}, {}, {}}};
  ends.differing = {4, 50};
  ends.movement = {.less = {3, 45},
                   .more = {1, 5},
                   .least = Rational(-366),
                   .median = Rational(-365),
                   .greatest = Rational(30)};
  ends.groups = {group_of("known", "earlier", {3, 45}), group_of("known", "later", {1, 5})};

  const auto alike = [](std::size_t subject, std::size_t draft, std::size_t categories) {
    Effect effect = effect_of(subject, draft);
    effect.transitions.assign(categories, std::vector<Count>(categories));
    effect.transitions[0][0] = {10, 1234};
    return effect;
  };
  outcome.effects = {migrant, alike(0, 1, 3), housing,        alike(1, 1, 5),
                     ends,    alike(2, 1, 3), alike(3, 0, 3), alike(3, 1, 3)};
  return outcome;
}

}  // namespace nansen::compare
