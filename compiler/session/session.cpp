#include "compiler/session/session.h"

#include <algorithm>

#include "compiler/cases/schema.h"
#include "compiler/layout/layout.h"
#include "compiler/passes/passes.h"
#include "runtime/calendar.h"

namespace nansen::session {

Wanted wanted(const Options& options) {
  Wanted files{.names = options.names,
               .drafts = options.drafts,
               .library = options.library,
               .texts = options.texts,
               .kept = options.kept};
  files.drafts.insert(files.drafts.end(), options.other_drafts.begin(), options.other_drafts.end());
  return files;
}

Session::Session(Options options)
    : options_(std::move(options)), loaded_(std::make_shared<Loaded>()) {}

Session::Session(Options options, std::shared_ptr<Loaded> loaded)
    : options_(std::move(options)), loaded_(std::move(loaded)), is_loaded_(true) {
  for (const Diagnostic& problem : loaded_->problems) emitter_.emit(problem);
}

bool Session::load_named() {
  const Timings::Scope scope(*timings_, "parse");
  *loaded_ = session::load(wanted(options_), Follow::NamedOnly);
  is_loaded_ = true;
  for (const Diagnostic& problem : loaded_->problems) emitter_.emit(problem);
  return !emitter_.has_errors();
}

bool Session::load() {
  const Timings::Scope scope(*timings_, "parse");
  *loaded_ = session::load(wanted(options_), Follow::Uses);
  is_loaded_ = true;
  for (const Diagnostic& problem : loaded_->problems) emitter_.emit(problem);
  return !emitter_.has_errors();
}

namespace {

bool is_part(program::DefinitionRole role) {
  switch (role) {
    case program::DefinitionRole::Defined:
    case program::DefinitionRole::Status:
    case program::DefinitionRole::Right:
    case program::DefinitionRole::Norm: return false;
    case program::DefinitionRole::StatusPart:
    case program::DefinitionRole::RightPart:
    case program::DefinitionRole::NormPart:
    case program::DefinitionRole::Binding: return true;
  }
  return false;
}

/// What is added of a word that is no definition but a limit; empty where it is none.
std::string if_limit(const program::Program& program, const std::string& word) {
  for (const program::Limit& limit : program.limits) {
    const std::string full = program.instruments[limit.instrument].name + "." + limit.name;
    if (word == limit.name || word == full) {
      return ": that is a limit on sums of acts, which \"nansen breaches\" adds up";
    }
  }
  return {};
}

}  // namespace

std::vector<program::DefinitionId> Session::named_definitions() const {
  std::vector<program::DefinitionId> named;
  for (std::size_t index = 0; index < program_.definitions.size(); ++index) {
    const program::DefinitionId definition(index);
    const program::Definition& declared = program_.definitions[definition];
    if (is_named(declared.span) && !is_part(declared.role)) named.push_back(definition);
  }
  return named;
}

std::optional<program::DefinitionId> Session::resolve_definition(const std::string& word) {
  if (const auto definition = program::find_definition(program_, word)) return definition;
  std::vector<std::string> names;
  std::string owners;
  for (std::size_t index = 0; index < program_.definitions.size(); ++index) {
    const program::DefinitionId definition(index);
    names.push_back(program::qualified_name(program_, definition));
    if (program_.definitions[definition].name == word) {
      owners += (owners.empty() ? "" : ", ") + names.back();
    }
  }
  if (owners.empty()) {
    const std::string limit = if_limit(program_, word);
    emitter_.emit(Code::UnknownAskedDefinition, CommandLocation{}, word,
                  limit.empty() ? did_you_mean(word, names) : limit);
  } else {
    emitter_.emit(Code::AmbiguousDefinition, CommandLocation{}, word, owners);
  }
  return std::nullopt;
}

bool Session::resolve_reading(const std::string& word, lower::Request& request) {
  const std::size_t equals = word.find('=');
  const std::string name = word.substr(0, equals);
  const std::string choice = equals == std::string::npos ? "" : word.substr(equals + 1);
  std::vector<std::string> names;
  std::vector<program::ReadingId> found;
  for (std::size_t index = 0; index < program_.readings.size(); ++index) {
    const program::Reading& reading = program_.readings[program::ReadingId(index)];
    const std::string qualified =
        program_.instruments[reading.instrument].name + "." + reading.name;
    names.push_back(qualified);
    if (name == qualified || name == reading.name) found.emplace_back(index);
  }
  if (found.empty()) {
    emitter_.emit(Code::UnknownReading, CommandLocation{}, name, did_you_mean(name, names));
    return false;
  }
  if (found.size() > 1) {
    emitter_.emit(Code::AmbiguousReading, CommandLocation{}, name);
    return false;
  }
  const program::Reading& reading = program_.readings[found.front()];
  std::vector<std::string> choices;
  for (std::size_t index = 0; index < reading.choices.size(); ++index) {
    choices.push_back(reading.choices[index].name);
    if (choices.back() == choice) {
      request.readings[found.front()] = index;
      return true;
    }
  }
  std::string listed;
  for (const std::string& known : choices) listed += (listed.empty() ? "" : ", ") + known;
  emitter_.emit(Code::UnknownAskedChoice, CommandLocation{}, name, choice, listed);
  return false;
}

bool Session::resolve_day(const Question& question, std::optional<std::int32_t>& day) {
  if (!question.as_of) return true;
  day = runtime::parse_date(*question.as_of);
  if (day == runtime::last_day) day.reset();  // no one asks on a day that never comes
  if (!day) emitter_.emit(Code::ImpossibleAsOf, CommandLocation{}, *question.as_of);
  return day.has_value();
}

std::optional<lower::Request> Session::resolve(const Question& question) {
  lower::Request request;
  bool good = true;
  for (const std::string& word : question.definitions) {
    const auto definition = resolve_definition(word);
    good = good && definition.has_value();
    auto& asked = request.definitions;
    if (definition && std::find(asked.begin(), asked.end(), *definition) == asked.end()) {
      asked.push_back(*definition);
    }
  }
  if (question.definitions.empty()) {
    // Of one entity: one table of cases answers them all.
    const auto entity = cases::main_entity(program_, named_definitions());
    for (const program::DefinitionId definition : named_definitions()) {
      if (program_.definitions[definition].entity == entity) {
        request.definitions.push_back(definition);
      }
    }
  }
  for (const std::string& word : question.readings) good &= resolve_reading(word, request);
  good &= resolve_day(question, request.as_of);
  if (!good) return std::nullopt;
  if (request.definitions.empty()) {
    Diagnostic& nothing = emitter_.emit(Code::NothingDefined, CommandLocation{});
    if (!named_formulas().empty()) {
      nothing.help =
          "the files have formulas, which \"nansen allocate\" works out for a table of States";
    }
    return std::nullopt;
  }
  request.bound_only = question.bound_only;
  if (!has_one_entity(request) || !check_bound_only(request)) return std::nullopt;
  return request;
}

Lowered Session::lower(lower::Request request,
                       const std::function<ir::Module(const ir::Module&)>& rewrite) {
  Lowered lowered;
  lowered.request = std::move(request);
  {
    const Timings::Scope scope(*timings_, "lower");
    lowered.module = lower::lower(program_, lowered.request);
    if (rewrite) lowered.module = rewrite(lowered.module);
  }
  {
    const Timings::Scope scope(*timings_, "normalise");
    lowered.normal = passes::normalise(lowered.module);
  }
  return lowered;
}

Lowered Session::lower(const lower::ExpressionRequest& request) {
  Lowered lowered;
  {
    const Timings::Scope scope(*timings_, "lower");
    lowered.module = lower::lower_expressions(program_, request);
  }
  {
    const Timings::Scope scope(*timings_, "normalise");
    lowered.normal = passes::normalise(lowered.module);
  }
  return lowered;
}

std::unique_ptr<Engine> Session::engine(const Lowered& lowered, EngineKind kind) {
  const Timings::Scope scope(*timings_, "compile");
  const ir::Module& module = lowered.answered_by(kind);
  const backend::Options options{.library = options_.back_end, .kept = options_.kept};
  switch (kind) {
    case EngineKind::Interpreter: return make_interpreter(module);
    case EngineKind::Blockwise: return make_blockwise(module);
    case EngineKind::Automatic: return make_automatic(module, options);
    case EngineKind::Native: break;
  }
  std::string error;
  auto engine = make_native(module, options, error);
  if (!engine) emitter_.emit(Code::BackEndMissing, CommandLocation{}, error);
  return engine;
}

}  // namespace nansen::session
