// Emits, for a block:
//
//   for (word = 0; word < 8; ++word)
//     for (part = 0; part < 64 / group; ++part) {          // unrolled
//       row = block * 512 + word * 64 + part * group;
//       x = *(int32 x group*)(column + row * 4);           // sign-extended or cut to its register
//       ((bits<group>*)slot)[word * (64 / group) + part] = x <= threshold;
//     }
//
// A group is as many rows as the widest integer of a request's expression lets into one 64-byte
// register, so that a comparison of codes takes 64 rows at once and one of dates 16.
#include "compiler/codegen/lanes.h"

#include <algorithm>
#include <map>

#include "compiler/base/bug.h"

namespace nansen::codegen {
namespace {

using ir::Opcode;
using Relation = Schedule::Entry::Relation;

/// `number` cut to `bits` bits: sums and products are exact in the result's width, whatever their
/// parts', because two's complement wraps.
llvm::APInt integer(const mpz_class& number, unsigned bits) {
  mpz_class rest;
  mpz_fdiv_r_2exp(rest.get_mpz_t(), number.get_mpz_t(), bits);
  const mpz_class low = rest & mpz_class("18446744073709551615");
  const mpz_class high = rest >> 64;
  const std::uint64_t words[] = {low.get_ui(), high.get_ui()};
  return llvm::APInt(128, words).trunc(bits);
}

class LoopEmitter {
 public:
  LoopEmitter(const Frame& frame, const std::vector<Condition>& conditions)
      : frame_(frame), builder_(frame.builder) {
    for (const Condition& condition : conditions) conditions_[condition.select] = condition.no;
  }

  void run(const std::vector<MaskRequest>& masks, const std::vector<StoreRequest>& stores) {
    llvm::LLVMContext& context = builder_.getContext();
    llvm::Function* function = builder_.GetInsertBlock()->getParent();
    llvm::BasicBlock* before = builder_.GetInsertBlock();
    llvm::BasicBlock* body = llvm::BasicBlock::Create(context, "words", function);
    llvm::BasicBlock* after = llvm::BasicBlock::Create(context, "planes", function);
    builder_.CreateBr(body);
    builder_.SetInsertPoint(body);
    llvm::PHINode* word = builder_.CreatePHI(builder_.getInt64Ty(), 2, "word");
    word_ = word;
    first_row_ =
        builder_.CreateAdd(builder_.CreateShl(frame_.block, 9), builder_.CreateShl(word, 6));
    for (const unsigned group : {64U, 32U, 16U, 8U}) emit_group(group, masks, stores);
    llvm::Value* next = builder_.CreateAdd(word, builder_.getInt64(1));
    word->addIncoming(builder_.getInt64(0), before);
    word->addIncoming(next, builder_.GetInsertBlock());
    builder_.CreateCondBr(builder_.CreateICmpULT(next, builder_.getInt64(8)), body, after);
    builder_.SetInsertPoint(after);
  }

 private:
  // Integers are stored 8 or 16 bytes wide, so in the smallest groups.
  static constexpr unsigned store_group = 8;

  const Schedule::Entry& entry(ir::ValueId value) const { return frame_.schedule.of(value); }
  const ir::Instruction& instruction(ir::ValueId value) const {
    return frame_.module.instructions[value];
  }

  void emit_group(unsigned group, const std::vector<MaskRequest>& masks,
                  const std::vector<StoreRequest>& stores) {
    std::vector<ir::ValueId> roots;
    for (const MaskRequest& request : masks) {
      if (entry(request.value).group == group) add_numbers(request.value, roots);
    }
    for (const StoreRequest& request : stores) {
      if (group == store_group) roots.push_back(request.value);
    }
    const std::vector<ir::ValueId> numbers = closure(roots);
    group_ = group;
    for (part_ = 0; part_ < 64 / group; ++part_) {
      integers_.clear();
      for (const ir::ValueId value : numbers) integers_[value] = emit_integers(value);
      for (const MaskRequest& request : masks) {
        if (entry(request.value).group == group) {
          store_mask(emit_mask(request.value), request.slot);
        }
      }
      for (const StoreRequest& request : stores) {
        if (group == store_group) emit_store(request);
      }
    }
  }

  /// The numbers that the mask of `value` compares; none of a comparison of codes.
  void add_numbers(ir::ValueId value, std::vector<ir::ValueId>& numbers) const {
    const ir::Instruction& each = instruction(value);
    if (entry(value).with_constant) {
      numbers.push_back(entry(value).compared);
      return;
    }
    for (const ir::ValueId operand : each.operands) {
      if (ir::gives_number(instruction(operand).opcode)) numbers.push_back(operand);
    }
  }

  /// `roots` and the numbers they are made of, operands first.
  std::vector<ir::ValueId> closure(std::vector<ir::ValueId> pending) const {
    std::vector<ir::ValueId> found;
    std::vector<bool> seen(frame_.module.instructions.size(), false);
    while (!pending.empty()) {
      const ir::ValueId value = pending.back();
      pending.pop_back();
      if (seen[static_cast<std::size_t>(value.index)]) continue;
      seen[static_cast<std::size_t>(value.index)] = true;
      found.push_back(value);
      if (!entry(value).here) continue;
      for (const ir::ValueId operand : instruction(value).operands) {
        if (ir::gives_number(instruction(operand).opcode)) pending.push_back(operand);
      }
    }
    std::sort(found.begin(), found.end());
    return found;
  }

  llvm::VectorType* integers_type(unsigned bits) const {
    return llvm::FixedVectorType::get(builder_.getIntNTy(bits), group_);
  }

  /// `first_row_ + part * group`.
  llvm::Value* row() const {
    return builder_.CreateAdd(first_row_, builder_.getInt64(std::uint64_t{part_} * group_));
  }

  /// `*(intN x group*)(start + row * N / 8)`.
  llvm::Value* load_integers(llvm::Value* start, unsigned bits) const {
    llvm::Value* place = builder_.CreateInBoundsGEP(builder_.getIntNTy(bits), start, row());
    return frame_.unchanging(builder_.CreateAlignedLoad(
        integers_type(bits), place, llvm::Align(std::min(64U, group_ * bits / 8))));
  }

  llvm::Value* resized(llvm::Value* integers, unsigned bits) const {
    return builder_.CreateSExtOrTrunc(integers, integers_type(bits));
  }

  llvm::Value* splat(const mpz_class& number, unsigned bits) const {
    return llvm::ConstantInt::get(integers_type(bits), integer(number, bits));
  }

  /// The integers of `value` as multiples of 1/scale, in `bits` bits.
  llvm::Value* brought_to(ir::ValueId value, const mpz_class& scale, unsigned bits) const {
    llvm::Value* integers = resized(integers_.at(value), bits);
    const mpz_class factor = scale / frame_.form(value).scale;
    return factor == 1 ? integers : builder_.CreateMul(integers, splat(factor, bits));
  }

  /// `group` bits of the plane in `slot`, as a vector of truths.
  llvm::Value* load_mask(llvm::Value* slot) const {
    llvm::Type* bits = builder_.getIntNTy(group_);
    llvm::Value* loaded = builder_.CreateLoad(bits, mask_place(slot));
    return builder_.CreateBitCast(loaded, llvm::FixedVectorType::get(builder_.getInt1Ty(), group_));
  }

  void store_mask(llvm::Value* mask, llvm::Value* slot) const {
    llvm::Value* bits = builder_.CreateBitCast(mask, builder_.getIntNTy(group_));
    builder_.CreateStore(bits, mask_place(slot));
  }

  /// `(bits<group>*)slot + word * (64 / group) + part`.
  llvm::Value* mask_place(llvm::Value* slot) const {
    const unsigned parts = 64 / group_;
    llvm::Value* index = builder_.CreateAdd(builder_.CreateMul(word_, builder_.getInt64(parts)),
                                            builder_.getInt64(part_));
    return builder_.CreateInBoundsGEP(builder_.getIntNTy(group_), slot, index);
  }

  llvm::Value* emit_integers(ir::ValueId value) const {
    const ir::Instruction& each = instruction(value);
    const unsigned bits = entry(value).bits;
    const layout::NumberForm& form = frame_.form(value);
    if (!entry(value).here) {
      const unsigned stored = layout::bits_of(form) <= layout::widest_output_bits ? 64 : 128;
      return resized(load_integers(frame_.input(value_buffer(frame_, value, 1)), stored), bits);
    }
    switch (each.opcode) {
      case Opcode::ConstantNumber: return splat(each.number.get_num(), bits);
      case Opcode::ColumnNumber: {
        const unsigned stored = 8U * layout::shape_of(frame_.module.columns[each.column]).width;
        llvm::Value* start = frame_.input(column_buffer(frame_, each.column, 1));
        return resized(load_integers(start, stored), bits);
      }
      case Opcode::Add:
        return builder_.CreateAdd(brought_to(each.operands[0], form.scale, bits),
                                  brought_to(each.operands[1], form.scale, bits));
      case Opcode::Subtract:
        return builder_.CreateSub(brought_to(each.operands[0], form.scale, bits),
                                  brought_to(each.operands[1], form.scale, bits));
      case Opcode::Scale: {
        // (i / s) * n is stored as i * (n * scale / s), a whole multiple of i.
        const Rational factor =
            each.number * Rational(form.scale) / Rational(frame_.form(each.operands[0]).scale);
        return builder_.CreateMul(resized(integers_.at(each.operands[0]), bits),
                                  splat(factor.get_num(), bits));
      }
      case Opcode::Select:
        // Where the condition is undetermined the result is known only if both are equal.
        return builder_.CreateSelect(load_mask(conditions_.at(value)),
                                     brought_to(each.operands[2], form.scale, bits),
                                     brought_to(each.operands[1], form.scale, bits));
      default: bug("an instruction that a kernel cannot compute gives a number");
    }
  }

  llvm::Value* emit_mask(ir::ValueId value) const {
    const ir::Instruction& each = instruction(value);
    switch (each.opcode) {
      case Opcode::ColumnIs:
      case Opcode::ColumnAtLeast: {
        const unsigned bits = entry(value).compare_bits;
        llvm::Value* codes =
            load_integers(frame_.input(column_buffer(frame_, each.column, 1)), bits);
        llvm::Value* member = splat(mpz_class(each.member), bits);
        return each.opcode == Opcode::ColumnIs ? builder_.CreateICmpEQ(codes, member)
                                               : builder_.CreateICmpUGE(codes, member);
      }
      case Opcode::SameRow:
        return builder_.CreateICmpEQ(
            load_integers(frame_.input(column_buffer(frame_, each.column, 1)), 32),
            load_integers(frame_.input(column_buffer(frame_, each.other_column, 1)), 32));
      case Opcode::Less:
      case Opcode::LessEqual:
      case Opcode::Equal:
        if (entry(value).with_constant) return compare_with_threshold(value);
        return compare(value, each.operands[0], each.operands[1]);
      case Opcode::Select: return compare(value, each.operands[1], each.operands[2]);
      default: bug("an instruction that compares nothing has a mask");
    }
  }

  llvm::Value* compare_with_threshold(ir::ValueId value) const {
    const Schedule::Entry& found = entry(value);
    llvm::Value* integers = integers_.at(found.compared);
    llvm::Value* threshold = splat(found.threshold, found.compare_bits);
    switch (found.relation) {
      case Relation::AtMost: return builder_.CreateICmpSLE(integers, threshold);
      case Relation::AtLeast: return builder_.CreateICmpSGE(integers, threshold);
      case Relation::Exactly: break;
    }
    return builder_.CreateICmpEQ(integers, threshold);
  }

  llvm::Value* compare(ir::ValueId value, ir::ValueId a, ir::ValueId b) const {
    const unsigned bits = entry(value).compare_bits;
    mpz_class scale;
    mpz_lcm(scale.get_mpz_t(), frame_.form(a).scale.get_mpz_t(), frame_.form(b).scale.get_mpz_t());
    llvm::Value* left = brought_to(a, scale, bits);
    llvm::Value* right = brought_to(b, scale, bits);
    switch (instruction(value).opcode) {
      case Opcode::Less: return builder_.CreateICmpSLT(left, right);
      case Opcode::LessEqual: return builder_.CreateICmpSLE(left, right);
      default: return builder_.CreateICmpEQ(left, right);
    }
  }

  /// `*(intN x group*)(output + row * N / 8) = known ? integers : 0`.
  void emit_store(const StoreRequest& request) const {
    const unsigned stored =
        layout::bits_of(frame_.form(request.value)) <= layout::widest_output_bits ? 64 : 128;
    llvm::Value* integers = resized(integers_.at(request.value), stored);
    llvm::Value* masked = builder_.CreateSelect(
        load_mask(request.known), integers, llvm::Constant::getNullValue(integers_type(stored)));
    llvm::Value* start = frame_.output(value_buffer(frame_, request.value, 1));
    llvm::Value* place = builder_.CreateInBoundsGEP(builder_.getIntNTy(stored), start, row());
    builder_.CreateAlignedStore(masked, place, llvm::Align(64));
  }

  const Frame& frame_;
  llvm::IRBuilder<>& builder_;
  std::map<ir::ValueId, llvm::Value*> conditions_;
  std::map<ir::ValueId, llvm::Value*> integers_;  // of the part being emitted
  llvm::Value* word_ = nullptr;
  llvm::Value* first_row_ = nullptr;
  unsigned group_ = 64;
  unsigned part_ = 0;
};

}  // namespace

void emit_loop(const Frame& frame, const std::vector<MaskRequest>& masks,
               const std::vector<StoreRequest>& stores, const std::vector<Condition>& conditions) {
  LoopEmitter(frame, conditions).run(masks, stores);
}

}  // namespace nansen::codegen
