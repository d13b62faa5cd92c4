// Numbers of the command line, and which parameters they are for.
#include "compiler/sharing/settings.h"

#include "tests/unit/sharing/fixture.h"

namespace nansen::sharing {
namespace {

TEST(Numbers, AreReadExactly) {
  EXPECT_EQ(parse_number("12%"), Rational(3, 25));
  EXPECT_EQ(parse_number("12 %"), Rational(3, 25));
  EXPECT_EQ(parse_number("0.125"), Rational(1, 8));
  EXPECT_EQ(parse_number("-3"), Rational(-3));
  EXPECT_EQ(parse_number("-0.5%"), Rational(-1, 200));
  for (const char* word : {"", "%", ".5", "1.", "1e3", "half", "1,000", "--1", "+1", " 1"}) {
    EXPECT_FALSE(parse_number(word).has_value()) << word;
  }
}

class SettingsTest : public SharingTest {};

TEST_F(SettingsTest, AreOfParametersThatTheFormulaReads) {
  const lower::LoweredFormula formula = lowered(
      "parameter weight = 40% from 0% to 50%\nparameter other = 1\n"
      "formula x of State { x = weight * share of population }");
  const auto read = [&](const std::string& word) {
    return read_settings(program(), formula, {word}, session->emitter());
  };
  const auto settings = read("key.weight=0.25");
  ASSERT_TRUE(settings.has_value());
  EXPECT_EQ(settings->front().value, Rational(1, 4));
  EXPECT_FALSE(read("weight=60%").has_value());
  EXPECT_FALSE(read("other=2").has_value());
  EXPECT_FALSE(read("weight").has_value());
  EXPECT_EQ(messages(),
            "\"weight\" is 0.6, outside its range from 0 to 0.5\n"
            "the formula does not read the parameter \"other\"\n"
            "\"weight\" does not set a parameter\n");
}

TEST_F(SettingsTest, ThirtyIsNotThirtyPercent) {
  const lower::LoweredFormula formula = lowered(
      "parameter weight = 40% from 0% to 50%\n"
      "formula x of State { x = weight * share of population }");
  EXPECT_FALSE(read_settings(program(), formula, {"weight=30"}, session->emitter()).has_value());
  EXPECT_EQ(session->emitter().diagnostics().front().help, "write 30% if hundredths are meant");
}

}  // namespace
}  // namespace nansen::sharing
