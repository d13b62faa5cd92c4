// nansen sample: random valid cases of a vocabulary, the same for a seed on every machine.

#include <algorithm>
#include <map>
#include <memory>

#include "compiler/cases/sample.h"
#include "compiler/driver/case_files.h"
#include "compiler/driver/command.h"

namespace nansen::driver {

namespace {

std::optional<program::EntityId> sampled_entity(const SampleArguments& arguments,
                                                session::Session& session) {
  if (arguments.entity.empty()) {
    const auto entity = cases::main_entity(session.program(), session.named_definitions());
    if (!entity) session.emitter().emit(Code::NothingDeclared, CommandLocation{});
    return entity;
  }
  const auto entity = cases::find_entity(session.program(), arguments.entity);
  if (!entity) {
    std::vector<std::string> names;
    for (const program::Entity& known : session.program().entities) names.push_back(known.name);
    session.emitter().emit(Code::NoEntity, CommandLocation{}, arguments.entity,
                           did_you_mean(arguments.entity, names));
  }
  return entity;
}

/// The file each table of the sampler goes to; none where the user asked for none. The main table's
/// is `arguments.out`.
std::optional<std::vector<std::unique_ptr<Output>>> open_outputs(
    const SampleArguments& arguments, const cases::Sampler& sampler, session::Session& session,
    std::string_view entity, std::vector<std::string>& paths) {
  const auto named = named_tables(arguments.tables, session.emitter());
  if (!named) return std::nullopt;
  std::map<std::string, std::string> wanted(named->begin(), named->end());
  std::vector<std::unique_ptr<Output>> outputs;
  std::vector<std::string> known;
  for (const cases::TableSchema& table : sampler.tables()) {
    if (table.kind == cases::TableKind::Main) {
      paths.push_back(arguments.out);
      outputs.push_back(std::make_unique<Output>(arguments.out));
      continue;
    }
    known.push_back(table.name);
    const auto found = wanted.find(table.name);
    paths.push_back(found == wanted.end() ? "" : found->second);
    outputs.push_back(found == wanted.end() ? nullptr
                                            : std::make_unique<Output>(found->second));
    if (found != wanted.end()) wanted.erase(found);
  }
  for (const auto& [name, path] : wanted) {
    session.emitter().emit(Code::UnknownTable, CommandLocation{}, entity, name,
                           did_you_mean(name, known));
  }
  if (!wanted.empty()) return std::nullopt;
  return outputs;
}

}  // namespace

Status run_sample(const SampleArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  if (!session.check()) return command.close();
  const auto entity = sampled_entity(arguments, session);
  if (!entity) return command.close();
  cases::SampleOptions options;
  options.rows = arguments.rows;
  options.seed = arguments.seed;
  options.unknown_per_million = arguments.unknown_per_million;
  cases::Sampler sampler(session.program(), *entity, options);
  std::vector<std::string> paths;
  const auto outputs = open_outputs(arguments, sampler, session,
                                    session.program().entities[*entity].name, paths);
  if (!outputs) return command.close();
  Progress progress(terminal, "cases", arguments.rows);
  std::vector<std::string> texts(outputs->size());
  constexpr std::uint64_t step = 4096;
  for (std::uint64_t done = 0; sampler.write(texts, step); done += step) {
    for (std::size_t table = 0; table < texts.size(); ++table) {
      if ((*outputs)[table]) (*outputs)[table]->write(texts[table]);
      texts[table].clear();
    }
    progress.advance(done);
  }
  for (std::size_t table = 0; table < texts.size(); ++table) {
    if (!(*outputs)[table]) continue;
    (*outputs)[table]->write(texts[table]);
    command.commit(*(*outputs)[table], paths[table]);
  }
  return command.close();
}

}  // namespace nansen::driver
