// Statuses, clocks, computations, calendars, rights, norms and limits: what is read as what, which
// of their words stay names, and what is said of slips.
#include "tests/unit/syntax/parsing.h"

namespace nansen::syntax {
namespace {

using Lines = std::vector<std::string>;

Parsed in_instrument(const std::string& text) { return Parsed("instrument i {\n" + text + "\n}"); }
Parsed in_status(const std::string& text) {
  return in_instrument("status s of P {\n" + text + "\n}\ndefine kept of P as a");
}
Parsed in_computation(const std::string& text) {
  return in_instrument("computation c {\n" + text + "\n}\ndefine kept of P as a");
}
Parsed in_calendar(const std::string& text) { return Parsed("calendar c {\n" + text + "\n}"); }
Parsed condition(const std::string& text) { return in_instrument("define d of P as " + text); }

/// What an instrument says first.
template <typename Provision>
const Provision& first(const Parsed& parsed) {
  const auto& instrument = std::get<ast::Instrument>(parsed.tree.items.at(0));
  return std::get<Provision>(std::get<ast::ProvisionItem>(instrument.items.at(0)));
}

/// The mistake is reported once, with this help, and `kept` is in the tree.
void expect_mended(const Parsed& parsed, const std::string& help, const std::string& kept) {
  EXPECT_EQ(parsed.help(), help);
  EXPECT_NE(parsed.printed().find(kept), std::string::npos) << parsed.printed();
}

TEST(Statuses, KeepTheOrderOfTheirSteps) {
  const Parsed parsed = in_status(
      "begins on d\nlasts 1 year where a\nis extended 2 times by 6 months\n"
      "may be extended by up to 1 year until 2025-03-04 where b as often as n");
  EXPECT_EQ(parsed.errors(), Lines{});
  const auto& status = first<ast::Status>(parsed);
  ASSERT_EQ(status.steps.size(), 3U);
  EXPECT_EQ(status.steps[0].kind, ast::StepKind::Lasts);
  EXPECT_EQ(status.steps[1].kind, ast::StepKind::IsExtended);
  EXPECT_EQ(status.steps[1].times, 2);
  EXPECT_EQ(status.steps[2].kind, ast::StepKind::MayBeExtended);
  EXPECT_NE(status.steps[2].until, nullptr);
  EXPECT_NE(status.steps[2].as_often_as, nullptr);
}

TEST(Statuses, GetFurtherClausesElsewhere) {
  const Parsed parsed = in_instrument("(b) other.s ends early on d where a");
  EXPECT_EQ(parsed.errors(), Lines{});
  const auto& addition = first<ast::StatusAddition>(parsed);
  EXPECT_EQ(addition.status.parts.size(), 2U);
  ASSERT_EQ(addition.clauses.early_ends.size(), 1U);
  EXPECT_EQ(addition.clauses.early_ends[0].label->text, "b");
}

TEST(Statuses, RefuseALabelThatNothingIsCitedBy) {
  EXPECT_EQ(in_status("(a) counts toward c").errors(),
            Lines{"3:1 N1005 a label in front of \"counts toward\" is not expected here"});
}

TEST(Norms, RefuseALabel) {
  EXPECT_EQ(in_instrument("(a) prohibit p of R where b").errors(),
            Lines{"2:1 N1005 a label in front of \"prohibit\" is not expected here"});
  EXPECT_EQ(in_instrument("(a) right p of R : T as b").errors(),
            Lines{"2:1 N1005 a label in front of \"right\" is not expected here"});
}

TEST(Reservations, AreExceptionsWithAName) {
  const Parsed parsed = in_instrument("(a) reservation r to article 24 where a");
  EXPECT_EQ(parsed.errors(), Lines{});
  const auto& clause = first<ast::Clause>(parsed);
  EXPECT_EQ(clause.kind, ast::ClauseKind::Exception);
  EXPECT_EQ(clause.reservation->text, "r");
  EXPECT_EQ(clause.label->text, "a");
}

TEST(Sums, TakeWhatIsSaidOfAMonthsEnd) {
  EXPECT_EQ(tree_of("x + 1 month rounding up + 2 days is never"),
            "base: is\n"
            "      left: +\n"
            "        left: + rounding up\n"
            "          left: x\n"
            "          right: 1 month\n"
            "        right: 2 days\n"
            "      right: never\n");
}

TEST(Words, OfTimeAndNormsStayNames) {
  for (const std::string word :
       {"status",   "clock",       "limit",       "right",   "permit", "begins",  "end",
        "time",     "first",       "next",        "event",   "week",   "weeks",   "between",
        "calendar", "may",         "up",          "down",    "a",      "bars",    "later",
        "binds",    "reservation", "computation", "periods", "are",    "replaces"}) {
    SCOPED_TRACE(word);
    EXPECT_EQ(Parsed("entity P { " + word + " : date }").errors(), Lines{});
    EXPECT_EQ(condition(word + " is after x and not " + word).errors(), Lines{});
    EXPECT_EQ(in_instrument("define " + word + " of P as x\n" + word + " does not apply where y")
                  .errors(),
              Lines{});
  }
}

TEST(Words, OfAStepEndAName) {
  EXPECT_EQ(condition("s.step_1.applies and not s.end_2.applies").errors(), Lines{});
  EXPECT_EQ(Parsed("example \"e\" { expect i.s.step_1.applies: yes }").errors(), Lines{});
}

TEST(Depth, OfPeriodsAfterPeriodsIsLimited) {
  std::string text;
  for (int i = 0; i < 300; ++i) text += "end of 1 day after ";
  const Parsed parsed = condition(text + "x is never");
  ASSERT_EQ(parsed.errors().size(), 1U);
  EXPECT_NE(parsed.errors().front().find("N1004"), std::string::npos);
}

TEST(Blocks, AreReadOnBehindAnError) {
  const Parsed status = in_status("nonsense 1 year\nbegins on d\nand more nonsense\nlasts 1 year");
  EXPECT_EQ(status.errors(), (Lines{"3:1 N1005 \"nonsense\" is not expected here",
                                    "5:1 N1005 \"and\" is not expected here"}));
  for (const char* kept : {"begins", "lasts", "define kept"}) {
    EXPECT_NE(status.printed().find(kept), std::string::npos) << status.printed();
  }
  const Parsed calendar = in_calendar("closed on sunday\nweekend sunday");
  EXPECT_EQ(calendar.errors(), Lines{"2:1 N1005 \"closed\" is not expected here"});
  EXPECT_NE(calendar.printed().find("weekend sunday"), std::string::npos);
}

TEST(Blocks, OfAStatusNeedTheirBrace) {
  EXPECT_EQ(in_instrument("status s of P begins on d").help(), "write \"{\" here");
  expect_mended(in_instrument("status s of P\nbegins on d\n}\ndefine kept of P as a"),
                "write \"{\" here", "define kept");
}

TEST(StatusSlips, AreTranslated) {
  const std::string lasts = "write \"lasts\" and then the period";
  for (const char* words :
       {"lasts for", "shall last", "has a duration of", "last", "lasts up to"}) {
    SCOPED_TRACE(words);
    expect_mended(in_status(std::string(words) + " 1 year"), lasts, "period: 1 year");
  }
  for (const char* words : {"commences on", "starts on", "begin on", "begins from"}) {
    SCOPED_TRACE(words);
    expect_mended(in_status(std::string(words) + " d"), "write \"begins on\" and then the date",
                  "day: d");
  }
  for (const char* words : {"ends on", "expires on", "terminates on", "ends earlier on"}) {
    SCOPED_TRACE(words);
    expect_mended(in_status(std::string(words) + " d"), "write \"ends early on\" and then the date",
                  "ends early");
  }
  expect_mended(in_status("counts towards c"), "write \"counts toward\" and then the clock",
                "counts toward c");
  expect_mended(in_status("turns into other"), "write \"becomes\" and then the status",
                "becomes other");
  expect_mended(in_status("bars article 3"),
                "write the name of a definition, a right or a status: an address is not barred",
                "define kept");
}

TEST(StatusSlips, OfHowOftenAreTold) {
  const auto extended = [](const std::string& words) {
    return in_status("lasts 1 year\n" + words);
  };
  expect_mended(extended("is extended twice by 6 months"), "write 2 times", "is extended 2 times");
  expect_mended(extended("may be extended once by 6 months"),
                "remove it: what is extended without a number is extended once",
                "may be extended\n");
  expect_mended(extended("is extended by 6 months up to 3 times"),
                "write how often in front of \"by\", as in \"extended 2 times by 6 months\"",
                "is extended\n");
  expect_mended(extended("can be renewed by 6 months"),
                "write \"may be extended by\" for what someone decides, as \"where\" then says",
                "may be extended");
  expect_mended(extended("extended by 6 months"),
                "write \"is extended by\", or \"may be extended by\" for what someone decides",
                "is extended");
}

TEST(StatusSlips, WithoutADayAreTold) {
  expect_mended(in_status("begins where granted"),
                "write \"begins on\" and the date in front of the condition", "where: granted");
  expect_mended(in_status("ends when withdrawn"),
                "write \"ends early on\" and the date in front of the condition",
                "where: withdrawn");
  expect_mended(in_status("lasts 1 year from granted_on"),
                "remove it: what lasts begins on the day that \"begins on\" says", "1 year");
  expect_mended(in_status("lasts a year"), "write 1", "1 year");
}

TEST(PeriodSlips, AreTranslated) {
  const std::string within =
      "write \"is no later than\", as in \"decided_on is no later than 2 months after lodged_on\"";
  for (const char* words : {"x is within 2 months of y", "x within 2 months after y"}) {
    SCOPED_TRACE(words);
    expect_mended(condition(words), within, "is no later than a period after");
  }
  expect_mended(condition("x is no later than 6 weeks from y"), "write \"after\"", "event: y");
  expect_mended(condition("x is not later than 6 weeks after y"), "write \"is no later than\"",
                "event: y");
  expect_mended(condition("x is more than 6 weeks after y"),
                "write \"is no later than\" or \"is later than\" in front of a period after a day",
                "event: y");
  expect_mended(condition("x + 1 month rounding to the nearest is never"),
                "write \"rounding down\" or \"rounding up\": the end of a month has no nearest day",
                "right: never");
  expect_mended(condition("x is the day asked for"), "write \"the day asked\"", "the day asked");
  expect_mended(condition("the end of 2 months after x is never"),
                "write \"end of\", without \"the\"", "end of period");
  expect_mended(condition("the earlier of x and y is never"), "write least of { x, y }", "never");
  expect_mended(condition("latest of { x, y } is never"),
                "write \"greatest of\", as in \"greatest of { a, b }\"", "greatest of several");
  expect_mended(
      condition("x is 3 working days"),
      "remove it: only the last day of a period is moved, where its computation \"ends on "
      "the next working day of\" a calendar",
      "3 days");
}

TEST(PeriodSlips, OfHoursAreTold) {
  const std::string days = "write whole days: time is counted in days, weeks, months and years";
  expect_mended(in_status("lasts 48 hours"), days, "period: 48 days");
  expect_mended(in_status("lasts 1 day\nis extended by 12 hours"), days, "period: 12 days");
  expect_mended(condition("x is no later than 48 hours after y"), days, "period: 48 days");
  EXPECT_EQ(condition("worked is at least 48 hours").errors(), Lines{});
}

TEST(PeriodSlips, LeaveAloneWhatIsNone) {
  for (const char* words : {"x is no later than 6 weeks after y", "x is later than 1 day after y",
                            "x is no later than\n 6 weeks after y", "x is at most 6 weeks"}) {
    SCOPED_TRACE(words);
    EXPECT_EQ(in_instrument("define broken P as a\ndefine d of P as " + std::string(words)).help(),
              "write \"of\" here");
  }
  expect_mended(condition("x is no later than y"), "write \"is on or before\"", "is on or before");
}

TEST(CalendarSlips, AreTold) {
  const auto day = [](const std::string& words, const std::string& help, const std::string& kept) {
    SCOPED_TRACE(words);
    expect_mended(in_calendar(words), help, kept);
  };
  day("holiday 25 December", "write every 12-25", "holiday every 12-25");
  day("holiday every December 25 \"x\"", "write 12-25", "holiday every 12-25 \"x\"");
  day("holiday 25/12", "write every 12-25", "holiday every 12-25");
  day("holiday 12-25", "write every 12-25", "holiday every 12-25");
  day("holiday 1/5", "write the month and the day, as in holiday every 12-25", "every 05-01");
  day("holiday every 2026-12-25", "write 12-25", "holiday every 12-25");
  day("holiday 2026-12-25, 2026-12-26", "write \"holiday\" in front of each day", "2026-12-26");
  day("holiday \"Easter\" 2026-04-05", "write the name behind the day", "holiday 2026-04-05");
  day("weekend saturday and sunday", "write \",\" between the days", "weekend sunday");
  day("weekend saturday sunday", "write \",\" in front of it", "weekend sunday");
  EXPECT_EQ(in_instrument("calendar c { weekend sunday }\ndefine kept of P as a").help(),
            "write it outside of every instrument, in a vocabulary");
}

TEST(ComputationSlips, AreTold) {
  expect_mended(in_computation("day of the event does not count"), "write \"the day of the event\"",
                "the day of the event does not count");
  expect_mended(in_computation("the day of the event is not counted"), "write \"does not count\"",
                "the day of the event does not count");
  expect_mended(in_computation("months end rounding down"), "write \"month ends\"",
                "month ends rounding down");
  expect_mended(in_instrument("periods are calculated by c"),
                "write \"periods are computed by\" and then the computation",
                "periods are computed by c");
}

TEST(RightSlips, AreTold) {
  expect_mended(in_instrument("right r of P : T as b owed to refugee\ndefine kept of P as a"),
                "write it in front of \"as\"", "define kept");
  expect_mended(in_instrument("right r of P : T owed to refugee attaches to stay as b"),
                "write \"attaches at\" and then the level", "attaches at stay");
  expect_mended(in_instrument("right r of P : T granted to refugee as b"), "write \"owed to\"",
                "owed to: refugee");
}

TEST(NormSlips, AreTold) {
  const std::string prohibiting =
      "write \"prohibit NAME of ENTITY where\" for what must not be done, \"does not apply where\" "
      "for an exception";
  for (const char* words : {"No State shall expel a refugee", "a refugee must not be expelled",
                            "refugees shall not be expelled where b"}) {
    SCOPED_TRACE(words);
    expect_mended(in_instrument(std::string(words) + "\ndefine kept of P as a"), prohibiting,
                  "define kept");
  }
  expect_mended(in_instrument("forbid p of R where b"), "write \"prohibit\"", "prohibit p of R");
  expect_mended(in_instrument("prohibited p of R where b"), "write \"prohibit\"",
                "prohibit p of R");
  expect_mended(in_instrument("allow p of R where b"), "write \"permit\"", "permit p of R");
  expect_mended(in_instrument("require p of R where b : c"), "write \"oblige\"", "duty: c");
  EXPECT_EQ(in_instrument("p of R is forbidden where b\ndefine kept of P as a").help(),
            "write prohibit p of R");
}

TEST(LimitSlips, AreTold) {
  const auto limit = [](const std::string& words) {
    return in_instrument("limit l of T : count is at most 5 " + words);
  };
  const std::string year = "write \"in each year of\" and then the date that decides";
  expect_mended(limit("in every year of d"), year, "in each year of d");
  expect_mended(limit("a year"), year, "at most: 5");
  expect_mended(limit("per month of d"),
                "write \"in each month of\" and then the date that decides", "in each month of d");
  expect_mended(limit("at any one time from d until e"), "write \"at once from\"",
                "at once from d until e");
  expect_mended(limit("in each year of d for each origin"),
                "write \"by\" and then what the acts are grouped by", "by origin");
}

TEST(BindingSlips, AreTold) {
  expect_mended(in_instrument("binds State since 2001-01-01"), "write \"from\"",
                "from: 2001-01-01");
  expect_mended(in_instrument("binds State from a to b"), "write \"until\"", "until: b");
  expect_mended(in_instrument("binds Person by country"),
                "write \"through\" and then the fact that refers to the State",
                "binds Person through country");
  expect_mended(in_instrument("no reservation to article 1 and article 3"), "write \",\"",
                "to article 3");
  EXPECT_EQ(in_instrument("replaced by later").help(),
            "write \"replaces\" and the name of this instrument in later");
}

TEST(ExampleSlips, AreTold) {
  const auto given = [](const std::string& value) {
    return Parsed("example \"e\" { given P { x: " + value + " } expect d: yes }");
  };
  for (const char* value : {"from 2022-01-01 to 2022-02-01", "2022-01-01..2022-02-01",
                            "between 2022-01-01 to 2022-02-01"}) {
    SCOPED_TRACE(value);
    EXPECT_EQ(given(value).help(), "write between 2022-01-01 and 2022-02-01");
  }
  expect_mended(Parsed("example \"e\" { expect d on 2022-01-01: yes }"),
                "write \"on 2022-01-01\" in front of \"expect\"", "expect d: yes");
}

}  // namespace
}  // namespace nansen::syntax
