// On random statuses and periods, and cases whose days are known to the day, in part or not at all,
// explanations agree with the interpreter and what is said to settle a case does.
#include <gtest/gtest.h>

#include <iostream>

#include "compiler/explain/settle.h"
#include "runtime/calendar.h"
#include "tests/support/random/random.h"
#include "tests/unit/explain/provision.h"

namespace nansen::explain {
namespace {

constexpr std::size_t dates = 5;
constexpr std::size_t truths = 4;

class DaysWriter {
 public:
  explicit DaysWriter(test::Random& random) : random_(random) {}

  std::string write() {
    text_ = "vocabulary world\nentity Person {\n";
    for (std::size_t at = 0; at < dates; ++at) text_ += numbered("  d", at) + " : date\n";
    for (std::size_t at = 0; at < truths; ++at) text_ += numbered("  b", at) + " : boolean\n";
    text_ += "  n : integer from 0 to 3\n  p : period in months\n}\n";
    text_ +=
        "calendar office {\n  weekend saturday, sunday\n  holiday every 12-25\n"
        "  holiday 2022-03-04 \"A day off\"\n}\n"
        "instrument act \"Act\" {\n  uses world\n";
    write_computation("plain", false);
    write_computation("working", true);
    text_ += "  periods are computed by " + pick({"plain", "working"}) + "\n";
    text_ += "  clock stay of Person {";
    if (chance(30)) text_ += " starts anew after a gap of more than " + length();
    text_ += " }\n";
    const std::size_t statuses = 2 + random_.below(2);
    for (std::size_t at = 0; at < statuses; ++at) write_status(at, statuses);
    for (std::size_t at = 0; at < 8; ++at) write_definition(at);
    return text_ + "}\n";
  }

 private:
  bool chance(std::uint64_t percent) { return random_.chance(percent); }
  std::string pick(const std::vector<std::string>& words) { return random_.pick(words); }
  static std::string numbered(const std::string& word, std::size_t number) {
    return word + std::to_string(number);
  }
  std::string date_fact() { return numbered("d", random_.below(dates)); }
  std::string truth() {
    const std::string fact = numbered("b", random_.below(truths));
    return chance(20) ? "not " + fact : fact;
  }
  std::string length() {
    return std::to_string(1 + random_.below(12)) + " " + pick({"months", "days", "weeks"});
  }

  std::string day(std::size_t depth) {
    if (depth == 0 || chance(30)) {
      if (chance(10)) return "2022-05-31";
      if (chance(5)) return "never";
      if (chance(10)) return "the day asked";
      return date_fact();
    }
    switch (random_.below(6)) {
      case 0: return date_fact() + " + " + length_of_sum();
      case 1: return date_fact() + " - " + length_of_sum();
      case 2: return "end of " + length() + " after " + date_fact();
      case 3: return "least of { " + day(depth - 1) + ", " + day(depth - 1) + " }";
      case 4: return "greatest of { " + day(depth - 1) + ", " + day(depth - 1) + " }";
      default: return numbered("s", random_.below(2)) + pick({".first_day", ".last_day"});
    }
  }
  std::string length_of_sum() {
    if (chance(50)) return std::to_string(1 + random_.below(40)) + " days";
    return std::to_string(1 + random_.below(14)) + " months rounding " + pick({"up", "down"});
  }

  void write_computation(const std::string& name, bool working) {
    text_ += "  computation " + name + " {\n    the day of the event " +
             pick({"counts", "does not count"}) + "\n    month ends rounding " +
             pick({"up", "down"}) + "\n";
    if (working) text_ += "    ends on the next working day of office\n";
    text_ += "  }\n";
  }

  void write_status(std::size_t number, std::size_t statuses) {
    text_ += "  article " + std::to_string(number + 1) + " {\n    status " + numbered("s", number) +
             " of Person {\n";
    for (std::size_t ways = 1 + random_.below(2); ways > 0; --ways) {
      text_ += "      begins on " + date_fact() + condition(60) + "\n";
    }
    if (chance(85)) {
      text_ +=
          "      lasts " + (chance(20) ? "until " + date_fact() : length()) + condition(20) + "\n";
      if (chance(50)) {
        text_ += "      is extended " + std::to_string(1 + random_.below(3)) + " times by " +
                 length() + condition(30) + (chance(40) ? " as often as n" : "") + "\n";
      }
      if (chance(40)) {
        text_ += "      may be extended by up to " + length() + " until " + date_fact() +
                 " where " + truth() + "\n";
      }
      // No status comes before itself.
      if (number + 1 < statuses && chance(50)) {
        text_ += "      becomes " + numbered("s", number + 1) + condition(50) + "\n";
      }
    }
    if (chance(60)) text_ += "      ends early on " + date_fact() + condition(50) + "\n";
    if (chance(80) || number == 0) text_ += "      counts toward stay\n";
    text_ += "    }\n  }\n";
  }
  std::string condition(std::uint64_t percent) {
    return chance(percent) ? " where " + truth() : "";
  }

  void write_definition(std::size_t number) {
    text_ += "  article " + std::to_string(number + 11) + " {\n    define " + numbered("x", number);
    switch (random_.below(7)) {
      case 0:
        text_ += " of Person : date {\n      where " + truth() + " : " + day(1) +
                 "\n      otherwise : " + day(1) + "\n    }\n";
        break;
      case 1: text_ += " of Person : date as " + day(2) + "\n"; break;
      case 2:
        text_ += " of Person as time in stay is " +
                 pick({"at least 6 months", "less than 1 year", "at least 100 days",
                       "more than 400 days"}) +
                 "\n";
        break;
      case 3:
        text_ += " of Person as " + date_fact() + pick({" is no later than ", " is later than "}) +
                 length() + " after " + date_fact() + "\n";
        break;
      case 4:
        text_ += " of Person as " + truth() + " or " + numbered("s", random_.below(2)) + "\n";
        break;
      default:
        text_ += " of Person as " + day(2) +
                 pick({" is before ", " is after ", " is on or before ", " is on or after ", " is ",
                       " is not "}) +
                 day(2) + "\n";
    }
    text_ += "  }\n";
  }

  test::Random& random_;
  std::string text_;
};

program::CaseRow random_case(test::Random& random, const program::Program& program) {
  constexpr std::int32_t first = 18'993;  // 2022-01-01
  const auto some_day = [&] { return first + static_cast<std::int32_t>(random.below(900)); };
  program::CaseRow row;
  for (std::size_t index = 0; index < program.facts.size(); ++index) {
    const program::FactId id(index);
    if (random.chance(15)) continue;
    program::CaseValue value;
    switch (program.facts[id].type.kind) {
      case program::TypeKind::Boolean: value.value = truth_of(random.chance(50)); break;
      case program::TypeKind::Date: {
        const std::int32_t day = some_day();
        if (random.chance(35)) {
          const auto days = static_cast<std::int32_t>(random.below(200));
          value.value = program::DayRange{day, day + days};
        } else {
          value.value = Rational(random.chance(8) ? runtime::last_day : day);
        }
        break;
      }
      default: value.value = Rational(static_cast<long>(random.below(4))); break;
    }
    row.facts[id] = value;
  }
  return row;
}

class RandomDays : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomDays, AreExplainedAndSettledAsTheyAreInterpreted) {
  test::Random random(GetParam());
  const std::string text = DaysWriter(random).write();
  const Provision provision(text);
  if (testing::Test::HasFailure()) {
    std::cout << text;
    return;
  }
  const program::Program& program = provision.program;
  for (int round = 0; round < 6; ++round) {
    const program::CaseRow row = random_case(random, program);
    lower::Request request;
    request.ranged = cases::ranged_facts(row);
    if (!random.chance(10)) {
      request.as_of = 18'993 + static_cast<std::int32_t>(random.below(1200));
    }
    for (std::size_t index = 0; index < program.definitions.size(); ++index) {
      const program::DefinitionId id(index);
      request.definitions = {id};
      const ir::Module module = lower::lower(program, request);
      const cases::CaseBatch batch = cases::batch_of(program, module, row);
      const interpret::Trace trace = interpret::trace(module, batch.batch, 0);
      const Asked asked{id, {}, request.as_of};
      const CaseView view{module, trace, batch.batch, 0};
      SCOPED_TRACE(program.definitions[id].name);
      // Where the two differ, or a set does not settle the answer, the process ends.
      const Explanation explanation = explain(program, asked, view);
      const auto outlooks = settle(program, asked, view, {.sets_kept = 16, .steps = 100'000});
      EXPECT_TRUE(explanation.undetermined || outlooks.empty());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomDays, testing::Range<std::uint64_t>(0, 24));

}  // namespace
}  // namespace nansen::explain
