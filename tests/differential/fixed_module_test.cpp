// Modules that random ones led to, kept: each once made an engine fail or differ.
#include <gtest/gtest.h>

#include "tests/differential/engines.h"
#include "tests/support/random/random_batch.h"

namespace nansen::test {
namespace {

std::string disagreement(std::string_view text) {
  ir::Module module;
  std::string error;
  EXPECT_TRUE(ir::parse(text, module, error)) << error;
  EXPECT_EQ(ir::verify(module), std::vector<std::string>());
  Random random(1);
  return Engines(module).disagreement(random_batch(module, random, {.rows = 513}));
}

// LLVM's passes see that all numbers are 0 and ask for memset, which kernels are not linked to.
TEST(FixedModule, ANumberLessItselfIsZeroWhereItIsKnown) {
  EXPECT_EQ(disagreement(R"(domain @Case : root Case
column Case.x : number 0 to 32767 scale 10
%0 : number @Case = column_number Case.x  ; rules 0
%1 : number @Case = subtract %0 %0  ; rules 0
output "zero" : number %1
)"),
            "");
}

}  // namespace
}  // namespace nansen::test
