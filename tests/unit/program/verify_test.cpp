// Each invariant of a typed program, broken by hand, is complained of by its name.
#include <gtest/gtest.h>

#include "compiler/program/verify_circles.h"
#include "tests/unit/program/small_program.h"

namespace nansen::program {
namespace {

/// The first words of the complaints about a small program after `spoil`.
template <typename Spoil>
std::vector<std::string> complaints_after(Spoil spoil) {
  SmallProgram small;
  spoil(small.program);
  std::vector<std::string> names;
  for (const std::string& complaint : verify(small.program)) {
    names.push_back(complaint.substr(0, complaint.find(':')));
  }
  return names;
}

using Names = std::vector<std::string>;

TEST(Verify, AWellFormedProgramHasNoComplaints) {
  EXPECT_EQ(complaints_after([](Program&) {}), Names{});
}

TEST(Verify, Enumerations) {
  EXPECT_EQ(complaints_after([](Program& program) {
              program.enumerations[EnumerationId(0)].members[1].name = "low";
            }),
            Names{"enumeration"});
}

TEST(Verify, Facts) {
  EXPECT_EQ(complaints_after([](Program& program) { program.facts[FactId(2)].range.least = 151; }),
            Names{"fact"});
  EXPECT_EQ(complaints_after(
                [](Program& program) { program.entities[EntityId(0)].facts.push_back(FactId(2)); }),
            Names{"fact"});
}

TEST(Verify, Definitions) {
  EXPECT_EQ(complaints_after(
                [](Program& program) { program.definitions[DefinitionId(0)].root = RuleId(1); }),
            Names{"definition"});
}

TEST(Verify, RulesStandWhereTheirParentListsThem) {
  EXPECT_EQ(complaints_after([](Program& program) { program.rules[RuleId(0)].exceptions.clear(); }),
            Names{"rule"});
  EXPECT_EQ(complaints_after([](Program& program) { program.rules[RuleId(1)].condition = {}; }),
            Names{"rule"});
  EXPECT_EQ(
      complaints_after([](Program& program) { program.rules[RuleId(2)].value = ExpressionId(0); }),
      Names{"rule"});
}

TEST(Verify, OnlyWaysInAreSpared) {
  EXPECT_EQ(
      complaints_after([](Program& program) { program.rules[RuleId(3)].spares = {RuleId(1)}; }),
      Names{"spare"});
}

TEST(Verify, ExpressionsComeAfterTheirOperands) {
  EXPECT_EQ(complaints_after([](Program& program) {
              program.expressions.begin()->operands = {ExpressionId(2)};
            }),
            Names{"expression"});
}

TEST(Verify, ExpressionsAreWhatTheirKindDemands) {
  EXPECT_EQ(complaints_after([](Program& program) {
              program.expressions[program.rules[RuleId(0)].condition].heads.clear();
            }),
            Names{"expression"});
}

TEST(Verify, TheOrderIsComplete) {
  EXPECT_EQ(complaints_after(
                [](Program& program) { program.order = {DefinitionId(0), DefinitionId(0)}; }),
            Names{"order"});
}

TEST(Verify, ADefinitionComesAfterWhatItRefersTo) {
  EXPECT_EQ(complaints_after([](Program& program) {
              Expression itself;
              itself.kind = ExpressionKind::DefinitionValue;
              itself.type.kind = TypeKind::Boolean;
              itself.definition = program.definitions.add(program.definitions[DefinitionId(0)]);
              program.definitions[DefinitionId(1)].root = RuleId(program.rules.size());
              Rule base = program.rules[RuleId(3)];
              base.role = RuleRole::Base;
              base.parent = {};
              base.spares.clear();
              base.definition = DefinitionId(1);
              program.rules.add(base);
              program.rules[RuleId(3)].condition = program.expressions.add(itself);
              program.order = {DefinitionId(0), DefinitionId(1)};
            }),
            Names{"order"});
}

TEST(Verify, ExamplesSpeakOfTheirOwnEntity) {
  EXPECT_EQ(complaints_after([](Program& program) {
              Entity ship;
              ship.name = "Ship";
              Example example;
              example.entity = program.entities.add(std::move(ship));
              example.row.facts.emplace(FactId(0), CaseValue{});
              program.examples.add(std::move(example));
            }),
            Names{"example"});
}

TEST(Verify, AReadingHasTheChoicesThatAreMade) {
  const auto with_reading = [](Program& program) {
    program.readings.add({.name = "scope",
                          .question = "How wide?",
                          .instrument = InstrumentId(0),
                          .citation = {},
                          .choices = {{"narrow", ""}, {"wide", ""}},
                          .default_choice = 0,
                          .span = {}});
  };
  EXPECT_EQ(complaints_after(with_reading), Names{});
  EXPECT_EQ(complaints_after([&](Program& program) {
              with_reading(program);
              program.readings[ReadingId(0)].default_choice = 2;
            }),
            Names{"reading"});
  EXPECT_EQ(complaints_after([&](Program& program) {
              with_reading(program);
              Example example;
              example.readings[ReadingId(0)] = 2;
              program.examples.add(example);
            }),
            Names{"reading"});
}

TEST(Verify, ExamplesGiveValuesOfTheTypesOfFacts) {
  // A number for every fact, and a member that no enumeration has: one of both fits nowhere.
  for (std::size_t at = 0; at < SmallProgram().program.facts.size(); ++at) {
    const auto given = [&](auto value) {
      return complaints_after([&](Program& program) {
        const FactId fact(at);
        Example example;
        example.entity = program.facts[fact].entity;
        example.row.facts[fact] = {.value = value, .id = {}};
        program.examples.add(example);
      });
    };
    EXPECT_EQ(given(UnknownValue{}), Names{});
    EXPECT_EQ(given(std::size_t{1000}), Names{"value"});
    EXPECT_EQ(given(std::vector<std::size_t>{1000}), Names{"value"});
    EXPECT_EQ(given(DayRange{2, 1}), Names{"value"});
  }
}

TEST(VerifyCircles, NoRuleRestsOnItself) {
  SmallProgram small;
  EXPECT_EQ(verify_circles(small.program), Names{});
  Expression itself;
  itself.kind = ExpressionKind::RuleHolds;
  itself.type.kind = TypeKind::Boolean;
  itself.rule = small.program.definitions[DefinitionId(0)].root;
  small.program.rules[itself.rule].condition = small.program.expressions.add(itself);
  EXPECT_EQ(verify_circles(small.program), Names{"circle: a rule or a formula rests on itself"});
}

}  // namespace
}  // namespace nansen::program
