// The passes together.
#include "compiler/passes/passes.h"
#include "tests/unit/passes/pass_test.h"

namespace nansen::passes {
namespace {

TEST(Normalise, OnePassUncoversWorkForTheNext) {
  // The two negations are one only once they are shared; then the conjunction is a double negation.
  EXPECT_EQ(after(normalise, R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = not %0  ; rules 1
%2 : truth @Person = not %0  ; rules 2
%3 : truth @Person = and %1 %2  ; rules 3
%4 : truth @Person = not %3  ; rules 4
output "o" : truth %4
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0 4
output "o" : truth %0
)");
}

TEST(Normalise, RuleEntriesGoAndOutputsStay) {
  EXPECT_EQ(after(normalise, R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 1
rule 1 "art. 1" %1
output "o" : truth %0
)"),
            R"(%0 : truth @Person = column_truth Person.a  ; rules 0
output "o" : truth %0
)");
}

TEST(Normalise, TheNormalFormIsItsOwnNormalForm) {
  constexpr std::string_view lines = R"(%0 : truth @Person = column_truth Person.a  ; rules 0
%1 : truth @Person = column_truth Person.b  ; rules 0
%2 : truth @Person = column_truth Person.c  ; rules 0
%3 : truth @Person = or %1 %2  ; rules 1 2
%4 : truth @Person = and %0 %3  ; rules 3
output "o" : truth %4
)";
  EXPECT_EQ(after(normalise, lines), lines);
}

TEST(Normalise, TablesServeBothForms) {
  const ir::Module before = module_of(R"(%0 : truth @Person = column_truth Person.a  ; rules 0
output "o" : truth %0
)");
  const ir::Module result = normalise(before);
  EXPECT_EQ(result.columns, before.columns);
  EXPECT_EQ(result.domains, before.domains);
}

}  // namespace
}  // namespace nansen::passes
