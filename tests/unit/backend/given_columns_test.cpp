// Columns that are read where others have them: booleans as values and validity, on any byte, and
// integers that kernels hold against their ranges.
#include "compiler/execute/packed.h"
#include "tests/support/random/random_batch.h"
#include "tests/unit/backend/backend_test.h"
#include "tests/unit/backend/given_source.h"

namespace nansen::backend {
namespace {

// A number whose range lacks zero, and one of which nothing but whether it is known matters.
constexpr std::string_view one_kernel = R"(domain @A : root A
column A.x : boolean
column A.y : boolean
column A.day : number -719162 to 2932896 scale 1
column A.small : number 0 to 40 scale 1
column A.country : enumeration { a, b, c }
column A.rank : number 5 to 90 scale 1
column A.amount : number -100 to 70000 scale 1
column A.large : number -1 to 3000000000000 scale 1
calendar "work" : weekend { saturday, sunday } holidays { } yearly { }
%0 : truth @A = column_truth A.x  ; rules 0
%1 : truth @A = column_truth A.y  ; rules 0
%2 : number @A = column_number A.day  ; rules 0
%3 : number @A = constant_number 10  ; rules 0
%4 : truth @A = less %2 %3  ; rules 0
%5 : number @A = column_number A.small  ; rules 0
%6 : truth @A = less %3 %5  ; rules 0
%7 : truth @A = column_is A.country b  ; rules 0
%8 : truth @A = not %1  ; rules 0
%9 : truth @A = and %0 %8 %4  ; rules 0
%10 : number @A = column_number A.rank  ; rules 0
%11 : truth @A = less %5 %10  ; rules 0
%12 : truth @A = or %9 %6 %7 %11  ; rules 0
%13 : number @A = column_number A.amount  ; rules 0
%14 : number @A = constant_number 100000  ; rules 0
%15 : truth @A = less %13 %14  ; rules 0
%16 : number @A = next_working_day "work" %2  ; rules 0
%17 : number @A = column_number A.large  ; rules 0
output "both" : truth %9
output "either" : truth %12
output "known" : truth %15
output "small" : number %5
output "later" : date %16
output "large" : number %17
)";
constexpr std::size_t day = 2;
constexpr std::size_t small = 3;
constexpr std::size_t country = 4;
constexpr std::size_t rank = 5;
constexpr std::size_t amount = 6;
constexpr std::size_t large = 7;

// Two kernels over the cases, one before and one after what is looked up in another table.
constexpr std::string_view several_kernels = R"(domain @A : root A
domain @*State : referenced State
column A.x : boolean
column A.y : boolean
column A.day : number -719162 to 2932896 scale 1
column A.small : number 0 to 40 scale 1
column A.country : enumeration { a, b, c }
column A.home : reference to @*State
column *State.party : boolean
column *State.quota : number 0 to 250 scale 1
%0 : truth @A = column_truth A.x  ; rules 0
%1 : truth @A = column_truth A.y  ; rules 0
%2 : truth @*State = column_truth *State.party  ; rules 0
%3 : truth @*State = not %2  ; rules 0
%4 : truth @A = through_truth A.home %3  ; rules 0
%5 : number @*State = column_number *State.quota  ; rules 0
%6 : number @A = through_number A.home %5  ; rules 0
%7 : number @A = column_number A.small  ; rules 0
%8 : truth @A = less %7 %6  ; rules 0
%9 : number @A = column_number A.day  ; rules 0
%10 : truth @A = less %9 %6  ; rules 0
%11 : truth @A = column_is A.country c  ; rules 0
%12 : truth @A = and %0 %4 %8  ; rules 0
%13 : truth @A = or %1 %10 %11 %12  ; rules 0
output "all" : truth %12
output "any" : truth %13
)";

runtime::Batch drawn(const ir::Module& module, std::size_t rows, std::uint64_t seed) {
  test::Random random(seed);
  return test::random_batch(module, random, {.rows = rows});
}

/// Answers of compiled code that are not the interpreter's, in words; empty iff there are none.
class Asked {
 public:
  Asked(std::string_view text, std::size_t rows, std::uint64_t seed = 1)
      : module(module_of(text)),
        batch(drawn(module, rows, seed)),
        expected(layout::output_shapes(module), rows) {
    interpret::evaluate(module, batch, expected);
  }

  std::string disagreement(const execute::Evaluator& evaluator, const GivenSource& source,
                           unsigned threads = 1) const {
    const std::size_t rows = source.rows();
    runtime::Results results(layout::output_shapes(module), rows);
    if (!execute::evaluate(evaluator, execute::Cases(source, batch), results, threads)) {
      return "a value is refused";
    }
    return difference(results, expected, rows);
  }

  GivenSource source(std::size_t shift = 3, std::set<std::size_t> elsewhere = {}) const {
    return GivenSource(module, *batch.tables[0], shift, std::move(elsewhere));
  }

  const ir::Module module;
  const runtime::Batch batch;
  runtime::Results expected;
};

TEST(GivenColumns, AreAnsweredAsTheInterpreterDoes) {
  for (const std::string_view text : {one_kernel, several_kernels}) {
    for (const bool optimise : {false, true}) {
      const auto evaluator = compiled(module_of(text), {.optimise = optimise});
      for (const std::size_t rows : {0U, 1U, 511U, 512U, 513U, 16'384U, 16'385U, 40'001U}) {
        const Asked asked(text, rows, rows);
        for (const std::size_t shift : {0U, 3U}) {
          for (const auto& elsewhere : {std::set<std::size_t>{}, {1, 4}, {2}, {0, 3}}) {
            const GivenSource source = asked.source(shift, elsewhere);
            for (const unsigned threads : {1U, 2U}) {
              EXPECT_EQ(asked.disagreement(*evaluator, source, threads), "")
                  << rows << " rows, shift " << shift;
            }
          }
        }
      }
    }
  }
}

TEST(GivenColumns, AreReadInLongStretchesWhereAllLie) {
  const std::size_t rows = 2 * execute::given_rows + 1000;
  const Asked asked(one_kernel, rows);
  const auto evaluator = compiled(asked.module);
  const GivenSource far = asked.source();
  EXPECT_EQ(asked.disagreement(*evaluator, far), "");
  EXPECT_EQ(far.longest(), execute::given_rows);
  // The first column, so that no other is asked for in vain before it.
  const GivenSource near = asked.source(3, {0});
  EXPECT_EQ(asked.disagreement(*evaluator, near), "");
  EXPECT_EQ(near.longest(), execute::piece_rows);
}

/// Integers that their columns do not allow.
struct Foreign {
  std::size_t column;
  std::int64_t value;
};
constexpr Foreign foreign[] = {
    {day, -719'163},  {day, 2'932'897},   {day, INT32_MIN},    {day, INT32_MAX},
    {small, 41},      {small, -1},        {small, INT8_MIN},   {country, 3},
    {country, 255},   {rank, 4},          {rank, 91},          {rank, -1},
    {amount, 70'001}, {amount, -101},     {amount, INT32_MIN}, {large, 3'000'000'000'001},
    {large, -2},      {large, INT64_MIN}, {large, INT64_MAX}};

TEST(GivenColumns, MayHoldAnythingWhereNothingIsKnown) {
  for (const std::size_t rows : {513U, 20'000U, 300'000U}) {
    const Asked asked(one_kernel, rows);
    const auto evaluator = compiled(asked.module);
    for (const Foreign& each : foreign) {
      for (const std::size_t from : {std::size_t{0}, rows / 2, rows - 600 % rows}) {
        GivenSource source = asked.source();
        std::size_t row = from;
        while (row < rows && source.is_known(each.column, row)) ++row;
        if (row == rows) continue;
        source.put(each.column, row, each.value);
        ASSERT_EQ(asked.disagreement(*evaluator, source, 1), "")
            << "column " << each.column << ", row " << row << ": " << each.value;
      }
    }
    // Everywhere at once.
    GivenSource source = asked.source();
    test::Random random(rows);
    for (const Foreign& each : foreign) {
      for (std::size_t row = 0; row < rows; ++row) {
        if (!source.is_known(each.column, row) && random.chance(30)) {
          source.put(each.column, row, each.value);
        }
      }
    }
    for (const unsigned threads : {1U, 2U}) {
      EXPECT_EQ(asked.disagreement(*evaluator, source, threads), "") << rows << " rows";
    }
  }
}

TEST(GivenColumns, AreRefusedWhereAValueIsNotAllowed) {
  for (const std::size_t rows : {513U, 20'000U, 300'000U}) {
    const Asked asked(one_kernel, rows);
    const auto evaluator = compiled(asked.module);
    for (const Foreign& each : foreign) {
      for (const std::size_t row : {std::size_t{0}, rows / 2, rows - 1}) {
        GivenSource source = asked.source();
        source.set_known(each.column, row, true);
        source.put(each.column, row, each.value);
        ASSERT_EQ(asked.disagreement(*evaluator, source, 1), "a value is refused")
            << "column " << each.column << ", row " << row << ": " << each.value;
      }
    }
  }
}

TEST(GivenColumns, OfSeveralKernelsAreHeldAgainstTheirRanges) {
  const std::size_t rows = 40'000;
  const Asked asked(several_kernels, rows);
  const auto evaluator = compiled(asked.module);
  for (const Foreign& each : {Foreign{day, INT32_MAX}, {small, -1}, {country, 200}}) {
    for (std::size_t row = 0; row < rows; row += 7'001) {
      GivenSource source = asked.source();
      const bool known = source.is_known(each.column, row);
      source.put(each.column, row, each.value);
      EXPECT_EQ(asked.disagreement(*evaluator, source), known ? "a value is refused" : "")
          << "column " << each.column << ", row " << row << ": " << each.value;
    }
  }
}

/// Counting the cases of `source` gives what counting the batch does that it was made of.
void expect_same_counts(const Asked& asked, const execute::Evaluator& evaluator,
                        const GivenSource& source, const execute::Grouping& grouping) {
  execute::Counts counts;
  execute::Counts expected;
  ASSERT_TRUE(
      execute::count(evaluator, asked.module, execute::Cases(asked.batch), grouping, expected));
  ASSERT_TRUE(execute::count(evaluator, asked.module, execute::Cases(source, asked.batch), grouping,
                             counts));
  EXPECT_EQ(counts.yes, expected.yes);
  EXPECT_EQ(counts.undetermined, expected.undetermined);
  EXPECT_EQ(counts.no, expected.no);
}

/// The first row from `row` on whose day is not known.
std::size_t without_day(const GivenSource& source, std::size_t row) {
  while (source.is_known(day, row)) ++row;
  return row;
}

// What answers are counted by is fetched, so that it lies where it can be read.
TEST(GivenColumns, AreCountedBy) {
  const Asked asked(one_kernel, 20'001);
  const auto evaluator = compiled(asked.module);
  for (const bool spoiled : {false, true}) {
    GivenSource source = asked.source(5);
    for (std::size_t row = 0; spoiled && row < 20'001; ++row) {
      if (!source.is_known(day, row)) source.put(day, row, INT32_MIN);
    }
    expect_same_counts(asked, *evaluator, source, {.by = ir::ColumnId(country), .weight = {}});
    expect_same_counts(asked, *evaluator, source, {.by = {}, .weight = ir::ColumnId(day)});
  }
}

// Results of counting hold a short stretch, however long ago a value had to be looked at.
TEST(GivenColumns, AreCountedLongAfterAValueThatIsNotAllowed) {
  const Asked asked(one_kernel, 10 * execute::given_rows);
  const auto evaluator = compiled(asked.module);
  GivenSource source = asked.source();
  source.put(day, without_day(source, 0), INT32_MAX);
  expect_same_counts(asked, *evaluator, source, {});
  expect_same_counts(asked, *evaluator, source, {.by = ir::ColumnId(country), .weight = {}});
  EXPECT_LE(source.longest(), execute::piece_rows);
}

}  // namespace
}  // namespace nansen::backend
