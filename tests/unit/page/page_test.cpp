// The page holds everything it was given, as words, and nothing of it works as markup.
#include "compiler/page/page.h"

#include <gtest/gtest.h>

#include <regex>
#include <set>

#include "tests/support/outcome/sample.h"

namespace nansen::page {
namespace {

using compare::Outcome;
using namespace std::string_literals;
using testing_support::outcome_of_words;
using testing_support::sample_outcome;
using testing_support::sample_receipt;
using testing_support::sample_shares;
using testing_support::sample_text;
using testing_support::small_outcome;

std::string page_of(const Outcome& outcome) {
  Content content;
  content.outcome = &outcome;
  content.texts = {sample_text()};
  content.receipt = sample_receipt();
  content.version = "0.1.0";
  return of(content);
}

bool has(const std::string& page, const std::string& words) {
  return page.find(words) != std::string::npos;
}

std::size_t times(const std::string& words, const std::string& in) {
  std::size_t count = 0;
  for (std::size_t at = in.find(words); at != std::string::npos; at = in.find(words, at + 1)) {
    ++count;
  }
  return count;
}

/// Without what scripts and styles hold: what is there for a reader whose browser runs no script.
std::string without_scripts(const std::string& page) {
  std::string made;
  std::size_t at = 0;
  while (true) {
    const std::size_t script = page.find("<script", at);
    made += page.substr(at, script == std::string::npos ? script : script - at);
    if (script == std::string::npos) return made;
    at = page.find("</script>", script);
  }
}

TEST(Page, BeginsWithTheSentence) {
  const std::string page = page_of(small_outcome({{1, 0, 0}, {0, 0, 0}, {37, 0, 1}}));
  EXPECT_TRUE(has(page,
                  "<p class=\"headline\">Of 39 persons, 37 more are covered by "
                  "&quot;climate_head&quot; and none fewer.</p>"));
}

TEST(Page, HoldsEveryNumberAndWordWithoutAScript) {
  const Outcome outcome = sample_outcome();
  const std::string page = without_scripts(page_of(outcome));
  std::set<std::string> wanted = {outcome.base, outcome.base_title, *outcome.as_of};
  for (const auto& draft : outcome.drafts) {
    wanted.insert({draft.name, draft.title});
    wanted.insert(draft.only_here.begin(), draft.only_here.end());
    wanted.insert(draft.only_in_base.begin(), draft.only_in_base.end());
    for (const auto& provision : draft.provisions) {
      wanted.insert({provision.citation, provision.amending});
    }
  }
  for (const auto& subject : outcome.subjects) wanted.insert(subject.name);
  for (const auto& effect : outcome.effects) {
    const bool moves = outcome.subjects[effect.subject].kind == compare::Subject::Kind::Date;
    for (const auto& row : effect.transitions) {
      for (const auto& count : row) {
        if (effect.differing.cases > 0 && !moves) wanted.insert(std::to_string(count.persons));
      }
    }
    for (const auto& group : effect.groups) {
      wanted.insert({group.from, group.to, group.witness.name});
      for (const auto& fact : group.witness.facts) wanted.insert({fact.name, fact.question});
    }
  }
  wanted.insert({"+365", "+731", "-30", "nationalities.csv", "home_lost is yes"});
  wanted.insert("fd61a03af4f77d870fc21e05e7e80678095c92d808cfb3b5c279ee04c74aca13");
  for (const std::string& mark : outcome.unverified) wanted.insert(mark);
  for (const std::string& words : wanted) EXPECT_TRUE(has(page, words)) << words;
}

TEST(Page, SaysWhichProvisionShowsNoDifference) {
  EXPECT_EQ(times("No case here shows a difference by it.", page_of(sample_outcome())), 1u);
}

TEST(Page, ShowsTheConcordanceWithItsMarks) {
  const std::string page = page_of(sample_outcome());
  for (const char* words : {"renumbered", "art. 12", "art. 13",
                            "<ins>(f) climate_displacement</ins>", "<del>(c) has_sponsor</del>"}) {
    EXPECT_TRUE(has(page, words)) << words;
  }
}

TEST(Page, FoldsWhatIsTheSameApart) {
  const std::string page = page_of(sample_outcome());
  EXPECT_TRUE(has(page, "<summary>Table of concordance (4)</summary>"));
  EXPECT_TRUE(has(page, "<details class=\"rest\"><summary>Provisions that are the same (1)"));
}

TEST(Page, SavesTheReceiptByALink) {
  const std::string page = page_of(sample_outcome());
  EXPECT_TRUE(
      has(page,
          "download=\"receipt.json\" "
          "href=\"data:application/json;charset=utf-8,%7B%0A%20%20%22receipt%22%3A%201%2C"));
}

TEST(Page, ShowsAReceiptThatIsNotWhatItShouldBe) {
  const Outcome outcome = small_outcome({{1, 0, 0}, {0, 0, 0}, {0, 0, 0}});
  Content content;
  content.outcome = &outcome;
  content.receipt = "no <JSON>";
  EXPECT_TRUE(has(of(content), "<pre class=\"raw\">no &lt;JSON&gt;</pre>"));
}

TEST(Page, FetchesNothing) {
  const std::string page = page_of(sample_outcome());
  EXPECT_TRUE(has(page, "default-src 'none'"));
  EXPECT_FALSE(std::regex_search(without_scripts(page),
                                 std::regex("(src|srcset|action)=|url\\(|@import|<link|<iframe")));
  EXPECT_FALSE(has(page, "sourceMappingURL"));
}

TEST(Page, CanBeMailed) { EXPECT_LT(page_of(sample_outcome()).size(), 800'000u); }

TEST(Page, ReadsNoWordAsMarkup) {
  for (const std::string& words : std::vector<std::string>{
           "<script>alert(1)</script>"s, "</script><img src=x onerror=alert(1)>"s, "<!--"s,
           "\" onmouseover=\"alert(1)"s, "' autofocus onfocus='alert(1)"s, "</style></title>"s,
           "{{{library}}}"s, "{{#drafts}}"s, "&lt;b&gt;"s, "]]>"s, "\xff\xfe"s, "a\0b"s}) {
    const Outcome outcome = outcome_of_words(words);
    const std::string page = page_of(outcome);
    const std::string harmless = page_of(outcome_of_words("harmless"));
    for (const char* part : {"<script", "</script>", "<img ", "<!--", "<td", "<p", "</style>"}) {
      EXPECT_EQ(times(part, page), times(part, harmless)) << words << ": " << part;
    }
    EXPECT_FALSE(has(without_scripts(page), "\" onmouseover")) << words;
    EXPECT_LT(page.size(), harmless.size() + 200'000) << words << " was read as a template";
  }
}

TEST(Page, ShowsABoundedNumberOfGroupsAndTheRestInATable) {
  Outcome outcome = sample_outcome();
  const compare::Group group = outcome.effects[0].groups[0];
  for (std::size_t at = 0; at < 5000; ++at) {
    outcome.effects[0].groups.push_back(group);
    outcome.effects[0].groups.back().witness.name = "further " + std::to_string(at);
  }
  const std::string page = page_of(outcome);
  EXPECT_TRUE(has(page,
                  "12 of 5,004 groups are shown in full, those with the most persons; the "
                  "others stand in the table that is folded here."));
  EXPECT_TRUE(has(page, "The other 4,992 groups"));
  EXPECT_TRUE(has(page, "further 4999"));
  EXPECT_LT(page.size(), 3'000'000u);
}

TEST(Page, StaysAFileToMailWhateverTheNumberOfDraftsAndQuestions) {
  Outcome outcome = sample_outcome();
  const std::size_t effects = outcome.effects.size();
  for (std::size_t round = 0; round < 100; ++round) {
    for (std::size_t at = 0; at < effects; ++at) outcome.effects.push_back(outcome.effects[at]);
  }
  Outcome none = outcome;
  for (auto& effect : none.effects) effect.groups.clear();
  const std::string page = page_of(outcome);
  EXPECT_LT(page.size(), page_of(none).size() + 1'200'000);
  EXPECT_TRUE(has(page, "group stands in the table that is folded here"));
}

TEST(Page, ShowsManyStatesAndFoldsTheRest) {
  const compare::SharesOutcome shares = sample_shares(5000);
  Content content;
  content.shares = &shares;
  const std::string page = of(content);
  EXPECT_TRUE(has(page, "The first 100 of 5,000 States are shown"));
  EXPECT_TRUE(has(page, ">State 5000<"));
  EXPECT_TRUE(has(page, "the 40 States whose shares change most"));
}

TEST(Page, ShowsStatesThatComeInAndGoOut) {
  const compare::SharesOutcome shares = sample_shares();
  Content content;
  content.shares = &shares;
  const std::string page = of(content);
  EXPECT_TRUE(has(page,
                  "<th scope=\"row\">State 4</th><td class=\"number\">5.6452%</td><td "
                  "class=\"number\">–</td><td class=\"number\">-5.6452</td>"));
}

TEST(Page, NamesQuestionsThatNoDraftTouches) {
  EXPECT_TRUE(
      has(page_of(sample_outcome()),
          "No case here is answered otherwise by any draft: <code>mimc_2017.refugee</code>"));
}

TEST(Page, ShowsWhichDatesAreNoLongerKnownBesideHowFarTheyMove) {
  Outcome outcome = sample_outcome();
  const std::string chart = "From each answer by &quot;mimc_2017&quot; to each";
  const std::size_t charts = times(chart, page_of(outcome));
  for (auto& effect : outcome.effects) {
    if (outcome.subjects[effect.subject].kind != compare::Subject::Kind::Date) continue;
    effect.transitions[0][1] = {3, 9};
    break;
  }
  EXPECT_EQ(times(chart, page_of(outcome)), charts + 1);
}

TEST(Page, DrawsNothingOfNothing) {
  const std::string page = page_of(small_outcome({{5, 0, 0}, {0, 0, 0}, {0, 0, 5}}));
  EXPECT_FALSE(has(page, "class=\"data\""));
  EXPECT_TRUE(has(page, "none more and none fewer are covered"));
}

}  // namespace
}  // namespace nansen::page
