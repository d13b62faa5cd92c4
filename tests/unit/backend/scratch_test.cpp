// What an evaluator remembers of the batch and the results before never reaches the next answers.
#include "compiler/execute/packed.h"
#include "tests/support/random/random_batch.h"
#include "tests/unit/backend/backend_test.h"
#include "tests/unit/backend/given_source.h"

namespace nansen::backend {
namespace {

constexpr std::string_view one_kernel = R"(domain @A : root A
column A.x : boolean
column A.y : boolean
column A.small : number 0 to 40 scale 1
%0 : truth @A = column_truth A.x  ; rules 0
%1 : truth @A = column_truth A.y  ; rules 0
%2 : number @A = column_number A.small  ; rules 0
%3 : number @A = constant_number 10  ; rules 0
%4 : truth @A = less %3 %2  ; rules 0
%5 : truth @A = or %0 %4  ; rules 0
%6 : truth @A = and %1 %4  ; rules 0
output "either" : truth %5
output "both" : truth %6
)";
constexpr std::size_t small = 2;

/// Answers by one scratch, again and again.
class Scratch : public testing::Test {
 protected:
  runtime::Batch batch_of(std::uint64_t seed, std::size_t rows) const {
    test::Random random(seed);
    return test::random_batch(module_, random, {.rows = rows});
  }
  runtime::Results room(std::size_t rows) const {
    return runtime::Results(layout::output_shapes(module_), rows);
  }

  /// Answers `batch` into `results`, which may hold answers to other rows.
  void expect_answers(const runtime::Batch& batch, runtime::Results& results,
                      const std::string& when) {
    evaluator_->evaluate(batch, *scratch_, results);
    EXPECT_EQ(difference(results, interpreted(batch), batch.tables[0]->rows()), "") << when;
  }
  void expect_answers(const execute::Cases& cases, const runtime::Batch& same,
                      const std::string& when) {
    runtime::Results results = room(cases.rows());
    ASSERT_TRUE(evaluator_->evaluate_rows(cases, 0, cases.rows(), {}, *scratch_, results,
                                          /*keep=*/true, nullptr));
    EXPECT_EQ(difference(results, interpreted(same), cases.rows()), "") << when;
  }

  runtime::Results interpreted(const runtime::Batch& batch) const {
    runtime::Results results = room(batch.tables[0]->rows());
    interpret::evaluate(module_, batch, results);
    return results;
  }

  ir::Module module_ = module_of(one_kernel);
  std::unique_ptr<execute::Evaluator> evaluator_ = compiled(module_);
  std::unique_ptr<execute::Evaluator::Scratch> scratch_ = evaluator_->make_scratch();
};

TEST_F(Scratch, ServesAnyBatchAndAnyResults) {
  const runtime::Batch first = batch_of(1, 1'000);
  const runtime::Batch second = batch_of(2, 1'000);
  const runtime::Batch longer = batch_of(3, 40'000);
  runtime::Results results = room(1'000);
  runtime::Results others = room(1'000);
  runtime::Results larger = room(50'000);
  expect_answers(first, results, "the first batch");
  expect_answers(first, results, "the same again");
  expect_answers(second, results, "another batch of as many rows");
  expect_answers(second, others, "other results");
  expect_answers(second, larger, "larger results");
  expect_answers(longer, larger, "a longer batch");
  expect_answers(first, larger, "a shorter one again");
  expect_answers(first, results, "the first results again");
}

TEST_F(Scratch, ServesCasesWhereverTheyLie) {
  const runtime::Batch batch = batch_of(4, 40'000);
  const auto packed = execute::pack(*evaluator_, execute::Cases(batch));
  GivenSource source(module_, *batch.tables[0], 3);
  runtime::Results results = room(40'000);
  for (int turn = 0; turn < 2; ++turn) {
    expect_answers(batch, results, "columns");
    expect_answers(execute::Cases(*packed), batch, "packed");
    expect_answers(execute::Cases(source, batch), batch, "where others have them");
  }
  // From the middle on, into the same results.
  runtime::Results part = room(40'000);
  for (const std::size_t from : {std::size_t{0}, execute::piece_rows}) {
    ASSERT_TRUE(evaluator_->evaluate_rows(execute::Cases(batch), from, 40'000 - from, {}, *scratch_,
                                          part, /*keep=*/true, nullptr));
  }
  EXPECT_EQ(difference(part, interpreted(batch), 40'000), "");
}

TEST_F(Scratch, ForgetsAValueThatWasRefused) {
  const runtime::Batch batch = batch_of(5, 40'000);
  GivenSource source(module_, *batch.tables[0], 0);
  source.put(small, 20'000, 41);
  source.set_known(small, 20'000, true);
  runtime::Results refused = room(40'000);
  EXPECT_FALSE(evaluator_->evaluate_rows(execute::Cases(source, batch), 0, 40'000, {}, *scratch_,
                                         refused, /*keep=*/true, nullptr));
  runtime::Results results = room(40'000);
  expect_answers(batch, results, "columns, afterwards");
}

}  // namespace
}  // namespace nansen::backend
