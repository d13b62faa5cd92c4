// Crossings between tables, against what they mean row by row.
#include "runtime/crossing.h"

#include <gtest/gtest.h>

#include <cstring>
#include <random>
#include <vector>

#include "runtime/some_rows.h"

namespace nansen::runtime {
namespace {

using Plane = std::vector<std::uint64_t>;

bool bit(const Plane& plane, std::size_t row) { return (plane[row / 64] >> (row % 64) & 1) != 0; }
void set(Plane& plane, std::size_t row) { plane[row / 64] |= std::uint64_t{1} << (row % 64); }

/// Parents with `longest` rows at most, and a truth for every row.
struct Family {
  Family(std::uint64_t seed, std::size_t parents, std::size_t longest) : random(seed) {
    first.push_back(0);
    for (std::size_t parent = 0; parent < parents; ++parent) {
      first.push_back(first.back() + static_cast<std::uint32_t>(random() % (longest + 1)));
    }
    known = Plane(parents / 64 + 1);
    for (std::size_t parent = 0; parent < parents; ++parent) {
      if (random() % 4 != 0) set(known, parent);
    }
    yes = Plane(first.back() / 64 + 1);
    no = Plane(first.back() / 64 + 1);
    for (std::size_t row = 0; row < first.back(); ++row) {
      const std::uint64_t truth = random() % 3;
      if (truth != 2) set(truth == 0 ? yes : no, row);
    }
  }

  std::size_t parents() const { return first.size() - 1; }
  Planes operand() const { return {yes.data(), no.data()}; }
  Link link() const { return {known.data(), first.data(), parents(), first.back()}; }

  std::mt19937_64 random;
  std::vector<std::uint32_t> first;
  Plane known;
  Plane yes;
  Plane no;
};

struct Answer {
  explicit Answer(std::size_t rows) : yes(rows / 64 + 1), no(rows / 64 + 1) {}
  OutputPlanes planes() { return {yes.data(), no.data()}; }
  Plane yes;
  Plane no;
};

void expect_at_least(const Family& family, const Answer& answer, std::int64_t count) {
  for (std::size_t parent = 0; parent < family.parents(); ++parent) {
    std::int64_t certain = 0;
    std::int64_t possible = 0;
    for (std::size_t row = family.first[parent]; row < family.first[parent + 1]; ++row) {
      certain += bit(family.yes, row) ? 1 : 0;
      possible += bit(family.no, row) ? 0 : 1;
    }
    EXPECT_EQ(bit(answer.yes, parent), certain >= count) << parent;
    EXPECT_EQ(bit(answer.no, parent), possible < count && bit(family.known, parent)) << parent;
  }
}

const std::vector<std::size_t> longest_lists = {0, 1, 2, 3, 4, 5, 9, 64, 200};
const std::vector<std::size_t> parent_counts = {1, 63, 64, 65, 300, 1000};

TEST(Crossing, SomeRowHoldsForEveryLengthOfList) {
  for (const std::size_t longest : longest_lists) {
    for (const std::size_t parents : parent_counts) {
      const Family family(longest * 1000 + parents, parents, longest);
      Answer answer(parents);
      at_least_rows(family.operand(), family.link(), 1, answer.planes());
      expect_at_least(family, answer, 1);
      Answer portable(parents);
      at_least_rows_portable(family.operand(), family.link(), 1, portable.planes());
      EXPECT_EQ(portable.yes, answer.yes);
      EXPECT_EQ(portable.no, answer.no);
    }
  }
}

TEST(Crossing, SeveralRowsAreCounted) {
  for (const std::int64_t count : {2, 3, 7}) {
    for (const std::size_t longest : longest_lists) {
      const Family family(longest, 200, longest);
      Answer answer(200);
      at_least_rows(family.operand(), family.link(), count, answer.planes());
      expect_at_least(family, answer, count);
    }
  }
}

TEST(Crossing, EveryRowIsNoRowNot) {
  const Family family(5, 300, 3);
  Answer answer(300);
  every_row(family.operand(), family.link(), answer.planes());
  for (std::size_t parent = 0; parent < 300; ++parent) {
    bool all = bit(family.known, parent);
    bool one_not = false;
    for (std::size_t row = family.first[parent]; row < family.first[parent + 1]; ++row) {
      all = all && bit(family.yes, row);
      one_not = one_not || bit(family.no, row);
    }
    EXPECT_EQ(bit(answer.yes, parent), all) << parent;
    EXPECT_EQ(bit(answer.no, parent), one_not) << parent;
  }
}

// The linked table may hold further rows at its end.
TEST(Crossing, RowsOfNobodyAreIgnored) {
  Family family(7, 100, 2);
  const std::size_t rows = family.first.back() + 200;
  family.yes.resize(rows / 64 + 1, ~std::uint64_t{0});
  family.no.resize(rows / 64 + 1);
  Link link = family.link();
  link.rows = rows;
  Answer answer(100);
  at_least_rows(family.operand(), link, 1, answer.planes());
  expect_at_least(family, answer, 1);
}

TEST(Crossing, ReferencesFindTheirRowIfItIsThere) {
  std::mt19937_64 random(3);
  const std::size_t rows = 130;
  const std::size_t targets = 70;
  Family target(11, 0, 0);
  target.yes.resize(2);
  target.no.resize(2);
  std::vector<std::int64_t> values(targets);
  for (std::size_t row = 0; row < targets; ++row) {
    set(row % 3 == 0 ? target.yes : target.no, row);
    values[row] = static_cast<std::int64_t>(row) * 1000;
  }
  std::vector<std::uint32_t> names(rows);
  Plane known(3);
  for (std::size_t row = 0; row < rows; ++row) {
    names[row] = static_cast<std::uint32_t>(random() % (targets + 10));
    if (random() % 4 != 0) set(known, row);
  }
  const Reference reference{known.data(), names.data(), rows, targets};
  Answer answer(rows);
  through_truth({target.yes.data(), target.no.data()}, reference, answer.planes());
  Plane number_known(3);
  std::vector<std::int64_t> numbers(rows, -1);
  through_number(target.yes.data(), reinterpret_cast<const std::byte*>(values.data()), 8, reference,
                 number_known.data(), reinterpret_cast<std::byte*>(numbers.data()));
  for (std::size_t row = 0; row < rows; ++row) {
    const bool found = bit(known, row) && names[row] < targets;
    EXPECT_EQ(bit(answer.yes, row), found && bit(target.yes, names[row]));
    EXPECT_EQ(bit(answer.no, row), found && bit(target.no, names[row]));
    EXPECT_EQ(bit(number_known, row), found && bit(target.yes, names[row]));
    EXPECT_EQ(numbers[row], found ? values[names[row]] : 0);
  }
}

TEST(Crossing, ParentsTellTheirRows) {
  const Family family(13, 150, 5);
  Family parent(17, 150, 1);
  parent.yes = family.known;
  parent.no = Plane(3);
  std::vector<std::int64_t> values(150);
  for (std::size_t row = 0; row < 150; ++row) values[row] = static_cast<std::int64_t>(row) - 70;
  const std::size_t rows = family.first.back();
  Answer answer(rows);
  broadcast_truth({parent.yes.data(), parent.no.data()}, family.link(), answer.planes());
  Plane known(rows / 64 + 1);
  std::vector<std::int64_t> numbers(rows, -1);
  broadcast_number(parent.yes.data(), reinterpret_cast<const std::byte*>(values.data()), 8,
                   family.link(), known.data(), reinterpret_cast<std::byte*>(numbers.data()));
  for (std::size_t above = 0; above < 150; ++above) {
    for (std::size_t row = family.first[above]; row < family.first[above + 1]; ++row) {
      EXPECT_EQ(bit(answer.yes, row), bit(parent.yes, above));
      EXPECT_FALSE(bit(answer.no, row));
      EXPECT_EQ(bit(known, row), bit(parent.yes, above));
      EXPECT_EQ(numbers[row], bit(parent.yes, above) ? values[above] : 0);
    }
  }
}

}  // namespace
}  // namespace nansen::runtime
