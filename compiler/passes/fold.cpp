// Each rewrite is stated as before → after. What is not here is not forgotten: `x AND NOT x` is not
// `no`, `x - x` is not 0 and `x = x` is not `yes` where x is unknown, and `every` over rows that
// may not all be listed is not `yes` even if its operand is.
#include "compiler/passes/fold.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/ir/consing.h"
#include "compiler/layout/days.h"
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
      case Opcode::Select:
      case Opcode::SelectLeast:
      case Opcode::SelectGreatest: return fold_select(std::move(made));
      case Opcode::Enclose: return fold_enclose(std::move(made));
      case Opcode::Minimum:
      case Opcode::Maximum:
      case Opcode::MinimumKnown:
      case Opcode::MaximumKnown: return fold_extreme(std::move(made));
      case Opcode::Agreed: return fold_agreed(std::move(made));
      case Opcode::AddDays:
      case Opcode::AddMonths:
      case Opcode::NextWorkingDay:
      case Opcode::DaysCounted:
      case Opcode::CountedUntil: return fold_days(std::move(made));
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

  /// The new operands of the operation at hand. `and (and x y) z → and x y z` where the inner one
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
      origins_ = ir::joined(origins_, rewriter_.old_origins(old_operand));
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
    // select c (constant 2) (constant 2) → constant 2; and so for select_least and select_greatest
    const Rational* left = number(made.operands[1]);
    const Rational* right = number(made.operands[2]);
    if (left != nullptr && right != nullptr && *left == *right) return made.operands[1];
    // select (not c) a b → select c b a
    const ir::Instruction& chooser = rewriter_[made.operands[0]];
    if (chooser.opcode == Opcode::Not) {
      made.operands = {chooser.operands[0], made.operands[2], made.operands[1]};
    }
    // select_least undetermined a b → minimum a b; select_greatest undetermined a b → maximum a b
    if (condition == Truth::Undetermined && made.opcode != Opcode::Select) {
      made.opcode = made.opcode == Opcode::SelectLeast ? Opcode::Minimum : Opcode::Maximum;
      made.operands.erase(made.operands.begin());
      std::sort(made.operands.begin(), made.operands.end());
    }
    return keep(std::move(made));
  }

  ir::ValueId fold_enclose(ir::Instruction made) {
    // enclose x x → x
    if (made.operands[0] == made.operands[1]) return made.operands[0];
    const auto strict = truth(made.operands[0]);
    const auto lenient = truth(made.operands[1]);
    // enclose yes undetermined → yes; enclose no no → no; enclose no yes → undetermined
    if (strict && lenient) {
      const bool yes = strict == Truth::Yes && lenient != Truth::No;
      const bool no = lenient == Truth::No && strict != Truth::Yes;
      return constant(made.domain, yes ? Truth::Yes : no ? Truth::No : Truth::Undetermined);
    }
    return keep(std::move(made));
  }

  ir::ValueId fold_extreme(ir::Instruction made) {
    std::vector<ir::ValueId> operands = flattened(made.opcode);
    // minimum x 2 3 → minimum x 2
    const bool least = made.opcode == Opcode::Minimum || made.opcode == Opcode::MinimumKnown;
    std::optional<ir::ValueId> extreme;
    for (const ir::ValueId operand : operands) {
      if (number(operand) == nullptr) continue;
      if (extreme &&
          (least ? *number(*extreme) <= *number(operand) : *number(*extreme) >= *number(operand))) {
        continue;
      }
      extreme = operand;
    }
    std::erase_if(operands, [&](ir::ValueId operand) {
      return number(operand) != nullptr && operand != extreme;
    });
    std::sort(operands.begin(), operands.end());
    // minimum x x → x
    operands.erase(std::unique(operands.begin(), operands.end()), operands.end());
    if (operands.size() == 1) return operands.front();
    made.operands = std::move(operands);
    return keep(std::move(made));
  }

  ir::ValueId fold_agreed(ir::Instruction made) {
    const Rational* left = number(made.operands[0]);
    const Rational* right = number(made.operands[1]);
    // agreed x x → x; agreed 2 2 → 2
    if (made.operands[0] == made.operands[1] ||
        (left != nullptr && right != nullptr && *left == *right)) {
      return made.operands[0];
    }
    std::sort(made.operands.begin(), made.operands.end());
    return keep(std::move(made));
  }

  ir::ValueId fold_days(ir::Instruction made) {
    // add_days 2026-02-28 1 → 2026-03-01
    std::vector<Rational> numbers;
    for (const ir::ValueId operand : made.operands) {
      if (number(operand) != nullptr) numbers.push_back(*number(operand));
    }
    if (numbers.size() == made.operands.size()) {
      return constant(made.domain, layout::of_days(rewriter_.old(), made, numbers));
    }
    switch (made.opcode) {
      case Opcode::AddDays: return fold_add_days(std::move(made));
      case Opcode::AddMonths:
        // add_months x 0 → x
        if (is_zero(made.operands[1])) return made.operands[0];
        break;
      case Opcode::NextWorkingDay: {
        // next_working_day c (next_working_day c x) → next_working_day c x
        const ir::Instruction& day = rewriter_[made.operands[0]];
        if (day.opcode == Opcode::NextWorkingDay && day.member == made.member) {
          return made.operands[0];
        }
        break;
      }
      default: sort_stretches(made.operands); break;
    }
    return keep(std::move(made));
  }

  ir::ValueId fold_add_days(ir::Instruction made) {
    // add_days x 0 → x
    if (is_zero(made.operands[1])) return made.operands[0];
    // add_days (add_days x 3) 4 → add_days x 7. Not where one goes back: it might return from
    // never.
    const ir::Instruction& day = rewriter_[made.operands[0]];
    const Rational* further = number(made.operands[1]);
    if (further != nullptr && day.opcode == Opcode::AddDays && number(day.operands[1]) != nullptr &&
        sgn(*number(day.operands[1])) == sgn(*further)) {
      const ir::ValueId first = day.operands[0];
      const Rational days = *number(day.operands[1]) + *further;
      made.operands = {first, constant(made.domain, days)};
    }
    return keep(std::move(made));
  }

  /// days_counted x c d a b a b → days_counted x a b c d
  static void sort_stretches(std::vector<ir::ValueId>& operands) {
    std::vector<std::pair<ir::ValueId, ir::ValueId>> stretches;
    for (std::size_t first = 1; first < operands.size(); first += 2) {
      stretches.emplace_back(operands[first], operands[first + 1]);
    }
    std::sort(stretches.begin(), stretches.end());
    stretches.erase(std::unique(stretches.begin(), stretches.end()), stretches.end());
    operands.resize(1);
    for (const auto& [first, last] : stretches) operands.insert(operands.end(), {first, last});
  }

  Rewriter rewriter_;
  ir::ValueId old_value_;
  Origins origins_;
};

}  // namespace

ir::Module fold(const ir::Module& module) { return Folder(module).fold(); }

}  // namespace nansen::passes
