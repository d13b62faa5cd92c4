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

// Every operation, every kind of domain, column, calendar and output.
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
column Person.entry/least : number -719162 to 2932896 scale 1
column Person.entry/greatest : number -719162 to 2932896 scale 1
column *State.gdp : number -5 to 9000000 scale 1000000
column *State.party : boolean
column Person.nationalities.protects : boolean
calendar "AMMR offices" : weekend { saturday, sunday } holidays { -1, 20454 } yearly { 101, 229 }
calendar "every day" : weekend { } holidays { } yearly { }
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
%32 : truth @Person = enclose %6 %7  ; rules 0
%33 : number @Person = select_least %24 %29 %10  ; rules 0
%34 : number @Person = select_greatest %24 %29 %10  ; rules 0
%35 : number @Person = minimum %10 %26 %33  ; rules 0
%36 : number @Person = maximum %10 %26  ; rules 0
%37 : number @Person = minimum_known %10 %26  ; rules 0
%38 : number @Person = maximum_known %10 %26  ; rules 0
%39 : number @Person = agreed %10 %26  ; rules 0
%40 : number @Person = column_number Person.entry/least  ; rules 0
%41 : number @Person = column_number Person.entry/greatest  ; rules 0
%42 : number @Person = add_days %40 %10  ; rules 0
%43 : number @Person = add_months down %40 %10  ; rules 0
%44 : number @Person = add_months up %41 %10  ; rules 0
%45 : number @Person = next_working_day "AMMR offices" %44  ; rules 0
%46 : number @Person = next_working_day "every day" %45  ; rules 0
%47 : number @Person = days_counted 0 days of %40 %42 %44  ; rules 0
%48 : number @Person = days_counted 30 days of %40 %42 %44 %40 %41  ; rules 0
%49 : number @Person = days_counted 6 months of %40 %42 %44  ; rules 0
%50 : number @Person = counted_until %40 %42 %44  ; rules 0
rule 0 "1951 Convention, art. 1A(2), \"refugee\"" %31
rule 1 "1951 Convention, art. 1A(2)" %19
rule 1 "1951 Convention, art. 1A(2)" %20
output "convention_1951.refugee" : truth %31
output "convention_1951.kind" : enumeration { a, b } %5 %4
output "convention_1951.level" : ordered_enumeration { low, middle, high } %7 %3
output "convention_1951.share" : number %30
output "convention_1951.since" : date %10
output "convention_1951.until" : date_range %40 %41
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
  made = Instruction();
  made.opcode = Opcode::NextWorkingDay;
  module.instructions.add(made);
  made.opcode = Opcode::DaysCounted;
  made.member = 2;
  module.instructions.add(made);
  made.opcode = Opcode::AddMonths;
  module.instructions.add(made);
  EXPECT_EQ(print(module),
            "%0 : truth @? = column_is ? ?0 %-1\n%1 : number @? = next_working_day ?\n"
            "%2 : number @? = days_counted 0 ? of\n%3 : number @? = add_months ?\n");
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
  EXPECT_EQ(error_of("domain @A : root A\n%0 : number @A = next_working_day \"c\" %0  ; rules 0"),
            "line 2: there is no calendar \"c\"");
  EXPECT_EQ(error_of("domain @A : root A\n%0 : number @A = add_months about %0 %0  ; rules 0"),
            "line 2: \"about\" is not \"down\" or \"up\"");
  EXPECT_EQ(error_of("domain @A : root A\n%0 : number @A = days_counted 2 weeks of %0  ; rules 0"),
            "line 2: \"weeks\" is not \"days\" or \"months\"");
  EXPECT_EQ(error_of("calendar \"c\" : weekend { someday } holidays { } yearly { }"),
            "line 1: \"someday\" is not a day of the week");
  EXPECT_EQ(error_of("column A.x : boolean"), "line 1: \"A.x\" names no domain");
  EXPECT_EQ(error_of("output \"x : truth %0"), "line 1: a quotation does not end");
  EXPECT_EQ(error_of("output \"x\" : truth 0"), "line 1: \"0\" is not a value, as %12 is");
  EXPECT_EQ(error_of("domain @A : root A too"), "line 1: \"too\" is too much");
}

}  // namespace
}  // namespace nansen::ir
