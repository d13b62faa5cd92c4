// How compiled code walks a module: kernels, each over the rows of one domain, cut where a value
// crosses from one domain to another.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/ir/ir.h"

namespace nansen::plan {

/// One buffer a kernel reads or writes: a table's buffer, or a value that crosses between kernels.
struct KernelBuffer {
  ir::ColumnId column;       // a column's buffer, or
  ir::ValueId value;         // a value's plane or numbers
  std::uint32_t buffer = 0;  // which buffer of the column; of a truth 0 yes, 1 no; of a number
                             // 0 known, 1 integers
};

enum class StepKind : std::uint8_t {
  Kernel,     // compiled code over the blocks of `domain`
  Reduce,     // `value` (Every, Some, AtLeastRows) from its operand, over the rows of the link
  Through,    // `value` (ThroughTruth, ThroughNumber) gathered from the referenced table
  Broadcast,  // `value` copied from each parent row to its rows
};

struct Step {
  StepKind kind{};
  ir::DomainId domain;   // whose rows the step gives values for
  ir::ValueId value;     // of the steps other than kernels
  std::vector<ir::ValueId> instructions;  // of a kernel, in order
  std::vector<KernelBuffer> inputs;
  std::vector<KernelBuffer> outputs;
};

struct Plan {
  std::vector<Step> steps;  // in the order they run
};

/// Cuts `module` (in normal form) into steps.
Plan plan(const ir::Module& module);

/// The plan as text, for `--print plan`.
std::string print(const Plan& plan, const ir::Module& module);

}  // namespace nansen::plan
