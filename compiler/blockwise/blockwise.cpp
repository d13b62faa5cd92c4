// Runs the operations of a kernel over a few blocks at a time: so many that the calls cost nothing,
// so few that what they hand to one another stays in the processor's caches.
#include "compiler/blockwise/blockwise.h"

#include <algorithm>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

#include "compiler/blockwise/program.h"
#include "runtime/batch.h"

namespace nansen::blockwise {
namespace {

constexpr std::size_t line_bytes = 64;
constexpr std::size_t most_blocks = 8;
// What one turn reads and keeps should lie in the second-level cache with room to spare.
constexpr std::size_t turn_bytes = std::size_t{384} << 10;

struct alignas(line_bytes) Line512 {
  std::byte bytes[line_bytes];
};

/// Planes that are the same throughout.
struct ConstantPlanes {
  ConstantPlanes() { std::memset(ones, 0xff, sizeof(ones)); }
  alignas(line_bytes) std::byte ones[most_blocks * line_bytes];
  alignas(line_bytes) std::byte zeros[most_blocks * line_bytes] = {};
};

const ConstantPlanes& constant_planes() {
  static const ConstantPlanes planes;
  return planes;
}

/// A kernel ready to run.
struct Kernel {
  Program program;
  std::vector<Call> calls;
  std::size_t blocks_a_turn = 1;
};

Kernel make_kernel(Program program, runtime::Processor processor) {
  Kernel kernel;
  place_temporaries(program);
  const std::size_t bytes = program.temporary_bytes + program.input_bytes;
  kernel.blocks_a_turn =
      std::clamp<std::size_t>(turn_bytes / std::max<std::size_t>(bytes, 1), 1, most_blocks);
  kernel.program = std::move(program);
  for (const Line& line : kernel.program.lines) {
    Call call;
    call.function = function_of(line.operation, processor);
    call.result = line.result;
    call.operand_count = static_cast<std::uint32_t>(line.operands.size());
    call.operands = line.operands.data();
    call.number = line.number;
    call.option = line.option;
    kernel.calls.push_back(call);
  }
  return kernel;
}

/// What a thread uses again from run to run.
struct Workspace {
  std::vector<Line512> temporaries;
  std::vector<std::byte*> memory;  // by register
};

class BlockKernels final : public execute::Kernels {
 public:
  explicit BlockKernels(std::vector<Kernel> kernels) : kernels_(std::move(kernels)) {}

  void run(std::size_t step, const void* const* inputs, void* const* outputs,
           std::int64_t first_block, std::int64_t block_count) const override {
    const Kernel& kernel = kernels_[step];
    thread_local Workspace workspace;
    prepare(kernel, workspace);
    const auto end = static_cast<std::size_t>(first_block + block_count);
    for (auto block = static_cast<std::size_t>(first_block); block < end;
         block += kernel.blocks_a_turn) {
      point_to(kernel, inputs, outputs, block, workspace.memory);
      const std::size_t rows = std::min(kernel.blocks_a_turn, end - block) * runtime::block_rows;
      for (const Call& call : kernel.calls) call.function(call, workspace.memory.data(), rows);
    }
  }

 private:
  static void prepare(const Kernel& kernel, Workspace& workspace) {
    const std::size_t lines = kernel.program.temporary_bytes * kernel.blocks_a_turn / line_bytes;
    if (workspace.temporaries.size() < lines) workspace.temporaries.resize(lines);
    workspace.memory.resize(kernel.program.registers.size());
    for (std::size_t id = 0; id < kernel.program.registers.size(); ++id) {
      const Register& each = kernel.program.registers[id];
      std::byte*& place = workspace.memory[id];
      switch (each.place) {
        case Place::AllSet: place = const_cast<std::byte*>(constant_planes().ones); break;
        case Place::NoneSet: place = const_cast<std::byte*>(constant_planes().zeros); break;
        case Place::Temporary:
          place = reinterpret_cast<std::byte*>(workspace.temporaries.data()) +
                  each.index * kernel.blocks_a_turn;
          break;
        case Place::Input:
        case Place::Output: break;
      }
    }
  }

  static void point_to(const Kernel& kernel, const void* const* inputs, void* const* outputs,
                       std::size_t block, std::vector<std::byte*>& memory) {
    for (std::size_t id = 0; id < kernel.program.registers.size(); ++id) {
      const Register& each = kernel.program.registers[id];
      if (each.place == Place::Input) {
        const auto* start = static_cast<const std::byte*>(inputs[each.index]);
        memory[id] = const_cast<std::byte*>(start) + block * each.bytes_per_block;
      } else if (each.place == Place::Output) {
        memory[id] = static_cast<std::byte*>(outputs[each.index]) + block * each.bytes_per_block;
      }
    }
  }

  std::vector<Kernel>
      kernels_;  // parallel to the plan's steps; empty for those that are no kernels
};

}  // namespace

std::shared_ptr<const execute::Kernels> make_kernels(const ir::Module& module,
                                                     const plan::Plan& plan,
                                                     runtime::Processor processor) {
  const std::vector<layout::NumberForm> forms = layout::number_forms(module);
  std::vector<Kernel> kernels;
  for (const plan::Step& step : plan.steps) {
    kernels.push_back(step.kind == plan::StepKind::Kernel
                          ? make_kernel(translate(module, forms, step), processor)
                          : Kernel());
  }
  return std::make_shared<BlockKernels>(std::move(kernels));
}

}  // namespace nansen::blockwise
