// How a share came about: the number meant, in words that leave no doubt.
#include "compiler/sharing/explain.h"

#include "tests/unit/sharing/fixture.h"

namespace nansen::sharing {
namespace {

class ExplainFormulaTest : public SharingTest {
 protected:
  std::string explained(const std::string& body, const std::string& states, std::size_t row = 0) {
    const lower::LoweredFormula formula = lowered(body);
    const auto read = table(formula, states);
    if (!read) return messages();
    const auto answered = answer(program(), formula, *read, session->emitter());
    if (!answered) return messages();
    return report::to_text(explain({program(), formula, *read, *answered}, row, {}),
                           {.width = 1000});
  }
};

constexpr const char* two = "state,population,gdp,year_1,year_2\nDEU,75,50,4,\nFRA,25,50,2,1\n";

bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST_F(ExplainFormulaTest, PortionsOfSumsAndOfMeansAreToldApart) {
  const std::string sum = explained(
      "formula x of State { a = share of population\n b = share of gdp\n x = 30% of (a + b) }",
      two);
  EXPECT_TRUE(holds(sum,
                    "30% of (a + b) = 30% of (75.00% + 50.00%) = 37.50%, that is 60% of "
                    "their mean"))
      << sum;
  const std::string mean = explained(
      "formula x of State { a = share of population\n b = share of gdp\n"
      "x = 30% of mean of { a, b } }",
      two);
  EXPECT_TRUE(holds(mean, "= 18.75%, that is 15% of their sum")) << mean;
}

TEST_F(ExplainFormulaTest, SetsLimitsAndMissingFiguresAreSaid) {
  const std::string text = explained(
      "formula x of State { m = mean of { year_1, year_2 }, where missing: zero\n"
      "x = share of population, at most 60%, at least m / (10 * m) }",
      two);
  EXPECT_TRUE(holds(text,
                    "share of population = 75 of 100 persons, the total of 2 States = "
                    "75.00%"))
      << text;
  EXPECT_TRUE(holds(text, "at most 60% = 60.00%: it cuts off 15.00%")) << text;
  EXPECT_TRUE(holds(text, "year_2 is not reported: it counts as zero")) << text;
}

TEST_F(ExplainFormulaTest, TheTieThatDecidedTheLastUnitIsSaid) {
  const std::string text = explained(
      "formula x of State { x = share of gdp }\n"
      "allocate 3 persons by x, rounding by largest remainder, ties by name as quota",
      two, 1);
  EXPECT_TRUE(holds(text,
                    "the remainder 0.5000 is the 1st largest of 2, and 1 left over go to the "
                    "largest: none for FRA"))
      << text;
  EXPECT_TRUE(holds(text, "tied with DEU for the last one, settled by name")) << text;
}

TEST_F(ExplainFormulaTest, ALimitThatHoldsAStateSaysWhatItHasAndNoFurtherUnitIsSpokenOf) {
  const std::string body =
      "formula x of State { x = share of population }\n"
      "allocate 100 persons by x, rounding by Webster, at least 30 persons, at most 60 persons as "
      "quota";
  const std::string capped = explained(body, two, 0);
  EXPECT_TRUE(holds(capped, "at most 60 persons: it holds DEU at 60")) << capped;
  EXPECT_FALSE(holds(capped, "share the rest")) << capped;
  EXPECT_FALSE(holds(capped, "would come")) << capped;
  EXPECT_FALSE(holds(capped, "the last of all")) << capped;
  const std::string other = explained(body, two, 1);
  EXPECT_TRUE(
      holds(other, "those that no limit holds share the rest in proportion: 40.0000 for FRA"))
      << other;
  const std::string raised = explained(
      "formula x of State { x = share of population }\n"
      "allocate 100 persons by x, rounding by Webster, at least 30 persons as quota",
      two, 1);
  EXPECT_TRUE(holds(raised, "at least 30 persons: it holds FRA at 30")) << raised;
  EXPECT_FALSE(holds(raised, "its 30th came")) << raised;
}

TEST_F(ExplainFormulaTest, ACeilingThatIsReachedByWhatIsRedistributedBinds) {
  const std::string text = explained(
      "formula x of State { x = share of population, at most 50%, what is cut off redistributed "
      "until nothing is cut }",
      two, 1);
  EXPECT_TRUE(holds(text, "at most 50% = 50.00%: it binds only with what is redistributed"))
      << text;
}

TEST_F(ExplainFormulaTest, AnExemptStateIsToldByTheSetThatExemptsIt) {
  const std::string text = explained(
      "formula x of State { x = share of population }\n"
      "allocate 100 persons by x, rounding by Webster, exempting rich as quota",
      "state,population,rich\nDEU,75,no\nFRA,25,yes\n", 1);
  EXPECT_TRUE(holds(text, "exempted by \"rich\"")) << text;
}

}  // namespace
}  // namespace nansen::sharing
