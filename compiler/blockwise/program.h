// A kernel as a list of operations over registers. Used inside this room only.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/blockwise/operation.h"
#include "compiler/ir/ir.h"
#include "compiler/layout/layout.h"
#include "compiler/plan/plan.h"

namespace nansen::blockwise {

/// Where a register lies.
enum class Place : std::uint8_t {
  Input,      // buffer `index` of the step's inputs
  Output,     // buffer `index` of its outputs
  AllSet,     // a plane of ones
  NoneSet,    // a plane of zeros
  Temporary,  // in memory of the kernel's own; `index` bytes times the rows from its beginning on,
              // once places are given out
};

struct Register {
  Place place{};
  std::size_t index = 0;
  std::size_t bytes_per_block = 0;  // zero: the same for all blocks
};

using RegisterId = std::uint32_t;

struct Line {
  Operation operation;
  RegisterId result = 0;
  std::vector<RegisterId> operands;
  Integer number;
  std::uint32_t option = 0;
};

struct Program {
  std::vector<Register> registers;
  std::vector<Line> lines;          // in the order they run
  std::size_t temporary_bytes = 0;  // a block
  std::size_t input_bytes = 0;      // a block
};

/// What `step`, a kernel of `module`, does. `forms` are the module's number forms. Each register is
/// the result of at most one line; lines whose results nothing needs are left out.
Program translate(const ir::Module& module, const std::vector<layout::NumberForm>& forms,
                  const plan::Step& step);

/// Gives each temporary register its place, that of another as soon as that is not read again.
void place_temporaries(Program& program);

}  // namespace nansen::blockwise
