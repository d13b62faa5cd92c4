#include "compiler/sharing/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/cases/facts.h"
#include "compiler/cases/from_example.h"
#include "compiler/sharing/groups.h"
#include "compiler/sharing/module_answers.h"
#include "compiler/sharing/places.h"

namespace nansen::sharing {
namespace {

constexpr ir::DomainId root{std::size_t{0}};

/// The facts of the State at `row` that `expression` reads and that are not known.
std::vector<std::string> unknown_facts(const program::Program& program, const ir::Module& module,
                                       const cases::CaseBatch& batch, program::EntityId entity,
                                       program::ExpressionId expression, std::size_t row) {
  std::vector<std::string> own;
  std::vector<std::string> others;
  for (const cases::TableNeed& need : cases::needs_of(program, entity, {{expression}})) {
    for (const cases::FactNeed& fact : need.facts) {
      if (need.table.kind != cases::TableKind::Main) {
        others.push_back(need.table.name + "." + fact.name);
        continue;
      }
      const ir::ColumnId column = cases::column_of(module, root, fact.name);
      const bool known =
          column.valid() && cases::value_text(program, module, batch, column, row) != "unknown";
      if (!known) own.push_back(fact.name);
    }
  }
  return own.empty() ? others : own;
}

/// Reads a file of States, of one table or of several scenarios.
class StateReader {
 public:
  StateReader(const program::Program& program, const lower::LoweredFormula& lowered,
              const StateFiles& files, const EngineChoice& engine, Emitter& emitter)
      : program_(program),
        lowered_(lowered),
        files_(files),
        engine_(engine),
        emitter_(emitter),
        places_(program) {}

  /// The tables by scenario; of one table alone its name is empty.
  std::optional<std::vector<std::pair<std::string, StateTable>>> read(bool scenarios) {
    cases::TableFiles files;
    files.cases = files_.states;
    cases::TableOptions options = options_for(files_, "");
    options.states = true;
    options.scenarios = scenarios;
    files.options[""] = std::move(options);
    if (!name_tables(files)) return std::nullopt;
    const auto reader = open_tables(program_, lowered_.states, files_, files, emitter_);
    const auto answers = reader ? answers_of(lowered_.states, engine_, emitter_) : nullptr;
    if (!answers) return std::nullopt;
    cases::CaseBatch batch;
    while (reader->next(batch)) add(batch, *answers);
    if (emitter_.has_errors()) return std::nullopt;
    for (auto& [name, table] : tables_) {
      table.headers = reader->headers();
      table.facts = reader->facts();
    }
    for (std::size_t group = 0; group < lowered_.groups.size(); ++group) add_group(group);
    if (emitter_.has_errors()) return std::nullopt;
    return std::move(tables_);
  }

 private:
  /// Tables that are no group's belong to the States themselves: what is linked to them, or what
  /// they refer to.
  bool name_tables(cases::TableFiles& files) {
    const program::EntityId entity =
        *cases::find_entity(program_, lowered_.states.domains[root].entity);
    std::vector<cases::TableSchema> known = cases::other_tables(program_, entity);
    for (const lower::GroupModule& group : lowered_.groups) {
      known.push_back(cases::referenced_table(program_, group.entity));
    }
    bool good = true;
    for (const auto& [name, path] : files_.tables) {
      const auto is_group = [&](const lower::GroupModule& group) {
        return program_.entities[group.entity].name == name;
      };
      if (std::any_of(lowered_.groups.begin(), lowered_.groups.end(), is_group)) continue;
      if (cases::find_table(program_, entity, name)) {
        files.tables.emplace_back(name, path);
      } else {
        emitter_.emit(cases::unknown_table(program_.entities[entity].name, name, known));
        good = false;
      }
    }
    return good;
  }

  void add(const cases::CaseBatch& batch, ModuleAnswers& answers) {
    const std::vector<OutputColumn> columns = answers.answer(batch.batch, batch.size());
    for (std::size_t row = 0; row < batch.size(); ++row) {
      StateTable& table =
          table_of(batch.scenarios.size() == 0 ? std::string_view() : batch.scenarios[row]);
      add_row(table, batch, columns, row);
    }
  }

  StateTable& table_of(std::string_view scenario) {
    const auto known = positions_.find(scenario);
    if (known != positions_.end()) return tables_[known->second].second;
    positions_.emplace(scenario, tables_.size());
    StateTable table;
    table.path = files_.states;
    table.sheet.inputs.resize(lowered_.sheet.inputs.size());
    for (const ir::SheetParameter& parameter : lowered_.sheet.parameters) {
      table.sheet.parameters.push_back(parameter.value);
    }
    return tables_.emplace_back(scenario, std::move(table)).second;
  }

  void add_row(StateTable& table, const cases::CaseBatch& batch,
               const std::vector<OutputColumn>& columns, std::size_t row) {
    const std::size_t place = table.sheet.rows.size();
    table.sheet.rows.emplace_back(batch.ids[row]);
    for (std::uint32_t input = 0; input < lowered_.sources.size(); ++input) {
      const lower::InputSource& source = lowered_.sources[input];
      interpret::SheetTable::Column& into = table.sheet.inputs[input];
      if (source.grouped) continue;
      const OutputColumn& column = columns[source.index];
      if (!lowered_.sheet.inputs[input].truth) {
        into.numbers.push_back(column.numbers[row]);
        continue;
      }
      into.truths.push_back(column.truths[row]);
      if (column.truths[row] != Truth::Undetermined) continue;
      const program::EntityId entity =
          *cases::find_entity(program_, lowered_.states.domains[root].entity);
      table.unsettled[{input, place}].facts =
          unknown_facts(program_, lowered_.states, batch, entity, source.base, row);
    }
  }

  void add_group(std::size_t group) {
    const lower::GroupModule& module = lowered_.groups[group];
    std::map<std::string, std::size_t, std::less<>> states;
    for (const auto& [scenario, table] : tables_) {
      for (const std::string& state : table.sheet.rows) states.emplace(state, states.size());
    }
    const auto values = sum_up(program_, module, states, files_, engine_, places_, emitter_);
    if (!values) return;
    for (std::uint32_t input = 0; input < lowered_.sources.size(); ++input) {
      const lower::InputSource& source = lowered_.sources[input];
      if (!source.grouped || source.index != group) continue;
      for (auto& [scenario, table] : tables_) {
        for (std::size_t row = 0; row < table.sheet.rows.size(); ++row) {
          const auto found = values->find(table.sheet.rows[row]);
          const GroupValue value = found == values->end() ? without_rows(module) : found->second;
          table.sheet.inputs[input].numbers.push_back(value.number);
          if (!value.unknown.empty()) table.unsettled[{input, row}].group_row = value.unknown;
        }
      }
    }
  }

  const program::Program& program_;
  const lower::LoweredFormula& lowered_;
  const StateFiles& files_;
  const EngineChoice& engine_;
  Emitter& emitter_;
  Places places_;
  std::vector<std::pair<std::string, StateTable>> tables_;
  std::map<std::string, std::size_t, std::less<>> positions_;
};

}  // namespace

std::optional<StateTable> read_states(const program::Program& program,
                                      const lower::LoweredFormula& lowered, const StateFiles& files,
                                      const EngineChoice& engine, Emitter& emitter) {
  auto tables = StateReader(program, lowered, files, engine, emitter).read(false);
  if (!tables || tables->empty()) return std::nullopt;
  return std::move(tables->front().second);
}

std::optional<std::vector<std::pair<std::string, StateTable>>> read_scenarios(
    const program::Program& program, const lower::LoweredFormula& lowered, const StateFiles& files,
    const EngineChoice& engine, Emitter& emitter) {
  return StateReader(program, lowered, files, engine, emitter).read(true);
}

}  // namespace nansen::sharing
