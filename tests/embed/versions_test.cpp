// Structs of versions that are not known, and pointers that must be there.
#include "tests/embed/support.h"

namespace nansen::embed_test {
namespace {

/// Every form of `usual` that no version has is refused by `call`.
template <typename Struct, typename Call>
void expect_refused(const Struct& usual, const Call& call) {
  for (const std::uint32_t version : {0u, NANSEN_ABI_VERSION + 1, 0xffffffffu}) {
    Struct given = usual;
    given.version = version;
    EXPECT_EQ(call(&given).status, NANSEN_WRONG_VERSION) << version;
  }
  for (const std::size_t size : {std::size_t{0}, std::size_t{8}, sizeof(Struct) - 8,
                                 sizeof(Struct) + 8, std::size_t{0xffffffff}}) {
    Struct given = usual;
    given.size = static_cast<std::uint32_t>(size);
    const Said said = call(&given);
    EXPECT_EQ(said.status, NANSEN_WRONG_VERSION) << size;
    EXPECT_NE(said.words.find("NANSEN_..._INIT"), std::string::npos);
  }
}

class VersionsTest : public testing::Test {
 protected:
  VersionsTest()
      : evaluator(Evaluator::compile({.text = provisions, .engine = NANSEN_ENGINE_BLOCKWISE})),
        persons(3) {
    fill(persons);
    table = persons.table();
  }
  Evaluator evaluator;
  Rows persons;
  nansen_table table = NANSEN_TABLE_INIT;
  ArrowSchema schema{};
  ArrowArray array{};
};

TEST(Version, IsThatOfTheHeader) {
  EXPECT_EQ(nansen_abi_version(), NANSEN_ABI_VERSION);
  EXPECT_STREQ(nansen_version(), "0.1.0");
}

TEST(Version, OfAnErrorThatIsNotKnownIsRefusedAndTheErrorLeftAlone) {
  nansen_open_options options = NANSEN_OPEN_OPTIONS_INIT;
  nansen_evaluator* evaluator = nullptr;
  nansen_error error = NANSEN_ERROR_INIT;
  error.version = NANSEN_ABI_VERSION + 1;
  EXPECT_EQ(nansen_open(&options, &evaluator, &error), NANSEN_WRONG_VERSION);
  EXPECT_EQ(error.message, nullptr);
}

TEST_F(VersionsTest, OfOptionsThatAreNotKnownAreRefused) {
  nansen_evaluator* made = nullptr;
  nansen_compile_options compiling = NANSEN_COMPILE_OPTIONS_INIT;
  compiling.text = provisions.c_str();
  compiling.text_bytes = provisions.size();
  expect_refused(compiling,
                 [&](const auto* given) { return said_by(nansen_compile, given, &made); });
  nansen_open_options opening = NANSEN_OPEN_OPTIONS_INIT;
  expect_refused(opening, [&](const auto* given) { return said_by(nansen_open, given, &made); });
  EXPECT_EQ(made, nullptr);
  nansen_evaluate_options evaluating = NANSEN_EVALUATE_OPTIONS_INIT;
  expect_refused(evaluating, [&](const auto* given) {
    return said_by(nansen_evaluate, evaluator.handle(), given, &table, 1, &schema, &array);
  });
  nansen_explain_options explaining = NANSEN_EXPLAIN_OPTIONS_INIT;
  char* text = nullptr;
  expect_refused(explaining, [&](const auto* given) {
    return said_by(nansen_explain, evaluator.handle(), given, &table, 1, 0, &text);
  });
  EXPECT_EQ(text, nullptr);
  nansen_allocate_options allocating = NANSEN_ALLOCATE_OPTIONS_INIT;
  expect_refused(allocating, [&](const auto* given) {
    return said_by(nansen_allocate, evaluator.handle(), given, &table, 1, &schema, &array);
  });
  EXPECT_EQ(array.release, nullptr);
}

TEST_F(VersionsTest, OfTablesThatAreNotKnownAreRefused) {
  expect_refused(table, [&](const nansen_table* given) {
    return said_by(nansen_evaluate, evaluator.handle(), nullptr, given, 1, &schema, &array);
  });
  EXPECT_EQ(array.release, nullptr);
}

TEST_F(VersionsTest, OfAnArtefactThatIsNotKnownIsRefused) {
  const std::uint8_t image[] = {0};
  const nansen_artefact artefact{sizeof(nansen_artefact), NANSEN_ABI_VERSION, image, 1, nullptr, 0};
  nansen_evaluator* made = nullptr;
  expect_refused(artefact, [&](const nansen_artefact* given) {
    nansen_open_options options = NANSEN_OPEN_OPTIONS_INIT;
    options.artefact = given;
    return said_by(nansen_open, &options, &made);
  });
  EXPECT_EQ(made, nullptr);
}

using NullTest = VersionsTest;

TEST_F(NullTest, WhereAPointerMustBeThereIsAnInvalidArgument) {
  const nansen_evaluator* handle = evaluator.handle();
  nansen_evaluator* made = nullptr;
  const nansen_open_options opening = NANSEN_OPEN_OPTIONS_INIT;
  const nansen_compile_options compiling = NANSEN_COMPILE_OPTIONS_INIT;
  const nansen_evaluate_options* usual = nullptr;
  const nansen_evaluator* nobody = nullptr;
  const nansen_table* no_tables = nullptr;
  const nansen_batch* no_batch = nullptr;
  ArrowSchema* no_schema = nullptr;
  ArrowArray* no_array = nullptr;
  nansen_batch* batch = nullptr;
  char* text = nullptr;
  const auto expect_invalid = [](const Said& said, const std::string& words) {
    EXPECT_EQ(said.status, NANSEN_INVALID_ARGUMENT);
    EXPECT_EQ(said.words, words);
  };
  expect_invalid(said_by(nansen_open, static_cast<const nansen_open_options*>(nullptr), &made),
                 "options is null");
  expect_invalid(said_by(nansen_open, &opening, static_cast<nansen_evaluator**>(nullptr)),
                 "evaluator is null");
  expect_invalid(said_by(nansen_open, &opening, &made),
                 "either a path or an artefact must be given");
  expect_invalid(said_by(nansen_compile, &compiling, &made),
                 "there is neither a text nor a file to compile");
  expect_invalid(said_by(nansen_evaluate, nobody, usual, &table, 1, &schema, &array),
                 "evaluator is null");
  expect_invalid(said_by(nansen_evaluate, handle, usual, no_tables, 1, &schema, &array),
                 "tables is null");
  expect_invalid(said_by(nansen_evaluate, handle, usual, &table, 1, no_schema, &array),
                 "schema is null");
  expect_invalid(said_by(nansen_evaluate, handle, usual, &table, 1, &schema, no_array),
                 "array is null");
  expect_invalid(
      said_by(nansen_batch_make, handle, &table, 1, static_cast<nansen_batch**>(nullptr)),
      "batch is null");
  expect_invalid(said_by(nansen_batch_evaluate, handle, usual, no_batch, &schema, &array),
                 "batch is null");
  expect_invalid(said_by(nansen_batch_make, nobody, &table, 1, &batch), "evaluator is null");
  expect_invalid(
      said_by(nansen_explain, handle, static_cast<const nansen_explain_options*>(nullptr), &table,
              1, 0, static_cast<char**>(nullptr)),
      "text is null");
  expect_invalid(said_by(nansen_explain, nobody,
                         static_cast<const nansen_explain_options*>(nullptr), &table, 1, 0, &text),
                 "evaluator is null");
  nansen_table broken = table;
  broken.schema = nullptr;
  expect_invalid(said_by(nansen_evaluate, handle, usual, &broken, 1, &schema, &array),
                 "the schema of the table of cases is null");
  broken = table;
  broken.name = nullptr;
  expect_invalid(said_by(nansen_evaluate, handle, usual, &broken, 1, &schema, &array),
                 "the name of a table is null");
  const char* const files[] = {nullptr};
  nansen_compile_options listed = NANSEN_COMPILE_OPTIONS_INIT;
  listed.files = files;
  listed.file_count = 1;
  expect_invalid(said_by(nansen_compile, &listed, &made), "files 0 is null");
}

TEST_F(NullTest, IsAllowedWhereTheHeaderSaysSo) {
  nansen_close(nullptr);
  nansen_batch_free(nullptr);
  nansen_text_free(nullptr);
  nansen_error_clear(nullptr);
  EXPECT_EQ(nansen_schema(nullptr, nullptr), nullptr);
  EXPECT_EQ(nansen_processor(nullptr), nullptr);
  EXPECT_NE(nansen_schema(evaluator.handle(), nullptr), nullptr);
  EXPECT_EQ(nansen_evaluate(evaluator.handle(), nullptr, &table, 1, &schema, &array, nullptr),
            NANSEN_OK);
  schema.release(&schema);
  array.release(&array);
  EXPECT_EQ(nansen_evaluate(nullptr, nullptr, &table, 1, &schema, &array, nullptr),
            NANSEN_INVALID_ARGUMENT);
}

TEST_F(NullTest, AReleasedTableAndATableTwiceAreRefused) {
  ArrowArray released = *table.array;
  released.release = nullptr;
  nansen_table given = table;
  given.array = &released;
  EXPECT_EQ(
      said_by(nansen_evaluate, evaluator.handle(),
              static_cast<const nansen_evaluate_options*>(nullptr), &given, 1, &schema, &array)
          .words,
      "the table of cases has been released");
  const nansen_table twice[] = {table, table};
  EXPECT_EQ(
      said_by(nansen_evaluate, evaluator.handle(),
              static_cast<const nansen_evaluate_options*>(nullptr), &twice[0], 2, &schema, &array)
          .words,
      "the table of cases is given twice");
}

}  // namespace
}  // namespace nansen::embed_test
