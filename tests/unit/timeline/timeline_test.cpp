// The days of a timeline, and the day on which something has lasted long enough, against asking
// every day.
#include "compiler/timeline/timeline.h"

#include <gtest/gtest.h>

#include "compiler/timeline/answers.h"
#include "runtime/calendar.h"
#include "tests/unit/explain/provision.h"

namespace nansen::timeline {
namespace {

const std::string shelter = R"(
entity Person {
  admitted_on : date
  admitted_again_on : date
  prolonged : boolean
  left_on : date
}
instrument shelter "Shelter Act" {
  in force 2020-06-01
  periods are computed by civil
  computation civil { the day of the event counts month ends rounding down }
  article 1 {
    status sheltered of Person {
      begins on admitted_on
      lasts 100 days
      may be extended by 1 month where prolonged
      ends early on left_on
      becomes settled where prolonged
      counts toward residence
    }
    status settled of Person {
      begins on admitted_again_on
      ends early on left_on
      counts toward residence
    }
    clock residence of Person { starts anew after a gap of more than 30 days }
    clock stay of Person { }
    status present of Person {
      begins on admitted_on
      ends early on left_on
      counts toward stay
    }
    define citizenship of Person as time in residence is at least 1 year
    define early of Person as time in stay is at least 120 days
    define leave of Person as time in stay is less than 60 days
  }
}
example "straight" {
  given Person { admitted_on: 2021-01-31, admitted_again_on: never, prolonged: yes, left_on: never }
  expect shelter.sheltered.first_day: 2021-01-31
}
example "with a gap" {
  given Person { admitted_on: 2021-01-31, admitted_again_on: 2021-09-01, prolonged: no, left_on: never }
  expect shelter.sheltered.first_day: 2021-01-31
}
example "gone" {
  given Person { admitted_on: 2021-01-31, admitted_again_on: never, prolonged: no, left_on: 2021-03-01 }
  expect shelter.sheltered.first_day: 2021-01-31
}
example "before the law" {
  given Person { admitted_on: 2019-01-01, admitted_again_on: 2019-04-01, prolonged: no, left_on: never }
  expect shelter.sheltered.first_day: 2021-01-31
}
example "some day in spring" {
  given Person {
    admitted_on: between 2021-03-01 and 2021-05-31, admitted_again_on: never, prolonged: no, left_on: never
  }
  expect shelter.sheltered.first_day: 2021-01-31
}
example "unknown" {
  given Person { admitted_again_on: never, prolonged: unknown, left_on: never }
  expect shelter.sheltered.first_day: 2021-01-31
}
)";

std::int32_t day(const char* text) { return *runtime::parse_date(text); }

class Told {
 public:
  explicit Told(const std::string& example, std::optional<std::int32_t> as_of = {})
      : provision_(shelter) {
    for (std::size_t at = 0; at < program().statuses.size(); ++at) {
      asked_.statuses.emplace_back(at);
    }
    asked_.as_of = as_of;
    request_.definitions = definitions_of(program(), asked_);
    for (const program::Example& each : program().examples) {
      if (each.name != example) continue;
      request_.ranged = cases::ranged_facts(each.row);
      module_ = lower::lower(program(), request_);
      batch_ = cases::batch_of(program(), module_, each.row);
    }
    trace_ = interpret::trace(module_, batch_.batch, 0);
    timeline_ = timeline(program(), asked_, request_, view());
  }

  explain::CaseView view() const { return {module_, trace_, batch_.batch, 0, {}}; }
  const program::Program& program() const { return provision_.program; }
  const lower::Request& request() const { return request_; }
  const Timeline& timeline_of() const { return timeline_; }

  const StatusCourse& status(const std::string& name) const {
    for (const StatusCourse& course : timeline_.statuses) {
      if (program().statuses[course.status].name == name) return course;
    }
    ADD_FAILURE() << "no status " << name;
    return timeline_.statuses.front();
  }
  const Reached& reached(const std::string& name) const {
    for (const Reached& each : timeline_.reached) {
      if (program().definitions[each.definition].name == name) return each;
    }
    ADD_FAILURE() << "no definition " << name;
    return timeline_.reached.front();
  }

 private:
  Provision provision_;
  Asked asked_;
  lower::Request request_;
  ir::Module module_;
  cases::CaseBatch batch_;
  interpret::Trace trace_;
  Timeline timeline_;
};

Day exactly(const char* text) { return {day(text), day(text)}; }

TEST(Timeline, GivesEachStepItsDays) {
  const Told told("straight", day("2021-03-01"));
  const StatusCourse& sheltered = told.status("sheltered");
  EXPECT_EQ(sheltered.held, Truth::Yes);
  EXPECT_EQ(sheltered.first_day, exactly("2021-01-31"));
  EXPECT_EQ(sheltered.steps[0].last_day, exactly("2021-05-10"));
  EXPECT_EQ(sheltered.steps[1].first_day, exactly("2021-05-11"));
  EXPECT_EQ(sheltered.last_day, exactly("2021-06-10"));
  const StatusCourse& settled = told.status("settled");
  EXPECT_EQ(settled.held, Truth::No);
  EXPECT_EQ(settled.first_day, exactly("2021-06-11"));
  EXPECT_EQ(settled.last_day, exactly("never"));
}

TEST(Timeline, KnowsBetweenWhichDays) {
  const Told told("some day in spring", day("2021-04-01"));
  const StatusCourse& sheltered = told.status("sheltered");
  EXPECT_EQ(sheltered.held, Truth::Undetermined);
  EXPECT_EQ(sheltered.begins, Truth::Yes);
  EXPECT_EQ(sheltered.first_day, (Day{day("2021-03-01"), day("2021-05-31")}));
  EXPECT_EQ(sheltered.last_day, (Day{day("2021-06-08"), day("2021-09-07")}));
  EXPECT_EQ(sheltered.unknown.size(), 1u);
  const Reached& early = told.reached("early");
  EXPECT_EQ(early.from, (Day{day("2021-06-29"), day("2021-09-28")}));
}

TEST(Timeline, NamesWhatIsNotKnown) {
  const Told told("unknown", day("2021-04-01"));
  ASSERT_FALSE(told.status("sheltered").unknown.empty());
  EXPECT_EQ(told.status("sheltered").unknown[0].name, "admitted_on");
  EXPECT_EQ(told.reached("early").ever, Truth::Undetermined);
  EXPECT_EQ(told.reached("early").from, Day{});
}

TEST(Timeline, AStatusThatEndsEarlyEndsByThatProvision) {
  const Told told("gone", day("2021-03-01"));
  EXPECT_EQ(told.status("sheltered").last_day, exactly("2021-02-28"));
  EXPECT_EQ(told.status("sheltered").held, Truth::No);
  EXPECT_EQ(told.status("settled").begins, Truth::No);
  EXPECT_EQ(told.reached("citizenship").ever, Truth::No);
}

/// What asking every day says: the first day after `from` on which it is yes.
std::optional<std::int32_t> first_yes(const Told& told, program::DefinitionId definition,
                                      std::int32_t from, std::int32_t to) {
  const explain::CaseView view = told.view();
  DailyTruths truths(told.program(), told.request(), view, {definition});
  for (std::int32_t each = from; each <= to; ++each) {
    if (truths.truth(0, each) == Truth::Yes) return each;
  }
  return std::nullopt;
}

TEST(Timeline, FindsTheDayThatAskingEveryDayFinds) {
  const std::int32_t to = day("2023-06-01");
  for (const char* example : {"straight", "with a gap", "gone", "before the law"}) {
    for (const char* from : {"2018-12-01", "2020-05-31", "2021-02-01", "2021-09-15"}) {
      const Told told(example, day(from));
      for (const Reached& reached : told.timeline_of().reached) {
        SCOPED_TRACE(std::string(example) + " from " + from + ": " +
                     told.program().definitions[reached.definition].name);
        // Where it is so already the beginning of that is told, which lies before.
        if (reached.now == Truth::Yes) {
          ASSERT_TRUE(reached.from.greatest.has_value());
          EXPECT_LE(*reached.from.greatest, day(from));
          EXPECT_EQ(first_yes(told, reached.definition, *reached.from.greatest, to),
                    reached.from.greatest);
          if (*reached.from.greatest > day("2018-01-01")) {
            EXPECT_EQ(first_yes(told, reached.definition, *reached.from.greatest - 1,
                                *reached.from.greatest - 1),
                      std::nullopt);
          }
          continue;
        }
        EXPECT_EQ(reached.from.greatest, first_yes(told, reached.definition, day(from), to));
      }
    }
  }
}

TEST(Timeline, CountsTheDaysThatTheOperationCounts) {
  const Told straight("straight", day("2021-03-01"));
  for (const ClockCourse& clock : straight.timeline_of().clocks) {
    EXPECT_EQ(clock.least, 29);
    EXPECT_EQ(clock.greatest, 29);
  }
  const Told gap("with a gap", day("2021-09-11"));
  EXPECT_EQ(gap.timeline_of().clocks[0].least, 10);
  EXPECT_EQ(gap.timeline_of().clocks[1].least, 223);
}

TEST(Timeline, TellsWhatHappensInTheOrderOfTheDays) {
  const Told told("straight");
  std::vector<std::string> lines;
  for (const Event& event : told.timeline_of().events) {
    lines.push_back(runtime::format_date(event.day.least.value_or(0)) + " " + event.what);
  }
  EXPECT_EQ(lines,
            (std::vector<std::string>{
                "2020-06-01 leave: yes from this day on", "2021-01-31 sheltered begins",
                "2021-01-31 present begins", "2021-03-31 leave: yes for the last day",
                "2021-05-11 sheltered is extended by 1 month",
                "2021-05-31 early: yes from this day on", "2021-06-10 last day of sheltered",
                "2021-06-11 settled begins", "2022-01-31 citizenship: yes from this day on"}));
}

}  // namespace
}  // namespace nansen::timeline
