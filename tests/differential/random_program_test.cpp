// Random provisions, from their text to the interpreter, against oracles that read the typed program.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "compiler/check/check.h"
#include "compiler/diagnostics/render.h"
#include "compiler/interpret/interpret.h"
#include "compiler/lower/lower.h"
#include "compiler/passes/passes.h"
#include "compiler/syntax/parse.h"
#include "tests/support/random/program_oracle.h"
#include "tests/support/random/random_batch.h"
#include "tests/support/random/random_program.h"

namespace nansen::test {
namespace {

std::string text_of(const KnownValue& value) {
  std::string text;
  for (const Truth truth : value.truths) text += std::string(to_string(truth)) + " ";
  return text + (value.number ? to_string(*value.number) : "");
}

/// What the interpreter found, in the oracles' form.
KnownValue found(const ir::Output& output, const interpret::Trace& trace) {
  KnownValue value;
  for (const ir::ValueId id : output.values) {
    const interpret::Value& one = trace.at(id, 0);
    if (const Truth* truth = std::get_if<Truth>(&one)) {
      value.truths.push_back(*truth);
    } else {
      value.number = std::get<std::optional<Rational>>(one);
    }
  }
  return value;
}

/// A plain value in the form of an output.
KnownValue known(const ir::Output& output, const PlainValue& plain) {
  KnownValue value;
  if (const bool* truth = std::get_if<bool>(&plain)) value.truths = {truth_of(*truth)};
  if (const Rational* number = std::get_if<Rational>(&plain)) value.number = *number;
  if (const std::size_t* member = std::get_if<std::size_t>(&plain)) {
    const bool ordered = output.kind == ir::OutputKind::OrderedEnumeration;
    for (std::size_t k = ordered ? 1 : 0; k < output.members.size(); ++k) {
      value.truths.push_back(truth_of(ordered ? *member >= k : *member == k));
    }
  }
  return value;
}

/// True iff nothing that `partial` says is otherwise in `full`.
bool keeps(const KnownValue& partial, const KnownValue& full) {
  for (std::size_t k = 0; k < partial.truths.size(); ++k) {
    if (partial.truths[k] != Truth::Undetermined && partial.truths[k] != full.truths[k]) {
      return false;
    }
  }
  return !partial.number || partial.number == full.number;
}

class RandomProgram : public testing::TestWithParam<std::uint64_t> {
 protected:
  /// A program of which every definition over Person is asked, in a module; false iff the checker
  /// sees that some condition can never be met.
  bool make() {
    text_ = random_program(random_, {});
    SourceFiles files;
    Emitter emitter;
    const FileId file = files.add("random.treaty", text_);
    std::vector<ast::File> trees;
  trees.push_back(syntax::parse(files, file, emitter));
    program_ = check::check(trees, files, emitter);
    EXPECT_FALSE(emitter.has_errors())
        << render_text(emitter.diagnostics(), files, false) << text_;
    if (emitter.has_errors()) return false;
    lower::Request request;
    for (std::size_t index = 0; index < program_.definitions.size(); ++index) {
      const program::DefinitionId id(index);
      const program::Definition& definition = program_.definitions[id];
      if (program_.entities[definition.entity].name == "Person") request.definitions.push_back(id);
    }
    for (std::size_t index = 0; index < program_.readings.size(); ++index) {
      if (random_.chance(50)) readings_[program::ReadingId(index)] = random_.below(3);
    }
    if (request.definitions.empty()) return false;
    asked_ = request.definitions;
    request.readings = readings_;
    module_ = lower::lower(program_, request);
    return true;
  }

  Random random_{GetParam()};
  std::string text_;
  program::Program program_;
  std::vector<program::DefinitionId> asked_;
  Readings readings_;
  ir::Module module_;
};

TEST_P(RandomProgram, IsWellFormed) {
  if (!make()) GTEST_SKIP();
  EXPECT_EQ(program::verify(program_), std::vector<std::string>()) << text_;
}

TEST_P(RandomProgram, MeansInThreeValuesWhatItsRulesSay) {
  if (!make()) GTEST_SKIP();
  const runtime::Batch batch = random_batch(module_, random_, {.rows = 40});
  const ProgramFacts facts(program_, module_, batch);
  for (std::size_t row = 0; row < 40; ++row) {
    const interpret::Trace trace = interpret::trace(module_, batch, row);
    for (std::size_t output = 0; output < asked_.size(); ++output) {
      const KnownValue wanted =
          kleene_value(program_, facts, readings_, asked_[output], {ir::DomainId(0), row});
      const KnownValue value = found(module_.outputs[output], trace);
      ASSERT_EQ(text_of(value), text_of(wanted))
          << module_.outputs[output].name << ", row " << row << "\n" << text_;
    }
  }
}

TEST_P(RandomProgram, MeansInTwoValuesWhatItsRulesSay) {
  if (!make()) GTEST_SKIP();
  const runtime::Batch batch = random_batch(
      module_, random_, {.rows = 40, .unknown_percent = 0, .absent_rows = false});
  const ProgramFacts facts(program_, module_, batch);
  for (std::size_t row = 0; row < 40; ++row) {
    const interpret::Trace trace = interpret::trace(module_, batch, row);
    for (std::size_t output = 0; output < asked_.size(); ++output) {
      const PlainValue wanted =
          plain_value(program_, facts, readings_, asked_[output], {ir::DomainId(0), row});
      ASSERT_EQ(text_of(found(module_.outputs[output], trace)),
                text_of(known(module_.outputs[output], wanted)))
          << module_.outputs[output].name << ", row " << row << "\n" << text_;
    }
  }
}

TEST_P(RandomProgram, MoreKnowledgeNeverTakesAnAnswerBack) {
  if (!make()) GTEST_SKIP();
  // The same facts twice: the second time some are hidden, and lists of rows may lack some.
  const Random before = random_;
  const runtime::Batch full = random_batch(
      module_, random_, {.rows = 30, .unknown_percent = 0, .absent_rows = false});
  random_ = before;
  const runtime::Batch partial = random_batch(
      module_, random_, {.rows = 30, .unknown_percent = 0, .absent_rows = false, .hidden_percent = 40});
  for (std::size_t row = 0; row < 30; ++row) {
    const interpret::Trace all = interpret::trace(module_, full, row);
    const interpret::Trace some = interpret::trace(module_, partial, row);
    for (const ir::Output& output : module_.outputs) {
      ASSERT_TRUE(keeps(found(output, some), found(output, all)))
          << output.name << ", row " << row << ": " << text_of(found(output, some)) << " and "
          << text_of(found(output, all)) << "\n" << text_;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomProgram, testing::Range<std::uint64_t>(0, 40));

}  // namespace
}  // namespace nansen::test
