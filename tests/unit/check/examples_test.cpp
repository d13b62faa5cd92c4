// Examples: given rows, `otherwise no`, expectations.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

Checked example(const std::string& given, const std::string& expect = "expect i.x: yes") {
  return Checked::body(
      "article 1 { define x of Person as a define n of Person : integer as age "
      "define t of State as safe } } example \"e\" { given Person { " +
      given + " } " + expect);
}

const program::CaseValue* fact(const Checked& checked, const std::string& name) {
  const program::CaseRow& row = checked.program.examples.begin()->row;
  for (const auto& [id, value] : row.facts) {
    if (checked.program.facts[id].name == name) return &value;
  }
  return nullptr;
}

TEST(Examples, OtherwiseNoLeavesChoicesUnknown) {
  const Checked checked = example("a: yes, b: unknown, otherwise no");
  ASSERT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(std::get<Truth>(fact(checked, "a")->value), Truth::Yes);
  EXPECT_TRUE(std::holds_alternative<program::UnknownValue>(fact(checked, "b")->value));
  EXPECT_EQ(std::get<Truth>(fact(checked, "c")->value), Truth::No);
  EXPECT_TRUE(std::get<std::vector<std::size_t>>(fact(checked, "grounds")->value).empty());
  EXPECT_TRUE(
      std::get<std::vector<program::CaseRow>>(fact(checked, "nationalities")->value).empty());
  EXPECT_EQ(fact(checked, "age"), nullptr);
  EXPECT_EQ(fact(checked, "arrived"), nullptr);
  EXPECT_EQ(fact(checked, "asylum"), nullptr);
}

TEST(Examples, EveryKindOfValueIsTyped) {
  const Checked checked = example(
      "grounds: { race, opinion }, degree: high, age: 30, hosted: 7 persons, quota: 25%, "
      "arrived: 2020-02-29, stay: 2 years, asylum: { safe: yes }, "
      "nationalities: [ { protects: no }, { protects: yes, otherwise no } ]");
  ASSERT_EQ(checked.complaints(), Names{});
  EXPECT_EQ(std::get<std::vector<std::size_t>>(fact(checked, "grounds")->value),
            (std::vector<std::size_t>{0, 2}));
  EXPECT_EQ(std::get<std::size_t>(fact(checked, "degree")->value), 2U);
  EXPECT_EQ(std::get<Rational>(fact(checked, "quota")->value), Rational(1, 4));
  EXPECT_EQ(std::get<Rational>(fact(checked, "stay")->value), 24);
  EXPECT_EQ(std::get<std::vector<program::CaseRow>>(fact(checked, "asylum")->value).size(), 1U);
  EXPECT_EQ(std::get<std::vector<program::CaseRow>>(fact(checked, "nationalities")->value).size(),
            2U);
}

TEST(Examples, WhatDoesNotFitIsRefused) {
  EXPECT_EQ(example("aa: yes").complaints(), Names{"UnknownFact"});
  EXPECT_EQ(example("a: yes, a: no").complaints(), Names{"FactGivenTwice"});
  EXPECT_EQ(example("a: 3").complaints(), Names{"WrongGivenValue"});
  EXPECT_EQ(example("age: 151").complaints(), Names{"GivenOutOfRange"});
  EXPECT_EQ(example("age: 1.5").complaints(), Names{"GivenOutOfRange"});
  EXPECT_EQ(example("degree: race").complaints(), Names{"UnknownMember"});
  EXPECT_EQ(example("hosted: 5 USD").complaints(), Names{"UnitMismatch"});
  EXPECT_EQ(example("arrived: 2023-02-30").complaints(), Names{"ImpossibleDate"});
  EXPECT_EQ(example("wait: 3 months").complaints(), Names{"DaysWithMonths"});
}

TEST(Examples, ExpectationsAreTyped) {
  EXPECT_EQ(example("a: yes", "expect i.x: undetermined").complaints(), Names{});
  EXPECT_EQ(example("a: yes", "expect x: yes").complaints(), Names{});
  EXPECT_EQ(example("a: yes", "expect i.n: 4").complaints(), Names{});
  EXPECT_EQ(example("a: yes", "expect i.n: yes").complaints(), Names{"WrongExpectedValue"});
  EXPECT_EQ(example("a: yes", "expect i.t: yes").complaints(), Names{"ExpectationOfOtherEntity"});
  EXPECT_EQ(example("a: yes", "expect i.y: yes").complaints(), Names{"DefinitionNotFound"});
  EXPECT_EQ(example("a: yes", "").complaints(), Names{"NothingExpected"});
  EXPECT_EQ(example("a: yes", "expect i.x: yes expect x: no").complaints(), Names{"ExpectedTwice"});
}

TEST(Examples, OneCaseEach) {
  EXPECT_EQ(example("a: yes", "expect i.x: yes given Person { }").complaints(), Names{"GivenOnce"});
}

}  // namespace
}  // namespace nansen
