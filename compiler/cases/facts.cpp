// Which facts definitions read: every rule that can play a part is followed, with the table whose
// row it speaks of.
#include "compiler/cases/facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "compiler/cases/cell.h"
#include "compiler/cases/writer.h"
#include "runtime/calendar.h"

namespace nansen::cases {
namespace {

using program::DefinitionId;
using program::ExpressionId;
using program::ExpressionKind;
using program::FactId;
using program::Program;
using program::RuleId;
using program::TypeKind;

// Members named before a list is cut short.
constexpr std::size_t listed_members = 12;

/// Follows what a definition says to every fact it reads, and whose row each belongs to.
class Walk {
 public:
  explicit Walk(const Program& program) : program_(program) {}

  void ask(DefinitionId definition) {
    asked_ = definition;
    definitions_.clear();
    rules_.clear();
    visit(definition, main_table(program_.definitions[definition].entity));
  }

  void ask(ExpressionId expression, program::EntityId entity) {
    const TableSchema table = main_table(entity);
    tables_.try_emplace(table.name, Table{table, {}});
    visit(expression, table);
  }

  /// All tables met, the main one first, linked ones, then referenced ones.
  std::vector<TableNeed> result() const;

 private:
  struct Table {
    TableSchema schema;
    std::map<FactId, std::vector<DefinitionId>> used_by;
  };

  void visit(DefinitionId definition, const TableSchema& table);
  void visit(RuleId rule, const TableSchema& table);
  void visit(ExpressionId id, const TableSchema& table);
  TableSchema row_of(const program::Subject& subject, const TableSchema& table);
  void read(const TableSchema& table, FactId fact);

  const Program& program_;
  DefinitionId asked_;
  std::set<std::pair<DefinitionId, std::string>> definitions_;
  std::set<std::pair<RuleId, std::string>> rules_;
  std::map<program::VariableId, TableSchema> variables_;
  std::map<std::string, Table> tables_;
};

void Walk::read(const TableSchema& table, FactId fact) {
  Table& entry = tables_.try_emplace(table.name, Table{table, {}}).first->second;
  std::vector<DefinitionId>& users = entry.used_by[fact];
  if (asked_.valid() && (users.empty() || users.back() != asked_)) users.push_back(asked_);
}

void Walk::visit(DefinitionId definition, const TableSchema& table) {
  if (!definitions_.emplace(definition, table.name).second) return;
  tables_.try_emplace(table.name, Table{table, {}});
  visit(program_.definitions[definition].root, table);
}

void Walk::visit(RuleId id, const TableSchema& table) {
  if (!id.valid() || !rules_.emplace(id, table.name).second) return;
  const program::Rule& rule = program_.rules[id];
  visit(rule.condition, table);
  visit(rule.value, table);
  for (const RuleId value : rule.values) visit(value, table);
  for (const RuleId addition : rule.additions) visit(addition, table);
  for (const RuleId exception : rule.exceptions) visit(exception, table);
}

// The table of the row that `subject` speaks of; the references on the way are read.
TableSchema Walk::row_of(const program::Subject& subject, const TableSchema& table) {
  TableSchema row = table;
  if (const auto found = variables_.find(subject.variable); found != variables_.end()) {
    row = found->second;
  }
  for (const FactId reference : subject.references) {
    read(row, reference);
    row = referenced_table(program_, program_.facts[reference].type.entity);
  }
  return row;
}

void Walk::visit(ExpressionId id, const TableSchema& table) {
  if (!id.valid()) return;
  const program::Expression& expression = program_.expressions[id];
  switch (expression.kind) {
    case ExpressionKind::FactValue: read(row_of(expression.subject, table), expression.fact); break;
    case ExpressionKind::DefinitionValue:
      visit(expression.definition, row_of(expression.subject, table));
      break;
    case ExpressionKind::RuleHolds: visit(expression.rule, table); break;
    case ExpressionKind::OverRows: {
      const TableSchema owner = row_of(expression.subject, table);
      read(owner, expression.fact);
      const TableSchema rows = linked_table(program_, owner, expression.fact);
      tables_.try_emplace(rows.name, Table{rows, {}});
      variables_[expression.variable] = rows;
      break;
    }
    default: break;
  }
  for (const ExpressionId operand : expression.operands) visit(operand, table);
  for (const RuleId head : expression.heads) visit(head, table);
}

FactNeed used_need(const Program& program, FactId id, std::vector<DefinitionId> used_by) {
  const program::Fact& fact = program.facts[id];
  FactNeed need;
  need.fact = id;
  need.name = fact.name;
  need.rows = fact.type.kind == TypeKind::Rows;
  need.type = type_words(program, fact);
  need.values = value_words(program, fact);
  need.question = fact.question;
  need.judgement = fact.judgement;
  need.notes = fact.notes;
  need.unverified = fact.unverified;
  need.used_by = std::move(used_by);
  return need;
}

std::vector<TableNeed> Walk::result() const {
  std::vector<TableNeed> needs;
  for (const auto& [name, table] : tables_) {
    TableNeed need;
    need.table = table.schema;
    for (const FactId fact : program_.entities[table.schema.entity].facts) {
      const auto used = table.used_by.find(fact);
      if (used != table.used_by.end()) {
        need.facts.push_back(used_need(program_, fact, used->second));
      }
    }
    needs.push_back(std::move(need));
  }
  std::stable_sort(needs.begin(), needs.end(), [](const TableNeed& left, const TableNeed& right) {
    const auto place = [](const TableSchema& table) {
      return std::pair(table.under_referenced, table.kind != TableKind::Main);
    };
    return place(left.table) < place(right.table);
  });
  return needs;
}

std::string member_list(const program::Enumeration& enumeration, std::string_view separator) {
  std::string text;
  for (std::size_t member = 0; member < enumeration.members.size(); ++member) {
    if (member == listed_members) {
      return text + fmt::format("{}... ({} in all)", separator, enumeration.members.size());
    }
    if (member > 0) text += separator;
    text += enumeration.members[member].name;
  }
  return text;
}

/// `, in persons per million inhabitants`, or nothing.
std::string unit_words(const Program& program, const program::Type& type) {
  const std::string text = program::to_string(program, type);
  const std::size_t unit = text.find(" in ");
  return unit == std::string::npos ? "" : "," + text.substr(unit);
}

std::string range_words(const program::Fact& fact, std::int64_t usual) {
  const program::NumericRange& range = fact.range;
  if (range.least == Rational(-usual) && range.greatest == Rational(usual)) return {};
  return fmt::format("{} to {}", nansen::to_string(range.least), nansen::to_string(range.greatest));
}

std::string_view period_unit(const program::Fact& fact) {
  if (fact.in_years) return "years";
  return fact.type.in_months ? "months" : "days";
}

}  // namespace

std::vector<TableNeed> needs_of(const Program& program, std::span<const DefinitionId> definitions) {
  Walk walk(program);
  for (const DefinitionId definition : definitions) walk.ask(definition);
  return walk.result();
}

std::vector<TableNeed> needs_of(const Program& program, program::EntityId entity,
                                std::span<const ExpressionId> expressions) {
  Walk walk(program);
  for (const ExpressionId expression : expressions) walk.ask(expression, entity);
  return walk.result();
}

FactNeed need_of(const Program& program, FactId fact) { return used_need(program, fact, {}); }

std::vector<TableNeed> all_needs(const Program& program, program::EntityId entity) {
  std::vector<TableNeed> needs;
  std::vector<TableSchema> tables{main_table(entity)};
  const std::vector<TableSchema> others = other_tables(program, entity);
  tables.insert(tables.end(), others.begin(), others.end());
  for (const TableSchema& table : tables) {
    TableNeed need;
    need.table = table;
    for (const FactId fact : program.entities[table.entity].facts) {
      need.facts.push_back(need_of(program, fact));
    }
    needs.push_back(std::move(need));
  }
  return needs;
}

std::string csv_header(const TableNeed& table) {
  std::string text;
  const auto add = [&](std::string_view name) {
    if (!text.empty()) text += ',';
    append_csv_cell(name, text);
  };
  for (const std::string& key : table.table.keys) add(key);
  if (table.table.keys.empty()) add(id_column);
  for (const FactNeed& fact : table.facts) {
    if (!fact.rows) add(fact.name);
  }
  return text + "\n";
}

std::string type_words(const Program& program, const program::Fact& fact) {
  const program::Type& type = fact.type;
  switch (type.kind) {
    case TypeKind::Boolean: return "yes or no";
    case TypeKind::Integer: return "a whole number" + unit_words(program, type);
    case TypeKind::Decimal: return "a number" + unit_words(program, type);
    case TypeKind::Date: return "a date";
    case TypeKind::Period: return fmt::format("a whole number of {}", period_unit(fact));
    case TypeKind::Enumeration: return "one of " + program.enumerations[type.enumeration].name;
    case TypeKind::Set: return "some of " + program.enumerations[type.enumeration].name;
    case TypeKind::Reference: return "a " + program.entities[type.entity].name;
    case TypeKind::Rows: return "rows of " + program.entities[type.entity].name;
    case TypeKind::Invalid: break;
  }
  return {};
}

std::string value_words(const Program& program, const program::Fact& fact) {
  const program::Type& type = fact.type;
  switch (type.kind) {
    case TypeKind::Boolean: return "yes, no";
    case TypeKind::Integer: return range_words(fact, program::default_integer_limit);
    case TypeKind::Decimal: return range_words(fact, program::default_decimal_limit);
    case TypeKind::Date: return "as in 2026-07-01; never; a range as in 2022-02-24..2022-03-31";
    case TypeKind::Period: return "as in 18";
    case TypeKind::Enumeration: {
      const program::Enumeration& enumeration = program.enumerations[type.enumeration];
      return member_list(enumeration, enumeration.ordered ? " < " : ", ");
    }
    case TypeKind::Set: {
      const program::Enumeration& enumeration = program.enumerations[type.enumeration];
      return fmt::format("{}; {} where it has none", member_list(enumeration, " | "),
                         empty_set_text(enumeration));
    }
    case TypeKind::Reference:
      return fmt::format("the id of a row of the table {}", program.entities[type.entity].name);
    case TypeKind::Rows: return "a table of their own; here, how many there are";
    case TypeKind::Invalid: break;
  }
  return {};
}

}  // namespace nansen::cases
