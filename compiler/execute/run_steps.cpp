#include "compiler/execute/run_steps.h"

#include <algorithm>
#include <cstring>

#include "runtime/crossing.h"

namespace nansen::execute {
namespace {

using ir::Opcode;

std::byte* output_start(const BoundPlan& plan, runtime::Results& results, std::size_t output,
                        std::size_t truth, std::uint32_t buffer) {
  if (plan.output_is_number[output] && buffer == 1) {
    return reinterpret_cast<std::byte*>(results.numbers(output, truth));
  }
  return reinterpret_cast<std::byte*>(results.plane(output, truth, buffer == 0));
}

class Runner {
 public:
  Runner(const BoundStep& step, const Kernels& kernels, PlanScratch& scratch)
      : step_(step), kernels_(kernels), scratch_(scratch) {
    if (scratch.gathered) return;
    gather(step.inputs, scratch.inputs);
    gather(step.outputs, scratch.outputs);
  }

  void run() {
    switch (step_.kind) {
      case plan::StepKind::Kernel: kernel(); break;
      case plan::StepKind::Reduce: reduce(); break;
      case plan::StepKind::Through: through(); break;
      case plan::StepKind::Broadcast: broadcast(); break;
    }
  }

 private:
  template <typename Pointer>
  void gather(const std::vector<Operand>& operands, std::vector<Pointer>& pointers) const {
    if (pointers.size() < operands.size()) pointers.resize(operands.size());
    Pointer* next = pointers.data();
    std::byte* const* starts = scratch_.starts.data();
    for (const Operand& each : operands) *next++ = starts[each.place];
  }

  const Window& window(std::size_t domain) const { return scratch_.windows[domain]; }

  void kernel() {
    const auto blocks = static_cast<std::int64_t>(window(step_.domain).blocks());
    const void* const* inputs = scratch_.inputs.data();
    if (scratch_.given && !step_.shared && kernels_.reads_given(step_.step)) {
      std::uint64_t outside = 0;
      if (scratch_.outputs.size() == step_.outputs.size()) scratch_.outputs.emplace_back();
      scratch_.outputs[step_.outputs.size()] = &outside;
      kernels_.run_given(step_.step, inputs, scratch_.outputs.data(), 0, blocks);
      scratch_.out_of_range = outside != 0;
    } else {
      kernels_.run(step_.step, inputs, scratch_.outputs.data(), 0, blocks);
    }
  }

  template <typename T>
  const T* input(std::size_t index) const {
    return static_cast<const T*>(scratch_.inputs[index]);
  }
  template <typename T>
  T* output(std::size_t index) const {
    return static_cast<T*>(scratch_.outputs[index]);
  }
  runtime::Planes operand() const { return {input<std::uint64_t>(0), input<std::uint64_t>(1)}; }
  runtime::OutputPlanes result() const {
    return {output<std::uint64_t>(0), output<std::uint64_t>(1)};
  }

  runtime::Link link(const Window& parents, const Window& rows) const {
    return {input<std::uint64_t>(2), input<std::uint32_t>(3), parents.rows(), rows.end, rows.first};
  }

  void reduce() {
    const runtime::Link found = link(window(step_.domain), window(step_.other_domain));
    if (step_.opcode == Opcode::Every) {
      runtime::every_row(operand(), found, result());
    } else {
      const std::int64_t count = step_.opcode == Opcode::Some ? 1 : step_.count;
      runtime::at_least_rows(operand(), found, count, result());
    }
  }

  void through() {
    const runtime::Reference reference{input<std::uint64_t>(2), input<std::uint32_t>(3),
                                       window(step_.domain).rows(),
                                       window(step_.other_domain).rows()};
    if (step_.width == 0) {
      runtime::through_truth(operand(), reference, result());
    } else {
      runtime::through_number(input<std::uint64_t>(0), input<std::byte>(1), step_.width, reference,
                              output<std::uint64_t>(0), output<std::byte>(1));
    }
  }

  void broadcast() {
    const runtime::Link found = link(window(step_.other_domain), window(step_.domain));
    if (step_.width == 0) {
      runtime::broadcast_truth(operand(), found, result());
    } else {
      runtime::broadcast_number(input<std::uint64_t>(0), input<std::byte>(1), step_.width, found,
                                output<std::uint64_t>(0), output<std::byte>(1));
    }
  }

  const BoundStep& step_;
  const Kernels& kernels_;
  PlanScratch& scratch_;
};

}  // namespace

void place_slots(const BoundPlan& plan, PlanScratch& scratch) {
  for (std::size_t index = 0; index < plan.slots.size(); ++index) {
    const Slot& slot = plan.slots[index];
    if (slot.is_output) continue;
    std::vector<Line>& memory = scratch.memory[index];
    const std::size_t lines =
        scratch.windows[slot.domain].blocks() * slot.bytes_per_block / line_bytes;
    if (memory.size() < lines) memory.resize(lines + lines / 8);
    scratch.starts[plan.slot_place(index)] = memory.empty() ? nullptr : memory.front().bytes;
    scratch.gathered = false;
  }
}

void place_outputs(const BoundPlan& plan, runtime::Results& results, std::size_t first_result,
                   PlanScratch& scratch) {
  // Batches that are answered again and again are small: what is found once need not be found anew.
  const PlanScratch::Placed placed{results.shapes().empty() ? nullptr : results.plane(0, 0, true),
                                   results.capacity(), first_result};
  if (placed.memory != nullptr && placed == scratch.placed) return;
  scratch.placed = placed;
  scratch.gathered = false;
  for (std::size_t index = 0; index < plan.slots.size(); ++index) {
    const Slot& slot = plan.slots[index];
    if (!slot.is_output) continue;
    scratch.starts[plan.slot_place(index)] =
        output_start(plan, results, slot.output, slot.truth, slot.buffer) +
        first_result / runtime::block_rows * slot.bytes_per_block;
  }
}

void run_steps(const BoundPlan& plan, const Kernels& kernels, bool shared, PlanScratch& scratch) {
  scratch.out_of_range = false;
  for (const BoundStep& step : plan.steps) {
    if (step.shared != shared || scratch.windows[step.domain].rows() == 0) continue;
    Runner(step, kernels, scratch).run();
    scratch.gathered = plan.steps.size() == 1;
    if (scratch.out_of_range) return;
  }
}

void copy_outputs(const BoundPlan& plan, runtime::Results& results, std::size_t first_result,
                  const PlanScratch& scratch) {
  for (const Copy& copy : plan.copies) {
    const Slot& slot = plan.slots[copy.slot];
    std::memcpy(output_start(plan, results, copy.output, copy.truth, copy.buffer) +
                    first_result / runtime::block_rows * slot.bytes_per_block,
                scratch.starts[plan.slot_place(copy.slot)],
                scratch.windows[0].blocks() * slot.bytes_per_block);
  }
}

}  // namespace nansen::execute
