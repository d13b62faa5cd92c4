// Formulas in a drafter's words: what is written is read back the same, numbers as people read
// them.
#include "compiler/sharing/words.h"

#include "tests/unit/sharing/fixture.h"

namespace nansen::sharing {
namespace {

class FormulaWordsTest : public SharingTest {
 protected:
  /// The line `x` as it is worded.
  std::string worded(const std::string& line) {
    lowered("formula x of State among member { y = share of population\n x = " + line + " }");
    const program::Formula& formula = program().formulas[program::FormulaId(std::size_t{0})];
    return words(program(), program().formula_lines[formula.result].uncapped, formula.set);
  }
};

TEST_F(FormulaWordsTest, KeepsWhatWasWritten) {
  for (const char* line : {
           "30% of (y + share of gdp)",
           "1 - total of y",
           "(y - (y - 1)) / (2 * y)",
           "inverse share of population among rich",
           "mean of { year_1, year_2 }",
           "0 where rich and not member, otherwise y",
           "population is at least 5 persons or rich",
           "count of member",
           "rank of population",
           "total of number over Transfer by destination where completed",
       }) {
    EXPECT_EQ(worded(line), line);
  }
}

TEST_F(FormulaWordsTest, ShowsSharesInHundredthsAndRatesAsTheyAre) {
  lowered(
      "formula x of State { a = share of population\n b = rate\n c = b + 1\n"
      "x = population }");
  std::vector<std::string> texts;
  for (const program::FormulaLine& line : program().formula_lines) {
    texts.push_back(number_words(shown(program(), line.value), Rational(5, 4), 2));
  }
  EXPECT_EQ(texts, (std::vector<std::string>{"125.00%", "1.25", "1.25", "1.25 persons"}));
}

TEST_F(FormulaWordsTest, WritesNumbersExactlyWhereAProvisionDoes) {
  lowered(
      "parameter weight = 12.5%\nparameter price = 20000 EUR per persons\n"
      "formula x of State { x = weight * population * price }");
  const auto written = [&](std::size_t at) {
    const program::Parameter& parameter = program().parameters[program::ParameterId(at)];
    return exact_words(program(), parameter.type, parameter.value);
  };
  EXPECT_EQ(written(0), "12.5%");
  EXPECT_EQ(written(1), "20,000 EUR per persons");
}

}  // namespace
}  // namespace nansen::sharing
