#include "compiler/timeline/answers.h"

#include <algorithm>
#include <cstring>

#include "compiler/base/bug.h"
#include "compiler/explain/one_case.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"

namespace nansen::timeline {
namespace {

std::optional<std::int32_t> day_of(const interpret::Value& value) {
  const auto& number = std::get<std::optional<Rational>>(value);
  if (!number) return std::nullopt;
  return static_cast<std::int32_t>(number->get_num().get_si());
}

// The domain of `from` that is `domain` of `to`, of whose parents the same is known.
std::optional<ir::DomainId> same_domain(const ir::Module& from, const ir::Module& to,
                                        ir::DomainId domain,
                                        const std::vector<std::optional<ir::DomainId>>& known) {
  const ir::Domain& wanted = to.domains[domain];
  for (std::size_t index = 0; index < from.domains.size(); ++index) {
    const ir::Domain& each = from.domains[ir::DomainId(index)];
    if (each.kind != wanted.kind || each.entity != wanted.entity) continue;
    if (wanted.kind != ir::DomainKind::Rows) return ir::DomainId(index);
    if (known[static_cast<std::size_t>(wanted.parent.index)] != each.parent) continue;
    if (from.columns[each.link].name == to.columns[wanted.link].name) return ir::DomainId(index);
  }
  return std::nullopt;
}

std::optional<ir::ColumnId> same_column(const ir::Module& from, ir::DomainId domain,
                                        const ir::Column& wanted) {
  for (std::size_t index = 0; index < from.columns.size(); ++index) {
    const ir::Column& column = from.columns[ir::ColumnId(index)];
    if (column.domain == domain && column.name == wanted.name && column.bound == wanted.bound) {
      return ir::ColumnId(index);
    }
  }
  return std::nullopt;
}

// How many bytes buffer `buffer` of a column of `shape` has for `capacity` rows.
std::size_t buffer_bytes(const runtime::ColumnShape& shape, std::size_t buffer,
                         std::size_t capacity) {
  const bool numbers = buffer == 1 && (shape.kind == runtime::ColumnKind::Code ||
                                       shape.kind == runtime::ColumnKind::Number);
  if (numbers) return capacity * shape.width;
  if (buffer == 1 && shape.kind == runtime::ColumnKind::Reference) return capacity * 4;
  if (buffer == 1 && shape.kind == runtime::ColumnKind::Rows) return (capacity + 1) * 4;
  return capacity / 8;
}

}  // namespace

runtime::Batch refitted(const ir::Module& from, const runtime::Batch& batch, const ir::Module& to) {
  runtime::Batch result;
  std::vector<std::optional<ir::DomainId>> domains(to.domains.size());
  for (std::size_t index = 0; index < to.domains.size(); ++index) {
    const ir::DomainId domain(index);
    domains[index] = same_domain(from, to, domain, domains);
    const auto shapes = layout::shapes_of(to, domain);
    const runtime::Table* source =
        domains[index] ? batch.tables[static_cast<std::size_t>(domains[index]->index)].get()
                       : nullptr;
    const std::size_t rows = source == nullptr ? 0 : source->rows();
    auto table =
        std::make_shared<runtime::Table>(shapes, source == nullptr ? 0 : source->capacity());
    table->resize(rows);
    for (std::size_t at = 0; source != nullptr && at < to.columns.size(); ++at) {
      const ir::ColumnId column(at);
      if (to.columns[column].domain != domain) continue;
      const auto found = same_column(from, *domains[index], to.columns[column]);
      if (!found) continue;
      const std::size_t position = layout::position_of(to, column);
      const std::size_t source_position = layout::position_of(from, *found);
      for (std::size_t buffer = 0; buffer < runtime::buffer_count(shapes[position]); ++buffer) {
        std::memcpy(table->buffer(position, buffer), source->buffer(source_position, buffer),
                    buffer_bytes(shapes[position], buffer, source->capacity()));
      }
    }
    result.tables.push_back(std::move(table));
  }
  return result;
}

const ir::Output& LastingAnswers::output(program::DefinitionId definition) const {
  const auto found =
      std::find(request_.definitions.begin(), request_.definitions.end(), definition);
  if (found == request_.definitions.end()) bug("a part of a status was not asked for");
  return view_.module.outputs[static_cast<std::size_t>(found - request_.definitions.begin())];
}

Truth LastingAnswers::truth(program::DefinitionId definition) const {
  return view_.trace.truth(output(definition).values[0], view_.row);
}

Day LastingAnswers::day(program::DefinitionId definition) const {
  const ir::Output& asked = output(definition);
  const auto at = [&](std::size_t value) {
    return day_of(view_.trace.at(asked.values[value], view_.row));
  };
  if (asked.kind == ir::OutputKind::DateRange) return {at(0), at(1)};
  // Of an instrument that is not in force nothing is known.
  if (asked.kind != ir::OutputKind::Date) return {};
  const auto day = at(0);
  return {day, day};
}

Truth DailyTruths::truth(std::size_t position, std::int32_t day) {
  const auto found = days_.find(day);
  if (found != days_.end()) return found->second[position];
  lower::Request request = request_;
  request.definitions = definitions_;
  request.as_of = day;
  request.keep_rules = false;
  const ir::Module module = lower::lower(program_, request);
  const runtime::Batch batch =
      refitted(view_.module, explain::one_case(view_.module, view_.batch, view_.row), module);
  const interpret::Trace trace = interpret::trace(module, batch, 0);
  std::vector<Truth> truths;
  for (const ir::Output& output : module.outputs) {
    truths.push_back(trace.truth(output.values[0], 0));
  }
  return days_.emplace(day, std::move(truths)).first->second[position];
}

namespace {

// What the operation `days_counted` says: the one meaning of time in a clock.
std::optional<std::int64_t> days_counted(const program::Clock& clock, std::int32_t day,
                                         const std::vector<std::optional<std::int32_t>>& bounds) {
  for (const auto& bound : bounds) {
    if (!bound) return std::nullopt;
  }
  ir::Module module;
  const ir::DomainId root = module.domains.add(
      {.kind = ir::DomainKind::Root, .entity = "Case", .parent = {}, .link = {}});
  ir::Instruction counted;
  counted.opcode = ir::Opcode::DaysCounted;
  counted.domain = root;
  counted.count = clock.longest_gap;
  counted.member = clock.gap_in_months ? 1 : 0;
  const auto add = [&](ir::Instruction instruction) {
    module.origins.push_back({ir::no_rule});
    return module.instructions.add(std::move(instruction));
  };
  const auto constant = [&](std::int32_t number) {
    ir::Instruction instruction;
    instruction.opcode = ir::Opcode::ConstantNumber;
    instruction.domain = root;
    instruction.number = number;
    return add(std::move(instruction));
  };
  counted.operands.push_back(constant(day));
  for (const auto& bound : bounds) counted.operands.push_back(constant(*bound));
  const ir::ValueId value = add(std::move(counted));
  runtime::Batch batch;
  batch.tables.push_back(std::make_shared<runtime::Table>(std::vector<runtime::ColumnShape>{}, 1));
  batch.tables[0]->add_row();
  const interpret::Trace trace = interpret::trace(module, batch, 0);
  const auto& number = std::get<std::optional<Rational>>(trace.at(value, 0));
  return number->get_num().get_si();
}

}  // namespace

ClockCourse counted(const program::Program& program, program::ClockId id, std::int32_t day,
                    const std::map<program::StatusId, StatusCourse>& statuses) {
  const program::Clock& clock = program.clocks[id];
  std::vector<std::optional<std::int32_t>> shortest;
  std::vector<std::optional<std::int32_t>> longest;
  for (const program::StatusId status : clock.statuses) {
    const StatusCourse& course = statuses.at(status);
    shortest.push_back(course.first_day.greatest);
    shortest.push_back(course.last_day.least);
    longest.push_back(course.first_day.least);
    longest.push_back(course.last_day.greatest);
  }
  ClockCourse result{id, days_counted(clock, day, shortest), days_counted(clock, day, longest)};
  // Where gaps matter a longer stretch need not count more.
  if (clock.longest_gap > 0 && shortest != longest) return {id, {}, {}};
  return result;
}

}  // namespace nansen::timeline
