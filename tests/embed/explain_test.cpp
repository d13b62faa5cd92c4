// Explanations and allocations through the C interface are those of the command, byte for byte.
#include <algorithm>

#include "tests/embed/support.h"

namespace nansen::embed_test {
namespace {

constexpr const char* cases =
    "id,fled,reason,age\nana,yes,race,30\nben,yes,opinion,40\ncem,,religion,50\n";

class CommandTest : public testing::Test {
 protected:
  CommandTest() : evaluator(Evaluator::compile({.text = provisions})), persons(3) {
    fill(persons);
    testing_support::write_file(scratch.path() / "shelter.treaty", provisions);
    testing_support::write_file(scratch.path() / "cases.csv", cases);
  }
  std::string printed(const std::string& command) {
    const auto result = testing_support::run_command(command, scratch.path());
    EXPECT_EQ(result.status, 0) << result.output;
    return result.output;
  }
  testing_support::ScratchFolder scratch;
  Evaluator evaluator;
  Rows persons;
};

TEST_F(CommandTest, ExplainsAsTheCommandDoes) {
  const char* ids[] = {"ana", "ben", "cem"};
  for (std::int64_t row = 0; row < 3; ++row) {
    const std::string command =
        std::string("nansen explain shelter.treaty sheltered --cases cases.csv --case ") + ids[row];
    EXPECT_EQ(evaluator.explain({persons.table()}, row, {.definition = "shelter.sheltered"}),
              printed(command));
    EXPECT_EQ(evaluator.explain({persons.table()}, row,
                                {.definition = "sheltered", .format = NANSEN_JSON}),
              printed(command + " --format json"));
    EXPECT_EQ(evaluator.explain({persons.table()}, row, {.definition = "sheltered", .whole = true}),
              printed(command + " --whole"));
  }
}

TEST_F(CommandTest, ExplainsLinesOfAnyWidth) {
  const std::string narrow =
      evaluator.explain({persons.table()}, 2, {.definition = "sheltered", .width = 40});
  for (const std::string& line : testing_support::lines_of(narrow)) {
    const auto columns = std::count_if(line.begin(), line.end(), [](char byte) {
      return (static_cast<unsigned char>(byte) & 0xc0) != 0x80;  // the first of a character's
    });
    EXPECT_LE(columns, 40) << line;
  }
}

TEST_F(CommandTest, NothingButAnAskedDefinitionAndARowIsExplained) {
  const auto status_of = [&](const Explaining& explaining, std::int64_t row) {
    try {
      evaluator.explain({persons.table()}, row, explaining);
      return NANSEN_OK;
    } catch (const Error& error) {
      return error.status();
    }
  };
  EXPECT_EQ(status_of({.definition = "sheltered"}, 0), NANSEN_OK);
  EXPECT_EQ(status_of({.definition = "sheltered"}, 3), NANSEN_INVALID_ARGUMENT);
  EXPECT_EQ(status_of({.definition = "sheltered"}, -1), NANSEN_INVALID_ARGUMENT);
  EXPECT_EQ(status_of({.definition = "refugee"}, 0), NANSEN_UNKNOWN_NAME);
  EXPECT_EQ(status_of({}, 0), NANSEN_UNKNOWN_NAME);  // there are several
  nansen_explain_options options = NANSEN_EXPLAIN_OPTIONS_INIT;
  options.definition = "sheltered";
  options.format = 7;
  const nansen_table table = persons.table();
  char* text = nullptr;
  EXPECT_EQ(said_by(nansen_explain, evaluator.handle(), &options, &table, 1, 0, &text).status,
            NANSEN_INVALID_ARGUMENT);
  EXPECT_EQ(text, nullptr);
}

class AllocateTest : public CommandTest {
 protected:
  AllocateTest() : states(3) {
    states.texts("id", {"FRA", "USA", "CHE"});
    states.numbers("size", {1, 3, 7});
    testing_support::write_file(scratch.path() / "states.csv", "id,size\nFRA,1\nUSA,3\nCHE,7\n");
  }
  nansen_status status_of(Rows& given, const Allocating& allocating = {}) {
    try {
      evaluator.allocate({given.table()}, allocating);
      return NANSEN_OK;
    } catch (const Error& error) {
      words = error.what();
      return error.status();
    }
  }
  Rows states;
  std::string words;
};

TEST_F(AllocateTest, AllocatesAsTheCommandDoes) {
  for (const std::string& total : {std::string(), std::string("1000")}) {
    const Table key = evaluator.allocate({states.table()}, {.total = total});
    const std::string table =
        printed("nansen allocate shelter.treaty --states states.csv --format csv" +
                (total.empty() ? "" : " --total " + total));
    for (std::size_t row = 0; row < 3; ++row) {
      const std::string line = "\n" + *key.text("id", row) + ",";
      const std::size_t at = table.find(line);
      ASSERT_NE(at, std::string::npos) << table;
      const std::string cells = table.substr(at + 1, table.find('\n', at + 1) - at - 1);
      EXPECT_TRUE(cells.ends_with("," + std::to_string(*key.number("quota", row)))) << table;
    }
  }
}

TEST_F(AllocateTest, WhereThereIsNoFormulaThatIsSaid) {
  const std::string text =
      "vocabulary v\nentity Person { fled : boolean \"Has the person fled?\" }\n"
      "instrument shelter { uses v article 1 { define sheltered of Person as fled } }\n";
  const Evaluator formless = Evaluator::compile({.text = text, .engine = NANSEN_ENGINE_BLOCKWISE});
  try {
    formless.allocate({states.table()});
    FAIL();
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), NANSEN_UNKNOWN_NAME);
    EXPECT_STREQ(error.what(), "there are no formulas here: nothing can be allocated");
  }
}

TEST_F(AllocateTest, ATableWithoutRowsIsTold) {
  Rows nobody(0);
  nobody.texts("id", {});
  nobody.numbers("size", {});
  EXPECT_EQ(status_of(nobody), NANSEN_UNDECIDABLE);
  EXPECT_EQ(words, "the table of States has no rows: nobody has a share");
}

TEST_F(AllocateTest, RoundsOnceToTheDigitsAsked) {
  for (const auto& [digits, units] :
       {std::pair<int, std::uint64_t>(0, 0), {2, 9}, {6, 90909}, {18, 90909090909090909u}}) {
    const Table key = evaluator.allocate({states.table()}, {.digits = digits});
    EXPECT_EQ(static_cast<const std::uint64_t*>(key.column("key").buffers[1])[0], units);
  }
}

TEST_F(AllocateTest, WhatIsNotThereOrNotToBeWorkedOutIsTold) {
  EXPECT_EQ(status_of(states), NANSEN_OK);
  EXPECT_EQ(status_of(states, {.formula = "shelter.quota"}), NANSEN_OK);
  EXPECT_EQ(status_of(states, {.formula = "ratio"}), NANSEN_UNKNOWN_NAME);
  EXPECT_EQ(status_of(states, {.digits = 19}), NANSEN_INVALID_ARGUMENT);
  EXPECT_EQ(status_of(states, {.digits = -1}), NANSEN_INVALID_ARGUMENT);
  for (const char* total : {"-1", "many", "1/3", "1.5", " 1"}) {
    EXPECT_EQ(status_of(states, {.total = total}), NANSEN_INVALID_ARGUMENT) << total;
  }
  Rows twice(2);
  twice.texts("id", {"FRA", "FRA"}).numbers("size", {1, 2});
  EXPECT_EQ(status_of(twice), NANSEN_BAD_VALUE);
  Rows nameless(1);
  nameless.numbers("size", {1});
  EXPECT_EQ(status_of(nameless), NANSEN_BAD_VALUE);
  Rows missing(2);
  missing.texts("id", {"FRA", "USA"}).numbers("size", {1, std::nullopt});
  EXPECT_EQ(status_of(missing), NANSEN_UNDECIDABLE);
  EXPECT_NE(words.find("size"), std::string::npos) << words;
  Rows zero(1);
  zero.texts("id", {"FRA"}).numbers("size", {0});
  EXPECT_EQ(status_of(zero), NANSEN_UNDECIDABLE);
}

}  // namespace
}  // namespace nansen::embed_test
