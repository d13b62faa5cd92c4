// Each operation of a sheet, what is left aside where it is not needed, and each error.
#include "compiler/interpret/sheet.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace nansen::interpret {
namespace {

using ir::SheetValueId;

std::string_view word(SheetErrorKind kind) {
  switch (kind) {
    case SheetErrorKind::MissingIndicator: return "missing";
    case SheetErrorKind::UndeterminedTruth: return "undetermined";
    case SheetErrorKind::DivisionByZero: return "division";
    case SheetErrorKind::Negative: return "negative";
    case SheetErrorKind::EmptySet: return "empty";
    case SheetErrorKind::NegativeWeight: return "negative-weight";
    case SheetErrorKind::NothingToShareBy: return "nothing-to-share-by";
    case SheetErrorKind::NegativeTotal: return "negative-total";
    case SheetErrorKind::FloorsAboveTotal: return "floors-above-total";
    case SheetErrorKind::CeilingsBelowTotal: return "ceilings-below-total";
    case SheetErrorKind::FloorAboveCeiling: return "floor-above-ceiling";
    case SheetErrorKind::Tie: return "tie";
    case SheetErrorKind::TooLarge: return "too-large";
  }
  return "?";
}

/// `missing B input 1 in %2`.
std::string words(const SheetError& error, const SheetTable& table) {
  std::string text(word(error.kind));
  if (error.row) text += " " + table.rows[*error.row];
  if (error.other) text += " " + table.rows[*error.other];
  if (error.kind == SheetErrorKind::MissingIndicator ||
      error.kind == SheetErrorKind::UndeterminedTruth) {
    text += fmt::format(" input {}", error.input);
  }
  if (error.number != 0) text += " " + to_string(error.number);
  return text + fmt::format(" in %{}", error.operation.index);
}

constexpr std::string_view declarations = R"(
input 0 : number "x"
input 1 : number "y"
input 2 : truth "member"
input 3 : truth "listed"
parameter 0 : 7 "total"
%0 = always  ; from 0
%1 = indicator 0 "x"  ; from 0
%2 = indicator 1 "y"  ; from 0
%3 = condition 2 "member"  ; from 0
%4 = condition 3 "listed"  ; from 0
%5 = parameter 0 "total"  ; from 0
%6 = constant 0  ; from 0
%7 = constant 20  ; from 0
%8 = not %0  ; from 0
)";

SheetTable usual_table() {
  SheetTable table;
  table.rows = {"A", "B", "C", "D"};
  table.inputs.resize(4);
  table.inputs[0].numbers = {10, 20, 30, 20};
  table.inputs[1].numbers = {2, std::nullopt, 0, -1};
  table.inputs[2].truths = {Truth::Yes, Truth::Yes, Truth::No, Truth::Yes};
  table.inputs[3].truths = {Truth::Yes, Truth::No, Truth::Undetermined, Truth::Yes};
  table.parameters = {10};
  return table;
}

class SheetMeaning : public testing::Test {
 protected:
  /// The sheet with `lines` after the usual ones: operations, separated by newlines, from %9 on.
  ir::Sheet sheet_of(std::string_view lines) {
    std::string text(declarations);
    std::size_t next = 9;
    while (!lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      text += fmt::format("%{} = {}  ; from 0\n", next++, lines.substr(0, end));
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    ir::Sheet sheet;
    std::string error;
    EXPECT_TRUE(ir::parse_sheet(text, sheet, error)) << error;
    EXPECT_EQ(ir::verify(sheet), std::vector<std::string>());
    return sheet;
  }

  /// What the last of `lines` is at each row, or why it is nothing: `5, missing B input 1 in %2`.
  std::string values(std::string_view lines) {
    const ir::Sheet sheet = sheet_of(lines);
    const SheetValueId last(sheet.operations.size() - 1);
    const bool truth = ir::gives_truth(sheet.operations[last].opcode);
    SheetTrace trace(sheet, table_);
    std::vector<std::string> texts;
    for (std::size_t row = 0; row < table_.rows.size(); ++row) {
      texts.push_back(truth ? text(trace.truth(last, row)) : text(trace.number(last, row)));
    }
    return fmt::format("{}", fmt::join(texts, ", "));
  }

  std::string text(const std::variant<Rational, SheetError>& value) const {
    const auto* error = std::get_if<SheetError>(&value);
    return error != nullptr ? words(*error, table_) : to_string(std::get<Rational>(value));
  }
  std::string text(const std::variant<bool, SheetError>& value) const {
    const auto* error = std::get_if<SheetError>(&value);
    return error != nullptr ? words(*error, table_) : std::get<bool>(value) ? "yes" : "no";
  }

  SheetTable table_ = usual_table();
};

TEST_F(SheetMeaning, OfLeaves) {
  EXPECT_EQ(values("constant -3/10"), "-0.3, -0.3, -0.3, -0.3");
  EXPECT_EQ(values("parameter 0 \"total\""), "10, 10, 10, 10")
      << "the table's, not the sheet's own";
  EXPECT_EQ(values("indicator 1 \"y\""), "2, missing B input 1 in %9, 0, -1");
  EXPECT_EQ(values("known 1 \"y\""), "yes, no, yes, yes");
  EXPECT_EQ(values("known 3 \"listed\""), "yes, yes, no, yes");
  EXPECT_EQ(values("condition 3 \"listed\""), "yes, no, undetermined C input 3 in %9, yes");
  EXPECT_EQ(values("always"), "yes, yes, yes, yes");
}

TEST_F(SheetMeaning, OfArithmetic) {
  EXPECT_EQ(values("add %1 %5"), "20, 30, 40, 30");
  EXPECT_EQ(values("subtract %1 %7"), "-10, 0, 10, 0");
  EXPECT_EQ(values("constant 1/3\nmultiply %1 %9"), "10/3, 20/3, 10, 20/3");
  EXPECT_EQ(values("divide %1 %2"), "5, missing B input 1 in %2, division C in %9, -20");
  EXPECT_EQ(values("smaller %1 %7"), "10, 20, 20, 20");
  EXPECT_EQ(values("larger %1 %7"), "20, 20, 30, 20");
  EXPECT_EQ(values("not_negative %2"), "2, missing B input 1 in %2, 0, negative D -1 in %9");
}

TEST_F(SheetMeaning, OfDivisionInTheWholeSheetIsOfNoRow) {
  EXPECT_EQ(values("divide %5 %6").substr(0, 14), "division in %9");
  EXPECT_EQ(values("subtract %6 %5\nnot_negative %9").substr(0, 19), "negative -10 in %10");
}

TEST_F(SheetMeaning, OfTheMiddleOfSeveral) {
  EXPECT_EQ(values("middle_of %1"), "10, 20, 30, 20");
  EXPECT_EQ(values("middle_of %1 %5"), "10, 15, 20, 15");
  EXPECT_EQ(values("middle_of %1 %7 %6"), "10, 20, 20, 20");
  EXPECT_EQ(values("constant 25\nmiddle_of %9 %1 %7 %6"), "15, 20, 22.5, 20");
}

TEST_F(SheetMeaning, OfComparisons) {
  EXPECT_EQ(values("less %1 %7"), "yes, no, no, no");
  EXPECT_EQ(values("less_equal %1 %7"), "yes, yes, no, yes");
  EXPECT_EQ(values("equal %1 %7"), "no, yes, no, yes");
  EXPECT_EQ(values("less %2 %1"), "yes, missing B input 1 in %2, yes, yes");
}

TEST_F(SheetMeaning, OfConnectives) {
  EXPECT_EQ(values("not %3"), "no, no, yes, no");
  EXPECT_EQ(values("less %1 %7\nand %3 %0 %9"), "yes, no, no, no");
  EXPECT_EQ(values("less %1 %7\nor %9 %8 %8"), "yes, no, no, no");
}

TEST_F(SheetMeaning, OfConnectivesNeedsNothingAfterWhatSettlesThem) {
  EXPECT_EQ(values("and %3 %4"), "yes, no, no, yes");
  EXPECT_EQ(values("and %4 %3"), "yes, no, undetermined C input 3 in %4, yes");
  EXPECT_EQ(values("not %3\nor %9 %4"), "yes, no, yes, yes");
  EXPECT_EQ(values("not %3\nor %4 %9"), "yes, no, undetermined C input 3 in %4, yes");
}

TEST_F(SheetMeaning, OfAChoiceLeavesTheOtherAside) {
  EXPECT_EQ(values("known 1 \"y\"\nchoose %9 %2 %7"), "2, 20, 0, -1");
  EXPECT_EQ(values("equal %2 %6\ndivide %1 %2\nchoose %9 %6 %10"),
            "5, missing B input 1 in %2, 0, -20");
  EXPECT_EQ(values("choose %4 %1 %6"), "10, 0, undetermined C input 3 in %4, 20");
}

TEST_F(SheetMeaning, AcrossRowsIsOneForAll) {
  EXPECT_EQ(values("total %1 %3"), "50, 50, 50, 50");
  EXPECT_EQ(values("count %3"), "3, 3, 3, 3");
  EXPECT_EQ(values("least %1 %3"), "10, 10, 10, 10");
  EXPECT_EQ(values("greatest %1 %0"), "30, 30, 30, 30");
  EXPECT_EQ(values("median %1 %3"), "20, 20, 20, 20");
  EXPECT_EQ(values("known 1 \"y\"\nmedian %2 %9"), "0, 0, 0, 0");
  EXPECT_EQ(values("not %3\nor %9 %3\nmedian %1 %10"), "20, 20, 20, 20");
  EXPECT_EQ(values("total %5 %3"), "30, 30, 30, 30") << "of what is one for the whole sheet";
}

TEST_F(SheetMeaning, AcrossRowsReadsTheSetAlone) {
  EXPECT_EQ(values("known 1 \"y\"\ntotal %2 %9").substr(0, 1), "1");
  EXPECT_EQ(values("total %2 %3").substr(0, 24), "missing B input 1 in %2,");
  EXPECT_EQ(values("total %1 %4").substr(0, 29), "undetermined C input 3 in %4,");
  EXPECT_EQ(values("count %4").substr(0, 29), "undetermined C input 3 in %4,");
}

TEST_F(SheetMeaning, AcrossNoRowsIsAnErrorButForTotalAndCount) {
  EXPECT_EQ(values("total %2 %8"), "0, 0, 0, 0");
  EXPECT_EQ(values("count %8"), "0, 0, 0, 0");
  for (const char* const operation : {"least", "greatest", "median"}) {
    EXPECT_EQ(values(fmt::format("{} %1 %8", operation)),
              "empty in %9, empty in %9, empty in %9, empty in %9");
  }
}

TEST_F(SheetMeaning, OfRanks) {
  EXPECT_EQ(values("rank %1 %0"), "4, 2, 1, 2");
  EXPECT_EQ(values("rank %1 %3"), "3, 1, 0, 1");
  EXPECT_EQ(values("rank %5 %3"), "1, 1, 0, 1");
  EXPECT_EQ(values("rank %2 %3"),
            "missing B input 1 in %2, missing B input 1 in %2, 0, missing B input 1 in %2")
      << "a row outside needs nothing";
}

TEST_F(SheetMeaning, OfRedistribution) {
  EXPECT_EQ(values("constant 25\nredistribute once %1 %9 %1 %0"), "11, 22, 25, 22");
  EXPECT_EQ(values("constant 22\nredistribute until_nothing_is_cut %1 %9 %1 %0"), "14, 22, 22, 22");
  EXPECT_EQ(values("redistribute once %1 %5 %1 %3"), "10, 10, 0, 10") << "no one is below";
  EXPECT_EQ(values("redistribute once %1 %2 %1 %3"),
            "missing B input 1 in %2, missing B input 1 in %2, 0, missing B input 1 in %2");
  EXPECT_EQ(values("subtract %1 %7\nredistribute once %1 %7 %9 %3"),
            "negative-weight A -10 in %10, negative-weight A -10 in %10, 0, "
            "negative-weight A -10 in %10");
}

TEST_F(SheetMeaning, OfApportionmentByEachMethod) {
  // Entitlements of 10 by 10, 20, 30, 20: 1 1/4, 2 1/2, 3 3/4, 2 1/2.
  const auto quotas = [&](std::string_view words) {
    return values(fmt::format("apportion {} %5 %1 %6 %5 %0", words));
  };
  EXPECT_EQ(values("entitlement %5 %1 %6 %5 %0"), "1.25, 2.5, 3.75, 2.5");
  EXPECT_EQ(quotas("largest_remainder row"), "1, 3, 4, 2");
  EXPECT_EQ(quotas("jefferson row"), "1, 3, 4, 2");
  EXPECT_EQ(quotas("webster row"), "1, 3, 4, 2");
  EXPECT_EQ(quotas("huntington_hill row"), "1, 3, 4, 2");
  EXPECT_EQ(quotas("adams row"), "2, 3, 3, 2");
  EXPECT_EQ(quotas("each_to_the_nearest refused"), "1, 3, 4, 3");
}

TEST_F(SheetMeaning, OfTiesGoesByTheirOrder) {
  const auto quotas = [&](std::string_view words) {
    return values(fmt::format("apportion {} %5 %1 %6 %5 %0", words));
  };
  EXPECT_EQ(quotas("largest_remainder refused").substr(0, 12), "tie B D in %");
  table_.rows = {"A", "Z", "C", "D"};
  EXPECT_EQ(quotas("largest_remainder row"), "1, 3, 4, 2");
  EXPECT_EQ(quotas("largest_remainder name"), "1, 2, 4, 3");
  EXPECT_EQ(quotas("webster name"), "1, 2, 4, 3");
  table_.inputs[0].numbers = {1, 3, 1, 3};  // of 10: 1 1/4, 3 3/4
  table_.parameters = {4};                  // of 4: 1/2, 1 1/2
  EXPECT_EQ(quotas("largest_remainder row"), "1, 2, 0, 1");
  EXPECT_EQ(quotas("largest_remainder larger_weight"), "0, 2, 0, 2");
  EXPECT_EQ(quotas("largest_remainder smaller_weight"), "1, 1, 1, 1");
}

TEST_F(SheetMeaning, OfApportionmentIsZeroOutsideTheSet) {
  EXPECT_EQ(values("apportion webster row %5 %1 %6 %5 %3"), "2, 4, 0, 4");
  EXPECT_EQ(values("entitlement %5 %1 %6 %5 %3"), "2, 4, 0, 4");
}

TEST_F(SheetMeaning, OfApportionmentStandsOrFallsAsAWhole) {
  // C is outside the set, and yet: what is divided among no one, or by what is not known, is an
  // error wherever it is asked.
  EXPECT_EQ(values("apportion webster row %5 %2 %6 %5 %3"),
            "missing B input 1 in %2, missing B input 1 in %2, missing B input 1 in %2, "
            "missing B input 1 in %2");
  EXPECT_EQ(values("entitlement %5 %1 %6 %5 %8").substr(0, 26), "nothing-to-share-by in %9,");
  EXPECT_EQ(values("apportion webster row %6 %1 %6 %6 %8"), "0, 0, 0, 0");
}

TEST_F(SheetMeaning, OfApportionmentHasEachErrorOfIts) {
  const auto first = [&](std::string_view lines) {
    const std::string all = values(lines);
    return all.substr(0, all.find(','));
  };
  for (const std::string operation : {"apportion webster row", "entitlement"}) {
    EXPECT_EQ(first("subtract %6 %5\n" + operation + " %9 %1 %6 %9 %0"),
              "negative-total -10 in %10");
    EXPECT_EQ(first("constant 1000000000000000001\n" + operation + " %9 %1 %6 %9 %0"),
              "too-large 1000000000000000001 in %10");
    EXPECT_EQ(first("known 1 \"y\"\n" + operation + " %5 %2 %6 %5 %9"),
              "negative-weight D -1 in %10");
    EXPECT_EQ(first(operation + " %5 %6 %6 %5 %0"), "nothing-to-share-by in %9");
    EXPECT_EQ(first("constant 25\n" + operation + " %5 %1 %1 %9 %0"),
              "floor-above-ceiling C in %10");
    EXPECT_EQ(first("constant 3\n" + operation + " %5 %1 %9 %5 %0"),
              "floors-above-total 12 in %10");
    EXPECT_EQ(first("constant 2\n" + operation + " %5 %1 %6 %9 %0"),
              "ceilings-below-total 8 in %10");
  }
}

TEST_F(SheetMeaning, OfOutputsIsAskedOfTheirRowsAlone) {
  ir::Sheet sheet = sheet_of("not %4\ndivide %1 %2\nless %6 %2\nand %3 %0\nknown 1 \"y\"");
  sheet.outputs = {{"x", SheetValueId(1), SheetValueId(3)},
                   {"positive", SheetValueId(11), SheetValueId(13)},
                   {"total", SheetValueId(5), SheetValueId(3)}};
  const auto found = evaluate(sheet, table_);
  const auto* columns = std::get_if<std::vector<SheetColumn>>(&found);
  ASSERT_NE(columns, nullptr);
  ASSERT_EQ(columns->size(), 3U);
  EXPECT_EQ((*columns)[0].asked, (std::vector<bool>{true, true, false, true}));
  EXPECT_EQ((*columns)[0].numbers, (std::vector<Rational>{10, 20, 0, 20}));
  EXPECT_EQ((*columns)[1].truths, (std::vector<bool>{true, false, false, false}));
  EXPECT_EQ((*columns)[2].numbers, (std::vector<Rational>{10, 10, 0, 10}));

  sheet.outputs.push_back({"y", SheetValueId(2), SheetValueId(3)});
  const auto failed = evaluate(sheet, table_);
  ASSERT_TRUE(std::holds_alternative<SheetError>(failed));
  EXPECT_EQ(words(std::get<SheetError>(failed), table_), "missing B input 1 in %2");

  sheet.outputs = {{"x", SheetValueId(1), SheetValueId(4)}};
  const auto unknown = evaluate(sheet, table_);
  ASSERT_TRUE(std::holds_alternative<SheetError>(unknown));
  EXPECT_EQ(words(std::get<SheetError>(unknown), table_), "undetermined C input 3 in %4");
}

TEST_F(SheetMeaning, OfNoRowsIsNothing) {
  ir::Sheet sheet = sheet_of("total %1 %0\napportion webster row %9 %1 %6 %9 %0");
  sheet.outputs = {{"total", SheetValueId(9), SheetValueId(0)},
                   {"quota", SheetValueId(10), SheetValueId(0)}};
  table_.rows.clear();
  for (SheetTable::Column& column : table_.inputs) column = {};
  const auto found = evaluate(sheet, table_);
  const auto* columns = std::get_if<std::vector<SheetColumn>>(&found);
  ASSERT_NE(columns, nullptr);
  EXPECT_TRUE((*columns)[1].numbers.empty());
}

TEST_F(SheetMeaning, OfALongSheetIsFoundWithoutGoingDeep) {
  std::string lines = "add %1 %5";
  constexpr std::size_t count = 100'000;
  for (std::size_t next = 1; next < count; ++next) {
    lines += fmt::format("\nadd %{} %5", 8 + next);
  }
  EXPECT_EQ(values(lines), "1000010, 1000020, 1000030, 1000020");
}

TEST_F(SheetMeaning, OfNumbersThatOutgrowAllMemoryIsAnError) {
  std::string lines = "multiply %1 %1";
  constexpr std::size_t count = 60;
  for (std::size_t next = 1; next < count; ++next) {
    lines += fmt::format("\nmultiply %{0} %{0}", 8 + next);
  }
  // 10^(2^18) has not yet 2^20 binary digits, 10^(2^19) has; the others begin with more.
  EXPECT_EQ(values(lines),
            "too-large A in %27, too-large B in %26, too-large C in %26, too-large D in %26");
  EXPECT_EQ(values(lines + "\ntotal %26 %0").substr(0, 9), "too-large");
}

TEST_F(SheetMeaning, OfValuesThatAreUsedAgainAndAgainIsFoundOnce) {
  // Each total is of the total before, twice: without memory this would take 2^60 steps.
  std::string lines = "total %1 %0";
  for (std::size_t next = 0; next < 60; ++next) {
    lines += fmt::format("\nsubtract %{0} %1\nadd %{1} %{0}\nsubtract %{2} %{0}\nadd %{3} %1",
                         9 + 4 * next, 10 + 4 * next, 11 + 4 * next, 12 + 4 * next);
  }
  EXPECT_EQ(values(lines), "80, 80, 80, 80");
}

}  // namespace
}  // namespace nansen::interpret
