// What each operation means, by hand.
#include "compiler/interpret/interpret.h"

#include <gtest/gtest.h>

#include <string>

#include "compiler/layout/layout.h"
#include "tests/unit/interpret/case.h"

namespace nansen::interpret {
namespace {

/// Row r of table 0: yes, no, unknown for r = 0, 1, 2 in column 0; in column 1 the same, three
/// apart.
void fill_pairs(runtime::Table& table) {
  table.resize(9);
  for (std::size_t row = 0; row < 9; ++row) {
    if (row % 3 != 2) table.set_truth(row, 0, row % 3 == 0);
    if (row / 3 != 2) table.set_truth(row, 1, row / 3 == 0);
  }
}

constexpr std::string_view two_truths = R"(domain @Person : root Person
column Person.a : boolean
column Person.b : boolean
%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
)";

std::vector<std::string> over_pairs(std::string_view operation) {
  Case pairs(std::string(two_truths) + "%2 : truth @Person = " + std::string(operation) +
             "  ; rules 0\n");
  fill_pairs(pairs.table(0));
  std::vector<std::string> results;
  for (std::size_t row = 0; row < 9; ++row) results.push_back(pairs.truth(2, row));
  return results;
}

using Words = std::vector<std::string>;

TEST(Interpret, ConjunctionIsTheLeastOfItsOperands) {
  EXPECT_EQ(over_pairs("and %0 %1"), (Words{"yes", "no", "undetermined", "no", "no", "no",
                                            "undetermined", "no", "undetermined"}));
}

TEST(Interpret, DisjunctionIsTheGreatestOfItsOperands) {
  EXPECT_EQ(over_pairs("or %0 %1"), (Words{"yes", "yes", "yes", "yes", "no", "undetermined", "yes",
                                           "undetermined", "undetermined"}));
}

TEST(Interpret, NegationLeavesTheUndeterminedUndetermined) {
  EXPECT_EQ(over_pairs("not %0"), (Words{"no", "yes", "undetermined", "no", "yes", "undetermined",
                                         "no", "yes", "undetermined"}));
}

TEST(Interpret, CountingIsCertainOnlyWhenTheUnknownCannotMatter) {
  EXPECT_EQ(over_pairs("at_least 2 of %0 %0 %1"),
            (Words{"yes", "no", "undetermined", "yes", "no", "undetermined", "yes", "no",
                   "undetermined"}));
}

TEST(Interpret, AMemberIsOneOfSeveral) {
  Case degrees(R"(domain @Person : root Person
column Person.violence : ordered_enumeration { none, some, high }
column Person.grounds : set { race, religion }
%0 : truth @Person = column_is Person.violence some  ; rules 0
%1 : truth @Person = column_at_least Person.violence some  ; rules 0
%2 : truth @Person = column_includes Person.grounds religion  ; rules 0
)");
  runtime::Table& table = degrees.table(0);
  table.resize(4);
  for (std::uint32_t row = 0; row < 3; ++row) table.set_code(row, 0, row);
  table.set_members(0, 1, {});
  table.set_members(1, 1, {0, 1});
  EXPECT_EQ(degrees.truth(0, 0), "no");
  EXPECT_EQ(degrees.truth(0, 1), "yes");
  EXPECT_EQ(degrees.truth(0, 2), "no");
  EXPECT_EQ(degrees.truth(0, 3), "undetermined");
  EXPECT_EQ(degrees.truth(1, 0), "no");
  EXPECT_EQ(degrees.truth(1, 2), "yes");
  EXPECT_EQ(degrees.truth(1, 3), "undetermined");
  EXPECT_EQ(degrees.truth(2, 0), "no");
  EXPECT_EQ(degrees.truth(2, 1), "yes");
  EXPECT_EQ(degrees.truth(2, 2), "undetermined");
}

constexpr std::string_view numbers = R"(domain @Person : root Person
column Person.a : boolean
column Person.x : number -1000 to 1000 scale 10
column Person.y : number -100 to 100 scale 1
%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : number @Person = column_number Person.x  ; rules 0
%2 : number @Person = column_number Person.y  ; rules 0
%3 : number @Person = add %1 %2  ; rules 0
%4 : number @Person = subtract %1 %2  ; rules 0
%5 : number @Person = scale 1/3 %1  ; rules 0
%6 : number @Person = select %0 %1 %2  ; rules 0
%7 : truth @Person = less %1 %2  ; rules 0
%8 : truth @Person = less_equal %1 %2  ; rules 0
%9 : truth @Person = equal %1 %2  ; rules 0
)";

TEST(Interpret, NumbersAreExact) {
  Case sums(numbers);
  runtime::Table& table = sums.table(0);
  table.resize(1);
  table.set_number(0, 1, 25);  // 2.5
  table.set_number(0, 2, -4);
  EXPECT_EQ(sums.number(1), "2.5");
  EXPECT_EQ(sums.number(3), "-1.5");
  EXPECT_EQ(sums.number(4), "6.5");
  EXPECT_EQ(sums.number(5), "5/6");
  EXPECT_EQ(sums.truth(7), "no");
  EXPECT_EQ(sums.truth(8), "no");
  EXPECT_EQ(sums.truth(9), "no");
}

TEST(Interpret, NumbersOfDifferentScalesAreCompared) {
  Case sums(numbers);
  runtime::Table& table = sums.table(0);
  table.resize(1);
  table.set_number(0, 1, 40);
  table.set_number(0, 2, 4);
  EXPECT_EQ(sums.truth(7), "no");
  EXPECT_EQ(sums.truth(8), "yes");
  EXPECT_EQ(sums.truth(9), "yes");
}

TEST(Interpret, WhatIsMadeFromAnUnknownNumberIsUnknown) {
  Case sums(numbers);
  sums.table(0).resize(1);
  sums.table(0).set_number(0, 1, 0);
  for (const std::size_t value : {2U, 3U, 4U}) EXPECT_EQ(sums.number(value), "unknown");
  for (const std::size_t value : {7U, 8U, 9U}) EXPECT_EQ(sums.truth(value), "undetermined");
}

TEST(Interpret, AnUndeterminedChoiceIsKnownWhereBothSidesAgree) {
  Case sums(numbers);
  runtime::Table& table = sums.table(0);
  table.resize(4);
  for (const std::size_t row : {0U, 1U, 2U}) table.set_number(row, 1, 40);
  table.set_number(0, 2, 5);
  table.set_number(1, 2, 4);
  table.set_number(3, 2, 4);
  EXPECT_EQ(sums.number(6, 0), "unknown");  // 4 or 5
  EXPECT_EQ(sums.number(6, 1), "4");        // 4 either way
  EXPECT_EQ(sums.number(6, 2), "unknown");  // 4, or not known
  for (const std::size_t row : {0U, 1U, 2U, 3U}) table.set_truth(row, 0, row % 2 == 0);
  EXPECT_EQ(sums.number(6, 0), "4");
  EXPECT_EQ(sums.number(6, 1), "4");
  EXPECT_EQ(sums.number(6, 2), "4");
  EXPECT_EQ(sums.number(6, 3), "4");
}

constexpr std::string_view links = R"(domain @Person : root Person
domain @Person.nationalities : rows Nationality by Person.nationalities
column Person.a : boolean
column Person.x : number 0 to 9 scale 1
column Person.nationalities : rows to @Person.nationalities
column Person.nationalities.protects : boolean
column Person.nationalities.since : number 0 to 9 scale 1
%0 : truth @Person.nationalities = column_truth Person.nationalities.protects  ; rules 0
%1 : truth @Person = every Person.nationalities %0  ; rules 0
%2 : truth @Person = some Person.nationalities %0  ; rules 0
%3 : truth @Person = at_least_rows 2 of Person.nationalities %0  ; rules 0
%4 : number @Person = column_number Person.x  ; rules 0
%5 : number @Person.nationalities = broadcast_number %4  ; rules 0
%6 : number @Person.nationalities = column_number Person.nationalities.since  ; rules 0
%7 : truth @Person.nationalities = less %5 %6  ; rules 0
%8 : truth @Person = column_truth Person.a  ; rules 0
%9 : truth @Person.nationalities = broadcast_truth %8  ; rules 0
%10 : truth @Person.nationalities = and %7 %9  ; rules 0
%11 : truth @Person = some Person.nationalities %10  ; rules 0
)";

/// One case a row of `cases`, its linked rows' truths as letters: y, n, u; after `+` more may
/// exist.
void link(Case& linked, const std::vector<std::string>& cases) {
  runtime::Table& people = linked.table(0);
  runtime::Table& rows = linked.table(1);
  for (const std::string& letters : cases) {
    const std::size_t person = people.add_row();
    for (const char letter : letters) {
      if (letter == '+') continue;
      const std::size_t row = rows.add_row();
      if (letter != 'u') rows.set_truth(row, 0, letter == 'y');
    }
    people.set_rows_end(person, 2, static_cast<std::uint32_t>(rows.rows()));
    if (!letters.ends_with('+')) people.set_rows_known(person, 2);
  }
}

TEST(Interpret, QuantifiersCountTheRowsOfTheirOwnCase) {
  Case linked(links);
  link(linked, {"", "y", "yn", "yu", "nn", "uu", "yy", "yyn"});
  const auto all = [&](std::size_t value) {
    Words words;
    for (std::size_t row = 0; row < 8; ++row) words.push_back(linked.truth(value, row));
    return words;
  };
  EXPECT_EQ(all(1), (Words{"yes", "yes", "no", "undetermined", "no", "undetermined", "yes", "no"}));
  EXPECT_EQ(all(2), (Words{"no", "yes", "yes", "yes", "no", "undetermined", "yes", "yes"}));
  EXPECT_EQ(all(3), (Words{"no", "no", "no", "undetermined", "no", "undetermined", "yes", "yes"}));
}

TEST(Interpret, RowsThatMayNotBeListedLeaveOpenWhatTheyCouldChange) {
  Case linked(links);
  link(linked, {"+", "y+", "yn+", "nn+", "yy+"});
  const auto all = [&](std::size_t value) {
    Words words;
    for (std::size_t row = 0; row < 5; ++row) words.push_back(linked.truth(value, row));
    return words;
  };
  EXPECT_EQ(all(1), (Words{"undetermined", "undetermined", "no", "no", "undetermined"}));
  EXPECT_EQ(all(2), (Words{"undetermined", "yes", "yes", "undetermined", "yes"}));
  EXPECT_EQ(all(3), (Words{"undetermined", "undetermined", "undetermined", "undetermined", "yes"}));
}

TEST(Interpret, ABodySeesItsOwnParent) {
  Case linked(links);
  link(linked, {"y", "yy"});
  runtime::Table& people = linked.table(0);
  for (const std::size_t row : {0U, 1U}) {
    people.set_truth(row, 0, true);
    people.set_number(row, 1, row == 0 ? 5 : 3);
  }
  linked.table(1).set_number(0, 1, 4);
  linked.table(1).set_number(1, 1, 1);
  linked.table(1).set_number(2, 1, 4);
  EXPECT_EQ(linked.truth(11, 0), "no");   // 5 < 4
  EXPECT_EQ(linked.truth(11, 1), "yes");  // 3 < 4, in its second row
}

constexpr std::string_view references = R"(domain @Person : root Person
domain @*State : referenced State
column Person.home : reference to @*State
column Person.asylum : reference to @*State
column *State.party : boolean
column *State.share : number 0 to 100 scale 100
column *State.neighbour : reference to @*State
%0 : truth @Person = same_row Person.home Person.asylum  ; rules 0
%1 : truth @*State = column_truth *State.party  ; rules 0
%2 : truth @Person = through_truth Person.home %1  ; rules 0
%3 : number @*State = column_number *State.share  ; rules 0
%4 : number @Person = through_number Person.asylum %3  ; rules 0
%5 : truth @*State = through_truth *State.neighbour %1  ; rules 0
%6 : truth @Person = through_truth Person.home %5  ; rules 0
)";

TEST(Interpret, AReferenceReadsTheRowItNames) {
  Case people(references);
  people.table(0).resize(1);
  people.table(1).resize(3);
  people.table(0).set_reference(0, 0, 2);
  people.table(0).set_reference(0, 1, 1);
  people.table(1).set_truth(2, 0, true);
  people.table(1).set_number(1, 1, 30);
  people.table(1).set_reference(2, 2, 0);
  people.table(1).set_truth(0, 0, false);
  EXPECT_EQ(people.truth(0), "no");
  EXPECT_EQ(people.truth(2), "yes");
  EXPECT_EQ(people.number(4), "0.3");
  EXPECT_EQ(people.truth(6), "no");  // the neighbour's neighbour is a row the case reaches too
}

TEST(Interpret, AnUnknownReferenceAndARowThatIsNotThereTellNothing) {
  Case people(references);
  people.table(0).resize(1);
  people.table(0).set_reference(0, 0, 0);
  EXPECT_EQ(people.truth(0), "undetermined");
  EXPECT_EQ(people.truth(2), "undetermined");
  EXPECT_EQ(people.number(4), "unknown");
  people.batch().tables[1] = nullptr;
  EXPECT_EQ(people.truth(2), "undetermined");
  people.table(0).set_reference(0, 1, 0);
  EXPECT_EQ(people.truth(0), "yes");  // one row, whatever is known of it
}

TEST(Trace, KeepsTheRowsThatTheCaseReachesAndNoOthers) {
  Case people(references);
  people.table(0).resize(2);
  people.table(1).resize(4);
  people.table(0).set_reference(1, 0, 3);
  people.table(1).set_reference(3, 2, 1);
  const Trace found = trace(people.module(), people.batch(), 1);
  EXPECT_EQ(found.rows(ir::DomainId(0)), std::vector<std::size_t>{1});
  EXPECT_EQ(found.rows(ir::DomainId(1)), (std::vector<std::size_t>{1, 3}));
  EXPECT_EQ(found.truth(ir::ValueId(1), 3), Truth::Undetermined);
}

TEST(Evaluate, StoresPlanesAndScaledNumbers) {
  Case outputs(R"(domain @Person : root Person
column Person.a : boolean
column Person.x : number -100 to 100 scale 10
%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = not %0  ; rules 0
%2 : number @Person = column_number Person.x  ; rules 0
%3 : number @Person = scale 1/4 %2  ; rules 0
output "kind" : enumeration { a, b } %0 %1
output "part" : number %3
)");
  constexpr std::size_t rows = 70;
  outputs.table(0).resize(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    if (row % 3 != 2) outputs.table(0).set_truth(row, 0, row % 3 == 0);
    if (row % 5 != 4) outputs.table(0).set_number(row, 1, static_cast<std::int64_t>(row) - 50);
  }
  runtime::Results results(layout::output_shapes(outputs.module()), rows);
  evaluate(outputs.module(), outputs.batch(), results);
  const auto bit = [](const std::uint64_t* plane, std::size_t row) {
    return (plane[row / 64] >> (row % 64) & 1) != 0;
  };
  ASSERT_EQ(results.shapes()[1].scale, 40);
  for (std::size_t row = 0; row < rows; ++row) {
    EXPECT_EQ(bit(results.plane(0, 0, true), row), row % 3 == 0) << row;
    EXPECT_EQ(bit(results.plane(0, 0, false), row), row % 3 == 1) << row;
    EXPECT_EQ(bit(results.plane(0, 1, true), row), row % 3 == 1) << row;
    EXPECT_EQ(bit(results.plane(0, 1, false), row), row % 3 == 0) << row;
    EXPECT_EQ(bit(results.plane(1, 0, true), row), row % 5 != 4) << row;
    const std::int64_t wanted = row % 5 != 4 ? static_cast<std::int64_t>(row) - 50 : 0;
    EXPECT_EQ(results.numbers(1)[row], wanted) << row;
  }
}

}  // namespace
}  // namespace nansen::interpret
