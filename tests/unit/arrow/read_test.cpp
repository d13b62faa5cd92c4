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

/// The words of a dictionary, as utf8 (`u`).
struct Words {
  explicit Words(const std::vector<std::string>& words) {
    for (const std::string& word : words) {
      text += word;
      ends.push_back(static_cast<std::int32_t>(text.size()));
    }
  }
  std::string text;
  std::vector<std::int32_t> ends{0};
};

/// Puts `values` of another format into a column of plain tables, all of whose rows are known.
void put(const ArrowTables& tables, std::string_view column, const char* format,
         const void* values) {
  tables.schema(0, column)->format = format;
  tables.array(0, column)->buffers[1] = values;
}
void put(const ArrowTables& tables, std::string_view column, const char* format,
         const void* indices, const Words& words) {
  put(tables, column, format, indices);
  ArrowArray& dictionary = *tables.array(0, column)->dictionary;
  dictionary.length = static_cast<std::int64_t>(words.ends.size() - 1);
  dictionary.buffers[1] = words.ends.data();
  dictionary.buffers[2] = words.text.data();
}

/// Whether all rows of a column lie in place, whoever looks at its range; and if so, that they lie
/// in buffer number `buffer` at `values`.
bool lies_at(const ir::Module& module, const ArrowTables& tables, std::size_t column,
             std::size_t buffer, const void* values) {
  arrow::Problem problem;
  const auto opened = arrow::Tables::open(module, given(tables), problem);
  EXPECT_NE(opened, nullptr) << problem.message;
  if (opened == nullptr) return false;
  for (const auto check : {execute::RangeCheck::BySource, execute::RangeCheck::ByReader}) {
    const std::byte* found[2] = {};
    const bool lies = opened->in_place()->in_place(column, 0, runtime::block_rows, check, found);
    if (!lies) return false;
    EXPECT_EQ(found[buffer], values);
  }
  return true;
}

runtime::Batch known_batch(const ir::Module& module) {
  Random random(1);
  return random_batch(module, random, {.rows = runtime::block_rows, .unknown_percent = 0});
}

TEST(ReadInPlace, WhatIsAsColumnsAreLiesInPlace) {
  const ir::Module module = module_of(R"(domain @A : root A
column A.fled : boolean
column A.age : number 0 to 120 scale 1
column A.day : number -719162 to 2932896 scale 1
column A.country : enumeration { a, b, c }
%0 : truth @A = column_truth A.fled  ; rules 0
output "o" : truth %0
)");
  const ArrowTables tables(module, known_batch(module), {});
  const std::vector<std::uint8_t> truths(runtime::block_rows / 8, 0x5a);
  const std::vector<std::int16_t> longer(runtime::block_rows, 100);
  const std::vector<std::int8_t> ages(runtime::block_rows, 100);
  const std::vector<std::int32_t> days(runtime::block_rows, -5);
  const std::vector<std::uint8_t> codes(runtime::block_rows, 2);
  const Words in_order({"a", "b", "c"});
  const Words in_another({"b", "a", "c"});
  put(tables, "fled", "b", truths.data());
  put(tables, "age", "c", ages.data());
  put(tables, "day", "tdD", days.data());
  put(tables, "country", "C", codes.data(), in_order);
  EXPECT_TRUE(lies_at(module, tables, 0, 0, truths.data()));
  EXPECT_TRUE(lies_at(module, tables, 1, 1, ages.data()));
  EXPECT_TRUE(lies_at(module, tables, 2, 1, days.data()));
  EXPECT_TRUE(lies_at(module, tables, 3, 1, codes.data()));
  put(tables, "age", "s", longer.data());
  put(tables, "country", "C", codes.data(), in_another);
  EXPECT_FALSE(lies_at(module, tables, 1, 1, longer.data()));
  EXPECT_FALSE(lies_at(module, tables, 3, 1, codes.data()));
}

// An index below zero would be a code, were there more of them than such indices leave room for.
TEST(ReadCodes, OfManyMembersDoNotLieInPlaceWhereIndicesHaveASign) {
  struct Case {
    std::size_t members;
    const char* format;
    bool lies;
  };
  for (const Case& each : {Case{128, "c", true},
                           {129, "c", false},
                           {200, "c", false},
                           {200, "C", true},
                           {256, "C", true},
                           {300, "s", true},
                           {32'768, "s", true},
                           {32'769, "s", false},
                           {32'769, "S", true}}) {
    std::vector<std::string> members;
    std::string list;
    for (std::size_t member = 0; member < each.members; ++member) {
      members.push_back("m" + std::to_string(member));
      list += (member == 0 ? "" : ", ") + members.back();
    }
    const ir::Module module = module_of(
        "domain @A : root A\n"
        "column A.country : enumeration { " +
        list +
        " }\n"
        "%0 : truth @A = column_is A.country m0  ; rules 0\n"
        "output \"o\" : truth %0\n");
    const ArrowTables tables(module, known_batch(module), {});
    const std::vector<std::uint16_t> codes(runtime::block_rows);
    const Words words(members);
    put(tables, "country", each.format, codes.data(), words);
    EXPECT_EQ(lies_at(module, tables, 0, 1, codes.data()), each.lies)
        << each.members << " members, " << each.format;
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
