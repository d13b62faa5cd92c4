// Random programs held against random amendments of themselves: what is counted, against an oracle
// that reads the typed programs; the groups and their causes, against one that follows a single
// row; the witnesses, by trying every known fact.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

#include "compiler/backend/evaluator.h"
#include "compiler/check/check.h"
#include "compiler/compare/case_data.h"
#include "compiler/compare/drafts.h"
#include "compiler/compare/groups.h"
#include "compiler/compare/witness.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/lower/lower.h"
#include "compiler/passes/passes.h"
#include "compiler/syntax/parse.h"
#include "tests/differential/asked_program.h"
#include "tests/differential/random_draft.h"
#include "tests/support/random/random_batch.h"

namespace nansen::test {
namespace {

/// A base and its drafts.
class Drafted {
 public:
  explicit Drafted(Random& random, std::size_t drafts) {
    AskedProgram base = ask_random_program(random);
    EXPECT_EQ(base.errors, "");
    text_ = base.text;
    programs_.push_back(std::make_unique<program::Program>(std::move(base.program)));
    lower::Request request;
    request.definitions = base.definitions;
    request.readings = base.readings;
    if (request.definitions.empty()) return;
    compare::World world;
    world.name = "base";
    world.program = programs_[0].get();
    world.subjects = request.definitions;
    world.request = request;
    worlds_.push_back(world);
    while (worlds_.size() <= drafts) {
      auto program = checked(random_draft(text_, random, 1 + random.below(4)));
      if (program == nullptr) continue;
      programs_.push_back(std::move(program));
      worlds_.push_back(compare::same_question(*programs_[0], request, *programs_.back()));
      worlds_.back().name = "draft";
    }
    for (compare::World& each : worlds_) {
      modules_.push_back(std::make_unique<ir::Module>(lower::lower(*each.program, each.request)));
      each.module = modules_.back().get();
    }
    compared_ = std::make_unique<compare::ComparedWorlds>(worlds_);
  }

  bool asks_nothing() const { return compared_ == nullptr; }
  const compare::ComparedWorlds& compared() const { return *compared_; }
  const ir::Module& module() const { return compared_->module(); }
  const std::vector<std::string>& texts() const { return texts_; }

 private:
  /// Null where the text does not check.
  std::unique_ptr<program::Program> checked(const std::string& text) {
    SourceFiles files;
    Emitter emitter;
    const FileId file = files.add("draft.treaty", text);
    std::vector<ast::File> trees;
    trees.push_back(syntax::parse(files, file, emitter));
    auto program = std::make_unique<program::Program>(check::check(trees, files, emitter));
    if (emitter.has_errors()) return nullptr;
    texts_.push_back(text);
    return program;
  }

  std::string text_;
  std::vector<std::string> texts_;
  std::vector<std::unique_ptr<program::Program>> programs_;
  std::vector<std::unique_ptr<ir::Module>> modules_;
  std::vector<compare::World> worlds_;
  std::unique_ptr<compare::ComparedWorlds> compared_;
};

/// Answers by compiled code.
class Native {
 public:
  explicit Native(const ir::Module& module) : normal_(passes::normalise(module)) {
    std::string failure;
    code_ = backend::compile(normal_, {}, failure);
    EXPECT_NE(code_, nullptr) << failure;
    scratch_ = code_->make_scratch();
    shapes = layout::output_shapes(normal_);
  }
  runtime::Results operator()(const runtime::Batch& batch) const {
    runtime::Results results(shapes, batch.tables[0]->capacity());
    code_->evaluate(batch, *scratch_, results);
    return results;
  }
  compare::Evaluate evaluate() const {
    return [this](const runtime::Batch& batch, runtime::Results& results) {
      code_->evaluate(batch, *scratch_, results);
    };
  }
  std::vector<runtime::OutputShape> shapes;

 private:
  ir::Module normal_;
  std::unique_ptr<execute::Evaluator> code_;
  std::unique_ptr<execute::Evaluator::Scratch> scratch_;
};

runtime::Results interpreted(const ir::Module& module, const runtime::Batch& batch) {
  runtime::Results results(layout::output_shapes(module), batch.tables[0]->capacity());
  interpret::evaluate(module, batch, results);
  return results;
}

/// What one text answers to one row, as the program says: a category, and a number.
struct OracleAnswer {
  std::string category;
  std::optional<Rational> number;
};

OracleAnswer answer_of(const compare::World& world, std::size_t subject, const ProgramFacts& facts,
                       std::size_t row) {
  const program::Program& program = *world.program;
  const program::DefinitionId id = world.subjects[subject];
  const KnownValue value =
      kleene_value(program, facts, world.request.readings, id, {ir::DomainId(std::size_t{0}), row});
  const program::Type& type = program.definitions[id].type;
  switch (type.kind) {
    case program::TypeKind::Boolean: return {std::string(to_string(value.truths[0])), {}};
    case program::TypeKind::Enumeration: {
      const auto& enumeration = program.enumerations[type.enumeration];
      const std::size_t members = enumeration.members.size();
      for (std::size_t member = 0; member < members; ++member) {
        bool is = false;
        if (enumeration.ordered) {
          const bool reached = member == 0 || value.truths[member - 1] == Truth::Yes;
          const bool next = member + 1 < members && value.truths[member] != Truth::No;
          is = reached && !next;
        } else {
          is = value.truths[member] == Truth::Yes;
        }
        if (is) return {enumeration.members[member].name, {}};
      }
      const bool none =
          !enumeration.ordered && std::all_of(value.truths.begin(), value.truths.end(),
                                              [](Truth truth) { return truth == Truth::No; });
      return {none ? "no value" : "undetermined", {}};
    }
    default:
      if (value.number.least && value.number.greatest &&
          *value.number.least == *value.number.greatest) {
        return {"known", value.number.least};
      }
      return {"undetermined", {}};
  }
}

using Transitions =
    std::map<std::tuple<std::size_t, std::size_t, std::string, std::string>, std::uint64_t>;

void count_oracle(const Drafted& drafted, const runtime::Batch& batch, Transitions& counts) {
  const auto& worlds = drafted.compared().worlds();
  std::vector<ProgramFacts> facts;
  for (const auto& world : worlds) facts.emplace_back(*world.program, drafted.module(), batch);
  for (std::size_t row = 0; row < batch.tables[0]->rows(); ++row) {
    for (std::size_t subject = 0; subject < worlds[0].subjects.size(); ++subject) {
      const OracleAnswer before = answer_of(worlds[0], subject, facts[0], row);
      for (std::size_t at = 1; at < worlds.size(); ++at) {
        if (!worlds[at].subjects[subject].valid()) continue;
        const OracleAnswer after = answer_of(worlds[at], subject, facts[at], row);
        std::string to = after.category;
        if (before.number && after.number && *before.number != *after.number) {
          const program::Definition& definition =
              worlds[0].program->definitions[worlds[0].subjects[subject]];
          const bool date = definition.type.kind == program::TypeKind::Date;
          const bool less = *after.number < *before.number;
          to = less ? (date ? "earlier" : "less") : (date ? "later" : "more");
        }
        if (to != before.category) ++counts[{subject, at - 1, before.category, to}];
      }
    }
  }
}

Transitions counted(const compare::Outcome& outcome) {
  Transitions counts;
  for (const compare::Effect& effect : outcome.effects) {
    for (const compare::Group& group : effect.groups) {
      counts[{effect.subject, effect.draft, group.from, group.to}] += group.count.cases;
    }
  }
  return counts;
}

/// Everything of an outcome that both engines must agree on.
std::string text_of(const compare::Outcome& outcome) {
  std::string text;
  for (const compare::Effect& effect : outcome.effects) {
    text +=
        outcome.subjects[effect.subject].name + ", draft " + std::to_string(effect.draft) + "\n";
    for (const auto& row : effect.transitions) {
      for (const compare::Count& count : row) text += std::to_string(count.cases) + " ";
    }
    if (effect.movement.median) text += to_string(*effect.movement.median);
    for (const compare::Group& group : effect.groups) {
      text += "\n  " + group.from + " " + group.to + " " + std::to_string(group.count.cases);
      for (const std::size_t cause : group.causes) text += " #" + std::to_string(cause);
      for (const auto& fact : group.witness.facts) text += " " + fact.name + "=" + fact.value;
    }
    text += "\n";
  }
  return text;
}

/// Every difference is in a group, and every cause a provision that the texts differ in.
void check_causes(const Drafted& drafted, const compare::Outcome& outcome) {
  for (const compare::Effect& effect : outcome.effects) {
    const auto& provisions = outcome.drafts[effect.draft].provisions;
    std::uint64_t differing = 0;
    for (const compare::Group& group : effect.groups) {
      EXPECT_FALSE(group.causes.empty());
      for (const std::size_t cause : group.causes) {
        ASSERT_LT(cause, provisions.size());
        EXPECT_NE(provisions[cause].before, provisions[cause].after)
            << provisions[cause].citation << "\n"
            << drafted.texts()[effect.draft];
      }
      differing += group.count.cases;
    }
    EXPECT_EQ(differing, effect.differing.cases);
  }
}

class RandomDrafts : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomDrafts, AreCountedAsTheirRulesSay) {
  Random random(GetParam());
  const Drafted drafted(random, 1 + random.below(3));
  if (drafted.asks_nothing()) return;
  if (!layout::too_wide(drafted.module()).empty()) return;
  const Native native(drafted.module());
  // Each with tables of referenced rows of its own, which all batches of one comparison share.
  for (const std::size_t rows : {1U, 63U, 64U, 65U, 513U}) {
    compare::DraftComparison by_native(drafted.compared());
    compare::DraftComparison by_interpreter(drafted.compared());
    const auto name = [](std::size_t row) { return std::to_string(row); };
    const runtime::Batch batch = random_batch(drafted.module(), random, {.rows = rows});
    by_native.add(batch, native(batch), {.case_name = name});
    by_interpreter.add(batch, interpreted(drafted.module(), batch), {.case_name = name});
    const compare::OutcomeOptions options{.witnesses = 1, .explanations = rows == 64};
    const compare::Outcome outcome = by_native.outcome(native.evaluate(), native.shapes, options);
    if (rows <= 65) {  // it takes its time
      Transitions wanted;
      count_oracle(drafted, batch, wanted);
      EXPECT_EQ(counted(outcome), wanted) << drafted.texts().front();
    }
    const auto interpret_batch = [&](const runtime::Batch& cases, runtime::Results& results) {
      interpret::evaluate(drafted.module(), cases, results);
    };
    if (rows == 65) {
      const auto shapes = layout::output_shapes(drafted.module());
      EXPECT_EQ(text_of(outcome),
                text_of(by_interpreter.outcome(interpret_batch, shapes, options)));
    }
    check_causes(drafted, outcome);
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomDrafts, testing::Range<std::uint64_t>(0, 24));

/// The group that the one case of `batch` is in, by the interpreter.
std::optional<compare::GroupKey> group_of(const Drafted& drafted, const runtime::Batch& batch,
                                          std::size_t held) {
  const auto& state = drafted.compared().state();
  const runtime::Results results = interpreted(drafted.module(), batch);
  const compare::SignalPlanes planes(results);
  const compare::SignalWords words(planes, 0);
  compare::Grouper grouper(state);
  const auto before = grouper.categories(words, state.held[held].subject, 0);
  std::vector<std::uint64_t> differing;
  grouper.differing(planes, state.held[held], 0, 1, differing);
  const auto& parts = grouper.parts(words, state.held[held], differing[0] & 1U, before);
  if (parts.empty()) return std::nullopt;
  return compare::GroupKey{parts[0].from, parts[0].to, grouper.causes(parts[0])};
}

class RandomWitnesses : public testing::TestWithParam<std::uint64_t> {};

TEST_P(RandomWitnesses, CanLoseNoFurtherFact) {
  Random random(GetParam() + 1000);
  const Drafted drafted(random, 1);
  if (drafted.asks_nothing() || !layout::too_wide(drafted.module()).empty()) return;
  const Native native(drafted.module());
  const runtime::Batch batch = random_batch(drafted.module(), random, {.rows = 64});
  const compare::CaseLayout layout(drafted.module());
  const auto& state = drafted.compared().state();
  std::vector<compare::Shrinking> cases;
  for (std::size_t held = 0; held < state.held.size(); ++held) {
    for (std::size_t row = 0; row < 64; row += 7) {
      const compare::RowData data = layout.read(batch, row);
      runtime::Batch one = layout.empty(batch);
      layout.append(one, data);
      if (const auto key = group_of(drafted, one, held)) cases.push_back({held, *key, data});
    }
  }
  compare::shrink(state, layout, batch, native.evaluate(), native.shapes, cases);
  for (compare::Shrinking& each : cases) {
    const auto stays = [&] {
      runtime::Batch one = layout.empty(batch);
      layout.append(one, each.data);
      return group_of(drafted, one, each.held) == each.key;
    };
    EXPECT_TRUE(stays());
    compare::visit_rows(layout, each.data, [&](ir::DomainId domain, compare::RowData& row) {
      for (std::size_t position = 0; position < row.facts.size(); ++position) {
        compare::FactValue& fact = row.facts[position];
        if (std::holds_alternative<std::monostate>(fact)) continue;
        if (auto* linked = std::get_if<std::shared_ptr<compare::CaseRows>>(&fact)) {
          if ((*linked)->complete) {
            (*linked)->complete = false;
            EXPECT_FALSE(stays());
            (*linked)->complete = true;
          }
          const std::vector<compare::RowData> rows = (*linked)->rows;
          for (std::size_t at = 0; at < rows.size(); ++at) {
            (*linked)->rows.erase((*linked)->rows.begin() + static_cast<std::ptrdiff_t>(at));
            EXPECT_FALSE(stays());
            (*linked)->rows = rows;
          }
          continue;
        }
        const compare::FactValue kept = std::exchange(fact, {});
        const ir::ColumnId column = layout.columns(domain)[position];
        EXPECT_FALSE(stays()) << drafted.module().columns[column].name;
        fact = kept;
      }
    });
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomWitnesses, testing::Range<std::uint64_t>(0, 16));

}  // namespace
}  // namespace nansen::test
