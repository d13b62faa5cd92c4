// What places mean, and what is said of those that mean nothing or too much.
#include "tests/unit/consolidate/amended.h"

namespace nansen::consolidate {
namespace {

const std::string base =
    "instrument i \"I\" {\n"
    "  article 1 \"One\" {\n"
    "    define refugee of P as all of { (fear) x (ground) any of { (race) y (other) z } }\n"
    "    (cases) refugee also applies where all of { (x) v (y) w }\n"
    "  }\n"
    "  article 2 {\n"
    "    paragraph 1 { define e of P as all of { (a) x (b) y } }\n"
    "    paragraph 2 { define f of P as all of { (a) x (b) y } }\n"
    "  }\n"
    "  article 3 section A { define g of P as x }\n"
    "  article 3 section B { define h of P as x }\n"
    "  article 4 {\n"
    "    status s of P { begins on d1 lasts 1 year (long) is extended by 1 year ends early on d2 "
    "}\n"
    "    parameter weight = 10%\n"
    "    formula key of State { a = share of p b = 2 * a }\n"
    "    define level of P : integer { (low) where x: 1 (high) where y: 2 otherwise: 3 }\n"
    "  }\n"
    "}\n";

std::string new_address(const std::string& amendments) {
  const Amended result = amended(base, amendments);
  EXPECT_EQ(result.errors, "") << amendments;
  return result.world.changes.empty() ? "nothing" : result.world.changes.front().new_address;
}

std::string old_address(const std::string& amendments) {
  const Amended result = amended(base, amendments);
  EXPECT_EQ(result.errors, "") << amendments;
  return result.world.changes.empty() ? "nothing" : result.world.changes.front().old_address;
}

std::string errors(const std::string& amendments) { return amended(base, amendments).errors; }

TEST(Places, TakeAsFewPartsAsAreUnambiguous) {
  EXPECT_EQ(old_address("omit (race)"), "art. 1, refugee (ground)(race)");
  EXPECT_EQ(old_address("omit article 1 (race)"), "art. 1, refugee (ground)(race)");
  EXPECT_EQ(old_address("omit refugee (ground) (race)"), "art. 1, refugee (ground)(race)");
  EXPECT_EQ(old_address("omit article 1 refugee (race)"), "art. 1, refugee (ground)(race)");
  EXPECT_EQ(old_address("in article 1 omit refugee (race)"), "art. 1, refugee (ground)(race)");
  EXPECT_EQ(old_address("in refugee omit (race)"), "art. 1, refugee (ground)(race)");
  EXPECT_EQ(old_address("in refugee (ground) omit (race)"), "art. 1, refugee (ground)(race)");
}

TEST(Places, NameDivisionsFromAnyLevel) {
  EXPECT_EQ(old_address("omit article 2 paragraph 1"), "art. 2(1)");
  EXPECT_EQ(old_address("omit paragraph 1"), "art. 2(1)");
  EXPECT_EQ(old_address("in article 2 omit paragraph 2"), "art. 2(2)");
  EXPECT_EQ(old_address("omit article 3 section B"), "art. 3B");
  EXPECT_EQ(old_address("omit section B"), "art. 3B");
}

TEST(Places, NameADivisionThatSeveralBlocksOpen) {
  const Amended result = amended(base, "omit article 3");
  EXPECT_EQ(result.errors, "");
  EXPECT_FALSE(result.says("section A"));
  EXPECT_FALSE(result.says("section B"));
}

TEST(Places, NameClausesOfTheirOwn) {
  EXPECT_EQ(old_address("omit article 1 (cases)"), "art. 1(cases)");
  EXPECT_EQ(old_address("omit (cases) (x)"), "art. 1(cases)(x)");
}

TEST(Places, NameHeadsOfWhatAddsToADefinition) {
  const std::string text =
      "instrument i { article 1 { define d of P as all of { (a) x } d also applies where all of { "
      "(b) y (c) z } } article 2 { d does not apply where any of { (c) v (e) w } } }";
  EXPECT_EQ(amended(text, "omit d (b)").world.changes.front().old_address, "art. 1, d (b)");
  EXPECT_EQ(amended(text, "omit article 2 d (c)").world.changes.front().old_address,
            "art. 2, d (c)");
  EXPECT_EQ(amended(text, "omit d (c)").errors,
            "NoSuchPlace: \"d\" has no \"(c)\"; there is (a)\n");
}

TEST(Places, NamePartsOfStatusesFormulasAndValues) {
  EXPECT_EQ(old_address("replace the value of s.lasts with 2 years"), "art. 4, s.lasts");
  EXPECT_EQ(old_address("in s replace the value of lasts with 2 years"), "art. 4, s.lasts");
  EXPECT_EQ(old_address("in article 4 replace the value of lasts with 2 years"), "art. 4, s.lasts");
  EXPECT_EQ(old_address("omit s.ends"), "art. 4, s.ends");
  EXPECT_EQ(old_address("omit s (long)"), "art. 4, s (long)");
  EXPECT_EQ(old_address("omit s.extended"), "art. 4, s (long)");
  EXPECT_EQ(old_address("omit key.b"), "art. 4, key.b");
  EXPECT_EQ(old_address("in key omit b"), "art. 4, key.b");
  EXPECT_EQ(old_address("omit level (high)"), "art. 4, level (high)");
  EXPECT_EQ(old_address("replace the value of weight with 20%"), "art. 4, weight");
  EXPECT_EQ(new_address("in article 4 insert c = a + b after b"), "art. 4, key.c");
}

TEST(Places, PreferTheWholeAddressToOneThatEndsAlike) {
  const std::string nested =
      "instrument i { article 1 { define d of P as all of { (a) x (b) all of { (a) y (c) z } } } }";
  EXPECT_EQ(amended(nested, "omit (a)").world.changes.front().old_address, "art. 1, d (a)");
  EXPECT_EQ(amended(nested, "omit (b) (a)").world.changes.front().old_address, "art. 1, d (b)(a)");
}

TEST(Places, ThatAreNotThereAreSuggestedTheNearest) {
  EXPECT_EQ(errors("omit article 11"),
            "NoSuchPlace: \"i\" has no \"article 11\"; did you mean \"article 1\"?\n");
  EXPECT_EQ(errors("omit article 2 paragraph 3"),
            "NoSuchPlace: \"i\" has no \"article 2 paragraph 3\"; did you mean \"article 2 "
            "paragraph 1\"?\n");
  EXPECT_EQ(errors("omit refuge"),
            "NoSuchPlace: \"i\" has no \"refuge\"; did you mean \"refugee\"?\n");
  EXPECT_EQ(errors("omit refugee (rase)"),
            "NoSuchPlace: \"refugee\" has no \"(rase)\"; did you mean \"(race)\"?\n");
  EXPECT_EQ(errors("omit level (z)"),
            "NoSuchPlace: \"level\" has no \"(z)\"; there is (low) and (high)\n");
  EXPECT_EQ(errors("omit s.becomes"), "NoSuchPlace: \"i\" has no \"s.becomes\"\n");
  EXPECT_EQ(errors("in article 1 omit f"), "NoSuchPlace: \"article 1\" has no \"f\"\n");
}

TEST(Places, ThatAreSeveralAreNamed) {
  EXPECT_EQ(errors("omit (a)"),
            "AmbiguousPlace: \"(a)\" could be \"article 2 paragraph 1 e (a)\" or "
            "\"article 2 paragraph 2 f (a)\"\n");
  EXPECT_EQ(errors("omit article 2 (b)"),
            "AmbiguousPlace: \"article 2 (b)\" could be \"article 2 paragraph 1 e (b)\" or "
            "\"article 2 paragraph 2 f (b)\"\n");
}

TEST(Places, ThatHaveNoNameAreInDoubtWhereOthersEndAlike) {
  const std::string text =
      "instrument i { article 1 { paragraph 1 { define d of P as all of { (a) x } }\n"
      "paragraph 2 { d also applies where any of { (out) x (b) y } }\n"
      "paragraph 3 { d does not apply where any of { (f) all of { (out) x (b) z } } } } }";
  EXPECT_EQ(amended(text, "omit (out)").errors,
            "AmbiguousPlace: \"(out)\" could be \"article 1 paragraph 2 d (out)\" or \"article 1 "
            "paragraph 3 d (f)(out)\"\n");
  EXPECT_EQ(amended(text, "omit article 1 (out)").errors,
            "AmbiguousPlace: \"article 1 (out)\" could be \"article 1 paragraph 2 d (out)\" or "
            "\"article 1 paragraph 3 d (f)(out)\"\n");
  EXPECT_EQ(amended(text, "omit article 1 paragraph 2 (out)").errors, "");
  EXPECT_EQ(amended(text, "in article 1 paragraph 3 omit (out)").errors, "");
}

TEST(Places, ThatAreClausesWithoutLabelsAreToldByTheirWords) {
  const std::string text =
      "instrument i { article 1 { status s of P { begins on d1 ends early on d2 where x "
      "ends early on d3 } } }";
  EXPECT_EQ(amended(text, "replace s.ends with ends early on d4").errors,
            "AmbiguousPlace: \"s.ends\" could be \"ends early on d2 where x\" or \"ends early on "
            "d3\"\n");
  EXPECT_EQ(amended(text, "in s replace the words d2 with d4").errors, "");
}

TEST(Places, ThatAreGoneSayByWhat) {
  EXPECT_EQ(errors("(1) omit article 1\n(2) omit refugee (race)"),
            "AmendsOmitted: \"refugee (race)\" was omitted by Draft, (1)\n");
  EXPECT_EQ(errors("(1) omit article 1\n(2) in article 1 omit (race)"),
            "AmendsOmitted: \"article 1\" was omitted by Draft, (1)\n");
  EXPECT_EQ(errors("(1) omit refugee (race)\n(2) replace refugee (race) with (race) q"),
            "AmendsOmitted: \"refugee (race)\" was omitted by Draft, (1)\n");
  EXPECT_EQ(errors("(1) omit key.b\n(2) omit key.b"),
            "AmendsOmitted: \"key.b\" was omitted by Draft, (1)\n");
  EXPECT_EQ(errors("(1) omit refugee\n(2) omit article 1 refugee"),
            "AmendsOmitted: \"article 1 refugee\" was omitted by Draft, (1)\n");
  EXPECT_EQ(errors("(1) omit s.lasts\n(2) replace the value of s.lasts with 2 years"),
            "AmendsOmitted: \"s.lasts\" was omitted by Draft, (1)\n");
}

}  // namespace
}  // namespace nansen::consolidate
