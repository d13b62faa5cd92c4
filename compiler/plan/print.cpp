// The plan as text: a step a paragraph, its inputs, instructions and outputs.
#include <fmt/format.h>

#include <iterator>

#include "compiler/plan/plan.h"

namespace nansen::plan {
namespace {

std::string_view word(StepKind kind) {
  switch (kind) {
    case StepKind::Kernel: return "kernel";
    case StepKind::Reduce: return "reduce";
    case StepKind::Through: return "through";
    case StepKind::Broadcast: return "broadcast";
  }
  return "kernel";
}

std::string name(const KernelBuffer& buffer, const ir::Module& module) {
  if (buffer.calendar >= 0) {
    return fmt::format("\"{}\"", module.calendars[static_cast<std::size_t>(buffer.calendar)].name);
  }
  const std::string of = buffer.column.valid() ? module.columns[buffer.column].name
                                               : fmt::format("v{}", buffer.value.index);
  return fmt::format("{}.{}", of, buffer.buffer);
}

}  // namespace

std::string print(const Plan& plan, const ir::Module& module) {
  std::string text;
  const auto out = std::back_inserter(text);
  for (std::size_t number = 0; number < plan.steps.size(); ++number) {
    const Step& step = plan.steps[number];
    const ir::Domain& domain = module.domains[step.domain];
    fmt::format_to(out, "step {}: {} over {}", number, word(step.kind), domain.entity);
    if (domain.link.valid()) fmt::format_to(out, " ({})", module.columns[domain.link].name);
    if (step.value.valid()) {
      fmt::format_to(out, ", v{} = {}", step.value.index,
                     ir::to_string(module.instructions[step.value].opcode));
    }
    fmt::format_to(out, "\n  reads");
    for (const KernelBuffer& buffer : step.inputs) fmt::format_to(out, " {}", name(buffer, module));
    if (!step.instructions.empty()) fmt::format_to(out, "\n  computes");
    for (const ir::ValueId value : step.instructions) fmt::format_to(out, " v{}", value.index);
    fmt::format_to(out, "\n  writes");
    for (const KernelBuffer& buffer : step.outputs) {
      fmt::format_to(out, " {}", name(buffer, module));
    }
    fmt::format_to(out, "\n");
  }
  return text;
}

}  // namespace nansen::plan
