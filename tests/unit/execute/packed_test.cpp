// Cases answer the same wherever they lie, in whatever pieces, on any number of threads.
#include "tests/unit/execute/contestants.h"

namespace nansen::execute {
namespace {

void expect_agreement(const ir::Module& module, const runtime::Batch& batch) {
  const auto evaluator = evaluator_of(module);
  const runtime::Results expected = interpreted(module, batch);
  const auto packed = pack(*evaluator, Cases(batch));
  ASSERT_NE(packed, nullptr);
  EXPECT_EQ(packed->rows(), batch.tables[0]->rows());
  for (const unsigned threads : {1U, 3U}) {
    EXPECT_EQ(wrong(module, *evaluator, Cases(batch), threads, expected), "") << ir::print(module);
    EXPECT_EQ(wrong(module, *evaluator, Cases(*packed), threads, expected), "")
        << "packed " << ir::print(module);
  }
  if (!can_be_fetched(module)) return;
  const TableSource source(*batch.tables[0]);
  runtime::Batch others = batch;
  others.tables[0] = nullptr;
  const auto fetched = pack(*evaluator, Cases(source, others));
  ASSERT_NE(fetched, nullptr);
  for (const unsigned threads : {1U, 3U}) {
    EXPECT_EQ(wrong(module, *evaluator, Cases(source, others), threads, expected), "");
    EXPECT_EQ(wrong(module, *evaluator, Cases(*fetched), threads, expected), "");
  }
}

TEST(Packed, AgreesOnRandomModulesForAwkwardNumbersOfRows) {
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    test::Random random(seed);
    const ir::Module module =
        test::random_module(random, {.instructions = 20 + random.below(60), .outputs = 5});
    for (const std::size_t rows : {0U, 1U, 63U, 64U, 65U, 511U, 512U, 513U}) {
      expect_agreement(module, batch_of(module, seed, rows));
    }
  }
}

// Tiles, pieces, and a row more and less.
TEST(Packed, AgreesWhereTilesAndPiecesBeginAndEnd) {
  for (std::uint64_t seed = 0; seed < 3; ++seed) {
    test::Random random(seed);
    const ir::Module module = test::random_module(random, {.instructions = 25, .outputs = 3});
    for (const std::size_t rows : {4'095U, 4'096U, 4'097U, 16'383U, 16'384U, 16'385U, 40'001U}) {
      expect_agreement(module, batch_of(module, rows, rows));
    }
  }
}

constexpr const char* linked_module = R"(domain @A : root A
domain @A.rows : rows B by A.rows
domain @A.rows.parts : rows C by A.rows.parts
domain @*S : referenced S
column A.x : boolean
column A.n : number -1000 to 1000 scale 1
column A.rows : rows to @A.rows
column A.state : reference to @*S
column A.rows.y : boolean
column A.rows.m : number -1000 to 1000 scale 1
column A.rows.parts : rows to @A.rows.parts
column A.rows.parts.z : boolean
column *S.w : boolean
)";

std::string linked_text() {
  return std::string(linked_module) + R"(%0 : truth @A = column_truth A.x  ; rules 0
%1 : truth @A.rows = broadcast_truth %0  ; rules 0
%2 : number @A = column_number A.n  ; rules 0
%3 : number @A.rows = broadcast_number %2  ; rules 0
%4 : number @A.rows = column_number A.rows.m  ; rules 0
%5 : truth @A.rows = less %3 %4  ; rules 0
%6 : truth @A.rows = column_truth A.rows.y  ; rules 0
%7 : truth @A.rows.parts = broadcast_truth %5  ; rules 0
%8 : truth @A.rows.parts = column_truth A.rows.parts.z  ; rules 0
%9 : truth @A.rows.parts = or %7 %8  ; rules 0
%10 : truth @A.rows = every A.rows.parts %9  ; rules 0
%11 : truth @A.rows = and %1 %6 %10  ; rules 0
%12 : truth @A = at_least_rows 2 of A.rows %11  ; rules 0
%13 : truth @A = some A.rows %11  ; rules 0
%14 : truth @*S = column_truth *S.w  ; rules 0
%15 : truth @A = through_truth A.state %14  ; rules 0
%16 : truth @A = and %13 %15  ; rules 0
output "two" : truth %12
output "some" : truth %13
output "again" : truth %13
output "seen" : truth %16
)";
}

TEST(Packed, CarriesLinkedRowsOfLinkedRowsAcrossPieces) {
  const ir::Module module = test::module_of(linked_text());
  for (const std::size_t rows : {1U, 511U, 513U, 4'097U, 16'385U, 33'000U}) {
    expect_agreement(module, batch_of(module, rows, rows));
  }
}

TEST(Packed, SaysWhenAValueIsRefused) {
  const ir::Module module = test::module_of(R"(domain @A : root A
column A.x : boolean
%0 : truth @A = column_truth A.x  ; rules 0
output "o" : truth %0
)");
  const auto evaluator = evaluator_of(module);
  const runtime::Batch batch = batch_of(module, 1, 100'000);
  TableSource source(*batch.tables[0]);
  source.refused_column = 0;
  source.refused_row = 70'000;
  runtime::Results results(layout::output_shapes(module), 100'000);
  Counts counts;
  for (const unsigned threads : {1U, 2U}) {
    EXPECT_FALSE(evaluate(*evaluator, Cases(source, batch), results, threads));
    EXPECT_FALSE(count(*evaluator, module, Cases(source, batch), {}, counts, threads));
  }
  EXPECT_EQ(pack(*evaluator, Cases(source, batch)), nullptr);
}

}  // namespace
}  // namespace nansen::execute
