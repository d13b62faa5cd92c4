// Texts and drafts far larger, deeper and more entangled than any that is tabled.
#include "tests/unit/consolidate/amended.h"

namespace nansen::consolidate {
namespace {

std::string many_articles(int count) {
  std::string text = "instrument i {\n";
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    text += "article " + n + " { paragraph 1 { define d" + n + " of P as all of { (a) x" + n +
            " (b) any of { (c) y (e) z } } } paragraph 2 { parameter p" + n + " = 10% } }\n";
  }
  return text + "}\n";
}

TEST(Hostile, TenThousandAmendmentsAreApplied) {
  constexpr int count = 10'000;
  std::string amendments;
  for (int i = 0; i < count; ++i) {
    const std::string n = std::to_string(i);
    switch (i % 8) {
      case 0: amendments += "in article " + n + " paragraph 1 insert (f) w after (c)\n"; break;
      case 1: amendments += "in article " + n + " omit paragraph 2\n"; break;
      case 2: amendments += "replace the value of p" + n + " with 20%\n"; break;
      case 3: amendments += "renumber article " + n + " as article " + n + "bis\n"; break;
      case 4: amendments += "in article " + n + " replace the words y with v\n"; break;
      case 5: amendments += "replace d" + n + " (b) (c) with (q) w\n"; break;
      case 6:
        amendments += "insert { article " + n + "ter { define e" + n +
                      " of P as x } } after article " + n + "\n";
        break;
      default: amendments += "in article " + n + " paragraph 1 omit (c)\n"; break;
    }
  }
  const Amended result = amended(many_articles(count), amendments);
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(result.world.changes.size(), 10'000U);
}

TEST(Hostile, TenThousandHeadsOfOneGroupAreAmended) {
  std::string heads;
  std::string amendments;
  for (int i = 0; i < 5'000; ++i) {
    const std::string n = std::to_string(i);
    heads += "(h" + n + ") x" + n + ' ';
    amendments += i % 2 == 0 ? "insert (i" + n + ") y after (h" + n + ")\n" : "omit (h" + n + ")\n";
  }
  const Amended result = amended(
      "instrument i { article 1 { define d of P as all of { " + heads + "} } }", amendments);
  EXPECT_EQ(result.errors, "");
  EXPECT_EQ(result.world.changes.size(), 5'000U);
}

TEST(Hostile, TenThousandMistakesEndSoon) {
  std::string amendments;
  for (int i = 0; i < 10'000; ++i) {
    amendments += i % 2 == 0 ? "omit article 9" + std::to_string(i) + "x\n"
                             : "replace the words q" + std::to_string(i) + " with w\n";
  }
  const Amended result = amended(many_articles(2'000), amendments);
  EXPECT_TRUE(result.world.changes.empty());
  EXPECT_NE(result.errors.find("NoSuchPlace"), std::string::npos);
}

TEST(Hostile, OneAmendmentMoreIsTooMany) {
  std::string amendments;
  for (int i = 0; i <= 10'000; ++i) amendments += "omit article " + std::to_string(i) + "\n";
  EXPECT_EQ(amended("instrument i { }", amendments).errors,
            "TooManyAmendments: the draft \"d\" has 10001 amendments; 10000 are the most\n");
}

/// `count` drafts, each of the one before, that each say `amendment`.
std::vector<std::string> chain(const std::string& instrument, int count,
                               const std::string& amendment) {
  std::string drafts;
  for (int i = 0; i < count; ++i) {
    drafts += "draft d" + std::to_string(i) + " amends " +
              (i == 0 ? "i" : "d" + std::to_string(i - 1)) + " { " + amendment + " }\n";
  }
  return {instrument, drafts};
}

const std::string small = "instrument i { article 1 { define d of P as all of { (a) x } } }";

TEST(Hostile, AThousandDraftsOfDraftsAreApplied) {
  const Amended result(chain(small, 1'000, "in d insert (q) x0 at the end"), {});
  EXPECT_EQ(result.errors, "");
  std::string drafts;
  for (int i = 0; i < 1'000; ++i) {
    drafts += "draft d" + std::to_string(i) + " amends " +
              (i == 0 ? "i" : "d" + std::to_string(i - 1)) + " { in d insert (h" +
              std::to_string(i) + ") y }\n";
  }
  const Amended all({small, drafts}, {"d999"});
  EXPECT_EQ(all.errors, "");
  EXPECT_TRUE(all.says("(h0)"));
  EXPECT_TRUE(all.says("(h999)"));
}

TEST(Hostile, WhatWouldBeTooDeepIsRefused) {
  const Amended result(
      chain(small, 400, "in d replace the words x with any of { x, not x0 } wherever they occur"),
      {"d399"});
  EXPECT_NE(result.errors.find("DoesNotFit: \"d\" cannot take this 257 levels deep"),
            std::string::npos)
      << result.errors.substr(0, 500);
}

TEST(Hostile, WhatWouldGrowWithoutEndIsRefused) {
  const Amended result(
      chain(small, 64, "in d replace the words x with any of { x, x } wherever they occur"),
      {"d63"});
  EXPECT_NE(result.errors.find("more expressions"), std::string::npos)
      << result.errors.substr(0, 500);
}

}  // namespace
}  // namespace nansen::consolidate
