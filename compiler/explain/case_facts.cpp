#include "compiler/explain/case_facts.h"

#include "compiler/explain/words.h"
#include "compiler/layout/layout.h"

namespace nansen::explain {
namespace {

using program::TypeKind;

// `nationals`, or `from none to nationals` of a value that is known in part.
std::string ordered_words(const program::Enumeration& enumeration,
                          const std::vector<Truth>& at_least) {
  std::size_t least = 0;
  std::size_t most = 0;
  for (std::size_t member = 1; member < at_least.size(); ++member) {
    if (at_least[member] == Truth::Yes) least = member;
    if (at_least[member] != Truth::No) most = member;
  }
  const std::string& name = enumeration.members[least].name;
  if (least == most) return name;
  if (least == 0 && most + 1 == at_least.size()) return "unknown";
  return "from " + name + " to " + enumeration.members[most].name;
}

// The member, or those that are still possible.
std::string member_words(const program::Enumeration& enumeration, const std::vector<Truth>& is) {
  std::string possible;
  std::size_t possibilities = 0;
  for (std::size_t member = 0; member < is.size(); ++member) {
    const std::string& name = enumeration.members[member].name;
    if (is[member] == Truth::Yes) return name;
    if (is[member] == Truth::No) continue;
    possible += (possible.empty() ? "" : " or ") + name;
    ++possibilities;
  }
  if (possibilities == 0) return "no value";
  return possibilities == is.size() ? "unknown" : "possibly " + possible;
}

}  // namespace

Known unknown_of(const program::Program& program, const program::Type& type) {
  Known known;
  if (type.kind != TypeKind::Enumeration && type.kind != TypeKind::Set) return known;
  const program::Enumeration& enumeration = program.enumerations[type.enumeration];
  known.members.assign(enumeration.members.size(), Truth::Undetermined);
  if (type.kind == TypeKind::Enumeration && enumeration.ordered) known.members[0] = Truth::Yes;
  return known;
}

Known unknown_of(const program::Program& program, program::DefinitionId definition) {
  Known known = unknown_of(program, program.definitions[definition].type);
  const std::size_t choices = reference_choices(program, definition).size();
  if (choices > 0) known.members.assign(choices, Truth::Undetermined);
  return known;
}

CaseFacts::CaseFacts(const program::Program& program, const ir::Module& module,
                     const runtime::Batch& batch)
    : program_(program), module_(module), batch_(batch) {
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    const ir::ColumnId column(index);
    const ir::Column& entry = module.columns[column];
    if (entry.bound != ir::Bound::Greatest) columns_[{entry.domain, entry.name}] = column;
    if (entry.bound != ir::Bound::Least) greatest_columns_[{entry.domain, entry.name}] = column;
    positions_.push_back(layout::position_of(module, column));
  }
}

ir::ColumnId CaseFacts::column(ir::DomainId domain, program::FactId fact) const {
  return found(columns_, domain, fact);
}

ir::ColumnId CaseFacts::greatest_column(ir::DomainId domain, program::FactId fact) const {
  return found(greatest_columns_, domain, fact);
}

ir::ColumnId CaseFacts::found(const Columns& columns, ir::DomainId domain,
                              program::FactId fact) const {
  const auto entry = columns.find({domain, program_.facts[fact].name});
  return entry == columns.end() ? ir::ColumnId() : entry->second;
}

std::optional<Rational> CaseFacts::number(Place place, ir::ColumnId column) const {
  const auto& table = batch_.tables[static_cast<std::size_t>(place.domain.index)];
  const std::size_t at = position(column);
  if (!table->plane(place.row, at, 0)) return std::nullopt;
  Rational number(mpz_class(table->number(place.row, at)),
                  mpz_class(module_.columns[column].scale));
  number.canonicalize();
  return number;
}

Known CaseFacts::fact(Place place, program::FactId fact) const {
  const program::Type& type = program_.facts[fact].type;
  Known known = unknown_of(program_, type);
  if (!place.known()) return known;
  const ir::ColumnId id = column(place.domain, fact);
  const auto& table = batch_.tables[static_cast<std::size_t>(place.domain.index)];
  if (!id.valid() || table == nullptr || place.row >= table->rows()) return known;
  const std::size_t at = position(id);

  if (type.kind == TypeKind::Boolean) {
    if (table->plane(place.row, at, 0)) known.truth = Truth::Yes;
    if (table->plane(place.row, at, 1)) known.truth = Truth::No;
    known.settled = known.truth != Truth::Undetermined;
    return known;
  }
  if (module_.columns[id].kind == ir::ColumnKind::Number) {
    known.number = {number(place, id), number(place, greatest_column(place.domain, fact))};
    known.settled = known.number.exact().has_value();
    return known;
  }
  known.settled = table->plane(place.row, at, 0);
  if (!known.settled) return known;
  switch (type.kind) {
    case TypeKind::Enumeration: {
      const auto code = static_cast<std::size_t>(table->number(place.row, at));
      const bool ordered = program_.enumerations[type.enumeration].ordered;
      for (std::size_t member = 0; member < known.members.size(); ++member) {
        known.members[member] = truth_of(ordered ? code >= member : code == member);
      }
      break;
    }
    case TypeKind::Set:
      for (std::size_t member = 0; member < known.members.size(); ++member) {
        known.members[member] = truth_of(table->plane(place.row, at, 1 + member));
      }
      break;
    case TypeKind::Reference: {
      const ir::DomainId target = module_.columns[id].target;
      const auto row = static_cast<std::size_t>(table->number(place.row, at));
      known.named_row = row;
      const auto& rows = batch_.tables[static_cast<std::size_t>(target.index)];
      if (rows != nullptr && row < rows->rows()) known.reference = {target, row};
      break;
    }
    default: break;
  }
  return known;
}

LinkedRows CaseFacts::linked(Place place, program::FactId link) const {
  LinkedRows linked;
  if (!place.known()) return linked;
  const ir::ColumnId id = column(place.domain, link);
  const auto& table = batch_.tables[static_cast<std::size_t>(place.domain.index)];
  if (!id.valid() || table == nullptr || place.row >= table->rows()) return linked;
  const std::size_t at = position(id);
  linked.complete = table->plane(place.row, at, 0);
  const std::size_t end = table->rows_begin(place.row + 1, at);
  for (std::size_t row = table->rows_begin(place.row, at); row < end; ++row) {
    linked.rows.push_back({module_.columns[id].target, row});
  }
  return linked;
}

std::string CaseFacts::text(const program::Type& type, const Known& known) const {
  switch (type.kind) {
    case TypeKind::Boolean:
      return known.truth == Truth::Undetermined ? "unknown"
                                                : std::string(nansen::to_string(known.truth));
    case TypeKind::Enumeration: {
      const program::Enumeration& enumeration = program_.enumerations[type.enumeration];
      return enumeration.ordered ? ordered_words(enumeration, known.members)
                                 : member_words(enumeration, known.members);
    }
    case TypeKind::Set: {
      std::vector<std::size_t> members;
      for (std::size_t member = 0; member < known.members.size(); ++member) {
        if (known.members[member] == Truth::Undetermined) return "unknown";
        if (known.members[member] == Truth::Yes) members.push_back(member);
      }
      return set_words(program_.enumerations[type.enumeration], members);
    }
    case TypeKind::Reference: return known.reference.known() ? "known" : "unknown";
    case TypeKind::Rows:
    case TypeKind::Invalid: return "unknown";
    default: return bounds_words(type, known.number.least, known.number.greatest);
  }
}

}  // namespace nansen::explain
