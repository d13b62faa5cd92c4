// Rows in every form that holds them are read, and fetched, as the batch that they were made from.
#include <gtest/gtest.h>

#include "compiler/arrow/arrow.h"
#include "compiler/layout/layout.h"
#include "tests/support/arrow/arrow_tables.h"
#include "tests/support/random/kernel_checks.h"
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

// What lies in place is what would be fetched, but for what nobody knows.
TEST_P(ReadTables, AreFoundWhereTheyLie) {
  constexpr std::size_t rows = runtime::block_rows * 4;
  const runtime::Batch whole = draw(rows);
  const ArrowTables tables(module_, whole, {.random = &random_});
  arrow::Problem problem;
  const auto opened = arrow::Tables::open(module_, given(tables), problem);
  ASSERT_NE(opened, nullptr) << problem.message;
  const execute::ColumnSource* source = opened->in_place();
  if (source == nullptr) return;
  const runtime::Table& wanted = *whole.tables[0];
  const auto bit = [](const std::byte* bits, std::size_t row) {
    return (bits[row / 8] >> (row % 8) & std::byte{1}) != std::byte{};
  };
  for (std::size_t column = 0; column < wanted.shapes().size(); ++column) {
    const std::byte* found[2] = {};
    const bool checked = source->in_place(column, 0, rows, execute::RangeCheck::BySource, found);
    const bool lies = source->in_place(column, 0, rows, execute::RangeCheck::ByReader, found);
    EXPECT_LE(checked, lies);
    if (!lies) continue;
    const bool truth = wanted.shapes()[column].kind == runtime::ColumnKind::Boolean;
    const std::size_t width = wanted.shapes()[column].width;
    const std::byte* first = wanted.buffer(column, 0);
    const std::byte* second = wanted.buffer(column, 1);
    for (std::size_t row = 0; row < rows; ++row) {
      if (truth) {
        const bool known = bit(found[1], row);
        ASSERT_EQ(known && bit(found[0], row), bit(first, row)) << column << ", " << row;
        ASSERT_EQ(known && !bit(found[0], row), bit(second, row)) << column << ", " << row;
      } else {
        ASSERT_EQ(bit(found[0], row), bit(first, row)) << column << ", " << row;
        if (!bit(first, row)) continue;
        ASSERT_EQ(std::memcmp(found[1] + row * width, second + row * width, width), 0)
            << column << ", " << row;
      }
    }
  }
}

// Codes lie in place where the dictionary has the members in order, by indices of the codes' width.
TEST(ReadCodes, LieInPlaceWhereTheDictionaryIsTheEnumeration) {
  const ir::Module module = module_of(R"(domain @A : root A
column A.country : enumeration { a, b, c }
%0 : truth @A = column_is A.country b  ; rules 0
output "o" : truth %0
)");
  Random random(1);
  const runtime::Batch batch = random_batch(module, random, {.rows = runtime::block_rows});
  std::size_t in_place = 0;
  std::size_t fetched = 0;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random forms(seed);
    const ArrowTables tables(module, batch, {.random = &forms});
    arrow::Problem problem;
    const auto opened = arrow::Tables::open(module, given(tables), problem);
    ASSERT_NE(opened, nullptr) << problem.message;
    const std::byte* found[2] = {};
    const bool lies = opened->in_place()->in_place(0, 0, runtime::block_rows,
                                                   execute::RangeCheck::ByReader, found);
    ++(lies ? in_place : fetched);
    if (!lies) continue;
    const ArrowSchema& schema = *tables.schema(0, "country");
    EXPECT_NE(schema.dictionary, nullptr);
    EXPECT_TRUE(std::string_view(schema.format) == "c" || std::string_view(schema.format) == "C");
  }
  EXPECT_GT(in_place, 0U);
  EXPECT_GT(fetched, 0U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, ReadTables, testing::Range<std::uint64_t>(0, 40));

}  // namespace
}  // namespace nansen::test
