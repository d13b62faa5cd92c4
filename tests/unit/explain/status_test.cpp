// Statuses explained stage by stage, and what would settle the days that are open.
#include <gtest/gtest.h>

#include "tests/unit/explain/provision.h"

namespace nansen::explain {
namespace {

const std::string stay = R"(
vocabulary asylum
entity State { party : boolean }
entity Person {
  arrived_on : date "When did the person arrive?"
  left_on : date "When did the person leave?"
  prolonged : boolean "Was the stay prolonged?"
  minor : boolean
  family_state : State
  entry_state : State
}
instrument act "Act" {
  uses asylum
  computation acts { the day of the event does not count month ends rounding down }
  periods are computed by acts
  article 1 {
    status stay of Person {
      (a) begins on arrived_on
      (b) lasts 1 year
      (c) may be extended by 1 year where prolonged
      (d) ends early on left_on
      counts toward time
    }
    clock time of Person { }
    define long of Person as time in time is at least 18 months
    define late of Person as arrived_on + 2 months rounding down is after left_on
  }
  article 2 {
    define responsible of Person : State { (1) where minor : family_state otherwise : entry_state }
  }
}
example "prolonged" as of 2023-06-01 {
  given Person { arrived_on: 2022-01-31, left_on: never, prolonged: yes }
  expect act.stay: yes
}
example "open" as of 2023-06-01 {
  given Person { arrived_on: between 2022-01-31 and 2022-02-28, left_on: never, prolonged: unknown }
  expect act.stay: undetermined
}
example "nothing known" as of 2023-06-01 {
  given Person { prolonged: no }
  expect act.stay: undetermined
}
example "minor" {
  given Person { minor: yes, family_state: "FRA" }
  expect act.responsible: family_state
}
)";

TEST(Statuses, AreExplainedStageByStage) {
  EXPECT_EQ(Provision(stay).reasons("prolonged", "act.stay"), R"(
✓ act.stay: yes for case "prolonged"
│   Act, art. 1: held from 2022-01-31 to 2024-01-31; the day asked is 2023-06-01
├─ ✓ the first day of stay is 2022-01-31, art. 1(a)
│  └─ ✓ arrived_on: 2022-01-31
└─ ✓ the last day of stay is 2024-01-31
   ├─ ✓ lasts 1 year, art. 1(b): to 2023-01-31
   ├─ ✓ extended by 1 year, art. 1(c): to 2024-01-31
   │  └─ ✓ prolonged: yes
   └─ ✗ ends early on left_on, art. 1(d): left_on is never
)");
}

TEST(Statuses, AreSettledByTheFactThatIsMissing) {
  const Provision provision(stay);
  EXPECT_EQ(provision.settled_by("open", "act.stay"),
            (std::vector<std::string>{"yes: prolonged yes", "no: prolonged no"}));
}

TEST(Days, AreSettledByBoundsOnWhatTheyAreCountedFrom) {
  const Provision provision(stay);
  EXPECT_EQ(provision.settled_by("nothing known", "act.late"),
            (std::vector<std::string>{
                "yes: arrived_on on or after 2023-04-02, for example, left_on on or before "
                "2023-06-01, for example",
                "no: arrived_on on or before 2023-04-01, for example, left_on on or after "
                "2023-06-01, for example"}));
  EXPECT_EQ(provision.settled_by("open", "act.stay.first_day"),
            std::vector<std::string>{"a known value: arrived_on known to the day"});
}

TEST(Clocks, SayHowMuchTimeIsCounted) {
  const Explanation explanation = Provision(stay).explain("open", "act.long");
  EXPECT_EQ(explanation.root.remarks,
            std::vector<std::string>{
                "between 338 days and 486 days counted; the day asked is 2023-06-01"});
}

TEST(RowsNamedByRules, AreSaidWithTheFactThatLeadsThere) {
  EXPECT_EQ(Provision(stay).explain("minor", "act.responsible").answer, "FRA (family_state)");
}

}  // namespace
}  // namespace nansen::explain
