// Each operation's bound is in sheet_bounds.cpp, which says why it holds. Here the majorants are
// computed, with the same operations in the same order as the numbers: since rounding keeps order,
// no number exceeds its majorant.
//
// What is not decided is NaN. An operation of LLVM that would lose it is wrapped: a comparison with
// NaN is open, and the smaller of two numbers is NaN if either is.
#include "compiler/codegen/sheet_numbers.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "runtime/scenarios.h"

namespace nansen::codegen {
namespace {

/// The least part of its majorant that a divisor may be: less is nearly all cancelled.
constexpr double least_divisor = 0x1p-20;

}  // namespace

llvm::Type* SheetNumbers::eight() const {
  return llvm::FixedVectorType::get(builder_.getDoubleTy(), runtime::scenario_lanes);
}

llvm::Value* SheetNumbers::splat(double value) const {
  return llvm::ConstantFP::get(eight(), value);
}

llvm::Value* SheetNumbers::not_a_number() const { return llvm::ConstantFP::getNaN(eight()); }

llvm::Value* SheetNumbers::magnitude(llvm::Value* value) const {
  return builder_.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, value);
}

llvm::Value* SheetNumbers::majorant(const SheetNumber& number) const {
  if (number.majorant != nullptr) return number.majorant;
  return number.not_negative ? number.value : magnitude(number.value);
}

llvm::Value* SheetNumbers::smaller(llvm::Value* a, llvm::Value* b) const {
  return select(builder_.CreateFCmpOLT(a, b), a, b);
}

llvm::Value* SheetNumbers::greater(llvm::Value* a, llvm::Value* b) const {
  return select(builder_.CreateFCmpOGT(a, b), a, b);
}

SheetNumber SheetNumbers::sum(const SheetNumber& a, const SheetNumber& b, bool subtract) const {
  SheetNumber result;
  result.value =
      subtract ? builder_.CreateFSub(a.value, b.value) : builder_.CreateFAdd(a.value, b.value);
  result.not_negative = !subtract && a.not_negative && b.not_negative;
  result.may_fail = a.may_fail || b.may_fail;
  const bool relative = result.not_negative && a.majorant == nullptr && b.majorant == nullptr;
  if (!relative) result.majorant = builder_.CreateFAdd(majorant(a), majorant(b));
  return result;
}

SheetNumber SheetNumbers::product(const SheetNumber& a, const SheetNumber& b) const {
  SheetNumber result;
  result.value = builder_.CreateFMul(a.value, b.value);
  result.not_negative = a.not_negative && b.not_negative;
  result.may_fail = a.may_fail || b.may_fail;
  if (a.majorant != nullptr || b.majorant != nullptr) {
    result.majorant = builder_.CreateFMul(majorant(a), majorant(b));
  }
  return result;
}

// Where the divisor may be zero, or is not sure to be anything else, the quotient is NaN.
SheetNumber SheetNumbers::quotient(const SheetNumber& a, const SheetNumber& b,
                                   bool divisor_is_positive) const {
  SheetNumber result;
  llvm::Value* divided = builder_.CreateFDiv(a.value, b.value);
  result.not_negative = a.not_negative && b.not_negative;
  result.may_fail = true;
  if (b.majorant != nullptr) {
    llvm::Value* size = magnitude(b.value);
    llvm::Value* most = builder_.CreateFMul(b.majorant, splat(least_divisor));
    result.value = select(builder_.CreateFCmpOGT(size, most), divided, not_a_number());
    result.majorant = builder_.CreateFMul(builder_.CreateFDiv(majorant(a), size),
                                          builder_.CreateFDiv(b.majorant, size));
    return result;
  }
  if (divisor_is_positive) {
    result.value = divided;
    result.may_fail = a.may_fail || b.may_fail;
  } else {
    result.value = select(builder_.CreateFCmpONE(b.value, splat(0)), divided, not_a_number());
  }
  if (a.majorant != nullptr) {
    result.majorant = builder_.CreateFDiv(a.majorant, magnitude(b.value));
  }
  return result;
}

SheetNumber SheetNumbers::reciprocal(const SheetNumber& b, bool divisor_is_positive) const {
  const SheetNumber one{splat(1), nullptr, true, false};
  SheetNumber result = quotient(one, b, divisor_is_positive);
  if (result.majorant != nullptr) {
    result.majorant = greater(result.majorant, magnitude(result.value));
  }
  return result;
}

SheetNumber SheetNumbers::extreme(const SheetNumber& a, const SheetNumber& b, bool of_greater,
                                  bool relative) const {
  const auto pick = [&](llvm::Value* left, llvm::Value* right) {
    return of_greater ? greater(left, right) : smaller(left, right);
  };
  SheetNumber result;
  // The second operand comes out where either is NaN.
  result.value = a.may_fail ? pick(b.value, a.value) : pick(a.value, b.value);
  if (a.may_fail && b.may_fail) {
    result.value = select(builder_.CreateFCmpUNO(a.value, b.value), not_a_number(), result.value);
  }
  result.may_fail = a.may_fail || b.may_fail;
  result.not_negative =
      of_greater ? a.not_negative || b.not_negative : a.not_negative && b.not_negative;
  if (!relative) result.majorant = greater(majorant(a), majorant(b));
  return result;
}

SheetNumber SheetNumbers::middle(const std::vector<SheetNumber>& numbers, bool relative) const {
  SheetNumber result;
  result.not_negative = true;
  // NaN minus itself is NaN, and any other number minus itself is zero.
  llvm::Value* failed = nullptr;
  for (const SheetNumber& each : numbers) {
    result.not_negative = result.not_negative && each.not_negative;
    result.may_fail = result.may_fail || each.may_fail;
    if (each.may_fail) {
      llvm::Value* difference = builder_.CreateFSub(each.value, each.value);
      failed = failed == nullptr ? difference : builder_.CreateFAdd(failed, difference);
    }
    if (relative) continue;
    result.majorant =
        result.majorant == nullptr ? majorant(each) : greater(result.majorant, majorant(each));
  }
  std::vector<llvm::Value*> sorted;
  for (const SheetNumber& each : numbers) {
    llvm::Value* inserted = each.value;
    for (llvm::Value*& place : sorted) {
      llvm::Value* less = smaller(place, inserted);
      inserted = greater(place, inserted);
      place = less;
    }
    sorted.push_back(inserted);
  }
  const std::size_t half = sorted.size() / 2;
  result.value = sorted[half];
  if (sorted.size() % 2 == 0) {
    result.value =
        builder_.CreateFMul(builder_.CreateFAdd(sorted[half - 1], sorted[half]), splat(0.5));
  }
  if (failed != nullptr) result.value = builder_.CreateFAdd(result.value, failed);
  return result;
}

SheetNumber SheetNumbers::checked(const SheetNumber& number, llvm::Value* bound) const {
  if (number.not_negative) return number;
  llvm::Value* least =
      number.majorant == nullptr ? splat(0) : builder_.CreateFMul(number.majorant, bound);
  SheetNumber result = number;
  result.value = select(builder_.CreateFCmpOGE(number.value, least), number.value, not_a_number());
  result.not_negative = true;
  result.may_fail = true;
  return result;
}

SheetNumber SheetNumbers::chosen(const SheetTruth& condition, bool may_be_open,
                                 const SheetNumber& a, const SheetNumber& b, bool relative) const {
  SheetNumber result;
  result.value = select(condition.yes, a.value, b.value);
  if (may_be_open) {
    llvm::Value* settled = builder_.CreateOr(condition.yes, condition.no);
    result.value = select(settled, result.value, not_a_number());
  }
  result.not_negative = a.not_negative && b.not_negative;
  result.may_fail = may_be_open || a.may_fail || b.may_fail;
  if (!relative) result.majorant = select(condition.yes, majorant(a), majorant(b));
  return result;
}

// With e the sum of both errors, the exact numbers are as the doubles are if these differ by more
// than e; and if e is zero. That one number is not below the other needs no more than a difference
// of e.
SheetTruth SheetNumbers::compared(Relation relation, const SheetNumber& a, llvm::Value* bound_a,
                                  const SheetNumber& b, llvm::Value* bound_b) const {
  llvm::Value* ahead = builder_.CreateFSub(b.value, a.value);
  llvm::Value* error = builder_.CreateFAdd(builder_.CreateFMul(majorant(a), bound_a),
                                           builder_.CreateFMul(majorant(b), bound_b));
  llvm::Value* behind = builder_.CreateFNeg(ahead);
  switch (relation) {
    case Relation::Less:
      return {builder_.CreateFCmpOGT(ahead, error), builder_.CreateFCmpOGE(behind, error)};
    case Relation::LessEqual:
      return {builder_.CreateFCmpOGE(ahead, error), builder_.CreateFCmpOGT(behind, error)};
    case Relation::Equal: break;
  }
  llvm::Value* same = builder_.CreateAnd(builder_.CreateFCmpOEQ(ahead, splat(0)),
                                         builder_.CreateFCmpOEQ(error, splat(0)));
  return {same, builder_.CreateFCmpOGT(magnitude(ahead), error)};
}

SheetTruth SheetNumbers::conjunction(const std::vector<SheetTruth>& truths) const {
  SheetTruth result = truths.front();
  for (std::size_t next = 1; next < truths.size(); ++next) {
    result.no = builder_.CreateOr(result.no, builder_.CreateAnd(result.yes, truths[next].no));
    result.yes = builder_.CreateAnd(result.yes, truths[next].yes);
  }
  return result;
}

SheetTruth SheetNumbers::disjunction(const std::vector<SheetTruth>& truths) const {
  std::vector<SheetTruth> negated;
  for (const SheetTruth& each : truths) negated.push_back({each.no, each.yes});
  const SheetTruth result = conjunction(negated);
  return {result.no, result.yes};
}

// With t the scaled magnitude, the rounded number is the whole part of t + 1/2. It is certain if
// the error moves t + 1/2 neither below that nor up to the next whole number, as for whole parts
// everywhere: what is left over is exact, and both comparisons are as exact numbers would have
// them.
SheetNumbers::Units SheetNumbers::units(const SheetNumber& number, llvm::Value* power,
                                        llvm::Value* bound, llvm::Value* rounding) const {
  llvm::Value* size = number.not_negative ? number.value : magnitude(number.value);
  llvm::Value* half_more = builder_.CreateFAdd(builder_.CreateFMul(size, power), splat(0.5));
  // Adding 2^52 rounds to a whole number, which may be the next one.
  llvm::Value* near =
      builder_.CreateFSub(builder_.CreateFAdd(half_more, splat(0x1p52)), splat(0x1p52));
  llvm::Value* whole = builder_.CreateFSub(
      near, select(builder_.CreateFCmpOGT(near, half_more), splat(1), splat(0)));
  llvm::Value* rest = builder_.CreateFSub(half_more, whole);
  llvm::Value* error = builder_.CreateFAdd(builder_.CreateFMul(majorant(number), bound), rounding);
  llvm::Value* decided = builder_.CreateFCmpOGE(builder_.CreateFSub(rest, error), splat(0));
  decided = builder_.CreateAnd(decided,
                               builder_.CreateFCmpOLT(builder_.CreateFAdd(rest, error), splat(1)));
  decided = builder_.CreateAnd(decided, builder_.CreateFCmpOLT(half_more, splat(0x1p51)));
  if (!number.not_negative) {
    whole =
        select(builder_.CreateFCmpOLT(number.value, splat(0)), builder_.CreateFNeg(whole), whole);
  }
  llvm::Type* integers = llvm::FixedVectorType::get(builder_.getInt64Ty(), runtime::scenario_lanes);
  return {builder_.CreateFPToSI(select(decided, whole, splat(0)), integers), decided};
}

// Below 2^51 a whole number times a power of ten is exact.
SheetNumbers::Units SheetNumbers::whole_units(const SheetNumber& number, llvm::Value* power) const {
  llvm::Value* scaled = builder_.CreateFMul(number.value, power);
  llvm::Value* decided = builder_.CreateFCmpOLT(scaled, splat(0x1p51));
  llvm::Type* integers = llvm::FixedVectorType::get(builder_.getInt64Ty(), runtime::scenario_lanes);
  return {builder_.CreateFPToSI(select(decided, scaled, splat(0)), integers), decided};
}

}  // namespace nansen::codegen
