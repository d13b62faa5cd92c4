#include "compiler/driver/case_files.h"

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
  return cases::TableFiles{.cases = files.cases, .tables = std::move(*tables)};
}

}  // namespace nansen::driver
