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

/// Where each table of a sampler goes.
struct Destinations {
  std::vector<std::unique_ptr<Output>> tables;  // null where the user asked for none
  std::vector<Output*> all;
};

/// Nothing after an error. The main table goes to `out`.
std::optional<Destinations> open_outputs(const std::string& out, const NamedPaths& named,
                                         const cases::Sampler& sampler, std::string_view entity,
                                         Command& command) {
  std::map<std::string, std::string> wanted(named.begin(), named.end());
  wanted[""] = out;
  Destinations destinations;
  for (const cases::TableSchema& table : sampler.tables()) {
    std::unique_ptr<Output>& output = destinations.tables.emplace_back();
    const auto found = wanted.find(table.name);
    if (found == wanted.end()) continue;
    output = std::make_unique<Output>(found->second);
    destinations.all.push_back(output.get());
    wanted.erase(found);
  }
  for (const auto& [name, path] : wanted) {
    command.emitter().emit(cases::unknown_table(entity, name, sampler.tables()));
  }
  if (!wanted.empty() || !command.open(destinations.all)) return std::nullopt;
  return destinations;
}

}  // namespace

Status run_sample(const SampleArguments& arguments, const Terminal& terminal) {
  Command command(arguments.common, terminal);
  session::Session& session = command.session();
  if (!session.check()) return command.close();
  const auto entity = sampled_entity(arguments, session);
  const auto named = named_tables(arguments.tables, session.emitter());
  if (!entity || !named) return command.close();
  cases::SampleOptions options;
  options.rows = arguments.rows;
  options.seed = arguments.seed;
  options.unknown_per_million = arguments.unknown_per_million;
  options.ranges_per_million = arguments.ranges_per_million;
  for (const auto& [name, path] : *named) options.tables.push_back(name);
  cases::Sampler sampler(session.program(), *entity, options);
  const auto outputs = open_outputs(arguments.out, *named, sampler,
                                    session.program().entities[*entity].name, command);
  if (!outputs) return command.close();
  Progress progress(terminal, "cases", arguments.rows);
  std::vector<std::string> texts;
  constexpr std::uint64_t step = 4096;
  for (std::uint64_t done = 0; sampler.write(texts, step); done += step) {
    for (std::size_t table = 0; table < texts.size(); ++table) {
      if (outputs->tables[table]) outputs->tables[table]->write(texts[table]);
      texts[table].clear();
    }
    progress.advance(done);
  }
  command.commit(outputs->all);
  return command.close();
}

}  // namespace nansen::driver
