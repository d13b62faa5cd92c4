// Of nansen compare: the definitions of an instrument as it stands and as
// drafts amend it, over the same cases.

#include <algorithm>
#include <set>

#include "compiler/cases/schema.h"
#include "compiler/compare/drafts.h"
#include "compiler/compare/present_drafts.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/compared_texts.h"
#include "compiler/ir/merge.h"
#include "compiler/layout/layout.h"
#include "compiler/session/case_run.h"

namespace nansen::driver {

namespace {

using program::DefinitionId;
using session::Timings;

/// True iff `definition` is one of its own and what it gives can be counted.
bool can_be_compared(const program::Definition& definition) {
  switch (definition.role) {
    case program::DefinitionRole::Defined:
    case program::DefinitionRole::Status:
    case program::DefinitionRole::Right:
    case program::DefinitionRole::Norm: break;
    default: return false;
  }
  switch (definition.type.kind) {
    case program::TypeKind::Boolean:
    case program::TypeKind::Integer:
    case program::TypeKind::Decimal:
    case program::TypeKind::Date:
    case program::TypeKind::Period:
    case program::TypeKind::Enumeration: return true;
    default: return false;
  }
}

/// The definitions of `instrument` that cases of its main entity can be asked;
/// of its rights alone, if `rights`.
std::vector<DefinitionId> definitions_of(const program::Program& program,
                                         const std::string& instrument, bool rights) {
  std::vector<DefinitionId> all;
  for (std::size_t index = 0; index < program.definitions.size(); ++index) {
    const program::Definition& definition = program.definitions[DefinitionId(index)];
    if (program.instruments[definition.instrument].name != instrument) continue;
    if (rights && definition.role != program::DefinitionRole::Right) continue;
    if (can_be_compared(definition)) all.emplace_back(index);
  }
  const auto entity = cases::main_entity(program, all);
  std::erase_if(all, [&](DefinitionId id) { return program.definitions[id].entity != entity; });
  return all;
}

/// The words that the subjects are asked by: those that the user named, or all.
std::vector<std::string> asked_words(const program::Program& program, const ComparedTexts& compared,
                                     const CompareArguments& arguments) {
  std::vector<std::string> words = arguments.define;
  if (compared.member) words.push_back(*compared.member);
  for (std::string& word : words) {
    const std::string own = compared.instrument + "." + word;
    if (program::find_definition(program, own)) word = own;
  }
  if (!words.empty()) return words;
  for (const DefinitionId id : definitions_of(program, compared.instrument, arguments.rights)) {
    words.push_back(program::qualified_name(program, id));
  }
  return words;
}

/// True for each subject that some draft gives another value than the base, or
/// none.
std::vector<bool> touched(const std::vector<compare::World>& worlds) {
  const compare::World& base = worlds.front();
  std::vector<bool> all(base.subjects.size());
  const auto rules = [](const compare::World& world) {
    return static_cast<std::uint32_t>(world.program->rules.size());
  };
  for (std::size_t at = 1; at < worlds.size(); ++at) {
    const compare::World& world = worlds[at];
    std::optional<ir::Merged> merged;
    if (world.module != nullptr) {
      const ir::Module* const modules[] = {base.module, world.module};
      const std::uint32_t counts[] = {rules(base), rules(world)};
      merged = ir::merge(modules, counts);
    }
    std::size_t next = 0;
    for (std::size_t subject = 0; subject < all.size(); ++subject) {
      if (!world.subjects[subject].valid()) {
        all[subject] = true;
        continue;
      }
      const ir::Output& before = merged->module.outputs[merged->first_output[0] + subject];
      const ir::Output& after = merged->module.outputs[merged->first_output[1] + next++];
      if (before.values != after.values || before.members != after.members) all[subject] = true;
    }
  }
  return all;
}

/// The worlds that one request was lowered for.
struct Prepared {
  std::vector<ir::Module> modules;  // by text
  std::optional<compare::ComparedWorlds> worlds;
};

class Comparer {
 public:
  Comparer(session::Session& session, const CompareArguments& arguments, const Terminal& terminal,
           ComparedTexts compared)
      : session_(session),
        arguments_(arguments),
        terminal_(terminal),
        compared_(std::move(compared)),
        base_(*compared_.texts.front().text.world) {}

  std::optional<ComparisonResult> result() {
    auto request = asked();
    const auto files = table_files(arguments_.cases, session_.emitter());
    if (!request || !files) return std::nullopt;
    leave_untouched_out(*request);
    std::optional<compare::Outcome> outcome;
    if (request->definitions.empty()) {
      outcome = nothing_touched();
    } else {
      const std::size_t told = base_.emitter().diagnostics().size();
      session::read_cases_for(
          base_, std::move(*request), *files,
          [&](const lower::Request& each) { return lowered(each); },
          [&](const session::Lowered& lowered, cases::Reader& reader, Emitter& emitter) {
            auto found = compare(lowered, reader);
            if (!emitter.has_errors()) outcome = std::move(found);
          });
      pass_on(base_, told);
    }
    if (!outcome || session_.emitter().has_errors()) return std::nullopt;
    complete(*outcome);
    ComparisonResult result;
    result.whole = compare::present_as_data(*outcome);
    result.shown = arguments_.format == OutputFormat::Table ? compare::present_for_reading(*outcome)
                                                            : result.whole;
    result.outcome = std::move(outcome);
    result.texts = draft_texts(compared_);
    return result;
  }

 private:
  const program::Program& program() const { return base_.program(); }

  /// What is wrong with the question is said of the text it was put to.
  bool pass_on(session::Session& world, std::size_t before) {
    const std::vector<Diagnostic>& found = world.emitter().diagnostics();
    for (std::size_t at = before; at < found.size(); ++at) session_.emitter().emit(found[at]);
    return !session_.emitter().has_errors();
  }

  std::optional<lower::Request> asked() {
    session::Question question = question_of(arguments_.asking);
    question.definitions = asked_words(program(), compared_, arguments_);
    const std::size_t told = base_.emitter().diagnostics().size();
    if (question.definitions.empty()) {
      session_.emitter().emit(Code::NothingToCompare, CommandLocation{}, compared_.instrument,
                              compared_.texts[1].name);
      return std::nullopt;
    }
    auto request = base_.resolve(question);
    if (!pass_on(base_, told) || !request) return std::nullopt;
    for (const DefinitionId id : request->definitions) {
      const program::Definition& definition = program().definitions[id];
      if (can_be_compared(definition)) continue;
      session_.emitter().emit(Code::NotBoolean, CommandLocation{},
                              program::qualified_name(program(), id),
                              program::to_string(program(), definition.type));
    }
    if (session_.emitter().has_errors() || !require_day(*request)) return std::nullopt;
    return request;
  }

  /// The day that any of the texts depends on.
  bool require_day(const lower::Request& request) {
    for (ComparedText& text : compared_.texts) {
      session::Session& world = *text.text.world;
      const std::size_t told = world.emitter().diagnostics().size();
      const compare::World same = compare::same_question(program(), request, world.program());
      const bool said = same.request.definitions.empty() || world.require_day(same.request);
      if (!pass_on(world, told) || !said) return false;
    }
    return true;
  }

  /// The worlds of `request`; their modules are put into `modules`.
  std::vector<compare::World> worlds_of(const lower::Request& request,
                                        std::vector<ir::Module>& modules) {
    const Timings::Scope scope(session_.timings(), "lower");
    std::vector<compare::World> worlds;
    modules.reserve(compared_.texts.size());  // worlds point into it
    for (const ComparedText& text : compared_.texts) {
      const session::Session& world = *text.text.world;
      compare::World& made =
          worlds.emplace_back(compare::same_question(program(), request, world.program()));
      made.name = text.name;
      made.title = text.title;
      made.program = &world.program();
      if (&world != &base_) made.changes = changes_beyond(base_, world);
      if (made.request.definitions.empty()) continue;
      modules.push_back(lower::lower(world.program(), made.request));
      made.module = &modules.back();
    }
    return worlds;
  }

  /// Keeps the definitions that some draft touches.
  void leave_untouched_out(lower::Request& request) {
    std::vector<ir::Module> modules;
    const std::vector<bool> kept = touched(worlds_of(request, modules));
    std::vector<DefinitionId> definitions;
    for (std::size_t at = 0; at < kept.size(); ++at) {
      const DefinitionId id = request.definitions[at];
      if (kept[at]) {
        definitions.push_back(id);
      } else {
        untouched_.push_back(program::qualified_name(program(), id));
      }
    }
    request.definitions = std::move(definitions);
  }

  session::Lowered lowered(const lower::Request& request) {
    prepared_.emplace();
    prepared_->worlds.emplace(worlds_of(request, prepared_->modules));
    return base_.lower(request, [&](const ir::Module&) { return prepared_->worlds->module(); });
  }

  std::optional<compare::Outcome> compare(const session::Lowered& lowered, cases::Reader& reader) {
    const auto engine = base_.engine(lowered, arguments_.engine);
    if (!engine) return std::nullopt;
    const ir::Module& module = lowered.answered_by(arguments_.engine);
    const std::vector<runtime::OutputShape> shapes = layout::output_shapes(module);
    runtime::Results results(shapes, cases::default_batch_rows);
    compare::DraftComparison comparison(*prepared_->worlds);
    Progress progress(terminal_, "cases", reader.bytes_total());
    cases::CaseBatch batch;
    for (;;) {
      {
        const Timings::Scope scope(session_.timings(), "read");
        if (!reader.next(batch)) break;
      }
      {
        const Timings::Scope scope(session_.timings(), "evaluate");
        engine->evaluate(batch.batch, results);
      }
      const Timings::Scope scope(session_.timings(), "compare");
      compare::BatchLabels labels;
      labels.case_name = [&batch](std::size_t row) { return std::string(batch.ids[row]); };
      if (reader.has_weights()) labels.weights = batch.weights;
      comparison.add(batch.batch, results, labels);
      progress.advance(reader.bytes_read());
    }
    if (reader.ended_by_range()) return std::nullopt;
    const Timings::Scope scope(session_.timings(), "explain");
    return comparison.outcome(
        [&engine](const runtime::Batch& cases, runtime::Results& answers) {
          engine->evaluate(cases, answers);
        },
        shapes);
  }

  /// No case need be read: no draft touches what was asked.
  compare::Outcome nothing_touched() const {
    compare::Outcome outcome;
    for (std::size_t at = 1; at < compared_.texts.size(); ++at) {
      const ComparedText& text = compared_.texts[at];
      compare::ComparedDraft& draft = outcome.drafts.emplace_back();
      draft.name = text.name;
      draft.title = text.title;
      draft.provisions =
          provisions_of(changes_beyond(base_, *text.text.world), text.text.world->program());
      for (std::size_t each = 0; each < draft.provisions.size(); ++each) {
        draft.without_effect.push_back(each);
      }
    }
    return outcome;
  }

  /// What the cases do not say.
  void complete(compare::Outcome& outcome) const {
    outcome.base = compared_.texts.front().name;
    outcome.base_title = compared_.texts.front().title;
    outcome.as_of = arguments_.asking.as_of;
    outcome.untouched = untouched_;
    if (!arguments_.define.empty() || compared_.member) return;
    for (std::size_t at = 1; at < compared_.texts.size(); ++at) {
      const program::Program& other = compared_.texts[at].text.world->program();
      compare::ComparedDraft& draft = outcome.drafts[at - 1];
      for (const DefinitionId id : definitions_of(other, compared_.instrument, arguments_.rights)) {
        const std::string name = program::qualified_name(other, id);
        const std::vector<std::string>& said = draft.only_here;
        if (program::find_definition(program(), name) ||
            std::find(said.begin(), said.end(), name) != said.end()) {
          continue;
        }
        draft.only_here.push_back(name);
      }
    }
  }

  session::Session& session_;
  const CompareArguments& arguments_;
  const Terminal& terminal_;
  ComparedTexts compared_;
  session::Session& base_;
  std::vector<std::string> untouched_;
  std::optional<Prepared> prepared_;
};

}  // namespace

std::optional<ComparisonResult> compare_drafts(session::Session& session,
                                               const CompareArguments& arguments,
                                               const Terminal& terminal) {
  auto compared = compared_texts(session, arguments.asking.definitions);
  if (!compared) return std::nullopt;
  return Comparer(session, arguments, terminal, std::move(*compared)).result();
}

}  // namespace nansen::driver
