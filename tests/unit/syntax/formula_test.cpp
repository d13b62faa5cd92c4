// Formulas, parameters and allocations: what is read as what, which of their words stay names, and
// what is said of slips.
#include "tests/unit/syntax/parsing.h"

namespace nansen::syntax {
namespace {

std::string in_formula(const std::string& lines) {
  return "instrument i {\nformula key of State among members {\n" + lines + "\n}\n}";
}

std::string allocating(const std::string& terms) {
  return "instrument i {\nallocate places by key" + terms + "\n}";
}

/// The lines of the formula as they are printed.
std::string lines_of(const std::string& lines) {
  const Parsed parsed(in_formula(lines));
  EXPECT_EQ(parsed.errors(), std::vector<std::string>{}) << lines;
  const std::string printed = parsed.printed();
  const std::size_t first = printed.find("    ");
  return first == std::string::npos ? "" : printed.substr(first);
}

std::vector<std::string> errors_of(const std::string& lines) {
  return Parsed(in_formula(lines)).errors();
}

/// The first formula of an instrument that holds nothing else.
const ast::Formula& formula_of(const Parsed& parsed) {
  const auto& instrument = std::get<ast::Instrument>(parsed.tree.items.at(0));
  return std::get<ast::Formula>(std::get<ast::ProvisionItem>(instrument.items.at(0)));
}

const ast::Allocation& allocation_of(const Parsed& parsed) {
  const auto& instrument = std::get<ast::Instrument>(parsed.tree.items.at(0));
  return std::get<ast::Allocation>(std::get<ast::ProvisionItem>(instrument.items.at(0)));
}

std::string text_at(const std::string& text, Span span) {
  return text.substr(span.begin, span.end - span.begin);
}

TEST(Formulas, DivideAsTheyMultiply) {
  EXPECT_EQ(tree_of("a / b * c + d"),
            "base: +\n"
            "      left: *\n"
            "        left: /\n"
            "          left: a\n"
            "          right: b\n"
            "        right: c\n"
            "      right: d\n");
}

TEST(Formulas, EndALineWhereTheNextNameHasAnEqualsSign) {
  const Parsed parsed(in_formula("a = gdp b = 3 persons c = total e = 40%"));
  ASSERT_EQ(formula_of(parsed).lines.size(), 4U);
  EXPECT_EQ(formula_of(parsed).lines[2].name.text, "c");
}

TEST(Formulas, TakeTheWhereBehindRowsForTheRows) {
  EXPECT_EQ(lines_of("a = count of Transfer by destination where done where rich, otherwise 0"),
            "    line a\n"
            "      value: choice\n"
            "        value: count of rows of Transfer by destination\n"
            "          where: done\n"
            "        where: rich\n"
            "        otherwise: 0\n");
}

TEST(Formulas, CountASetOrTheRowsOfAnEntity) {
  EXPECT_EQ(lines_of("a = count of members b = count of Transfer by destination"),
            "    line a\n"
            "      value: count of members\n"
            "    line b\n"
            "      value: count of rows of Transfer by destination\n");
}

TEST(Formulas, KeepTheirSpans) {
  const std::string text =
      in_formula("where missing: zero a = gdp, at most 3, where zero: exclude the State");
  const Parsed parsed(text);
  const ast::Formula& formula = formula_of(parsed);
  EXPECT_EQ(text_at(text, formula.where_missing.at(0).span), "where missing: zero");
  const ast::FormulaLine& line = formula.lines.at(0);
  EXPECT_EQ(text_at(text, line.span), "a = gdp, at most 3, where zero: exclude the State");
  EXPECT_EQ(text_at(text, line.at_most->span), "3");
  EXPECT_EQ(text_at(text, line.where_zero->span), "where zero: exclude the State");
}

TEST(Formulas, LeaveTheirWordsToBeNames) {
  for (const char* word :
       {"total", "mean",    "median",        "greatest", "count",    "over",     "missing",
        "zero",  "error",   "exclude",       "State",    "reported", "what",     "cut",
        "off",   "once",    "redistributed", "until",    "nothing",  "rounding", "each",
        "ties",  "nearest", "exempting",     "share",    "rank",     "given"}) {
    const std::string name(word);
    EXPECT_EQ(Parsed("entity " + name + " { " + name + " : boolean }\ninstrument i {\ndefine " +
                     name + " of " + name + " as " + name + " and not " + name + "." + name + "\n" +
                     name + " does not apply where " + name + "\n}")
                  .errors(),
              std::vector<std::string>{})
        << word;
    EXPECT_EQ(errors_of(name + " = " + name + " * " + name + "\nkey = total of " + name +
                        "\n    where " + name + ", otherwise " + name),
              std::vector<std::string>{})
        << word;
  }
}

TEST(Formulas, AreRefusedWhereARuleIsSaidTwice) {
  for (const char* tail : {"at most 3", "at least 3", "what is cut off redistributed once",
                           "where missing: zero", "where zero: 1"}) {
    const std::string twice = "a = gdp, " + std::string(tail) + ", " + tail;
    const auto errors = errors_of(twice);
    ASSERT_EQ(errors.size(), 1U) << twice;
    EXPECT_NE(errors[0].find("N4017 \""), std::string::npos) << errors[0];
  }
}

TEST(Allocations, KnowTheirMethodsWithoutRegardToCapitals) {
  using ast::RoundingMethod;
  const std::vector<std::pair<std::string, RoundingMethod>> methods = {
      {"by largest remainder", RoundingMethod::LargestRemainder},
      {"by Hamilton", RoundingMethod::LargestRemainder},
      {"by jefferson", RoundingMethod::Jefferson},
      {"by DHondt", RoundingMethod::Jefferson},
      {"by Webster", RoundingMethod::Webster},
      {"by Sainte-Lague", RoundingMethod::Webster},
      {"by Sainte-Lagu\u00EB", RoundingMethod::Webster},
      {"by huntington-HILL", RoundingMethod::HuntingtonHill},
      {"by Adams", RoundingMethod::Adams},
      {"each to the nearest", RoundingMethod::EachToTheNearest},
  };
  for (const auto& [words, method] : methods) {
    const Parsed parsed(allocating(", rounding " + words + " as quota"));
    ASSERT_EQ(parsed.errors(), std::vector<std::string>{}) << words;
    EXPECT_EQ(allocation_of(parsed).method, method) << words;
    EXPECT_FALSE(allocation_of(parsed).ties_span.has_value());
  }
}

TEST(Allocations, TakeTheirTermsInAnyOrder) {
  const std::string text = allocating(
      ", at most 3, ties by smaller share, exempting pact.poor, rounding by Adams, at least 1 as "
      "quota");
  const Parsed parsed(text);
  ASSERT_EQ(parsed.errors(), std::vector<std::string>{});
  const ast::Allocation& allocation = allocation_of(parsed);
  EXPECT_EQ(allocation.ties, ast::TieRule::SmallerShare);
  EXPECT_EQ(text_at(text, allocation.method_span), "rounding by Adams");
  EXPECT_EQ(text_at(text, *allocation.ties_span), "ties by smaller share");
  EXPECT_EQ(text_at(text, allocation.exempting->span), "pact.poor");
  EXPECT_EQ(allocation.name.text, "quota");
}

TEST(Allocations, SayHowTheyRound) {
  EXPECT_EQ(Parsed(allocating(" as quota")).help(),
            "write \", rounding by largest remainder\", another method, or \", rounding each to "
            "the nearest\" in front of \"as\"");
}

TEST(Slips, DoNotHideTheNextError) {
  EXPECT_EQ(errors_of("a : gdp\nb = share gdp\nc = gdp at most 3\nd = 0 where rich otherwise 1\n"
                      "e = gdp where missing: zero\nf = max(a, b)\ng = 1"),
            (std::vector<std::string>{
                "3:3 N1005 \":\" is not expected here",
                "4:11 N1005 \"gdp\" is not expected here",
                "5:9 N1005 \"at most\" is not expected here",
                "6:18 N1005 \"otherwise\" is not expected here",
                "7:9 N1005 \"where missing\" is not expected here",
                "8:5 N1005 \"max\" is not expected here",
            }));
}

TEST(Slips, LeaveRowsWithoutTheirFactUnread) {
  const Parsed parsed(in_formula("a = total of gdp over Transfer"));
  EXPECT_EQ(parsed.help(), "write \"by\" behind it, and the fact of Transfer that names the State");
  EXPECT_TRUE(std::holds_alternative<ast::Missing>(formula_of(parsed).lines.at(0).value->node));
}

TEST(Slips, OfARuleForOneLineDoNotBecomeARuleForAll) {
  const Parsed parsed(in_formula("a = gdp\nwhere missing: zero\nb = 1"));
  EXPECT_EQ(parsed.emitter.error_count(), 1U);
  EXPECT_TRUE(formula_of(parsed).where_missing.empty());
}

TEST(Slips, AreNotSeenInWordsThatOnlyLookLikeThem) {
  for (const char* lines :
       {"a = total of total over Transfer by destination", "a = 3\npersons = 4",
        "a = share b = rank", "a = gdp\n  over = 3", "a = for every n in rows : n.ok",
        "a = at least 2 of n in rows : n.ok", "a = 20000 EUR per million persons",
        "a = b is 3 and c is at least 3", "a = b where c is at most 3, otherwise 2",
        "a = share of rank of gdp among members",
        "a = gdp, what\nis\ncut\noff\nredistributed\nuntil\nnothing\nis\ncut",
        "a = total of b\nover\nTransfer\nby\ndestination", "a = inverse\nshare\nof b"}) {
    EXPECT_EQ(errors_of(lines), std::vector<std::string>{}) << lines;
  }
}

TEST(Slips, OutsideOfFormulasAreNoneOfTheirs) {
  EXPECT_EQ(Parsed("entity P { rounding : boolean ties : boolean }\n"
                   "instrument i { define d of P as any of { rounding, ties } }")
                .errors(),
            std::vector<std::string>{});
  EXPECT_EQ(Parsed("instrument i { define d of P as a = 3 }").errors(),
            std::vector<std::string>{"1:35 N1015 \"=\" has no meaning here"});
}

}  // namespace
}  // namespace nansen::syntax
