// Results as words, and as CSV and JSON.
#include "compiler/cases/writer.h"

#include <gtest/gtest.h>

#include "tests/unit/cases/fixture.h"

namespace nansen::cases {
namespace {

/// A module with one output of each kind, and results for it that are set by hand.
class Answers : public testing::Test {
 protected:
  Answers() {
    constant = add({});
    tenth = number(Rational(1, 10));
    third = number(Rational(1, 3));
    output(ir::OutputKind::Truth, "treaty.refugee", {}, {constant});
    output(ir::OutputKind::Enumeration, "treaty.status", {"asylum", "subsidiary"},
           {constant, constant});
    output(ir::OutputKind::OrderedEnumeration, "treaty.treatment",
           {"none", "aliens", "favoured", "nationals"}, {constant, constant, constant});
    output(ir::OutputKind::Number, "treaty.share", {}, {tenth});
    output(ir::OutputKind::Number, "treaty.third", {}, {third});
    output(ir::OutputKind::Number, "treaty.stay", {}, {number(Rational(1))});
    output(ir::OutputKind::Date, "treaty.since", {}, {number(Rational(1))});
    program::Instrument instrument;
    instrument.name = "treaty";
    const auto id = vocabulary.program.instruments.add(instrument);
    program::Definition stay;
    stay.name = "stay";
    stay.instrument = id;
    stay.entity = vocabulary.person;
    stay.type.kind = program::TypeKind::Period;
    stay.type.in_months = true;
    vocabulary.program.definitions.add(stay);
    results = runtime::Results(layout::output_shapes(vocabulary.module), 70);
  }

  ir::ValueId add(ir::Instruction instruction) {
    instruction.domain = ir::DomainId(std::size_t{0});
    vocabulary.module.origins.push_back({0});
    return vocabulary.module.instructions.add(std::move(instruction));
  }
  ir::ValueId number(const Rational& value) {
    ir::Instruction instruction;
    instruction.opcode = ir::Opcode::ConstantNumber;
    instruction.number = value;
    return add(instruction);
  }
  void output(ir::OutputKind kind, std::string name, std::vector<std::string> members,
              std::vector<ir::ValueId> values) {
    vocabulary.module.outputs.push_back(
        {kind, std::move(name), std::move(members), std::move(values)});
  }
  void set(std::size_t output, std::size_t truth, bool yes, std::size_t row) {
    results.plane(output, truth, yes)[row / 64] |= std::uint64_t{1} << (row % 64);
  }
  void set_number(std::size_t output, std::int64_t value, std::size_t row) {
    set(output, 0, true, row);
    results.numbers(output)[row] = value;
  }
  std::string text(std::size_t output, std::size_t row) {
    const ResultText cells(vocabulary.program, vocabulary.module);
    std::string text;
    cells.append(CaseBatch(), results, output, row, text);
    return text;
  }

  Vocabulary vocabulary;
  ir::ValueId constant, tenth, third;
  runtime::Results results;
};

TEST_F(Answers, TruthsHaveThreeWords) {
  set(0, 0, true, 0);
  set(0, 0, false, 65);
  EXPECT_EQ(text(0, 0), "yes");
  EXPECT_EQ(text(0, 1), "undetermined");
  EXPECT_EQ(text(0, 65), "no");
}

TEST_F(Answers, AMemberIsNamedOnceItIsCertain) {
  set(1, 1, true, 0);
  set(1, 0, false, 1);
  set(1, 0, false, 2);
  set(1, 1, false, 2);
  EXPECT_EQ(text(1, 0), "subsidiary");
  EXPECT_EQ(text(1, 1), "undetermined");
  EXPECT_EQ(text(1, 2), "no value");
  EXPECT_EQ(text(1, 3), "undetermined");
}

TEST_F(Answers, AnOrderedValueIsNamedAsFarAsItIsKnown) {
  set(2, 0, true, 0);   // at least aliens
  set(2, 1, false, 0);  // not favoured
  set(2, 2, false, 0);
  set(2, 0, true, 1);  // at least aliens, not nationals
  set(2, 2, false, 1);
  set(2, 0, true, 2);  // at least aliens
  set(2, 0, false, 3);
  set(2, 1, false, 3);
  set(2, 2, false, 3);
  EXPECT_EQ(text(2, 0), "aliens");
  EXPECT_EQ(text(2, 1), "from aliens to favoured");
  EXPECT_EQ(text(2, 2), "from aliens to nationals");
  EXPECT_EQ(text(2, 3), "none");
  EXPECT_EQ(text(2, 4), "undetermined");
}

TEST_F(Answers, NumbersAreExact) {
  set_number(3, 3, 0);
  set_number(3, -25, 1);
  set_number(3, 40, 2);
  set_number(4, 2, 0);
  set_number(4, 6, 1);
  EXPECT_EQ(text(3, 0), "0.3");
  EXPECT_EQ(text(3, 1), "-2.5");
  EXPECT_EQ(text(3, 2), "4");
  EXPECT_EQ(text(4, 0), "2/3");
  EXPECT_EQ(text(4, 1), "2");
  EXPECT_EQ(text(4, 2), "undetermined");
}

TEST_F(Answers, PeriodsAndDatesAreWordsOfTheCalendar) {
  set_number(5, 18, 0);
  set_number(5, 1, 1);
  set_number(6, 0, 0);
  set_number(6, runtime::last_day + 1, 1);
  EXPECT_EQ(text(5, 0), "18 months");
  EXPECT_EQ(text(5, 1), "1 month");
  EXPECT_EQ(text(6, 0), "1970-01-01");
  EXPECT_EQ(text(6, 1), "after 9999-12-31");
}

TEST_F(Answers, AreWrittenRowByRow) {
  CaseBatch batch;
  batch.ids.add("a, b");
  batch.ids.add("\"c\"");
  set(0, 0, true, 0);
  set_number(3, 3, 0);
  set_number(4, 2, 0);
  set_number(4, 3, 1);
  Writer csv(vocabulary.program, vocabulary.module, ResultFormat::Csv);
  std::string text;
  csv.begin(text);
  csv.rows(batch, results, text);
  csv.end(text);
  EXPECT_EQ(text,
            "id,treaty.refugee,treaty.status,treaty.treatment,treaty.share,treaty.third,"
            "treaty.stay,treaty.since\n"
            "\"a, b\",yes,undetermined,undetermined,0.3,2/3,undetermined,undetermined\n"
            "\"\"\"c\"\"\",undetermined,undetermined,undetermined,undetermined,1,undetermined,"
            "undetermined\n");
  Writer json(vocabulary.program, vocabulary.module, ResultFormat::Json);
  text.clear();
  json.begin(text);
  json.rows(batch, results, text);
  json.end(text);
  EXPECT_EQ(text,
            "[\n{\"id\":\"a, b\",\"treaty.refugee\":\"yes\",\"treaty.status\":\"undetermined\","
            "\"treaty.treatment\":\"undetermined\",\"treaty.share\":0.3,\"treaty.third\":\"2/3\","
            "\"treaty.stay\":\"undetermined\",\"treaty.since\":\"undetermined\"},\n"
            "{\"id\":\"\\\"c\\\"\",\"treaty.refugee\":\"undetermined\",\"treaty.status\":"
            "\"undetermined\",\"treaty.treatment\":\"undetermined\",\"treaty.share\":"
            "\"undetermined\",\"treaty.third\":1,\"treaty.stay\":\"undetermined\","
            "\"treaty.since\":\"undetermined\"}\n]\n");
}

TEST_F(Answers, OfNoCasesAreAnEmptyTable) {
  const Writer json(vocabulary.program, vocabulary.module, ResultFormat::Json);
  std::string text;
  json.begin(text);
  json.end(text);
  EXPECT_EQ(text, "[]\n");
}

TEST(DayRangeText, LeavesOutWhatIsNotKnownAndSaysADayOnce) {
  EXPECT_EQ(day_range_text(19'047, 19'082), "2022-02-24..2022-03-31");
  EXPECT_EQ(day_range_text(19'047, std::nullopt), "2022-02-24..");
  EXPECT_EQ(day_range_text(std::nullopt, 19'082), "..2022-03-31");
  EXPECT_EQ(day_range_text(19'047, 19'047), "2022-02-24");
  EXPECT_EQ(day_range_text(19'047, runtime::last_day), "2022-02-24..never");
}

TEST(AppendExact, ReachesTheEndsOfItsRange) {
  std::string text;
  append_exact(INT64_MIN, 1000, text);
  text += ' ';
  append_exact(INT64_MAX, 1, text);
  text += ' ';
  append_exact(-5, 1000, text);
  EXPECT_EQ(text, "-9223372036854775.808 9223372036854775807 -0.005");
}

TEST(AppendJsonString, EscapesWhatMustBeEscaped) {
  std::string text;
  append_json_string("a\"b\\c\nd\x01\xC3\xA9", text);
  EXPECT_EQ(text, "\"a\\\"b\\\\c\\u000ad\\u0001\xC3\xA9\"");
}

}  // namespace
}  // namespace nansen::cases
