#include "runtime/batch.h"

#include <gtest/gtest.h>

#include <cstring>

namespace nansen::runtime {
namespace {

const std::vector<ColumnShape> every_shape = {
    {ColumnKind::Boolean, 1, 0}, {ColumnKind::Code, 1, 5},   {ColumnKind::Code, 2, 300},
    {ColumnKind::Set, 1, 3},     {ColumnKind::Number, 1, 0}, {ColumnKind::Number, 2, 0},
    {ColumnKind::Number, 4, 0},  {ColumnKind::Number, 8, 0}, {ColumnKind::Reference, 4, 0},
    {ColumnKind::Rows, 4, 0}};

/// A row whose facts all depend on `row`; every third row says nothing.
void fill(Table& table, std::size_t row) {
  ASSERT_EQ(table.add_row(), row);
  const auto small = static_cast<std::uint32_t>(row % 5);
  const auto large = static_cast<std::int64_t>(row);
  table.set_rows_end(row, 9, static_cast<std::uint32_t>(2 * (row + 1)));
  if (row % 3 == 2) return;
  table.set_truth(row, 0, row % 2 == 0);
  table.set_code(row, 1, small);
  table.set_code(row, 2, small + 256);
  table.set_members(row, 3, {small % 3});
  table.set_number(row, 4, -static_cast<std::int64_t>(small));
  table.set_number(row, 5, -large % 30000);
  table.set_number(row, 6, -100000 - large);
  table.set_number(row, 7, -10000000000 - large);
  table.set_reference(row, 8, static_cast<std::uint32_t>(row) + 7);
  table.set_rows_known(row, 9);
}

void expect_filled(const Table& table, std::size_t row) {
  const auto small = static_cast<std::int64_t>(row % 5);
  const auto large = static_cast<std::int64_t>(row);
  const bool known = row % 3 != 2;
  EXPECT_EQ(table.plane(row, 0, 0), known && row % 2 == 0);
  EXPECT_EQ(table.plane(row, 0, 1), known && row % 2 == 1);
  for (std::size_t column = 1; column < every_shape.size(); ++column) {
    EXPECT_EQ(table.plane(row, column, 0), known) << column;
  }
  for (std::size_t member = 0; member < 3; ++member) {
    EXPECT_EQ(table.plane(row, 3, 1 + member), known && small % 3 == std::int64_t(member));
  }
  EXPECT_EQ(table.number(row, 1), known ? small : 0);
  EXPECT_EQ(table.number(row, 2), known ? small + 256 : 0);
  EXPECT_EQ(table.number(row, 4), known ? -small : 0);
  EXPECT_EQ(table.number(row, 5), known ? -large % 30000 : 0);
  EXPECT_EQ(table.number(row, 6), known ? -100000 - large : 0);
  EXPECT_EQ(table.number(row, 7), known ? -10000000000 - large : 0);
  EXPECT_EQ(table.number(row, 8), known ? large + 7 : 0);
  EXPECT_EQ(table.rows_begin(row, 9), 2 * row);
  EXPECT_EQ(table.rows_begin(row + 1, 9), 2 * (row + 1));
}

TEST(Table, KeepsEveryKindOfFactWhileItGrows) {
  Table table(every_shape, 0);
  const std::size_t rows = 3 * block_rows + 1;
  for (std::size_t row = 0; row < rows; ++row) fill(table, row);
  EXPECT_EQ(table.rows(), rows);
  EXPECT_EQ(table.blocks(), 4U);
  EXPECT_EQ(table.capacity() % block_rows, 0U);
  for (std::size_t row = 0; row < rows; ++row) expect_filled(table, row);
}

TEST(Table, PutsEveryBufferOnALineOfItsOwn) {
  const Table table(every_shape, 1000);
  const std::byte* before = nullptr;
  for (std::size_t column = 0; column < every_shape.size(); ++column) {
    for (std::size_t index = 0; index < buffer_count(every_shape[column]); ++index) {
      const std::byte* buffer = table.buffer(column, index);
      EXPECT_EQ(reinterpret_cast<std::uintptr_t>(buffer) % 64, 0U);
      if (before != nullptr) {
        EXPECT_GE(buffer, before + table.capacity() / 8 + 64);
      }
      before = buffer;
    }
  }
}

TEST(Table, ForgetsRowsThatAreCutOff) {
  Table table(every_shape, 0);
  for (std::size_t row = 0; row < 700; ++row) fill(table, row);
  table.resize(70);
  for (std::size_t row = 0; row < 70; ++row) expect_filled(table, row);
  table.resize(700);
  for (std::size_t row = 70; row < 700; ++row) {
    for (std::size_t column = 0; column < every_shape.size(); ++column) {
      for (std::size_t index = 0; index < buffer_count(every_shape[column]); ++index) {
        if (index != 0 && column != 0 && column != 3) continue;
        EXPECT_FALSE(table.plane(row, column, index)) << row << " " << column << " " << index;
      }
    }
    EXPECT_EQ(table.number(row, 7), 0);
    EXPECT_EQ(table.rows_begin(row + 1, 9), 140U) << "a new row has no linked rows";
  }
}

TEST(Table, IsEmptyOnceCleared) {
  Table table(every_shape, 0);
  for (std::size_t row = 0; row < 100; ++row) fill(table, row);
  table.clear();
  EXPECT_EQ(table.rows(), 0U);
  for (std::size_t row = 0; row < 100; ++row) fill(table, row);
  for (std::size_t row = 0; row < 100; ++row) expect_filled(table, row);
}

TEST(Table, TakesTheLastOfTwoAnswers) {
  Table table(every_shape, 0);
  table.add_row();
  table.set_truth(0, 0, true);
  table.set_truth(0, 0, false);
  EXPECT_FALSE(table.plane(0, 0, 0));
  EXPECT_TRUE(table.plane(0, 0, 1));
  table.set_members(0, 3, {0, 1});
  table.set_members(0, 3, {2});
  EXPECT_FALSE(table.plane(0, 3, 1));
  EXPECT_FALSE(table.plane(0, 3, 2));
  EXPECT_TRUE(table.plane(0, 3, 3));
}

TEST(Results, HaveTheirPlanesAndNumbersApart) {
  const std::vector<OutputShape> shapes = {
      {1, false, 1}, {0, true, 100}, {3, false, 1}, {0, true, 1, true}, {1, false, 1}};
  Results results(shapes, 600);
  EXPECT_EQ(results.capacity(), 1024U);
  const std::size_t plane_bytes = results.capacity() / 8;
  const std::size_t number_bytes = results.capacity() * 8;
  std::memset(results.plane(0, 0, true), 1, plane_bytes);
  std::memset(results.plane(0, 0, false), 2, plane_bytes);
  std::memset(results.plane(1, 0, true), 3, plane_bytes);
  std::memset(results.numbers(1), 4, number_bytes);
  for (const std::size_t which : {0U, 1U}) {
    std::memset(results.plane(3, which, true), static_cast<int>(11 + which), plane_bytes);
    std::memset(results.numbers(3, which), static_cast<int>(13 + which), number_bytes);
  }
  std::memset(results.plane(4, 0, true), 15, plane_bytes);
  std::memset(results.plane(4, 0, false), 16, plane_bytes);
  for (std::size_t truth = 0; truth < 3; ++truth) {
    std::memset(results.plane(2, truth, true), static_cast<int>(5 + 2 * truth), plane_bytes);
    std::memset(results.plane(2, truth, false), static_cast<int>(6 + 2 * truth), plane_bytes);
  }
  const auto all = [](const void* start, std::size_t bytes, char value) {
    const char* chars = static_cast<const char*>(start);
    for (std::size_t index = 0; index < bytes; ++index) {
      if (chars[index] != value) return false;
    }
    return reinterpret_cast<std::uintptr_t>(start) % 64 == 0;
  };
  EXPECT_TRUE(all(results.plane(0, 0, true), plane_bytes, 1));
  EXPECT_TRUE(all(results.plane(0, 0, false), plane_bytes, 2));
  EXPECT_TRUE(all(results.plane(1, 0, true), plane_bytes, 3));
  EXPECT_TRUE(all(results.numbers(1), number_bytes, 4));
  EXPECT_TRUE(all(results.plane(2, 2, false), plane_bytes, 10));
  EXPECT_TRUE(all(results.plane(3, 0, true), plane_bytes, 11));
  EXPECT_TRUE(all(results.plane(3, 1, true), plane_bytes, 12));
  EXPECT_TRUE(all(results.numbers(3), number_bytes, 13));
  EXPECT_TRUE(all(results.numbers(3, 1), number_bytes, 14));
  EXPECT_TRUE(all(results.plane(4, 0, true), plane_bytes, 15));
}

}  // namespace
}  // namespace nansen::runtime
