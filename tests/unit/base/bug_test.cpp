// What is printed when the compiler finds that it is itself wrong.
#include "compiler/base/bug.h"

#include <gtest/gtest.h>

namespace nansen {
namespace {

TEST(BugDeathTest, SaysWhatIsBrokenAndWhereBeforeItEndsTheProcess) {
  EXPECT_DEATH(bug("two rules have one id"),
               "nansen: internal error: two rules have one id .*bug_test.cpp:[0-9]+");
}

}  // namespace
}  // namespace nansen
