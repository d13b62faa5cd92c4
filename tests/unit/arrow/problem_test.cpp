// What is wrong with arrays is found and said, with the column, the row and what is allowed.
#include <gtest/gtest.h>

#include <functional>

#include "compiler/arrow/arrow.h"
#include "compiler/layout/layout.h"
#include "tests/unit/arrow/given.h"

namespace nansen::test {
namespace {

/// A module with a column of every kind.
ir::Module every_kind() {
  ir::Module module;
  const auto domain = [&](ir::DomainKind kind, const char* entity) {
    ir::Domain made;
    made.kind = kind;
    made.entity = entity;
    return module.domains.add(made);
  };
  const ir::DomainId person = domain(ir::DomainKind::Root, "Person");
  const ir::DomainId paper = domain(ir::DomainKind::Rows, "Paper");
  const ir::DomainId state = domain(ir::DomainKind::Referenced, "State");
  const auto column = [&](ir::DomainId where, ir::ColumnKind kind, const char* name) {
    ir::Column made;
    made.kind = kind;
    made.domain = where;
    made.name = name;
    return made;
  };
  module.columns.add(column(person, ir::ColumnKind::Boolean, "fled"));
  ir::Column ground = column(person, ir::ColumnKind::Enumeration, "ground");
  ground.members = {"race", "religion", "opinion"};
  module.columns.add(ground);
  ir::Column grounds = ground;
  grounds.kind = ir::ColumnKind::Set;
  grounds.name = "grounds";
  module.columns.add(grounds);
  ir::Column age = column(person, ir::ColumnKind::Number, "age");
  age.greatest = 120;
  module.columns.add(age);
  ir::Column share = column(person, ir::ColumnKind::Number, "share");
  share.scale = 100;
  share.least = -1000;
  share.greatest = 1000;
  module.columns.add(share);
  ir::Column since = column(person, ir::ColumnKind::Number, "since");
  since.least = -719162;
  since.greatest = 2932896;
  module.columns.add(since);
  ir::Column host = column(person, ir::ColumnKind::Reference, "host");
  host.target = state;
  module.columns.add(host);
  ir::Column papers = column(person, ir::ColumnKind::Rows, "papers");
  papers.target = paper;
  module.domains[paper].parent = person;
  module.domains[paper].link = module.columns.add(papers);
  ir::Column number = age;
  number.domain = paper;
  number.name = "number";
  module.columns.add(number);
  module.columns.add(column(state, ir::ColumnKind::Boolean, "safe"));
  return module;
}

class Problems : public testing::Test {
 protected:
  Problems() {
    for (std::size_t index = 0; index < module_.domains.size(); ++index) {
      const std::size_t rows = index == 0 ? 4 : index == 1 ? 3 : 2;
      batch_.tables.push_back(
          std::make_shared<runtime::Table>(layout::shapes_of(module_, ir::DomainId(index)), rows));
      batch_.tables.back()->resize(rows);
    }
    runtime::Table& cases = *batch_.tables[0];
    for (std::size_t row = 0; row < 4; ++row) {
      cases.set_truth(row, 0, true);
      cases.set_code(row, 1, 1);
      cases.set_members(row, 2, {0, 2});
      cases.set_number(row, 3, 30);
      cases.set_number(row, 4, 125);
      cases.set_number(row, 5, 19000);
      cases.set_reference(row, 6, 1);
      cases.set_rows_known(row, 7);
      cases.set_rows_end(row, 7, row < 2 ? static_cast<std::uint32_t>(row) : 3);
    }
    for (std::size_t row = 0; row < 3; ++row) batch_.tables[1]->set_number(row, 0, 7);
    tables_ = std::make_unique<ArrowTables>(module_, batch_, ArrowOptions{.numbers = false});
  }

  ArrowArray& array(std::string_view path, std::size_t table = 0) {
    return *tables_->array(table, path);
  }
  ArrowSchema& schema(std::string_view path, std::size_t table = 0) {
    return *tables_->schema(table, path);
  }
  template <typename T>
  T& entry(std::string_view path, std::size_t row) {
    return const_cast<T*>(static_cast<const T*>(array(path).buffers[1]))[row];
  }

  /// What is said of the tables: on opening, else on reading; empty iff nothing.
  std::string said(nansen_status status) {
    arrow::Problem problem;
    const auto opened = arrow::Tables::open(module_, given(*tables_), problem);
    if (opened != nullptr && opened->read(0, opened->rows(), problem)) return "";
    EXPECT_EQ(problem.status, status) << problem.message;
    return problem.message;
  }

  ir::Module module_ = every_kind();
  runtime::Batch batch_;
  std::unique_ptr<ArrowTables> tables_;
};

TEST_F(Problems, AreNoneOfTablesThatAreWhole) { EXPECT_EQ(said(NANSEN_OK), ""); }

TEST_F(Problems, AreTypesThatCannotHoldTheFact) {
  schema("fled").format = "i";
  EXPECT_EQ(said(NANSEN_SCHEMA_MISMATCH),
            "column \"fled\": it is int32 (i), and must be boolean (b)");
  schema("fled").format = "b";
  schema("since").format = "i";
  EXPECT_EQ(said(NANSEN_SCHEMA_MISMATCH),
            "column \"since\": it is int32 (i), and must be date32 (tdD), date64 (tdm) of whole "
            "days, or a struct of such \"least\" and \"greatest\"");
  schema("since").format = "tdD";
  schema("age").format = "tss:UTC";
  EXPECT_EQ(said(NANSEN_SCHEMA_MISMATCH),
            "column \"age\": it is tss:UTC, and must be an integer (c C s S i I l L), float or "
            "double (f, g) or decimal128 (d:P,S)");
  schema("age").format = "l";
  schema("papers.number").format = "b";
  EXPECT_EQ(said(NANSEN_SCHEMA_MISMATCH),
            "column \"papers.number\": it is boolean (b), and must be an integer (c C s S i I l "
            "L), float or double (f, g) or decimal128 (d:P,S)");
}

TEST_F(Problems, AreValuesThatTheVocabularyDoesNotAllow) {
  entry<std::int64_t>("age", 2) = 121;
  EXPECT_EQ(said(NANSEN_BAD_VALUE), "column \"age\", row 2: 121 is not allowed: from 0 to 120");
  entry<std::int64_t>("age", 2) = -1;
  EXPECT_EQ(said(NANSEN_BAD_VALUE), "column \"age\", row 2: -1 is not allowed: from 0 to 120");
  entry<std::int64_t>("age", 2) = 0;
  entry<std::int32_t>("since", 1) = 2932897;
  EXPECT_EQ(said(NANSEN_BAD_VALUE),
            "column \"since\", row 1: day 2932897 is not allowed: from 0001-01-01 to never");
  entry<std::int32_t>("since", 1) = 0;
  entry<std::int32_t>("ground", 3) = 5;
  EXPECT_EQ(said(NANSEN_BAD_VALUE),
            "column \"ground\", row 3: its index is 5, and its dictionary has 1 values");
}

TEST_F(Problems, ArePlacedInTheLinkedRow) {
  entry<std::int64_t>("papers.number", 2) = 121;
  EXPECT_EQ(said(NANSEN_BAD_VALUE),
            "column \"papers.number\", row 2, linked row 1: 121 is not allowed: from 0 to 120");
}

TEST_F(Problems, AreNamesThatAreNoMembersAndIdsOfNoRow) {
  auto* text = const_cast<char*>(static_cast<const char*>(array("ground").dictionary->buffers[2]));
  text[0] = 'R';
  EXPECT_EQ(said(NANSEN_BAD_VALUE),
            "column \"ground\", row 0: there is no \"Religion\"; allowed are \"race\", "
            "\"religion\", \"opinion\"");
  text[0] = 'r';
  text[0] = '\n';
  EXPECT_EQ(said(NANSEN_BAD_VALUE),
            "column \"ground\", row 0: there is no \"\\neligion\"; allowed are \"race\", "
            "\"religion\", \"opinion\"");
  text[0] = 'r';
  auto* id = const_cast<char*>(static_cast<const char*>(array("host").dictionary->buffers[2]));
  id[1] = '7';
  EXPECT_EQ(said(NANSEN_BAD_VALUE),
            "column \"host\", row 0: there is no \"r7\" in the table \"State\"");
  auto* ids = const_cast<char*>(static_cast<const char*>(array("id", 1).buffers[2]));
  ids[3] = '0';
  EXPECT_EQ(said(NANSEN_BAD_VALUE),
            "table \"State\", column \"id\", row 1: another row has the same id; each row has its "
            "own");
}

TEST_F(Problems, AreNumbersOfRowsThatAreNotThere) {
  const std::vector<std::uint64_t> rows(4, UINT64_MAX);
  schema("host").format = "L";
  schema("host").dictionary = nullptr;
  array("host").dictionary = nullptr;
  array("host").buffers[1] = rows.data();
  EXPECT_EQ(said(NANSEN_BAD_VALUE),
            "column \"host\", row 0: there is no row 18446744073709551615 in the table \"State\", "
            "which has 2");
}

TEST_F(Problems, AreSetsThatAreGivenTwice) {
  schema("fled").name = "grounds.religion";
  EXPECT_EQ(said(NANSEN_SCHEMA_MISMATCH),
            "column \"grounds\": the set is given twice: here, and by the column "
            "\"grounds.religion\"");
}

TEST_F(Problems, AreListsThatGoBackwardsOrBeyond) {
  entry<std::int32_t>("papers", 2) = 3;
  entry<std::int32_t>("papers", 3) = 1;
  EXPECT_EQ(said(NANSEN_BAD_VALUE),
            "column \"papers\", row 2: its list goes from 3 to 1, and there are 3 rows");
  entry<std::int32_t>("papers", 2) = 1;
  entry<std::int32_t>("papers", 3) = 3;
  entry<std::int32_t>("grounds", 4) = 9;
  EXPECT_EQ(said(NANSEN_BAD_VALUE),
            "column \"grounds\", row 3: its list goes from 6 to 9, and there are 8 values");
}

TEST_F(Problems, AreStructsThatAreNotWhole) {
  const auto with = [&](const std::function<void()>& change) {
    change();
    const std::string message = said(NANSEN_INVALID_ARGUMENT);
    tables_ = std::make_unique<ArrowTables>(module_, batch_, ArrowOptions{.numbers = false});
    return message;
  };
  EXPECT_EQ(with([&] { array("age").length = -1; }), "column \"age\": its length is -1");
  EXPECT_EQ(with([&] { array("age").offset = -8; }), "column \"age\": its offset is -8");
  EXPECT_EQ(with([&] { array("age").length = 3; }),
            "column \"age\": it has 3 rows, and the struct that it is part of has 4");
  EXPECT_EQ(with([&] { array("age").offset = INT64_MAX; }),
            "column \"age\": its length of 4 after an offset of 9223372036854775807 is more than "
            "there can be");
  EXPECT_EQ(with([&] { array("age").null_count = 9; }), "column \"age\": it has 9 nulls in 4 rows");
  EXPECT_EQ(with([&] { array("age").null_count = 1; }),
            "column \"age\": it has 1 nulls, and no buffer that says where");
  EXPECT_EQ(with([&] { array("age").n_buffers = 1; }),
            "column \"age\": it has 1 buffers, and an array of int64 (l) has 2");
  EXPECT_EQ(with([&] { array("age").buffers = nullptr; }), "column \"age\": its buffers are null");
  EXPECT_EQ(with([&] { array("age").buffers[1] = nullptr; }),
            "column \"age\": its second buffer is null");
  EXPECT_EQ(with([&] { array("age").release = nullptr; }),
            "column \"age\": its array has been released");
  EXPECT_EQ(with([&] { schema("age").release = nullptr; }),
            "column \"age\": its schema has been released");
  EXPECT_EQ(with([&] { schema("age").format = nullptr; }),
            "column \"age\": its schema has no format");
  EXPECT_EQ(with([&] { array("ground").dictionary = nullptr; }),
            "column \"ground\": its schema and its array do not both have a dictionary");
  EXPECT_EQ(with([&] { array("papers").n_children = 2; }),
            "column \"papers\": its schema has 1 children, and its array 2");
  EXPECT_EQ(with([&] { schema("").children[0] = nullptr; }),
            "the table of cases: its child 0 is null");
  EXPECT_EQ(with([&] { array("").children = nullptr; }),
            "the table of cases: its children are null");
}

TEST_F(Problems, AreTablesThatAreMissingOrTwice) {
  arrow::Problem problem;
  std::vector<arrow::GivenTable> all = given(*tables_);
  EXPECT_EQ(arrow::Tables::open(module_, std::span(all).subspan(1), problem), nullptr);
  EXPECT_EQ(problem.message, "there is no table of cases; its name is \"\"");
  all.push_back(all[1]);
  EXPECT_EQ(arrow::Tables::open(module_, all, problem), nullptr);
  EXPECT_EQ(problem.message, "table \"State\": it is given twice");
  all = {{"", nullptr, nullptr}};
  EXPECT_EQ(arrow::Tables::open(module_, all, problem), nullptr);
  EXPECT_EQ(problem.message, "the table of cases: its schema is null");
}

TEST_F(Problems, OfIdsWithoutATableAreNone) {
  arrow::Problem problem;
  const std::vector<arrow::GivenTable> all = given(*tables_);
  const auto opened = arrow::Tables::open(module_, std::span(all).first(1), problem);
  ASSERT_NE(opened, nullptr) << problem.message;
  const auto batch = opened->read(0, 4, problem);
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->tables[2]->rows(), 1U);
  EXPECT_EQ(opened->id_of(ir::DomainId(std::size_t{2}), 0), "r1");
}

}  // namespace
}  // namespace nansen::test
