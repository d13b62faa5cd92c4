// Each invariant, broken once.
#include <gtest/gtest.h>

#include "compiler/ir/ir.h"

namespace nansen::ir {
namespace {

constexpr std::string_view declarations = R"(
domain @Person : root Person
domain @*State : referenced State
domain @Person.nationalities : rows Nationality by Person.nationalities
column Person.fear : boolean
column Person.violence : ordered_enumeration { none, some, high }
column Person.age : number 0 to 130 scale 1
column Person.asylum : reference to @*State
column Person.entry/least : number -719162 to 2932896 scale 1
column Person.entry/greatest : number -719162 to 2932896 scale 1
column Person.nationalities : rows to @Person.nationalities
column *State.party : boolean
column Person.nationalities.protects : boolean
calendar "offices" : weekend { saturday, sunday } holidays { 20454, 20500 } yearly { 101, 1225 }
)";

Module parsed(std::string_view lines) {
  Module module;
  std::string error;
  EXPECT_TRUE(parse(std::string(declarations) + std::string(lines), module, error)) << error;
  return module;
}

/// The names of the invariants that `module` violates, in order.
std::vector<std::string> violated(const Module& module) {
  std::vector<std::string> names;
  for (const std::string& problem : verify(module)) {
    names.push_back(problem.substr(0, problem.find(':')));
  }
  return names;
}
std::vector<std::string> violated(std::string_view lines) { return violated(parsed(lines)); }

using Names = std::vector<std::string>;

TEST(Verify, AcceptsDeclarationsAlone) { EXPECT_EQ(violated(""), Names()); }

TEST(Verify, OperandsComeFirst) {
  EXPECT_EQ(violated("%0 : truth @Person = not %0  ; rules 0"), Names{"operand-before-use"});
  EXPECT_EQ(violated("%0 : truth @Person = not %7  ; rules 0"), Names{"operand-before-use"});
}

TEST(Verify, OperandsAreAsManyAsTheOperationTakes) {
  EXPECT_EQ(violated("%0 : truth @Person = column_truth Person.fear  ; rules 0\n"
                     "%1 : truth @Person = and %0  ; rules 0"),
            Names{"operand-count"});
  EXPECT_EQ(violated("%0 : truth @Person = not  ; rules 0"), Names{"operand-count"});
}

TEST(Verify, OperandsAreOfTheKindTheOperationTakes) {
  EXPECT_EQ(violated("%0 : number @Person = column_number Person.age  ; rules 0\n"
                     "%1 : truth @Person = not %0  ; rules 0"),
            Names{"operand-kind"});
}

TEST(Verify, OperandsStandInTheDomainTheOperationReads) {
  constexpr std::string_view state = "%0 : truth @*State = column_truth *State.party  ; rules 0\n";
  const auto with_state = [&](std::string_view line) {
    return violated(std::string(state) + std::string(line));
  };
  EXPECT_EQ(with_state("%1 : truth @Person = not %0  ; rules 0"), Names{"operand-domain"});
  EXPECT_EQ(with_state("%1 : truth @Person = some Person.nationalities %0  ; rules 0"),
            Names{"operand-domain"});
  EXPECT_EQ(with_state("%1 : truth @Person.nationalities = broadcast_truth %0  ; rules 0"),
            Names{"operand-domain"});
  EXPECT_EQ(with_state("%1 : truth @Person = through_truth Person.asylum %0  ; rules 0"), Names());
}

TEST(Verify, ColumnsAreOfTheKindTheOperationReads) {
  EXPECT_EQ(violated("%0 : truth @Person = column_truth Person.age  ; rules 0"),
            Names{"column-kind"});
  EXPECT_EQ(violated("%0 : truth @Person = same_row Person.asylum Person.fear  ; rules 0"),
            Names{"column-kind"});
}

TEST(Verify, ColumnsStandInTheInstructionsDomain) {
  EXPECT_EQ(violated("%0 : truth @Person = column_truth *State.party  ; rules 0"),
            Names{"column-place"});
}

TEST(Verify, TheLeastMemberIsAlwaysReached) {
  EXPECT_EQ(violated("%0 : truth @Person = column_at_least Person.violence none  ; rules 0"),
            Names{"member-range"});
  EXPECT_EQ(violated("%0 : truth @Person = column_is Person.violence none  ; rules 0"), Names());
}

TEST(Verify, CountsLieWithinTheOperands) {
  constexpr std::string_view fear = "%0 : truth @Person = column_truth Person.fear  ; rules 0\n";
  EXPECT_EQ(violated(std::string(fear) + "%1 : truth @Person = at_least 2 of %0  ; rules 0"),
            Names{"count-range"});
  EXPECT_EQ(violated(std::string(fear) + "%1 : truth @Person = at_least 0 of %0  ; rules 0"),
            Names{"count-range"});
}

constexpr std::string_view entry =
    "%0 : number @Person = column_number Person.entry/least  ; rules 0\n"
    "%1 : number @Person = column_number Person.entry/greatest  ; rules 0\n";

TEST(Verify, StretchesHaveAFirstAndALastDay) {
  for (const std::string operation : {"days_counted 0 days of", "counted_until"}) {
    const auto over = [&](std::string_view operands) {
      return violated(std::string(entry) + "%2 : number @Person = " + operation +
                      std::string(operands) + "  ; rules 0");
    };
    EXPECT_EQ(over(" %0 %0 %1"), Names());
    EXPECT_EQ(over(" %0 %0 %1 %1 %1"), Names());
    EXPECT_EQ(over(" %0"), Names{"operand-count"});
    EXPECT_EQ(over(" %0 %0"), Names{"operand-count"});
    EXPECT_EQ(over(" %0 %0 %1 %1"), Names{"operand-count"});
  }
}

TEST(Verify, GapsRulesAndCalendarsAreThere) {
  const auto with = [](std::string_view line, auto change) {
    Module module =
        parsed(std::string(entry) + "%2 : number @Person = " + std::string(line) + "  ; rules 0");
    EXPECT_EQ(violated(module), Names());
    change(module.instructions[ValueId(2)]);
    return violated(module);
  };
  constexpr std::string_view counted = "days_counted 6 months of %0 %0 %1";
  EXPECT_EQ(with(counted, [](Instruction& made) { made.count = -1; }), Names{"count-range"});
  EXPECT_EQ(with(counted, [](Instruction& made) { made.count = 0; }), Names{"count-range"});
  EXPECT_EQ(with(counted, [](Instruction& made) { made.member = 2; }), Names{"count-range"});
  EXPECT_EQ(with(counted, [](Instruction& made) { made.truth = Truth::Yes; }), Names{"payload"});
  constexpr std::string_view months = "add_months up %0 %1";
  EXPECT_EQ(with(months, [](Instruction& made) { made.member = 2; }), Names{"month-end"});
  EXPECT_EQ(with(months, [](Instruction& made) { made.count = 1; }), Names{"payload"});
  constexpr std::string_view working = "next_working_day \"offices\" %0";
  EXPECT_EQ(with(working, [](Instruction& made) { made.member = 1; }), Names{"calendar-range"});
  EXPECT_EQ(with("add_days %0 %1", [](Instruction& made) { made.member = 1; }), Names{"payload"});
}

TEST(Verify, CalendarsHaveAWorkingDayAndDaysThatAscend) {
  const auto with = [](auto change) {
    Module module = parsed("");
    change(module.calendars[0]);
    return violated(module);
  };
  EXPECT_EQ(with([](Calendar& calendar) { calendar.weekend = 0x7f; }), Names{"calendar"});
  EXPECT_EQ(with([](Calendar& calendar) { calendar.holidays = {3, 3}; }), Names{"calendar"});
  EXPECT_EQ(with([](Calendar& calendar) { calendar.yearly = {501, 101}; }), Names{"calendar"});
  EXPECT_EQ(with([](Calendar& calendar) { calendar.yearly = {101, 229}; }), Names());
  for (const std::int32_t date : {0, 100, 132, 230, 431, 1301, -101}) {
    EXPECT_EQ(with([&](Calendar& calendar) { calendar.yearly = {date}; }), Names{"calendar"})
        << date;
  }
  Module twice = parsed("");
  twice.calendars.push_back(twice.calendars[0]);
  EXPECT_EQ(violated(twice), Names{"calendar"});
}

TEST(Verify, BoundsComeInPairs) {
  constexpr std::size_t least = 4;
  const auto with = [](auto change) {
    Module module = parsed("");
    EXPECT_EQ(module.columns[ColumnId(least)].bound, Bound::Least);
    EXPECT_EQ(module.columns[ColumnId(least + 1)].bound, Bound::Greatest);
    change(module.columns[ColumnId(least)]);
    return violated(module);
  };
  EXPECT_EQ(with([](Column&) {}), Names());
  EXPECT_EQ(with([](Column& column) { column.bound = Bound::Exact; }), Names{"column-bound"});
  EXPECT_EQ(with([](Column& column) { column.name = "arrival"; }),
            (Names{"column-bound", "column-bound"}));
  EXPECT_EQ(with([](Column& column) { column.least = 0; }), Names{"column-bound"});
  EXPECT_EQ(with([](Column& column) { column.bound = Bound::Greatest; }),
            (Names{"names", "column-bound"}));
  Module truths = parsed("");
  for (const std::size_t column : {least, least + 1}) {
    Column& changed = truths.columns[ColumnId(column)];
    changed.kind = ColumnKind::Boolean;
    changed.least = changed.greatest = 0;
  }
  EXPECT_EQ(violated(truths), Names{"column-bound"});
}

TEST(Verify, EveryInstructionHasAnOrigin) {
  EXPECT_EQ(violated("%0 : truth @Person = column_truth Person.fear"), Names{"origins"});
  EXPECT_EQ(violated("%0 : truth @Person = column_truth Person.fear  ; rules 4 4"),
            Names{"origins"});
  Module module = parsed("%0 : truth @Person = column_truth Person.fear  ; rules 0");
  module.origins.clear();
  EXPECT_EQ(violated(module), Names{"origins"});
}

TEST(Verify, FieldsThatAnOperationDoesNotUseStayEmpty) {
  Module module = parsed("%0 : truth @Person = column_truth Person.fear  ; rules 0");
  module.instructions[ValueId(0)].count = 1;
  EXPECT_EQ(violated(module), Names{"payload"});
}

TEST(Verify, RulesHaveOneTruthADomain) {
  constexpr std::string_view values =
      "%0 : truth @Person = column_truth Person.fear  ; rules 0\n"
      "%1 : truth @*State = column_truth *State.party  ; rules 0\n"
      "%2 : number @Person = column_number Person.age  ; rules 0\n"
      "%3 : truth @Person = not %0  ; rules 0\n";
  const auto with_values = [&](std::string_view lines) {
    return violated(std::string(values) + std::string(lines));
  };
  EXPECT_EQ(with_values("rule 0 \"a\" %0\nrule 0 \"a\" %1\nrule 1 \"b\" %0"), Names());
  EXPECT_EQ(with_values("rule 0 \"a\" %0\nrule 0 \"a\" %3"), Names{"rule-entry"});
  EXPECT_EQ(with_values("rule 1 \"a\" %0\nrule 0 \"a\" %0"), Names{"rule-entry"});
  EXPECT_EQ(with_values("rule 0 \"a\" %2"), Names{"rule-entry"});
  EXPECT_EQ(with_values("rule 0 \"a\" %9"), Names{"rule-entry"});
}

TEST(Verify, OutputsAreOfTheRootAndAsManyAsTheirKindAsks) {
  constexpr std::string_view values =
      "%0 : truth @Person = column_truth Person.fear  ; rules 0\n"
      "%1 : truth @*State = column_truth *State.party  ; rules 0\n";
  const auto with_values = [&](std::string_view lines) {
    return violated(std::string(values) + std::string(lines));
  };
  EXPECT_EQ(with_values("output \"a\" : truth %0"), Names());
  EXPECT_EQ(with_values("output \"a\" : truth %1"), Names{"output"});
  EXPECT_EQ(with_values("output \"a\" : number %0"), Names{"output"});
  EXPECT_EQ(with_values("output \"a\" : truth %0 %0"), Names{"output"});
  EXPECT_EQ(with_values("output \"a\" : enumeration { x, y } %0"), Names{"output"});
  EXPECT_EQ(with_values("output \"a\" : ordered_enumeration { x, y } %0"), Names());
  EXPECT_EQ(violated(std::string(entry) + "output \"a\" : date_range %0 %1"), Names());
  EXPECT_EQ(violated(std::string(entry) + "output \"a\" : date_range %0"), Names{"output"});
  EXPECT_EQ(with_values("output \"a\" : date_range %0 %0"), (Names{"output", "output"}));
  EXPECT_EQ(with_values("output \"a\" : truth %0\noutput \"a\" : truth %0"), Names{"names"});
}

TEST(Verify, TheFirstDomainIsTheOnlyRoot) {
  Module module;
  EXPECT_EQ(violated(module), Names{"root"});
  module = parsed("");
  module.domains[DomainId(1)].kind = DomainKind::Root;
  EXPECT_EQ(violated(module).front(), "root");
}

TEST(Verify, LinksAndReferencesLeadSomewhere) {
  Module module = parsed("");
  module.domains[DomainId(2)].link = ColumnId(0);
  EXPECT_EQ(violated(module), (Names{"domain-link", "column-target"}));
  module = parsed("");
  module.columns[ColumnId(3)].target = DomainId(0);
  EXPECT_EQ(violated(module), Names{"column-target"});
  module = parsed("domain @*Nation : referenced Nation");
  module.domains[DomainId(3)].entity = "State";
  EXPECT_EQ(violated(module), Names{"domain-once"});
}

TEST(Verify, ColumnsHaveWhatTheirKindNeeds) {
  Module module = parsed("");
  module.columns[ColumnId(1)].members.clear();
  EXPECT_EQ(violated(module), Names{"column-members"});
  module = parsed("");
  module.columns[ColumnId(1)].members[1] = "none";
  EXPECT_EQ(violated(module), Names{"names"});
  module = parsed("");
  module.columns[ColumnId(2)].least = 131;
  EXPECT_EQ(violated(module), Names{"column-range"});
  module = parsed("");
  module.columns[ColumnId(0)].name = "two words";
  EXPECT_EQ(violated(module), Names{"names"});
  module = parsed("");
  module.columns[ColumnId(0)].domain = DomainId(9);
  EXPECT_EQ(violated(module), Names{"column-domain"});
}

}  // namespace
}  // namespace nansen::ir
