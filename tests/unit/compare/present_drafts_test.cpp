#include "compiler/compare/present_drafts.h"

#include <gtest/gtest.h>

#include "tests/unit/compare/hand_made_outcome.h"

namespace nansen::compare {
namespace {

std::string read(const Outcome& outcome, std::size_t width) {
  return to_text(present_for_reading(outcome), {.width = width, .colour = false});
}

bool says(const std::string& text, const std::string& words) {
  return text.find(words) != std::string::npos;
}

TEST(PresentDrafts, SaysWhoGainsThenWhatMovesWhomThenWhatIsAmended) {
  EXPECT_EQ(read(hand_made_outcome(), 80),
            R"(mimc_2017 "Model Convention" as amended by climate_head "Climate displacement as
its own head", or by no_relocation, over 10 cases (1,234 persons), as of
2026-01-01

Who gains and who loses (persons)
definition      draft          gained  lost  in all
──────────────  ─────────────  ──────  ────  ──────
forced_migrant  climate_head       14     –      14
                no_relocation       –     –       –

gained: newly yes; lost: no longer yes, now no or undetermined

Rights (persons)
definition  draft          better  worse  in all
──────────  ─────────────  ──────  ─────  ──────
housing     climate_head       30      4      34
            no_relocation       –      –       –

Days (persons)
definition       draft          earlier  later  median of days  in all
───────────────  ─────────────  ───────  ─────  ──────────────  ──────
protection_ends  climate_head        45      5            -365      50
                 no_relocation        –      –               –       –

forced_migrant "Forced migrants" by climate_head: 14 of 1,234 persons answered
differently
before ↓  after →  yes  undetermined     no  in all
─────────────────  ───  ────────────  ─────  ──────
yes                200             –      –     200
undetermined         2            20      –      22
no                  12             –  1,000   1,012
─────────────────  ───  ────────────  ─────  ──────
in all             214            20  1,000   1,234

12 persons: no → yes
├─ because of MIMC, art. 125(3)(f), inserted by climate_head (1)
└─ shown by "farmer", with 2 of its 24 known facts
   ├─ outside: yes
   └─ climate_displacement: yes

mimc_2017
✗ mimc_2017.forced_migrant: no
├─ ✗ base, art. 125(3) "Serious harm": any of these
│  └─ ✗ (e) trafficking: no
└─ ✓ no exception applies
climate_head
✓ mimc_2017.forced_migrant: yes
├─ ✓ base, art. 125(3) "Serious harm": any of these
│  └─ ✓ (f) climate_displacement: yes
└─ ✓ no exception applies

2 persons: undetermined → yes
└─ because of
   ├─ MIMC, art. 125(3)(f), inserted by climate_head (1)
   └─ MIMC, art. 130(2), changed by climate_head (2)

housing "Housing" by climate_head: 34 of 1,234 persons answered differently
before ↓  after →  none  nationals  undetermined  in all
─────────────────  ────  ─────────  ────────────  ──────
none                500         30             –     530
nationals             4        600             –     604
undetermined          –          –           100     100
─────────────────  ────  ─────────  ────────────  ──────
in all              504        630           100   1,234

30 persons: none → nationals
└─ because of MIMC, art. 130(2), changed by climate_head (2)

4 persons: nationals → none
└─ because of MIMC, art. 130(2), changed by climate_head (2)

protection_ends by climate_head: 50 of 1,234 persons answered differently
  Earlier for 45 persons, later for 5 persons: by -366 to +30 days, the median
  is -365.

45 persons: earlier
└─ because of MIMC, art. 130(2), changed by climate_head (2)

5 persons: later
└─ because of MIMC, art. 130(2), changed by climate_head (2)

What changes with climate_head "Climate displacement as its own head"
MIMC, art. 125(3)(f), inserted by climate_head (1)
    climate_displacement
MIMC, art. 130(2), changed by climate_head (2)
    "2 years" becomes "1 year"

What changes with no_relocation
MIMC, art. 126, omitted
    relocation
    No case here shows a difference by it.

Only in climate_head: mimc_2017.climate_migrant.
Only in mimc_2017: mimc_2017.relocated, not in no_relocation.

Touched, but answered alike for every case here: resident.
Untouched: visitor, other_1990.guest.

Not verified
  MIMC, art. 125: the wording was not compared.
)");
}

TEST(PresentDrafts, PutsBothExplanationsBesideEachOtherWhereThereIsRoom) {
  const std::string text = read(hand_made_outcome(), 120);
  EXPECT_TRUE(says(text,
                   "✗ mimc_2017.forced_migrant: no                             │ ✓ "
                   "mimc_2017.forced_migrant: yes\n"))
      << text;
}

TEST(PresentDrafts, CountsCasesWhereTheyCarryNoWeights) {
  Outcome outcome = hand_made_outcome();
  outcome.weighted = false;
  const std::string text = read(outcome, 80);
  EXPECT_TRUE(says(text, "over 10 cases, as of 2026-01-01\n")) << text;
  EXPECT_TRUE(says(text, "Who gains and who loses (cases)\n")) << text;
  EXPECT_TRUE(says(text, "2 cases: no → yes\n")) << text;
}

TEST(PresentDrafts, NamesTheDraftInNoColumnWhereThereIsOne) {
  Outcome outcome = hand_made_outcome();
  outcome.drafts.pop_back();
  std::erase_if(outcome.effects, [](const Effect& effect) { return effect.draft == 1; });
  const std::string text = read(outcome, 80);
  EXPECT_TRUE(says(text, "definition      gained  lost  in all\n")) << text;
  EXPECT_TRUE(
      says(text, "forced_migrant \"Forced migrants\": 14 of 1,234 persons answered differently\n"))
      << text;
}

TEST(PresentDrafts, NamesWhatTheBaseIsAmendedByAndWhatIsNoDraftOfIt) {
  Outcome outcome = hand_made_outcome();
  outcome.base_drafts = {"first", "second"};
  outcome.drafts[1].amends_base = false;
  outcome.drafts[1].touches = false;
  const std::string text = read(outcome, 400);
  EXPECT_TRUE(
      says(text,
           "mimc_2017 \"Model Convention\" as amended by first, then second, and as amended "
           "further by climate_head \"Climate displacement as its own head\" beside "
           "no_relocation, over 10 cases"))
      << text;
  EXPECT_TRUE(says(text, "\nno_relocation amends nothing of what is compared here")) << text;
  EXPECT_TRUE(says(text, "mimc_2017 as amended by first, then second ")) << text;
}

TEST(PresentDrafts, LeavesExplanationsAndFactsOutOfTablesAlone) {
  const std::string text =
      to_text(present_tables(hand_made_outcome()), {.width = 80, .colour = false});
  EXPECT_TRUE(says(text, "└─ shown by \"farmer\", with 2 of its 24 known facts\n\n")) << text;
  EXPECT_FALSE(says(text, "outside: yes")) << text;
  EXPECT_FALSE(says(text, "trafficking")) << text;
  EXPECT_FALSE(says(text, "Not verified")) << text;
}

TEST(PresentDrafts, SaysThatNothingDiffers) {
  Outcome outcome = hand_made_outcome();
  for (Effect& effect : outcome.effects) {
    effect.differing = {};
    effect.groups.clear();
  }
  const std::string text = read(outcome, 80);
  EXPECT_TRUE(says(text, "No case here is answered differently.\n")) << text;
  EXPECT_TRUE(
      says(text, "Touched, but answered alike for every case here: forced_migrant, housing,"))
      << text;
  EXPECT_FALSE(says(text, "before ↓")) << text;
}

TEST(PresentDrafts, SaysThatNothingThatWasAskedIsAmended) {
  Outcome outcome = hand_made_outcome();
  outcome.subjects.clear();
  outcome.effects.clear();
  outcome.cases = 0;
  outcome.weighted = false;
  const std::string text = read(outcome, 80);
  EXPECT_TRUE(says(text, "or by no_relocation, as of 2026-01-01\n")) << text;
  EXPECT_TRUE(says(text, "Nothing that was asked is amended: no case was read.\n")) << text;
  EXPECT_FALSE(says(text, "No case here")) << text;
}

TEST(PresentDrafts, SaysHowManyFurtherGroupsThereAre) {
  Outcome outcome = hand_made_outcome();
  Effect& effect = outcome.effects.front();
  effect.groups.assign(17, climate_group());
  const std::string text = read(outcome, 120);
  EXPECT_TRUE(says(text,
                   "And also\n  12 persons: no → yes, because of MIMC, art. 125(3)(f), "
                   "inserted by climate_head (1)\n"))
      << text;
  EXPECT_TRUE(says(text, "  and 2 further groups, which --format csv or json lists\n")) << text;
}

TEST(PresentDrafts, SaysThatNothingNeedBeKnown) {
  Outcome outcome = hand_made_outcome();
  outcome.effects.front().groups.front().witness.facts.clear();
  EXPECT_TRUE(says(read(outcome, 80), "shown by \"farmer\", of which nothing need be known\n"));
}

/// The side of the base, of a case whose reasons there are those of `group`.
std::string side_of_base(const report::Node& group) {
  Outcome outcome = hand_made_outcome();
  outcome.drafts.pop_back();
  std::erase_if(outcome.effects, [](const Effect& effect) { return effect.draft == 1; });
  outcome.effects.front().groups.front().witness.before = explanation(group);
  const std::string text = read(outcome, 80);
  const std::size_t begin = text.find("\nmimc_2017\n") + 1;
  return text.substr(begin, text.find("climate_head\n", begin) - begin);
}

TEST(PresentDrafts, NamesManyHeadsThatSayTheSameInOneLine) {
  std::vector<report::Node> heads;
  for (const char* label : {"a", "b", "c", "d"}) {
    heads.push_back(reason(Truth::No, "head", "(" + std::string(label) + ") fact: no"));
  }
  EXPECT_EQ(side_of_base(reason(Truth::No, "definition", "migrant: no", heads)),
            "mimc_2017\n✗ migrant: no\n└─ ✗ (a), (b), (c), (d)\n");
  heads.pop_back();
  EXPECT_EQ(side_of_base(reason(Truth::No, "definition", "migrant: no", heads)),
            "mimc_2017\n✗ migrant: no\n├─ ✗ (a) fact: no\n├─ ✗ (b) fact: no\n"
            "└─ ✗ (c) fact: no\n");
}

TEST(PresentDrafts, ShowsAHeadThatTheOtherTextAnswersOtherwise) {
  std::vector<report::Node> heads;
  for (const char* label : {"a", "b", "c", "d"}) {
    heads.push_back(reason(Truth::No, "head", "(" + std::string(label) + ") fact: no"));
  }
  heads.push_back(reason(Truth::No, "head", "(f) climate_displacement: no"));
  EXPECT_EQ(side_of_base(reason(Truth::No, "definition", "migrant: no", heads)),
            "mimc_2017\n✗ migrant: no\n├─ ✗ (a), (b), (c), (d)\n"
            "└─ ✗ (f) climate_displacement: no\n");
}

TEST(PresentDrafts, SaysOfWhatBothTextsSayForTheSameReasonsThatItIsTheSame) {
  const report::Node abroad = reason(Truth::Yes, "head", "(abroad) all of these",
                                     {reason(Truth::Yes, "condition", "outside: yes")});
  Outcome outcome = hand_made_outcome();
  ShownCase& witness = outcome.effects.front().groups.front().witness;
  witness.before = explanation(reason(Truth::No, "definition", "migrant: no", {abroad}));
  witness.after = explanation(reason(Truth::Yes, "definition", "migrant: yes", {abroad}));
  const std::string text = read(outcome, 80);
  EXPECT_TRUE(says(text,
                   "✗ migrant: no\n└─ ✓ (abroad) all of these (the same in both)\n"
                   "climate_head\n"
                   "✓ migrant: yes\n└─ ✓ (abroad) all of these (the same in both)\n"))
      << text;
}

TEST(PresentDrafts, ShowsOfAWayInThatLeadsNowhereNoMoreThanItsName) {
  const report::Node way = reason(Truth::No, "definition", "further way in, art. 9: refugee",
                                  {reason(Truth::No, "head", "(fear) fear: no")});
  EXPECT_EQ(side_of_base(reason(Truth::No, "definition", "migrant: no", {way})),
            "mimc_2017\n✗ migrant: no\n└─ ✗ further way in, art. 9: refugee\n");
}

TEST(PresentDrafts, CutsLongWordsOfAProvision) {
  Outcome outcome = hand_made_outcome();
  std::string words = "begin";
  for (int at = 0; at < 100; ++at) words += " and more";
  outcome.drafts.front().provisions.front().after = words + " end";
  const std::string text = read(outcome, 80);
  EXPECT_TRUE(says(text, " …\n")) << text;
  EXPECT_FALSE(says(text, " end\n")) << text;
  EXPECT_TRUE(says(to_json(present_as_data(outcome)), " and more end"));
}

TEST(DraftTables, LeaveNothingOut) {
  const std::string text = to_csv(present_as_data(hand_made_outcome()));
  for (const std::string_view section :
       {"compared", "amendments", "effects", "transitions", "groups", "causes", "facts", "reasons",
        "alone", "untouched", "unverified"}) {
    EXPECT_TRUE(says(text, "\n" + std::string(section) + ",")) << section;
  }
  EXPECT_TRUE(says(text, "not decisive (undetermined): (a), (b)"));
}

TEST(DraftTables, NumberGroupsThroughAllDefinitions) {
  const report::Report report = present_as_data(hand_made_outcome());
  std::vector<std::int64_t> numbers;
  for (const report::Part& part : report.parts) {
    const auto* sheet = std::get_if<report::Sheet>(&part);
    if (sheet == nullptr || sheet->key != "groups") continue;
    for (const auto& row : sheet->rows) numbers.push_back(std::get<std::int64_t>(row.front()));
  }
  EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 2, 3, 4, 5, 6}));
}

}  // namespace
}  // namespace nansen::compare
