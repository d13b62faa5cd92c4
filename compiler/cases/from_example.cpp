// Examples are small, so rows are added one by one as they are met.
#include "compiler/cases/from_example.h"

#include <fmt/format.h>

#include <map>

#include "compiler/base/bug.h"
#include "compiler/cases/cell.h"
#include "compiler/cases/schema.h"
#include "compiler/cases/writer.h"
#include "compiler/layout/layout.h"
#include "runtime/calendar.h"

namespace nansen::cases {
namespace {

using program::CaseRow;
using program::CaseValue;
using program::FactId;
using program::TypeKind;

class ExampleBuilder {
 public:
  ExampleBuilder(const program::Program& program, const ir::Module& module)
      : program_(program), module_(module), ids_(module.domains.size()) {
    for (std::size_t index = 0; index < module.domains.size(); ++index) {
      const auto shapes = layout::shapes_of(module, ir::DomainId(index));
      batch_.batch.tables.push_back(std::make_shared<runtime::Table>(shapes, runtime::block_rows));
    }
  }

  CaseBatch build(const CaseRow& row) {
    add_row(ir::DomainId(std::size_t{0}), row);
    batch_.ids.add("1");
    batch_.weights.push_back(1);
    for (std::size_t index = 0; index < ids_.size(); ++index) {
      const bool referenced =
          module_.domains[ir::DomainId(index)].kind == ir::DomainKind::Referenced;
      batch_.row_ids.push_back(referenced ? std::make_shared<TextList>(ids_[index].names)
                                          : nullptr);
    }
    return std::move(batch_);
  }

 private:
  struct Ids {
    std::map<std::string, std::uint32_t, std::less<>> rows;
    TextList names;
  };

  runtime::Table& table(ir::DomainId domain) {
    return *batch_.batch.tables[static_cast<std::size_t>(domain.index)];
  }
  std::size_t add_row(ir::DomainId domain, const CaseRow& row);
  void set(ir::DomainId domain, std::size_t row, ir::ColumnId column, const program::Fact& fact,
           const CaseValue& value);
  std::uint32_t referenced_row(ir::DomainId domain, const CaseValue& value);

  const program::Program& program_;
  const ir::Module& module_;
  CaseBatch batch_;
  std::vector<Ids> ids_;  // by domain
};

std::size_t ExampleBuilder::add_row(ir::DomainId domain, const CaseRow& row) {
  const std::size_t number = table(domain).add_row();
  for (const auto& [id, value] : row.facts) {
    const program::Fact& fact = program_.facts[id];
    const ir::ColumnId column = column_of(module_, domain, fact.name);
    if (column.valid()) set(domain, number, column, fact, value);
  }
  return number;
}

void ExampleBuilder::set(ir::DomainId domain, std::size_t row, ir::ColumnId column,
                         const program::Fact& fact, const CaseValue& value) {
  const std::size_t position = layout::position_of(module_, column);
  runtime::Table& table = this->table(domain);
  if (fact.type.kind == TypeKind::Rows) {
    const auto* rows = std::get_if<std::vector<CaseRow>>(&value.value);
    if (rows == nullptr) return;
    const ir::DomainId linked = module_.columns[column].target;
    for (const CaseRow& entry : *rows) add_row(linked, entry);
    table.set_rows_end(row, position, static_cast<std::uint32_t>(this->table(linked).rows()));
    table.set_rows_known(row, position);
    return;
  }
  if (fact.type.kind == TypeKind::Reference) {
    const bool given =
        !value.id.empty() || std::holds_alternative<std::vector<CaseRow>>(value.value);
    const ir::DomainId target = module_.columns[column].target;
    if (given) table.set_reference(row, position, referenced_row(target, value));
    return;
  }
  if (const auto* truth = std::get_if<Truth>(&value.value)) {
    if (*truth != Truth::Undetermined) table.set_truth(row, position, *truth == Truth::Yes);
  } else if (const auto* number = std::get_if<Rational>(&value.value)) {
    const Rational stored = *number * Rational(module_.columns[column].scale);
    if (stored.get_den() != 1 || !stored.get_num().fits_slong_p()) {
      bug("an example gives a number that its fact cannot hold");
    }
    table.set_number(row, position, stored.get_num().get_si());
    table.set_number(row, layout::position_of(module_, greatest_column(module_, column)),
                     stored.get_num().get_si());
  } else if (const auto* range = std::get_if<program::DayRange>(&value.value)) {
    if (module_.columns[column].bound != ir::Bound::Least) {
      bug("an example gives a range of days, and its fact is kept as one day");
    }
    table.set_number(row, position, range->least);
    table.set_number(row, layout::position_of(module_, greatest_column(module_, column)),
                     range->greatest);
  } else if (const auto* member = std::get_if<std::size_t>(&value.value)) {
    table.set_code(row, position, static_cast<std::uint32_t>(*member));
  } else if (const auto* members = std::get_if<std::vector<std::size_t>>(&value.value)) {
    table.set_members(row, position, {members->begin(), members->end()});
  }
}

std::uint32_t ExampleBuilder::referenced_row(ir::DomainId domain, const CaseValue& value) {
  Ids& ids = ids_[static_cast<std::size_t>(domain.index)];
  if (const auto found = ids.rows.find(value.id); !value.id.empty() && found != ids.rows.end()) {
    return found->second;
  }
  const auto number = static_cast<std::uint32_t>(table(domain).rows());
  if (!value.id.empty()) ids.rows.emplace(value.id, number);
  ids.names.add(value.id.empty() ? fmt::format("#{}", number + 1) : value.id);
  const auto* rows = std::get_if<std::vector<CaseRow>>(&value.value);
  add_row(domain, rows != nullptr && !rows->empty() ? rows->front() : CaseRow());
  return number;
}

std::string number_text(const program::Fact& fact, const ir::Column& column, std::int64_t value) {
  if (fact.type.kind == TypeKind::Date) {
    return runtime::format_date(static_cast<std::int32_t>(value));
  }
  std::string text;
  append_exact(value, fact.in_years ? 12 : column.scale, text);
  return text;
}

// Of a fact that is kept as two bounds.
std::string range_text(const ir::Module& module, const runtime::Table& table, ir::ColumnId column,
                       std::size_t row) {
  const ir::ColumnId first =
      column_of(module, module.columns[column].domain, module.columns[column].name);
  const auto bound = [&](ir::ColumnId each) -> std::optional<std::int32_t> {
    const std::size_t position = layout::position_of(module, each);
    if (!table.plane(row, position, 0)) return std::nullopt;
    return static_cast<std::int32_t>(table.number(row, position));
  };
  const auto least = bound(first);
  const auto greatest = bound(greatest_column(module, first));
  return least || greatest ? day_range_text(least, greatest) : "unknown";
}

}  // namespace

std::set<FactId> ranged_facts(const CaseRow& row) {
  std::set<FactId> ranged;
  for (const auto& [fact, value] : row.facts) {
    if (std::holds_alternative<program::DayRange>(value.value)) ranged.insert(fact);
    const auto* rows = std::get_if<std::vector<CaseRow>>(&value.value);
    if (rows == nullptr) continue;
    for (const CaseRow& entry : *rows) ranged.merge(ranged_facts(entry));
  }
  return ranged;
}

CaseBatch batch_of(const program::Program& program, const ir::Module& module, const CaseRow& row) {
  return ExampleBuilder(program, module).build(row);
}

std::string value_text(const program::Program& program, const ir::Module& module,
                       const CaseBatch& batch, ir::ColumnId column, std::size_t row) {
  const ir::Column& entry = module.columns[column];
  const program::Fact& fact = program.facts[fact_of(program, module, column)];
  const std::size_t position = layout::position_of(module, column);
  const runtime::Table& table = *batch.batch.tables[static_cast<std::size_t>(entry.domain.index)];
  const bool known = table.plane(row, position, 0);
  if (entry.bound != ir::Bound::Exact) return range_text(module, table, column, row);
  if (entry.kind == ir::ColumnKind::Rows) {
    const std::uint32_t count =
        table.rows_begin(row + 1, position) - table.rows_begin(row, position);
    if (!known && count == 0) return "unknown";
    return known ? std::to_string(count) : fmt::format("at least {}", count);
  }
  if (entry.kind == ir::ColumnKind::Boolean) {
    return known ? "yes" : table.plane(row, position, 1) ? "no" : "unknown";
  }
  if (!known) return "unknown";
  const std::int64_t value = entry.kind == ir::ColumnKind::Set ? 0 : table.number(row, position);
  switch (entry.kind) {
    case ir::ColumnKind::Enumeration:
    case ir::ColumnKind::OrderedEnumeration: return entry.members[static_cast<std::size_t>(value)];
    case ir::ColumnKind::Number: return number_text(fact, entry, value);
    case ir::ColumnKind::Reference: {
      const auto& ids = batch.row_ids[static_cast<std::size_t>(entry.target.index)];
      return std::string((*ids)[static_cast<std::size_t>(value)]);
    }
    default: break;
  }
  std::string text;
  for (std::size_t member = 0; member < entry.members.size(); ++member) {
    if (!table.plane(row, position, 1 + member)) continue;
    if (!text.empty()) text += set_separator;
    text += entry.members[member];
  }
  return text.empty() ? std::string(empty_set_text(program.enumerations[fact.type.enumeration]))
                      : text;
}

}  // namespace nansen::cases
