// Random modules over random facts: the text reads back, and every engine answers as the
// interpreter does, to the bit, at the numbers of rows where blocks, words and their tails begin
// and end.
#include <gtest/gtest.h>

#include <set>

#include "compiler/ir/opcode.h"
#include "compiler/passes/passes.h"
#include "tests/differential/engines.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"

namespace nansen::test {
namespace {

class RandomModule : public testing::TestWithParam<std::uint64_t> {
 protected:
  ir::Module make() {
    return random_module(random_, {.instructions = 10 + random_.below(70), .outputs = 5});
  }
  Random random_{GetParam()};
};

TEST_P(RandomModule, VerifiesAndReadsBackAsItWasWritten) {
  const ir::Module module = make();
  EXPECT_EQ(ir::verify(module), std::vector<std::string>());
  ir::Module again;
  std::string error;
  ASSERT_TRUE(ir::parse(ir::print(module), again, error)) << error;
  EXPECT_EQ(again, module);
}

TEST_P(RandomModule, HasANormalFormThatIsItsOwn) {
  const ir::Module module = make();
  const ir::Module normal = passes::normalise(module);
  EXPECT_LE(normal.instructions.size(), module.instructions.size());
  EXPECT_EQ(ir::print(passes::normalise(normal)), ir::print(normal));
}

TEST_P(RandomModule, IsAnsweredAlikeByAllEngines) {
  const ir::Module module = make();
  Engines engines(module);
  for (const std::size_t rows : {1U, 63U, 64U, 65U, 511U, 512U, 513U, 1000U, 1U}) {
    const std::size_t unknown = random_.pick(std::vector<std::size_t>{0, 30, 100});
    const runtime::Batch batch =
        random_batch(module, random_, {.rows = rows, .unknown_percent = unknown});
    ASSERT_EQ(engines.disagreement(batch), "") << rows << " rows";
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomModule, testing::Range<std::uint64_t>(0, 30));

TEST(RandomModules, AreAnsweredAlikeOverAHundredThousandRows) {
  for (const std::uint64_t seed : {1U, 2U}) {
    Random random(seed);
    const ir::Module module = random_module(random, {.instructions = 30, .outputs = 4});
    const runtime::Batch batch = random_batch(module, random, {.rows = 100'003});
    ASSERT_EQ(Engines(module).disagreement(batch), "") << "seed " << seed;
  }
}

TEST(RandomModules, HaveEveryOperationAndKindOfColumn) {
  std::set<ir::Opcode> opcodes;
  std::set<ir::ColumnKind> columns;
  std::set<ir::OutputKind> outputs;
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    Random random(seed);
    const ir::Module module = random_module(random, {});
    for (const ir::Instruction& made : module.instructions) opcodes.insert(made.opcode);
    for (const ir::Column& column : module.columns) columns.insert(column.kind);
    for (const ir::Output& output : module.outputs) outputs.insert(output.kind);
  }
  EXPECT_EQ(opcodes.size(), ir::opcode_rows().size());
  EXPECT_EQ(columns.size(), 7U);
  EXPECT_EQ(outputs.size(), 6U);
}

}  // namespace
}  // namespace nansen::test
