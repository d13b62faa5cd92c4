// One evaluator, eight threads: answers, counts, explanations and allocations at once.
#include <atomic>
#include <thread>

#include "tests/embed/support.h"

namespace nansen::embed_test {
namespace {

constexpr std::size_t rows = 3000;
constexpr int rounds = 8;

void ask(const Evaluator& evaluator, const Batch& batch, std::atomic<int>& wrong) {
  for (int round = 0; round < rounds; ++round) {
    Rows persons(rows);
    std::vector<std::optional<bool>> fled(rows);
    std::vector<std::optional<std::int64_t>> ages(rows);
    std::vector<std::optional<std::string>> reasons(rows, "race");
    for (std::size_t row = 0; row < rows; ++row) {
      if (row % 3 != 0) fled[row] = row % 3 == 1;
      ages[row] = static_cast<std::int64_t>(row % 120);
    }
    persons.truths("fled", fled).numbers("age", ages).texts("reason", reasons);
    const Table answers = evaluator.evaluate({persons.table()}, round % 2 == 0 ? 1 : 2);
    for (std::size_t row = 0; row < rows; ++row) {
      std::optional<bool> expected;
      if (row % 120 >= 100 || row % 3 == 2) {
        expected = false;
      } else if (row % 3 == 1) {
        expected = true;
      }
      if (answers.truth("shelter.sheltered", row) != expected) ++wrong;
    }
    if (evaluator.evaluate(batch).rows() != 3) ++wrong;
    if (evaluator.count(batch, "reason").rows() != 4) ++wrong;
    Rows one(3);
    fill(one);
    const std::string why = evaluator.explain({one.table()}, 2, {.definition = "sheltered"});
    if (why.find("cem") == std::string::npos) ++wrong;
    Rows states(2);
    states.texts("id", {"FRA", "USA"}).numbers("size", {1, 3});
    if (evaluator.allocate({states.table()}).number("quota", 1) != 75) ++wrong;
    if (evaluator.processor().empty() || evaluator.schema().empty()) ++wrong;
  }
}

class ThreadsTest : public testing::TestWithParam<nansen_engine> {};

INSTANTIATE_TEST_SUITE_P(Engines, ThreadsTest,
                         testing::Values(NANSEN_ENGINE_AUTOMATIC, NANSEN_ENGINE_NATIVE,
                                         NANSEN_ENGINE_BLOCKWISE, NANSEN_ENGINE_INTERPRETER),
                         [](const auto& engine) { return std::to_string(engine.param); });

TEST_P(ThreadsTest, EightAskOneEvaluatorAtOnce) {
  const Evaluator evaluator = Evaluator::compile({.text = provisions, .engine = GetParam()});
  Rows persons(3);
  fill(persons);
  const Batch batch = evaluator.batch({persons.table()});
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&] { ask(evaluator, batch, wrong); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

TEST(Threads, CompileAndFailAtOnce) {
  std::atomic<int> wrong = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 8; ++thread) {
    threads.emplace_back([&wrong, thread] {
      try {
        const std::string text = thread % 2 == 0 ? provisions : "instrument {";
        const Evaluator evaluator =
            Evaluator::compile({.text = text, .engine = NANSEN_ENGINE_BLOCKWISE});
        if (thread % 2 != 0) ++wrong;
      } catch (const Error& error) {
        if (thread % 2 == 0 || error.status() != NANSEN_PROVISION_ERROR) ++wrong;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace nansen::embed_test
