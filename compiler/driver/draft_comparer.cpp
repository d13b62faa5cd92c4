#include "compiler/driver/draft_comparer.h"

#include <algorithm>

#include "compiler/cases/schema.h"
#include "compiler/driver/case_files.h"
#include "compiler/ir/merge.h"
#include "compiler/layout/layout.h"
#include "compiler/session/case_run.h"

namespace nansen::driver {

namespace {

using program::DefinitionId;
using session::Timings;

/// True iff `definition` is one of its own, and no part of a status or a right.
bool is_own(const program::Definition& definition) {
  switch (definition.role) {
    case program::DefinitionRole::Defined:
    case program::DefinitionRole::Status:
    case program::DefinitionRole::Right:
    case program::DefinitionRole::Norm: return true;
    default: return false;
  }
}

/// True iff what `definition` gives can be counted.
bool can_be_compared(const program::Definition& definition) {
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

/// The definitions of `instrument` that cases of its main entity can be asked; of its rights alone,
/// if `rights`.
std::vector<DefinitionId> definitions_of(const program::Program& program,
                                         const std::string& instrument, bool rights) {
  std::vector<DefinitionId> all;
  for (std::size_t index = 0; index < program.definitions.size(); ++index) {
    const program::Definition& definition = program.definitions[DefinitionId(index)];
    if (program.instruments[definition.instrument].name != instrument) continue;
    if (rights && definition.role != program::DefinitionRole::Right) continue;
    if (is_own(definition) && can_be_compared(definition)) all.emplace_back(index);
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

/// By draft: true for each subject that it gives another value than the base, or none.
std::vector<std::vector<bool>> touched(const std::vector<compare::World>& worlds) {
  const compare::World& base = worlds.front();
  std::vector<std::vector<bool>> by_draft;
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
    std::vector<bool>& all = by_draft.emplace_back(base.subjects.size());
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
  return by_draft;
}

}  // namespace

std::optional<compare::Outcome> DraftComparer::outcome() {
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
          auto found = compare_read(lowered, reader);
          if (!emitter.has_errors()) outcome = std::move(found);
        });
    pass_on(base_, told);
  }
  if (!outcome || session_.emitter().has_errors()) return std::nullopt;
  complete(*outcome);
  return outcome;
}

std::optional<compare::Outcome> DraftComparer::outcome(KeptCases& kept) {
  auto request = asked();
  const auto files = table_files(arguments_.cases, session_.emitter());
  if (!request || !files) return std::nullopt;
  const std::size_t told = base_.emitter().diagnostics().size();
  auto outcome = compare_kept(*request, *files, kept);
  pass_on(base_, told);
  if (!outcome || session_.emitter().has_errors()) return std::nullopt;
  complete(*outcome);
  return outcome;
}

/// What is wrong with the question is said of the text it was put to.
bool DraftComparer::pass_on(session::Session& world, std::size_t before) {
  const std::vector<Diagnostic>& found = world.emitter().diagnostics();
  for (std::size_t at = before; at < found.size(); ++at) session_.emitter().emit(found[at]);
  return !session_.emitter().has_errors();
}

std::optional<lower::Request> DraftComparer::asked() {
  session::Question question = question_of(arguments_.asking);
  question.definitions = asked_words(program(), compared_, arguments_);
  if (!divide_readings(question.readings)) return std::nullopt;
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
    session_.emitter()
        .emit(Code::NotBoolean, CommandLocation{}, program::qualified_name(program(), id),
              program::to_string(program(), definition.type))
        .help =
        "compare definitions that say yes or no, or give a number, a day or one of several "
        "answers";
  }
  if (session_.emitter().has_errors() || !require_day(*request)) return std::nullopt;
  return request;
}

/// The question as it is put to `world`, with the readings that only drafts have.
compare::World DraftComparer::question_to(const lower::Request& request,
                                          const session::Session& world) const {
  compare::World same = compare::same_question(program(), request, world.program());
  for (const std::string& word : readings_) {
    const ReadingChoice found = find_reading(world.program(), word);
    if (found.choice) same.request.readings[*found.reading] = *found.choice;
  }
  return same;
}

/// Leaves those of `readings` that the base is asked. False after an error: no text has the choice.
bool DraftComparer::divide_readings(std::vector<std::string>& readings) {
  std::vector<std::string> of_base;
  readings_.clear();
  for (const std::string& word : readings) {
    session::Session* named_in = nullptr;
    bool chosen = false;
    for (ComparedText& text : compared_.texts) {
      const ReadingChoice found = find_reading(text.text.world->program(), word);
      if (found.reading && named_in == nullptr) named_in = text.text.world.get();
      chosen = chosen || found.choice;
    }
    if (find_reading(program(), word).choice || named_in == nullptr) {
      of_base.push_back(word);
    } else if (chosen) {
      readings_.push_back(word);
    } else {
      const std::size_t told = named_in->emitter().diagnostics().size();
      session::Question question;
      question.readings = {word};
      named_in->resolve(question);
      return pass_on(*named_in, told);
    }
  }
  readings = std::move(of_base);
  return true;
}

/// The day that any of the texts depends on.
bool DraftComparer::require_day(const lower::Request& request) {
  for (ComparedText& text : compared_.texts) {
    session::Session& world = *text.text.world;
    const std::size_t told = world.emitter().diagnostics().size();
    const compare::World same = question_to(request, world);
    const bool said = same.request.definitions.empty() || world.require_day(same.request);
    if (!pass_on(world, told) || !said) return false;
  }
  return true;
}

/// The worlds of `request`; their modules are put into `modules`.
std::vector<compare::World> DraftComparer::worlds_of(const lower::Request& request,
                                                     std::vector<ir::Module>& modules) {
  const Timings::Scope scope(session_.timings(), "lower");
  std::vector<compare::World> worlds;
  modules.reserve(compared_.texts.size());  // worlds point into it
  for (const ComparedText& text : compared_.texts) {
    const session::Session& world = *text.text.world;
    compare::World& made = worlds.emplace_back(question_to(request, world));
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
void DraftComparer::leave_untouched_out(lower::Request& request) {
  const Timings::Scope scope(session_.timings(), "align");
  std::vector<ir::Module> modules;
  std::vector<bool> kept(request.definitions.size());
  for (const std::vector<bool>& by_draft : touched(worlds_of(request, modules))) {
    touches_.push_back(std::find(by_draft.begin(), by_draft.end(), true) != by_draft.end());
    for (std::size_t at = 0; at < kept.size(); ++at) kept[at] = kept[at] || by_draft[at];
  }
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

session::Lowered DraftComparer::lowered(const lower::Request& request) {
  const Timings::Scope scope(session_.timings(), "align");
  prepared_.emplace();
  prepared_->worlds.emplace(worlds_of(request, prepared_->modules));
  return base_.lower(request, [&](const ir::Module&) { return prepared_->worlds->module(); });
}

std::optional<compare::Outcome> DraftComparer::compare(const session::Lowered& lowered,
                                                       bool weighted, const NextCases& next) {
  const auto engine = base_.engine(lowered, arguments_.engine);
  if (!engine) return std::nullopt;
  const std::vector<runtime::OutputShape> shapes =
      layout::output_shapes(lowered.answered_by(arguments_.engine));
  runtime::Results results(shapes, cases::default_batch_rows);
  compare::DraftComparison comparison(*prepared_->worlds);
  while (const cases::CaseBatch* batch = next()) {
    {
      const Timings::Scope scope(session_.timings(), "evaluate");
      engine->evaluate(batch->batch, results);
    }
    const Timings::Scope scope(session_.timings(), "compare");
    compare::BatchLabels labels;
    labels.case_name = [batch](std::size_t row) { return std::string(batch->ids[row]); };
    if (weighted) labels.weights = batch->weights;
    comparison.add(batch->batch, results, labels);
  }
  const Timings::Scope scope(session_.timings(), "explain");
  return comparison.outcome(
      [&engine](const runtime::Batch& cases, runtime::Results& answers) {
        engine->evaluate(cases, answers);
      },
      shapes);
}

std::optional<compare::Outcome> DraftComparer::compare_read(const session::Lowered& lowered,
                                                            cases::Reader& reader) {
  Progress progress(terminal_, "cases", reader.bytes_total());
  cases::CaseBatch batch;
  auto outcome = compare(lowered, reader.has_weights(), [&]() -> const cases::CaseBatch* {
    progress.advance(reader.bytes_read());
    const Timings::Scope scope(session_.timings(), "read");
    return reader.next(batch) ? &batch : nullptr;
  });
  if (reader.ended_by_range()) return std::nullopt;
  return outcome;
}

// ---- cases that are kept ------------------------------------------------------------------------

void DraftComparer::keep(const session::Lowered& lowered, cases::Reader& reader, KeptCases& kept) {
  kept = {};
  const Timings::Scope scope(session_.timings(), "read");
  Progress progress(terminal_, "cases", reader.bytes_total());
  for (;;) {
    cases::CaseBatch batch;
    if (!reader.next(batch)) break;
    kept.batches.push_back(std::move(batch));
    progress.advance(reader.bytes_read());
  }
  kept.weighted = reader.has_weights();
  for (const program::FactId id : lowered.request.ranged) {
    const program::Fact& fact = program().facts[id];
    kept.ranged.emplace(program().entities[fact.entity].name, fact.name);
  }
  kept.read_for.domains = lowered.module.domains;
  kept.read_for.columns = lowered.module.columns;
}

std::optional<compare::Outcome> DraftComparer::compare_kept(const lower::Request& request,
                                                            const cases::TableFiles& files,
                                                            KeptCases& kept) {
  const auto over_kept = [&](const session::Lowered& lowered) {
    std::size_t at = 0;
    return compare(lowered, kept.weighted, [&]() -> const cases::CaseBatch* {
      return at < kept.batches.size() ? &kept.batches[at++] : nullptr;
    });
  };
  lower::Request whole = request;
  whole.all_facts = true;
  for (std::size_t index = 0; index < program().facts.size(); ++index) {
    const program::Fact& fact = program().facts[program::FactId(index)];
    if (kept.ranged.contains({program().entities[fact.entity].name, fact.name})) {
      whole.ranged.insert(program::FactId(index));
    }
  }
  if (!kept.batches.empty()) {
    const session::Lowered question = lowered(whole);
    if (question.module.domains == kept.read_for.domains &&
        question.module.columns == kept.read_for.columns) {
      return over_kept(question);
    }
    whole.ranged.clear();
  }
  std::optional<compare::Outcome> outcome;
  session::read_cases_for(
      base_, std::move(whole), files, [&](const lower::Request& each) { return lowered(each); },
      [&](const session::Lowered& question, cases::Reader& reader, Emitter& emitter) {
        keep(question, reader, kept);
        if (!emitter.has_errors() && !reader.ended_by_range()) outcome = over_kept(question);
      });
  if (!outcome) kept = {};
  return outcome;
}

/// No case need be read: no draft touches what was asked.
compare::Outcome DraftComparer::nothing_touched() const {
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
void DraftComparer::complete(compare::Outcome& outcome) const {
  outcome.base = compared_.texts.front().name;
  outcome.base_title = compared_.texts.front().title;
  outcome.base_drafts = compared_.drafts;
  for (std::size_t at = 0; at < outcome.drafts.size(); ++at) {
    outcome.drafts[at].amends_base = compared_.texts[at + 1].amends_base;
    if (!touches_.empty()) outcome.drafts[at].touches = touches_[at];
  }
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

}  // namespace nansen::driver
