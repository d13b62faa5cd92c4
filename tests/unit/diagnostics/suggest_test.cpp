// Suggestions are near, and absent where nothing is near.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"

namespace nansen {
namespace {

const std::vector<std::string> names = {"refugee", "stateless_person", "fear", "well_founded_fear",
                                        "a"};

TEST(Nearest, FindsOneEdit) {
  EXPECT_EQ(nearest("refugeee", names), "refugee") << "a letter too many";
  EXPECT_EQ(nearest("refuge", names), "refugee") << "a letter missing";
  EXPECT_EQ(nearest("rofugee", names), "refugee") << "a wrong letter";
  EXPECT_EQ(nearest("feer", names), "fear");
  EXPECT_EQ(nearest("refguee", names), "refugee") << "two neighbours swapped count once";
}

TEST(Nearest, DoesNotMindCapitals) {
  EXPECT_EQ(nearest("Refugee", names), "refugee");
  EXPECT_EQ(nearest("STATELESS_PERSON", names), "stateless_person");
}

TEST(Nearest, AllowsOneEditInThreeLetters) {
  EXPECT_EQ(nearest("stateles_persn", names), "stateless_person");
  EXPECT_EQ(nearest("asylum", names), "");
}

TEST(Nearest, PrefersTheNearer) {
  const std::vector<std::string> near = {"excluded", "included"};
  EXPECT_EQ(nearest("includd", near), "included");
  EXPECT_EQ(nearest("excludd", near), "excluded");
}

TEST(Nearest, NeverSuggestsTheWordItselfOrAnythingForOneLetter) {
  EXPECT_EQ(nearest("refugee", names), "");
  EXPECT_EQ(nearest("b", names), "");
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(nearest("refugee", {}), "");
}

TEST(Nearest, GivesUpOnWordsOfAbsurdLength) {
  const std::vector<std::string> long_name = {std::string(4000, 'x')};
  EXPECT_EQ(nearest(std::string(3999, 'x'), long_name), "");
}

TEST(DidYouMean, IsAPhraseForTheEndOfAMessage) {
  EXPECT_EQ(did_you_mean("refugeee", names), "; did you mean \"refugee\"?");
  EXPECT_EQ(did_you_mean("asylum", names), "");
}

}  // namespace
}  // namespace nansen
