// Operations over blocks of rows answer as the interpreter does, in the form for each processor
// that this one can stand in for.
#include "compiler/blockwise/blockwise.h"

#include <thread>

#include "tests/support/random/days_suite.h"
#include "tests/support/random/random_module.h"

namespace nansen::blockwise {
namespace {

using runtime::Processor;
using test::Days;
using test::disagreement;
using test::module_of;

std::unique_ptr<execute::Evaluator> made_for(Processor processor, const ir::Module& module) {
  const plan::Plan plan = plan::plan(module);
  return execute::make_evaluator(module, plan, make_kernels(module, plan, processor));
}

class Blockwise : public testing::TestWithParam<Processor> {
 protected:
  void SetUp() override {
    if (runtime::processor() < GetParam()) GTEST_SKIP() << "not on this processor";
  }

  static std::unique_ptr<execute::Evaluator> made(const ir::Module& module) {
    return made_for(GetParam(), module);
  }
};

TEST_P(Blockwise, AgreesOnRandomModulesForAwkwardNumbersOfRows) {
  for (std::uint64_t seed = 0; seed < 25; ++seed) {
    test::Random random(seed);
    const ir::Module module =
        test::random_module(random, {.instructions = 30 + random.below(90), .outputs = 6});
    const auto evaluator = made(module);
    for (const std::size_t rows : {0U, 1U, 63U, 64U, 65U, 511U, 512U, 513U}) {
      EXPECT_EQ(disagreement(module, *evaluator, test::random_rows(module, seed, rows)), "")
          << ir::print(module);
    }
  }
}

// The blocks of a turn, a block more and less.
TEST_P(Blockwise, AgreesWhereTurnsBeginAndEnd) {
  test::Random random(7);
  const ir::Module module = test::random_module(random, {.instructions = 40, .outputs = 4});
  const auto evaluator = made(module);
  for (const std::size_t rows : {3584U, 4095U, 4096U, 4097U, 8192U, 8705U}) {
    EXPECT_EQ(disagreement(module, *evaluator, test::random_rows(module, rows, rows)), "") << rows;
  }
}

// Scales of 10^9 and of the prime 10^9 + 7: brought to one scale the numbers need 123 bits.
TEST_P(Blockwise, WorksOutNumbersOfMoreThanSixtyFourBits) {
  const ir::Module module = module_of(R"(domain @A : root A
domain @A.rows : rows B by A.rows
column A.x : number -9000000000000000000 to 9000000000000000000 scale 1000000000
column A.y : number -9000000000000000000 to 9000000000000000000 scale 1000000007
column A.z : boolean
column A.rows : rows to @A.rows
column A.rows.n : number 0 to 100 scale 1
%0 : number @A = column_number A.x  ; rules 0
%1 : number @A = column_number A.y  ; rules 0
%2 : truth @A = column_truth A.z  ; rules 0
%3 : number @A = select %2 %0 %1  ; rules 0
%4 : truth @A = less %0 %1  ; rules 0
%5 : truth @A = less_equal %1 %3  ; rules 0
%6 : truth @A = equal %3 %0  ; rules 0
%7 : number @A = minimum_known %0 %1  ; rules 0
%8 : number @A = subtract %7 %3  ; rules 0
%9 : number @A.rows = broadcast_number %8  ; rules 0
%10 : number @A.rows = column_number A.rows.n  ; rules 0
%11 : truth @A.rows = less %9 %10  ; rules 0
%12 : truth @A = some A.rows %11  ; rules 0
output "less" : truth %4
output "less_equal" : truth %5
output "equal" : truth %6
output "some" : truth %12
)");
  ASSERT_TRUE(layout::too_wide(module).empty());
  EXPECT_EQ(disagreement(module, *made(module), test::random_rows(module, 1, 700)), "");
}

TEST_P(Blockwise, CountsAnyNumberOfOperands) {
  for (std::size_t operands = 1; operands <= 9; ++operands) {
    std::string text = "domain @A : root A\n";
    std::string columns;
    std::string values;
    for (std::size_t index = 0; index < operands; ++index) {
      const std::string number = std::to_string(index);
      text += "column A.c" + number + " : boolean\n";
      columns += "%" + number + " : truth @A = column_truth A.c" + number + "  ; rules 0\n";
      values += " %" + number;
    }
    text += columns;
    std::string outputs;
    for (std::size_t count = 1; count <= operands; ++count) {
      const std::string value = std::to_string(operands + count - 1);
      text += "%" + value + " : truth @A = at_least " + std::to_string(count) + " of" + values +
              "  ; rules 0\n";
      outputs += "output \"o" + value + "\" : truth %" + value + "\n";
    }
    const ir::Module module = module_of(text + outputs);
    EXPECT_EQ(disagreement(module, *made(module), test::random_rows(module, operands, 900)), "")
        << operands;
  }
}

TEST_P(Blockwise, ServesSeveralThreadsAtOnce) {
  const ir::Module module = module_of(test::every_operation_on_days);
  const auto evaluator = made(module);
  std::vector<std::string> found(4);
  std::vector<std::thread> threads;
  for (std::size_t index = 0; index < found.size(); ++index) {
    threads.emplace_back([&, index] {
      found[index] = disagreement(module, *evaluator, test::random_rows(module, index, 513));
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(found, std::vector<std::string>(4));
}

std::string name_of(Processor processor) {
  switch (processor) {
    case Processor::X86_64_V3: return "X86_64_V3";
    case Processor::X86_64_V4: return "X86_64_V4";
    default: return "Portable";
  }
}

constexpr Processor processors[] = {Processor::Portable, Processor::X86_64_V3,
                                    Processor::X86_64_V4};

INSTANTIATE_TEST_SUITE_P(Processors, Blockwise, testing::ValuesIn(processors),
                         [](const testing::TestParamInfo<Processor>& made) {
                           return name_of(made.param);
                         });

std::vector<test::KernelMaker> makers() {
  std::vector<test::KernelMaker> found;
  for (const Processor processor : processors) {
    found.push_back(
        {.name = name_of(processor),
         .here = processor <= runtime::processor(),
         .make = [processor](const ir::Module& module) { return made_for(processor, module); }});
  }
  return found;
}

INSTANTIATE_TEST_SUITE_P(Processors, Days, testing::ValuesIn(makers()), Days::name);

}  // namespace
}  // namespace nansen::blockwise
