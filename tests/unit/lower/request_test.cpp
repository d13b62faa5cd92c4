// What a request decides: readings, the day, several definitions at once.
#include "tests/unit/lower/lower_test.h"

namespace nansen::lower {
namespace {

TEST(Request, AReadingIsAConstant) {
  const program::Program program = program_of(R"(article 1 {
  reading scope { wide default  narrow }
  define x of Person as a and scope is wide
})");
  const auto truth_of_reading = [&](const std::map<program::ReadingId, std::size_t>& readings) {
    Request request;
    request.definitions = {definition_of(program, "x")};
    request.readings = readings;
    return lower(program, request).instructions[ir::ValueId(1)].truth;
  };
  EXPECT_EQ(truth_of_reading({}), Truth::Yes);
  EXPECT_EQ(truth_of_reading({{program::ReadingId(0), 1}}), Truth::No);
}

/// The pact's `x` as of `day`, when it is `adopted` and so on: "no" if it covers no one.
std::string as_of(std::string_view dates, std::int32_t day) {
  const program::Program program =
      program_of(std::string(dates) + " article 1 { define x of Person as a }");
  Request request;
  request.definitions = {definition_of(program, "x")};
  request.as_of = day;
  request.keep_rules = false;
  const ir::Module module = lower(program, request);
  const ir::Instruction& made = module.instructions[module.outputs[0].values[0]];
  return made.opcode == ir::Opcode::ConstantTruth ? std::string(to_string(made.truth)) : "asked";
}

TEST(Request, AnInstrumentBindsFromItsEntryIntoForceUntilTheDayBeforeItsRepeal) {
  constexpr std::string_view dates = "adopted 1970-01-02 in force 1970-01-11 repealed 1970-01-21";
  EXPECT_EQ(as_of(dates, 5), "no");
  EXPECT_EQ(as_of(dates, 9), "no");
  EXPECT_EQ(as_of(dates, 10), "asked");
  EXPECT_EQ(as_of(dates, 19), "asked");
  EXPECT_EQ(as_of(dates, 20), "no");
}

TEST(Request, AnInstrumentThatNamesNoEntryIntoForceSpeaksFromItsAdoption) {
  EXPECT_EQ(as_of("adopted 1970-01-02", 0), "no");
  EXPECT_EQ(as_of("adopted 1970-01-02", 1), "asked");
  EXPECT_EQ(as_of("", -100'000), "asked");
}

TEST(Request, WithoutADayDatesPlayNoPart) {
  const program::Program program =
      program_of("in force 9999-01-01 article 1 { define x of Person as a }");
  EXPECT_EQ(shape(module_of(program, {"x"})), R"(%0 : truth @Person = column_truth Person.a
output "pact.x" : truth %0
)");
}

TEST(Request, ValuesThatApplyToNoOneAreNone) {
  const program::Program program = program_of(R"(in force 9999-01-01
article 1 { define ground_of of Person : Ground as ground }
article 2 { define degree_of of Person : Degree as degree }
article 3 { define day_of of Person : date as entry })");
  Request request;
  for (const char* name : {"ground_of", "degree_of", "day_of"}) {
    request.definitions.push_back(definition_of(program, name));
  }
  request.as_of = 0;
  EXPECT_EQ(shape(lower(program, request)), R"(%0 : truth @Person = constant_truth no
output "pact.ground_of" : enumeration { race, religion, opinion } %0 %0 %0
output "pact.degree_of" : enumeration { low, middle, high } %0 %0 %0
output "pact.day_of" : enumeration { value } %0
)");
}

TEST(Request, OnlyFactsThatAreUsedBecomeColumnsAndTheyAreSharedBetweenOutputs) {
  const ir::Module module = module_of(
      program_of(
          "article 1 { define x of Person as a }\narticle 2 { define y of Person as a or b }"),
      {"y", "x"});
  EXPECT_EQ(module.columns.size(), 2U);
  EXPECT_EQ(module.outputs[0].name, "pact.y");
  EXPECT_EQ(module.outputs[1].name, "pact.x");
}

/// The columns of `module` in their order, as they are printed.
std::string columns_of(const ir::Module& module) {
  std::string lines;
  const std::string text = ir::print(module);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    if (text.substr(at, 6) == "column") lines += text.substr(at, end - at + 1);
    at = end + 1;
  }
  return lines;
}

TEST(Request, AllFactsBecomeColumnsWhateverIsAsked) {
  const program::Program program = program_of(
      "article 1 { define x of Person as b  define y of Person as home.party or "
      "(for some tie in ties : tie.real) }");
  const auto module_for = [&](const char* name, bool all) {
    Request request;
    request.definitions = {definition_of(program, name)};
    request.all_facts = all;
    request.keep_rules = false;
    for (std::size_t index = 0; index < program.facts.size(); ++index) {
      if (program.facts[program::FactId(index)].name == "left") {
        request.ranged.insert(program::FactId(index));
      }
    }
    return lower(program, request);
  };
  const ir::Module first = module_for("x", true);
  const ir::Module second = module_for("y", true);
  EXPECT_EQ(columns_of(first), columns_of(second));
  EXPECT_EQ(module_for("x", false).columns.size(), 1u);
  // Of the person 18, one of which is two days; of a State 5, once, though two facts lead there;
  // of a tie 4, of a State and of the person.
  EXPECT_EQ(first.columns.size(), 19u + 5u + 4u + 4u);
  EXPECT_EQ(first.columns[ir::ColumnId(0)].name, "a");
  EXPECT_EQ(shape(first), R"(%0 : truth @Person = column_truth Person.b
output "pact.x" : truth %0
)");
}

}  // namespace
}  // namespace nansen::lower
