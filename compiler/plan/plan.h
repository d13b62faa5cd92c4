// How compiled code walks a module: kernels, each over the rows of one domain, cut where a value
// crosses from one domain to another.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "compiler/ir/ir.h"

namespace nansen::plan {

/// One buffer a step reads or writes: a table's buffer, a value that crosses between steps, or what
/// a calendar says of every day. A value that crosses belongs to the rows of one domain, `domain`;
/// this matters for constants, which serve any domain. Its integers are 8 bytes each, or 16 iff
/// they do not fit.
struct KernelBuffer {
  ir::ColumnId column;         // a column's buffer, or
  ir::ValueId value;           // a value's plane or numbers, or
  ir::DomainId domain;         // whose rows the buffer is about
  std::uint32_t buffer = 0;    // which buffer of the column; of a truth 0 yes, 1 no; of a number
                               // 0 known, 1 integers
  std::int32_t calendar = -1;  // a calendar's runtime::working_day_distances
  constexpr auto operator<=>(const KernelBuffer&) const = default;
};

enum class StepKind : std::uint8_t {
  Kernel,     // compiled code over the blocks of `domain`
  Reduce,     // `value` (Every, Some, AtLeastRows) from its operand, over the rows of the link
  Through,    // `value` (ThroughTruth, ThroughNumber) gathered from the referenced table
  Broadcast,  // `value` copied from each parent row to its rows
};

/// Inputs of a kernel: each buffer once. Of the other steps: the operand's buffers, then those of
/// the column that links the domains (known plane, then row numbers).
/// Outputs: for each value computed, its buffers; each value once.
struct Step {
  StepKind kind{};
  ir::DomainId domain;                    // whose rows the step gives values for
  ir::ValueId value;                      // of the steps other than kernels
  std::vector<ir::ValueId> instructions;  // of a kernel, operands first, in order of use
  std::vector<KernelBuffer> inputs;
  std::vector<KernelBuffer> outputs;
};

struct Plan {
  std::vector<Step> steps;  // in the order they run
};

/// True iff the rows of `domain` do not depend on the case: it is Referenced, or rows of such.
bool shared_by_cases(const ir::Module& module, ir::DomainId domain);

/// The buffer of the calendar that `instruction`, a NextWorkingDay, reads in a kernel of `domain`.
KernelBuffer calendar_buffer(const ir::Instruction& instruction, ir::DomainId domain);

/// The integers of a column, as they are stored, lie within [least, greatest].
struct ColumnRange {
  ir::ColumnId column;
  std::int64_t least = 0;
  std::int64_t greatest = 0;
};

/// So many instructions a plan has at most of which more is made than what answers: code that takes
/// longer to make, and second forms of kernels. Larger ones would be waited for.
inline constexpr std::size_t little_instructions = 400;
bool is_little(const Plan& plan);

/// True iff `step` is a kernel over the cases that reads columns of theirs which others may have
/// where a kernel can read them: booleans, numbers, codes.
bool reads_columns_of_cases(const ir::Module& module, const Step& step);

/// By step: such a kernel of a little plan has a second form, which reads them there
/// (execute::Kernels::run_given).
std::vector<bool> second_forms(const ir::Module& module, const Plan& plan);

/// The columns whose values that second form of `step` holds against their range itself. Those are
/// the columns of the cases whose integers it reads and whose range includes zero, which is what is
/// fetched where nothing is known.
std::vector<ColumnRange> ranges_to_check(const ir::Module& module, const Step& step);

/// Cuts `module` (in normal form) into steps. What no output needs is left out.
Plan plan(const ir::Module& module);

/// The plan as text, for `--print plan`.
std::string print(const Plan& plan, const ir::Module& module);

}  // namespace nansen::plan
