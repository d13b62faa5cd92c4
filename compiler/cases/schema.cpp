// Where tables come from: links and references followed through the vocabulary, and names like
// `nationalities.permits` followed back.
#include "compiler/cases/schema.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "compiler/base/bug.h"

namespace nansen::cases {
namespace {

using program::EntityId;
using program::FactId;
using program::Program;
using program::TypeKind;

/// True iff following links from `table` has already led through `entity`.
bool passed_through(const Program& program, const TableSchema& table, EntityId entity) {
  if (table.entity == entity) return true;
  return std::any_of(table.links.begin(), table.links.end(),
                     [&](FactId link) { return program.facts[link].entity == entity; });
}

void add_links(const Program& program, const TableSchema& parent,
               std::vector<TableSchema>& tables) {
  for (const FactId id : program.entities[parent.entity].facts) {
    const program::Fact& fact = program.facts[id];
    if (fact.type.kind != TypeKind::Rows || !fact.type.entity.valid()) continue;
    if (passed_through(program, parent, fact.type.entity)) continue;
    const TableSchema linked = linked_table(program, parent, id);
    tables.push_back(linked);
    add_links(program, linked, tables);
  }
}

/// The entities that rows of a main table of `main` refer to, through however many links and
/// references, in the order of their declaration.
std::vector<EntityId> referred_to(const Program& program, EntityId main) {
  std::vector<EntityId> referred;
  std::vector<EntityId> visited{main};
  const auto add = [](std::vector<EntityId>& entities, EntityId entity) {
    if (std::find(entities.begin(), entities.end(), entity) == entities.end()) {
      entities.push_back(entity);
    }
  };
  for (std::size_t at = 0; at < visited.size(); ++at) {
    for (const FactId id : program.entities[visited[at]].facts) {
      const program::Type& type = program.facts[id].type;
      if (type.kind != TypeKind::Reference && type.kind != TypeKind::Rows) continue;
      if (!type.entity.valid()) continue;
      if (type.kind == TypeKind::Reference) add(referred, type.entity);
      add(visited, type.entity);
    }
  }
  std::sort(referred.begin(), referred.end());
  return referred;
}

/// The table that the links named in `path` (`nationalities.permits`) lead to from `table`.
std::optional<TableSchema> follow(const Program& program, TableSchema table,
                                  std::string_view path) {
  while (!path.empty()) {
    const std::size_t dot = std::min(path.find('.'), path.size());
    const std::optional<FactId> link = find_fact(program, table.entity, path.substr(0, dot));
    if (!link || program.facts[*link].type.kind != TypeKind::Rows) return std::nullopt;
    table = linked_table(program, table, *link);
    path.remove_prefix(std::min(dot + 1, path.size()));
  }
  return table;
}

}  // namespace

std::optional<EntityId> find_entity(const Program& program, std::string_view name) {
  for (std::size_t index = 0; index < program.entities.size(); ++index) {
    if (program.entities[EntityId(index)].name == name) return EntityId(index);
  }
  return std::nullopt;
}

std::optional<FactId> find_fact(const Program& program, EntityId entity, std::string_view name) {
  for (const FactId fact : program.entities[entity].facts) {
    if (program.facts[fact].name == name) return fact;
  }
  return std::nullopt;
}

std::optional<EntityId> main_entity(const Program& program,
                                    std::span<const program::DefinitionId> definitions) {
  const std::size_t count = program.entities.size();
  std::vector<std::size_t> defined(count, definitions.empty() ? 1 : 0);
  for (const program::DefinitionId definition : definitions) {
    const EntityId entity = program.definitions[definition].entity;
    if (entity.valid()) ++defined[static_cast<std::size_t>(entity.index)];
  }
  std::vector<bool> led_to(count);
  for (const program::Fact& fact : program.facts) {
    const bool leads = fact.type.kind == TypeKind::Rows || fact.type.kind == TypeKind::Reference;
    if (!leads || !fact.type.entity.valid() || fact.type.entity == fact.entity) continue;
    if (defined[static_cast<std::size_t>(fact.entity.index)] == 0) continue;
    led_to[static_cast<std::size_t>(fact.type.entity.index)] = true;
  }
  std::optional<std::size_t> best;
  for (std::size_t index = 0; index < count; ++index) {
    if (defined[index] == 0) continue;
    const bool better = !best || (led_to[*best] && !led_to[index]) ||
                        (led_to[*best] == led_to[index] && defined[index] > defined[*best]);
    if (better) best = index;
  }
  if (!best) return std::nullopt;
  return EntityId(*best);
}

TableSchema main_table(EntityId entity) {
  TableSchema table;
  table.kind = TableKind::Main;
  table.entity = entity;
  return table;
}

TableSchema referenced_table(const Program& program, EntityId entity) {
  TableSchema table;
  table.kind = TableKind::Referenced;
  table.under_referenced = true;
  table.name = program.entities[entity].name;
  table.entity = entity;
  return table;
}

TableSchema linked_table(const Program& program, const TableSchema& parent, FactId link) {
  TableSchema table;
  table.kind = TableKind::Linked;
  table.under_referenced = parent.under_referenced;
  table.name = parent.name.empty() ? "" : parent.name + ".";
  table.name += program.facts[link].name;
  table.entity = program.facts[link].type.entity;
  table.links = parent.links;
  table.links.push_back(link);
  table.keys = parent.keys;
  switch (parent.kind) {
    case TableKind::Main: table.keys.emplace_back(case_column); break;
    case TableKind::Referenced: table.keys.push_back(parent.name); break;
    case TableKind::Linked: table.keys.push_back(program.facts[parent.links.back()].name); break;
  }
  return table;
}

std::optional<TableSchema> find_table(const Program& program, EntityId entity,
                                      std::string_view name) {
  if (name.empty()) return std::nullopt;
  if (const auto table = follow(program, main_table(entity), name)) return table;
  const std::size_t dot = std::min(name.find('.'), name.size());
  const std::optional<EntityId> referenced = find_entity(program, name.substr(0, dot));
  if (!referenced) return std::nullopt;
  const std::vector<EntityId> reachable = referred_to(program, entity);
  if (std::find(reachable.begin(), reachable.end(), *referenced) == reachable.end()) {
    return std::nullopt;
  }
  name.remove_prefix(std::min(dot + 1, name.size()));
  return follow(program, referenced_table(program, *referenced), name);
}

std::vector<TableSchema> other_tables(const Program& program, EntityId entity) {
  std::vector<TableSchema> tables;
  add_links(program, main_table(entity), tables);
  for (const EntityId referenced : referred_to(program, entity)) {
    tables.push_back(referenced_table(program, referenced));
    add_links(program, TableSchema(tables.back()), tables);
  }
  return tables;
}

Diagnostic unknown_table(std::string_view entity, std::string_view name,
                         const std::vector<TableSchema>& known) {
  std::vector<std::string> names;
  for (const TableSchema& table : known) {
    if (!table.name.empty()) names.push_back(table.name);
  }
  const std::string there = names.empty()
                                ? std::string("they have no table beside their own")
                                : fmt::format("their tables are: {}", fmt::join(names, ", "));
  return make_diagnostic(Code::UnknownTable, CommandLocation{}, entity, name,
                         did_you_mean(name, names), there);
}

TableSchema table_of(const Program& program, const ir::Module& module, ir::DomainId domain) {
  const ir::Domain& entry = module.domains[domain];
  if (entry.kind == ir::DomainKind::Rows) {
    return linked_table(program, table_of(program, module, entry.parent),
                        fact_of(program, module, entry.link));
  }
  const std::optional<EntityId> entity = find_entity(program, entry.entity);
  if (!entity) bug("the module has an entity that the program does not declare");
  return entry.kind == ir::DomainKind::Root ? main_table(*entity)
                                            : referenced_table(program, *entity);
}

ir::DomainId domain_of(const Program& program, const ir::Module& module, const TableSchema& table) {
  ir::DomainId domain(std::size_t{0});
  if (table.under_referenced) {
    domain = ir::DomainId();
    const std::string_view entity = std::string_view(table.name).substr(0, table.name.find('.'));
    for (std::size_t index = 0; index < module.domains.size(); ++index) {
      const ir::Domain& entry = module.domains[ir::DomainId(index)];
      const bool referenced = entry.kind == ir::DomainKind::Referenced;
      if (referenced && entry.entity == entity) domain = ir::DomainId(index);
    }
  }
  for (const FactId link : table.links) {
    if (!domain.valid()) break;
    const ir::ColumnId column = column_of(module, domain, program.facts[link].name);
    domain = column.valid() ? module.columns[column].target : ir::DomainId();
  }
  return domain;
}

ir::ColumnId column_of(const ir::Module& module, ir::DomainId domain, std::string_view name) {
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    const ir::Column& column = module.columns[ir::ColumnId(index)];
    if (column.domain != domain || column.name != name) continue;
    if (column.bound != ir::Bound::Greatest) return ir::ColumnId(index);
  }
  return {};
}

ir::ColumnId greatest_column(const ir::Module& module, ir::ColumnId least) {
  const ir::Column& entry = module.columns[least];
  if (entry.bound != ir::Bound::Least) return least;
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    const ir::Column& column = module.columns[ir::ColumnId(index)];
    const bool beside = column.domain == entry.domain && column.name == entry.name;
    if (beside && column.bound == ir::Bound::Greatest) return ir::ColumnId(index);
  }
  bug("a column of least values has none of greatest ones beside it");
}

FactId fact_of(const Program& program, const ir::Module& module, ir::ColumnId column) {
  const ir::Column& entry = module.columns[column];
  const std::optional<EntityId> entity = find_entity(program, module.domains[entry.domain].entity);
  const std::optional<FactId> fact =
      entity ? find_fact(program, *entity, entry.name) : std::nullopt;
  if (!fact) bug("the module has a column that is no fact of the program");
  return *fact;
}

}  // namespace nansen::cases
