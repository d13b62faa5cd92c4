// Emits, for a step:
//
//   void kernel(const SheetFrame* frame) {
//     what the sheet has one of, from the totals of earlier loops
//     for (at = 0; at < frame->count; ++at) {
//       row = frame->list[at];
//       load what earlier loops stored; compute; store what later ones load; add to the totals
//     }
//     store the totals
//   }
//
// A number is a vector of eight scenarios. Nothing branches on a scenario, and every addition
// stands in the order written here, so that any processor gives the same numbers.
#include "compiler/codegen/sheet_kernel.h"

#include <llvm/IR/IRBuilder.h>

#include <cstddef>
#include <limits>
#include <map>
#include <utility>
#include <vector>

#include "compiler/base/bug.h"
#include "compiler/codegen/sheet_numbers.h"
#include "runtime/scenarios.h"

namespace nansen::codegen {
namespace {

using ir::SheetOpcode;
using ir::SheetOperation;
using ir::SheetValueId;

constexpr std::size_t line_bytes = runtime::scenario_lanes * sizeof(double);

std::size_t position(SheetValueId value) { return static_cast<std::size_t>(value.index); }

/// A number or a truth, as it is in the place where it is used.
struct Value {
  SheetNumber number;
  SheetTruth truth;
};

/// What a total, a least or a greatest number is gathered in.
struct Gathered {
  SheetValueId id;
  std::vector<llvm::Value*> start;
  std::vector<llvm::PHINode*> current;  // the number, its majorant if any, and what failed if any
  std::vector<llvm::Value*> next;
};

class SheetEmitter {
 public:
  SheetEmitter(const ir::Sheet& sheet, const execute::SheetPlan& plan, std::size_t step,
               llvm::Function* function)
      : sheet_(sheet),
        plan_(plan),
        step_(plan.steps[step]),
        scalars_(sheet),
        function_(function),
        outside_(function->getContext()),
        inside_(function->getContext()) {}

  void run() {
    llvm::LLVMContext& context = function_->getContext();
    auto* entry = llvm::BasicBlock::Create(context, "entry", function_);
    auto* body = llvm::BasicBlock::Create(context, "row", function_);
    auto* done = llvm::BasicBlock::Create(context, "done", function_);
    outside_.SetInsertPoint(entry);
    load_frame();
    before_loop();
    for (const SheetValueId id : step_.reductions) gathered_.push_back(begin(id));

    // Entry code may still be added while the loop is emitted, before this.
    llvm::Instruction* enter =
        outside_.CreateCondBr(outside_.CreateICmpNE(count_, outside_.getInt64(0)), body, done);
    outside_.SetInsertPoint(enter);
    inside_.SetInsertPoint(body);
    llvm::PHINode* at = inside_.CreatePHI(inside_.getInt64Ty(), 2, "at");
    for (Gathered& each : gathered_) {
      for (llvm::Value* start : each.start) {
        each.current.push_back(inside_.CreatePHI(start->getType(), 2));
        each.current.back()->addIncoming(start, entry);
      }
    }
    llvm::PHINode* undecided = inside_.CreatePHI(inside_.getInt8Ty(), 2, "undecided");
    undecided->addIncoming(undecided_outside_, entry);
    undecided_inside_ = undecided;
    loop_body(at);
    llvm::Value* next = inside_.CreateAdd(at, inside_.getInt64(1));
    inside_.CreateCondBr(inside_.CreateICmpULT(next, count_), body, done);
    at->addIncoming(inside_.getInt64(0), entry);
    at->addIncoming(next, body);
    undecided->addIncoming(undecided_inside_, body);
    for (Gathered& each : gathered_) {
      for (std::size_t part = 0; part < each.start.size(); ++part) {
        each.current[part]->addIncoming(each.next[part], body);
      }
    }

    outside_.SetInsertPoint(done);
    after_loop(entry, body);
    outside_.CreateRetVoid();
  }

 private:
  const SheetOperation& at(SheetValueId id) const { return sheet_.operations[id]; }
  const execute::SheetValue& of(SheetValueId id) const { return plan_.of(id); }

  // ---- memory ----

  llvm::Value* field(std::size_t offset, llvm::Type* type) {
    llvm::Value* place =
        outside_.CreateConstInBoundsGEP1_64(outside_.getInt8Ty(), function_->getArg(0), offset);
    return unchanging(outside_.CreateLoad(type, place));
  }

  void load_frame() {
    llvm::Type* pointer = outside_.getPtrTy();
    llvm::Type* number = outside_.getInt64Ty();
    inputs_ = field(offsetof(execute::SheetFrame, inputs), pointer);
    parameters_ = field(offsetof(execute::SheetFrame, parameters), pointer);
    scalar_table_ = field(offsetof(execute::SheetFrame, scalars), pointer);
    masks_ = field(offsetof(execute::SheetFrame, masks), pointer);
    list_ = field(offsetof(execute::SheetFrame, list), pointer);
    count_ = field(offsetof(execute::SheetFrame, count), number);
    rows_ = field(offsetof(execute::SheetFrame, rows), number);
    row_memory_ = field(offsetof(execute::SheetFrame, row_memory), pointer);
    sheet_memory_ = field(offsetof(execute::SheetFrame, sheet_memory), pointer);
    undecided_place_ = field(offsetof(execute::SheetFrame, undecided), pointer);
    asked_ = field(offsetof(execute::SheetFrame, asked), pointer);
    undecided_outside_ = outside_.getInt8(0);
  }

  llvm::LoadInst* unchanging(llvm::LoadInst* load) {
    load->setMetadata(llvm::LLVMContext::MD_invariant_load,
                      llvm::MDNode::get(function_->getContext(), {}));
    return load;
  }

  static llvm::Value* plus(llvm::IRBuilder<>& builder, llvm::Value* pointer, llvm::Value* bytes) {
    return builder.CreateInBoundsGEP(builder.getInt8Ty(), pointer, bytes);
  }
  static llvm::Value* plus(llvm::IRBuilder<>& builder, llvm::Value* pointer, std::size_t bytes) {
    return builder.CreateConstInBoundsGEP1_64(builder.getInt8Ty(), pointer, bytes);
  }

  static llvm::Value* load_line(llvm::IRBuilder<>& builder, llvm::Value* place) {
    return builder.CreateAlignedLoad(SheetNumbers(builder).eight(), place, llvm::Align(line_bytes));
  }
  static void store_line(llvm::IRBuilder<>& builder, llvm::Value* line, llvm::Value* place) {
    builder.CreateAlignedStore(line, place, llvm::Align(line_bytes));
  }

  /// The start of a row slot, in the entry block.
  llvm::Value* row_slot(std::int32_t slot) {
    llvm::Value*& found = slot_starts_[slot];
    if (found == nullptr) {
      llvm::Value* lines = outside_.CreateMul(
          rows_, outside_.getInt64(static_cast<std::uint64_t>(slot) * line_bytes));
      found = plus(outside_, row_memory_, lines);
    }
    return found;
  }
  llvm::Value* row_line(std::int32_t slot) { return plus(inside_, row_slot(slot), row_bytes_); }
  llvm::Value* sheet_line(std::int32_t slot) {
    return plus(outside_, sheet_memory_, static_cast<std::size_t>(slot) * line_bytes);
  }

  llvm::Value* scalar(std::size_t index) {
    llvm::Value*& found = scalar_values_[index];
    if (found == nullptr) {
      llvm::Value* place = plus(outside_, scalar_table_, index * sizeof(double));
      found = outside_.CreateVectorSplat(
          runtime::scenario_lanes, unchanging(outside_.CreateLoad(outside_.getDoubleTy(), place)));
    }
    return found;
  }
  llvm::Value* bound(SheetValueId id) { return scalar(execute::SheetScalars::bound(id)); }

  /// The byte of eight bits at `place`, as lanes. Read as what it is: some sheets whose bytes were
  /// read as numbers and then taken for lanes were never done with in LLVM 19's selection for
  /// AVX-512.
  static llvm::Value* lanes(llvm::IRBuilder<>& builder, llvm::Value* place) {
    llvm::Type* type = llvm::FixedVectorType::get(builder.getInt1Ty(), runtime::scenario_lanes);
    return builder.CreateAlignedLoad(type, place, llvm::Align(1));
  }
  static llvm::Value* byte(llvm::IRBuilder<>& builder, llvm::Value* lanes) {
    return builder.CreateBitCast(lanes, builder.getInt8Ty());
  }

  void store_value(llvm::IRBuilder<>& builder, const Value& value, SheetValueId id,
                   llvm::Value* place, llvm::Value* next_place) {
    if (of(id).truth) {
      builder.CreateStore(byte(builder, value.truth.yes), place);
      builder.CreateStore(byte(builder, value.truth.no), plus(builder, place, 1));
      return;
    }
    store_line(builder, value.number.value, place);
    if (of(id).stores_majorant()) {
      store_line(builder, SheetNumbers(builder).majorant(value.number), next_place);
    }
  }

  Value load_value(llvm::IRBuilder<>& builder, SheetValueId id, llvm::Value* place,
                   llvm::Value* next_place) {
    Value value;
    if (of(id).truth) {
      value.truth = {lanes(builder, place), lanes(builder, plus(builder, place, 1))};
      return value;
    }
    value.number = described(id, load_line(builder, place),
                             of(id).relative ? nullptr : load_line(builder, next_place));
    return value;
  }

  SheetNumber described(SheetValueId id, llvm::Value* value, llvm::Value* majorant) const {
    return {value, majorant, of(id).sign != execute::Sign::Any, of(id).may_fail};
  }

  // ---- values where they are used ----

  Value& known(SheetValueId id) { return known_[position(id)]; }

  /// A value, computed already, or read from where an earlier step left it.
  const Value& value(SheetValueId id) {
    const auto found = known_.find(position(id));
    if (found != known_.end()) return found->second;
    return known_[position(id)] = read(id);
  }

  Value read(SheetValueId id) {
    const SheetOperation& made = at(id);
    Value result;
    switch (made.opcode) {
      case SheetOpcode::Constant:
        result.number = described(id, SheetNumbers(outside_).splat(made.number.get_d()), nullptr);
        return result;
      case SheetOpcode::Parameter: {
        llvm::Value* units =
            load_line(outside_, plus(outside_, parameters_, made.index * line_bytes));
        result.number = described(
            id, outside_.CreateFMul(units, scalar(scalars_.parameter(made.index))), nullptr);
        return result;
      }
      case SheetOpcode::Count:
        result.number = described(id, scalar(scalars_.count(id)), nullptr);
        return result;
      case SheetOpcode::Indicator: {
        llvm::Value* units = load_line(inside_, plus(inside_, input(made.index), row_bytes_));
        result.number =
            described(id, inside_.CreateFMul(units, scalar(scalars_.input(made.index))), nullptr);
        return result;
      }
      default: break;
    }
    if (of(id).uniform) {
      result.truth = {mask(id, true), mask(id, false)};
      return result;
    }
    if (of(id).rows) {
      const std::int32_t slot = of(id).row_slot;
      const bool two = !of(id).truth && !of(id).relative;
      return load_value(inside_, id, row_line(slot), two ? row_line(slot + 1) : nullptr);
    }
    const std::int32_t slot = of(id).sheet_slot;
    const bool two = !of(id).truth && !of(id).relative;
    return load_value(outside_, id, sheet_line(slot), two ? sheet_line(slot + 1) : nullptr);
  }

  llvm::Value* input(std::uint32_t index) {
    llvm::Value*& found = input_starts_[index];
    if (found == nullptr) {
      llvm::Value* place = plus(outside_, inputs_, index * sizeof(double*));
      found = unchanging(outside_.CreateLoad(outside_.getPtrTy(), place));
    }
    return found;
  }

  /// Where a uniform truth holds, or does not: at the row, or the same at every row.
  llvm::Value* mask(SheetValueId id, bool yes) {
    const auto index = 2 * static_cast<std::uint64_t>(plan_.masks[position(id)]) + (yes ? 0 : 1);
    llvm::Value*& start = mask_starts_[index];
    if (start == nullptr) {
      start = plus(outside_, masks_, outside_.CreateMul(rows_, outside_.getInt64(index)));
    }
    if (!of(id).rows) return lanes(outside_, start);
    return lanes(inside_, plus(inside_, start, row_));
  }

  // ---- operations ----

  Value compute(SheetValueId id) {
    const SheetOperation& made = at(id);
    // All operands first: reading one may add to the entry block.
    std::vector<Value> operands;
    for (const SheetValueId each : made.operands) operands.push_back(value(each));
    llvm::IRBuilder<>& builder = of(id).rows ? inside_ : outside_;
    const SheetNumbers numbers(builder);
    Value result;
    const auto number = [&](std::size_t place) { return operands[place].number; };
    switch (made.opcode) {
      case SheetOpcode::Add: result.number = numbers.sum(number(0), number(1), false); break;
      case SheetOpcode::Subtract: result.number = numbers.sum(number(0), number(1), true); break;
      case SheetOpcode::Multiply: result.number = numbers.product(number(0), number(1)); break;
      case SheetOpcode::Divide: result.number = divide(made, operands, numbers); break;
      case SheetOpcode::Smaller:
      case SheetOpcode::Larger:
        result.number = numbers.extreme(number(0), number(1), made.opcode == SheetOpcode::Larger,
                                        of(id).relative);
        break;
      case SheetOpcode::MiddleOf: {
        std::vector<SheetNumber> all;
        for (const Value& each : operands) all.push_back(each.number);
        result.number = numbers.middle(all, of(id).relative);
        break;
      }
      case SheetOpcode::NotNegative:
        result.number = numbers.checked(number(0), bound(made.operands[0]));
        break;
      case SheetOpcode::Choose:
        result.number = numbers.chosen(operands[0].truth, !of(made.operands[0]).uniform, number(1),
                                       number(2), of(id).relative);
        break;
      case SheetOpcode::Less: result.truth = compare(made, SheetNumbers::Relation::Less); break;
      case SheetOpcode::LessEqual:
        result.truth = compare(made, SheetNumbers::Relation::LessEqual);
        break;
      case SheetOpcode::Equal: result.truth = compare(made, SheetNumbers::Relation::Equal); break;
      case SheetOpcode::Not: result.truth = {operands[0].truth.no, operands[0].truth.yes}; break;
      case SheetOpcode::And:
      case SheetOpcode::Or: {
        std::vector<SheetTruth> all;
        for (const Value& each : operands) all.push_back(each.truth);
        result.truth =
            made.opcode == SheetOpcode::And ? numbers.conjunction(all) : numbers.disjunction(all);
        break;
      }
      default: bug("an operation across rows is in a loop over rows");
    }
    return result;
  }

  /// The reciprocal of what all rows are divided by is worked out once.
  SheetNumber divide(const SheetOperation& made, const std::vector<Value>& operands,
                     const SheetNumbers& numbers) {
    const SheetValueId divisor = made.operands[1];
    const bool positive = of(divisor).sign == execute::Sign::Positive;
    if (!by_reciprocal(plan_, made)) {
      return numbers.quotient(operands[0].number, operands[1].number, positive);
    }
    const auto found = reciprocals_.find(position(divisor));
    const SheetNumber reciprocal = found != reciprocals_.end() ? found->second
                                                               : SheetNumbers(outside_).reciprocal(
                                                                     operands[1].number, positive);
    reciprocals_[position(divisor)] = reciprocal;
    return numbers.product(operands[0].number, reciprocal);
  }

  SheetTruth compare(const SheetOperation& made, SheetNumbers::Relation relation) {
    const SheetValueId a = made.operands[0];
    const SheetValueId b = made.operands[1];
    llvm::Value* bound_a = bound(a);
    llvm::Value* bound_b = bound(b);
    const bool in_rows = of(a).rows || of(b).rows;
    return SheetNumbers(in_rows ? inside_ : outside_)
        .compared(relation, value(a).number, bound_a, value(b).number, bound_b);
  }

  // ---- the parts of the function ----

  void before_loop() {
    for (const SheetValueId id : step_.before) {
      const bool leaf = at(id).operands.empty() || at(id).opcode == SheetOpcode::Count;
      const Value made = leaf ? value(id) : compute(id);
      known(id) = made;
      const std::int32_t slot = of(id).sheet_slot;
      if (slot < 0) continue;
      const bool two = of(id).stores_majorant();
      store_value(outside_, made, id, sheet_line(slot), two ? sheet_line(slot + 1) : nullptr);
    }
    for (const std::size_t output : step_.outputs) {
      const SheetValueId id = sheet_.outputs[output].value;
      if (of(id).rows) continue;
      llvm::Value* place = plus(outside_, asked_, output);
      llvm::Value* asked = lanes(outside_, place);
      const SheetNumbers::Units units = result_of(output, outside_);
      store_line(outside_, units.units, sheet_line(plan_.output_slots[output]));
      undecided_outside_ = not_decided(outside_, undecided_outside_, units.decided, asked);
    }
  }

  void loop_body(llvm::Value* at_position) {
    llvm::Value* place = inside_.CreateInBoundsGEP(inside_.getInt32Ty(), list_, at_position);
    row_ = inside_.CreateZExt(unchanging(inside_.CreateLoad(inside_.getInt32Ty(), place)),
                              inside_.getInt64Ty());
    row_bytes_ = inside_.CreateMul(row_, inside_.getInt64(line_bytes));
    for (const SheetValueId id : step_.rows) {
      const Value made = compute(id);
      known(id) = made;
    }
    for (const SheetValueId id : step_.stored) {
      const Value made = value(id);
      const std::int32_t slot = of(id).row_slot;
      const bool two = of(id).stores_majorant();
      store_value(inside_, made, id, row_line(slot), two ? row_line(slot + 1) : nullptr);
    }
    for (Gathered& each : gathered_) gather(each);
    for (const std::size_t output : step_.outputs) {
      const SheetValueId id = sheet_.outputs[output].value;
      if (!of(id).rows) continue;
      llvm::Value* asked = mask(sheet_.outputs[output].rows, true);
      const SheetNumbers::Units units = result_of(output, inside_);
      // Rows that are not asked have zeros, as the memory has where the loop does not come.
      llvm::Value* none = llvm::Constant::getNullValue(units.units->getType());
      store_line(inside_, inside_.CreateSelect(asked, units.units, none),
                 row_line(plan_.output_slots[output]));
      undecided_inside_ = not_decided(inside_, undecided_inside_, units.decided, asked);
    }
  }

  void after_loop(llvm::BasicBlock* entry, llvm::BasicBlock* body) {
    const auto either = [&](llvm::Value* from_entry, llvm::Value* from_body) {
      llvm::PHINode* merged = outside_.CreatePHI(from_entry->getType(), 2);
      merged->addIncoming(from_entry, entry);
      merged->addIncoming(from_body, body);
      return merged;
    };
    llvm::Value* undecided = either(undecided_outside_, undecided_inside_);
    std::vector<std::vector<llvm::Value*>> ends;
    for (const Gathered& each : gathered_) {
      ends.emplace_back();
      for (std::size_t part = 0; part < each.start.size(); ++part) {
        ends.back().push_back(either(each.start[part], each.next[part]));
      }
    }
    llvm::Value* before = outside_.CreateLoad(outside_.getInt8Ty(), undecided_place_);
    outside_.CreateStore(outside_.CreateOr(before, undecided), undecided_place_);
    for (std::size_t index = 0; index < gathered_.size(); ++index) {
      finish(gathered_[index].id, ends[index]);
    }
  }

  // ---- totals, least and greatest numbers ----

  bool gathers_majorant(SheetValueId id) const { return !of(id).relative; }
  bool gathers_failures(SheetValueId id) const {
    return at(id).opcode != SheetOpcode::Total && of(at(id).operands[0]).may_fail;
  }

  double neutral(SheetValueId id) const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    switch (at(id).opcode) {
      case SheetOpcode::Least: return infinity;
      case SheetOpcode::Greatest: return -infinity;
      default: return 0;
    }
  }

  Gathered begin(SheetValueId id) {
    const SheetNumbers numbers(outside_);
    Gathered gathered{id, {numbers.splat(neutral(id))}, {}, {}};
    if (gathers_majorant(id)) gathered.start.push_back(numbers.splat(0));
    if (gathers_failures(id)) gathered.start.push_back(numbers.splat(0));
    return gathered;
  }

  void gather(Gathered& gathered) {
    const SheetOperation& made = at(gathered.id);
    const SheetNumbers numbers(inside_);
    const SheetNumber operand = value(made.operands[0]).number;
    const SheetValueId set = made.operands[1];
    const bool everywhere = at(set).opcode == SheetOpcode::Always;
    llvm::Value* member = everywhere ? nullptr : value(set).truth.yes;
    const auto inside_set = [&](llvm::Value* of_member, double of_other) {
      return everywhere ? of_member : numbers.select(member, of_member, numbers.splat(of_other));
    };
    const bool total = made.opcode == SheetOpcode::Total;
    llvm::Value* number = inside_set(operand.value, neutral(gathered.id));
    llvm::Value* sum = gathered.current[0];
    if (total) {
      gathered.next.push_back(inside_.CreateFAdd(sum, number));
    } else if (made.opcode == SheetOpcode::Least) {
      gathered.next.push_back(numbers.smaller(number, sum));
    } else {
      gathered.next.push_back(numbers.greater(number, sum));
    }
    if (gathers_majorant(gathered.id)) {
      llvm::Value* majorant = inside_set(numbers.majorant(operand), 0);
      llvm::Value* before = gathered.current[1];
      gathered.next.push_back(total ? inside_.CreateFAdd(before, majorant)
                                    : numbers.greater(majorant, before));
    }
    if (gathers_failures(gathered.id)) {
      // NaN minus itself is NaN, and any other number minus itself is zero.
      llvm::Value* failed = inside_set(inside_.CreateFSub(operand.value, operand.value), 0);
      gathered.next.push_back(inside_.CreateFAdd(gathered.current.back(), failed));
    }
  }

  void finish(SheetValueId id, const std::vector<llvm::Value*>& ends) {
    llvm::Value* number = ends[0];
    if (gathers_failures(id)) number = outside_.CreateFAdd(number, ends.back());
    const std::int32_t slot = of(id).sheet_slot;
    Value result;
    result.number = described(id, number, gathers_majorant(id) ? ends[1] : nullptr);
    const bool two = of(id).stores_majorant();
    store_value(outside_, result, id, sheet_line(slot), two ? sheet_line(slot + 1) : nullptr);
  }

  // ---- results ----

  SheetNumbers::Units result_of(std::size_t output, llvm::IRBuilder<>& builder) {
    const SheetValueId id = sheet_.outputs[output].value;
    const Value result = value(id);
    if (!of(id).truth) {
      const SheetNumbers numbers(builder);
      llvm::Value* power = scalar(scalars_.power(output));
      if (of(id).whole) return numbers.whole_units(result.number, power);
      llvm::Value* error = scalar(scalars_.output_bound(output));
      llvm::Value* rounding = scalar(scalars_.output_rounding(output));
      return numbers.units(result.number, power, error, rounding);
    }
    llvm::Type* integers =
        llvm::FixedVectorType::get(builder.getInt64Ty(), runtime::scenario_lanes);
    return {builder.CreateZExt(result.truth.yes, integers),
            builder.CreateOr(result.truth.yes, result.truth.no)};
  }

  static llvm::Value* not_decided(llvm::IRBuilder<>& builder, llvm::Value* so_far,
                                  llvm::Value* decided, llvm::Value* asked) {
    llvm::Value* open = builder.CreateAnd(builder.CreateNot(decided), asked);
    return builder.CreateOr(so_far, byte(builder, open));
  }

  const ir::Sheet& sheet_;
  const execute::SheetPlan& plan_;
  const execute::SheetStep& step_;
  execute::SheetScalars scalars_;
  llvm::Function* function_;
  llvm::IRBuilder<> outside_;  // before the loop, later after it
  llvm::IRBuilder<> inside_;

  llvm::Value* inputs_ = nullptr;
  llvm::Value* parameters_ = nullptr;
  llvm::Value* scalar_table_ = nullptr;
  llvm::Value* masks_ = nullptr;
  llvm::Value* list_ = nullptr;
  llvm::Value* count_ = nullptr;
  llvm::Value* rows_ = nullptr;
  llvm::Value* row_memory_ = nullptr;
  llvm::Value* sheet_memory_ = nullptr;
  llvm::Value* undecided_place_ = nullptr;
  llvm::Value* asked_ = nullptr;
  llvm::Value* undecided_outside_ = nullptr;
  llvm::Value* undecided_inside_ = nullptr;
  llvm::Value* row_ = nullptr;
  llvm::Value* row_bytes_ = nullptr;

  std::map<std::size_t, Value> known_;
  std::map<std::size_t, SheetNumber> reciprocals_;
  std::map<std::size_t, llvm::Value*> scalar_values_;
  std::map<std::uint64_t, llvm::Value*> mask_starts_;
  std::map<std::int32_t, llvm::Value*> slot_starts_;
  std::map<std::uint32_t, llvm::Value*> input_starts_;
  std::vector<Gathered> gathered_;
};

}  // namespace

void emit_sheet_kernel(const ir::Sheet& sheet, const execute::SheetPlan& plan, std::size_t step,
                       const std::string& name, llvm::Module& target) {
  llvm::LLVMContext& context = target.getContext();
  auto* type = llvm::FunctionType::get(llvm::Type::getVoidTy(context),
                                       {llvm::PointerType::getUnqual(context)}, false);
  auto* function = llvm::Function::Create(type, llvm::Function::ExternalLinkage, name, target);
  function->setDoesNotThrow();
  // Where the processor has 512-bit registers, use them: eight scenarios fill one.
  function->addFnAttr("prefer-vector-width", "512");
  function->addFnAttr("min-legal-vector-width", "512");
  SheetEmitter(sheet, plan, step, function).run();
}

}  // namespace nansen::codegen
