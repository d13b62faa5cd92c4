// Random modules over random facts: the text reads back, and the normal form answers as the module
// does, to the bit.
#include <gtest/gtest.h>

#include <set>

#include "compiler/interpret/interpret.h"
#include "compiler/ir/opcode.h"
#include "compiler/layout/layout.h"
#include "compiler/passes/passes.h"
#include "tests/differential/results.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_module.h"

namespace nansen::test {
namespace {

class RandomModule : public testing::TestWithParam<std::uint64_t> {
 protected:
  ir::Module make() {
    return random_module(random_, {.instructions = 20 + random_.below(120), .outputs = 6});
  }
  Random random_{GetParam()};
};

std::string answers_differ(const ir::Module& module, const ir::Module& normal,
                           const runtime::Batch& batch) {
  const std::size_t rows = batch.tables[0]->rows();
  runtime::Results results(layout::output_shapes(module), rows);
  runtime::Results normal_results(layout::output_shapes(normal), rows);
  interpret::evaluate(module, batch, results);
  interpret::evaluate(normal, batch, normal_results);
  return difference(module, results, normal_results, rows);
}

TEST_P(RandomModule, VerifiesAndReadsBackAsItWasWritten) {
  const ir::Module module = make();
  EXPECT_EQ(ir::verify(module), std::vector<std::string>());
  ir::Module again;
  std::string error;
  ASSERT_TRUE(ir::parse(ir::print(module), again, error)) << error;
  EXPECT_EQ(again, module);
}

TEST_P(RandomModule, AnswersAsItsNormalForm) {
  const ir::Module module = make();
  const ir::Module normal = passes::normalise(module);
  EXPECT_LE(normal.instructions.size(), module.instructions.size());
  for (const std::size_t unknown : {std::size_t{0}, std::size_t{30}}) {
    const runtime::Batch batch =
        random_batch(module, random_, {.rows = 65, .unknown_percent = unknown});
    EXPECT_EQ(answers_differ(module, normal, batch), "") << ir::print(module);
  }
}

TEST_P(RandomModule, NormalFormIsItsOwnNormalForm) {
  const ir::Module normal = passes::normalise(make());
  EXPECT_EQ(ir::print(passes::normalise(normal)), ir::print(normal));
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomModule, testing::Range<std::uint64_t>(0, 60));

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
  EXPECT_EQ(outputs.size(), 5U);
}

}  // namespace
}  // namespace nansen::test
