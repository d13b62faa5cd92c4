// What one output takes, and nothing that others do.
#include "compiler/ir/slice.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace nansen::ir {
namespace {

TEST(Slice, HoldsWhatOneOutputTakesAndNoMore) {
  const std::string_view columns = R"text(domain @Person : root Person
column Person.a : boolean
column Person.b : boolean
column Person.c : boolean
)text";
  Module whole;
  std::string error;
  ASSERT_TRUE(
      parse(std::string(columns) + R"text(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 1
%2 : truth @Person = or %0 %1  ; rules 3
%3 : truth @Person = column_truth Person.c  ; rules 4
%4 : truth @Person = and %0 %3  ; rules 4 5
rule 3 "first 3" %2
rule 4 "second 4" %3
rule 5 "second 5" %4
rule 6 "second 6" %4
output "first" : truth %2
output "second" : truth %4
)text",
            whole, error))
      << error;
  const Slicer slicer(whole);
  const Module slice = slicer.slice(1);
  EXPECT_TRUE(verify(slice).empty());
  EXPECT_EQ(print(slice),
            std::string(columns) + R"text(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.c  ; rules 4
%2 : truth @Person = and %0 %1  ; rules 4 5
rule 4 "second 4" %1
rule 5 "second 5" %2
rule 6 "second 6" %2
output "second" : truth %2
)text");
  EXPECT_EQ(slicer.slice(0).instructions.size(), 3U);
}

}  // namespace
}  // namespace nansen::ir
