#include "compiler/explain/words.h"

#include <gtest/gtest.h>

#include "runtime/calendar.h"
#include "tests/unit/explain/provision.h"

namespace nansen::explain {
namespace {

/// The condition as it is put back into words.
std::string reworded(const std::string& condition) {
  const Provision provision(R"(
unit persons
enumeration Ground { race, religion, opinion }
ordered enumeration Risk { remote < real_chance < probable }
entity State { party : boolean }
entity Stay { legal : boolean }
entity Person {
  a : boolean
  b : boolean
  c : boolean
  risk : Risk
  ground : Ground
  reasons : set of Ground
  hosted : integer in persons
  rate : share
  left : date
  duration : period in months
  asylum : State
  stays : rows of Stay
}
instrument i {
  article 2 {
    define safe of State as party
    define also_i of Person as a
  }
  article 1 { define d of Person as )" +
                            condition + R"( }
}
)");
  const program::Definition& definition = provision.program.definitions[provision.definition("d")];
  return words(provision.program, provision.program.rules[definition.root].condition,
               definition.root);
}

class Sentences : public testing::TestWithParam<std::string> {};

TEST_P(Sentences, AreGivenBackAsWritten) { EXPECT_EQ(reworded(GetParam()), GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Words, Sentences,
    testing::Values(
        "a", "not a", "a and not b", "(a or b) and c", "a or (b and c)", "not (a or b)",
        "reasons is not empty", "reasons includes race", "ground is race", "ground is not race",
        "ground is one of { race, opinion }", "risk is at least real_chance",
        "risk is less than probable", "hosted is more than 5 persons",
        "hosted + hosted is at most 5 persons", "left is on or before 2020-02-29",
        "left is after 2020-02-29", "duration is at least 2 years", "duration is at least 5 months",
        "asylum.party", "for every stay in stays: stay.legal",
        "a and (for some stay in stays: stay.legal)", "at least 2 of stay in stays: stay.legal",
        "for some reason in reasons: reason is race", "all of { (x) a (y) any of { b, c } }",
        "20% of rate is at most 66%", "2 * rate is more than 12.5%", "asylum.safe and also_i",
        "at least 2 of { a, b, c }", "none of { a, b }"));

TEST(Words, OfDaysAreALawyers) {
  const std::pair<const char*, const char*> sentences[] = {
      {"left + 6 months rounding down is before the day asked",
       "6 months after left is before the day asked"},
      {"left - 2 weeks is after 2020-02-29", "14 days before left is after 2020-02-29"},
      {"left + 1 month rounding up is never", "1 month, rounding up, after left is never"},
      {"least of { left, 2020-02-29 } is before greatest of { left, the day asked }",
       "the earliest of { left, 2020-02-29 } is before the latest of { left, the day asked }"}};
  for (const auto& [written, read] : sentences) EXPECT_EQ(reworded(written), read);
}

TEST(BoundsWords, SayBetweenWhichDaysADayLies) {
  program::Type date;
  date.kind = program::TypeKind::Date;
  const Rational first = 19'047;
  const Rational last = 19'082;
  EXPECT_EQ(bounds_words(date, first, last), "between 2022-02-24 and 2022-03-31");
  EXPECT_EQ(bounds_words(date, first, first), "2022-02-24");
  EXPECT_EQ(bounds_words(date, first, std::nullopt), "on or after 2022-02-24");
  EXPECT_EQ(bounds_words(date, std::nullopt, last), "on or before 2022-03-31");
  EXPECT_EQ(bounds_words(date, first, runtime::last_day), "on or after 2022-02-24, or never");
  EXPECT_EQ(bounds_words(date, std::nullopt, runtime::last_day), "unknown");
  program::Type days;
  days.kind = program::TypeKind::Period;
  EXPECT_EQ(bounds_words(days, 5, std::nullopt), "at least 5 days");
}

TEST(NumberWords, PutWholeYearsInYears) {
  program::Type months;
  months.kind = program::TypeKind::Period;
  months.in_months = true;
  EXPECT_EQ(number_words(months, 12), "1 year");
  EXPECT_EQ(number_words(months, 18), "18 months");
  EXPECT_EQ(number_words(months, 0), "0 months");
}

}  // namespace
}  // namespace nansen::explain
