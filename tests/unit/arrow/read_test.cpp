// Rows in every form that holds them are read, and fetched, as the batch that they were made from.
#include <gtest/gtest.h>

#include "compiler/arrow/arrow.h"
#include "compiler/layout/layout.h"
#include "tests/support/arrow/arrow_tables.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"
#include "tests/unit/arrow/given.h"

namespace nansen::test {
namespace {

class ReadTables : public testing::TestWithParam<std::uint64_t> {
 protected:
  Random random_{GetParam()};
  ir::Module module_ = random_module(random_, {.instructions = 20, .outputs = 2});

  runtime::Batch draw(std::size_t rows) {
    const std::size_t unknown = random_.pick(std::vector<std::size_t>{0, 20, 100});
    return as_arrow_can_say(
        module_, random_batch(module_, random_,
                              {.rows = rows, .unknown_percent = unknown, .absent_rows = false}));
  }
};

TEST_P(ReadTables, GiveTheBatchThatTheyWereMadeFrom) {
  for (const std::size_t rows : {0U, 1U, 63U, 64U, 65U, 511U, 512U, 513U, 1000U}) {
    const runtime::Batch wanted = draw(rows);
    for (const bool plain : {true, false}) {
      const ArrowTables tables(module_, wanted, {.random = plain ? nullptr : &random_});
      arrow::Problem problem;
      const auto opened = arrow::Tables::open(module_, given(tables), problem);
      ASSERT_NE(opened, nullptr) << problem.message;
      const auto found = opened->read(0, rows, problem);
      ASSERT_TRUE(found) << problem.message;
      ASSERT_EQ(batch_difference(module_, wanted, *found), "") << rows << " rows";
      EXPECT_EQ(tables.released(), 0U);
    }
  }
}

TEST_P(ReadTables, GivePiecesOfIt) {
  const runtime::Batch whole = draw(700);
  const ArrowTables tables(module_, whole, {.random = &random_});
  arrow::Problem problem;
  const auto opened = arrow::Tables::open(module_, given(tables), problem);
  ASSERT_NE(opened, nullptr) << problem.message;
  for (int piece = 0; piece < 5; ++piece) {
    const std::size_t first = random_.below(700);
    const std::size_t count = random_.below(700 - first + 1);
    const auto found = opened->read(first, count, problem);
    ASSERT_TRUE(found) << problem.message;
    EXPECT_EQ(found->tables[0]->rows(), count);
    ASSERT_EQ(batch_difference(module_, rows_of(module_, whole, first, count), *found), "")
        << first << " and " << count << " more";
  }
  EXPECT_FALSE(opened->read(600, 101, problem));
  EXPECT_EQ(problem.status, NANSEN_INVALID_ARGUMENT);
}

TEST_P(ReadTables, AreFetchedWhereTheyLie) {
  const std::size_t rows = 512 * 5 + 77;
  const runtime::Batch whole = draw(rows);
  const ArrowTables tables(module_, whole, {.random = &random_});
  arrow::Problem problem;
  const auto opened = arrow::Tables::open(module_, given(tables), problem);
  ASSERT_NE(opened, nullptr) << problem.message;
  const execute::ColumnSource* source = opened->in_place();
  const bool linked = has_links(module_);
  ASSERT_EQ(source == nullptr, linked);
  if (linked) return;
  EXPECT_EQ(source->rows(), rows);
  for (const auto& [first, count] : std::vector<std::pair<std::size_t, std::size_t>>{
           {0, 512}, {512, 1024}, {1024, 1613}, {2560, 77}, {0, rows}}) {
    const runtime::Batch wanted = rows_of(module_, whole, first, count);
    runtime::Batch found = wanted;
    found.tables[0] = std::make_shared<runtime::Table>(wanted.tables[0]->shapes(), count);
    found.tables[0]->resize(count);
    for (std::size_t column = 0; column < wanted.tables[0]->shapes().size(); ++column) {
      std::vector<std::byte*> buffers;
      const std::size_t all = runtime::buffer_count(wanted.tables[0]->shapes()[column]);
      for (std::size_t buffer = 0; buffer < all; ++buffer) {
        buffers.push_back(found.tables[0]->buffer(column, buffer));
        std::memset(buffers.back(), 0xff, runtime::block_rows / 8 * found.tables[0]->blocks());
      }
      ASSERT_TRUE(source->fetch(column, first, count, buffers.data()));
    }
    ASSERT_EQ(batch_difference(module_, wanted, found), "") << first << " and " << count;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, ReadTables, testing::Range<std::uint64_t>(0, 40));

}  // namespace
}  // namespace nansen::test
