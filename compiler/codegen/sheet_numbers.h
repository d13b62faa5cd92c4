// Arithmetic on eight scenarios as LLVM IR: numbers with their majorants, and truths that may be
// open. Used inside this room only.
#pragma once

#include <llvm/IR/IRBuilder.h>

#include <vector>

namespace nansen::codegen {

/// <8 x double>, twice. Without a majorant the number's magnitude is its majorant.
struct SheetNumber {
  llvm::Value* value = nullptr;
  llvm::Value* majorant = nullptr;
  bool not_negative = false;
  bool may_fail = false;  // it may be NaN
};

/// <8 x i1>, twice; where neither is set the truth is open.
struct SheetTruth {
  llvm::Value* yes = nullptr;
  llvm::Value* no = nullptr;
};

class SheetNumbers {
 public:
  explicit SheetNumbers(llvm::IRBuilder<>& builder) : builder_(builder) {}

  llvm::IRBuilder<>& builder() const { return builder_; }
  llvm::Type* eight() const;
  llvm::Value* splat(double value) const;
  llvm::Value* not_a_number() const;
  llvm::Value* majorant(const SheetNumber& number) const;
  llvm::Value* magnitude(llvm::Value* value) const;

  SheetNumber sum(const SheetNumber& a, const SheetNumber& b, bool subtract) const;
  SheetNumber product(const SheetNumber& a, const SheetNumber& b) const;
  SheetNumber quotient(const SheetNumber& a, const SheetNumber& b, bool divisor_is_positive) const;
  SheetNumber reciprocal(const SheetNumber& b, bool divisor_is_positive) const;
  SheetNumber extreme(const SheetNumber& a, const SheetNumber& b, bool greater,
                      bool relative) const;
  SheetNumber middle(const std::vector<SheetNumber>& numbers, bool relative) const;
  /// The number where it certainly is not negative; its error is at most bound * majorant.
  SheetNumber checked(const SheetNumber& number, llvm::Value* bound) const;
  SheetNumber chosen(const SheetTruth& condition, bool may_be_open, const SheetNumber& a,
                     const SheetNumber& b, bool relative) const;

  enum class Relation { Less, LessEqual, Equal };
  SheetTruth compared(Relation relation, const SheetNumber& a, llvm::Value* bound_a,
                      const SheetNumber& b, llvm::Value* bound_b) const;
  /// In order from left to right: what follows the operand that settles them does not count.
  SheetTruth conjunction(const std::vector<SheetTruth>& truths) const;
  SheetTruth disjunction(const std::vector<SheetTruth>& truths) const;

  /// A number times `power`, rounded to a whole one with halves away from zero, as <8 x i64>, and
  /// the lanes for which that is certain. The error of the number is at most `bound` / `power`
  /// times its majorant; `rounding` covers what adding a half loses.
  struct Units {
    llvm::Value* units = nullptr;
    llvm::Value* decided = nullptr;
  };
  Units units(const SheetNumber& number, llvm::Value* power, llvm::Value* bound,
              llvm::Value* rounding) const;

  /// The same for an exact whole number that is not negative.
  Units whole_units(const SheetNumber& number, llvm::Value* power) const;

  llvm::Value* select(llvm::Value* condition, llvm::Value* a, llvm::Value* b) const {
    return builder_.CreateSelect(condition, a, b);
  }
  /// The smaller or the greater; the second where one is NaN.
  llvm::Value* smaller(llvm::Value* a, llvm::Value* b) const;
  llvm::Value* greater(llvm::Value* a, llvm::Value* b) const;

 private:
  llvm::IRBuilder<>& builder_;
};

}  // namespace nansen::codegen
