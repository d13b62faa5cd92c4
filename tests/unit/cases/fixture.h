// A small program and a module that stores all of its facts, made by hand, so that tables of cases
// are tested without the phases before them.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <vector>

#include "compiler/cases/reader.h"
#include "compiler/cases/schema.h"
#include "compiler/layout/layout.h"
#include "runtime/calendar.h"

namespace nansen::cases {

/// Person has a fact of every type; Nationality is linked to it and Permit to that; State is
/// referred to, refers to Region, and has Border rows of its own.
class Vocabulary {
 public:
  Vocabulary() {
    const auto ground = enumeration("Ground", {"race", "religion", "nationality"}, false);
    const auto treatment =
        enumeration("Treatment", {"none", "aliens_generally", "nationals"}, true);
    person = entity("Person");
    nationality = entity("Nationality");
    permit = entity("Permit");
    state = entity("State");
    region = entity("Region");
    border = entity("Border");
    fact(person, "outside", of(Kind::Boolean)).question = "Is the person outside?";
    fact(person, "fear", of(Kind::Boolean)).judgement = true;
    fact(person, "ground", of(Kind::Enumeration, ground));
    fact(person, "treatment", of(Kind::Enumeration, treatment));
    fact(person, "grounds", of(Kind::Set, ground));
    fact(person, "rights", of(Kind::Set, treatment));
    range(fact(person, "age", of(Kind::Integer)), 0, 120, 1);
    range(fact(person, "income", of(Kind::Decimal)), -1000, 1000, 100);
    range(fact(person, "left_on", of(Kind::Date)), runtime::first_day, runtime::last_day, 1);
    program::Fact& residence = fact(person, "residence", months());
    residence.in_years = true;
    range(residence, -12'000, 12'000, 1);
    range(fact(person, "stay", of(Kind::Period)), -1'000'000, 1'000'000, 1);
    fact(person, "country", of(Kind::Reference, state));
    fact(person, "nationalities", of(Kind::Rows, nationality));
    fact(nationality, "country", of(Kind::Reference, state));
    fact(nationality, "protects", of(Kind::Boolean));
    fact(nationality, "permits", of(Kind::Rows, permit));
    fact(permit, "valid", of(Kind::Boolean));
    fact(state, "safe", of(Kind::Boolean));
    fact(state, "region", of(Kind::Reference, region));
    fact(state, "borders", of(Kind::Rows, border));
    fact(region, "at_war", of(Kind::Boolean));
    fact(border, "open", of(Kind::Boolean));
    build_module();
  }

  program::FactId fact_id(program::EntityId entity, std::string_view name) const {
    return *find_fact(program, entity, name);
  }
  ir::DomainId domain(std::string_view table) const {
    if (table.empty()) return ir::DomainId(std::size_t{0});
    return domain_of(program, module, *find_table(program, person, table));
  }
  ir::ColumnId column(std::string_view table, std::string_view name) const {
    return column_of(module, domain(table), name);
  }
  std::size_t position(std::string_view table, std::string_view name) const {
    return layout::position_of(module, column(table, name));
  }

  /// Has the module keep two bounds of a fact that it kept as one number.
  void keep_bounds(std::string_view table, std::string_view name) {
    ir::Column& least = module.columns[column(table, name)];
    ir::Column greatest = least;
    least.bound = ir::Bound::Least;
    greatest.bound = ir::Bound::Greatest;
    module.columns.add(std::move(greatest));
  }

  /// Adds a fact to an entity of the program; the module does not store it.
  program::Fact& fact(program::EntityId owner, std::string name, program::Type type) {
    program::Fact fact;
    fact.name = std::move(name);
    fact.entity = owner;
    fact.type = std::move(type);
    const program::FactId id = program.facts.add(std::move(fact));
    program.entities[owner].facts.push_back(id);
    return program.facts[id];
  }
  static program::Type rows_of(program::EntityId entity) { return of(Kind::Rows, entity); }

  program::Program program;
  ir::Module module;
  program::EntityId person, nationality, permit, state, region, border;

 private:
  using Kind = program::TypeKind;

  static program::Type of(Kind kind) {
    program::Type type;
    type.kind = kind;
    return type;
  }
  static program::Type of(Kind kind, program::EnumerationId enumeration) {
    program::Type type = of(kind);
    type.enumeration = enumeration;
    return type;
  }
  static program::Type of(Kind kind, program::EntityId entity) {
    program::Type type = of(kind);
    type.entity = entity;
    return type;
  }
  static program::Type months() {
    program::Type type = of(Kind::Period);
    type.in_months = true;
    return type;
  }

  program::EnumerationId enumeration(std::string name, const std::vector<std::string>& members,
                                     bool ordered) {
    program::Enumeration enumeration;
    enumeration.name = std::move(name);
    enumeration.ordered = ordered;
    for (const std::string& member : members) enumeration.members.push_back({member, ""});
    return program.enumerations.add(std::move(enumeration));
  }

  program::EntityId entity(std::string name) {
    program::Entity entity;
    entity.name = std::move(name);
    return program.entities.add(std::move(entity));
  }

  static void range(program::Fact& fact, std::int64_t least, std::int64_t greatest,
                    std::int64_t scale) {
    fact.range = {Rational(mpz_class(least)), Rational(mpz_class(greatest)), scale};
  }

  void build_module() {
    std::vector<TableSchema> tables{main_table(person)};
    const std::vector<TableSchema> others = other_tables(program, person);
    tables.insert(tables.end(), others.begin(), others.end());
    std::map<std::string, ir::DomainId> domains;
    for (const TableSchema& table : tables) {
      ir::Domain domain;
      domain.kind = table.kind == TableKind::Main     ? ir::DomainKind::Root
                    : table.kind == TableKind::Linked ? ir::DomainKind::Rows
                                                      : ir::DomainKind::Referenced;
      domain.entity = program.entities[table.entity].name;
      domains[table.name] = module.domains.add(domain);
    }
    for (const TableSchema& table : tables) {
      for (const program::FactId id : program.entities[table.entity].facts) {
        add_column(table, id, domains);
      }
    }
  }

  void add_column(const TableSchema& table, program::FactId id,
                  const std::map<std::string, ir::DomainId>& domains) {
    const program::Fact& fact = program.facts[id];
    ir::Column column;
    column.domain = domains.at(table.name);
    column.name = fact.name;
    switch (fact.type.kind) {
      case Kind::Boolean: column.kind = ir::ColumnKind::Boolean; break;
      case Kind::Enumeration: column.kind = ir::ColumnKind::Enumeration; break;
      case Kind::Set: column.kind = ir::ColumnKind::Set; break;
      case Kind::Reference:
        column.kind = ir::ColumnKind::Reference;
        column.target = domains.at(program.entities[fact.type.entity].name);
        break;
      case Kind::Rows:
        column.kind = ir::ColumnKind::Rows;
        column.target = domains.at(linked_table(program, table, id).name);
        break;
      default: {
        column.kind = ir::ColumnKind::Number;
        column.scale = fact.range.scale;
        const Rational least = fact.range.least * Rational(fact.range.scale);
        const Rational greatest = fact.range.greatest * Rational(fact.range.scale);
        column.least = least.get_num().get_si();
        column.greatest = greatest.get_num().get_si();
        break;
      }
    }
    if (fact.type.enumeration.valid()) {
      for (const auto& member : program.enumerations[fact.type.enumeration].members) {
        column.members.push_back(member.name);
      }
    }
    const ir::DomainId target = column.target;
    const bool rows = column.kind == ir::ColumnKind::Rows;
    const ir::ColumnId added = module.columns.add(std::move(column));
    if (!rows) return;
    module.domains[target].parent = domains.at(table.name);
    module.domains[target].link = added;
  }
};

/// Files that are gone when the test ends.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "nansen-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() { std::filesystem::remove_all(path_); }

  std::string write(const std::string& name, std::string_view text) const {
    const std::string path = (path_ / name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  std::string path(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

/// Each diagnostic as `NotYesOrNo cases.csv:2:3 message`.
inline std::string messages(const Emitter& emitter) {
  std::string text;
  for (const Diagnostic& diagnostic : emitter.diagnostics()) {
    text += std::string(registration(diagnostic.code).name) + " ";
    if (const auto* place = std::get_if<TableLocation>(&diagnostic.location)) {
      text += std::filesystem::path(place->path).filename().string() + ":" +
              std::to_string(place->row) + ":" + std::to_string(place->column) + " ";
    }
    text += diagnostic.message + "\n";
  }
  return text;
}

}  // namespace nansen::cases
