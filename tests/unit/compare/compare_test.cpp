#include "compiler/compare/compare.h"

#include <gtest/gtest.h>

#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_program.h"
#include "tests/unit/explain/provision.h"

namespace nansen::compare {
namespace {

const std::string two_conventions = R"(
entity Person {
  fear : boolean
  outside : boolean
  unrest : boolean
  crime : boolean
}
instrument old "Old" {
  in force 1954-01-01
  article 1 { define refugee of Person as all of { (fear) fear (outside) outside } }
  article 2 { refugee does not apply where crime }
}
instrument new "New" {
  in force 1974-01-01
  article 1 { define refugee of Person as old.refugee }
  article 3 "Unrest" { refugee also applies where unrest }
}
)";

/// Cases as letters: f fear, o outside, u unrest, c crime; a capital is no, what is absent unknown.
class Compared {
 public:
  explicit Compared(std::optional<std::int32_t> as_of = {})
      : provision_(two_conventions),
        asked_{{provision_.definition("old.refugee"), provision_.definition("new.refugee")},
               {},
               as_of},
        module_(with_rule_outputs(
            lower::lower(provision_.program, {.definitions = asked_.definitions, .as_of = as_of}))),
        comparison_(provision_.program, module_, asked_) {}

  void add(const std::vector<std::string>& cases, const std::vector<std::int64_t>& weights = {}) {
    runtime::Batch batch;
    batch.tables.push_back(std::make_shared<runtime::Table>(
        layout::shapes_of(module_, ir::DomainId(0)), cases.size()));
    for (const std::string& letters : cases) {
      const std::size_t row = batch.tables[0]->add_row();
      std::size_t position = 0;
      for (const ir::Column& column : module_.columns) {
        const char letter = column.name[0];
        const bool yes = letters.find(letter) != std::string::npos;
        const bool no = letters.find(static_cast<char>(letter - 'a' + 'A')) != std::string::npos;
        if (yes || no) batch.tables[0]->set_truth(row, position, yes);
        ++position;
      }
    }
    runtime::Results results(layout::output_shapes(module_), batch.tables[0]->capacity());
    interpret::evaluate(module_, batch, results);
    comparison_.add(batch, results, {[&cases](std::size_t row) { return cases[row]; }, weights});
  }

  Summary summary() const { return comparison_.summary(); }

  /// `yes/no art. 1 against art. 3: 2 persons, fOu`.
  std::vector<std::string> differences() const {
    std::vector<std::string> lines;
    const auto citation = [this](program::RuleId rule) {
      return rule.valid() ? to_full_string(provision_.program.rules[rule].citation)
                          : std::string("not in force");
    };
    for (const Difference& each : summary().differences) {
      lines.push_back(std::string(to_string(each.left_truth)) + " by " + citation(each.left_rule) +
                      ", " + std::string(to_string(each.right_truth)) + " by " +
                      citation(each.right_rule) + ": " + std::to_string(each.persons) + ", " +
                      each.witness.case_name);
    }
    return lines;
  }

  std::string text() const {
    return "\n" + report::to_text(present(provision_.program, asked_, summary()),
                                  {.width = 160, .colour = false});
  }

 private:
  Provision provision_;
  Asked asked_;
  ir::Module module_;
  Comparison comparison_;
};

using Lines = std::vector<std::string>;

TEST(Compare, CountsWhomEachCoversCertainlyAndPossibly) {
  Compared compared;
  compared.add({"foUC", "fUC", "FU", "FoCu"});
  const Summary summary = compared.summary();
  EXPECT_EQ(summary.cases, 4u);
  EXPECT_EQ(summary.coverage[0].certainly, 1);
  EXPECT_EQ(summary.coverage[0].possibly, 2);
  EXPECT_EQ(summary.coverage[1].certainly, 2);
  EXPECT_EQ(summary.coverage[1].possibly, 3);
}

TEST(Compare, CountsPersonsWhereCasesHaveWeights) {
  Compared compared;
  compared.add({"foUC", "FoCu"}, {10, 1000});
  const Summary summary = compared.summary();
  EXPECT_EQ(summary.coverage[0].certainly, 10);
  EXPECT_EQ(summary.coverage[1].certainly, 1010);
  EXPECT_EQ(summary.coverage[1].asked, 1010);
  EXPECT_EQ(compared.differences(),
            (Lines{"no by Old, art. 1(fear), yes by New, art. 3: 1000, FoCu"}));
}

TEST(Compare, TellsTheKindsOfDifferenceApartByWhatDecides) {
  Compared compared;
  compared.add({"FoCu", "fOCu", "focu", "oCu", "foCu"});
  EXPECT_EQ(compared.differences(),
            (Lines{"no by Old, art. 1(fear), yes by New, art. 3: 1, FoCu",
                   "no by Old, art. 1(outside), yes by New, art. 3: 1, fOCu",
                   "no by Old, art. 2, yes by New, art. 3: 1, focu",
                   "undetermined by Old, art. 1(fear), yes by New, art. 3: 1, oCu"}));
}

TEST(Compare, KeepsTheWitnessWithTheFewestKnownFactsAndTheFirstOfThese) {
  Compared compared;
  compared.add({"FoCu", "Fu", "uF"});
  compared.add({"FCu", "Fou"});
  EXPECT_EQ(compared.differences(), (Lines{"no by Old, art. 1(fear), yes by New, art. 3: 5, Fu"}));
  EXPECT_EQ(compared.summary().differences[0].witness.known_facts, 2u);
}

TEST(Compare, FeedsOnManyBatchesOfAnyLength) {
  Compared compared;
  for (const std::size_t rows : {1u, 63u, 64u, 65u, 1000u}) {
    compared.add(std::vector<std::string>(rows, "FoCu"));
  }
  EXPECT_EQ(compared.summary().cases, 1193u);
  EXPECT_EQ(compared.differences(),
            (Lines{"no by Old, art. 1(fear), yes by New, art. 3: 1193, FoCu"}));
}

TEST(Compare, SaysWhenAnInstrumentWasNotInForce) {
  Compared compared(-3650);  // 1960-01-04
  compared.add({"foCu"});
  EXPECT_EQ(compared.differences(), (Lines{"yes by Old, art. 1, no by not in force: 1, foCu"}));
}

TEST(Compare, PresentsCoveragePairsAndKinds) {
  Compared compared;
  compared.add({"FoCu", "foCu"});
  EXPECT_EQ(compared.text(), R"(
Who is covered (2 cases)
definition   certainly  possibly  of cases
───────────  ─────────  ────────  ────────
old.refugee          1         1         2
new.refugee          2         2         2

Where two definitions differ (cases)
first        second       first only  second only  one of them open
───────────  ───────────  ──────────  ───────────  ────────────────
old.refugee  new.refugee           0            1                 0

The kinds of difference, and what decides each
old.refugee and new.refugee
└─ 1 case, for example "FoCu"
   ├─ ✗ old.refugee: no because of Old, art. 1(fear): fear
   └─ ✓ new.refugee: yes because of New, art. 3 "Unrest": unrest
)");
}

// Over random programs and cases: what is said to decide is in the explanation, decisive there or
// (an exception beside words that fail too) at least as settled as the answer; and the counts are
// those of the results.
class RandomComparisons : public testing::TestWithParam<std::uint64_t> {};

bool may_decide(const explain::Step& step, program::RuleId rule, bool open) {
  if (step.rule == rule && (step.decisive || (step.truth == Truth::Undetermined) == open))
    return true;
  for (const explain::Step& child : step.children) {
    if (may_decide(child, rule, open)) return true;
  }
  return false;
}

TEST_P(RandomComparisons, NameRulesThatTheExplanationBearsOut) {
  test::Random random(GetParam());
  const Provision provision(test::random_program(random, {}));
  const program::Program& program = provision.program;
  Asked asked;
  for (std::size_t index = 0; index < program.definitions.size(); ++index) {
    const program::Definition& definition = program.definitions[program::DefinitionId(index)];
    const program::Rule& root = program.rules[definition.root];
    if (definition.type.kind != program::TypeKind::Boolean || !root.condition.valid()) continue;
    if (program.entities[definition.entity].name != "Person") continue;
    asked.definitions.emplace_back(index);
  }
  if (asked.definitions.size() < 2) return;
  const ir::Module module =
      with_rule_outputs(lower::lower(program, {.definitions = asked.definitions}));
  test::BatchOptions options;
  options.rows = 200;
  const runtime::Batch batch = test::random_batch(module, random, options);
  runtime::Results results(layout::output_shapes(module), batch.tables[0]->capacity());
  interpret::evaluate(module, batch, results);
  Comparison comparison(program, module, asked);
  comparison.add(batch, results, {[](std::size_t row) { return std::to_string(row); }, {}});

  std::uint64_t differing = 0;
  for (const Difference& each : comparison.summary().differences) {
    differing += each.cases;
    const interpret::Trace trace = interpret::trace(module, each.witness.batch, 0);
    for (const auto& [at, rule] :
         {std::pair(each.left, each.left_rule), std::pair(each.right, each.right_rule)}) {
      const explain::Explanation explanation = explain::explain(
          program, {asked.definitions[at], {}, {}}, {module, trace, each.witness.batch, 0});
      EXPECT_TRUE(may_decide(explanation.root, rule, explanation.undetermined))
          << to_full_string(program.rules[rule].citation) << " does not decide "
          << qualified_name(program, asked.definitions[at]);
    }
  }
  std::uint64_t expected = 0;
  for (std::size_t row = 0; row < options.rows; ++row) {
    const auto answer = [&](std::size_t at) {
      const auto bit = [&](bool yes) {
        return (results.plane(at, 0, yes)[row / 64] >> (row % 64)) & 1U;
      };
      return std::pair(bit(true), bit(false));
    };
    for (std::size_t left = 0; left < asked.definitions.size(); ++left) {
      for (std::size_t right = left + 1; right < asked.definitions.size(); ++right) {
        expected += answer(left) != answer(right) ? 1 : 0;
      }
    }
  }
  EXPECT_EQ(differing, expected);
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomComparisons, testing::Range<std::uint64_t>(0, 16));

}  // namespace
}  // namespace nansen::compare
