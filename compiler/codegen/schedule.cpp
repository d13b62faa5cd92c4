// The widths and phases of one kernel's instructions, from the exact ranges of its numbers.
#include <algorithm>
#include <map>
#include <utility>

#include "compiler/codegen/frame.h"

namespace nansen::codegen {
namespace {

using ir::Opcode;
using Entry = Schedule::Entry;
using Mask = Schedule::Mask;

/// Days, and numbers of days and months, are worked out at this width.
constexpr unsigned day_bits = 32;

/// About how many vector operations an instruction takes once its operands are there.
unsigned effort_of(const ir::Instruction& each) {
  const auto operands = static_cast<unsigned>(each.operands.size());
  switch (each.opcode) {
    case Opcode::ConstantNumber:
    case Opcode::ColumnNumber: return 1;
    case Opcode::AddDays: return 5;
    case Opcode::AddMonths: return 60;
    case Opcode::NextWorkingDay: return 30;
    case Opcode::DaysCounted:
      return operands * (each.count == 0 ? 10U : each.member == 0 ? 15U : 70U);
    default: return operands;
  }
}

/// A number that takes more operations than this is not worked out twice.
constexpr unsigned least_effort_kept = 10;

class Scheduler {
 public:
  Scheduler(const ir::Module& module, const std::vector<layout::NumberForm>& forms,
            const plan::Step& step, const Target& target)
      : module_(module), forms_(forms), step_(step), target_(target) {}

  Schedule run() {
    result_.entries.resize(module_.instructions.size());
    for (const plan::KernelBuffer& buffer : step_.inputs) {
      if (!buffer.value.valid()) continue;
      if (ir::gives_number(module_.instructions[buffer.value].opcode)) number(buffer.value);
    }
    for (const ir::ValueId value : step_.instructions) {
      Entry& entry = result_.of(value);
      entry.here = true;
      instruction(value, module_.instructions[value], entry);
      result_.loops = std::max({result_.loops, entry.mask_loop, entry.phase});
    }
    for (const plan::KernelBuffer& buffer : step_.outputs) {
      if (!ir::gives_number(module_.instructions[buffer.value].opcode)) continue;
      result_.loops = std::max(result_.loops, output_loop(result_.of(buffer.value)));
    }
    find_kept();
    return std::move(result_);
  }

 private:
  const layout::NumberForm& form(ir::ValueId value) const {
    return forms_[static_cast<std::size_t>(value.index)];
  }

  unsigned group_of(unsigned bits) const { return target_.group_of(bits); }

  // The width of a number's integers, before its operands are looked at.
  void number(ir::ValueId value) {
    Entry& entry = result_.of(value);
    entry.bits = layout::register_bits(layout::bits_of(form(value)));
    entry.group = group_of(entry.bits);
    entry.loop = 1;
  }

  void instruction(ir::ValueId value, const ir::Instruction& each, Entry& entry) {
    if (ir::gives_number(each.opcode)) number(value);
    for (const ir::ValueId operand : each.operands) {
      const Entry& of = result_.of(operand);
      entry.phase = std::max(entry.phase, of.phase);
      if (!ir::gives_number(module_.instructions[operand].opcode)) continue;
      entry.loop = std::max(entry.loop, of.loop);
      entry.group = std::min(entry.group, of.group);
    }
    switch (each.opcode) {
      case Opcode::ColumnIs:
      case Opcode::ColumnAtLeast:
        code_mask(entry, 8U * layout::shape_of(module_.columns[each.column]).width);
        break;
      case Opcode::SameRow: code_mask(entry, 32); break;
      case Opcode::Less:
      case Opcode::LessEqual:
      case Opcode::Equal: comparison(each, entry); break;
      case Opcode::Select: common_mask(each.operands[1], each.operands[2], entry); break;
      case Opcode::SelectLeast:
      case Opcode::SelectGreatest:
      case Opcode::Minimum:
      case Opcode::Maximum:
      case Opcode::MinimumKnown:
      case Opcode::MaximumKnown: common_width(value, each, entry); break;
      case Opcode::Agreed: common_mask(each.operands[0], each.operands[1], entry); break;
      case Opcode::AddDays:
      case Opcode::AddMonths:
      case Opcode::NextWorkingDay:
      case Opcode::DaysCounted:
      case Opcode::CountedUntil: entry.group = std::min(entry.group, group_of(day_bits)); break;
      default: break;
    }
    for (const ValuePlane& plane : planes_in_loops(module_, each)) {
      entry.loop = std::max(entry.loop, result_.of(plane.value).phase + 1);
    }
    entry.phase = std::max(entry.phase, entry.mask_loop);
  }

  // Numbers that are compared with one another at the result's scale.
  void common_width(ir::ValueId value, const ir::Instruction& each, Entry& entry) {
    const mpz_class& scale = form(value).scale;
    std::size_t bits = 0;
    for (const ir::ValueId operand : each.operands) {
      if (!ir::gives_number(module_.instructions[operand].opcode)) continue;
      bits = std::max(bits, layout::bits_of(form(operand), scale / form(operand).scale));
    }
    entry.compare_bits = layout::register_bits(bits);
    entry.group = std::min(entry.group, group_of(entry.compare_bits));
  }

  void code_mask(Entry& entry, unsigned bits) const {
    entry.mask = Mask::Computed;
    entry.mask_loop = 1;
    entry.compare_bits = bits;
    entry.group = group_of(bits);
  }

  // A mask of two numbers brought to one scale.
  void common_mask(ir::ValueId a, ir::ValueId b, Entry& entry) {
    mpz_class scale;
    mpz_lcm(scale.get_mpz_t(), form(a).scale.get_mpz_t(), form(b).scale.get_mpz_t());
    entry.mask = Mask::Computed;
    entry.mask_loop = std::max(result_.of(a).loop, result_.of(b).loop);
    entry.compare_bits =
        layout::register_bits(std::max(layout::bits_of(form(a), scale / form(a).scale),
                                       layout::bits_of(form(b), scale / form(b).scale)));
    entry.group = std::min(entry.group, group_of(entry.compare_bits));
  }

  // With a constant on one side the other's integers are compared as they are, at their own width.
  void comparison(const ir::Instruction& each, Entry& entry) {
    if (!layout::is_with_constant(module_, each)) {
      common_mask(each.operands[0], each.operands[1], entry);
      return;
    }
    entry.with_constant = true;
    entry.threshold = layout::threshold_of(module_, forms_, each);
    switch (entry.threshold.holds) {
      case layout::Threshold::Holds::Always: entry.mask = Mask::Always; return;
      case layout::Threshold::Holds::Never: entry.mask = Mask::Never; return;
      case layout::Threshold::Holds::Sometimes: break;
    }
    const Entry& compared = result_.of(entry.threshold.compared);
    entry.mask = Mask::Computed;
    entry.mask_loop = compared.loop;
    entry.compare_bits = compared.bits;
    entry.group = compared.group;
  }

  // Which numbers are wanted in several loops, or several sizes of vectors, and are worth keeping.
  void find_kept() {
    std::map<std::pair<unsigned, unsigned>, std::vector<ir::ValueId>> roots;  // by loop and group
    for (const ir::ValueId value : step_.instructions) {
      const Entry& entry = result_.of(value);
      if (entry.mask != Mask::Computed) continue;
      auto& there = roots[{entry.mask_loop, entry.group}];
      for (const ir::ValueId number : numbers_of_mask(module_, result_, value)) {
        there.push_back(number);
      }
    }
    for (const plan::KernelBuffer& buffer : step_.outputs) {
      if (!ir::gives_number(module_.instructions[buffer.value].opcode)) continue;
      const Entry& entry = result_.of(buffer.value);
      roots[{output_loop(entry), output_group(entry)}].push_back(buffer.value);
    }
    std::vector<unsigned> uses(module_.instructions.size());
    for (const auto& [place, wanted] : roots) {
      for (const ir::ValueId value :
           numbers_behind(module_, result_, wanted, [](ir::ValueId) { return false; })) {
        ++uses[static_cast<std::size_t>(value.index)];
      }
    }
    std::vector<unsigned> efforts(module_.instructions.size());
    for (const ir::ValueId value : step_.instructions) {
      const ir::Instruction& each = module_.instructions[value];
      if (!ir::gives_number(each.opcode)) continue;
      unsigned effort = effort_of(each);
      for (const ir::ValueId operand : each.operands) {
        if (!result_.of(operand).kept) effort += efforts[static_cast<std::size_t>(operand.index)];
      }
      result_.of(value).kept =
          effort > least_effort_kept && uses[static_cast<std::size_t>(value.index)] > 1;
      efforts[static_cast<std::size_t>(value.index)] = std::min(effort, least_effort_kept + 1);
    }
  }

  const ir::Module& module_;
  const std::vector<layout::NumberForm>& forms_;
  const plan::Step& step_;
  const Target& target_;
  Schedule result_;
};

}  // namespace

Schedule schedule(const ir::Module& module, const std::vector<layout::NumberForm>& forms,
                  const plan::Step& step, const Target& target) {
  return Scheduler(module, forms, step, target).run();
}

unsigned output_loop(const Schedule::Entry& entry) { return std::max(entry.loop, entry.phase + 1); }

unsigned output_group(const Schedule::Entry& entry) { return std::min(entry.group, 16U); }

std::vector<ValuePlane> planes_in_loops(const ir::Module& module,
                                        const ir::Instruction& instruction) {
  const std::vector<ir::ValueId>& operands = instruction.operands;
  switch (instruction.opcode) {
    // Where the condition is undetermined the result is known only if both numbers are equal.
    case Opcode::Select: return {{operands[0], false}};
    case Opcode::SelectLeast:
    case Opcode::SelectGreatest: return {{operands[0], true}, {operands[0], false}};
    case Opcode::MinimumKnown:
    case Opcode::MaximumKnown: {
      std::vector<ValuePlane> planes;
      for (const ir::ValueId operand : operands) {
        if (module.instructions[operand].opcode == Opcode::ConstantNumber) continue;
        planes.push_back({operand, true});
      }
      return planes;
    }
    default: return {};
  }
}

std::vector<ir::ValueId> numbers_of_mask(const ir::Module& module, const Schedule& schedule,
                                         ir::ValueId value) {
  if (schedule.of(value).with_constant) return {schedule.of(value).threshold.compared};
  std::vector<ir::ValueId> numbers;
  for (const ir::ValueId operand : module.instructions[value].operands) {
    if (ir::gives_number(module.instructions[operand].opcode)) numbers.push_back(operand);
  }
  return numbers;
}

}  // namespace nansen::codegen
