// Tables beside the main one: rows linked to cases, rows linked to those, and rows referred to.
#include <gtest/gtest.h>

#include "compiler/cases/from_example.h"
#include "compiler/cases/reader.h"
#include "tests/unit/cases/fixture.h"

namespace nansen::cases {
namespace {

using Tables = std::vector<std::pair<std::string, std::string>>;

class LinkedTables : public testing::Test {
 protected:
  CaseBatch read(std::string_view cases, const Tables& tables, std::size_t limit = 4096) {
    emitter = Emitter();
    TableFiles files;
    files.cases = folder.write("cases.csv", cases);
    for (const auto& [name, text] : tables) {
      files.tables.emplace_back(name, folder.write(name + ".csv", text));
    }
    reader = Reader::open(vocabulary.program, vocabulary.module, files, emitter);
    CaseBatch batch;
    if (reader) reader->next(batch, limit);
    return batch;
  }
  std::string wrong(std::string_view cases, const Tables& tables) {
    CaseBatch batch = read(cases, tables);
    while (reader && reader->next(batch)) {
    }
    return messages(emitter);
  }
  /// The facts `column` of all rows of `table`, joined.
  std::string all(const CaseBatch& batch, std::string_view table, std::string_view column) {
    std::string text;
    const ir::DomainId domain = vocabulary.domain(table);
    const runtime::Table& rows = *batch.batch.tables[static_cast<std::size_t>(domain.index)];
    for (std::size_t row = 0; row < rows.rows(); ++row) {
      if (row > 0) text += ' ';
      text += value_text(vocabulary.program, vocabulary.module, batch,
                         vocabulary.column(table, column), row);
    }
    return text;
  }

  Vocabulary vocabulary;
  Folder folder;
  Emitter emitter;
  std::unique_ptr<Reader> reader;
};

TEST_F(LinkedTables, RowsBelongToTheirCases) {
  const CaseBatch batch = read("id\na\nb\nc\n", {{"nationalities",
                                                  "case,protects\n"
                                                  "a,yes\na,no\nc,\n"}});
  EXPECT_EQ(messages(emitter), "");
  EXPECT_EQ(all(batch, "", "nationalities"), "2 unknown 1");
  EXPECT_EQ(all(batch, "nationalities", "protects"), "yes no unknown");
}

TEST_F(LinkedTables, AreReadInStepWithTheBatches) {
  std::string cases = "id\n";
  std::string rows = "case,protects\n";
  for (int row = 0; row < 1000; ++row) {
    cases += std::to_string(row) + "\n";
    for (int linked = 0; linked < row % 4; ++linked) {
      rows += std::to_string(row) + (linked % 2 == 0 ? ",yes\n" : ",no\n");
    }
  }
  CaseBatch batch = read(cases, {{"nationalities", rows}}, 7);
  int row = 0;
  do {
    const runtime::Table& linked =
        *batch.batch.tables[static_cast<std::size_t>(vocabulary.domain("nationalities").index)];
    const runtime::Table& main = *batch.batch.tables[0];
    const std::size_t position = vocabulary.position("", "nationalities");
    for (std::size_t index = 0; index < batch.size(); ++index, ++row) {
      ASSERT_EQ(main.rows_begin(index + 1, position) - main.rows_begin(index, position),
                static_cast<std::uint32_t>(row % 4));
      ASSERT_EQ(main.plane(index, position, 0), row % 4 > 0);
      if (row % 4 > 0) {
        ASSERT_TRUE(linked.plane(main.rows_begin(index, position),
                                 vocabulary.position("nationalities", "protects"), 0));
      }
    }
  } while (reader->next(batch, 7));
  EXPECT_EQ(row, 1000);
  EXPECT_EQ(messages(emitter), "");
}

TEST_F(LinkedTables, ACountSaysWhetherAllRowsAreListed) {
  const CaseBatch batch = read("id,nationalities\na,0\nb,1\nc,\nd,\n",
                               {{"nationalities", "case,protects\nb,yes\nc,yes\n"}});
  EXPECT_EQ(messages(emitter), "");
  EXPECT_EQ(all(batch, "", "nationalities"), "0 1 at least 1 unknown");
}

TEST_F(LinkedTables, ACountWithoutATableStandsForRowsOfWhichNothingIsKnown) {
  const CaseBatch batch = read("id,nationalities\na,2\nb,0\nc,\n", {});
  EXPECT_EQ(all(batch, "", "nationalities"), "2 0 unknown");
  EXPECT_EQ(all(batch, "nationalities", "protects"), "unknown unknown");
}

TEST_F(LinkedTables, MayThemselvesHaveLinkedTables) {
  const CaseBatch batch =
      read("id\na\nb\n",
           {{"nationalities", "case,id,protects\na,x,yes\na,y,no\nb,x,no\n"},
            {"nationalities.permits", "case,nationalities,valid\na,x,yes\na,x,no\nb,x,yes\n"}});
  EXPECT_EQ(messages(emitter), "");
  EXPECT_EQ(all(batch, "nationalities", "permits"), "2 unknown 1");
  EXPECT_EQ(all(batch, "nationalities.permits", "valid"), "yes no yes");
}

TEST_F(LinkedTables, NumberTheirRowsWhereTheyHaveNoIds) {
  const CaseBatch batch = read(
      "id\na\nb\n", {{"nationalities", "case,protects\na,yes\na,no\nb,no\n"},
                     {"nationalities.permits", "case,nationalities,valid\na,2,yes\nb,1,no\n"}});
  EXPECT_EQ(messages(emitter), "");
  EXPECT_EQ(all(batch, "nationalities", "permits"), "unknown 1 1");
}

TEST_F(LinkedTables, ReferredRowsAreFoundByTheirIds) {
  const CaseBatch batch = read("id,country\na,FRA\nb,\nc,NOR\n",
                               {{"State", "id,safe,region\nNOR,yes,north\nFRA,no,west\n"},
                                {"Region", "id,at_war\nnorth,no\nwest,\n"},
                                {"State.borders", "State,open\nNOR,yes\nNOR,no\n"}});
  EXPECT_EQ(messages(emitter), "");
  EXPECT_EQ(all(batch, "", "country"), "FRA unknown NOR");
  EXPECT_EQ(batch.batch.tables[0]->number(0, vocabulary.position("", "country")), 1);
  EXPECT_EQ(all(batch, "State", "safe"), "yes no");
  EXPECT_EQ(all(batch, "State", "region"), "north west");
  EXPECT_EQ(all(batch, "State", "borders"), "2 unknown");
  EXPECT_EQ(all(batch, "Region", "at_war"), "no unknown");
}

TEST_F(LinkedTables, IdsCanBeComparedWithoutTheirTable) {
  const CaseBatch batch = read("id,country\na,FRA\nb,NOR\nc,FRA\n",
                               {{"nationalities", "case,country\na,FRA\nb,FRA\n"}});
  EXPECT_EQ(messages(emitter), "");
  EXPECT_EQ(all(batch, "", "country"), "FRA NOR FRA");
  const std::size_t position = vocabulary.position("", "country");
  EXPECT_EQ(batch.batch.tables[0]->number(0, position), batch.batch.tables[0]->number(2, position));
  EXPECT_EQ(all(batch, "nationalities", "country"), "FRA FRA");
  EXPECT_EQ(all(batch, "State", "safe"), "unknown unknown");
}

TEST_F(LinkedTables, IdsNamedByGivenTablesLastFromBatchToBatch) {
  CaseBatch batch =
      read("id,country\na,FRA\nb,NOR\n", {{"State", "id,region\nFRA,west\nNOR,north\n"}}, 1);
  EXPECT_EQ(all(batch, "Region", "at_war"), "unknown unknown");
  ASSERT_TRUE(reader->next(batch, 1));
  EXPECT_EQ(all(batch, "State", "region"), "west north");
  EXPECT_EQ(all(batch, "Region", "at_war"), "unknown unknown");
}

TEST_F(LinkedTables, RefuseReferencesToNoRow) {
  EXPECT_EQ(
      wrong("id,country\na,FRN\n", {{"State", "id,region\nFRA,wst\n"}, {"Region", "id\nwest\n"}}),
      "UnknownRow State.csv:2:2 \"Region\" has no row with the id \"wst\"; did you mean "
      "\"west\"?\n"
      "UnknownRow cases.csv:2:2 \"State\" has no row with the id \"FRN\"; did you mean "
      "\"FRA\"?\n");
}

TEST_F(LinkedTables, RefuseIdsThatStandTwice) {
  EXPECT_EQ(wrong("id\na\n", {{"State", "id\nFRA\nFRA\n\"\"\n"}}),
            "DuplicateId State.csv:3:1 the id \"FRA\" has been given before\n"
            "EmptyId State.csv:4:1 the row has no \"id\"\n");
  EXPECT_EQ(wrong("id\na\na\n", {{"nationalities", "case,protects\na,yes\n"}}),
            "DuplicateId cases.csv:3:1 the id \"a\" has been given before\n");
  EXPECT_EQ(wrong("id\na\na\n", {}), "");
}

TEST_F(LinkedTables, RefuseRowsOfNoCase) {
  const std::string path = folder.path("cases.csv");
  EXPECT_EQ(
      wrong("id\na\nb\n", {{"nationalities", "case,protects\na,yes\nz,yes\nb,no\n"}}),
      "UnknownCase nationalities.csv:3:1 no further row of \"" + path + "\" has the id \"z\"\n");
}

TEST_F(LinkedTables, RefuseRowsOfANumberThatThereIsNot) {
  const auto rows_of = [&](const std::string& number) {
    return wrong("id\na\nb\n", {{"nationalities", "case,protects\na,yes\na,no\nb,no\n"},
                                {"nationalities.permits",
                                 "case,nationalities,valid\na,2,yes\na," + number + ",no\n"}});
  };
  for (const std::string number : {"3", "03", "-1", "x"}) {
    EXPECT_EQ(rows_of(number), "UnknownCase nationalities.permits.csv:3:2 no further row of \"" +
                                   folder.path("nationalities.csv") + "\" has the id \"" + number +
                                   "\"\n");
  }
  EXPECT_EQ(
      rows_of("1"),
      "RowsOutOfOrder nationalities.permits.csv:3:2 the rows of \"1\" do not stand in the order "
      "of \"" +
          folder.path("nationalities.csv") + "\", where it is in row 2\n");
}

TEST_F(LinkedTables, RefuseRowsOutOfOrder) {
  const std::string path = folder.path("cases.csv");
  EXPECT_EQ(
      wrong("id\na\nb\n", {{"nationalities", "case,protects\nb,yes\na,no\n"}}),
      "RowsOutOfOrder nationalities.csv:3:1 the rows of \"a\" do not stand in the order of \"" +
          path + "\", where it is in row 2\n");
}

TEST_F(LinkedTables, RefuseCountsThatAreNotMet) {
  EXPECT_EQ(wrong("id,nationalities\na,2\nb,x\nc,-1\nd,1\n",
                  {{"nationalities", "case,protects\na,yes\nd,yes\n"}}),
            "CountMismatch cases.csv:2:2 \"nationalities\" says 2, but \"" +
                folder.path("nationalities.csv") +
                "\" lists 1 that belong to this row\n"
                "NotANumber cases.csv:3:2 \"x\" is not a number of rows\n"
                "ValueOutOfRange cases.csv:4:2 \"-1\" is outside the range of \"nationalities\"\n");
}

TEST_F(LinkedTables, SayOnceThatTheyAreOutOfOrderWhereCountsAreGivenToo) {
  std::string cases = "id,nationalities\n";
  std::string rows = "case,protects\n";
  for (int row = 0; row < 100; ++row) {
    cases += std::to_string(row) + ",1\n";
    rows += std::to_string(99 - row) + ",yes\n";
  }
  wrong(cases, {{"nationalities", rows}});
  ASSERT_FALSE(emitter.diagnostics().empty());
  EXPECT_EQ(emitter.diagnostics().back().code, Code::RowsOutOfOrder);
}

TEST_F(LinkedTables, DoNotBlameTheRowsOfACaseThatWasPassedOver) {
  EXPECT_EQ(wrong("id,age\na\nb,3\n", {{"nationalities", "case,protects\na,yes\nb,no\n"}}),
            "ShortRow cases.csv:2:0 the row has 1 of the 2 cells that the header names\n");
}

TEST_F(LinkedTables, NeedTheColumnsThatSayWhoseTheyAre) {
  EXPECT_EQ(wrong("outside\nyes\n", {{"nationalities", "case,protects\n"}}),
            "MissingColumn cases.csv:1:0 the table has no column \"id\"\n");
  EXPECT_EQ(wrong("id\na\n", {{"nationalities", "protects\nyes\n"}}),
            "MissingColumn nationalities.csv:1:0 the table has no column \"case\"\n");
  EXPECT_EQ(wrong("id\na\n", {{"State", "safe\nyes\n"}}),
            "MissingColumn State.csv:1:0 the table has no column \"id\"\n");
  EXPECT_EQ(wrong("id\na\n", {{"nationalities.permits", "case,nationalities,valid\n"}}),
            "MissingParentTable the table \"nationalities.permits\" lists what belongs to rows of "
            "\"nationalities\", which is not given\n");
}

TEST_F(LinkedTables, MustBeTablesOfTheEntity) {
  EXPECT_EQ(wrong("id\na\n", {{"nationality", "case\n"}}),
            "UnknownTable cases of the entity Person have no table called \"nationality\"; did you "
            "mean \"nationalities\"?\n");
}

}  // namespace
}  // namespace nansen::cases
