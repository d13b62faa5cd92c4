// Lines of formulas: what names mean there, units, sets, order, ceilings, allocations.
#include "tests/unit/check/checked.h"

namespace nansen {
namespace {

constexpr std::string_view states = R"(
vocabulary world
unit persons
unit USD
unit applications
entity State {
  population : integer in persons
  gdp : decimal in USD
  applied_2013 : integer in applications
  applied_2014 : integer in applications
  member : boolean
  founder : boolean
  joined : date
}
entity Transfer {
  destination : State
  origin : State
  moved : integer in persons
  completed : boolean
}
)";

Checked body(const std::string& words) {
  return Checked({std::string(states) + "instrument i {\n" + words + "\n}\n"});
}

Checked key(const std::string& lines) {
  return body("article 1 { formula key of State among member {\n" + lines + "\n} }");
}

/// The line `name` as printed.
std::string printed(const Checked& checked, const std::string& name) {
  const std::string all = print(checked.program);
  const std::size_t begin = all.find("\n  " + name + ": ");
  if (begin == std::string::npos) return "";
  return all.substr(begin + 3, all.find('\n', begin + 1) - begin - 3);
}

TEST(Formulas, ALookAcrossStatesTakesTheFormulasSetOrNamesItsOwn) {
  const Checked checked = key("small = share of population among founder\n key = share of gdp");
  EXPECT_EQ(checked.complaints(), Names());
  EXPECT_EQ(printed(checked, "small"), "small: decimal = (share of population among founder)");
  EXPECT_EQ(printed(checked, "key"), "key: decimal = (share of gdp among member)");
}

TEST(Formulas, WithoutASetEveryStateIsMeant) {
  const Checked checked = body("article 1 { formula key of State { key = share of gdp } }");
  EXPECT_EQ(printed(checked, "key"), "key: decimal = (share of gdp among every State)");
}

TEST(Formulas, UnitsMultiplyAndDivide) {
  const Checked checked =
      key("per_head = gdp / population\n weighted = gdp * population\n key = per_head");
  EXPECT_EQ(printed(checked, "per_head"),
            "per_head: decimal in USD per persons = (gdp / population)");
  EXPECT_EQ(printed(checked, "weighted"), "weighted: decimal in USD persons = (gdp * population)");
}

TEST(Formulas, WhatHasDifferentUnitsIsNotAdded) {
  EXPECT_EQ(key("key = population + gdp").complaints(), Names{"UnitMismatch"});
  EXPECT_EQ(key("key = least of { population, gdp }").complaints(), Names{"UnitMismatch"});
  EXPECT_EQ(key("key = population, at most 3 USD").complaints(), Names{"UnitMismatch"});
  EXPECT_EQ(key("key = greatest of { population, 0 }").complaints(), Names());
}

TEST(Formulas, APortionOfASumNeedsParentheses) {
  EXPECT_EQ(key("a = share of gdp\n b = share of population\n key = 30% of a + b").complaints(),
            Names{"PortionOfFirstOnly"});
  EXPECT_EQ(key("a = share of gdp\n b = share of population\n key = 30% of (a + b)").complaints(),
            Names());
  EXPECT_EQ(
      key("a = share of gdp\n b = share of population\n key = 40% of a + 60% of b").complaints(),
      Names());
}

TEST(Formulas, CeilingComesBeforeFloor) {
  const Checked checked = key("key = share of gdp, at least 1%, at most 20%");
  EXPECT_EQ(
      printed(checked, "key"),
      "key: decimal = (greatest of { (least of { (share of gdp among member), 0.2 }), 0.01 })");
}

TEST(Formulas, WhatIsCutOffGoesByTheLineItselfUnlessSaid) {
  EXPECT_EQ(
      printed(key("key = share of gdp, at most 20%, what is cut off redistributed once"), "key"),
      "key: decimal = ((share of gdp among member) at most 0.2, cut off redistributed once by "
      "(share of gdp among member) among member)");
  const Checked checked =
      key("key = share of gdp, at most 20%, what is cut off redistributed until nothing is cut by "
          "population");
  EXPECT_NE(printed(checked, "key").find("until nothing is cut by population"), std::string::npos);
}

TEST(Formulas, TheMissingRuleOfALineOutranksThatOfTheFormula) {
  const Checked checked =
      key("where missing: exclude the State\n"
          "a = mean of { applied_2013, applied_2014 }, where missing: zero\n"
          "key = share of gdp");
  EXPECT_EQ(printed(checked, "a"),
            "a: decimal in applications = (mean of { applied_2013 [missing: zero], applied_2014 "
            "[missing: zero] })");
  const program::Formula& formula = checked.program.formulas[program::FormulaId(0)];
  ASSERT_EQ(formula.excluded_where_missing.size(), 1U);
}

TEST(Formulas, RowsOfAnotherEntityAreToldByAReference) {
  const Checked checked =
      key("arrived = total of moved over Transfer by destination where completed\n"
          "transfers = count of Transfer by origin\n"
          "key = share of arrived");
  EXPECT_EQ(checked.complaints(), Names());
  EXPECT_EQ(printed(checked, "arrived"),
            "arrived: integer in persons = (total of moved over Transfer by destination where "
            "completed)");
  EXPECT_EQ(printed(checked, "transfers"), "transfers: integer = (count of Transfer by origin)");
  EXPECT_EQ(key("key = total of moved over Transfer by moved").complaints(),
            Names{"NotTheReference"});
}

TEST(Formulas, TheRowsOfAnotherEntityDoNotSpeakOfLines) {
  const Checked checked =
      key("completed = total of moved over Transfer by destination where completed\n key = share "
          "of completed");
  EXPECT_EQ(checked.complaints(), Names());
}

TEST(Formulas, RowsOfAnotherEntityDoNotKnowLinesAndParameters) {
  EXPECT_EQ(key("few = 5 persons\n"
                "key = total of moved over Transfer by destination where moved is more than few")
                .complaints(),
            Names{"AcrossOutsideFormula"});
  EXPECT_EQ(body("article 1 { parameter price = 2 USD per persons\n formula key of State {\n"
                 "key = total of (price * moved) over Transfer by destination } }")
                .complaints(),
            Names{"AcrossOutsideFormula"});
}

TEST(Formulas, LinesComeAfterWhatTheyReferTo) {
  const Checked checked = key("key = 50% of b\n b = share of c\n c = 2 * population");
  EXPECT_EQ(checked.complaints(), Names());
  ASSERT_EQ(checked.program.line_order.size(), 3U);
  EXPECT_EQ(checked.program.formula_lines[checked.program.line_order[0]].name, "c");
  EXPECT_EQ(checked.program.formula_lines[checked.program.line_order[2]].name, "key");
}

TEST(Formulas, ACircleThroughAnAllocationIsFound) {
  const Checked checked = body(R"(article 1 {
    parameter places = 10 persons
    formula key of State { key = share of population + quota / places }
    allocate places by key, rounding by largest remainder as quota
  })");
  EXPECT_EQ(checked.complaints(), Names{"LinesInCircle"});
}

TEST(Formulas, ALineMayBeYesOrNo) {
  const Checked checked =
      key("poor = gdp / population is less than 1000 USD per persons\n"
          "early = joined is before 2004-05-01 and member\n"
          "key = 0 where poor and not early, otherwise share of gdp");
  EXPECT_EQ(checked.complaints(), Names());
  EXPECT_EQ(printed(checked, "early"),
            "early: boolean = ((joined is less than 2004-05-01) and member)");
}

TEST(Formulas, ANameThatIsAFactAndALineIsRefused) {
  EXPECT_EQ(key("population = share of gdp\n key = population").complaints(),
            Names{"AmbiguousName"});
  EXPECT_EQ(key("population = share of population\n key = share of gdp").complaints(),
            Names{"AmbiguousName"});
}

TEST(Formulas, AnAllocationTakesOneTotalForAll) {
  EXPECT_EQ(body(R"(article 1 {
    formula key of State { key = share of gdp }
    allocate total of population by key, rounding by Hamilton, ties by name as quota
  })")
                .complaints(),
            Names());
  EXPECT_EQ(body(R"(article 1 {
    formula key of State { key = share of gdp }
    allocate population by key, rounding by Hamilton as quota
  })")
                .complaints(),
            Names{"NotTheSameForAll"});
}

TEST(Formulas, ABareZeroTakesTheUnitOfWhatStandsBesideIt) {
  EXPECT_EQ(key("key = greatest of { 0, population }").complaints(), Names());
  EXPECT_EQ(key("key = total of { 0, 0, gdp }").complaints(), Names());
  EXPECT_EQ(key("key = 1 where 0 is less than population, otherwise 0").complaints(), Names());
  EXPECT_EQ(key("key = 1 where 1 is less than population, otherwise 0").complaints(),
            Names{"UnitMismatch"});
  EXPECT_EQ(key("key = greatest of { 1, population }").complaints(), Names{"UnitMismatch"});
}

TEST(Formulas, WhatStandsForZeroMayHaveAnInverseShareOfItsOwn) {
  const Checked checked = key(
      "key = inverse share of (share of gdp), where zero: inverse share of (share of population)");
  EXPECT_EQ(checked.complaints(), Names());
}

TEST(Formulas, TruthsWithoutNumbersAreOneCondition) {
  // In three-valued logic as a whole: what is no for certain is no, though a part is not known.
  const Checked checked =
      key("a = member and not (founder or joined is before 2004-05-01)\n"
          "b = member and gdp is more than 5 USD\n"
          "c = not a or founder\n"
          "key = share of gdp");
  EXPECT_EQ(checked.complaints(), Names());
  const auto kind_of = [&](std::size_t line) {
    const program::Program& program = checked.program;
    return program.formula_expressions[program.formula_lines[program::FormulaLineId(line)].value]
        .kind;
  };
  EXPECT_EQ(kind_of(0), program::FormulaKind::Condition);
  EXPECT_EQ(kind_of(1), program::FormulaKind::And);
  EXPECT_EQ(kind_of(2), program::FormulaKind::Or);
}

TEST(Formulas, AndBesideOrNeedsParenthesesInALineToo) {
  EXPECT_EQ(key("a = member and founder or gdp is 0\n key = share of gdp").complaints(),
            Names{"MixedAndOr"});
  EXPECT_EQ(key("a = member and gdp is 0 or founder\n key = share of gdp").complaints(),
            Names{"MixedAndOr"});
  EXPECT_EQ(key("a = (member and gdp is 0) or founder\n key = share of gdp").complaints(), Names());
}

TEST(Formulas, ANumberReachedThroughAReferenceIsComparedWithALine) {
  EXPECT_EQ(body(R"(article 1 {
    formula key of Transfer {
      average = mean of moved
      key = 1 where destination.population is more than average, otherwise 0
    }
  })")
                .complaints(),
            Names());
}

TEST(Formulas, LinesThatNameOthersTwiceAreSearchedOnce) {
  std::string lines = "x0 = 1 persons\n";
  for (int line = 1; line < 100; ++line) {
    const std::string before = "x" + std::to_string(line - 1);
    lines += "x" + std::to_string(line) + " = " + before + " + " + before + "\n";
  }
  EXPECT_EQ(body("article 1 { formula key of State {\n" + lines + R"(key = share of gdp }
    allocate key.x99 by key, rounding by Hamilton as quota
  })")
                .complaints(),
            Names());
}

TEST(Formulas, AnAllocationMayNameALineOfItsFormula) {
  const Checked checked = body(R"(article 1 {
    formula first of State { first = quota }
    formula key of State { key = share of gdp  places = 5 persons }
    allocate places by key, rounding by Hamilton as quota
  })");
  EXPECT_EQ(checked.complaints(), Names());
  EXPECT_EQ(printed(checked, "first"), "first: integer in persons = quota");
  EXPECT_EQ(body(R"(article 1 {
    formula first of State { first = quota }
    formula key of State { key = share of gdp  places = total of quota }
    allocate places by key, rounding by Hamilton as quota
  })")
                .complaints(),
            Names{"LinesInCircle"});
}

TEST(Formulas, ANameThatIsALineAndSomethingOfTheInstrumentIsRefused) {
  EXPECT_EQ(body(R"(article 1 {
    parameter places = 10 persons
    formula key of State { key = share of gdp  places = population }
    allocate places by key, rounding by Hamilton as quota
  })")
                .complaints(),
            Names{"AmbiguousName"});
}

TEST(Formulas, ANameThatIsALineAndADefinitionIsRefused) {
  EXPECT_EQ(body(R"(article 1 {
    define late of State as founder
    formula key of State { late = member  key = 1 where late, otherwise 0 }
  })")
                .complaints(),
            Names{"AmbiguousName"});
}

TEST(Formulas, ALineIsNoSetOfStates) {
  EXPECT_EQ(
      key("poor = gdp is less than 5 USD\n key = share of population among poor").complaints(),
      Names{"CountNeedsNoNumber"});
  EXPECT_EQ(
      body("article 1 { formula key of State among key { key = share of gdp } }").complaints(),
      Names{"CountNeedsNoNumber"});
}

TEST(Formulas, NamesOfAnInstrumentAreDeclaredOnce) {
  EXPECT_EQ(body(R"(article 1 {
    parameter key = 10%
    formula key of State { key = share of gdp }
  })")
                .complaints(),
            Names{"DuplicateName"});
}

TEST(Formulas, AnAllocationIsNotCalledAsALineOfItsFormula) {
  EXPECT_EQ(body(R"(article 1 {
    formula key of State { quota = share of gdp  key = quota }
    allocate 10 persons by key, rounding by Hamilton as quota
  })")
                .complaints(),
            Names{"DuplicateName"});
}

TEST(Formulas, ALineOfAnotherFormulaIsNamedThroughIt) {
  const Checked checked = body(R"(article 1 {
    formula key of State among member { size = share of population  key = size }
    formula other of State { other = key.size + key + i.key.size }
  })");
  EXPECT_EQ(checked.complaints(), Names());
  EXPECT_EQ(printed(checked, "other"), "other: decimal = ((size + key) + size)");
}

}  // namespace
}  // namespace nansen
