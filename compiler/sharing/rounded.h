// An answer rounded for print: what native code works out, and what is made of exact numbers.
#pragma once

#include <optional>
#include <vector>

#include "compiler/sharing/answer.h"

namespace nansen::sharing {

/// Of each output and row: the number times 10^decimals, rounded once, halves away from zero; a
/// truth as 0 or 1. Zero where it is not asked.
struct RoundedAnswer {
  std::vector<int> decimals;  // by output
  std::vector<std::vector<mpz_class>> units;
};

RoundedAnswer round(const Answer& answer, const std::vector<int>& decimals);

/// The same, worked out by native code, where that decides every digit and can hold every number;
/// otherwise as `round` gives it. Nothing iff the back end cannot be loaded; why is emitted.
std::optional<RoundedAnswer> natively(const lower::LoweredFormula& lowered, const StateTable& table,
                                      const Answer& exact, const std::vector<int>& decimals,
                                      const EngineChoice& engine, Emitter& emitter);

}  // namespace nansen::sharing
