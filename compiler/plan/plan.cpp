// Cutting a module into steps.
//
// A crossing (a quantifier over rows, a look through a reference, a parent's value) can run once
// the kernel that computes its operand has, so values fall into stages: a crossing is one stage
// after its operand, anything else in the latest stage of its operands. Crossings run as early as
// they can, all other instructions as late as their users allow, so that what is never needed
// before a crossing shares the last kernel of its domain.
#include "compiler/plan/plan.h"

#include <algorithm>
#include <cassert>
#include <limits>
#include <set>

namespace nansen::plan {
namespace {

using ir::DomainId;
using ir::Instruction;
using ir::Opcode;
using ir::ValueId;

bool is_constant(const Instruction& instruction) {
  return instruction.opcode == Opcode::ConstantTruth ||
         instruction.opcode == Opcode::ConstantNumber;
}

/// What reads one column and nothing else, without a comparison: computing it again costs no more
/// than keeping it.
bool is_plain_read(const Instruction& instruction) {
  return instruction.opcode == Opcode::ColumnTruth ||
         instruction.opcode == Opcode::ColumnIncludes ||
         instruction.opcode == Opcode::ColumnNumber || is_constant(instruction);
}

bool is_crossing(const Instruction& instruction) {
  switch (instruction.opcode) {
    case Opcode::Every:
    case Opcode::Some:
    case Opcode::AtLeastRows:
    case Opcode::ThroughTruth:
    case Opcode::ThroughNumber:
    case Opcode::BroadcastTruth:
    case Opcode::BroadcastNumber: return true;
    default: return false;
  }
}

StepKind kind_of(Opcode crossing) {
  switch (crossing) {
    case Opcode::ThroughTruth:
    case Opcode::ThroughNumber: return StepKind::Through;
    case Opcode::BroadcastTruth:
    case Opcode::BroadcastNumber: return StepKind::Broadcast;
    default: return StepKind::Reduce;
  }
}

class Planner {
 public:
  explicit Planner(const ir::Module& module) : module_(module) {}

  Plan run() {
    find_stages();
    find_schedule();
    Plan plan;
    for (std::size_t stage = 0; stage <= last_stage_; ++stage) {
      for (std::size_t index = 0; index < module_.instructions.size(); ++index) {
        const ValueId value(index);
        if (stage_of(value) == stage && scheduled(value) != unused &&
            is_crossing(module_.instructions[value])) {
          plan.steps.push_back(crossing_step(value));
        }
      }
      for (std::size_t domain = 0; domain < module_.domains.size(); ++domain) {
        Step step = kernel_step(DomainId(domain), stage);
        if (!step.outputs.empty()) plan.steps.push_back(std::move(step));
      }
    }
    return plan;
  }

 private:
  static constexpr std::size_t unused = std::numeric_limits<std::size_t>::max();

  const Instruction& instruction(ValueId value) const { return module_.instructions[value]; }
  std::size_t& stage_of(ValueId value) { return stage_[static_cast<std::size_t>(value.index)]; }
  std::size_t& scheduled(ValueId value) { return schedule_[static_cast<std::size_t>(value.index)]; }

  /// The domain whose rows a crossing's operand is wanted for.
  DomainId source_domain(const Instruction& crossing) const {
    if (kind_of(crossing.opcode) == StepKind::Broadcast) {
      return module_.domains[crossing.domain].parent;
    }
    return module_.columns[crossing.column].target;
  }

  // The earliest stage of each value.
  void find_stages() {
    stage_.assign(module_.instructions.size(), 0);
    for (std::size_t index = 0; index < stage_.size(); ++index) {
      const Instruction& each = instruction(ValueId(index));
      for (const ValueId operand : each.operands) {
        stage_[index] = std::max(stage_[index], stage_of(operand));
      }
      if (is_crossing(each)) ++stage_[index];
    }
  }

  // The stage each value is computed in, and which values must be kept for other steps.
  void find_schedule() {
    schedule_.assign(module_.instructions.size(), unused);
    for (const ir::Output& output : module_.outputs) {
      for (const ValueId value : output.values)
        last_stage_ = std::max(last_stage_, stage_of(value));
    }
    for (const ir::Output& output : module_.outputs) {
      for (const ValueId value : output.values) {
        scheduled(value) = last_stage_;
        keep(value, DomainId(std::size_t{0}));
      }
    }
    for (std::size_t index = module_.instructions.size(); index-- > 0;) {
      const ValueId value(index);
      if (scheduled(value) == unused) continue;
      const Instruction& each = instruction(value);
      if (is_crossing(each)) {
        scheduled(value) = stage_of(value);
        const ValueId operand = each.operands[0];
        scheduled(operand) = std::min(scheduled(operand), scheduled(value) - 1);
        keep(operand, source_domain(each));
        continue;
      }
      for (const ValueId operand : each.operands) {
        scheduled(operand) = std::min(scheduled(operand), scheduled(value));
      }
    }
    for (std::size_t index = 0; index < module_.instructions.size(); ++index) {
      const ValueId value(index);
      if (scheduled(value) == unused || is_crossing(instruction(value))) continue;
      for (const ValueId operand : instruction(value).operands) {
        if (scheduled(operand) < scheduled(value) && !is_plain_read(instruction(operand))) {
          keep(operand, instruction(value).domain);
        }
      }
    }
  }

  void keep(ValueId value, DomainId domain) { kept_.insert({domain, value}); }

  void add_buffers(ValueId value, DomainId domain, std::vector<KernelBuffer>& buffers) const {
    buffers.push_back({{}, value, domain, 0});
    buffers.push_back({{}, value, domain, 1});
  }

  void add_buffer(ir::ColumnId column, std::uint32_t buffer,
                  std::vector<KernelBuffer>& buffers) const {
    buffers.push_back({column, {}, module_.columns[column].domain, buffer});
  }

  Step crossing_step(ValueId value) const {
    const Instruction& crossing = instruction(value);
    Step step;
    step.kind = kind_of(crossing.opcode);
    step.domain = crossing.domain;
    step.value = value;
    add_buffers(crossing.operands[0], source_domain(crossing), step.inputs);
    const ir::ColumnId link =
        step.kind == StepKind::Broadcast ? module_.domains[crossing.domain].link : crossing.column;
    add_buffer(link, 0, step.inputs);
    add_buffer(link, 1, step.inputs);
    add_buffers(value, crossing.domain, step.outputs);
    return step;
  }

  // The kernel of `domain` at `stage`; no outputs iff there is nothing for it to do.
  Step kernel_step(DomainId domain, std::size_t stage) {
    Step step;
    step.kind = StepKind::Kernel;
    step.domain = domain;
    std::vector<bool> visited(module_.instructions.size(), false);
    for (const auto& [kept_domain, value] : kept_) {
      if (kept_domain != domain || scheduled(value) != stage) continue;
      if (is_crossing(instruction(value))) continue;
      collect(value, stage, visited, step);
      add_buffers(value, domain, step.outputs);
    }
    std::sort(step.inputs.begin(), step.inputs.end());
    step.inputs.erase(std::unique(step.inputs.begin(), step.inputs.end()), step.inputs.end());
    return step;
  }

  // Appends `root` and what it needs of this stage to the step's instructions, operands first; what
  // was computed before becomes an input. Depth is bounded only by the program, so no recursion.
  void collect(ValueId root, std::size_t stage, std::vector<bool>& visited, Step& step) {
    struct Visit {
      ValueId value;
      std::size_t next = 0;  // the operand to look at next
    };
    std::vector<Visit> path{{root}};
    while (!path.empty()) {
      const ValueId value = path.back().value;
      const Instruction& each = instruction(value);
      if (path.back().next == 0) {
        const auto index = static_cast<std::size_t>(value.index);
        if (visited[index]) {
          path.pop_back();
          continue;
        }
        visited[index] = true;
        if (is_crossing(each) || (scheduled(value) < stage && !is_plain_read(each))) {
          add_buffers(value, step.domain, step.inputs);
          path.pop_back();
          continue;
        }
      }
      if (path.back().next < each.operands.size()) {
        const ValueId operand = each.operands[path.back().next++];
        path.push_back({operand});
        continue;
      }
      add_column_buffers(each, step);
      if (each.opcode == Opcode::NextWorkingDay) {
        step.inputs.push_back(calendar_buffer(each, step.domain));
      }
      step.instructions.push_back(value);
      path.pop_back();
    }
  }

  void add_column_buffers(const Instruction& each, Step& step) const {
    if (!each.column.valid()) return;
    add_buffer(each.column, 0, step.inputs);
    add_buffer(each.column, each.opcode == Opcode::ColumnIncludes ? 1 + each.member : 1,
               step.inputs);
    if (each.opcode == Opcode::SameRow) {
      add_buffer(each.other_column, 0, step.inputs);
      add_buffer(each.other_column, 1, step.inputs);
    }
  }

  const ir::Module& module_;
  std::vector<std::size_t> stage_;
  std::vector<std::size_t> schedule_;
  std::set<std::pair<DomainId, ValueId>> kept_;
  std::size_t last_stage_ = 0;
};

}  // namespace

bool shared_by_cases(const ir::Module& module, ir::DomainId domain) {
  while (module.domains[domain].kind == ir::DomainKind::Rows) {
    domain = module.domains[domain].parent;
  }
  return module.domains[domain].kind == ir::DomainKind::Referenced;
}

KernelBuffer calendar_buffer(const ir::Instruction& instruction, ir::DomainId domain) {
  return {{}, {}, domain, 0, static_cast<std::int32_t>(instruction.member)};
}

Plan plan(const ir::Module& module) { return Planner(module).run(); }

bool is_little(const Plan& plan) {
  std::size_t instructions = 0;
  for (const Step& step : plan.steps) instructions += step.instructions.size();
  return instructions <= little_instructions;
}

bool reads_columns_of_cases(const ir::Module& module, const Step& step) {
  if (step.kind != StepKind::Kernel || step.domain.index != 0) return false;
  return std::any_of(step.inputs.begin(), step.inputs.end(), [&](const KernelBuffer& buffer) {
    if (!buffer.column.valid()) return false;
    switch (module.columns[buffer.column].kind) {
      case ir::ColumnKind::Boolean:
      case ir::ColumnKind::Number:
      case ir::ColumnKind::Enumeration:
      case ir::ColumnKind::OrderedEnumeration: return true;
      default: return false;
    }
  });
}

std::vector<bool> second_forms(const ir::Module& module, const Plan& plan) {
  const bool little = is_little(plan);
  std::vector<bool> has;
  for (const Step& step : plan.steps) has.push_back(little && reads_columns_of_cases(module, step));
  return has;
}

std::vector<ColumnRange> ranges_to_check(const ir::Module& module, const Step& step) {
  std::vector<ColumnRange> ranges;
  if (!reads_columns_of_cases(module, step)) return ranges;
  for (const KernelBuffer& buffer : step.inputs) {
    if (!buffer.column.valid() || buffer.buffer != 1) continue;
    const ir::Column& column = module.columns[buffer.column];
    if (column.kind == ir::ColumnKind::Number) {
      if (column.least > 0 || column.greatest < 0) continue;
      ranges.push_back({buffer.column, column.least, column.greatest});
    } else if (column.kind == ir::ColumnKind::Enumeration ||
               column.kind == ir::ColumnKind::OrderedEnumeration) {
      ranges.push_back({buffer.column, 0, static_cast<std::int64_t>(column.members.size()) - 1});
    }
  }
  return ranges;
}

}  // namespace nansen::plan
