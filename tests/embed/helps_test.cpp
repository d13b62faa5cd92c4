// What callers are told to do: in the words of nansen.h, never in options of the command line.
#include <regex>

#include "tests/embed/support.h"

namespace nansen::embed_test {
namespace {

std::string said_of(const Provisions& provisions_given) {
  try {
    (void)Evaluator::compile(provisions_given);
  } catch (const Error& error) {
    return error.what();
  }
  return "compiled";
}

void expect_help(const std::string& said, const std::string& help) {
  EXPECT_NE(said.find("help: " + help), std::string::npos) << said;
  static const std::regex option(" --[a-z]");
  EXPECT_FALSE(std::regex_search(said, option)) << said;
  EXPECT_EQ(said.find("nansen facts"), std::string::npos) << said;
  EXPECT_EQ(said.find("command line"), std::string::npos) << said;
}

Provisions of_text(const std::string& text) { return {.text = text}; }

TEST(Helps, OfCompilingNameFieldsOfTheOptions) {
  Provisions asked = of_text(provisions);
  asked.definitions = {"shelterd"};
  expect_help(said_of(asked), "name in \"definitions\" what the text defines");
  asked.definitions = {};
  asked.readings = {"width=broad"};
  expect_help(said_of(asked), "write NAME=CHOICE in \"readings\"");
  expect_help(said_of(of_text("instrument i { uses nowhere }")),
              "name its file in \"files\", or put nowhere.treaty beside this one");
}

TEST(Helps, OfAReadingOfSeveralInstrumentsNameNoOption) {
  const std::string text = R"(vocabulary v entity Person { fled : boolean "?" }
instrument a {
  uses v reading width "?" { narrow default broad }
  article 1 { define x of Person as fled }
}
instrument b {
  uses v reading width "?" { narrow default broad }
  article 1 { define y of Person as fled }
}
)";
  Provisions asked = of_text(text);
  asked.readings = {"width=broad"};
  expect_help(said_of(asked), "write the instrument in front: INSTRUMENT.width=CHOICE");
}

TEST(Helps, OfDefinitionsOfSeveralEntitiesSayHowEachIsCompiled) {
  Provisions asked = of_text(R"(vocabulary v
entity State { party : boolean "?" }
entity Person { fled : boolean "?" }
instrument i {
  uses v
  article 1 { define bound of State as party }
  article 2 { define covered of Person as fled }
}
)");
  asked.definitions = {"bound", "covered"};
  expect_help(said_of(asked), "compile an evaluator for each entity, and name in \"definitions\"");
}

TEST(Helps, OfTheDayNameItsField) {
  const std::string text = R"(vocabulary v entity Person { arrived : date "When?" }
instrument i {
  uses v
  article 1 { define present of Person as the day asked is after arrived }
}
)";
  expect_help(said_of(of_text(text)), "give the day in \"as_of\", as in 2026-07-01");
}

TEST(Helps, OfDraftsNameFiles) {
  Provisions amended = of_text(provisions + "draft d amends nothing_known { }\n");
  amended.drafts = {"d"};
  expect_help(said_of(amended), "name its file in \"files\"");
}

/// What allocating by `text` says of these tables.
std::string said_of_allocating(const std::string& text, const std::vector<nansen_table>& tables) {
  const Evaluator evaluator = Evaluator::compile({.text = text});
  try {
    (void)evaluator.allocate(tables);
  } catch (const Error& error) {
    return error.what();
  }
  return "allocated";
}

TEST(Helps, OfAllocatingNameColumnsAndTables) {
  Rows states(2);
  states.texts("id", {"FRA", "USA"});
  expect_help(said_of_allocating(provisions, {states.table()}),
              "the table of States has no column \"size\": give one");
  states.numbers("sizes", {1, 2});
  expect_help(
      said_of_allocating(provisions, {states.table()}),
      "the table of States has no column \"size\": give one, or rename \"sizes\" where that "
      "is meant");
  states.numbers("size", {1, 2});
  Rows others(1);
  others.texts("id", {"FRA"});
  expect_help(said_of_allocating(provisions, {states.table(), others.table("Stats")}),
              "they have no table beside their own; the schema says what they hold");
  expect_help(said_of_allocating(R"(vocabulary v
unit persons
entity State { size : integer from 0 to 1000000 in persons "How many?" }
entity Transfer {
  destination : State "To where?"
  moved : integer from 0 to 100 in persons "How many?"
}
instrument i {
  uses v
  article 1 { formula key of State { key = total of moved over Transfer by destination } }
}
)",
                                 {states.table()}),
              "give it: a table with the name \"Transfer\"");
}

TEST(Helps, OfARangeWhereOneDayIsAskedForNameTheField) {
  Rows range(1);
  range.dates("least", {0}).dates("greatest", {30});
  const nansen_table days = range.table();
  ArrowSchema range_schema = *days.schema;
  range_schema.name = "arrived";
  ArrowArray range_array = *days.array;
  ArrowSchema* schemas[] = {&range_schema};
  ArrowArray* arrays[] = {&range_array};
  ArrowSchema schema = *days.schema;
  schema.n_children = 1;
  schema.children = schemas;
  ArrowArray array = *days.array;
  array.n_children = 1;
  array.children = arrays;
  nansen_table persons = NANSEN_TABLE_INIT;
  persons.schema = &schema;
  persons.array = &array;
  Provisions early = of_text(R"(vocabulary v entity Person { arrived : date "When?" }
instrument i { uses v article 1 { define early of Person as arrived is before 2020-01-01 } }
)");
  try {
    (void)Evaluator::compile(early).evaluate({persons});
    ADD_FAILURE();
  } catch (const Error& refused) {
    EXPECT_EQ(refused.status(), NANSEN_BAD_VALUE);
    EXPECT_STREQ(refused.what(),
                 "column \"arrived\", row 0: it is a range, and the evaluator is not compiled for "
                 "ranges: let least and greatest be the same day, give null where the day is not "
                 "known, or compile with \"ranges\" (an artefact: nansen build --ranges)");
  }
  early.ranges = true;
  EXPECT_EQ(Evaluator::compile(early).evaluate({persons}).truth("i.early", 0), true);
}

TEST(Helps, OfAnExplanationCutShortNameTheOtherFormat) {
  std::string facts;
  std::string heads;
  for (const char letter : std::string("abcdefghijklmnopqrstuvwxyz")) {
    facts += std::string("fact_") + letter + " : boolean \"?\" ";
    heads += std::string(heads.empty() ? "" : ", ") + "fact_" + letter;
  }
  const Evaluator evaluator = Evaluator::compile(
      {.text = "vocabulary v entity Person { " + facts + "}\n" +
               "instrument i { uses v article 1 { define d of Person as any of { " + heads +
               " } } }\n"});
  Rows persons(1);
  persons.truths("fact_a", {false});
  const std::string why = evaluator.explain({persons.table()}, 0);
  EXPECT_NE(why.find(" more, which the format json lists"), std::string::npos) << why;
}

}  // namespace
}  // namespace nansen::embed_test
