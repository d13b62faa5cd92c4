// Citations are written as lawyers write them.
#include "compiler/provenance/citation.h"

#include <gtest/gtest.h>

namespace nansen {
namespace {

Citation citation(std::vector<Division> divisions, std::vector<std::string> heads = {}) {
  return {"convention_1951", "1951 Convention", std::move(divisions), std::move(heads)};
}

TEST(Citation, JoinsASectionLetterToItsArticle) {
  EXPECT_EQ(to_string(citation({{"article", "1", ""}, {"section", "F", ""}}, {"b"})), "art. 1F(b)");
  EXPECT_EQ(to_string(citation({{"article", "1", ""}, {"section", "A", ""}, {"paragraph", "2", ""}},
                               {"fear"})),
            "art. 1A(2)(fear)");
}

TEST(Citation, PutsParagraphsAndHeadsInParentheses) {
  EXPECT_EQ(to_string(citation({{"article", "33", ""}, {"paragraph", "1", ""}})), "art. 33(1)");
  EXPECT_EQ(
      to_string(citation(
          {{"article", "10bis", ""}, {"paragraph", "2", ""}, {"subparagraph", "a", ""}}, {"i"})),
      "art. 10bis(2)(a)(i)");
}

TEST(Citation, AbbreviatesTheSectionsOfAStatute) {
  EXPECT_EQ(to_string(citation({{"section", "28", ""}, {"paragraph", "1", ""}}, {"b"})),
            "s. 28(1)(b)");
}

TEST(Citation, KeepsANumberedSectionApartFromItsArticle) {
  EXPECT_EQ(to_string(citation({{"article", "1", ""}, {"section", "2", ""}})), "art. 1, s. 2");
}

TEST(Citation, LeavesOutWhatOnlyGroupsArticles) {
  EXPECT_EQ(
      to_string(citation(
          {{"part", "II", ""}, {"chapter", "V", ""}, {"section", "1", ""}, {"article", "12", ""}})),
      "art. 12");
  EXPECT_EQ(to_string(citation({{"chapter", "4", ""}, {"section", "28", ""}})), "s. 28");
}

TEST(Citation, KeepsAnAnnexInFrontOfItsArticles) {
  EXPECT_EQ(to_string(citation({{"annex", "II", ""}, {"article", "3", ""}})), "annex II, art. 3");
  EXPECT_EQ(to_string(citation({{"chapter", "II", ""}})), "ch. II");
}

TEST(Citation, WritesLevelsWithoutAnAbbreviationInFull) {
  EXPECT_EQ(to_string(citation({{"conclusion", "III", ""}, {"paragraph", "3", ""}})),
            "conclusion III(3)");
  EXPECT_EQ(to_string(citation({{"paragraph", "4", ""}})), "para. 4");
}

TEST(Citation, NamesTheInstrumentInFront) {
  EXPECT_EQ(to_full_string(citation({{"article", "1", ""}, {"section", "F", ""}})),
            "1951 Convention, art. 1F");
  EXPECT_EQ(to_full_string(citation({})), "1951 Convention");
  EXPECT_EQ(to_full_string({"convention_1951", "", {{"article", "1", ""}}, {}}),
            "convention_1951, art. 1");
}

TEST(Citation, TakesTheInnermostHeading) {
  EXPECT_EQ(heading_of(citation({{"article", "1", "Definition"}, {"section", "F", "Exclusion"}})),
            "Exclusion");
  EXPECT_EQ(heading_of(citation({{"article", "1", "Definition"}, {"paragraph", "2", ""}})),
            "Definition");
  EXPECT_EQ(heading_of(citation({{"article", "1", ""}})), "");
}

TEST(Citation, DoesNotCompareHeadings) {
  EXPECT_EQ(citation({{"article", "1", "Definition"}}), citation({{"article", "1", ""}}));
  EXPECT_FALSE(citation({{"article", "1", ""}}, {"a"}) == citation({{"article", "1", ""}}, {"b"}));
}

}  // namespace
}  // namespace nansen
