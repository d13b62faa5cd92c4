// Answers through the C interface: every engine's, once, packed and counted; and what is wrong.
#include <chrono>
#include <cstring>

#include "tests/embed/support.h"
#include "tests/support/sanitizer.h"

namespace nansen::embed_test {
namespace {

class EvaluateTest : public testing::TestWithParam<nansen_engine> {
 protected:
  static Evaluator compiled(std::vector<std::string> definitions = {}) {
    return Evaluator::compile(
        {.text = provisions, .definitions = std::move(definitions), .engine = GetParam()});
  }
};

INSTANTIATE_TEST_SUITE_P(Engines, EvaluateTest,
                         testing::Values(NANSEN_ENGINE_AUTOMATIC, NANSEN_ENGINE_NATIVE,
                                         NANSEN_ENGINE_BLOCKWISE, NANSEN_ENGINE_INTERPRETER),
                         [](const auto& engine) {
                           switch (engine.param) {
                             case NANSEN_ENGINE_AUTOMATIC: return "Automatic";
                             case NANSEN_ENGINE_NATIVE: return "Native";
                             case NANSEN_ENGINE_BLOCKWISE: return "Blockwise";
                             case NANSEN_ENGINE_INTERPRETER: return "Interpreter";
                           }
                           return "";
                         });

void expect_sheltered(const Table& answers) {
  ASSERT_EQ(answers.rows(), 3u);
  EXPECT_EQ(answers.truth("shelter.sheltered", 0), true);
  EXPECT_EQ(answers.truth("shelter.sheltered", 1), false);
  EXPECT_EQ(answers.truth("shelter.sheltered", 2), std::nullopt);
}

TEST_P(EvaluateTest, AnswersWhereTheFactsLie) {
  const Evaluator evaluator = compiled({"sheltered"});
  Rows persons(3);
  fill(persons);
  expect_sheltered(evaluator.evaluate({persons.table()}));
  expect_sheltered(evaluator.evaluate({persons.table()}, 2));
}

TEST_P(EvaluateTest, AnswersAllDefinitionsWithTheTablesOfOthers) {
  const Evaluator evaluator = compiled();
  Rows persons(3);
  fill(persons);
  persons.texts("host", {"FRA", "USA", std::nullopt});
  Rows states(2);
  states.texts("id", {"FRA", "USA"});
  states.truths("party", {true, false});
  const Table answers = evaluator.evaluate({persons.table(), states.table("State")});
  expect_sheltered(answers);
  EXPECT_EQ(answers.truth("shelter.hosted", 0), true);
  EXPECT_EQ(answers.truth("shelter.hosted", 1), false);
  EXPECT_EQ(answers.truth("shelter.hosted", 2), std::nullopt);
}

TEST_P(EvaluateTest, AnswersAndCountsWhatIsPacked) {
  const Evaluator evaluator = compiled({"sheltered"});
  Rows persons(3);
  fill(persons);
  const Batch batch = evaluator.batch({persons.table()});
  expect_sheltered(evaluator.evaluate(batch));
  expect_sheltered(evaluator.evaluate(batch, 2));

  const Table all = evaluator.count(batch);
  ASSERT_EQ(all.rows(), 1u);
  EXPECT_EQ(all.text("group", 0), std::nullopt);
  const auto counted = [](const Table& table, const char* answer, std::size_t row) {
    return table.number("shelter.sheltered", answer, row);
  };
  for (const char* answer : {"yes", "no", "undetermined"}) EXPECT_EQ(counted(all, answer, 0), 1);

  const Table grouped = evaluator.count(batch, "reason");
  ASSERT_EQ(grouped.rows(), 4u);
  EXPECT_EQ(grouped.text("group", 0), "race");
  EXPECT_EQ(grouped.text("group", 2), "opinion");
  EXPECT_EQ(grouped.text("group", 3), std::nullopt);
  EXPECT_EQ(counted(grouped, "yes", 0), 1);           // race
  EXPECT_EQ(counted(grouped, "no", 2), 1);            // opinion
  EXPECT_EQ(counted(grouped, "undetermined", 1), 1);  // religion
  EXPECT_EQ(counted(grouped, "yes", 3), 0);
}

TEST_P(EvaluateTest, CountsTheAnswersThatAreAskedFor) {
  const Evaluator evaluator = compiled({"sheltered"});
  Rows persons(3);
  fill(persons);
  const Batch batch = evaluator.batch({persons.table()});
  for (const char* by : {"", "reason"}) {
    const Table all = evaluator.count(batch, by);
    const Table open = evaluator.count(batch, by, 1, NANSEN_COUNT_YES_AND_UNDETERMINED);
    const Table yes = evaluator.count(batch, by, 1, NANSEN_COUNT_YES);
    for (std::size_t row = 0; row < all.rows(); ++row) {
      const auto counted = [&](const Table& table, const char* answer) {
        return table.number("shelter.sheltered", answer, row);
      };
      EXPECT_EQ(counted(open, "yes"), counted(all, "yes"));
      EXPECT_EQ(counted(open, "undetermined"), counted(all, "undetermined"));
      EXPECT_EQ(counted(yes, "yes"), counted(all, "yes"));
    }
    EXPECT_THROW(open.number("shelter.sheltered", "no", 0), Error);
    EXPECT_THROW(yes.number("shelter.sheltered", "undetermined", 0), Error);
  }
  EXPECT_THROW(evaluator.count(batch, "", 1, static_cast<nansen_counted>(3)), Error);
}

TEST_P(EvaluateTest, CountsByTheRowsOfAReferencedTable) {
  const Evaluator evaluator = compiled({"hosted"});
  Rows persons(3);
  persons.texts("host", {"USA", "FRA", std::nullopt});
  Rows states(2);
  states.texts("id", {"FRA", "USA"});
  states.truths("party", {true, false});
  const Batch batch = evaluator.batch({persons.table(), states.table("State")});
  const Table counts = evaluator.count(batch, "host");
  ASSERT_EQ(counts.rows(), 3u);
  EXPECT_EQ(counts.text("group", 0), "FRA");
  EXPECT_EQ(counts.text("group", 1), "USA");
  EXPECT_EQ(counts.number("shelter.hosted", "yes", 0), 1);
  EXPECT_EQ(counts.number("shelter.hosted", "yes", 1), 0);
  EXPECT_THROW(counts.number("shelter.hosted", "perhaps", 0), Error);
}

// Rows without ids are called by their numbers.
TEST_P(EvaluateTest, CountsByTheNumbersOfRows) {
  const Evaluator evaluator = compiled({"hosted"});
  Rows persons(3);
  persons.numbers("host", {1, 0, 1});
  Rows states(2);
  states.truths("party", {true, false});
  const Batch batch = evaluator.batch({persons.table(), states.table("State")});
  const Table counts = evaluator.count(batch, "host");
  ASSERT_EQ(counts.rows(), 3u);
  EXPECT_EQ(counts.text("group", 0), "0");
  EXPECT_EQ(counts.text("group", 1), "1");
  EXPECT_EQ(counts.text("group", 2), std::nullopt);
  EXPECT_EQ(counts.number("shelter.hosted", "yes", 0), 1);
  EXPECT_EQ(counts.number("shelter.hosted", "no", 1), 2);

  const Batch alone = evaluator.batch({persons.table()});
  Table none;
  const Said said = said_by(nansen_batch_count, evaluator.handle(),
                            static_cast<const nansen_evaluate_options*>(nullptr), alone.handle(),
                            "host", none.schema(), none.array());
  EXPECT_EQ(said.status, NANSEN_INVALID_ARGUMENT);
  EXPECT_EQ(
      said.words,
      "cases are counted by \"host\", which names rows of \"State\" by number: give the table "
      "\"State\", or name them by id");
  EXPECT_EQ(none.array()->release, nullptr);
}

TEST_P(EvaluateTest, TablesThatNothingRefersToAreNotThere) {
  const Evaluator evaluator = compiled({"hosted"});
  Rows persons(3);
  fill(persons);
  Rows states(2);
  states.texts("id", {"FRA", "USA"});
  const nansen_table tables[] = {persons.table(), states.table("Staat")};
  Table none;
  const Said said = said_by(nansen_evaluate, evaluator.handle(),
                            static_cast<const nansen_evaluate_options*>(nullptr), tables,
                            std::size_t{2}, none.schema(), none.array());
  EXPECT_EQ(said.status, NANSEN_UNKNOWN_NAME);
  EXPECT_EQ(said.words, "no table is called \"Staat\"; there is \"State\"");
  EXPECT_THROW(evaluator.batch({tables[0], tables[1]}), Error);
  EXPECT_THROW(evaluator.explain({tables[0], tables[1]}, 0), Error);
}

// A column is read as what it is, or not at all.
TEST_P(EvaluateTest, OfAColumnOfAnotherKindNothingIsRead) {
  const Evaluator evaluator = compiled({"sheltered"});
  Rows persons(3);
  fill(persons);
  const Table answers = evaluator.evaluate({persons.table()});
  EXPECT_THROW(answers.text("shelter.sheltered", 0), Error);
  EXPECT_THROW(answers.number("shelter.sheltered", 0), Error);
  const Table counts = evaluator.count(evaluator.batch({persons.table()}), "reason");
  EXPECT_THROW(counts.text("shelter.sheltered", 0), Error);
  EXPECT_THROW(counts.truth("group", 0), Error);
}

TEST_P(EvaluateTest, OfNoRowsAnswersNone) {
  const Evaluator evaluator = compiled({"sheltered"});
  Rows persons(0);
  persons.truths("fled", {});
  EXPECT_EQ(evaluator.evaluate({persons.table()}).rows(), 0u);
}

TEST_P(EvaluateTest, NamesTheProcessor) {
  const std::string_view processor = compiled({"sheltered"}).processor();
  switch (GetParam()) {
    case NANSEN_ENGINE_AUTOMATIC:
    case NANSEN_ENGINE_BLOCKWISE: break;
    case NANSEN_ENGINE_NATIVE:
    case NANSEN_ENGINE_INTERPRETER: break;
  }
  EXPECT_FALSE(processor.empty());
}

TEST_P(EvaluateTest, ASliceAtAnyOffsetAndAddressIsReadAsItIs) {
  const Evaluator evaluator = compiled({"sheltered"});
  constexpr std::size_t rows = 70;
  for (std::int64_t offset = 0; offset < 9; ++offset) {
    // Values that begin at an odd address, and rows before the first that is meant.
    std::vector<std::uint8_t> fled(1 + rows / 8 + 3, 0xff);
    std::vector<char> ages(1 + (rows + 16) * sizeof(std::int32_t));
    const std::int32_t thirty = 30;
    const std::int32_t hundred = 100;
    for (std::size_t row = 0; row < rows + 16; ++row) {
      const bool old = row % 3 == 0;
      std::memcpy(ages.data() + 1 + row * sizeof thirty, old ? &hundred : &thirty, sizeof thirty);
    }
    const void* fled_buffers[] = {nullptr, fled.data() + 1};
    const void* age_buffers[] = {nullptr, ages.data() + 1};
    const void* none[] = {nullptr};
    const auto schema_of = [](const char* name, const char* format) {
      ArrowSchema schema{};
      schema.name = name;
      schema.format = format;
      schema.release = [](ArrowSchema*) { ADD_FAILURE() << "what is given is not released"; };
      return schema;
    };
    const auto array_of = [&](const void** buffers, std::int64_t count, std::int64_t at) {
      ArrowArray array{};
      array.length = rows;
      array.offset = at;
      array.n_buffers = count;
      array.buffers = buffers;
      array.release = [](ArrowArray*) { ADD_FAILURE() << "what is given is not released"; };
      return array;
    };
    ArrowSchema fled_schema = schema_of("fled", "b");
    ArrowSchema age_schema = schema_of("age", "i");
    ArrowSchema* schemas[] = {&fled_schema, &age_schema};
    ArrowArray fled_array = array_of(fled_buffers, 2, offset);
    ArrowArray age_array = array_of(age_buffers, 2, offset);
    ArrowArray* arrays[] = {&fled_array, &age_array};
    ArrowSchema schema = schema_of("", "+s");
    schema.n_children = 2;
    schema.children = schemas;
    ArrowArray array = array_of(none, 1, 0);
    array.n_children = 2;
    array.children = arrays;
    nansen_table table = NANSEN_TABLE_INIT;
    table.schema = &schema;
    table.array = &array;
    const Table answers = evaluator.evaluate({table});
    ASSERT_EQ(answers.rows(), rows);
    for (std::size_t row = 0; row < rows; ++row) {
      const bool old = (row + static_cast<std::size_t>(offset)) % 3 == 0;
      // The reason is not known, so whoever is young is undetermined.
      EXPECT_EQ(answers.truth("shelter.sheltered", row),
                old ? std::optional<bool>(false) : std::nullopt)
          << row << " at " << offset;
    }
  }
}

TEST_P(EvaluateTest, AColumnOfAnotherTypeIsAMismatchAndNamesIt) {
  const Evaluator evaluator = compiled({"sheltered"});
  Rows persons(1);
  persons.texts("age", {"thirty"});
  try {
    evaluator.evaluate({persons.table()});
    FAIL() << "a text is no age";
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), NANSEN_SCHEMA_MISMATCH);
    EXPECT_NE(std::string(error.what()).find("\"age\""), std::string::npos) << error.what();
  }
}

TEST_P(EvaluateTest, AValueThatTheVocabularyDoesNotAllowIsToldWithItsRow) {
  const Evaluator evaluator = compiled({"sheltered"});
  Rows persons(3);
  persons.numbers("age", {30, 121, 40});
  for (const bool packed : {false, true}) {
    try {
      if (packed) {
        evaluator.batch({persons.table()});
      } else {
        evaluator.evaluate({persons.table()});
      }
      FAIL() << "no one is 121 years old here";
    } catch (const Error& error) {
      EXPECT_EQ(error.status(), NANSEN_BAD_VALUE);
      EXPECT_NE(std::string(error.what()).find("row 1"), std::string::npos) << error.what();
    }
  }
}

// As a code without a sign it would be that of a member.
TEST_P(EvaluateTest, AnIndexBelowZeroIsToldWithItsRow) {
  std::vector<std::optional<std::string>> members;
  std::string list;
  for (int member = 0; member < 200; ++member) {
    members.emplace_back("m" + std::to_string(member));
    list += (member == 0 ? "" : ", ") + *members.back();
  }
  const std::string text = "vocabulary v enumeration country { " + list +
                           " } entity Person { country : country \"Which?\" }\n"
                           "instrument i { uses v article 1 { define d of Person as country is "
                           "m156 } }\n";
  const testing_support::ScratchFolder folder;
  const Evaluator compiled = Evaluator::compile({.text = text, .engine = GetParam()});
  const Evaluator opened = Evaluator::open(built(folder.path(), "many.so", text).string());
  constexpr std::size_t rows = 1024;
  std::vector<std::int8_t> indices(rows, 3);
  Rows words(members.size());
  words.texts("", members);
  const nansen_table dictionary = words.table();
  Rows persons(rows);
  persons.numbers("country", std::vector<std::optional<std::int64_t>>(rows, 0));
  const nansen_table table = persons.table();
  ArrowSchema& schema = *table.schema->children[0];
  ArrowArray& array = *table.array->children[0];
  schema.dictionary = dictionary.schema->children[0];
  array.dictionary = dictionary.array->children[0];
  array.buffers[1] = indices.data();
  for (const Evaluator* evaluator : {&compiled, &opened}) {
    indices[5] = -100;
    schema.format = "C";
    EXPECT_EQ(evaluator->evaluate({table}).truth("i.d", 5), true);
    schema.format = "c";
    try {
      (void)evaluator->evaluate({table});
      ADD_FAILURE() << "an index of -100 is answered by " << evaluator->processor();
    } catch (const Error& error) {
      EXPECT_EQ(error.status(), NANSEN_BAD_VALUE);
      EXPECT_NE(std::string_view(error.what()).find("index is -100"), std::string_view::npos)
          << error.what();
    }
  }
}

TEST_P(EvaluateTest, WhatFailsLeavesTheAnswersUntouched) {
  const Evaluator evaluator = compiled({"sheltered"});
  Rows persons(1);
  persons.numbers("age", {121});
  const nansen_table table = persons.table();
  ArrowSchema schema;
  ArrowArray array;
  std::memset(&schema, 0x5a, sizeof schema);
  std::memset(&array, 0x5a, sizeof array);
  const ArrowSchema schema_before = schema;
  const ArrowArray array_before = array;
  EXPECT_EQ(nansen_evaluate(evaluator.handle(), nullptr, &table, 1, &schema, &array, nullptr),
            NANSEN_BAD_VALUE);
  EXPECT_EQ(std::memcmp(&schema, &schema_before, sizeof schema), 0);
  EXPECT_EQ(std::memcmp(&array, &array_before, sizeof array), 0);
}

TEST_P(EvaluateTest, MoreRowsThanMemoryHoldsAreRefused) {
  if (testing_support::address_sanitized) GTEST_SKIP() << "AddressSanitizer aborts instead";
  const Evaluator evaluator = compiled({"sheltered"});
  Rows persons(0);
  nansen_table table = persons.table();
  ArrowArray array = *table.array;
  table.array = &array;
  array.length = std::int64_t{1} << 50;
  ArrowSchema schema{};
  ArrowArray answers{};
  EXPECT_EQ(
      said_by(nansen_evaluate, evaluator.handle(),
              static_cast<const nansen_evaluate_options*>(nullptr), &table, 1, &schema, &answers)
          .status,
      NANSEN_OUT_OF_MEMORY);
  EXPECT_EQ(answers.release, nullptr);
  nansen_batch* batch = nullptr;
  EXPECT_EQ(said_by(nansen_batch_make, evaluator.handle(), &table, 1, &batch).status,
            NANSEN_OUT_OF_MEMORY);
  EXPECT_EQ(batch, nullptr);
}

TEST_P(EvaluateTest, FormulasAloneAreNoDefinitions) {
  const Evaluator evaluator = Evaluator::compile(
      {.text = "vocabulary v\nunit persons\nentity State { size : integer in persons \"?\" }\n"
               "instrument key { uses v article 1 { formula f of State { f = share of size } } }\n",
       .engine = GetParam()});
  Rows states(2);
  states.texts("id", {"FRA", "USA"}).numbers("size", {1, 3});
  const Table shares = evaluator.allocate({states.table()}, {.digits = 2});
  EXPECT_EQ(static_cast<const std::uint64_t*>(shares.column("f").buffers[1])[0], 25u);
  try {
    evaluator.evaluate({states.table()});
    FAIL() << "there is nothing to answer";
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), NANSEN_UNKNOWN_NAME);
  }
}

TEST_P(EvaluateTest, ABatchOutlivesItsEvaluatorAndBelongsToNoOther) {
  std::optional<Batch> batch;
  {
    const Evaluator evaluator = compiled({"sheltered"});
    Rows persons(3);
    fill(persons);
    batch = evaluator.batch({persons.table()});
  }
  const Evaluator other = compiled({"sheltered"});
  try {
    other.evaluate(*batch);
    FAIL() << "the batch is another's";
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), NANSEN_INVALID_ARGUMENT);
  }
}

TEST_P(EvaluateTest, CountingByWhatIsNotThereOrNoGroupIsRefused) {
  const Evaluator evaluator = compiled({"sheltered"});
  Rows persons(3);
  fill(persons);
  const Batch batch = evaluator.batch({persons.table()});
  for (const auto& [by, status] :
       {std::pair("colour", NANSEN_UNKNOWN_NAME), std::pair("age", NANSEN_SCHEMA_MISMATCH)}) {
    try {
      evaluator.count(batch, by);
      FAIL() << by;
    } catch (const Error& error) {
      EXPECT_EQ(error.status(), status);
    }
  }
}

TEST(Compile, TellsErrorsInProvisionsAsTheCommandDoes) {
  const std::string wrong =
      "vocabulary v entity Person { fled : boolean \"?\" }\n"
      "instrument i { uses v article 1 { define d of Person as fleed } }";
  try {
    Evaluator::compile({.text = wrong, .name = "draft"});
    FAIL() << "there is no such fact";
  } catch (const Error& error) {
    EXPECT_EQ(error.status(), NANSEN_PROVISION_ERROR);
    const testing_support::ScratchFolder scratch;
    testing_support::write_file(scratch.path() / "draft", wrong);
    const auto printed = testing_support::run_command("nansen check ./draft", scratch.path());
    std::string words = error.what();
    // The command names the file as it was given, the library the text.
    for (std::size_t at = words.find("draft:"); at != std::string::npos;
         at = words.find("draft:", at + 8)) {
      words.insert(at, "./");
    }
    EXPECT_EQ(words, printed.output);
  }
}

TEST(Compile, ReadsLibraryFilesByName) {
  const Evaluator evaluator =
      Evaluator::compile({.files = {"oau_1969"}, .engine = NANSEN_ENGINE_BLOCKWISE});
  EXPECT_NE(evaluator.schema().find("oau_1969.refugee"), std::string_view::npos);
  EXPECT_EQ(evaluator.processor(), "blockwise");
}

// Whatever kernels work at: answers once, answers of a batch, counts.
TEST(Automatic, ComesToMachineCodeByCountingAlone) {
  const Evaluator evaluator =
      Evaluator::compile({.text = provisions, .definitions = {"sheltered"}});
  constexpr std::size_t rows = 500'000;
  Rows persons(rows);
  persons.truths("fled", std::vector<std::optional<bool>>(rows, true));
  const Batch batch = evaluator.batch({persons.table()});
  EXPECT_EQ(evaluator.processor(), "blockwise");
  const auto begin = std::chrono::steady_clock::now();
  while (evaluator.processor() == "blockwise" &&
         std::chrono::steady_clock::now() - begin < std::chrono::minutes(2)) {
    evaluator.count(batch);
  }
  EXPECT_EQ(evaluator.processor(), "native");
}

TEST(Compile, RefusesAnEngineThatIsNotThere) {
  nansen_compile_options options = NANSEN_COMPILE_OPTIONS_INIT;
  options.text = provisions.c_str();
  options.text_bytes = provisions.size();
  options.engine = 9;
  nansen_evaluator* evaluator = nullptr;
  EXPECT_EQ(said_by(nansen_compile, &options, &evaluator).status, NANSEN_INVALID_ARGUMENT);
  EXPECT_EQ(evaluator, nullptr);
}

}  // namespace
}  // namespace nansen::embed_test
