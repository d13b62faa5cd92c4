// Pages in a browser: the charts are drawn, nothing is fetched, nothing goes wrong, and everybody
// can read them: on a phone, in the dark, on paper, by ear and from the keyboard.
#include "compiler/page/page.h"

#include <gtest/gtest.h>

#include "tests/browser/browser.h"
#include "tests/support/files.h"
#include "tests/support/outcome/sample.h"
#include "tests/support/process.h"

namespace nansen::browser {
namespace {

using compare::Outcome;
using nlohmann::json;
using namespace testing_support;

page::Content content_of(const Outcome& outcome) {
  page::Content content;
  content.outcome = &outcome;
  content.texts = {sample_text()};
  content.receipt = sample_receipt();
  content.version = "0.1.0";
  return content;
}

class Pages : public testing::Test {
 protected:
  void SetUp() override {
    if (!chromium()) GTEST_SKIP() << "there is no Chromium on the PATH";
  }

  /// What is found, after it was held that nothing is wrong with it.
  json sound(const std::string& page, int width, Shade shade) const {
    std::string console;
    const json found = browser_.audit(page, width, shade, console);
    EXPECT_EQ(console, "");
    EXPECT_TRUE(found.is_object()) << "the page did not answer";
    if (!found.is_object()) return found;
    EXPECT_EQ(found["problems"].dump(1), "[]");
    EXPECT_EQ(found["fetched"].dump(), "[]");
    EXPECT_EQ(found["width"], width);
    EXPECT_EQ(found["dark"], shade == Shade::Dark);
    EXPECT_EQ(found["drawn"], found["charts"]);
    return found;
  }

  Browser browser_;
};

TEST_F(Pages, AreSoundOnAWideScreen) {
  const json found = sound(page::of(content_of(sample_outcome())), 1200, Shade::Light);
  EXPECT_EQ(found["charts"], 11);
  EXPECT_GT(found["marks"], 150);
  // Of the flows from each answer to each: as many as there are cells with someone in them.
  EXPECT_EQ(found["ribbons"], 47);
  EXPECT_GE(found["tables"], found["figures"]);
  EXPECT_EQ(found["title"], "mimc_2017: what climate_head and narrow_exception would change");
}

TEST_F(Pages, AreSoundInTheDark) {
  const json found = sound(page::of(content_of(sample_outcome())), 1200, Shade::Dark);
  EXPECT_EQ(found["paper"], "rgb(21, 24, 27)");
}

TEST_F(Pages, AreSoundOnAPhone) {
  const std::string page = page::of(content_of(sample_outcome()));
  sound(page, 360, Shade::Light);
  sound(page, 360, Shade::Dark);
}

TEST_F(Pages, AreSoundForShares) {
  const compare::SharesOutcome shares = sample_shares();
  page::Content content;
  content.shares = &shares;
  content.receipt = sample_receipt();
  for (const int width : {1200, 360}) {
    const json found = sound(page::of(content), width, Shade::Light);
    EXPECT_EQ(found["charts"], 1);
    EXPECT_GT(found["marks"], 31 * 3);
  }
}

TEST_F(Pages, AreSoundWhateverTheWordsSay) {
  const json harmless =
      sound(page::of(content_of(outcome_of_words("harmless"))), 1200, Shade::Light);
  const std::string words =
      "<script>document.title='broken'</script><img src=x onerror=\"document.title='broken'\">"
      "</script><!-- ' \" {{{library}}} &amp;";
  const json found = sound(page::of(content_of(outcome_of_words(words))), 1200, Shade::Light);
  EXPECT_EQ(found["title"], words + ": what " + words + " would change");
  for (const char* part : {"scripts", "figures", "charts", "tables", "details"}) {
    EXPECT_EQ(found[part], harmless[part]) << part;
  }
}

TEST_F(Pages, OpenWithManyStatesAndGroups) {
  const compare::SharesOutcome shares = sample_shares(100'000);
  Outcome outcome = sample_outcome();
  const compare::Group group = outcome.effects[0].groups[0];
  outcome.effects[0].groups.resize(5000, group);
  page::Content content = content_of(outcome);
  content.shares = &shares;
  std::string console;
  const json found = browser_.audit(page::of(content), 1200, Shade::Light, console);
  ASSERT_TRUE(found.is_object()) << "the page did not answer";
  EXPECT_EQ(console, "");
  EXPECT_EQ(found["drawn"], 12);
  EXPECT_EQ(found["problems"].dump(1), "[]");
}

/// The page of a comparison in examples/drafts, as a user would make it.
std::string compared(const std::string& words) {
  const ScratchFolder folder;
  const std::filesystem::path path = folder.path() / "page.html";
  const auto run = run_command("nansen compare " + words + " --report " + path.string(),
                               source_directory() / "examples" / "drafts");
  EXPECT_EQ(run.status, 0) << run.output;
  return read_file(path).value_or("");
}

TEST_F(Pages, AreSoundForRealComparisons) {
  const std::string climate =
      compared("mimc_2017 climate_head climate_sudden_onset --cases climate.csv");
  EXPECT_LT(climate.size(), 1'500'000u);
  EXPECT_GT(sound(climate, 1200, Shade::Light)["ribbons"], 0);
  sound(climate, 360, Shade::Dark);
  const std::string rights = compared(
      "convention_1951_rights treatment_of_nationals --cases ../rights/persons.csv "
      "--table State=../rights/states.csv --as-of 2026-11-22");
  EXPECT_GT(sound(rights, 360, Shade::Light)["charts"], 0);
  const std::string key = compared(
      "eu_key_september_2015 key_without_ceiling key_without_unemployment --states "
      "../eu_key_2015/states_september.csv");
  EXPECT_EQ(sound(key, 1200, Shade::Light)["charts"], 1);
}

TEST_F(Pages, AreSeenInBothShades) {
  const std::string page = page::of(content_of(sample_outcome()));
  const auto light = browser_.screenshot(page, Shade::Light);
  const auto dark = browser_.screenshot(page, Shade::Dark);
  ASSERT_EQ(light.width, 1200u);
  ASSERT_EQ(dark.width, 1200u);
  EXPECT_EQ(ground_of(light), 255);
  EXPECT_LT(ground_of(dark), 40);
  EXPECT_GT(share_of_others(light, ground_of(light)), 0.01);
  EXPECT_GT(share_of_others(dark, ground_of(dark)), 0.01);
}

TEST_F(Pages, PrintInInkWithEverythingUnfolded) {
  const std::string page = page::of(content_of(sample_outcome()));
  const auto sheets = browser_.print(page);
  ASSERT_GE(sheets.size(), 5u);
  for (const auto& sheet : sheets) EXPECT_EQ(ground_of(sheet), 255);
  EXPECT_GT(share_of_others(sheets[0], 255), 0.01);
  const std::string words = browser_.printed_words(page);
  for (const char* part : {"37 are newly covered", "Table of concordance", "no exception applies",
                           "home_lost is yes", "9f86d081884c7d65"}) {
    EXPECT_NE(words.find(part), std::string::npos) << part;
  }
}

TEST_F(Pages, SayThatTheChartsNeedAScriptWhereThereIsNone) {
  std::string page = page::of(content_of(sample_outcome()));
  // No script may run where the policy lets none.
  const std::string allowed = "script-src 'nonce-page'";
  page.replace(page.find(allowed), allowed.size(), "script-src 'none'");
  const std::string words = browser_.printed_words(page);
  for (const char* part :
       {"37 are newly covered", "Table of concordance", "no exception applies"}) {
    EXPECT_NE(words.find(part), std::string::npos) << part << " is not on paper without a script";
  }
}

}  // namespace
}  // namespace nansen::browser
