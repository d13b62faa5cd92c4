#include "compiler/driver/formula_facts.h"

#include <fmt/format.h>

#include "compiler/provenance/citation.h"
#include "compiler/sharing/words.h"

namespace nansen::driver {

namespace {

std::string qualified(const program::Program& program, program::InstrumentId instrument,
                      const std::string& name) {
  return program.instruments[instrument].name + "." + name;
}

}  // namespace

std::vector<sharing::FormulaTable> formula_tables(session::Session& session) {
  const program::Program& program = session.program();
  std::vector<program::EntityId> entities;
  std::vector<std::vector<lower::LoweredFormula>> formulas;
  for (const program::FormulaId id : session.named_formulas()) {
    const program::Formula& formula = program.formulas[id];
    const auto request =
        session.resolve_formula(qualified(program, formula.instrument, formula.name), {});
    if (!request) continue;
    std::size_t at = 0;
    while (at < entities.size() && entities[at] != formula.entity) ++at;
    if (at == entities.size()) {
      entities.push_back(formula.entity);
      formulas.emplace_back();
    }
    formulas[at].push_back(session.lower(*request));
  }
  std::vector<sharing::FormulaTable> tables;
  for (const auto& of_entity : formulas) {
    for (sharing::FormulaTable& table : sharing::tables_of(program, of_entity)) {
      tables.push_back(std::move(table));
    }
  }
  return tables;
}

std::string formula_title(const program::Program& program, const sharing::FormulaTable& table) {
  const std::string& entity = program.entities[table.need.table.entity].name;
  if (!table.by.valid() && table.need.table.name.empty()) {
    return fmt::format("--states: one row a {}", entity);
  }
  const std::string title =
      fmt::format("--table {}=FILE: one row a {}", table.need.table.name, entity);
  if (!table.by.valid()) return title;
  return fmt::format("{}, summed up by {}", title, program.facts[table.by].name);
}

report::Sheet formulas_sheet(const session::Session& session) {
  const program::Program& program = session.program();
  report::Sheet sheet;
  sheet.key = "formulas";
  sheet.title = "--formula: what can be worked out";
  sheet.columns = {{"formula"}, {"of"}, {"among"}, {"allocations"}, {"provision"}};
  for (const program::FormulaId id : session.named_formulas()) {
    const program::Formula& formula = program.formulas[id];
    std::string allocations;
    for (const program::Allocation& allocation : program.allocations) {
      if (allocation.formula != id) continue;
      allocations += (allocations.empty() ? "" : ", ") + allocation.name;
    }
    sheet.rows.push_back({qualified(program, formula.instrument, formula.name),
                          program.entities[formula.entity].name,
                          program.state_sets[formula.set].name, allocations,
                          to_full_string(formula.citation)});
  }
  return sheet;
}

report::Sheet parameters_sheet(const session::Session& session) {
  const program::Program& program = session.program();
  report::Sheet sheet;
  sheet.key = "parameters";
  sheet.title = "--set NAME=NUMBER: what can be set";
  sheet.columns = {{"parameter"}, {"value", report::Align::Right}, {"meaning"}, {"provision"}};
  for (const program::Parameter& parameter : program.parameters) {
    if (!session.is_named(parameter.span)) continue;
    sheet.rows.push_back({parameter.name,
                          sharing::exact_words(program, parameter.type, parameter.value),
                          parameter.description, to_full_string(parameter.citation)});
  }
  return sheet;
}

}  // namespace nansen::driver
