// Emits, for a step:
//
//   void kernel(const void* const* inputs, void* const* outputs, int64 first, int64 count) {
//     for (block = first; block < first + count; ++block) {
//       plane x_yes = ((plane*)inputs[0])[block], x_no = ((plane*)inputs[1])[block]; ...
//       and: yes = x_yes & y_yes, no = x_no | y_no      or: the dual      not: the two swapped
//       ((plane*)outputs[0])[block] = yes; ...
//     }
//   }
//
// A plane is 512 bits, one a row, or what of them fills the target's vectors. A known number is a
// plane too; its integers live in the loops of lanes.cpp. Nothing branches on a case.
#include "compiler/codegen/kernel.h"

#include <algorithm>
#include <utility>

#include "compiler/base/bug.h"
#include "compiler/codegen/frame.h"
#include "compiler/codegen/lanes.h"
#include "compiler/codegen/range_checks.h"

namespace nansen::codegen {
namespace {

using ir::Opcode;
using ir::ValueId;

/// Of a truth its two planes; of a number `yes` is the known plane.
struct Planes {
  llvm::Value* yes = nullptr;
  llvm::Value* no = nullptr;
};

class KernelEmitter {
 public:
  KernelEmitter(llvm::IRBuilder<>& builder, Frame& frame)
      : frame_(frame),
        builder_(builder),
        planes_(frame.module.instructions.size()),
        wanted_(frame.module.instructions.size(), false),
        masks_(frame.module.instructions.size(), nullptr) {}

  /// Everything of one block.
  void run() {
    for (unsigned loop = 1; loop <= frame_.schedule.loops; ++loop) emit_loop_and_before(loop);
    for (const ValueId value : output_values()) want(value);
    emit_wanted(/*store=*/true);
  }

 private:
  const Schedule::Entry& entry(ValueId value) const { return frame_.schedule.of(value); }
  const ir::Instruction& instruction(ValueId value) const {
    return frame_.module.instructions[value];
  }
  Planes& planes(ValueId value) { return planes_[static_cast<std::size_t>(value.index)]; }
  static std::size_t index(ValueId value) { return static_cast<std::size_t>(value.index); }

  std::vector<ValueId> output_values() const {
    std::vector<ValueId> values;
    for (const plan::KernelBuffer& buffer : frame_.step.outputs) {
      if (buffer.buffer == 0) values.push_back(buffer.value);
    }
    return values;
  }

  // ---- phases ----

  // The numbers of loop `loop` are chosen by planes, and the stores masked by them, read from
  // slots; so these planes come first.
  void emit_loop_and_before(unsigned loop) {
    std::vector<ValuePlane> chosen_by;
    std::vector<ValueId> compared;
    std::vector<ValueId> stored;
    for (const ValueId value : frame_.step.instructions) {
      const Schedule::Entry& found = entry(value);
      if (found.loop <= loop) {
        for (const ValuePlane& plane : planes_in_loops(frame_.module, instruction(value))) {
          chosen_by.push_back(plane);
        }
      }
      if (found.mask == Schedule::Mask::Computed && found.mask_loop == loop) {
        compared.push_back(value);
      }
    }
    for (const ValueId value : output_values()) {
      if (ir::gives_number(instruction(value).opcode) && output_loop(entry(value)) == loop) {
        stored.push_back(value);
      }
    }
    if (compared.empty() && stored.empty()) return;
    for (const ValuePlane& plane : chosen_by) want(plane.value);
    for (const ValueId value : stored) want(value);
    emit_wanted(/*store=*/false);

    for (const ValuePlane& plane : chosen_by) put_in_slot(plane);
    std::vector<StoreRequest> stores;
    for (const ValueId value : stored) stores.push_back({value, put_in_slot({value, true})});
    std::vector<MaskRequest> masks;
    for (const ValueId value : compared) {
      masks_[index(value)] = frame_.make_slot();
      masks.push_back({value, masks_[index(value)]});
    }
    emit_loop(frame_, masks, stores, slots_);
  }

  llvm::Value* put_in_slot(const ValuePlane& plane) {
    llvm::Value*& slot = slots_[plane];
    if (slot == nullptr) {
      slot = frame_.make_slot();
      const Planes& found = planes(plane.value);
      frame_.store_slot(plane.yes ? found.yes : found.no, slot);
    }
    return slot;
  }

  // ---- planes ----

  // Marks `root` and what its planes are made of, as far as they are not there yet.
  void want(ValueId root) {
    std::vector<ValueId> pending{root};
    while (!pending.empty()) {
      const ValueId value = pending.back();
      pending.pop_back();
      if (planes(value).yes != nullptr || wanted_[index(value)]) continue;
      if (!entry(value).here) {
        read_value(value);
        continue;
      }
      wanted_[index(value)] = true;
      for (const ValueId operand : instruction(value).operands) pending.push_back(operand);
    }
  }

  // A value that an earlier step computed.
  void read_value(ValueId value) {
    planes(value).yes = frame_.load_plane(value_buffer(frame_, value, 0));
    if (!ir::gives_number(instruction(value).opcode)) {
      planes(value).no = frame_.load_plane(value_buffer(frame_, value, 1));
    }
  }

  // Emits what is wanted, in the step's order, which puts each value near its use. With `store` the
  // outputs leave as soon as they are there.
  void emit_wanted(bool store) {
    std::vector<bool> output(planes_.size(), false);
    if (store) {
      for (const ValueId value : output_values()) output[index(value)] = true;
    }
    for (const ValueId value : frame_.step.instructions) {
      if (wanted_[index(value)]) {
        planes(value) = emit(instruction(value), value);
        wanted_[index(value)] = false;
      }
      if (output[index(value)]) store_output(value);
    }
  }

  void store_output(ValueId value) {
    frame_.store_plane(planes(value).yes, value_buffer(frame_, value, 0));
    if (!ir::gives_number(instruction(value).opcode)) {
      frame_.store_plane(planes(value).no, value_buffer(frame_, value, 1));
    }
  }

  llvm::Value* all() const { return llvm::Constant::getAllOnesValue(frame_.plane_type()); }
  llvm::Value* none() const { return llvm::Constant::getNullValue(frame_.plane_type()); }
  llvm::Value* column(const ir::Instruction& each, std::uint32_t buffer) const {
    return frame_.load_plane(column_buffer(frame_, each.column, buffer));
  }

  Planes emit(const ir::Instruction& each, ValueId value) {
    switch (each.opcode) {
      case Opcode::ConstantTruth:
        return {each.truth == Truth::Yes ? all() : none(),
                each.truth == Truth::No ? all() : none()};
      case Opcode::ColumnTruth: {
        llvm::Value* first = column(each, 0);
        llvm::Value* second = column(each, 1);
        if (!frame_.given_truths) return {first, second};
        return {both(first, second), and_not(second, first)};
      }
      case Opcode::ColumnIncludes: {
        // A set's member planes are clear where the set is not known.
        llvm::Value* member = column(each, 1 + each.member);
        return {member, and_not(column(each, 0), member)};
      }
      case Opcode::ColumnIs:
      case Opcode::ColumnAtLeast: return masked(value, column(each, 0));
      case Opcode::SameRow:
        return masked(value, both(column(each, 0),
                                  frame_.load_plane(column_buffer(frame_, each.other_column, 0))));
      case Opcode::Less:
      case Opcode::LessEqual:
      case Opcode::Equal:
        return masked(value, both(planes(each.operands[0]).yes, planes(each.operands[1]).yes));
      case Opcode::Not: return {planes(each.operands[0]).no, planes(each.operands[0]).yes};
      case Opcode::And: return {all_of(each, &Planes::yes), any_of(each, &Planes::no)};
      case Opcode::Or: return {any_of(each, &Planes::yes), all_of(each, &Planes::no)};
      case Opcode::AtLeast: return at_least(each);
      case Opcode::Enclose: return enclosed(planes(each.operands[0]), planes(each.operands[1]));
      case Opcode::ConstantNumber: return {all(), nullptr};
      case Opcode::ColumnNumber: return {column(each, 0), nullptr};
      case Opcode::Add:
      case Opcode::Subtract: return {all_of(each, &Planes::yes), nullptr};
      case Opcode::Scale: return {planes(each.operands[0]).yes, nullptr};
      case Opcode::Select: return {selected_known(each, value), nullptr};
      case Opcode::SelectLeast:
      case Opcode::SelectGreatest: return {bounded_known(each), nullptr};
      case Opcode::MinimumKnown:
      case Opcode::MaximumKnown: return {any_of(each, &Planes::yes), nullptr};
      case Opcode::Minimum:
      case Opcode::Maximum:
      case Opcode::AddDays:
      case Opcode::AddMonths:
      case Opcode::NextWorkingDay:
      case Opcode::DaysCounted:
      case Opcode::CountedUntil: return {all_of(each, &Planes::yes), nullptr};
      case Opcode::Agreed:
        return {both(all_of(each, &Planes::yes), frame_.load_slot(masks_[index(value)])), nullptr};
      default: bug("a crossing between domains is in a kernel");
    }
  }

  llvm::Value* both(llvm::Value* a, llvm::Value* b) const { return builder_.CreateAnd(a, b); }
  llvm::Value* and_not(llvm::Value* a, llvm::Value* b) const {
    return builder_.CreateAnd(a, builder_.CreateNot(b));
  }

  llvm::Value* all_of(const ir::Instruction& each, llvm::Value* Planes::*plane) {
    llvm::Value* result = planes(each.operands[0]).*plane;
    for (std::size_t next = 1; next < each.operands.size(); ++next) {
      result = builder_.CreateAnd(result, planes(each.operands[next]).*plane);
    }
    return result;
  }

  llvm::Value* any_of(const ir::Instruction& each, llvm::Value* Planes::*plane) {
    llvm::Value* result = planes(each.operands[0]).*plane;
    for (std::size_t next = 1; next < each.operands.size(); ++next) {
      result = builder_.CreateOr(result, planes(each.operands[next]).*plane);
    }
    return result;
  }

  /// yes = known & mask, no = known & ~mask.
  Planes masked(ValueId value, llvm::Value* known) {
    switch (entry(value).mask) {
      case Schedule::Mask::Always: return {known, none()};
      case Schedule::Mask::Never: return {none(), known};
      case Schedule::Mask::None: bug("a comparison has no mask");
      case Schedule::Mask::Computed: break;
    }
    llvm::Value* mask = frame_.load_slot(masks_[index(value)]);
    return {both(known, mask), and_not(known, mask)};
  }

  /// Known where the branch taken is, or where both are and are equal.
  llvm::Value* selected_known(const ir::Instruction& each, ValueId value) {
    const Planes condition = planes(each.operands[0]);
    llvm::Value* a = planes(each.operands[1]).yes;
    llvm::Value* b = planes(each.operands[2]).yes;
    llvm::Value* equal = both(frame_.load_slot(masks_[index(value)]), both(a, b));
    return builder_.CreateOr(equal,
                             builder_.CreateOr(both(condition.yes, a), both(condition.no, b)));
  }

  /// Known where the branch taken is, or where both are.
  llvm::Value* bounded_known(const ir::Instruction& each) {
    const Planes condition = planes(each.operands[0]);
    llvm::Value* a = planes(each.operands[1]).yes;
    llvm::Value* b = planes(each.operands[2]).yes;
    return builder_.CreateOr(both(a, b),
                             builder_.CreateOr(both(condition.yes, a), both(condition.no, b)));
  }

  /// Where the bounds contradict each other nothing is certain.
  Planes enclosed(const Planes& strict, const Planes& wide) const {
    return {and_not(strict.yes, wide.no), and_not(wide.no, strict.yes)};
  }

  // ---- counting ----

  // At least m of n are yes iff the count of yes planes reaches m; it is no iff at least n - m + 1
  // are no.
  Planes at_least(const ir::Instruction& each) {
    std::vector<llvm::Value*> yes;
    std::vector<llvm::Value*> no;
    for (const ValueId operand : each.operands) {
      yes.push_back(planes(operand).yes);
      no.push_back(planes(operand).no);
    }
    const auto count = static_cast<std::size_t>(each.count);
    return {count_reaches(yes, count), count_reaches(no, each.operands.size() - count + 1)};
  }

  // Adds the planes up in binary with carry-save adders (three planes of one weight make a sum of
  // that weight and a carry of the next), then compares the digits with `count`.
  llvm::Value* count_reaches(std::vector<llvm::Value*> weight, std::size_t count) {
    std::vector<llvm::Value*> digits;
    while (!weight.empty()) {
      std::vector<llvm::Value*> carries;
      while (weight.size() > 1) {
        llvm::Value* a = take(weight);
        llvm::Value* b = take(weight);
        llvm::Value* half = builder_.CreateXor(a, b);
        if (weight.empty()) {
          carries.push_back(builder_.CreateAnd(a, b));
          weight.push_back(half);
          break;
        }
        llvm::Value* c = take(weight);
        carries.push_back(builder_.CreateOr(builder_.CreateAnd(a, b), builder_.CreateAnd(half, c)));
        weight.insert(weight.begin(), builder_.CreateXor(half, c));
      }
      digits.push_back(weight.front());
      weight = std::move(carries);
    }
    // From the least digit up: reached so far, of the digits below.
    llvm::Value* reached = all();
    for (std::size_t digit = 0; digit < digits.size(); ++digit) {
      reached = (count >> digit & 1) != 0 ? builder_.CreateAnd(digits[digit], reached)
                                          : builder_.CreateOr(digits[digit], reached);
    }
    return reached;
  }

  static llvm::Value* take(std::vector<llvm::Value*>& values) {
    llvm::Value* value = values.back();
    values.pop_back();
    return value;
  }

  Frame& frame_;
  llvm::IRBuilder<>& builder_;
  std::vector<Planes> planes_;
  std::vector<bool> wanted_;
  std::vector<llvm::Value*> masks_;  // slots
  PlaneSlots slots_;
};

llvm::Function* declare(const std::string& name, llvm::Module& target, const Target& machine) {
  llvm::LLVMContext& context = target.getContext();
  llvm::Type* pointer = llvm::PointerType::getUnqual(context);
  llvm::Type* number = machine.index_type(context);
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(context),
                                       {pointer, pointer, number, number}, false);
  auto* function = llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, target);
  function->setDoesNotThrow();
  // Where the processor has 512-bit registers, use them: a plane is one.
  const std::string width = std::to_string(machine.vector_bits);
  function->addFnAttr("prefer-vector-width", width);
  function->addFnAttr("min-legal-vector-width", width);
  return function;
}

}  // namespace

void emit_kernel(const ir::Module& module, const std::vector<layout::NumberForm>& forms,
                 const plan::Step& step, const std::string& name, llvm::Module& target,
                 TruthPlanes truths) {
  const Target& machine = target_of(target);
  llvm::LLVMContext& context = target.getContext();
  llvm::Function* function = declare(name, target, machine);
  llvm::BasicBlock* entry = llvm::BasicBlock::Create(context, "entry", function);
  llvm::BasicBlock* body = llvm::BasicBlock::Create(context, "block", function);
  llvm::BasicBlock* done = llvm::BasicBlock::Create(context, "done", function);

  llvm::IRBuilder<> builder(entry);
  // Planes shorter than a block are walked one by one.
  const auto planes = [&](llvm::Value* blocks) {
    const unsigned a_block = unsigned{runtime::block_rows} / machine.plane_rows();
    return a_block == 1 ? blocks
                        : builder.CreateMul(blocks, builder.getIntN(machine.index_bits, a_block));
  };
  llvm::Value* first = planes(function->getArg(2));
  llvm::Value* end = builder.CreateAdd(first, planes(function->getArg(3)));
  llvm::Instruction* to_body = builder.CreateBr(body);

  builder.SetInsertPoint(body);
  llvm::PHINode* block = builder.CreatePHI(machine.index_type(context), 2, "block");
  const Schedule found = schedule(module, forms, step, machine);
  Frame frame{builder, module, forms, step, found, machine};
  frame.inputs = function->getArg(0);
  frame.outputs = function->getArg(1);
  frame.block = block;
  frame.given_truths = truths == TruthPlanes::ValueAndValidity;
  frame.slots_end = to_body;
  RangeChecks ranges(frame);
  frame.ranges = &ranges;
  KernelEmitter(builder, frame).run();
  ranges.look_at_rest();

  llvm::Value* next = builder.CreateAdd(block, frame.index(1));
  block->addIncoming(first, entry);
  block->addIncoming(next, builder.GetInsertBlock());
  builder.CreateCondBr(builder.CreateICmpSLT(next, end), body, done);
  builder.SetInsertPoint(done);
  ranges.store();
  builder.CreateRetVoid();
}

}  // namespace nansen::codegen
