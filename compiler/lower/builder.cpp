#include "compiler/lower/builder.h"

#include <algorithm>

#include "compiler/base/bug.h"

namespace nansen::lower {
namespace {

using program::TypeKind;

ir::ColumnKind kind_of(const program::Program& program, const program::Type& type) {
  switch (type.kind) {
    case TypeKind::Boolean: return ir::ColumnKind::Boolean;
    case TypeKind::Integer:
    case TypeKind::Decimal:
    case TypeKind::Date:
    case TypeKind::Period: return ir::ColumnKind::Number;
    case TypeKind::Enumeration:
      return program.enumerations[type.enumeration].ordered ? ir::ColumnKind::OrderedEnumeration
                                                            : ir::ColumnKind::Enumeration;
    case TypeKind::Set: return ir::ColumnKind::Set;
    case TypeKind::Reference: return ir::ColumnKind::Reference;
    case TypeKind::Rows: return ir::ColumnKind::Rows;
    case TypeKind::Invalid: break;
  }
  bug("a fact without a type is lowered");
}

std::int64_t stored(const Rational& bound, std::int64_t scale) {
  const Rational scaled = bound * Rational(mpz_class(scale));
  if (scaled.get_den() != 1 || !scaled.get_num().fits_slong_p()) {
    bug("a bound of a fact cannot be stored");
  }
  return scaled.get_num().get_si();
}

}  // namespace

Builder::Builder(const program::Program& program, program::EntityId root) : program_(program) {
  module_.domains.add({ir::DomainKind::Root, program.entities[root].name, {}, {}});
}

ir::DomainId Builder::referenced(program::EntityId entity) {
  const auto [place, added] = referenced_.try_emplace(entity);
  if (added) {
    place->second =
        module_.domains.add({ir::DomainKind::Referenced, program_.entities[entity].name, {}, {}});
  }
  return place->second;
}

ir::ColumnId Builder::column(ir::DomainId domain, program::FactId fact, ir::Bound bound) {
  const auto found = columns_.find({domain, fact, bound});
  if (found != columns_.end()) return found->second;
  const program::Fact& declared = program_.facts[fact];
  ir::Column column;
  column.kind = kind_of(program_, declared.type);
  column.domain = domain;
  column.name = declared.name;
  column.bound = bound;
  if (declared.type.enumeration.valid()) {
    for (const program::Member& member : program_.enumerations[declared.type.enumeration].members) {
      column.members.push_back(member.name);
    }
  }
  if (column.kind == ir::ColumnKind::Number) {
    column.scale = declared.range.scale;
    column.least = stored(declared.range.least, column.scale);
    column.greatest = stored(declared.range.greatest, column.scale);
  }
  if (column.kind == ir::ColumnKind::Reference) column.target = referenced(declared.type.entity);
  const ir::ColumnId id = module_.columns.add(std::move(column));
  if (module_.columns[id].kind == ir::ColumnKind::Rows) {
    module_.columns[id].target = module_.domains.add(
        {ir::DomainKind::Rows, program_.entities[declared.type.entity].name, domain, id});
  }
  columns_.emplace(std::tuple(domain, fact, bound), id);
  return id;
}

std::size_t Builder::calendar(program::CalendarId id) {
  const auto [place, added] = calendars_.try_emplace(id, module_.calendars.size());
  if (added) {
    const program::Calendar& declared = program_.calendars[id];
    ir::Calendar calendar;
    calendar.name = declared.name;
    calendar.weekend = declared.weekend;
    for (const auto& holiday : declared.holidays) calendar.holidays.push_back(holiday.day);
    for (const auto& holiday : declared.yearly_holidays) {
      calendar.yearly.push_back(100 * holiday.month + holiday.day);
    }
    std::sort(calendar.yearly.begin(), calendar.yearly.end());
    module_.calendars.push_back(std::move(calendar));
  }
  return place->second;
}

ir::ValueId Builder::emit(ir::Instruction instruction) {
  if (!rule_.valid() && !without_rules_) bug("an instruction is made for no rule");
  const auto rule = rule_.valid() ? static_cast<std::uint32_t>(rule_.index) : ir::no_rule;
  Key key(instruction.opcode, instruction.domain, instruction.operands, instruction.column,
          instruction.other_column, instruction.member, instruction.count, instruction.truth,
          instruction.number.get_str());
  const auto found = made_.find(key);
  if (found != made_.end()) {
    std::vector<std::uint32_t>& rules =
        module_.origins[static_cast<std::size_t>(found->second.index)];
    const auto place = std::lower_bound(rules.begin(), rules.end(), rule);
    if (place == rules.end() || *place != rule) rules.insert(place, rule);
    return found->second;
  }
  const ir::ValueId value = module_.instructions.add(std::move(instruction));
  module_.origins.push_back({rule});
  made_.emplace(std::move(key), value);
  return value;
}

ir::ValueId Builder::constant(ir::DomainId domain, Truth truth) {
  ir::Instruction instruction;
  instruction.opcode = ir::Opcode::ConstantTruth;
  instruction.domain = domain;
  instruction.truth = truth;
  return emit(std::move(instruction));
}

ir::ValueId Builder::constant(ir::DomainId domain, const Rational& number) {
  ir::Instruction instruction;
  instruction.opcode = ir::Opcode::ConstantNumber;
  instruction.domain = domain;
  instruction.number = number;
  return emit(std::move(instruction));
}

ir::ValueId Builder::unknown_number(ir::DomainId domain) {
  return apply(ir::Opcode::Select, {constant(domain, Truth::Undetermined),
                                    constant(domain, Rational(0)), constant(domain, Rational(1))});
}

ir::ValueId Builder::read(ir::Opcode opcode, ir::ColumnId column, std::size_t member) {
  ir::Instruction instruction;
  instruction.opcode = opcode;
  instruction.domain = module_.columns[column].domain;
  instruction.column = column;
  instruction.member = static_cast<std::uint32_t>(member);
  return emit(std::move(instruction));
}

ir::ValueId Builder::apply(ir::Opcode opcode, std::vector<ir::ValueId> operands) {
  ir::Instruction instruction;
  instruction.opcode = opcode;
  instruction.domain = domain_of(operands.front());
  instruction.operands = std::move(operands);
  return emit(std::move(instruction));
}

ir::ValueId Builder::all(ir::DomainId domain, std::vector<ir::ValueId> truths) {
  if (truths.empty()) return constant(domain, Truth::Yes);
  if (truths.size() == 1) return truths.front();
  return apply(ir::Opcode::And, std::move(truths));
}

ir::ValueId Builder::any(ir::DomainId domain, std::vector<ir::ValueId> truths) {
  if (truths.empty()) return constant(domain, Truth::No);
  if (truths.size() == 1) return truths.front();
  return apply(ir::Opcode::Or, std::move(truths));
}

ir::ValueId Builder::at_least(ir::DomainId domain, std::int64_t count,
                              std::vector<ir::ValueId> truths) {
  if (count <= 0) return constant(domain, Truth::Yes);
  if (count > static_cast<std::int64_t>(truths.size())) return constant(domain, Truth::No);
  ir::Instruction instruction;
  instruction.opcode = ir::Opcode::AtLeast;
  instruction.domain = domain;
  instruction.count = count;
  instruction.operands = std::move(truths);
  return emit(std::move(instruction));
}

ir::ValueId Builder::through(ir::ColumnId reference, ir::ValueId value) {
  const bool number = ir::gives_number(module_.instructions[value].opcode);
  ir::Instruction instruction;
  instruction.opcode = number ? ir::Opcode::ThroughNumber : ir::Opcode::ThroughTruth;
  instruction.domain = module_.columns[reference].domain;
  instruction.column = reference;
  instruction.operands = {value};
  return emit(std::move(instruction));
}

ir::ValueId Builder::descend(ir::ValueId value, ir::DomainId below) {
  if (domain_of(value) == below) return value;
  if (domain(below).kind != ir::DomainKind::Rows) {
    bug("a quantifier's body speaks of a row that its own row does not belong to");
  }
  const ir::ValueId above = descend(value, domain(below).parent);
  const bool number = ir::gives_number(module_.instructions[above].opcode);
  ir::Instruction instruction;
  instruction.opcode = number ? ir::Opcode::BroadcastNumber : ir::Opcode::BroadcastTruth;
  instruction.domain = below;
  instruction.operands = {above};
  return emit(std::move(instruction));
}

ir::Module Builder::take() { return std::move(module_); }

}  // namespace nansen::lower
