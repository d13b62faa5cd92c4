// On random programs and cases, explanations agree with the interpreter and what is said to settle
// a case does.
#include <gtest/gtest.h>

#include "compiler/explain/one_case.h"
#include "compiler/explain/settle.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_program.h"
#include "tests/unit/explain/provision.h"

namespace nansen::explain {
namespace {

bool is_answer(const Step& root, const ir::Output& output, const interpret::Trace& trace,
               std::size_t row) {
  if (output.kind != ir::OutputKind::Truth) return true;
  return trace.truth(output.values[0], row) == root.truth;
}

// True iff the step is of a definition that gives values: what decides a value may be of any truth.
bool gives_values(const Step& step) {
  if (!step.value.empty()) return true;
  for (const Step& child : step.children) {
    if (child.kind == StepKind::ValueRule || child.kind == StepKind::Otherwise) return true;
  }
  return false;
}

// What decides an open answer is open; what decides a settled one is settled.
void expect_decisive_steps_as_settled(const Step& step, bool open) {
  if (gives_values(step)) return;
  for (const Step& child : step.children) {
    if (!child.decisive || gives_values(child)) continue;
    EXPECT_EQ(child.truth == Truth::Undetermined, open) << child.citation << " " << child.words;
    expect_decisive_steps_as_settled(child, open);
  }
}

class RandomPrograms : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomPrograms, AreExplainedAndSettledAsTheyAreInterpreted) {
  test::Random random(GetParam());
  const Provision provision(test::random_program(random, {}));
  const program::Program& program = provision.program;
  for (std::size_t index = 0; index < program.definitions.size(); ++index) {
    const program::DefinitionId id(index);
    if (program.entities[program.definitions[id].entity].name != "Person") continue;
    if (program.definitions[id].type.kind == program::TypeKind::Set) continue;
    const Asked asked{id, {}, {}};
    lower::Request request;
    request.definitions = {id};
    const ir::Module module = lower::lower(program, request);
    test::BatchOptions options;
    options.rows = 12;
    const runtime::Batch batch = test::random_batch(module, random, options);
    for (std::size_t row = 0; row < options.rows; ++row) {
      const interpret::Trace trace = interpret::trace(module, batch, row);
      const CaseView view{module, trace, batch, row};
      const Explanation explanation = explain(program, asked, view);
      EXPECT_TRUE(is_answer(explanation.root, module.outputs[0], trace, row));
      expect_decisive_steps_as_settled(explanation.root, explanation.undetermined);
      // `settle` replays every set itself, and ends the process where one does not do what it says.
      const auto outlooks = settle(program, asked, view);
      EXPECT_TRUE(explanation.undetermined || outlooks.empty());
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPrograms, testing::Range<std::uint64_t>(0, 16));

}  // namespace
}  // namespace nansen::explain
