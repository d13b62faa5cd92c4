#include "tests/support/outcome/sample.h"

#include <utility>

namespace nansen::testing_support {

using compare::ChangedProvision;
using compare::ComparedDraft;
using compare::Count;
using compare::Effect;
using compare::Group;
using compare::Outcome;
using compare::SharesOutcome;
using compare::ShownCase;
using compare::StateShares;
using compare::Subject;
using consolidate::Fate;

namespace {

const std::vector<std::string> truths = {"yes", "undetermined", "no"};

report::Node reason(Truth truth, const std::string& words, std::vector<report::Node> below = {}) {
  report::Node made;
  made.truth = truth;
  made.text = words;
  made.children = std::move(below);
  return made;
}

report::Report explanation(Truth answer, const std::string& definition, const std::string& name) {
  report::Report made;
  report::Tree tree;
  tree.key = "explanation";
  tree.root = reason(
      answer, definition + ": " + std::string(to_string(answer)) + " for case \"" + name + "\"",
      {reason(answer, "base, art. 125(3) \"Serious harm\": any of these",
              {reason(Truth::No, "(a) persecuted: no [judgement]"),
               reason(answer,
                      "(f) climate_displacement: home_lost is yes and return_possible is no")}),
       reason(Truth::Yes, "no exception applies: art. 131 \"Exclusion\"")});
  tree.root.details = {"MIMC, art. 125 \"Forced migrant\""};
  made.parts.push_back(tree);
  report::Sheet sheet;
  sheet.key = "rests_on";
  sheet.title = "The answer rests on";
  sheet.columns = {{"fact"}, {"value"}, {"kind"}};
  sheet.rows = {{std::string("home_lost"), Truth::Yes, std::string("fact")},
                {std::string("return_possible"), Truth::No, std::string("judgement")}};
  made.parts.push_back(sheet);
  made.parts.push_back(report::Lines{
      "notes", "Notes", std::nullopt, {"MIMC, art. 125(3)(f): Inserted by Climate draft, (1)."}});
  return made;
}

Group group(const std::string& from, const std::string& to, std::vector<std::size_t> causes,
            Count count, const std::string& definition, const std::string& name) {
  Group made{from, to, std::move(causes), count, {}};
  made.witness.name = name;
  made.witness.facts = {{"home_lost", "yes", "Did the person lose their home to a disaster?"},
                        {"return_possible", "no", "Could the person return in safety?"}};
  made.witness.facts_before = 14;
  made.witness.before = explanation(Truth::No, definition, name);
  made.witness.after = explanation(Truth::Yes, definition, name);
  return made;
}

std::vector<std::vector<Count>> counts(const std::vector<std::vector<std::int64_t>>& persons) {
  std::vector<std::vector<Count>> made;
  for (const auto& row : persons) {
    auto& cells = made.emplace_back();
    for (const std::int64_t count : row) {
      cells.push_back({static_cast<std::uint64_t>((count + 1) / 2), count});
    }
  }
  return made;
}

/// With what differs counted from the transitions.
Effect effect(std::size_t subject, std::size_t draft,
              const std::vector<std::vector<std::int64_t>>& persons) {
  Effect made;
  made.subject = subject;
  made.draft = draft;
  made.transitions = counts(persons);
  for (std::size_t from = 0; from < made.transitions.size(); ++from) {
    for (std::size_t to = 0; to < made.transitions.size(); ++to) {
      if (from == to) continue;
      made.differing.cases += made.transitions[from][to].cases;
      made.differing.persons += made.transitions[from][to].persons;
    }
  }
  return made;
}

ComparedDraft climate() {
  ComparedDraft made;
  made.name = "climate_head";
  made.title = "Climate displacement as its own head";
  made.provisions = {
      {"MIMC, art. 125(3), serious_harm (f)", ChangedProvision::Kind::Inserted, "",
       "(f) climate_displacement", "Climate draft, (1)"},
      {"MIMC, art. 131(2)", ChangedProvision::Kind::Changed,
       "does not apply where protection is available in part of the country",
       "does not apply where protection is accessible and lasting in part of the country",
       "Climate draft, art. 2"},
      {"MIMC, art. 140, interim_protection.lasts", ChangedProvision::Kind::Changed, "lasts 1 year",
       "lasts 2 years", "Climate draft, (3)"},
      {"MIMC, art. 150(c)", ChangedProvision::Kind::Omitted, "(c) has_sponsor", "",
       "Climate draft, (4)"}};
  made.without_effect = {3};
  made.only_here = {"mimc_2017.climate_displacement", "mimc_2017.home_lost_to_climate"};
  return made;
}

ComparedDraft narrow() {
  ComparedDraft made;
  made.name = "narrow_exception";
  made.title = "A narrower exception of internal protection";
  made.provisions = {{"MIMC, art. 131(2)", ChangedProvision::Kind::Omitted,
                      "does not apply where protection is available in part of the country", "",
                      "Narrow draft, (1)"}};
  made.only_in_base = {"mimc_2017.internal_protection"};
  return made;
}

}  // namespace

Outcome small_outcome(const std::vector<std::vector<std::int64_t>>& persons, bool weighted) {
  Outcome made;
  made.base = "mimc_2017";
  made.base_title = "Model International Mobility Convention";
  made.drafts = {climate()};
  made.subjects = {
      {"mimc_2017.forced_migrant", "Forced migrant", Subject::Kind::Truth, false, false, truths}};
  made.effects = {effect(0, 0, persons)};
  made.weighted = weighted;
  for (const auto& row : made.effects[0].transitions) {
    for (const Count& count : row) {
      made.cases += count.cases;
      made.persons += count.persons;
    }
  }
  return made;
}

Outcome sample_outcome() {
  Outcome made = small_outcome({{412, 0, 3}, {5, 180, 0}, {32, 9, 559}});
  made.drafts.push_back(narrow());
  Effect& first = made.effects[0];
  const std::string migrant = "mimc_2017.forced_migrant";
  first.groups = {group("no", "yes", {0}, {16, 32}, migrant, "case 17"),
                  group("no", "undetermined", {0, 1}, {5, 9}, migrant, "case 203"),
                  group("undetermined", "yes", {0}, {3, 5}, migrant, "case 8"),
                  group("yes", "no", {1}, {2, 3}, migrant, "case 551")};
  made.effects.push_back(effect(0, 1, {{415, 0, 0}, {0, 185, 0}, {0, 0, 600}}));

  made.subjects.push_back({"mimc_2017.interim_protection", "Interim protection",
                           Subject::Kind::Truth, false, true, truths});
  Effect held = effect(1, 0, {{300, 0, 0}, {0, 100, 0}, {1, 0, 799}});
  held.groups = {group("no", "yes", {2}, {1, 1}, "mimc_2017.interim_protection", "case 31")};
  made.effects.push_back(held);
  made.effects.push_back(effect(1, 1, {{300, 0, 0}, {0, 100, 0}, {0, 0, 800}}));

  made.subjects.push_back({"mimc_2017.interim_protection.ends",
                           "End of interim protection",
                           Subject::Kind::Date,
                           false,
                           false,
                           {"known", "undetermined"}});
  Effect moved = effect(2, 0, {{300, 0}, {0, 900}});
  moved.differing = {140, 260};
  moved.movement = {{4, 6}, {136, 254}, Rational(-30), Rational(365), Rational(731)};
  moved.groups = {
      group("known", "later", {2}, {136, 254}, "mimc_2017.interim_protection.ends", "case 44")};
  made.effects.push_back(moved);
  made.effects.push_back(effect(2, 1, {{300, 0}, {0, 900}}));

  made.subjects.push_back({"mimc_2017.procedure",
                           "Procedure",
                           Subject::Kind::Enumeration,
                           false,
                           false,
                           {"ordinary", "accelerated", "border", "undetermined"}});
  made.effects.push_back(
      effect(3, 0, {{500, 20, 0, 0}, {0, 300, 7, 0}, {60, 0, 200, 0}, {0, 0, 0, 113}}));
  Effect narrowed = effect(3, 1, {{520, 0, 0, 0}, {0, 307, 0, 0}, {0, 0, 259, 1}, {0, 0, 0, 113}});
  narrowed.groups = {group("border", "undetermined", {0}, {1, 1}, "mimc_2017.procedure", "case 9")};
  made.effects.push_back(narrowed);

  made.subjects.push_back({"mimc_2017.work",
                           "Work",
                           Subject::Kind::OrderedEnumeration,
                           true,
                           false,
                           {"none", "permit", "free", "undetermined"}});
  Effect work = effect(4, 0, {{600, 40, 11, 0}, {0, 300, 25, 0}, {0, 2, 200, 2}, {0, 0, 0, 20}});
  work.better = {38, 76};
  work.worse = {1, 2};
  work.groups = {group("none", "permit", {0}, {20, 40}, "mimc_2017.work", "case 71")};
  made.effects.push_back(work);
  Effect other = effect(4, 1, {{640, 0, 11, 0}, {13, 312, 0, 0}, {0, 0, 204, 0}, {0, 0, 0, 20}});
  other.better = {6, 11};
  other.worse = {7, 13};
  made.effects.push_back(other);
  made.subjects.push_back(
      {"mimc_2017.schooling", "Schooling", Subject::Kind::Truth, true, false, truths});
  made.effects.push_back(effect(5, 0, {{700, 0, 0}, {4, 96, 0}, {50, 0, 350}}));
  made.effects.push_back(effect(5, 1, {{690, 0, 10}, {0, 100, 0}, {0, 0, 400}}));
  made.subjects.push_back(
      {"mimc_2017.refugee", "Refugee", Subject::Kind::Truth, false, false, truths});
  made.effects.push_back(effect(6, 0, {{200, 0, 0}, {0, 100, 0}, {0, 0, 900}}));
  made.effects.push_back(effect(6, 1, {{200, 0, 0}, {0, 100, 0}, {0, 0, 900}}));
  made.unverified = {"MIMC, art. 125(3): the wording was not compared with the authentic text.",
                     "Climate draft, (1): the source leaves open who decides."};
  made.as_of = "2026-01-01";
  return made;
}

SharesOutcome sample_shares(std::size_t states) {
  SharesOutcome made;
  made.base = "ammr_2026.contribution";
  made.formula = "contribution";
  made.drafts = {"population_only", "equal_shares"};
  const auto total = static_cast<long>(states * (states + 1) / 2);
  for (std::size_t at = 0; at < states; ++at) {
    const long weight = static_cast<long>(states - at);
    StateShares state;
    state.state = "State " + std::to_string(at + 1);
    state.shares = {Rational(weight, total), Rational(weight * weight, total * 20),
                    Rational(1, static_cast<long>(states))};
    state.quotas = {weight * 10, weight * 12, 155};
    if (at == 3) state.shares[1] = state.shares[2] = std::nullopt;
    if (at == 5) state.shares[0] = std::nullopt;
    for (auto& share : state.shares) {
      if (share) share->canonicalize();
    }
    made.states.push_back(std::move(state));
  }
  made.changes = {climate(), narrow()};
  made.changes[0].name = "population_only";
  made.changes[1].name = "equal_shares";
  return made;
}

page::DraftText sample_text() {
  return {"climate_head",
          {{Fate::Inserted, "", "art. 125(3), serious_harm (f)", "", "(f) climate_displacement"},
           {Fate::Changed, "art. 140", "art. 140", "lasts 1 year", "lasts 2 years"},
           {Fate::Renumbered, "art. 12", "art. 13", "short title", "short title"},
           {Fate::Omitted, "art. 150(c)", "", "(c) has_sponsor", ""},
           {Fate::Same, "art. 151", "art. 151", "status untouched", "status untouched"}}};
}

std::string sample_receipt() {
  return R"({
  "receipt": 1,
  "nansen": "0.1.0",
  "asked": {
    "names": [
      "mimc_2017",
      "climate_head.treaty",
      "narrow_exception.treaty"
    ],
    "as_of": "2026-01-01",
    "engine": "native",
    "cases": "cases.csv",
    "tables": {
      "nationalities": "nationalities.csv"
    }
  },
  "files": [
    {
      "path": "mimc_2017.treaty",
      "library": true,
      "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "bytes": 41200
    },
    {
      "path": "cases.csv",
      "sha256": "60303ae22b998861bce3b28f33eec1be758a213c86c93c076dbe9f558c11c752",
      "bytes": 990121
    }
  ],
  "result_sha256": "fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13"
}
)";
}

Outcome outcome_of_words(const std::string& words) {
  Outcome made = small_outcome({{1, 0, 0}, {0, 0, 0}, {1, 0, 0}});
  made.base = made.base_title = words;
  made.as_of = words;
  made.unverified = {words};
  ComparedDraft& draft = made.drafts[0];
  draft.name = draft.title = words;
  draft.only_here = draft.only_in_base = {words};
  draft.provisions = {{words, ChangedProvision::Kind::Changed, words, words + " more", words}};
  draft.without_effect = {};
  made.subjects[0].name = made.subjects[0].title = words;
  made.subjects[0].categories = {words + " yes", words + " undetermined", words + " no"};
  made.effects[0].groups = {group(words, words, {0}, {1, 1}, words, words)};
  made.effects[0].groups[0].witness.facts = {{words, words, words}};
  return made;
}

}  // namespace nansen::testing_support
