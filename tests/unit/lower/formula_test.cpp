// Formulas in, sheets out: what each construct becomes.
#include "compiler/lower/formula.h"

#include <gtest/gtest.h>

#include "tests/unit/lower/lower_test.h"

namespace nansen::lower {
namespace {

constexpr std::string_view states = R"(vocabulary world
unit persons
entity State {
  size : integer from 0 to 1000 in persons
  wealth : integer
  applied_1 : integer
  applied_2 : integer
  member : boolean
  founder : boolean
}
entity Transfer {
  destination : State
  moved : integer
  completed : boolean
}
)";

struct Lowered {
  program::Program program;
  LoweredFormula formula;
};

Lowered lowered(const std::string& provisions, bool lines = false) {
  SourceFiles sources;
  Emitter emitter;
  const FileId file =
      sources.add("test.treaty",
                  std::string(states) + "instrument pact { article 1 {\n" + provisions + "\n} }");
  std::vector<ast::File> parsed;
  parsed.push_back(syntax::parse(sources, file, emitter));
  Lowered result{check::check(parsed, sources, emitter), {}};
  EXPECT_TRUE(emitter.diagnostics().empty()) << emitter.diagnostics()[0].message;
  FormulaRequest request;
  request.formula = program::FormulaId(0);
  request.lines = lines;
  for (std::size_t index = 0; index < result.program.allocations.size(); ++index) {
    request.allocations.emplace_back(index);
  }
  result.formula = lower_formula(result.program, request);
  return result;
}

/// The operations of the sheet of a formula `key` with these lines, without their origins.
std::string shape_of(const std::string& lines) {
  const std::string text =
      ir::print(lowered("formula key of State among member {\n" + lines + "\n}").formula.sheet);
  std::string shape;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = text.find('\n', begin);
    const std::string line = text.substr(begin, end - begin);
    if (line.starts_with("%") || line.starts_with("output")) {
      shape += line.substr(0, line.find("  ;")) + "\n";
    }
    begin = end + 1;
  }
  return shape;
}

TEST(Formulas, AShareIsItsPartOfTheTotalAndNothingOutsideTheSet) {
  EXPECT_EQ(shape_of("key = share of size"), R"(%0 = indicator 0 "size"
%1 = condition 1 "member"
%2 = not_negative %0
%3 = total %2 %1
%4 = divide %2 %3
%5 = constant 0
%6 = choose %1 %4 %5
output "key" : %6 among %1
)");
}

TEST(Formulas, AnInverseShareSaysWhatZeroIs) {
  EXPECT_EQ(shape_of("key = inverse share of size, where zero: exclude the State"),
            R"(%0 = indicator 0 "size"
%1 = condition 1 "member"
%2 = not_negative %0
%3 = constant 1
%4 = constant 0
%5 = equal %2 %4
%6 = divide %3 %2
%7 = choose %5 %4 %6
%8 = total %7 %1
%9 = divide %7 %8
%10 = choose %1 %9 %4
output "key" : %10 among %1
)");
  EXPECT_EQ(shape_of("key = inverse share of size, where zero: 1 persons"),
            R"(%0 = indicator 0 "size"
%1 = constant 1
%2 = condition 1 "member"
%3 = not_negative %0
%4 = constant 0
%5 = equal %3 %4
%6 = not_negative %1
%7 = choose %5 %6 %3
%8 = divide %1 %7
%9 = total %8 %2
%10 = divide %8 %9
%11 = choose %2 %10 %4
output "key" : %11 among %2
)");
}

TEST(Formulas, AMissingYearCountsAsItsRuleSays) {
  EXPECT_EQ(shape_of("key = mean of { applied_1, applied_2 }, where missing: zero"),
            R"(%0 = indicator 0 "applied_1"
%1 = known 0 "applied_1"
%2 = constant 0
%3 = choose %1 %0 %2
%4 = indicator 1 "applied_2"
%5 = known 1 "applied_2"
%6 = choose %5 %4 %2
%7 = constant 2
%8 = add %3 %6
%9 = divide %8 %7
%10 = condition 2 "member"
output "key" : %9 among %10
)");
  EXPECT_EQ(
      shape_of("key = mean of { applied_1, applied_2 }, where missing: mean of the years reported"),
      R"(%0 = indicator 0 "applied_1"
%1 = known 0 "applied_1"
%2 = constant 0
%3 = choose %1 %0 %2
%4 = constant 1
%5 = choose %1 %4 %2
%6 = indicator 1 "applied_2"
%7 = known 1 "applied_2"
%8 = choose %7 %6 %2
%9 = choose %7 %4 %2
%10 = add %5 %9
%11 = add %3 %8
%12 = divide %11 %10
%13 = condition 2 "member"
output "key" : %12 among %13
)");
}

TEST(Formulas, AStateThatReportsNothingIsLeftOutOfEverySet) {
  EXPECT_EQ(shape_of("where missing: exclude the State\nkey = share of size among founder"),
            R"(%0 = indicator 0 "size"
%1 = condition 1 "founder"
%2 = known 0 "size"
%3 = and %1 %2
%4 = not_negative %0
%5 = total %4 %3
%6 = divide %4 %5
%7 = constant 0
%8 = choose %3 %6 %7
%9 = condition 2 "member"
%10 = and %9 %2
output "key" : %8 among %10
)");
}

TEST(Formulas, CeilingsFloorsAndWhatTheyCutOff) {
  EXPECT_EQ(shape_of("key = size, at most 20 persons, at least 1 persons"),
            R"(%0 = indicator 0 "size"
%1 = constant 20
%2 = smaller %0 %1
%3 = constant 1
%4 = larger %2 %3
%5 = condition 1 "member"
output "key" : %4 among %5
)");
  EXPECT_EQ(
      shape_of("key = size, at most 20 persons, what is cut off redistributed once by wealth"),
      R"(%0 = indicator 0 "size"
%1 = constant 20
%2 = indicator 1 "wealth"
%3 = condition 2 "member"
%4 = redistribute once %0 %1 %2 %3
output "key" : %4 among %3
)");
}

TEST(Formulas, AnAllocationWithoutLimitsHasZeroAndTheTotal) {
  const Lowered result = lowered(R"(
    parameter places = 10 persons
    formula key of State among member { key = share of size }
    allocate places by key, rounding by Webster, ties by name, exempting founder as quota)");
  EXPECT_EQ(ir::print(result.formula.sheet), R"(input 0 : number "size"
input 1 : truth "member"
input 2 : truth "founder"
parameter 0 : 10 "places"
%0 = indicator 0 "size"  ; from 0
%1 = condition 1 "member"  ; from 1
%2 = not_negative %0  ; from 1
%3 = total %2 %1  ; from 1
%4 = divide %2 %3  ; from 1
%5 = constant 0  ; from 1
%6 = choose %1 %4 %5  ; from 1
%7 = parameter 0 "places"  ; from 2
%8 = condition 2 "founder"  ; from 2
%9 = not %8  ; from 2
%10 = and %1 %9  ; from 2
%11 = entitlement %7 %6 %5 %7 %10  ; from 2
%12 = apportion webster name %7 %6 %5 %7 %10  ; from 2
output "key" : %6 among %1
output "exact quota" : %11 among %1
output "quota" : %12 among %1
)");
  ASSERT_EQ(result.formula.outputs.size(), 3U);
  EXPECT_EQ(result.formula.outputs[2].kind, FormulaOutputKind::Quota);
}

TEST(Formulas, AllocationsOfTwoInstrumentsAreToldApart) {
  const Lowered result = lowered(R"(
    formula key of State among member { key = share of size }
    allocate 10 persons by key, rounding by Webster as quota } }
    instrument protocol { article 1 {
    allocate 20 persons by pact.key, rounding by Webster as quota)");
  ASSERT_EQ(result.formula.sheet.outputs.size(), 5U);
  EXPECT_EQ(result.formula.sheet.outputs[2].name, "pact.quota");
  EXPECT_EQ(result.formula.sheet.outputs[4].name, "protocol.quota");
}

TEST(Formulas, RowsOfAnotherEntityAreAModuleOfTheirOwn) {
  const Lowered result = lowered(
      "formula key of State among member { key = total of moved over Transfer by destination where "
      "completed }");
  ASSERT_EQ(result.formula.groups.size(), 1U);
  const GroupModule& group = result.formula.groups[0];
  EXPECT_EQ(group.rows.columns[group.by_column].name, "destination");
  ASSERT_EQ(group.rows.outputs.size(), 2U);
  EXPECT_EQ(group.rows.outputs[0].kind, ir::OutputKind::Truth);
  EXPECT_EQ(group.rows.outputs[1].kind, ir::OutputKind::Number);
}

TEST(Formulas, WhatIsReadTwiceIsOneInput) {
  const Lowered result = lowered(
      "formula key of State among member { size_share = share of size\n key = size_share + share "
      "of "
      "size }",
      true);
  EXPECT_EQ(result.formula.sheet.inputs.size(), 2U);
  EXPECT_EQ(result.formula.states.outputs.size(), 2U);
}

TEST(Formulas, ALongChainOfFormulasNeedsNoStack) {
  std::string provisions =
      "formula key of State { key = f2999 }\nformula f0 of State { f0 = share of size }\n";
  for (int index = 1; index < 3000; ++index) {
    const std::string name = "f" + std::to_string(index);
    provisions +=
        "formula " + name + " of State { " + name + " = f" + std::to_string(index - 1) + " + 1 }\n";
  }
  EXPECT_GT(lowered(provisions).formula.sheet.operations.size(), 3000U);
}

TEST(Formulas, ChainsOfAllocationsAreLoweredOnceEachAndWithoutAStack) {
  std::string provisions =
      "formula key of State { key = share of size }\n"
      "allocate 1 persons by key, rounding by Adams as quota_0\n";
  constexpr int count = 3000;
  for (int next = 1; next < count; ++next) {
    const std::string before = "total of quota_" + std::to_string(next - 1);
    provisions += "allocate " + before + " + " + before + " by key, rounding by Adams as quota_" +
                  std::to_string(next) + "\n";
  }
  const Lowered made = lowered(provisions);
  EXPECT_EQ(made.formula.outputs.size(), std::size_t{2 * count + 1});
}

TEST(Formulas, AnIndicatorWhoseStatesAreLeftOutIsLookedAtOnce) {
  EXPECT_EQ(shape_of("a = size + size, where missing: exclude the State\n key = a + a"),
            R"(%0 = indicator 0 "size"
%1 = add %0 %0
%2 = add %1 %1
%3 = condition 1 "member"
%4 = known 0 "size"
%5 = and %3 %4
output "key" : %2 among %5
)");
}

TEST(Formulas, AFormulaOfTruthsIsNoOutsideItsSet) {
  const std::string text = ir::print(
      lowered("formula key of State { key = 1 where large, otherwise 0 }\n"
              "formula large of State among member { large = size is more than 3 persons }")
          .formula.sheet);
  EXPECT_NE(text.find("= and %3 %2"), std::string::npos) << text;
}

TEST(Formulas, WhatStandsForZeroIsNotNegative) {
  EXPECT_NE(shape_of("key = inverse share of size, where zero: wealth * 1 persons")
                .find("not_negative %3"),
            std::string::npos);
}

}  // namespace
}  // namespace nansen::lower
