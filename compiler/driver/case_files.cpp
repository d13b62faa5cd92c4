#include "compiler/driver/case_files.h"

#include <fmt/format.h>

#include <set>

namespace nansen::driver {

std::optional<NamedPaths> named_tables(const std::vector<std::string>& words, Emitter& emitter) {
  NamedPaths tables;
  std::set<std::string> names;
  bool good = true;
  for (const std::string& word : words) {
    const std::size_t equals = word.find('=');
    if (equals == 0 || equals == std::string::npos || equals + 1 == word.size()) {
      emitter.emit(Code::TableWithoutName, CommandLocation{}, word);
      good = false;
      continue;
    }
    tables.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    if (!names.insert(tables.back().first).second) {
      emitter.emit(Code::TableNamedTwice, CommandLocation{}, tables.back().first);
      good = false;
    }
  }
  if (!good) return std::nullopt;
  return tables;
}

std::optional<cases::TableFiles> table_files(const CaseFiles& files, Emitter& emitter) {
  auto tables = named_tables(files.tables, emitter);
  if (!tables) return std::nullopt;
  return cases::TableFiles{
      .cases = files.cases, .tables = std::move(*tables), .cached = files.cached};
}

std::vector<InputFile> inputs_of(const cases::TableFiles& files) {
  std::vector<InputFile> inputs{{"the table of cases", files.cases}};
  for (const auto& [name, path] : files.tables) {
    inputs.push_back({fmt::format("the table \"{}\"", name), path});
  }
  return inputs;
}

explain::CaseView view_of(const ir::Module& module, const interpret::Trace& trace,
                          const cases::CaseBatch& batch) {
  return {.module = module,
          .trace = trace,
          .batch = batch.batch,
          .row = 0,
          .row_names = [&batch](ir::DomainId domain, std::size_t row) -> std::string {
            const auto& ids = batch.row_ids[static_cast<std::size_t>(domain.index)];
            return ids ? std::string((*ids)[row]) : std::string();
          }};
}

}  // namespace nansen::driver
