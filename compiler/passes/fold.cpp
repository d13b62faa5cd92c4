// Each rewrite is stated as before → after. What is not here is not forgotten: `x AND NOT x` is not
// `no`, `x - x` is not 0 and `x = x` is not `yes` where x is unknown, and `every` over rows that
// may not all be listed is not `yes` even if its operand is.
#include "compiler/passes/fold.h"

#include <algorithm>
#include <optional>

#include "compiler/passes/rewrite.h"

namespace nansen::passes {
namespace {

using ir::Opcode;

class Folder {
 public:
  explicit Folder(const ir::Module& module) : rewriter_(module) {}

  ir::Module fold() {
    for (std::size_t index = 0; index < rewriter_.old().instructions.size(); ++index) {
      old_value_ = ir::ValueId(index);
      origins_ = rewriter_.old_origins(old_value_);
      rewriter_.replace(old_value_, folded(rewriter_.translated(old_value_)));
    }
    return rewriter_.finish();
  }

 private:
  // ---- making and looking ----

  ir::ValueId keep(ir::Instruction instruction) {
    return rewriter_.add(std::move(instruction), origins_);
  }
  ir::ValueId constant(ir::DomainId domain, Truth truth) {
    ir::Instruction instruction;
    instruction.opcode = Opcode::ConstantTruth;
    instruction.domain = domain;
    instruction.truth = truth;
    return keep(std::move(instruction));
  }
  ir::ValueId constant(ir::DomainId domain, const Rational& number) {
    ir::Instruction instruction;
    instruction.opcode = Opcode::ConstantNumber;
    instruction.domain = domain;
    instruction.number = number;
    return keep(std::move(instruction));
  }

  std::optional<Truth> truth(ir::ValueId value) const {
    const ir::Instruction& made = rewriter_[value];
    if (made.opcode != Opcode::ConstantTruth) return std::nullopt;
    return made.truth;
  }
  /// The number of a constant, or null.
  const Rational* number(ir::ValueId value) const {
    const ir::Instruction& made = rewriter_[value];
    return made.opcode == Opcode::ConstantNumber ? &made.number : nullptr;
  }
  bool is_zero(ir::ValueId value) const { return number(value) != nullptr && *number(value) == 0; }

  // ---- operations ----

  ir::ValueId folded(ir::Instruction made) {
    switch (made.opcode) {
      case Opcode::Not: return fold_not(std::move(made));
      case Opcode::And: return fold_lattice(std::move(made), Truth::No);
      case Opcode::Or: return fold_lattice(std::move(made), Truth::Yes);
      case Opcode::AtLeast: return fold_at_least(std::move(made));
      case Opcode::Less:
      case Opcode::LessEqual:
      case Opcode::Equal: return fold_comparison(std::move(made));
      case Opcode::SameRow:
        // same_row d c → same_row c d
        if (made.other_column < made.column) std::swap(made.column, made.other_column);
        return keep(std::move(made));
      case Opcode::AtLeastRows:
        // at_least_rows 1 of c x → some c x
        if (made.count == 1) {
          made.opcode = Opcode::Some;
          made.count = 0;
        }
        return keep(std::move(made));
      case Opcode::BroadcastTruth:
        // broadcast (constant t) → constant t, in the rows' domain
        if (const auto known = truth(made.operands[0])) return constant(made.domain, *known);
        return keep(std::move(made));
      case Opcode::BroadcastNumber:
        if (const Rational* known = number(made.operands[0])) {
          return constant(made.domain, Rational(*known));
        }
        return keep(std::move(made));
      case Opcode::Add:
      case Opcode::Subtract: return fold_sum(std::move(made));
      case Opcode::Scale: return fold_scale(std::move(made));
      case Opcode::Select: return fold_select(std::move(made));
      default: return keep(std::move(made));
    }
  }

  ir::ValueId fold_not(ir::Instruction made) {
    const ir::Instruction& operand = rewriter_[made.operands[0]];
    // not (constant t) → constant !t
    if (operand.opcode == Opcode::ConstantTruth) return constant(made.domain, !operand.truth);
    // not (not x) → x
    if (operand.opcode == Opcode::Not) return operand.operands[0];
    return keep(std::move(made));
  }

  /// And (absorbing: no) and Or (absorbing: yes), which mirror one another.
  ir::ValueId fold_lattice(ir::Instruction made, Truth absorbing) {
    std::vector<ir::ValueId> operands = flattened(made.opcode);
    std::sort(operands.begin(), operands.end());
    // and x x → and x
    operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
    // and x no → no; and x yes → and x; and undetermined stays, for x may be no
    for (const ir::ValueId operand : operands) {
      if (truth(operand) == absorbing) return constant(made.domain, absorbing);
    }
    std::erase_if(operands, [&](ir::ValueId operand) { return truth(operand) == !absorbing; });
    absorb(operands, made.opcode == Opcode::And ? Opcode::Or : Opcode::And);
    // and → yes; and x → x
    if (operands.empty()) return constant(made.domain, !absorbing);
    if (operands.size() == 1) return operands.front();
    made.operands = std::move(operands);
    return keep(std::move(made));
  }

  /// The new operands of the And or Or at hand. `and (and x y) z → and x y z` where the inner one
  /// has no other use.
  std::vector<ir::ValueId> flattened(Opcode opcode) {
    std::vector<ir::ValueId> operands;
    for (const ir::ValueId old_operand : rewriter_.old().instructions[old_value_].operands) {
      const ir::ValueId operand = rewriter_.replacement(old_operand);
      const bool inner = rewriter_.old().instructions[old_operand].opcode == opcode &&
                         rewriter_[operand].opcode == opcode && rewriter_.uses(old_operand) == 1;
      if (!inner) {
        operands.push_back(operand);
        continue;
      }
      const ir::Instruction& nested = rewriter_[operand];
      operands.insert(operands.end(), nested.operands.begin(), nested.operands.end());
      origins_ = joined(origins_, rewriter_.old_origins(old_operand));
    }
    return operands;
  }

  /// and x (or x y) → and x; or x (and x y) → or x. `dual` is the inner operation.
  void absorb(std::vector<ir::ValueId>& operands, Opcode dual) const {
    const std::vector<ir::ValueId> all = operands;
    std::erase_if(operands, [&](ir::ValueId operand) {
      const ir::Instruction& inner = rewriter_[operand];
      if (inner.opcode != dual) return false;
      return std::any_of(inner.operands.begin(), inner.operands.end(), [&](ir::ValueId part) {
        return std::binary_search(all.begin(), all.end(), part);
      });
    });
  }

  ir::ValueId fold_at_least(ir::Instruction made) {
    // at_least n of x yes → at_least n-1 of x; at_least n of x no → at_least n of x
    std::erase_if(made.operands, [&](ir::ValueId operand) {
      const auto known = truth(operand);
      if (known == Truth::Yes) --made.count;
      return known == Truth::Yes || known == Truth::No;
    });
    const auto size = static_cast<std::int64_t>(made.operands.size());
    // at_least 0 of x → yes; at_least 2 of x → no; at_least 1 of x → or x; at_least 2 of x y → and
    // x y
    if (made.count <= 0) return constant(made.domain, Truth::Yes);
    if (made.count > size) return constant(made.domain, Truth::No);
    if (size == 1) return made.operands[0];
    std::sort(made.operands.begin(), made.operands.end());
    if (made.count == 1 || made.count == size) {
      made.opcode = made.count == 1 ? Opcode::Or : Opcode::And;
      made.count = 0;
    }
    return keep(std::move(made));
  }

  ir::ValueId fold_comparison(ir::Instruction made) {
    const Rational* left = number(made.operands[0]);
    const Rational* right = number(made.operands[1]);
    // less 2 3 → yes
    if (left != nullptr && right != nullptr) {
      const bool holds = made.opcode == Opcode::Less        ? *left < *right
                         : made.opcode == Opcode::LessEqual ? *left <= *right
                                                            : *left == *right;
      return constant(made.domain, truth_of(holds));
    }
    if (made.opcode == Opcode::Equal) std::sort(made.operands.begin(), made.operands.end());
    return keep(std::move(made));
  }

  ir::ValueId fold_sum(ir::Instruction made) {
    const ir::ValueId left = made.operands[0];
    const ir::ValueId right = made.operands[1];
    const bool adds = made.opcode == Opcode::Add;
    // add 2 3 → 5; subtract 2 3 → -1
    if (number(left) != nullptr && number(right) != nullptr) {
      const Rational result = adds ? Rational(*number(left) + *number(right))
                                   : Rational(*number(left) - *number(right));
      return constant(made.domain, result);
    }
    // add x 0 → x; add 0 x → x; subtract x 0 → x
    if (is_zero(right)) return left;
    if (adds && is_zero(left)) return right;
    if (adds) std::sort(made.operands.begin(), made.operands.end());
    return keep(std::move(made));
  }

  ir::ValueId fold_scale(ir::Instruction made) {
    const ir::Instruction& operand = rewriter_[made.operands[0]];
    // scale a (constant b) → constant ab
    if (operand.opcode == Opcode::ConstantNumber) {
      return constant(made.domain, Rational(made.number * operand.number));
    }
    // scale a (scale b x) → scale ab x
    if (operand.opcode == Opcode::Scale) {
      made.number *= operand.number;
      made.operands = operand.operands;
    }
    // scale 1 x → x
    if (made.number == 1) return made.operands[0];
    return keep(std::move(made));
  }

  ir::ValueId fold_select(ir::Instruction made) {
    const auto condition = truth(made.operands[0]);
    // select yes a b → a; select no a b → b; select c a a → a
    if (condition == Truth::Yes || made.operands[1] == made.operands[2]) return made.operands[1];
    if (condition == Truth::No) return made.operands[2];
    // select c (constant 2) (constant 2) → constant 2
    const Rational* left = number(made.operands[1]);
    const Rational* right = number(made.operands[2]);
    if (left != nullptr && right != nullptr && *left == *right) return made.operands[1];
    // select (not c) a b → select c b a
    const ir::Instruction& chooser = rewriter_[made.operands[0]];
    if (chooser.opcode == Opcode::Not) {
      made.operands = {chooser.operands[0], made.operands[2], made.operands[1]};
    }
    return keep(std::move(made));
  }

  Rewriter rewriter_;
  ir::ValueId old_value_;
  Origins origins_;
};

}  // namespace

ir::Module fold(const ir::Module& module) { return Folder(module).fold(); }

}  // namespace nansen::passes
