// Compiled operations on days: as all kernels', and what is machine code's own.
#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/support/random/days_suite.h"
#include "tests/unit/backend/backend_test.h"

namespace nansen::backend {
namespace {

using test::Days;
constexpr std::string_view every_operation = test::every_operation_on_days;

INSTANTIATE_TEST_SUITE_P(MachineCode, Days,
                         testing::Values(test::KernelMaker{
                             .name = "Native",
                             .make = [](const ir::Module& module) { return compiled(module); }}),
                         Days::name);

TEST(DaysNative, EveryOperationIsWorkedOutAfterLlvmsOwnPasses) {
  const ir::Module module = module_of(every_operation);
  const auto optimised = compiled(module, {.optimise = true});
  for (const std::size_t rows : {1U, 63U, 64U, 65U, 511U, 512U, 513U, 4097U}) {
    for (const std::size_t unknown : {0U, 25U, 100U}) {
      EXPECT_EQ(disagreement(module, *optimised, test::random_rows(module, rows, rows, unknown)),
                "")
          << rows << " rows, " << unknown;
    }
  }
}

#if defined(__x86_64__)
TEST(DaysNative, EveryOperationIsWorkedOutOnProcessorsWithNarrowerRegisters) {
  const ir::Module module = module_of(every_operation);
  for (const char* processor : {"x86-64", "x86-64-v2", "x86-64-v3", "x86-64-v4"}) {
    const std::string_view level = processor;
    if (level == "x86-64-v2" && !__builtin_cpu_supports("sse4.2")) continue;
    if (level == "x86-64-v3" && !__builtin_cpu_supports("avx2")) continue;
    if (level == "x86-64-v4" && !__builtin_cpu_supports("avx512bw")) continue;
    const auto evaluator = compiled(module, {.processor = processor});
    EXPECT_EQ(disagreement(module, *evaluator, test::random_rows(module, 9, 1025, 20)), "")
        << processor;
  }
}
#endif

// A number that several loops want is worked out in one of them: no loop adds the months again.
TEST(DaysNative, WhatTakesLongIsWorkedOutOnce) {
  const ir::Module module = module_of(R"(domain @A : root A
column A.d : number -719162 to 2932896 scale 1
column A.e : number -719162 to 2932896 scale 1
%0 : number @A = column_number A.d  ; rules 0
%1 : number @A = column_number A.e  ; rules 0
%2 : number @A = constant_number 5  ; rules 0
%3 : number @A = add_months down %0 %2  ; rules 0
%4 : truth @A = less %3 %1  ; rules 0
%5 : number @A = select_least %4 %3 %1  ; rules 0
%6 : truth @A = less %5 %0  ; rules 0
%7 : number @A = select_least %6 %3 %5  ; rules 0
output "o" : date %7
)");
  const auto evaluator = compiled(module, {.keep_text = true});
  EXPECT_EQ(disagreement(module, *evaluator, test::random_rows(module, 2, 600, 10)), "");
  std::string text = evaluator->llvm_text();
  const std::size_t other = text.find("define void @given_0");
  ASSERT_NE(other, std::string::npos);
  text.resize(other);
  std::size_t additions = 0;
  // Each group of rows divides by 400 years once.
  for (std::size_t at = text.find("fmul"); at != std::string::npos;
       at = text.find("fmul", at + 1)) {
    ++additions;
  }
  EXPECT_EQ(additions, 2U * 64 / 16);
}

}  // namespace
}  // namespace nansen::backend
