// The widths and phases of one kernel's instructions, from the exact ranges of its numbers.
#include <algorithm>

#include "compiler/codegen/frame.h"

namespace nansen::codegen {
namespace {

using ir::Opcode;
using Entry = Schedule::Entry;
using Mask = Schedule::Mask;
using Relation = Entry::Relation;

/// The narrowest register integer of at least `bits` bits.
unsigned register_bits(std::size_t bits) {
  for (const unsigned width : {8U, 16U, 32U, 64U}) {
    if (bits <= width) return width;
  }
  return 128;
}

/// Rows a vector of integers of `bits` bits: a 64-byte register's worth, but at least a byte of
/// mask.
unsigned group_of(unsigned bits) { return std::max(8U, 512 / bits); }

mpz_class floor_of(const Rational& number) {
  mpz_class result;
  mpz_fdiv_q(result.get_mpz_t(), number.get_num_mpz_t(), number.get_den_mpz_t());
  return result;
}

mpz_class ceiling_of(const Rational& number) {
  mpz_class result;
  mpz_cdiv_q(result.get_mpz_t(), number.get_num_mpz_t(), number.get_den_mpz_t());
  return result;
}

class Scheduler {
 public:
  Scheduler(const ir::Module& module, const std::vector<layout::NumberForm>& forms,
            const plan::Step& step)
      : module_(module), forms_(forms), step_(step) {}

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
    return std::move(result_);
  }

 private:
  const layout::NumberForm& form(ir::ValueId value) const {
    return forms_[static_cast<std::size_t>(value.index)];
  }

  // The width of a number's integers, before its operands are looked at.
  void number(ir::ValueId value) {
    Entry& entry = result_.of(value);
    entry.bits = register_bits(layout::bits_of(form(value)));
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
      case Opcode::Select:
        entry.loop = std::max(entry.loop, result_.of(each.operands[0]).phase + 1);
        common_mask(each.operands[1], each.operands[2], entry);
        break;
      default: break;
    }
    entry.phase = std::max(entry.phase, entry.mask_loop);
  }

  static void code_mask(Entry& entry, unsigned bits) {
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
    entry.compare_bits = register_bits(std::max(layout::bits_of(form(a), scale / form(a).scale),
                                                layout::bits_of(form(b), scale / form(b).scale)));
    entry.group = std::min(entry.group, group_of(entry.compare_bits));
  }

  // With a constant on one side the other's integers are compared as they are, at their own width,
  // with a whole threshold: i/s < c iff i <= ceil(c * s) - 1.
  void comparison(const ir::Instruction& each, Entry& entry) {
    const ir::ValueId a = each.operands[0];
    const ir::ValueId b = each.operands[1];
    const bool left_constant = module_.instructions[a].opcode == Opcode::ConstantNumber;
    const bool right_constant = module_.instructions[b].opcode == Opcode::ConstantNumber;
    if (!left_constant && !right_constant) {
      common_mask(a, b, entry);
      return;
    }
    entry.with_constant = true;
    entry.compared = right_constant ? a : b;
    const layout::NumberForm& compared = form(entry.compared);
    const Rational bound =
        module_.instructions[right_constant ? b : a].number * Rational(compared.scale);
    if (each.opcode == Opcode::Equal) {
      entry.relation = Relation::Exactly;
      entry.threshold = floor_of(bound);
    } else if (right_constant) {
      entry.relation = Relation::AtMost;
      entry.threshold =
          each.opcode == Opcode::Less ? mpz_class(ceiling_of(bound) - 1) : floor_of(bound);
    } else {
      entry.relation = Relation::AtLeast;
      entry.threshold =
          each.opcode == Opcode::Less ? mpz_class(floor_of(bound) + 1) : ceiling_of(bound);
    }
    entry.mask = decided(entry, compared, bound);
    if (entry.mask != Mask::Computed) return;
    entry.mask_loop = result_.of(entry.compared).loop;
    entry.compare_bits = result_.of(entry.compared).bits;
    entry.group = result_.of(entry.compared).group;
  }

  // Always or Never iff the range of `compared` alone decides.
  static Mask decided(const Entry& entry, const layout::NumberForm& compared,
                      const Rational& bound) {
    const Rational threshold(entry.threshold);
    switch (entry.relation) {
      case Relation::AtMost:
        if (threshold >= compared.greatest) return Mask::Always;
        return threshold < compared.least ? Mask::Never : Mask::Computed;
      case Relation::AtLeast:
        if (threshold <= compared.least) return Mask::Always;
        return threshold > compared.greatest ? Mask::Never : Mask::Computed;
      case Relation::Exactly: break;
    }
    const bool possible =
        bound.get_den() == 1 && threshold >= compared.least && threshold <= compared.greatest;
    return possible ? Mask::Computed : Mask::Never;
  }

  const ir::Module& module_;
  const std::vector<layout::NumberForm>& forms_;
  const plan::Step& step_;
  Schedule result_;
};

}  // namespace

Schedule schedule(const ir::Module& module, const std::vector<layout::NumberForm>& forms,
                  const plan::Step& step) {
  return Scheduler(module, forms, step).run();
}

unsigned output_loop(const Schedule::Entry& entry) { return std::max(entry.loop, entry.phase + 1); }

}  // namespace nansen::codegen
