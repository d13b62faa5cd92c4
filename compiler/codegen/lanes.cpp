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
// register, so that a comparison of codes takes 64 rows at once and one of dates 16. What takes
// long and is wanted again, by another loop or in groups of another size, is kept on the stack.
// Of WebAssembly groups are smaller, and a mask is stored once it has all bits of a word.
#include "compiler/codegen/lanes.h"

#include <algorithm>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/codegen/day_lanes.h"
#include "compiler/codegen/range_checks.h"

namespace nansen::codegen {
namespace {

using ir::Opcode;
using Relation = layout::Threshold::Relation;

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
  LoopEmitter(Frame& frame, const PlaneSlots& planes)
      : frame_(frame), builder_(frame.builder), planes_(planes) {}

  void run(const std::vector<MaskRequest>& masks, const std::vector<StoreRequest>& stores) {
    llvm::LLVMContext& context = builder_.getContext();
    llvm::Function* function = builder_.GetInsertBlock()->getParent();
    llvm::BasicBlock* before = builder_.GetInsertBlock();
    llvm::BasicBlock* body = llvm::BasicBlock::Create(context, "words", function);
    llvm::BasicBlock* after = llvm::BasicBlock::Create(context, "planes", function);
    builder_.CreateBr(body);
    builder_.SetInsertPoint(body);
    llvm::PHINode* word =
        builder_.CreatePHI(frame_.target.index_type(builder_.getContext()), 2, "word");
    word_ = word;
    first_row_ = builder_.CreateAdd(
        builder_.CreateShl(frame_.block, llvm::Log2_32(frame_.target.plane_rows())),
        builder_.CreateShl(word, 6));
    for (const unsigned group : {64U, 32U, 16U, 8U}) emit_group(group, masks, stores);
    frame_.ranges->end_loop();
    llvm::Value* next = builder_.CreateAdd(word, frame_.index(1));
    word->addIncoming(frame_.index(0), before);
    word->addIncoming(next, builder_.GetInsertBlock());
    llvm::Value* more = builder_.CreateICmpULT(next, frame_.index(frame_.target.plane_words));
    builder_.CreateCondBr(more, body, after);
    builder_.SetInsertPoint(after);
  }

 private:
  const Schedule::Entry& entry(ir::ValueId value) const { return frame_.schedule.of(value); }
  const ir::Instruction& instruction(ir::ValueId value) const {
    return frame_.module.instructions[value];
  }

  void emit_group(unsigned group, const std::vector<MaskRequest>& masks,
                  const std::vector<StoreRequest>& stores) {
    frame_.ranges->begin_group();
    std::vector<ir::ValueId> roots;
    for (const MaskRequest& request : masks) {
      if (entry(request.value).group != group) continue;
      const auto numbers = numbers_of_mask(frame_.module, frame_.schedule, request.value);
      roots.insert(roots.end(), numbers.begin(), numbers.end());
    }
    for (const StoreRequest& request : stores) {
      if (output_group(entry(request.value)) == group) roots.push_back(request.value);
    }
    const auto is_there = [&](ir::ValueId value) { return frame_.kept.count(value) != 0; };
    const std::vector<ir::ValueId> numbers =
        numbers_behind(frame_.module, frame_.schedule, std::move(roots), is_there);
    std::map<ir::ValueId, llvm::Value*> fresh;
    for (const ir::ValueId value : numbers) {
      if (!entry(value).kept || is_there(value)) continue;
      fresh[value] = frame_.make_numbers_slot(entry(value).bits);
    }
    group_ = group;
    const unsigned parts = 64 / group;
    words_.clear();
    const auto emit_number = [&](ir::ValueId value) {
      parts_[part_][value] = is_there(value) ? load_kept(value) : emit_integers(value);
      if (const auto slot = fresh.find(value); slot != fresh.end()) {
        builder_.CreateAlignedStore(integers_of(value), kept_place(value, slot->second),
                                    kept_align(value));
      }
    };
    const auto emit_requests = [&] {
      for (const MaskRequest& request : masks) {
        if (entry(request.value).group == group) store_mask(request);
      }
      for (const StoreRequest& request : stores) {
        if (output_group(entry(request.value)) == group) emit_store(request);
      }
    };
    parts_.assign(parts, {});
    if (frame_.target.parts_take_turns) {
      for (const ir::ValueId value : numbers) {
        for (part_ = 0; part_ < parts; ++part_) emit_number(value);
      }
      for (part_ = 0; part_ < parts; ++part_) emit_requests();
    } else {
      for (part_ = 0; part_ < parts; ++part_) {
        for (const ir::ValueId value : numbers) emit_number(value);
        emit_requests();
      }
    }
    frame_.kept.insert(fresh.begin(), fresh.end());
  }

  /// The integers of `value` in the part being emitted.
  llvm::Value* integers_of(ir::ValueId value) const { return parts_[part_].at(value); }

  // ---- kept numbers ----

  /// `(int<bits>*)slot + word * 64 + part * group`.
  llvm::Value* kept_place(ir::ValueId value, llvm::Value* slot) const {
    llvm::Value* row = builder_.CreateAdd(builder_.CreateShl(word_, 6),
                                          frame_.index(std::uint64_t{part_} * group_));
    return builder_.CreateInBoundsGEP(builder_.getIntNTy(entry(value).bits), slot, row);
  }
  llvm::Align kept_align(ir::ValueId value) const {
    return llvm::Align(std::min(64U, group_ * entry(value).bits / 8));
  }
  llvm::Value* load_kept(ir::ValueId value) const {
    return builder_.CreateAlignedLoad(integers_type(entry(value).bits),
                                      kept_place(value, frame_.kept.at(value)), kept_align(value));
  }

  // ---- vectors ----

  llvm::VectorType* integers_type(unsigned bits) const {
    return llvm::FixedVectorType::get(builder_.getIntNTy(bits), group_);
  }

  /// `first_row_ + part * group`.
  llvm::Value* row() const {
    return builder_.CreateAdd(first_row_, frame_.index(std::uint64_t{part_} * group_));
  }

  /// `*(intN x group*)(start + row * N / 8)`.
  llvm::Value* load_integers(llvm::Value* start, unsigned bits) const {
    llvm::Value* place = builder_.CreateInBoundsGEP(builder_.getIntNTy(bits), start, row());
    const unsigned align = frame_.given_truths ? 1U : std::min(64U, group_ * bits / 8);
    return frame_.unchanging(
        builder_.CreateAlignedLoad(integers_type(bits), place, llvm::Align(align)));
  }

  llvm::Value* load_column(ir::ColumnId column, unsigned bits) const {
    llvm::Value* found = load_integers(frame_.input(column_buffer(frame_, column, 1)), bits);
    frame_.ranges->look(column, found);
    return found;
  }

  llvm::Value* resized(llvm::Value* integers, unsigned bits) const {
    return builder_.CreateSExtOrTrunc(integers, integers_type(bits));
  }

  llvm::Value* splat(const mpz_class& number, unsigned bits) const {
    return llvm::ConstantInt::get(integers_type(bits), integer(number, bits));
  }

  llvm::Value* times(llvm::Value* integers, const mpz_class& factor, unsigned bits) const {
    return product(builder_, frame_.target, integers, integer(factor, bits));
  }

  /// The integers of `value` as multiples of 1/scale, in `bits` bits.
  llvm::Value* brought_to(ir::ValueId value, const mpz_class& scale, unsigned bits) const {
    llvm::Value* integers = resized(integers_of(value), bits);
    const mpz_class factor = scale / frame_.form(value).scale;
    return factor == 1 ? integers : times(integers, factor, bits);
  }

  /// `group` bits of the plane in `slot`, as a vector of truths to select integers of `bits` bits
  /// by.
  llvm::Value* load_mask(llvm::Value* slot, unsigned bits) const {
    return load_truths(builder_, frame_.target, mask_place(slot), group_, bits);
  }
  llvm::Value* load_mask(ir::ValueId value, bool yes, unsigned bits) const {
    return load_mask(planes_.at({value, yes}), bits);
  }

  void store_mask(const MaskRequest& request) {
    llvm::Value* bits = bits_of(builder_, frame_.target, emit_mask(request.value),
                                entry(request.value).compare_bits);
    if (frame_.target.native) {
      builder_.CreateStore(bits, mask_place(request.slot));
      return;
    }
    llvm::Value*& word = words_[request.value];
    bits = builder_.CreateShl(builder_.CreateZExt(bits, builder_.getInt64Ty()), part_ * group_);
    word = word == nullptr ? bits : builder_.CreateOr(word, bits);
    if ((part_ + 1) * group_ != 64) return;
    builder_.CreateStore(word,
                         builder_.CreateInBoundsGEP(builder_.getInt64Ty(), request.slot, word_));
  }

  /// `(bits<group>*)slot + word * (64 / group) + part`.
  llvm::Value* mask_place(llvm::Value* slot) const {
    const unsigned parts = 64 / group_;
    llvm::Value* index =
        builder_.CreateAdd(builder_.CreateMul(word_, frame_.index(parts)), frame_.index(part_));
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
        return resized(load_column(each.column, stored), bits);
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
        return times(resized(integers_of(each.operands[0]), bits), factor.get_num(), bits);
      }
      case Opcode::Select:
        // Where the condition is undetermined the result is known only if both are equal.
        return builder_.CreateSelect(load_mask(each.operands[0], false, bits),
                                     brought_to(each.operands[2], form.scale, bits),
                                     brought_to(each.operands[1], form.scale, bits));
      case Opcode::SelectLeast:
      case Opcode::SelectGreatest: return resized(selected_bound(value), bits);
      case Opcode::Minimum:
      case Opcode::Maximum:
      case Opcode::MinimumKnown:
      case Opcode::MaximumKnown: return resized(outermost(value), bits);
      case Opcode::Agreed: return brought_to(each.operands[0], form.scale, bits);
      case Opcode::AddDays:
      case Opcode::AddMonths:
      case Opcode::NextWorkingDay:
      case Opcode::DaysCounted:
      case Opcode::CountedUntil: return resized(emit_days(each), bits);
      default: bug("an instruction that a kernel cannot compute gives a number");
    }
  }

  // ---- one of several numbers ----

  /// The smaller or the larger of two integers.
  llvm::Value* outer(bool least, llvm::Value* a, llvm::Value* b) const {
    return builder_.CreateBinaryIntrinsic(least ? llvm::Intrinsic::smin : llvm::Intrinsic::smax, a,
                                          b);
  }

  /// `yes ? a : no ? b : min(a, b)`, or the larger of both.
  llvm::Value* selected_bound(ir::ValueId value) const {
    const ir::Instruction& each = instruction(value);
    const unsigned bits = compare_bits(value);
    llvm::Value* a = brought_to(each.operands[1], frame_.form(value).scale, bits);
    llvm::Value* b = brought_to(each.operands[2], frame_.form(value).scale, bits);
    llvm::Value* either = outer(each.opcode == Opcode::SelectLeast, a, b);
    llvm::Value* not_yes =
        builder_.CreateSelect(load_mask(each.operands[0], false, bits), b, either);
    return builder_.CreateSelect(load_mask(each.operands[0], true, bits), a, not_yes);
  }

  /// The least or the greatest of the operands; of those that are known, the others being taken for
  /// what no number is beyond.
  llvm::Value* outermost(ir::ValueId value) const {
    const ir::Instruction& each = instruction(value);
    const bool least = each.opcode == Opcode::Minimum || each.opcode == Opcode::MinimumKnown;
    const unsigned bits = compare_bits(value);
    const llvm::APInt beyond =
        least ? llvm::APInt::getSignedMaxValue(bits) : llvm::APInt::getSignedMinValue(bits);
    llvm::Value* result = nullptr;
    for (const ir::ValueId operand : each.operands) {
      llvm::Value* next = brought_to(operand, frame_.form(value).scale, bits);
      const auto known = planes_.find({operand, true});
      if (known != planes_.end() && is_of_known(each.opcode)) {
        next = builder_.CreateSelect(load_mask(known->second, bits), next,
                                     llvm::ConstantInt::get(integers_type(bits), beyond));
      }
      result = result == nullptr ? next : outer(least, result, next);
    }
    return result;
  }

  static bool is_of_known(Opcode opcode) {
    return opcode == Opcode::MinimumKnown || opcode == Opcode::MaximumKnown;
  }
  unsigned compare_bits(ir::ValueId value) const { return entry(value).compare_bits; }

  // ---- days ----

  llvm::Value* emit_days(const ir::Instruction& each) const {
    const DayLanes days(builder_, group_, frame_.target.index_bits);
    const auto day = [&](std::size_t position) { return cut_to_32(each.operands[position]); };
    switch (each.opcode) {
      case Opcode::AddDays: return days.add_days(day(0), within(each.operands[1], DayLanes::most));
      case Opcode::AddMonths: {
        const auto month_end = static_cast<runtime::MonthEnd>(each.member);
        const ir::ValueId months = each.operands[1];
        if (instruction(months).opcode == Opcode::ConstantNumber) {
          const mpz_class& number = instruction(months).number.get_num();
          const mpz_class most = DayLanes::most_months;
          return days.add_months(day(0), std::clamp<mpz_class>(number, -most, most).get_si(),
                                 month_end);
        }
        return days.add_months(day(0), within(months, DayLanes::most_months), month_end);
      }
      case Opcode::NextWorkingDay:
        return days.next_working_day(day(0),
                                     frame_.input(plan::calendar_buffer(each, frame_.step.domain)));
      default: break;
    }
    std::vector<StretchLanes> stretches;
    for (std::size_t first = 1; first + 1 < each.operands.size(); first += 2) {
      stretches.push_back({day(first), day(first + 1)});
    }
    if (each.opcode == Opcode::CountedUntil) return days.counted_until(day(0), stretches);
    return days.days_counted(day(0), stretches, {each.count, each.member == 1});
  }

  llvm::Value* cut_to_32(ir::ValueId value) const { return resized(integers_of(value), 32); }

  /// The number, or the nearest within `most` of zero.
  llvm::Value* within(ir::ValueId value, std::int32_t most) const {
    const layout::NumberForm& form = frame_.form(value);
    if (form.least >= -most && form.greatest <= most) return cut_to_32(value);
    const unsigned bits = std::max(entry(value).bits, 32U);
    llvm::Value* number = resized(integers_of(value), bits);
    number = outer(true, number, splat(most, bits));
    return resized(outer(false, number, splat(-most, bits)), 32);
  }

  // ---- masks ----

  llvm::Value* emit_mask(ir::ValueId value) const {
    const ir::Instruction& each = instruction(value);
    switch (each.opcode) {
      case Opcode::ColumnIs:
      case Opcode::ColumnAtLeast: {
        const unsigned bits = entry(value).compare_bits;
        llvm::Value* codes = load_column(each.column, bits);
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
      case Opcode::Agreed: return compare(value, each.operands[0], each.operands[1]);
      default: bug("an instruction that compares nothing has a mask");
    }
  }

  llvm::Value* compare_with_threshold(ir::ValueId value) const {
    const Schedule::Entry& found = entry(value);
    llvm::Value* integers = integers_of(found.threshold.compared);
    llvm::Value* threshold = splat(found.threshold.threshold, found.compare_bits);
    switch (found.threshold.relation) {
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
    llvm::Value* integers = resized(integers_of(request.value), stored);
    llvm::Value* masked =
        builder_.CreateSelect(load_mask(request.known, stored), integers,
                              llvm::Constant::getNullValue(integers_type(stored)));
    llvm::Value* start = frame_.output(value_buffer(frame_, request.value, 1));
    llvm::Value* place = builder_.CreateInBoundsGEP(builder_.getIntNTy(stored), start, row());
    builder_.CreateAlignedStore(masked, place, llvm::Align(64));
  }

  Frame& frame_;
  llvm::IRBuilder<>& builder_;
  const PlaneSlots& planes_;
  std::vector<std::map<ir::ValueId, llvm::Value*>> parts_;  // the integers, by part
  std::map<ir::ValueId, llvm::Value*> words_;  // masks of the word, as far as they are there
  llvm::Value* word_ = nullptr;
  llvm::Value* first_row_ = nullptr;
  unsigned group_ = 64;
  unsigned part_ = 0;
};

}  // namespace

void emit_loop(Frame& frame, const std::vector<MaskRequest>& masks,
               const std::vector<StoreRequest>& stores, const PlaneSlots& planes) {
  LoopEmitter(frame, planes).run(masks, stores);
}

}  // namespace nansen::codegen
