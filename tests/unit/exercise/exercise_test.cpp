#include "compiler/exercise/exercise.h"

#include <gtest/gtest.h>

#include "compiler/interpret/interpret.h"
#include "tests/unit/explain/provision.h"

namespace nansen::exercise {
namespace {

std::string provision_with(const std::string& examples) {
  return R"(
entity Person { a : boolean b : boolean c : boolean }
instrument law "Law" {
  article 1 { define d of Person as all of { (x) a (y) b } }
  article 2 { d does not apply where c }
}
)" + examples;
}

/// `Law, art. 1(y): held, never failed` of each rule that is left unexercised.
std::vector<std::string> gaps(const std::string& examples, Outcome* kept = nullptr) {
  const Provision provision(provision_with(examples));
  const Outcome outcome = run(provision.program);
  std::vector<std::string> lines;
  for (const Unexercised& each : outcome.unexercised) {
    lines.push_back(to_full_string(provision.program.rules[each.rule].citation) +
                    (each.held     ? ": held only"
                     : each.failed ? ": failed only"
                                   : ": neither"));
  }
  if (kept != nullptr) *kept = outcome;
  return lines;
}

using Lines = std::vector<std::string>;

constexpr const char* met_example = R"(
example "met" { given Person { a: yes, b: yes, otherwise no } expect law.d: yes }
)";

TEST(Exercise, ReportsAllProvisionsWithoutExamples) {
  EXPECT_EQ(gaps(""), (Lines{"Law, art. 1: neither", "Law, art. 1(x): neither",
                             "Law, art. 1(y): neither", "Law, art. 2: neither"}));
}

TEST(Exercise, WantsEachHeadToHoldAndToFailWhereItMatters) {
  EXPECT_EQ(gaps(met_example), (Lines{"Law, art. 1: held only", "Law, art. 1(x): held only",
                                      "Law, art. 1(y): held only", "Law, art. 2: failed only"}));
  EXPECT_EQ(gaps(std::string(met_example) + R"(
example "no a" { given Person { a: no, b: yes, c: no } expect law.d: no }
example "no b" { given Person { a: yes, b: no, c: no } expect law.d: no }
)"),
            (Lines{"Law, art. 2: failed only"}));
}

TEST(Exercise, IsCompleteOnceTheExceptionHasAppliedToo) {
  EXPECT_EQ(gaps(std::string(met_example) + R"(
example "no a" { given Person { a: no, b: yes, c: no } expect law.d: no }
example "no b" { given Person { a: yes, b: no, c: no } expect law.d: no }
example "excepted" { given Person { a: yes, b: yes, c: yes } expect law.d: no }
)"),
            Lines{});
}

TEST(Exercise, DoesNotCountAHeadThatFailsBesideTheExceptionThatDecides) {
  // Where the exception applies to a way in that is not met, the exception decides nothing.
  EXPECT_EQ(gaps(std::string(met_example) + R"(
example "all at once" { given Person { a: no, b: yes, c: yes } expect law.d: no }
)"),
            (Lines{"Law, art. 1(y): held only", "Law, art. 2: failed only"}));
}

TEST(Exercise, ExplainsAnExpectationThatIsNotMet) {
  const Provision provision(provision_with(R"(
example "hopeful" { given Person { a: yes, b: no, c: no } expect law.d: yes }
)"));
  const Outcome outcome = run(provision.program);
  ASSERT_EQ(outcome.failures.size(), 1u);
  EXPECT_EQ(outcome.failures[0].expected, "yes");
  EXPECT_EQ(outcome.failures[0].actual, "no");
  const std::string text =
      report::to_text(present(provision.program, outcome), {.width = 100, .colour = false});
  EXPECT_EQ(text, R"(✗ 1 example, 1 expectation: 0 met, 1 not

Expectations that are not met
example  definition  expected  answer
───────  ──────────  ────────  ──────
hopeful  law.d       yes       no

✗ law.d: no for case "hopeful"
│   Law, art. 1
├─ ✗ base, art. 1: all of these
│  ├─ ✗ (y) b: no
│  └─ not decisive (yes): (x)
└─ ✓ no exception applies: art. 2

Provisions that the examples do not exercise both ways (4 of 4)
provision       rule          exercised
──────────────  ────────────  ────────────────────
Law, art. 1     all of these  only where it failed
Law, art. 1(x)  a             not at all
Law, art. 1(y)  b             only where it failed
Law, art. 2     c             not at all
)");
}

TEST(Exercise, UnderstandsUndeterminedAndValuesOfEveryType) {
  const Provision provision(R"(
ordered enumeration Level { low < high }
enumeration Kind { first, second }
entity Person { a : boolean n : integer }
instrument law {
  article 1 {
    define level of Person : Level { (1) where a : high otherwise : low }
    define kind of Person : Kind { (1) where a : first otherwise : second }
    define number of Person : integer as n + 1
    define truth of Person as a
  }
}
example "known" {
  given Person { a: yes, n: 4 }
  expect law.level: high
  expect law.kind: first
  expect law.number: 5
  expect law.truth: yes
}
example "unknown" {
  given Person {}
  expect law.level: undetermined
  expect law.kind: undetermined
  expect law.number: undetermined
  expect law.truth: undetermined
}
example "wrong" {
  given Person { a: no, n: 4 }
  expect law.level: high
  expect law.kind: first
  expect law.number: 4
  expect law.truth: undetermined
}
)");
  const Outcome outcome = run(provision.program);
  EXPECT_EQ(outcome.expectations, 12u);
  std::vector<std::string> wrong;
  for (const Failure& failure : outcome.failures) {
    wrong.push_back(provision.program.examples[failure.example].name + " " + failure.expected +
                    " " + failure.actual);
  }
  EXPECT_EQ(wrong,
            (Lines{"wrong high low", "wrong first second", "wrong 4 5", "wrong undetermined no"}));
}

TEST(Exercise, CountsOnlyTheDefinitionsAskedFor) {
  const Provision provision(R"(
entity Person { a : boolean }
instrument mine { article 1 { define d of Person as theirs.d } }
instrument theirs { article 1 { define d of Person as a } }
)");
  const Outcome outcome = run(provision.program, {{}, {provision.definition("mine.d")}});
  EXPECT_EQ(outcome.rules, 1u);
}

TEST(Exercise, CountsOnlyTheRulesAskedForAndSaysWhatTheyAre) {
  const Provision provision(provision_with(met_example));
  const auto is_head = [&](program::RuleId rule) {
    return !provision.program.rules[rule].citation.heads.empty();
  };
  const Outcome outcome = run(provision.program, {{}, {}, is_head});
  EXPECT_EQ(outcome.rules, 2u);
  EXPECT_EQ(outcome.unexercised.size(), 2u);
  const std::string text = report::to_text(present(provision.program, outcome, {"one", "two"}), {});
  EXPECT_NE(text.find("As amended by one, two"), std::string::npos) << text;
  EXPECT_NE(text.find("Amended provisions that the examples do not exercise both ways (2 of 2)"),
            std::string::npos)
      << text;
  EXPECT_NE(report::to_csv(present(provision.program, outcome, {"one", "two"})).find("one+two."),
            std::string::npos);
}

TEST(ExerciseDeathTest, EndsWhereTheEnginesDisagree) {
  const Provision provision(provision_with(met_example));
  const Engine contrary = [](const ir::Module& module, const runtime::Batch& batch,
                             runtime::Results& results) {
    interpret::evaluate(module, batch, results);
    *results.plane(0, 0, true) ^= 1U;
  };
  EXPECT_DEATH(run(provision.program, {contrary, {}}), "the engines disagree about law.d");
}

}  // namespace
}  // namespace nansen::exercise
