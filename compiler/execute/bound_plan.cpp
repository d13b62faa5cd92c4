#include "compiler/execute/bound_plan.h"

#include <algorithm>

#include "compiler/execute/evaluator.h"
#include "compiler/layout/days.h"
#include "runtime/working_days.h"

namespace nansen::execute {
namespace {

constexpr std::size_t plane_line_bytes = runtime::block_rows / 8;

// While steps are bound it is not known how many columns and slots there will be; places are
// numbered within their kind, and this says which kind it is.
constexpr std::size_t kind_distance = std::size_t{1} << 32;
constexpr std::size_t slot_kind = kind_distance;
constexpr std::size_t calendar_kind = 2 * kind_distance;

std::size_t bytes_per_block_of(const ir::Module& module,
                               const std::vector<layout::NumberForm>& forms, ir::ValueId value,
                               std::uint32_t buffer) {
  if (buffer == 0 || !ir::gives_number(module.instructions[value].opcode)) return plane_line_bytes;
  return runtime::block_rows * crossing_width(forms[static_cast<std::size_t>(value.index)]);
}

}  // namespace

BoundPlan::BoundPlan(const ir::Module& module, const plan::Plan& plan)
    : domains(module.domains.size()) {
  const std::vector<layout::NumberForm> forms = layout::number_forms(module);
  for (std::size_t domain = 0; domain < domains; ++domain) {
    shared.push_back(plan::shared_by_cases(module, ir::DomainId(domain)));
    shapes.push_back(layout::shapes_of(module, ir::DomainId(domain)));
  }
  output_shapes = layout::output_shapes(module);
  bind_outputs(module, forms);
  calendars.resize(module.calendars.size());
  for (std::size_t index = 0; index < plan.steps.size(); ++index) {
    bind_step(module, plan.steps[index], index, forms);
  }
  for (ColumnBuffer& column : columns) column.read = true;
  bind_links(module);
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    const ir::ColumnId column(index);
    if (module.columns[column].domain.index != 0) continue;
    const runtime::ColumnKind kind = layout::shape_of(module.columns[column]).kind;
    if (kind == runtime::ColumnKind::Code || kind == runtime::ColumnKind::Reference ||
        kind == runtime::ColumnKind::Number) {
      for (const std::uint32_t buffer : {0U, 1U}) column_place(module, column, buffer);
    }
  }
  number_places();
}

std::size_t BoundPlan::column_place(const ir::Module& module, ir::ColumnId id,
                                    std::uint32_t buffer) {
  const ir::Column& column = module.columns[id];
  const runtime::ColumnShape shape = layout::shape_of(column);
  ColumnBuffer found;
  found.domain = static_cast<std::size_t>(column.domain.index);
  found.column = layout::position_of(module, id);
  found.buffer = buffer;
  const bool entries = buffer == 1 && shape.kind != runtime::ColumnKind::Boolean &&
                       shape.kind != runtime::ColumnKind::Set;
  const bool row_numbers =
      shape.kind == runtime::ColumnKind::Reference || shape.kind == runtime::ColumnKind::Rows;
  const std::size_t width = row_numbers ? sizeof(std::uint32_t) : shape.width;
  found.bytes_per_block = entries ? runtime::block_rows * width : plane_line_bytes;
  found.offsets = entries && shape.kind == runtime::ColumnKind::Rows;
  for (std::size_t place = 0; place < columns.size(); ++place) {
    const ColumnBuffer& there = columns[place];
    if (there.domain == found.domain && there.column == found.column && there.buffer == buffer) {
      return place;
    }
  }
  columns.push_back(found);
  return columns.size() - 1;
}

std::optional<std::size_t> BoundPlan::case_column(std::size_t column, std::size_t buffer) const {
  for (std::size_t place = 0; place < columns.size(); ++place) {
    const ColumnBuffer& there = columns[place];
    if (there.domain == 0 && there.column == column && there.buffer == buffer) return place;
  }
  return std::nullopt;
}

// The first output of a value is where that value lies; later ones are copied from it.
void BoundPlan::bind_outputs(const ir::Module& module,
                             const std::vector<layout::NumberForm>& forms) {
  const ir::DomainId root(std::size_t{0});
  for (std::size_t output = 0; output < module.outputs.size(); ++output) {
    const std::vector<ir::ValueId>& values = module.outputs[output].values;
    for (std::size_t truth = 0; truth < values.size(); ++truth) {
      for (const std::uint32_t buffer : {0U, 1U}) {
        const auto [place, fresh] =
            slot_of_.try_emplace(Key{{values[truth], root}, buffer}, slots.size());
        if (fresh) {
          slots.push_back({0, bytes_per_block_of(module, forms, values[truth], buffer), true,
                           output, truth, buffer});
        } else {
          copies.push_back({place->second, output, truth, buffer});
        }
      }
    }
    output_is_number.push_back(
        ir::gives_number(module.instructions[module.outputs[output].values[0]].opcode));
  }
}

Operand BoundPlan::bind(const ir::Module& module, const plan::KernelBuffer& buffer,
                        const std::vector<layout::NumberForm>& forms) {
  Operand operand;
  operand.domain = static_cast<std::size_t>(buffer.domain.index);
  if (buffer.calendar >= 0) {
    const auto calendar = static_cast<std::size_t>(buffer.calendar);
    make_calendar(module, calendar);
    operand.place = calendar_kind + calendar;
    return operand;
  }
  if (buffer.column.valid()) {
    operand.place = column_place(module, buffer.column, buffer.buffer);
    operand.domain = columns[operand.place].domain;
    operand.bytes_per_block = columns[operand.place].bytes_per_block;
    return operand;
  }
  operand.bytes_per_block = bytes_per_block_of(module, forms, buffer.value, buffer.buffer);
  const auto [slot, fresh] =
      slot_of_.try_emplace(Key{{buffer.value, buffer.domain}, buffer.buffer}, slots.size());
  if (fresh) slots.push_back({operand.domain, operand.bytes_per_block, false, 0, 0, 0});
  operand.place = slot_kind + slot->second;
  return operand;
}

// Kernels read four bytes at a day's place and use the first.
void BoundPlan::make_calendar(const ir::Module& module, std::size_t index) {
  std::vector<std::uint8_t>& distances = calendars[index];
  if (!distances.empty()) return;
  distances = runtime::working_day_distances(layout::free_days(module.calendars[index]));
  distances.resize(distances.size() + 3);
}

void BoundPlan::bind_step(const ir::Module& module, const plan::Step& step, std::size_t number,
                          const std::vector<layout::NumberForm>& forms) {
  BoundStep bound;
  bound.kind = step.kind;
  bound.domain = static_cast<std::size_t>(step.domain.index);
  bound.shared = shared[bound.domain];
  bound.step = number;
  for (const plan::KernelBuffer& buffer : step.inputs) {
    bound.inputs.push_back(bind(module, buffer, forms));
  }
  for (const plan::KernelBuffer& buffer : step.outputs) {
    bound.outputs.push_back(bind(module, buffer, forms));
  }
  if (step.value.valid()) {
    const ir::Instruction& crossing = module.instructions[step.value];
    bound.opcode = crossing.opcode;
    bound.count = crossing.count;
    bound.other_domain = bound.inputs[0].domain;
    if (ir::gives_number(crossing.opcode)) {
      bound.width = crossing_width(forms[static_cast<std::size_t>(step.value.index)]);
    }
  }
  steps.push_back(std::move(bound));
}

// Domains of linked rows that steps look at, and those above them.
void BoundPlan::bind_links(const ir::Module& module) {
  std::vector<bool> wanted(domains, false);
  for (const BoundStep& step : steps) {
    wanted[step.domain] = true;
    for (const Operand& input : step.inputs) wanted[input.domain] = true;
  }
  std::vector<std::size_t> depth(domains, 0);
  for (std::size_t index = 0; index < domains; ++index) {
    std::size_t domain = index;
    while (module.domains[ir::DomainId(domain)].kind == ir::DomainKind::Rows) {
      domain = static_cast<std::size_t>(module.domains[ir::DomainId(domain)].parent.index);
      wanted[domain] = wanted[domain] || wanted[index];
      ++depth[index];
    }
  }
  for (std::size_t domain = 1; domain < domains; ++domain) {
    const ir::Domain& each = module.domains[ir::DomainId(domain)];
    if (each.kind != ir::DomainKind::Rows || shared[domain] || !wanted[domain]) continue;
    const std::size_t place = column_place(module, each.link, 1);
    columns[place].read = true;
    linked.push_back({domain, static_cast<std::size_t>(each.parent.index), place});
  }
  std::stable_sort(linked.begin(), linked.end(), [&](const LinkedDomain& a, const LinkedDomain& b) {
    return depth[a.domain] < depth[b.domain];
  });
}

void BoundPlan::number_places() {
  const auto settle = [&](Operand& operand) {
    if (operand.place >= calendar_kind) {
      operand.place = calendar_place(operand.place - calendar_kind);
    } else if (operand.place >= slot_kind) {
      operand.place = slot_place(operand.place - slot_kind);
    }
  };
  for (BoundStep& step : steps) {
    for (Operand& operand : step.inputs) settle(operand);
    for (Operand& operand : step.outputs) settle(operand);
  }
}

FetchedColumn::FetchedColumn(const BoundPlan& plan, std::size_t column) {
  const runtime::ColumnShape& shape = plan.shapes[0][column];
  most_bytes_per_block = runtime::block_rows * std::max<std::size_t>(shape.width, 4);
  for (std::size_t buffer = 0; buffer < runtime::buffer_count(shape); ++buffer) {
    places.push_back(plan.case_column(column, buffer));
    if (!places.back()) continue;
    wanted = true;
    read = read || plan.columns[*places.back()].read;
  }
}

}  // namespace nansen::execute
