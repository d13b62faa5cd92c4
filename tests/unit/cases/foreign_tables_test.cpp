// Tables that were not made for the vocabulary: States by name, other headers, one year of several.
#include <gtest/gtest.h>

#include "compiler/cases/from_example.h"
#include "compiler/cases/reader.h"
#include "tests/unit/cases/fixture.h"

namespace nansen::cases {
namespace {

class ForeignTablesTest : public testing::Test {
 protected:
  CaseBatch read(std::string_view text, const TableOptions& options) {
    TableFiles files;
    files.cases = folder.write("states.csv", text);
    files.options[""] = options;
    return read(files);
  }
  CaseBatch read(const TableFiles& files) {
    CaseBatch batch;
    const auto reader = Reader::open(vocabulary.program, vocabulary.module, files, emitter);
    if (reader) {
      reader->next(batch, 4096);
      CaseBatch rest;
      while (reader->next(rest, 4096)) {
      }
    }
    return batch;
  }
  std::string text(const CaseBatch& batch, std::string_view column, std::size_t row) {
    return value_text(vocabulary.program, vocabulary.module, batch, vocabulary.column("", column),
                      row);
  }
  std::string wrong(std::string_view text, const TableOptions& options) {
    emitter = Emitter();
    read(text, options);
    std::string found = messages(emitter);
    for (const std::string path = folder.path(""); found.find(path) != std::string::npos;) {
      found.erase(found.find(path), path.size());
    }
    return found;
  }

  const TableOptions of_states{.states = true};
  Vocabulary vocabulary;
  Folder folder;
  Emitter emitter;
};

TEST_F(ForeignTablesTest, PassOverWhatIsNoFact) {
  const CaseBatch batch =
      read("name,state,age,weight,age_2010\nGermany,DEU,41,heavy,7\n", of_states);
  EXPECT_EQ(messages(emitter), "");
  ASSERT_EQ(batch.size(), 1u);
  EXPECT_EQ(batch.ids[0], "DEU");
  EXPECT_EQ(text(batch, "age", 0), "41");
  EXPECT_EQ(text(batch, "income", 0), "unknown");
}

TEST_F(ForeignTablesTest, TakeColumnsUnderOtherHeaders) {
  TableOptions options = of_states;
  options.headers = {{"state", "iso3"}, {"age", "age_2014"}};
  const CaseBatch batch = read("iso3,age,age_2014\nDEU,1,44\nFRA,2,\n", options);
  EXPECT_EQ(messages(emitter), "");
  ASSERT_EQ(batch.size(), 2u);
  EXPECT_EQ(batch.ids[1], "FRA");
  EXPECT_EQ(text(batch, "age", 0), "44");
  EXPECT_EQ(text(batch, "age", 1), "unknown");
}

TEST_F(ForeignTablesTest, SayWhichHeaderIsNotThereOrMeantTwice) {
  TableOptions options = of_states;
  options.headers = {{"age", "ages"}};
  EXPECT_EQ(wrong("state,age_\nDEU,1\n", options),
            "MissingColumn states.csv:1:0 the table has no column \"ages\"\n");
  EXPECT_EQ(emitter.diagnostics()[0].help, "did you mean \"age_\"?");
  options.headers = {{"aeg", "age"}};
  EXPECT_EQ(wrong("state,age\nDEU,1\n", options),
            "UnknownColumn Person has no fact called \"aeg\"; did you mean \"age\"?\n");
  options.headers = {{"age", "n"}, {"stay", "n"}};
  EXPECT_EQ(wrong("state,n\nDEU,1\n", options),
            "DuplicateColumn states.csv:1:2 the column \"n\" stands twice\n");
}

TEST_F(ForeignTablesTest, HaveEachStateOnce) {
  EXPECT_EQ(wrong("state,age\nDEU,1\nFRA,2\nDEU,3\n", of_states),
            "StateTwice states.csv:4:1 DEU stands twice in \"states.csv\"\n");
  EXPECT_EQ(wrong("state,age\n", of_states), "NoStates \"states.csv\" has no States\n");
  EXPECT_EQ(wrong("age\n1\n", of_states),
            "MissingColumn states.csv:1:0 the table has no column \"state\"\n");
}

TEST_F(ForeignTablesTest, GiveTheRowsOfOneYear) {
  TableOptions options = of_states;
  options.year = 2014;
  constexpr std::string_view table = "state,year,age\nDEU,2013,1\nDEU,2014,2\nFRA,2014,3\n";
  const CaseBatch batch = read(table, options);
  EXPECT_EQ(messages(emitter), "");
  ASSERT_EQ(batch.size(), 2u);
  EXPECT_EQ(text(batch, "age", 0), "2");
  options.year = 2020;
  EXPECT_EQ(wrong(table, options),
            "NoSuchYear \"states.csv\" has no row of the year 2020; they are of 2013 to 2014\n");
  EXPECT_EQ(wrong("state,age\nDEU,1\n", options),
            "NoYearColumn \"states.csv\" has no column \"year\", so no year can be chosen\n");
  // Of another table than States' the year is chosen only where there is one.
  options.states = false;
  EXPECT_EQ(read("id,age\nDEU,1\n", options).size(), 1u);
}

TEST_F(ForeignTablesTest, RefuseSeveralYearsOfWhichNoneIsChosen) {
  const TableOptions of_rows;
  EXPECT_EQ(
      wrong("id,year,age\na,2013,1\nb,2014,2\nc,2015,3\n", of_rows),
      "StateTwice states.csv:3:2 \"states.csv\" has rows of several years, 2013 and 2014, and "
      "none is chosen\n");
  EXPECT_EQ(wrong("id,year,age\na,2013,1\nb,2013,2\nc,,3\n", of_rows), "");
}

TEST_F(ForeignTablesTest, PassOverEmptyRowsAndNameTheColumnThatIsEmpty) {
  EXPECT_EQ(read("state,age\nDEU,1\n,\nFRA,2\n,\n,,\n", of_states).size(), 2u);
  EXPECT_EQ(messages(emitter), "");
  EXPECT_EQ(wrong("state,age\n,1\n", of_states),
            "EmptyId states.csv:2:1 the row has no \"state\"\n");
}

TEST_F(ForeignTablesTest, TellScenariosApart) {
  TableOptions options = of_states;
  options.scenarios = true;
  const CaseBatch batch = read("scenario,state,age\na,DEU,1\nb,DEU,2\n", options);
  EXPECT_EQ(messages(emitter), "");
  ASSERT_EQ(batch.size(), 2u);
  EXPECT_EQ(batch.scenarios[1], "b");
  EXPECT_EQ(wrong("state,age\nDEU,1\n", options),
            "ScenarioColumn \"states.csv\" has no column \"scenario\"\n");
}

TEST_F(ForeignTablesTest, ReferredToMayNameRowsThatAreNotThere) {
  TableFiles files;
  files.cases = folder.write("groups.csv", "who,country\n1,DEU\n2,XXA\n3,\n");
  files.tables = {{"State", folder.write("states.csv", "name,state,safe\nGermany,DEU,yes\n")}};
  files.options[""] = {};
  files.options["State"] = of_states;
  const CaseBatch batch = read(files);
  EXPECT_EQ(messages(emitter), "");
  ASSERT_EQ(batch.size(), 3u);
  EXPECT_EQ(text(batch, "country", 0), "DEU");
  EXPECT_EQ(text(batch, "country", 1), "XXA");
  EXPECT_EQ(text(batch, "country", 2), "unknown");
}

}  // namespace
}  // namespace nansen::cases
