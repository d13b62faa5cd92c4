// Tables into batches: every type of cell, batches of awkward sizes, and files that are wrong.
#include "compiler/cases/reader.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <thread>

#include "compiler/cases/from_example.h"
#include "tests/unit/cases/fixture.h"

namespace nansen::cases {
namespace {

class ReaderTest : public testing::Test {
 protected:
  std::unique_ptr<Reader> open(
      std::string_view cases, const std::vector<std::pair<std::string, std::string>>& tables = {}) {
    TableFiles files;
    files.cases = folder.write("cases.csv", cases);
    for (const auto& [name, text] : tables) {
      files.tables.emplace_back(name, folder.write(name + ".csv", text));
    }
    return Reader::open(vocabulary.program, vocabulary.module, files, emitter);
  }

  /// Reads all of it as one batch.
  CaseBatch read(std::string_view cases,
                 const std::vector<std::pair<std::string, std::string>>& tables = {}) {
    CaseBatch batch;
    const auto reader = open(cases, tables);
    if (reader) reader->next(batch, 4096);
    return batch;
  }

  std::string text(const CaseBatch& batch, std::string_view column, std::size_t row,
                   std::string_view table = "") {
    return value_text(vocabulary.program, vocabulary.module, batch,
                      vocabulary.column(table, column), row);
  }

  /// What is wrong with a table of cases.
  std::string wrong(std::string_view cases,
                    const std::vector<std::pair<std::string, std::string>>& tables = {}) {
    emitter = Emitter();
    CaseBatch batch;
    const auto reader = open(cases, tables);
    while (reader && reader->next(batch)) {
    }
    return messages(emitter);
  }

  std::string help(std::string_view cases) {
    wrong(cases);
    return emitter.diagnostics().empty() ? "" : emitter.diagnostics()[0].help;
  }

  Vocabulary vocabulary;
  Folder folder;
  Emitter emitter;
};

TEST_F(ReaderTest, ReadsACellOfEveryType) {
  const CaseBatch batch = read(
      "id,weight,outside,fear,ground,treatment,grounds,rights,age,income,left_on,residence,stay\n"
      "a,3,yes,no,religion,nationals,race|nationality,none|nationals,41,-12.5,2020-02-29,3,90\n"
      "b,0,,,,,none,|,0,1000,0001-01-01,-1,0\n");
  EXPECT_EQ(messages(emitter), "");
  ASSERT_EQ(batch.size(), 2u);
  EXPECT_EQ(batch.ids[0], "a");
  EXPECT_EQ(batch.weights, (std::vector<std::int64_t>{3, 0}));
  EXPECT_EQ(text(batch, "outside", 0), "yes");
  EXPECT_EQ(text(batch, "fear", 0), "no");
  EXPECT_EQ(text(batch, "ground", 0), "religion");
  EXPECT_EQ(text(batch, "treatment", 0), "nationals");
  EXPECT_EQ(text(batch, "grounds", 0), "race|nationality");
  EXPECT_EQ(text(batch, "rights", 0), "none|nationals");
  EXPECT_EQ(text(batch, "age", 0), "41");
  EXPECT_EQ(text(batch, "income", 0), "-12.5");
  EXPECT_EQ(text(batch, "left_on", 0), "2020-02-29");
  EXPECT_EQ(text(batch, "residence", 0), "3");
  EXPECT_EQ(text(batch, "stay", 0), "90");
  for (const char* fact : {"outside", "fear", "ground", "treatment", "country", "nationalities"}) {
    EXPECT_EQ(text(batch, fact, 1), "unknown") << fact;
  }
  EXPECT_EQ(text(batch, "grounds", 1), "none");
  EXPECT_EQ(text(batch, "rights", 1), "|");
  EXPECT_EQ(text(batch, "residence", 1), "-1");
  EXPECT_EQ(batch.batch.tables[0]->number(0, vocabulary.position("", "residence")), 36);
  EXPECT_EQ(batch.batch.tables[0]->number(0, vocabulary.position("", "income")), -1250);
}

TEST_F(ReaderTest, ABarAloneIsTheEmptySetOfEveryEnumeration) {
  const CaseBatch batch = read("id,grounds,rights\na,|,|\n");
  EXPECT_EQ(messages(emitter), "");
  EXPECT_EQ(text(batch, "grounds", 0), "none");
  EXPECT_EQ(text(batch, "rights", 0), "|");
  EXPECT_NE(wrong("id,grounds\na,race|\n"), "");
}

TEST_F(ReaderTest, NumbersCasesWithoutIdsAndCountsEachOnce) {
  const CaseBatch batch = read("outside\nyes\nno\n");
  ASSERT_EQ(batch.size(), 2u);
  EXPECT_EQ(batch.ids[1], "2");
  EXPECT_EQ(batch.weights[1], 1);
}

TEST_F(ReaderTest, GivesBatchesOfAnySize) {
  for (const std::size_t rows : {1u, 63u, 64u, 65u, 1000u}) {
    std::string csv = "id,outside,age,grounds\n";
    for (std::size_t row = 0; row < rows; ++row) {
      csv += std::to_string(row) +
             (row % 3 == 0   ? ",yes,"
              : row % 3 == 1 ? ",no,"
                             : ",,") +
             std::to_string(row % 121) + (row % 2 == 0 ? ",race\n" : ",\n");
    }
    for (const std::size_t limit : {1u, 7u, 64u, 65u, 4096u}) {
      const auto reader = open(csv);
      ASSERT_NE(reader, nullptr) << messages(emitter);
      CaseBatch batch;
      std::size_t row = 0;
      while (reader->next(batch, limit)) {
        ASSERT_EQ(batch.size(), std::min(limit, rows - row));
        ASSERT_EQ(batch.batch.tables[0]->rows(), batch.size());
        for (std::size_t index = 0; index < batch.size(); ++index, ++row) {
          ASSERT_EQ(batch.ids[index], std::to_string(row));
          SCOPED_TRACE(testing::Message() << rows << " rows by " << limit << ", row " << row);
          ASSERT_EQ(text(batch, "outside", index), row % 3 == 0   ? "yes"
                                                   : row % 3 == 1 ? "no"
                                                                  : "unknown");
          ASSERT_EQ(text(batch, "age", index), std::to_string(row % 121));
          ASSERT_EQ(text(batch, "grounds", index), row % 2 == 0 ? "race" : "unknown");
        }
      }
      EXPECT_EQ(row, rows);
    }
  }
}

TEST_F(ReaderTest, LeavesNothingOfABatchInTheNext) {
  const auto reader = open("id,outside,age\n1,yes,7\n2,,\n");
  CaseBatch batch;
  ASSERT_TRUE(reader->next(batch, 1));
  ASSERT_TRUE(reader->next(batch, 1));
  EXPECT_EQ(text(batch, "outside", 0), "unknown");
  EXPECT_EQ(text(batch, "age", 0), "unknown");
  EXPECT_FALSE(reader->next(batch, 1));
}

TEST_F(ReaderTest, ReadsWhatSpreadsheetsWrite) {
  const CaseBatch batch =
      read("\xEF\xBB\xBFid,\"outside\"\r\n\"a, b\",\"yes\"\r\n\"c\"\"d\",no\r\n\r\n\r\n");
  EXPECT_EQ(messages(emitter), "");
  ASSERT_EQ(batch.size(), 2u);
  EXPECT_EQ(batch.ids[0], "a, b");
  EXPECT_EQ(batch.ids[1], "c\"d");
}

TEST_F(ReaderTest, ReadsAHeaderWithoutCases) {
  const auto reader = open("id,outside\n");
  CaseBatch batch;
  ASSERT_NE(reader, nullptr);
  EXPECT_FALSE(reader->next(batch));
  EXPECT_FALSE(emitter.has_errors());
}

TEST_F(ReaderTest, ReadsButDoesNotStoreWhatIsNotAsked) {
  const ir::ColumnId age = vocabulary.column("", "age");
  vocabulary.module.columns[age].name = "not_a_fact_of_this_table";
  EXPECT_EQ(wrong("id,age\n1,12\n"), "");
  EXPECT_EQ(wrong("id,age\n1,old\n"), "NotANumber cases.csv:2:2 \"old\" is not a whole number\n");
}

TEST_F(ReaderTest, ReadsRangesOfDaysAndWhatNeverComes) {
  vocabulary.keep_bounds("", "left_on");
  const CaseBatch batch = read(
      "id,left_on\n1,2022-02-24..2022-03-31\n2,2022-02-24..\n3,..never\n4,never\n5,\n"
      "6,2022-02-24..2022-02-24\n7,2022-02-24\n");
  EXPECT_EQ(messages(emitter), "");
  std::string texts;
  for (std::size_t row = 0; row < batch.size(); ++row) texts += text(batch, "left_on", row) + "\n";
  EXPECT_EQ(texts,
            "2022-02-24..2022-03-31\n2022-02-24..\n..never\nnever\nunknown\n2022-02-24\n"
            "2022-02-24\n");
}

TEST_F(ReaderTest, LeavesRangesUnknownWhereAFactIsKeptAsOneDay) {
  const auto reader = open("id,left_on\n1,2022-02-24..2022-03-31\n2,2022-02-24\n");
  CaseBatch batch;
  ASSERT_TRUE(reader->next(batch));
  EXPECT_EQ(text(batch, "left_on", 0), "unknown");
  EXPECT_EQ(text(batch, "left_on", 1), "2022-02-24");
  EXPECT_EQ(reader->ranges_met(), std::set{vocabulary.fact_id(vocabulary.person, "left_on")});
  EXPECT_FALSE(reader->ended_by_range());
}

TEST_F(ReaderTest, EndsAtARangeWhereThatIsAsked) {
  TableFiles files;
  files.cases = folder.write("cases.csv", "id,left_on\n1,2022-02-24\n2,2022-02-24..\n3,\n");
  const auto reader =
      Reader::open(vocabulary.program, vocabulary.module, files, emitter, RangeCells::EndReading);
  CaseBatch batch;
  ASSERT_TRUE(reader->next(batch, 1));
  EXPECT_FALSE(reader->ended_by_range());
  EXPECT_FALSE(reader->next(batch, 1));
  EXPECT_TRUE(reader->ended_by_range());
  EXPECT_FALSE(reader->next(batch, 1));
  EXPECT_FALSE(read_case(*reader, "3", files, batch, emitter));
  EXPECT_EQ(messages(emitter), "");
}

TEST_F(ReaderTest, RefusesRangesThatAreNone) {
  EXPECT_EQ(wrong("id,left_on\n1,2022-03-31..2022-02-24\n2,..\n3,2022-02-24...\n"
                  "4,2022-02-30..\n5,never..2022-02-24\n"),
            "BadDateRange cases.csv:2:2 \"2022-03-31..2022-02-24\" is no range of days\n"
            "BadDateRange cases.csv:3:2 \"..\" is no range of days\n"
            "BadDateRange cases.csv:4:2 \"2022-02-24...\" is no range of days\n"
            "NoSuchDay cases.csv:5:2 there is no day \"2022-02-30\" in the calendar\n"
            "BadDateRange cases.csv:6:2 \"never..2022-02-24\" is no range of days\n");
}

TEST_F(ReaderTest, RefusesCellsThatAreNoValues) {
  EXPECT_EQ(wrong("id,outside,age,income,left_on,ground,grounds,stay\n"
                  "1,true,,,,,,\n"
                  "2,,old,,,,,\n"
                  "3,,121,,,,,\n"
                  "4,,1.5,,,,,\n"
                  "5,,,0.001,,,,\n"
                  "6,,,1e3,,,,\n"
                  "7,,,99999999999999999999,,,,\n"
                  "8,,,,2023-02-29,,,\n"
                  "9,,,,29.2.2024,,,\n"
                  "10,,,,,rase,,\n"
                  "11,,,,,,race|rase,\n"
                  "12,,,,,,race|race,\n"
                  "13,,,,,,\"race,religion\",\n"
                  "14,,,,,,,1000001\n"),
            "NotYesOrNo cases.csv:2:2 \"true\" is neither yes nor no\n"
            "NotANumber cases.csv:3:3 \"old\" is not a whole number\n"
            "ValueOutOfRange cases.csv:4:3 \"121\" is outside the range of \"age\"\n"
            "NotANumber cases.csv:5:3 \"1.5\" is not a whole number\n"
            "TooManyPlaces cases.csv:6:4 \"0.001\" is more exact than \"income\" is kept\n"
            "NotANumber cases.csv:7:4 \"1e3\" is not a number\n"
            "ValueOutOfRange cases.csv:8:4 \"99999999999999999999\" is outside the range of "
            "\"income\"\n"
            "NoSuchDay cases.csv:9:5 there is no day \"2023-02-29\" in the calendar\n"
            "NotADate cases.csv:10:5 \"29.2.2024\" is not written as a date\n"
            "NotAMember cases.csv:11:6 \"rase\" is not a Ground; did you mean \"race\"?\n"
            "NotAMember cases.csv:12:7 \"rase\" is not a Ground; did you mean \"race\"?\n"
            "MemberTwice cases.csv:13:7 \"race\" stands twice in the set\n"
            "NotAMember cases.csv:14:7 \"race,religion\" is not a Ground\n"
            "ValueOutOfRange cases.csv:15:8 \"1000001\" is outside the range of \"stay\"\n");
}

// Cells are read type by type; what is wrong with a row is told from left to right all the same.
TEST_F(ReaderTest, TellsWhatIsWrongInTheOrderOfTheColumns) {
  const std::string found = wrong("id,age,outside,ground,fear\na,x,maybe,blue,yess\n");
  const std::size_t age = found.find("\"x\"");
  const std::size_t outside = found.find("\"maybe\"");
  const std::size_t ground = found.find("\"blue\"");
  const std::size_t fear = found.find("\"yess\"");
  ASSERT_NE(fear, std::string::npos) << found;
  EXPECT_LT(age, outside);
  EXPECT_LT(outside, ground);
  EXPECT_LT(ground, fear);
}

TEST_F(ReaderTest, RefusesTruthsThatAreNearlyOnes) {
  for (const std::string cell : {"ye", "yesn", "n", "non", "Yes", "NO", "y", "yes "}) {
    EXPECT_NE(wrong("id,outside\na," + cell + "\n"), "") << cell;
  }
}

TEST_F(ReaderTest, AcceptsZerosThatDoNotChangeANumber) {
  const CaseBatch batch = read("income,age\n0.500000,007\n-0,0\n");
  EXPECT_EQ(messages(emitter), "");
  EXPECT_EQ(text(batch, "income", 0), "0.5");
  EXPECT_EQ(text(batch, "age", 0), "7");
  EXPECT_EQ(text(batch, "income", 1), "0");
}

TEST_F(ReaderTest, SuggestsTheWordForATruth) {
  EXPECT_EQ(help("outside\nTRUE\n"), "write yes");
  EXPECT_EQ(help("outside\n1\n"), "write yes");
  EXPECT_EQ(help("outside\nNo\n"), "write no");
  EXPECT_EQ(help("outside\nN/A\n"), "leave the cell empty where the fact is not known");
  EXPECT_EQ(help("outside\n yes\n"), "remove the space around the word");
}

TEST_F(ReaderTest, RefusesRowsOfTheWrongLength) {
  EXPECT_EQ(wrong("id,outside\n1\n2,yes,no\n\n3,no\n\n"),
            "ShortRow cases.csv:2:0 the row has 1 of the 2 cells that the header names\n"
            "LongRow cases.csv:3:0 the row has 3 cells, but the header names 2\n"
            "ShortRow cases.csv:4:0 the row has 0 of the 2 cells that the header names\n");
}

TEST_F(ReaderTest, RefusesBrokenQuotationMarks) {
  EXPECT_EQ(
      wrong("id,outside\n1,\"yes\"x\n2,y\"es\n3,\"yes\n"),
      "TextAfterQuotation cases.csv:2:2 text follows the quotation mark that closes the cell\n"
      "QuotationInCell cases.csv:3:2 a quotation mark stands inside a cell that does not begin "
      "with one\n"
      "UnterminatedCell cases.csv:4:2 the quotation mark that opens this cell is never "
      "closed\n");
}

TEST_F(ReaderTest, RefusesBytesThatAreNotText) {
  EXPECT_EQ(wrong("id,outside\n\xE9,yes\n"),
            "CellNotText cases.csv:2:1 the cell holds a byte that is not UTF-8 (0xE9)\n");
  EXPECT_EQ(wrong(std::string_view("id,outside\n1,y\0s\n", 17)),
            "CellNotText cases.csv:2:2 the cell holds a NUL byte: the file is not text, or not "
            "UTF-8\n");
  EXPECT_EQ(wrong("id,outside\n\xC3\xA9,yes\n"), "");
}

TEST_F(ReaderTest, RefusesHeadersThatAreWrong) {
  EXPECT_EQ(wrong("id,outsde,outside,outside\n1,,,\n"),
            "UnknownColumn cases.csv:1:2 Person has no fact called \"outsde\"; did you mean "
            "\"outside\"?\n"
            "DuplicateColumn cases.csv:1:4 the column \"outside\" stands twice\n");
  EXPECT_EQ(wrong("id;outside\n1;yes\n"),
            "WrongSeparator cases.csv:1:0 the cells seem to be separated by semicolons\n");
  EXPECT_EQ(wrong(""), "TableWithoutHeader the table has no header\n");
  EXPECT_EQ(wrong("\n"), "TableWithoutHeader the table has no header\n");
}

TEST_F(ReaderTest, RefusesWeightsThatCountNoOne) {
  EXPECT_EQ(wrong("id,weight\n1,\n2,-1\n3,1.5\n4,10000000001\n5,10000000000\n"),
            "BadWeight cases.csv:2:2 \"\" is not a number of persons\n"
            "BadWeight cases.csv:3:2 \"-1\" is not a number of persons\n"
            "BadWeight cases.csv:4:2 \"1.5\" is not a number of persons\n"
            "BadWeight cases.csv:5:2 \"10000000001\" is not a number of persons\n");
}

TEST_F(ReaderTest, RefusesFilesThatCannotBeRead) {
  TableFiles files;
  files.cases = folder.path("missing.csv");
  EXPECT_EQ(Reader::open(vocabulary.program, vocabulary.module, files, emitter), nullptr);
  ASSERT_EQ(emitter.diagnostics().size(), 1u);
  EXPECT_EQ(emitter.diagnostics()[0].code, Code::TableNotReadable);
}

TEST_F(ReaderTest, StopsAfterManyErrors) {
  std::string csv = "id,outside\n";
  for (int row = 0; row < 1000; ++row) csv += row % 2 == 0 ? "1,maybe\n" : "1\n";
  wrong(csv);
  EXPECT_EQ(emitter.error_count(), table_error_limit + 1);
  EXPECT_EQ(emitter.diagnostics().back().code, Code::TooManyTableErrors);
}

TEST_F(ReaderTest, KeepsItsMemoryOverManyBatches) {
  // A pipe that another thread fills: the table is never whole anywhere.
  const std::string pipe = folder.path("cases.csv");
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  constexpr std::size_t rows = 200'000;
  std::thread writer([&] {
    std::ofstream out(pipe, std::ios::binary);
    out << "id,outside,ground,age\n";
    for (std::size_t row = 0; row < rows; ++row) out << row << ",yes,race," << row % 100 << '\n';
  });
  const auto reader = Reader::open(vocabulary.program, vocabulary.module, {pipe, {}}, emitter);
  CaseBatch batch;
  ASSERT_TRUE(reader->next(batch, 1024));
  const runtime::Table* table = batch.batch.tables[0].get();
  const std::size_t capacity = table->capacity();
  std::size_t read = batch.size();
  while (reader->next(batch, 1024)) {
    read += batch.size();
    ASSERT_EQ(batch.batch.tables[0].get(), table);
    ASSERT_EQ(table->capacity(), capacity);
  }
  writer.join();
  EXPECT_EQ(read, rows);
  EXPECT_EQ(messages(emitter), "");
}

TEST_F(ReaderTest, FindsOneCase) {
  const TableFiles files{folder.write("cases.csv", "id,age\nanna,30\nben,40\n"), {}};
  CaseBatch batch;
  const auto reader = Reader::open(vocabulary.program, vocabulary.module, files, emitter);
  ASSERT_TRUE(read_case(*reader, "ben", files, batch, emitter));
  ASSERT_EQ(batch.size(), 1u);
  EXPECT_EQ(text(batch, "age", 0), "40");
  const auto again = Reader::open(vocabulary.program, vocabulary.module, files, emitter);
  EXPECT_FALSE(read_case(*again, "anne", files, batch, emitter));
  ASSERT_EQ(emitter.diagnostics().size(), 1u);
  EXPECT_EQ(emitter.diagnostics()[0].code, Code::NoSuchCase);
  EXPECT_NE(emitter.diagnostics()[0].message.find("did you mean \"anna\"?"), std::string::npos);
}

}  // namespace
}  // namespace nansen::cases
