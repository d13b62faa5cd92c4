// Counts by group are what one gets by counting the interpreter's answers one by one.
#include <map>

#include "tests/unit/execute/contestants.h"

namespace nansen::execute {
namespace {

std::string grouped_text(std::size_t members, std::size_t outputs) {
  std::string text =
      "domain @A : root A\ndomain @*S : referenced S\n"
      "column A.x : boolean\ncolumn A.y : boolean\ncolumn A.country : enumeration {";
  for (std::size_t member = 0; member < members; ++member) {
    text += (member == 0 ? " m" : ", m") + std::to_string(member);
  }
  text +=
      " }\ncolumn A.state : reference to @*S\ncolumn A.persons : number -5 to 100 scale 1\n"
      "column *S.w : boolean\n"
      "%0 : truth @A = column_truth A.x  ; rules 0\n"
      "%1 : truth @A = column_truth A.y  ; rules 0\n"
      "%2 : truth @A = and %0 %1  ; rules 0\n"
      "%3 : truth @A = or %0 %1  ; rules 0\n"
      "%4 : number @A = column_number A.persons  ; rules 0\n"
      "%5 : truth @A = not %0  ; rules 0\n"
      "%6 : truth @*S = column_truth *S.w  ; rules 0\n"
      "%7 : truth @A = through_truth A.state %6  ; rules 0\n"
      "output \"persons\" : number %4\n";
  for (std::size_t output = 0; output < outputs; ++output) {
    const char* const values[] = {"%0", "%2", "%3", "%5", "%7"};
    text += "output \"o" + std::to_string(output) + "\" : truth " + values[output % 5] + "\n";
  }
  return text;
}

bool bit(const void* plane, std::size_t row) {
  return (static_cast<const std::uint64_t*>(plane)[row / 64] >> (row % 64) & 1) != 0;
}

Counts counted_one_by_one(const ir::Module& module, const runtime::Batch& batch,
                          const Grouping& grouping) {
  const runtime::Results results = interpreted(module, batch);
  const runtime::Table& cases = *batch.tables[0];
  Counts counts;
  counts.groups = 1;
  std::size_t by = 0;
  if (grouping.by.valid()) {
    by = layout::position_of(module, grouping.by);
    const ir::Column& column = module.columns[grouping.by];
    const bool reference = column.kind == ir::ColumnKind::Reference;
    const auto& states = batch.tables[1];
    counts.groups =
        1 + (reference ? (states == nullptr ? 0 : states->rows()) : column.members.size());
  }
  for (std::size_t output = 0; output < module.outputs.size(); ++output) {
    if (module.outputs[output].kind == ir::OutputKind::Truth) counts.outputs.push_back(output);
  }
  counts.yes.resize(counts.outputs.size() * counts.groups);
  const bool no_wanted = grouping.wanted == Wanted::All;
  const bool undetermined_wanted = grouping.wanted != Wanted::Yes;
  if (undetermined_wanted) counts.undetermined.resize(counts.yes.size());
  if (no_wanted) counts.no.resize(counts.yes.size());
  for (std::size_t row = 0; row < cases.rows(); ++row) {
    std::size_t group = 0;
    if (grouping.by.valid()) {
      group = counts.groups - 1;
      if (cases.plane(row, by, 0)) {
        group = std::min(group, static_cast<std::size_t>(cases.number(row, by)));
      }
    }
    std::int64_t weight = 1;
    if (grouping.weight.valid()) {
      const std::size_t column = layout::position_of(module, grouping.weight);
      weight = cases.plane(row, column, 0) ? cases.number(row, column) : 0;
    }
    for (std::size_t output = 0; output < counts.outputs.size(); ++output) {
      const std::size_t place = output * counts.groups + group;
      const bool yes = bit(results.plane(counts.outputs[output], 0, true), row);
      const bool no = bit(results.plane(counts.outputs[output], 0, false), row);
      if (yes) counts.yes[place] += weight;
      if (no && no_wanted) counts.no[place] += weight;
      if (!yes && !no && undetermined_wanted) counts.undetermined[place] += weight;
    }
  }
  return counts;
}

void expect_counts(const ir::Module& module, std::size_t rows, const Grouping& grouping) {
  const runtime::Batch batch = batch_of(module, rows, rows);
  const auto evaluator = evaluator_of(module);
  const Counts expected = counted_one_by_one(module, batch, grouping);
  const auto packed = pack(*evaluator, Cases(batch));
  const TableSource source(*batch.tables[0]);
  for (const unsigned threads : {1U, 3U}) {
    for (const Cases& cases : {Cases(batch), Cases(*packed), Cases(source, batch)}) {
      Counts counts;
      ASSERT_TRUE(count(*evaluator, module, cases, grouping, counts, threads));
      EXPECT_EQ(counts.groups, expected.groups);
      EXPECT_EQ(counts.outputs, expected.outputs);
      EXPECT_EQ(counts.yes, expected.yes) << rows;
      EXPECT_EQ(counts.undetermined, expected.undetermined) << rows;
      EXPECT_EQ(counts.no, expected.no) << rows;
    }
  }
}

ir::ColumnId column_of(const ir::Module& module, std::string_view name) {
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    if (module.columns[ir::ColumnId(index)].name == name) return ir::ColumnId(index);
  }
  return {};
}

constexpr Wanted all_wanted[] = {Wanted::Yes, Wanted::YesAndUndetermined, Wanted::All};

class CountsOf : public testing::TestWithParam<std::size_t> {};

TEST_P(CountsOf, AllCases) {
  const ir::Module module = test::module_of(grouped_text(5, 5));
  for (const Wanted wanted : all_wanted) {
    expect_counts(module, GetParam(), {.by = {}, .weight = {}, .wanted = wanted});
  }
}

TEST_P(CountsOf, MembersOfAnEnumeration) {
  // Codes of one byte and of two, and more outputs than are counted at once.
  for (const auto& [members, outputs] :
       std::vector<std::pair<std::size_t, std::size_t>>{{3, 2}, {200, 11}, {300, 3}}) {
    const ir::Module module = test::module_of(grouped_text(members, outputs));
    for (const Wanted wanted : all_wanted) {
      expect_counts(module, GetParam(),
                    {.by = column_of(module, "country"), .weight = {}, .wanted = wanted});
    }
  }
}

TEST_P(CountsOf, RowsOfATable) {
  const ir::Module module = test::module_of(grouped_text(3, 5));
  expect_counts(module, GetParam(),
                {.by = column_of(module, "state"), .weight = {}, .wanted = Wanted::All});
}

TEST_P(CountsOf, WeightedCases) {
  const ir::Module module = test::module_of(grouped_text(7, 5));
  const ir::ColumnId persons = column_of(module, "persons");
  for (const Wanted wanted : all_wanted) {
    expect_counts(module, GetParam(), {.by = {}, .weight = persons, .wanted = wanted});
    expect_counts(module, GetParam(),
                  {.by = column_of(module, "country"), .weight = persons, .wanted = wanted});
  }
}

INSTANTIATE_TEST_SUITE_P(Rows, CountsOf,
                         testing::Values(0, 1, 63, 64, 65, 511, 512, 513, 4'097, 16'385, 70'001));

}  // namespace
}  // namespace nansen::execute
