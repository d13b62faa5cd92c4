#include "compiler/layout/arithmetic.h"

namespace nansen::layout {
namespace {

using ir::Opcode;
using Relation = Threshold::Relation;
using Holds = Threshold::Holds;

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

Holds decided(Relation relation, const Rational& threshold, const NumberForm& compared,
              const Rational& bound) {
  switch (relation) {
    case Relation::AtMost:
      if (threshold >= compared.greatest) return Holds::Always;
      return threshold < compared.least ? Holds::Never : Holds::Sometimes;
    case Relation::AtLeast:
      if (threshold <= compared.least) return Holds::Always;
      return threshold > compared.greatest ? Holds::Never : Holds::Sometimes;
    case Relation::Exactly: break;
  }
  const bool possible =
      bound.get_den() == 1 && threshold >= compared.least && threshold <= compared.greatest;
  return possible ? Holds::Sometimes : Holds::Never;
}

}  // namespace

unsigned register_bits(std::size_t bits) {
  for (const unsigned width : {8U, 16U, 32U, 64U}) {
    if (bits <= width) return width;
  }
  return 128;
}

bool is_with_constant(const ir::Module& module, const ir::Instruction& comparison) {
  return module.instructions[comparison.operands[0]].opcode == Opcode::ConstantNumber ||
         module.instructions[comparison.operands[1]].opcode == Opcode::ConstantNumber;
}

Threshold threshold_of(const ir::Module& module, const std::vector<NumberForm>& forms,
                       const ir::Instruction& comparison) {
  const ir::ValueId left = comparison.operands[0];
  const ir::ValueId right = comparison.operands[1];
  const bool right_constant = module.instructions[right].opcode == Opcode::ConstantNumber;
  Threshold result;
  result.compared = right_constant ? left : right;
  const NumberForm& form = forms[static_cast<std::size_t>(result.compared.index)];
  const ir::ValueId constant = right_constant ? right : left;
  const Rational bound = module.instructions[constant].number * Rational(form.scale);
  const bool strict = comparison.opcode == Opcode::Less;
  if (comparison.opcode == Opcode::Equal) {
    result.relation = Relation::Exactly;
    result.threshold = floor_of(bound);
  } else if (right_constant) {
    result.relation = Relation::AtMost;
    result.threshold = strict ? mpz_class(ceiling_of(bound) - 1) : floor_of(bound);
  } else {
    result.relation = Relation::AtLeast;
    result.threshold = strict ? mpz_class(floor_of(bound) + 1) : ceiling_of(bound);
  }
  result.holds = decided(result.relation, Rational(result.threshold), form, bound);
  return result;
}

}  // namespace nansen::layout
