// How a module is answered, for whoever runs kernels without this compiler: which buffers each step
// reads and writes, in which order.

#include <utility>

#include "compiler/artefact/describe.h"
#include "compiler/execute/evaluator.h"
#include "compiler/layout/layout.h"
#include "compiler/plan/plan.h"

namespace nansen::artefact {
namespace {

constexpr std::size_t plane_bytes = runtime::block_rows / 8;

const char* word(plan::StepKind kind) {
  switch (kind) {
    case plan::StepKind::Kernel: return "kernel";
    case plan::StepKind::Reduce: return "reduce";
    case plan::StepKind::Through: return "through";
    case plan::StepKind::Broadcast: return "broadcast";
  }
  return "";
}

class StepWriter {
 public:
  StepWriter(const ir::Module& module, const std::string& prefix)
      : module_(module), prefix_(prefix), forms_(layout::number_forms(module)) {}

  Json step(const plan::Step& step, std::size_t number, bool has_given) const {
    Json made;
    made["kind"] = word(step.kind);
    made["domain"] = step.domain.index;
    made["shared"] = plan::shared_by_cases(module_, step.domain);
    if (step.kind == plan::StepKind::Kernel) {
      made["kernel"] = prefix_ + "step_" + std::to_string(number);
      if (has_given) made["given"] = given(step);
    } else {
      const ir::Instruction& crossing = module_.instructions[step.value];
      made["opcode"] = ir::to_string(crossing.opcode);
      made["count"] = crossing.count;
      // Bytes of each integer that crosses; 0: truths do.
      made["width"] = ir::gives_number(crossing.opcode)
                          ? execute::crossing_width(forms_[index(step.value)])
                          : std::size_t{0};
    }
    made["inputs"] = buffers(step.inputs);
    made["outputs"] = buffers(step.outputs);
    return made;
  }

  /// The buffers of an output, in the order of its values.
  Json result(const ir::Output& output) const {
    Json found = Json::array();
    for (const ir::ValueId value : output.values) {
      for (const std::uint32_t buffer : {0U, 1U}) {
        found.push_back(value_buffer(value, ir::DomainId(std::size_t{0}), buffer));
      }
    }
    return found;
  }

 private:
  static std::size_t index(ir::ValueId value) { return static_cast<std::size_t>(value.index); }

  Json buffers(const std::vector<plan::KernelBuffer>& list) const {
    Json found = Json::array();
    for (const plan::KernelBuffer& each : list) found.push_back(buffer(each));
    return found;
  }

  Json buffer(const plan::KernelBuffer& each) const {
    if (each.calendar >= 0) return {{"calendar", each.calendar}};
    if (each.value.valid()) return value_buffer(each.value, each.domain, each.buffer);
    return {{"domain", each.domain.index},
            {"column", layout::position_of(module_, each.column)},
            {"buffer", each.buffer}};
  }

  /// What the second form of a kernel holds against their ranges; nothing where there is none.
  Json given(const plan::Step& step) const {
    Json checks = Json::array();
    for (const plan::ColumnRange& range : plan::ranges_to_check(module_, step)) {
      checks.push_back({{"column", layout::position_of(module_, range.column)},
                        {"least", std::to_string(range.least)},
                        {"greatest", std::to_string(range.greatest)}});
    }
    return {{"checks", std::move(checks)}};
  }

  Json value_buffer(ir::ValueId value, ir::DomainId domain, std::uint32_t buffer) const {
    const bool integers = buffer == 1 && ir::gives_number(module_.instructions[value].opcode);
    const std::size_t bytes =
        integers ? runtime::block_rows * execute::crossing_width(forms_[index(value)])
                 : plane_bytes;
    return {{"domain", domain.index},
            {"value", value.index},
            {"buffer", buffer},
            {"bytes_per_block", bytes}};
  }

  const ir::Module& module_;
  const std::string& prefix_;
  std::vector<layout::NumberForm> forms_;
};

}  // namespace

Steps describe_steps(const ir::Module& module, const std::string& prefix, bool with_given) {
  const StepWriter writer(module, prefix);
  const plan::Plan plan = plan::plan(module);
  const std::vector<bool> second_forms = plan::second_forms(module, plan);
  Steps made{Json::array(), Json::array()};
  for (std::size_t number = 0; number < plan.steps.size(); ++number) {
    const bool has_given = with_given && second_forms[number];
    made.steps.push_back(writer.step(plan.steps[number], number, has_given));
  }
  for (const ir::Output& output : module.outputs) made.results.push_back(writer.result(output));
  return made;
}

}  // namespace nansen::artefact
