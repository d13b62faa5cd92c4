#include "compiler/sharing/needs.h"

#include <algorithm>
#include <map>

#include "compiler/base/bug.h"
#include "compiler/cases/schema.h"

namespace nansen::sharing {
namespace {

/// The facts of the rows themselves that `expressions` read, as the vocabulary declares them.
cases::TableNeed own_table(const program::Program& program, program::EntityId entity,
                           const std::vector<program::ExpressionId>& expressions,
                           std::vector<cases::TableNeed>& others) {
  cases::TableNeed own;
  own.table = cases::main_table(entity);
  for (cases::TableNeed& need : cases::needs_of(program, entity, expressions)) {
    if (need.table.kind == cases::TableKind::Main) {
      own = std::move(need);
    } else {
      others.push_back(std::move(need));
    }
  }
  return own;
}

/// Adds a fact in the place where the vocabulary has it.
void add_fact(const program::Program& program, program::FactId fact, cases::TableNeed& need) {
  const auto place = std::find_if(need.facts.begin(), need.facts.end(),
                                  [fact](const auto& other) { return other.fact >= fact; });
  if (place != need.facts.end() && place->fact == fact) return;
  need.facts.insert(place, cases::need_of(program, fact));
}

}  // namespace

std::vector<FormulaTable> tables_of(const program::Program& program,
                                    const std::vector<lower::LoweredFormula>& formulas) {
  std::vector<program::ExpressionId> states;
  std::map<std::pair<program::EntityId, program::FactId>, std::vector<program::ExpressionId>>
      groups;
  program::EntityId entity;
  for (const lower::LoweredFormula& formula : formulas) {
    const auto found =
        cases::find_entity(program, formula.states.domains[ir::DomainId(std::size_t{0})].entity);
    if (!found) bug("a formula of an entity that the program does not declare");
    entity = *found;
    for (const lower::InputSource& source : formula.sources) {
      if (!source.grouped) states.push_back(source.base);
    }
    for (const lower::GroupModule& group : formula.groups) {
      auto& read = groups[{group.entity, group.by}];
      const program::FormulaExpression& origin = program.formula_expressions[group.origin];
      if (origin.base.valid()) read.push_back(origin.base);
      if (origin.condition.valid()) read.push_back(origin.condition);
    }
  }
  std::vector<FormulaTable> tables;
  if (!entity.valid()) return tables;
  std::vector<cases::TableNeed> further;
  tables.push_back({own_table(program, entity, states, further), {}});
  for (const auto& [key, expressions] : groups) {
    std::vector<cases::TableNeed> referenced;
    FormulaTable table{own_table(program, key.first, expressions, referenced), key.second};
    table.need.table.name = program.entities[key.first].name;
    add_fact(program, key.second, table.need);
    // What rows say through their State stands in the table of States.
    for (const cases::TableNeed& need : referenced) {
      if (need.table.entity != entity) continue;
      for (const cases::FactNeed& fact : need.facts) {
        add_fact(program, fact.fact, tables.front().need);
      }
    }
    tables.push_back(std::move(table));
  }
  for (cases::TableNeed& need : further) tables.push_back({std::move(need), {}});
  return tables;
}

}  // namespace nansen::sharing
