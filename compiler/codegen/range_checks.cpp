// Emits, where integers of `bits` bits are loaded in a loop over a block's words:
//
//   furthest = max(furthest, (unsigned)(integers - least));       // in each lane
//
// and after the loop over blocks
//
//   outside |= any(furthest > greatest - least);
//
// A difference and a maximum are less to do than two comparisons whose results are gathered.
#include "compiler/codegen/range_checks.h"

#include <algorithm>

namespace nansen::codegen {

std::uint64_t RangeChecks::Check::span() const {
  return static_cast<std::uint64_t>(range.greatest) - static_cast<std::uint64_t>(range.least);
}

llvm::Constant* RangeChecks::Check::splat(llvm::Type* type, std::uint64_t number) const {
  return llvm::ConstantInt::get(type, llvm::APInt(64, number).trunc(bits));
}

RangeChecks::RangeChecks(Frame& frame) : frame_(frame), builder_(frame.builder) {
  if (!frame.given_truths) return;
  for (const plan::ColumnRange& range : plan::ranges_to_check(frame.module, frame.step)) {
    Check check{.range = range,
                .bits = 8U * layout::shape_of(frame.module.columns[range.column]).width};
    if (check.span() < ~std::uint64_t{0} >> (64 - check.bits)) checks_.push_back(check);
  }
}

void RangeChecks::look(ir::ColumnId column, llvm::Value* integers) {
  for (Check& check : checks_) {
    if (check.range.column != column) continue;
    if (check.group == 0) check.group = group_;
    if (check.group == group_) widen(check, integers);
  }
}

void RangeChecks::widen(Check& check, llvm::Value* integers) {
  llvm::Type* type = integers->getType();
  if (check.slot == nullptr) {
    const auto end = frame_.slots_end->getIterator();
    check.slot = new llvm::AllocaInst(type, 0, nullptr, llvm::Align(64), "", end);
    const auto bits = type->getPrimitiveSizeInBits().getFixedValue();
    const llvm::Align align(std::min<std::uint64_t>(64, bits / 8));
    new llvm::StoreInst(llvm::Constant::getNullValue(type), check.slot, false, align, end);
  }
  if (check.furthest == nullptr) check.furthest = builder_.CreateLoad(type, check.slot);
  if (check.range.least != 0) {
    const auto least = static_cast<std::uint64_t>(check.range.least);
    integers = builder_.CreateSub(integers, check.splat(type, least));
  }
  check.furthest = builder_.CreateBinaryIntrinsic(llvm::Intrinsic::umax, check.furthest, integers);
}

void RangeChecks::end_loop() {
  for (Check& check : checks_) {
    if (check.furthest != nullptr) builder_.CreateStore(check.furthest, check.slot);
    check.furthest = nullptr;
  }
}

void RangeChecks::look_at_rest() {
  std::vector<Check*> rest;
  for (Check& check : checks_) {
    if (check.group == 0) rest.push_back(&check);
  }
  if (rest.empty()) return;
  llvm::LLVMContext& context = builder_.getContext();
  llvm::BasicBlock* before = builder_.GetInsertBlock();
  llvm::BasicBlock* body = llvm::BasicBlock::Create(context, "ranges", before->getParent());
  llvm::BasicBlock* after = llvm::BasicBlock::Create(context, "ranged", before->getParent());
  builder_.CreateBr(body);
  builder_.SetInsertPoint(body);
  llvm::PHINode* word = builder_.CreatePHI(frame_.target.index_type(context), 2);
  word->addIncoming(frame_.index(0), before);
  llvm::Value* first = builder_.CreateAdd(
      builder_.CreateShl(frame_.block, llvm::Log2_32(frame_.target.plane_rows())),
      builder_.CreateShl(word, 6));
  for (Check* check : rest) {
    llvm::Value* start = frame_.input(column_buffer(frame_, check->range.column, 1));
    llvm::Type* integer = builder_.getIntNTy(check->bits);
    const unsigned lanes = frame_.target.vector_bits / check->bits;
    llvm::Type* type = llvm::FixedVectorType::get(integer, lanes);
    for (unsigned row = 0; row < 64; row += lanes) {
      llvm::Value* place =
          builder_.CreateInBoundsGEP(integer, start, builder_.CreateAdd(first, frame_.index(row)));
      widen(*check, frame_.unchanging(builder_.CreateAlignedLoad(type, place, llvm::Align(1))));
    }
  }
  end_loop();
  llvm::Value* next = builder_.CreateAdd(word, frame_.index(1));
  word->addIncoming(next, body);
  builder_.CreateCondBr(builder_.CreateICmpULT(next, frame_.index(frame_.target.plane_words)), body,
                        after);
  builder_.SetInsertPoint(after);
}

void RangeChecks::store() {
  if (!frame_.given_truths) return;
  llvm::Value* outside = builder_.getFalse();
  for (const Check& check : checks_) {
    llvm::Type* type = check.slot->getAllocatedType();
    llvm::Value* furthest = builder_.CreateLoad(type, check.slot);
    llvm::Value* further = builder_.CreateICmpUGT(furthest, check.splat(type, check.span()));
    outside = builder_.CreateOr(outside, builder_.CreateOrReduce(further));
  }
  llvm::Value* place = builder_.CreateConstInBoundsGEP1_64(builder_.getPtrTy(), frame_.outputs,
                                                           frame_.step.outputs.size());
  place = frame_.unchanging(builder_.CreateLoad(builder_.getPtrTy(), place));
  builder_.CreateStore(builder_.CreateZExt(outside, builder_.getInt64Ty()), place);
}

}  // namespace nansen::codegen
