// What the emitters of one kernel share: the builder, the kernel's buffers, and where it stands in
// its loops. Used inside this room only.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <vector>

#include "compiler/codegen/target.h"
#include "compiler/layout/arithmetic.h"
#include "compiler/layout/layout.h"
#include "compiler/plan/plan.h"

namespace nansen::codegen {

/// What is computed when, and how wide, in one kernel.
///
/// Truths and known planes are computed on planes of 512 rows (fewer where the target's vectors are
/// short); the integers of numbers in vectors of as many rows as fill a register, inside a loop
/// over the plane's words. A comparison yields a mask of the loop; a select needs a plane in it. So
/// loops and planes alternate: phase 0 is before the first loop, phase p after the p-th. Usually
/// there is one loop or none.
struct Schedule {
  enum class Mask : std::uint8_t { None, Computed, Always, Never };

  struct Entry {
    bool here = false;          // computed by this kernel, not read from a buffer
    unsigned phase = 0;         // the first phase in which the planes can be computed
    unsigned loop = 0;          // of numbers: the first loop in which the integers can be
    unsigned mask_loop = 0;     // of comparisons and selects: the loop that computes their mask
    unsigned bits = 0;          // of numbers: the width of their integers in registers
    unsigned compare_bits = 0;  // the width that operands are compared at
    unsigned group = 64;        // rows a vector, so that the widest integer fills a register
    Mask mask = Mask::None;
    bool kept = false;  // of numbers: worked out once a block, and found again on the stack
    bool with_constant = false;  // the comparison is with `threshold`
    layout::Threshold threshold;
  };

  std::vector<Entry> entries;  // parallel to the module's instructions
  unsigned loops = 0;

  Entry& of(ir::ValueId value) { return entries[static_cast<std::size_t>(value.index)]; }
  const Entry& of(ir::ValueId value) const {
    return entries[static_cast<std::size_t>(value.index)];
  }
};

/// Finds the schedule of a kernel. `forms` are the module's number forms.
Schedule schedule(const ir::Module& module, const std::vector<layout::NumberForm>& forms,
                  const plan::Step& step, const Target& target);

/// The loop that stores the integers of a number: after its known plane, which masks them.
unsigned output_loop(const Schedule::Entry& entry);
/// The rows a vector when they are stored.
unsigned output_group(const Schedule::Entry& entry);

/// A plane of a value: of a truth yes or no, of a number `yes` is the known plane.
struct ValuePlane {
  ir::ValueId value;
  bool yes = true;
  constexpr auto operator<=>(const ValuePlane&) const = default;
};
/// The planes that the loops need to work out the integers of `instruction`.
std::vector<ValuePlane> planes_in_loops(const ir::Module& module,
                                        const ir::Instruction& instruction);
/// The numbers that the loops need for the mask of `value`.
std::vector<ir::ValueId> numbers_of_mask(const ir::Module& module, const Schedule& schedule,
                                         ir::ValueId value);
/// `roots` and the numbers they are made of in this kernel, operands first. Where `stop` says so
/// of a number, its operands are left out.
template <typename Stop>
std::vector<ir::ValueId> numbers_behind(const ir::Module& module, const Schedule& schedule,
                                        std::vector<ir::ValueId> roots, Stop stop) {
  std::vector<ir::ValueId> found;
  std::vector<bool> seen(module.instructions.size(), false);
  while (!roots.empty()) {
    const ir::ValueId value = roots.back();
    roots.pop_back();
    if (seen[static_cast<std::size_t>(value.index)]) continue;
    seen[static_cast<std::size_t>(value.index)] = true;
    found.push_back(value);
    if (!schedule.of(value).here || stop(value)) continue;
    for (const ir::ValueId operand : module.instructions[value].operands) {
      if (ir::gives_number(module.instructions[operand].opcode)) roots.push_back(operand);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

class RangeChecks;

/// The state of emission.
struct Frame {
  llvm::IRBuilder<>& builder;
  const ir::Module& module;
  const std::vector<layout::NumberForm>& forms;
  const plan::Step& step;
  const Schedule& schedule;
  const Target& target;
  llvm::Value* inputs = nullptr;                  // const void* const*
  llvm::Value* outputs = nullptr;                 // void* const*
  llvm::Value* block = nullptr;                   // an index: the number of the plane worked on
  bool given_truths = false;                      // see TruthPlanes
  RangeChecks* ranges = nullptr;                  // of the columns that loops load
  llvm::Instruction* slots_end = nullptr;         // new slots are allocated before this
  std::map<ir::ValueId, llvm::Value*> kept = {};  // where the numbers kept so far are

  const layout::NumberForm& form(ir::ValueId value) const {
    return forms[static_cast<std::size_t>(value.index)];
  }

  /// <8 x i64>: 512 bits, one a row. Fewer words where the target's vectors are short.
  llvm::Type* plane_type() const {
    return llvm::FixedVectorType::get(builder.getInt64Ty(), target.plane_words);
  }
  llvm::Align plane_align() const { return llvm::Align(8ULL * target.plane_words); }
  llvm::ConstantInt* index(std::uint64_t number) const {
    return builder.getIntN(target.index_bits, number);
  }

  /// The start of a buffer of the step: `(const char*)inputs[k]`.
  llvm::Value* input(const plan::KernelBuffer& buffer) const;
  llvm::Value* output(const plan::KernelBuffer& buffer) const;
  /// `((plane*)start)[block]`.
  llvm::Value* load_plane(const plan::KernelBuffer& buffer) const;
  void store_plane(llvm::Value* plane, const plan::KernelBuffer& buffer) const;

  /// A place on the stack for one plane, which loops and planes see through memory.
  llvm::AllocaInst* make_slot() const;
  /// The same for the integers of a block, of `bits` bits each.
  llvm::AllocaInst* make_numbers_slot(unsigned bits) const;
  llvm::Value* load_slot(llvm::Value* slot) const;
  void store_slot(llvm::Value* plane, llvm::Value* slot) const;
  /// Marks a load from memory that no kernel writes while it runs.
  llvm::LoadInst* unchanging(llvm::LoadInst* load) const;
};

/// A buffer of column `column`, read in the kernel's own domain.
plan::KernelBuffer column_buffer(const Frame& frame, ir::ColumnId column, std::uint32_t buffer);
/// A buffer of a value that crosses between steps.
plan::KernelBuffer value_buffer(const Frame& frame, ir::ValueId value, std::uint32_t buffer);

}  // namespace nansen::codegen
