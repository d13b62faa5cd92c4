// Statuses, rights and norms of the library over histories in which everything happens on the day
// on which it makes a difference: compiled code answers as the interpreter does, to the bit; and
// what is said of a history is not taken back when more becomes known of it.
//
// NANSEN_FUZZ_HISTORIES=1000000 test_differential --gtest_filter='FuzzHistories.*' does the same
// over at least so many histories, from a seed that the clock gives, which a failure names.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>

#include "compiler/backend/evaluator.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "tests/differential/histories.h"
#include "tests/differential/results.h"

namespace nansen::test {
namespace {

/// A module of histories with its native code.
class Asked {
 public:
  explicit Asked(const AskedHistories& histories) : histories_(histories) {
    code_ = backend::compile(histories.normal, {}, failure_);
    if (code_ != nullptr) scratch_ = code_->make_scratch();
  }

  /// Where the engines differ over `rows` histories; empty iff nowhere.
  std::string differs(Random& random, std::size_t rows) {
    if (code_ == nullptr) return failure_;
    const runtime::Batch batch = random_histories(histories_, random, {.rows = rows});
    runtime::Results wanted(layout::output_shapes(histories_.module), rows);
    interpret::evaluate(histories_.module, batch, wanted);
    return difference(histories_.module, wanted, answers(batch, rows), rows);
  }

  /// Where an answer to what is known in part does not hold when all is known; empty iff nowhere.
  std::string takes_back(Random& random, std::size_t rows) {
    if (code_ == nullptr) return failure_;
    Random again = random;
    const runtime::Batch partial = random_histories(histories_, random, {.rows = rows});
    const runtime::Batch full =
        random_histories(histories_, again, {.rows = rows, .complete = true});
    return withdrawn(histories_.module, answers(partial, rows), answers(full, rows), rows);
  }

 private:
  runtime::Results answers(const runtime::Batch& batch, std::size_t rows) {
    runtime::Results results(layout::output_shapes(histories_.normal), rows);
    code_->evaluate(batch, *scratch_, results);
    return results;
  }

  const AskedHistories& histories_;
  std::string failure_;
  std::unique_ptr<execute::Evaluator> code_;
  std::unique_ptr<execute::Evaluator::Scratch> scratch_;
};

/// Asks every instrument, some rows of each entity at a time, until `rows` are answered.
void answer(std::uint64_t seed, std::size_t rows, std::size_t rows_at_a_time) {
  SCOPED_TRACE(fmt::format("seed {}", seed));
  Random random(seed);
  const std::vector<std::string> instruments = timed_instruments();
  ASSERT_FALSE(instruments.empty());
  for (std::size_t answered = 0; answered < rows;) {
    for (const std::string& instrument : instruments) {
      for (const AskedHistories& histories : ask_histories(instrument, random)) {
        Asked asked(histories);
        ASSERT_EQ(asked.differs(random, rows_at_a_time), "") << histories.name << "\n"
                                                             << ir::print(histories.normal);
        ASSERT_EQ(asked.takes_back(random, 8 * rows_at_a_time), "") << histories.name << "\n"
                                                                    << ir::print(histories.normal);
        answered += rows_at_a_time;
      }
    }
  }
}

TEST(Histories, AreAnsweredAlikeAndAnswersAreNotTakenBack) { answer(1, 1, 500); }

TEST(FuzzHistories, AreAnsweredAlikeAndAnswersAreNotTakenBack) {
  const char* asked = std::getenv("NANSEN_FUZZ_HISTORIES");
  if (asked == nullptr) GTEST_SKIP() << "NANSEN_FUZZ_HISTORIES is not set";
  const auto clock = std::chrono::system_clock::now().time_since_epoch();
  answer(static_cast<std::uint64_t>(clock.count()), std::strtoull(asked, nullptr, 10), 3000);
}

}  // namespace
}  // namespace nansen::test
