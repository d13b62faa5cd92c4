#include "compiler/session/engine.h"

#include <gtest/gtest.h>

#include <thread>

#include "compiler/passes/passes.h"
#include "tests/support/random/kernel_checks.h"
#include "tests/support/random/random_batch.h"

namespace nansen::session {
namespace {

constexpr std::string_view text = R"(domain @A : root A
column A.x : number -500 to 30000 scale 100
column A.y : boolean
column A.z : boolean
%0 : number @A = column_number A.x  ; rules 0
%1 : truth @A = column_truth A.y  ; rules 0
%2 : truth @A = column_truth A.z  ; rules 0
%3 : number @A = constant_number 5  ; rules 0
%4 : truth @A = less %0 %3  ; rules 0
%5 : truth @A = or %1 %2 %4  ; rules 0
output "any" : truth %5
)";

/// Where an engine differs from the interpreter over a batch of its own; empty iff nowhere.
std::string disagreement(const ir::Module& module, Engine& engine, std::uint64_t seed) {
  test::Random random(seed);
  const std::size_t rows = 700;
  const runtime::Batch batch = test::random_batch(module, random, {.rows = rows});
  runtime::Results wanted(layout::output_shapes(module), rows);
  interpret::evaluate(module, batch, wanted);
  runtime::Results results(layout::output_shapes(module), rows);
  engine.evaluate(batch, results);
  return test::difference(wanted, results, rows);
}

TEST(EngineKinds, HaveNames) {
  for (const EngineKind kind : {EngineKind::Automatic, EngineKind::Native, EngineKind::Blockwise,
                                EngineKind::Interpreter}) {
    EXPECT_EQ(engine_called(name_of(kind)), kind);
  }
  EXPECT_EQ(engine_called("steam"), std::nullopt);
}

TEST(Engines, AnswerAlike) {
  const ir::Module module = passes::normalise(test::module_of(text));
  std::string error;
  const auto native = make_native(module, {}, error);
  ASSERT_NE(native, nullptr) << error;
  EXPECT_EQ(native->next(), EngineKind::Native);
  EXPECT_EQ(disagreement(module, *native, 1), "");
  const auto blockwise = make_blockwise(module);
  EXPECT_EQ(blockwise->next(), EngineKind::Blockwise);
  EXPECT_EQ(disagreement(module, *blockwise, 1), "");
  EXPECT_EQ(disagreement(module, *make_interpreter(module), 1), "");
}

// Whatever happens in between, each batch is answered right: before, while and after native code is
// made.
TEST(AutomaticEngine, HandsOverToNativeCodeBetweenBatches) {
  const ir::Module module = passes::normalise(test::module_of(text));
  const auto engine = make_automatic(module, {}, std::chrono::nanoseconds(0));
  EXPECT_EQ(engine->next(), EngineKind::Blockwise);
  std::uint64_t batches = 0;
  const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(2);
  while (engine->next() != EngineKind::Native) {
    ASSERT_EQ(disagreement(module, *engine, ++batches), "") << batches;
    ASSERT_LT(std::chrono::steady_clock::now(), give_up) << "native code never came";
  }
  for (int more = 0; more < 5; ++more) {
    EXPECT_EQ(disagreement(module, *engine, ++batches), "");
    EXPECT_EQ(engine->next(), EngineKind::Native);
  }
}

TEST(AutomaticEngine, MakesNoNativeCodeForWhatIsOverSoon) {
  const ir::Module module = passes::normalise(test::module_of(text));
  const auto engine = make_automatic(module, {}, std::chrono::hours(1));
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    EXPECT_EQ(disagreement(module, *engine, seed), "");
  }
  EXPECT_EQ(engine->next(), EngineKind::Blockwise);
  EXPECT_FALSE(is_work_left());
}

// The engine goes while its native code is being made: it waits, and leaves nothing behind.
TEST(AutomaticEngine, GoesWhileNativeCodeIsBeingMade) {
  const ir::Module module = passes::normalise(test::module_of(text));
  for (std::uint64_t seed = 0; seed < 8; ++seed) {
    const auto engine = make_automatic(module, {}, std::chrono::nanoseconds(0));
    EXPECT_EQ(disagreement(module, *engine, seed), "");
  }
  EXPECT_FALSE(is_work_left());
}

TEST(AutomaticEngine, SeveralServeTheirThreadsAtOnce) {
  const ir::Module module = passes::normalise(test::module_of(text));
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::size_t index = 0; index < found.size(); ++index) {
    threads.emplace_back([&, index] {
      const auto engine = make_automatic(module, {}, std::chrono::nanoseconds(0));
      for (std::uint64_t seed = 0; seed < 30; ++seed) {
        found[index] += disagreement(module, *engine, 100 * index + seed);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(found, std::vector<std::string>(4));
}

}  // namespace
}  // namespace nansen::session
