// Tables of States for formulas: figures, conditions, and what is summed up for each State.
#include "compiler/sharing/table.h"

#include "tests/unit/sharing/fixture.h"

namespace nansen::sharing {
namespace {

class TableTest : public SharingTest {
 protected:
  /// What a line over Transfers comes to for DEU, FRA and MLT, `-` where it is not known.
  std::string groups(const std::string& line, const std::string& transfers,
                     const EngineChoice& engine = {}) {
    const lower::LoweredFormula formula = lowered("formula x of State { x = " + line + " }");
    const auto read = table(formula, "state,member\nDEU,yes\nFRA,no\nMLT,\n", transfers, engine);
    if (!read) return messages();
    std::string text;
    for (const auto& number : read->sheet.inputs.back().numbers) {
      text += (text.empty() ? "" : " ") + (number ? nansen::to_string(*number) : std::string("-"));
    }
    return text;
  }
};

constexpr const char* transfers =
    "destination,number,completed\nDEU,3,yes\nDEU,,yes\nDEU,8,yes\nFRA,4,no\nFRA,6,yes\n";

TEST_F(TableTest, HoldsFiguresAndTruths) {
  const lower::LoweredFormula formula =
      lowered("formula x of State among member { x = share of population }");
  const auto read = table(formula, "state,population,member\nDEU,5,yes\nFRA,,\n");
  ASSERT_TRUE(read.has_value()) << messages();
  EXPECT_EQ(read->sheet.rows, (std::vector<std::string>{"DEU", "FRA"}));
  for (std::size_t input = 0; input < formula.sheet.inputs.size(); ++input) {
    const auto& column = read->sheet.inputs[input];
    if (formula.sheet.inputs[input].truth) {
      EXPECT_EQ(column.truths, (std::vector<Truth>{Truth::Yes, Truth::Undetermined}));
    } else {
      EXPECT_EQ(column.numbers[0], Rational(5));
      EXPECT_FALSE(column.numbers[1].has_value());
    }
  }
}

TEST_F(TableTest, NamesTheFactsThatAConditionTurnsOn) {
  const lower::LoweredFormula formula = lowered(
      "define poor of State as not rich\n"
      "define participants of State as member and poor\n"
      "formula x of State among participants { x = share of population }");
  const auto read = table(formula, "state,population,member,rich\nDEU,5,yes,\nFRA,5,,\n");
  ASSERT_TRUE(read.has_value()) << messages();
  ASSERT_EQ(read->unsettled.size(), 2u);
  EXPECT_EQ(read->unsettled.begin()->second.facts, (std::vector<std::string>{"rich"}));
  EXPECT_EQ(std::next(read->unsettled.begin())->second.facts,
            (std::vector<std::string>{"member", "rich"}));
}

TEST_F(TableTest, SumsUpByState) {
  EXPECT_EQ(groups("total of number over Transfer by destination", transfers), "- 10 0");
  EXPECT_EQ(groups("count of Transfer by destination", transfers), "3 2 0");
  EXPECT_EQ(groups("count of Transfer by destination where completed", transfers), "3 1 0");
  EXPECT_EQ(groups("total of number over Transfer by destination where completed,"
                   " where missing: zero",
                   transfers),
            "11 6 0");
}

TEST_F(TableTest, MakesWhatTheMissingRuleSaysOfUnknownRows) {
  EXPECT_EQ(groups("mean of number over Transfer by destination, where missing: zero", transfers),
            "11/3 5 0");
  EXPECT_EQ(groups("mean of number over Transfer by destination,"
                   " where missing: mean of the years reported",
                   transfers),
            "5.5 5 -");
  EXPECT_EQ(
      groups("greatest of number over Transfer by destination, where missing: zero", transfers),
      "8 6 0");
  EXPECT_EQ(groups("median of number over Transfer by destination, where missing: zero", transfers),
            "3 5 0");
}

TEST_F(TableTest, DoesNotGuessWhetherARowCounts) {
  EXPECT_EQ(groups("count of Transfer by destination where completed",
                   "destination,number,completed\nDEU,3,\nFRA,1,yes\n"),
            "- 1 0");
}

TEST_F(TableTest, ReadsTheStatesThatRowsReferTo) {
  EXPECT_EQ(groups("count of Transfer by destination where destination.member",
                   "destination\nDEU\nFRA\nUSA\n"),
            "1 0 0");
  EXPECT_EQ(messages(), "1 of the rows of \"" + (scratch.path() / "transfers.csv").string() +
                            "\" name no State of the table and are left out of the line \"x\"\n");
}

TEST_F(TableTest, GroupsAreTheSameByEveryEngine) {
  for (const char* line : {"total of number over Transfer by destination, where missing: zero",
                           "count of Transfer by destination where completed"}) {
    const std::string interpreted = groups(line, transfers);
    EXPECT_EQ(groups(line, transfers, {EngineChoice::Kind::Blockwise}), interpreted) << line;
    EXPECT_EQ(groups(line, transfers, {EngineChoice::Kind::NativeIfThere}), interpreted) << line;
    EXPECT_EQ(groups(line, transfers, {EngineChoice::Kind::Native}), interpreted) << line;
  }
}

TEST_F(TableTest, WantsTheTableOfWhatIsSummedUp) {
  EXPECT_EQ(groups("count of Transfer by destination", ""),
            "the line \"x\" needs the rows of Transfer, and no table of them is given\n");
}

}  // namespace
}  // namespace nansen::sharing
