// A module as text, and back.
#include <gtest/gtest.h>

#include "compiler/ir/ir.h"
#include "compiler/ir/opcode.h"

namespace nansen::ir {
namespace {

Module parsed(std::string_view text) {
  Module module;
  std::string error;
  EXPECT_TRUE(parse(text, module, error)) << error;
  return module;
}

std::string error_of(std::string_view text) {
  Module module;
  std::string error;
  EXPECT_FALSE(parse(text, module, error));
  return error;
}

// Every operation, every kind of domain, column and output.
constexpr std::string_view everything =
    R"ir(domain @Person : root Person
domain @*State : referenced State
domain @Person.nationalities : rows Nationality by Person.nationalities
column Person.fear : boolean
column Person.ground : enumeration { race, religion }
column Person.violence : ordered_enumeration { none, some, high }
column Person.grounds : set { race, religion }
column Person.age : number 0 to 130 scale 1
column Person.asylum : reference to @*State
column Person.home : reference to @*State
column Person.nationalities : rows to @Person.nationalities
column *State.gdp : number -5 to 9000000 scale 1000000
column *State.party : boolean
column Person.nationalities.protects : boolean
%0 : truth @Person = constant_truth undetermined  ; rules 0
%1 : truth @Person = column_truth Person.fear  ; rules 0 3
%2 : truth @Person = column_is Person.ground religion  ; rules 0
%3 : truth @Person = column_at_least Person.violence high  ; rules 0
%4 : truth @Person = column_includes Person.grounds race  ; rules 0
%5 : truth @Person = not %4  ; rules 0
%6 : truth @Person = and %1 %2 %5  ; rules 0
%7 : truth @Person = or %3 %6  ; rules 0
%8 : truth @Person = at_least 2 of %1 %2 %3  ; rules 0
%9 : number @Person = constant_number -3/10  ; rules 0
%10 : number @Person = column_number Person.age  ; rules 0
%11 : truth @Person = less %9 %10  ; rules 0
%12 : truth @Person = less_equal %9 %10  ; rules 0
%13 : truth @Person = equal %9 %10  ; rules 0
%14 : truth @Person = same_row Person.asylum Person.home  ; rules 0
%15 : truth @Person.nationalities = column_truth Person.nationalities.protects  ; rules 1
%16 : truth @Person.nationalities = broadcast_truth %1  ; rules 1
%17 : number @Person.nationalities = broadcast_number %10  ; rules 1
%18 : truth @Person.nationalities = less %17 %17  ; rules 1
%19 : truth @Person.nationalities = or %15 %16 %18  ; rules 1
%20 : truth @Person = every Person.nationalities %19  ; rules 1
%21 : truth @Person = some Person.nationalities %19  ; rules 1
%22 : truth @Person = at_least_rows 2 of Person.nationalities %15  ; rules 1
%23 : truth @*State = column_truth *State.party  ; rules 2
%24 : truth @Person = through_truth Person.asylum %23  ; rules 2
%25 : number @*State = column_number *State.gdp  ; rules 2
%26 : number @Person = through_number Person.home %25  ; rules 2
%27 : number @Person = add %10 %26  ; rules 0
%28 : number @Person = subtract %27 %9  ; rules 0
%29 : number @Person = scale 1/3 %28  ; rules 0
%30 : number @Person = select %24 %29 %10  ; rules 0
%31 : truth @Person = or %0 %7 %8 %11 %12 %13 %14 %20 %21 %22  ; rules 0
rule 0 "1951 Convention, art. 1A(2), \"refugee\"" %31
rule 1 "1951 Convention, art. 1A(2)" %19
rule 1 "1951 Convention, art. 1A(2)" %20
output "convention_1951.refugee" : truth %31
output "convention_1951.kind" : enumeration { a, b } %5 %4
output "convention_1951.level" : ordered_enumeration { low, middle, high } %7 %3
output "convention_1951.share" : number %30
output "convention_1951.since" : date %10
)ir";

TEST(Print, EveryConstructReadsBackAsItWasWritten) {
  const Module module = parsed(everything);
  EXPECT_EQ(print(module), everything);
  EXPECT_EQ(parsed(print(module)), module);
}

TEST(Print, TheSampleHasEveryOperation) {
  const Module module = parsed(everything);
  for (const OpcodeRow& row : opcode_rows()) {
    bool found = false;
    for (const Instruction& made : module.instructions) found |= made.opcode == row.opcode;
    EXPECT_TRUE(found) << row.word;
  }
}

TEST(Print, TheSampleVerifies) {
  EXPECT_EQ(verify(parsed(everything)), std::vector<std::string>());
}

TEST(Print, AModuleThatDoesNotVerifyCanBeLookedAt) {
  Module module;
  Instruction made;
  made.opcode = Opcode::ColumnIs;
  made.operands.push_back(ValueId());
  module.instructions.add(made);
  EXPECT_EQ(print(module), "%0 : truth @? = column_is ? ?0 %-1\n");
}

TEST(Parse, SaysInWhichLineAndWhy) {
  EXPECT_EQ(error_of("domain @A : root A\nnonsense"), "line 2: no line begins with \"nonsense\"");
  EXPECT_EQ(error_of("domain @A : root A\n\n%0 : truth @B = constant_truth yes  ; rules 0\n"),
            "line 3: there is no domain @B");
  EXPECT_EQ(error_of("domain @A : root A\n%1 : truth @A = constant_truth yes ; rules 0"),
            "line 2: %0 comes next");
  EXPECT_EQ(error_of("domain @A : root A\n%0 : number @A = constant_truth yes ; rules 0"),
            "line 2: \"constant_truth\" does not give a \"number\"");
  EXPECT_EQ(error_of("domain @A : root A\n%0 : truth @A = perhaps yes ; rules 0"),
            "line 2: there is no operation \"perhaps\"");
  EXPECT_EQ(error_of("domain @A : root A\n%0 : number @A = constant_number 1/0 ; rules 0"),
            "line 2: \"1/0\" is not a number");
  EXPECT_EQ(error_of("domain @A : root A\ndomain @A : root A"),
            "line 2: this domain is already there");
  EXPECT_EQ(error_of("domain @A : root A\ncolumn A.x : enumeration { k }\n"
                     "%0 : truth @A = column_is A.x z  ; rules 0"),
            "line 3: the column has no member \"z\"");
  EXPECT_EQ(error_of("column A.x : boolean"), "line 1: \"A.x\" names no domain");
  EXPECT_EQ(error_of("output \"x : truth %0"), "line 1: a quotation does not end");
  EXPECT_EQ(error_of("output \"x\" : truth 0"), "line 1: \"0\" is not a value, as %12 is");
  EXPECT_EQ(error_of("domain @A : root A too"), "line 1: \"too\" is too much");
}

}  // namespace
}  // namespace nansen::ir
