// Names: what is in sight, what a bare name means, and what is said of a name that means nothing.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

TEST(Names, AFactOfTheEntityIsFound) {
  const Checked checked = Checked::body("article 1 { define x of Person as a }");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"), "  base r0 [i, art. 1]\n    where a\n");
}

TEST(Names, ADefinitionOfTheSameInstrumentIsFoundWhateverTheOrder) {
  const Checked checked =
      Checked::body("article 1 { define x of Person as y define y of Person as b }");
  EXPECT_EQ(checked.complaints(), Names{});
  ASSERT_EQ(checked.program.order.size(), 2U);
  EXPECT_EQ(checked.program.definitions[checked.program.order[0]].name, "y");
}

TEST(Names, AMisspeltFactIsSuggested) {
  const Checked checked =
      Checked::body("article 1 { define x of Person as not nationalties is empty }");
  EXPECT_EQ(checked.complaints(), Names{"UnknownName"});
  EXPECT_NE(checked.only().message.find("did you mean \"nationalities\"?"), std::string::npos);
  EXPECT_EQ(checked.only().provision, "i, art. 1");
}

TEST(Names, AFactAndADefinitionOfOneNameAreAmbiguous) {
  const Checked checked =
      Checked::body("article 1 { define a of Person as b define x of Person as a }");
  EXPECT_EQ(checked.complaints(), Names{"AmbiguousName"});
  EXPECT_NE(checked.only().message.find("the fact of Person or the definition of this instrument"),
            std::string::npos);
}

TEST(Names, ReferencesAreGoneThrough) {
  const Checked checked = Checked::body(R"(article 1 {
    define x of Person as asylum.parent.safe
    define y of Person as asylum.sound
    define sound of State as parent.safe })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"), "  base r0 [i, art. 1]\n    where asylum.parent.safe\n");
  EXPECT_EQ(checked.printed("y"), "  base r1 [i, art. 1]\n    where asylum.i.sound\n");
}

TEST(Names, ABooleanHasNoFurtherFacts) {
  EXPECT_EQ(Checked::body("article 1 { define x of Person as a.safe }").complaints(),
            Names{"NoFurtherFacts"});
}

TEST(Names, RowsNeedAQuantifier) {
  EXPECT_EQ(
      Checked::body("article 1 { define x of Person as nationalities.protects }").complaints(),
      Names{"RowsNeedQuantifier"});
  EXPECT_EQ(Checked::body("article 1 { define x of Person as nationalities }").complaints(),
            Names{"RowsNeedQuantifier"});
}

TEST(Names, ADefinitionOfAnotherEntityIsRefused) {
  EXPECT_EQ(
      Checked::body("article 1 { define x of Person as s define s of State as safe }").complaints(),
      Names{"WrongEntity"});
}

TEST(Names, DuplicatesNameTheFirst) {
  const Checked checked =
      Checked::body("article 1 { define x of Person as a } article 2 { define x of Person as b }");
  EXPECT_EQ(checked.complaints(), Names{"DuplicateName"});
  EXPECT_EQ(checked.only().labels.size(), 1U);
}

TEST(Names, WhatIsNotUsedIsNotInSight) {
  const std::string instrument = "instrument i { article 1 { define x of Person as a } }";
  const Checked without({std::string(vocabulary), instrument});
  EXPECT_EQ(without.complaints(), Names{"NotUsed"});
  EXPECT_EQ(without.only().help, "write: uses base");
  EXPECT_EQ(Checked({std::string(vocabulary), "uses base " + instrument}).complaints(), Names{});
}

TEST(Names, UsesReachesWhatIsUsedInTurn) {
  const Checked checked({std::string(vocabulary),
                         "uses base instrument i { article 1 { define x of Person as a } }",
                         "uses i instrument j { article 1 { define y of Person as i.x and b } }"});
  EXPECT_EQ(checked.complaints(), Names{});
}

TEST(Names, AnImportThatGivesNothingIsAWarning) {
  const Checked checked(
      {std::string(vocabulary), "vocabulary other entity Ship { afloat : boolean }",
       "uses base, other instrument i { article 1 { define x of Person as a } }"});
  EXPECT_EQ(checked.complaints(), Names{"UnusedImport"});
  EXPECT_EQ(checked.text(checked.only()), "other");
  EXPECT_FALSE(checked.emitter.has_errors());
}

TEST(Names, AnUnknownImportIsAnErrorOfItsOwnOnly) {
  EXPECT_EQ(Checked({"uses nowhere"}).complaints(), Names{"UnknownImport"});
  EXPECT_EQ(Checked({"uses nowhere instrument i { article 1 { define x of Nobody as nowhere.x } }"})
                .complaints(),
            Names{"UnknownImport"});
  EXPECT_EQ(Checked({std::string(vocabulary) + "uses nowhere instrument i { article 1 { "
                                               "define x of Person as nowhere.x } }"})
                .complaints(),
            Names{"UnknownImport"});
}

TEST(Names, AVocabularyThatIsThereTwiceIsReportedOnce) {
  const Checked checked({"vocabulary v entity P { a : boolean }",
                         "vocabulary v entity P { a : boolean } "
                         "instrument i { uses v article 1 { define x of P as a } }"});
  EXPECT_EQ(checked.complaints(), Names{"DuplicateName"});
}

TEST(Names, ADefinitionOfAnotherInstrumentIsSuggestedInFull) {
  const Checked checked({std::string(vocabulary) +
                         "instrument i { article 1 { define refugee of Person as a } }"
                         "instrument j { article 1 { define y of Person as refugee } }"});
  EXPECT_EQ(checked.complaints(), Names{"UnknownName"});
  EXPECT_NE(checked.only().message.find("did you mean \"i.refugee\"?"), std::string::npos);
}

TEST(Names, MembersAreLookedUpWhereTheirEnumerationIsExpected) {
  const Checked checked = Checked::body(R"(article 1 {
    define x of Person as main_ground is race and grounds includes religion
    define y of Person as main_ground is one of { race, opinion } })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(
      checked.printed("y"),
      "  base r1 [i, art. 1]\n    where ((main_ground is race) or (main_ground is opinion))\n");
  EXPECT_EQ(
      Checked::body("article 1 { define x of Person as main_ground is relgion }").complaints(),
      Names{"UnknownMember"});
}

TEST(Names, ReadingsAreComparedWithTheirChoices) {
  const Checked checked = Checked::body(R"(article 1 {
    reading view "?" { wide default narrow }
    define x of Person as view is narrow and a })");
  EXPECT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(checked.printed("x"), "  base r0 [i, art. 1]\n    where ((i.view is narrow) and a)\n");
  EXPECT_EQ(Checked::body(R"(article 1 {
    reading view "?" { wide default narrow }
    define x of Person as view is other or view })")
                .complaints(),
            (Names{"UnknownReadingChoice", "ReadingWithoutComparison"}));
  EXPECT_EQ(Checked::body("reading view { wide narrow }").complaints(),
            Names{"ReadingWithoutChoice"});
}

TEST(Names, TablesKeepTheirFirstColumns) {
  EXPECT_EQ(Checked({"entity Ship { weight : integer }"}).complaints(), Names{"ReservedFactName"});
}

}  // namespace
}  // namespace nansen
