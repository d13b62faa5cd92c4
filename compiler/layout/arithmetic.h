// How wide the integers are that numbers are worked out with, and what a comparison with a constant
// comes to: what all code for blocks of rows must agree on, said once.
#pragma once

#include <cstddef>

#include "compiler/ir/ir.h"
#include "compiler/layout/layout.h"

namespace nansen::layout {

/// The narrowest of 8, 16, 32, 64 and 128 bits that is at least `bits`.
unsigned register_bits(std::size_t bits);

/// A comparison of two numbers of which one is a constant, as one of stored integers with a whole
/// threshold: i/s < c iff i <= ceil(c * s) - 1.
struct Threshold {
  enum class Relation : std::uint8_t { AtMost, AtLeast, Exactly };
  /// What the range of the compared numbers alone decides.
  enum class Holds : std::uint8_t { Sometimes, Always, Never };

  ir::ValueId compared;
  Relation relation{};
  mpz_class threshold;  // where it holds sometimes, within the range of `compared`
  Holds holds{};
};

/// True iff an operand of `comparison`, a Less, LessEqual or Equal, is a constant.
bool is_with_constant(const ir::Module& module, const ir::Instruction& comparison);
/// What such a comparison comes to. `forms` are the module's number forms.
Threshold threshold_of(const ir::Module& module, const std::vector<NumberForm>& forms,
                       const ir::Instruction& comparison);

}  // namespace nansen::layout
