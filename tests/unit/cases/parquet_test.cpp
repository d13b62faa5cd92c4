// Parquet as the CSV of its rows. What needs DuckDB's library is passed over where it is not there.
#include "compiler/cases/parquet.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include "compiler/cases/reader.h"
#include "tests/benchmarks/duckdb.h"
#include "tests/support/files.h"
#include "tests/unit/cases/fixture.h"

namespace nansen::cases {
namespace {

std::string text_of(runtime::ByteSource& source) {
  std::string text;
  std::string some(1000, '\0');
  std::ptrdiff_t got = 0;
  while ((got = source.read(some.data(), some.size())) > 0) {
    text.append(some, 0, static_cast<std::size_t>(got));
  }
  return got < 0 ? "failed: " + source.error() : text;
}

std::string fault_text(const TableFault& fault) {
  return std::string(registration(fault.code).name) + " " + fault.reason;
}

/// What is said of the table at `path`, which cannot be opened.
std::string fault(const std::string& path) {
  TableFault fault;
  EXPECT_EQ(open_table(path, fault), nullptr);
  return fault_text(fault);
}

constexpr const char* no_parquet =
    "DamagedParquet it does not begin and end as Parquet does, so it is cut short, encrypted, or "
    "something else";

TEST(Parquet, IsToldByItsName) {
  EXPECT_TRUE(is_parquet("a/b.parquet"));
  EXPECT_FALSE(is_parquet("a/b.parquet.csv"));
  EXPECT_FALSE(is_parquet("parquet"));
}

TEST(Parquet, WhatIsNoneIsRefusedWithoutTheLibrary) {
  const Folder folder;
  EXPECT_EQ(fault(folder.path("absent.parquet")), "TableNotReadable No such file or directory");
  EXPECT_EQ(fault(folder.write("empty.parquet", "")), no_parquet);
  EXPECT_EQ(fault(folder.write("csv.parquet", "id,outside\na,yes\nb,no\n")), no_parquet);
  EXPECT_EQ(fault(folder.write("cut.parquet", "PAR1 and then no more")), no_parquet);
  std::filesystem::create_directory(folder.path("folder.parquet"));
  EXPECT_EQ(fault(folder.path("folder.parquet")), "TableNotReadable Is a directory");
  ASSERT_EQ(mkfifo(folder.path("pipe.parquet").c_str(), 0600), 0);
  EXPECT_EQ(fault(folder.path("pipe.parquet")),
            "DamagedParquet it is a pipe, and Parquet is read from its end");
}

/// With the library, where it is.
class ParquetTest : public testing::Test {
 protected:
  void SetUp() override {
    const auto library =
        testing_support::source_directory() / "build" / "duckdb" / "package" / "libduckdb.so";
    std::string error;
    duckdb_ = benchmarks::Duckdb::open(library.string(), error);
    if (duckdb_ == nullptr) GTEST_SKIP() << "./dev bench fetches DuckDB's library: " << error;
    choose_duckdb(library.string());
  }

  /// Writes what `question` gives, and returns the file's path.
  std::string write(const std::string& question, const std::string& name = "table.parquet",
                    const std::string& options = "") {
    const std::string path = folder_.path(name);
    std::string quoted;
    for (const char character : path) quoted.append(character == '\'' ? 2 : 1, character);
    duckdb_->ask("COPY (" + question + ") TO '" + quoted + "' (FORMAT parquet" + options + ")");
    EXPECT_EQ(duckdb_->error(), "");
    return path;
  }

  std::string csv(const std::string& path) {
    TableFault fault;
    const auto source = open_table(path, fault);
    return source ? text_of(*source) : fault_text(fault);
  }
  std::string csv_of(const std::string& question) { return csv(write(question)); }

  Folder folder_;
  std::unique_ptr<benchmarks::Duckdb> duckdb_;
};

TEST_F(ParquetTest, WritesEveryTypeAsCellsHaveIt) {
  EXPECT_EQ(csv_of("SELECT * FROM (VALUES (true), (false), (NULL), (true)) t(a), (SELECT 1 b)"),
            "a,b\nyes,1\nno,1\n,1\nyes,1\n");
  EXPECT_EQ(csv_of("SELECT -3::TINYINT a, 9223372036854775807 b, 18446744073709551615::UBIGINT c"),
            "a,b,c\n-3,9223372036854775807,18446744073709551615\n");
  EXPECT_EQ(csv_of("SELECT 34::DOUBLE a, 0.1::DOUBLE b, 1e21::DOUBLE c, -2.5e-7::DOUBLE d, "
                   "0.1::FLOAT e, 'nan'::DOUBLE f, NULL::DOUBLE g"),
            "a,b,c,d,e,f,g\n34,0.1,1000000000000000000000,-0.00000025,0.1,nan,\n");
  EXPECT_EQ(csv_of("SELECT 34.00::DECIMAL(9,2) a, 0.50::DECIMAL(30,2) b, -100::DECIMAL(18,0) c, "
                   "10.05::DECIMAL(4,2) d"),
            "a,b,c,d\n34,0.5,-100,10.05\n");
  EXPECT_EQ(csv_of("SELECT DATE '2024-02-29' a, DATE '9999-12-31' b, "
                   "TIMESTAMP '2024-02-29 00:00:00' c, TIMESTAMP_NS '2024-02-29 00:00:00' d, "
                   "TIMESTAMP '2024-02-29 10:00:00' e"),
            "a,b,c,d,e\n2024-02-29,9999-12-31,2024-02-29,2024-02-29,2024-02-29 10:00:00\n");
  EXPECT_EQ(csv_of("SELECT ['race','religion'] a, ['race'] b, []::VARCHAR[] c, NULL::VARCHAR[] d, "
                   "['race',NULL] e, ['a|b'] f, [''] g"),
            "a,b,c,d,e,f,g\nrace|religion,race,|,,\"[race, NULL]\",[a|b],['']\n");
  EXPECT_EQ(csv_of("SELECT encode('Åland') a, '\\xFF\\x00'::BLOB b, {'x': 1} c"),
            "a,b,c\nÅland,\\xFF\\x00,{'x': 1}\n");
}

TEST_F(ParquetTest, PutsCellsInQuotationMarksWhereTheyNeedThem) {
  EXPECT_EQ(csv_of("SELECT 'a,b' AS \"x,\"\"y\", 'she said \"no\"' AS b, 'one' || chr(10) || "
                   "'two' AS c, 'a text longer than twelve bytes' AS d"),
            "\"x,\"\"y\",b,c,d\n\"a,b\",\"she said \"\"no\"\"\",\"one\ntwo\",a text longer than "
            "twelve bytes\n");
  // An empty line would be no row.
  EXPECT_EQ(csv_of("SELECT * FROM (VALUES ('a'), (NULL), ('c')) t(id)"), "id\na\n\"\"\nc\n");
}

TEST_F(ParquetTest, KeepsRowsInTheirOrderHoweverManyThereAre) {
  std::string wanted = "id,even\n";
  for (int row = 0; row < 100'000; ++row) {
    wanted += std::to_string(row) + (row % 2 == 0 ? ",yes\n" : ",no\n");
  }
  EXPECT_TRUE(csv(write("SELECT range id, range % 2 = 0 even FROM range(100000)", "many.parquet",
                        ", ROW_GROUP_SIZE 3000")) == wanted);
  EXPECT_EQ(csv_of("SELECT 1 a, 2 b WHERE false"), "a,b\n");
}

TEST_F(ParquetTest, OpensTheFileOfThatNameAndNoOther) {
  const std::string wanted = "a,b\n1,2\n";
  for (const char* name : {"it's.parquet", "a*.parquet", "[ab]?.parquet", "year=2024.parquet"}) {
    EXPECT_EQ(csv(write("SELECT 1 a, 2 b", name)), wanted) << name;
  }
  std::filesystem::remove(folder_.path("a*.parquet"));
  write("SELECT 1 a, 2 b", "ab.parquet");
  EXPECT_EQ(fault(folder_.path("a*.parquet")), "TableNotReadable No such file or directory");
  EXPECT_EQ(fault("https://localhost/a.parquet"), "TableNotReadable No such file or directory");
}

TEST_F(ParquetTest, IsReadAsTheSameTableInCsv) {
  const Vocabulary vocabulary;
  const std::string path = write(
      "SELECT * FROM (VALUES ('anna', 2, true, ['race', 'religion'], 34.0::DOUBLE, 0.25, DATE "
      "'2024-02-29', 'NOR'), ('ben', 1, NULL, [], NULL, NULL, NULL, NULL)) "
      "t(id, weight, outside, grounds, age, income, left_on, country)");
  TableFiles parquet;
  parquet.cases = path;
  TableFiles text;
  text.cases = folder_.write("cases.csv",
                             "id,weight,outside,grounds,age,income,left_on,country\n"
                             "anna,2,yes,race|religion,34,0.25,2024-02-29,NOR\nben,1,,none,,,,\n");
  Emitter emitter;
  CaseBatch found;
  CaseBatch wanted;
  Reader::open(vocabulary.program, vocabulary.module, parquet, emitter)->next(found, 64);
  Reader::open(vocabulary.program, vocabulary.module, text, emitter)->next(wanted, 64);
  EXPECT_EQ(messages(emitter), "");
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found.weights, wanted.weights);
  EXPECT_EQ(found.ids[1], "ben");
  for (std::size_t column = 0; column < vocabulary.module.columns.size(); ++column) {
    const ir::ColumnId id(column);
    if (vocabulary.module.columns[id].domain.index != 0) continue;
    const std::size_t at = layout::position_of(vocabulary.module, id);
    const runtime::Table& one = *found.batch.tables[0];
    const runtime::Table& other = *wanted.batch.tables[0];
    for (std::size_t row = 0; row < 2; ++row) {
      EXPECT_EQ(one.plane(row, at, 0), other.plane(row, at, 0)) << column;
    }
  }
}

TEST_F(ParquetTest, ErrorsNameTheRowWhateverCellsHold) {
  const Vocabulary vocabulary;
  TableFiles files;
  files.cases = write(
      "SELECT 'one' || chr(10) || 'line' AS id, 34.0::DOUBLE AS age UNION ALL "
      "SELECT 'two', 34.5 UNION ALL SELECT 'three', 200");
  Emitter emitter;
  CaseBatch batch;
  Reader::open(vocabulary.program, vocabulary.module, files, emitter)->next(batch, 64);
  EXPECT_EQ(messages(emitter).substr(0, 28), "NotANumber table.parquet:3:2");
  EXPECT_NE(messages(emitter).find("ValueOutOfRange table.parquet:4:2"), std::string::npos);
}

// Whatever of the file is changed, it is an error or a table, and never fewer rows.
TEST_F(ParquetTest, DamageIsAnErrorAndNeverFewerRows) {
  const std::string path = write("SELECT range id, 'text ' || (range % 7) AS b FROM range(5000)",
                                 "whole.parquet", ", ROW_GROUP_SIZE 2048, COMPRESSION zstd");
  const std::string bytes = testing_support::read_file(path).value_or("");
  ASSERT_GT(bytes.size(), 1000U);
  std::size_t errors = 0;
  for (std::size_t place = 4; place + 4 < bytes.size(); place += 1 + bytes.size() / 150) {
    std::string changed = bytes;
    changed[place] = static_cast<char>(changed[place] ^ 0x55);
    const std::string found = csv(folder_.write("changed.parquet", changed));
    if (found.starts_with("DamagedParquet ") || found.starts_with("failed: ")) {
      ++errors;
      EXPECT_EQ(found.find("/dev/fd"), std::string::npos) << found;
    } else {
      EXPECT_EQ(std::count(found.begin(), found.end(), '\n'), 5001) << place;
    }
  }
  EXPECT_GT(errors, 15U);
}

}  // namespace
}  // namespace nansen::cases
