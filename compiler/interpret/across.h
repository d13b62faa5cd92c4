// What a sheet makes of several numbers at once, apart from apportionment; used inside this room
// only.
#pragma once

#include <vector>

#include "compiler/base/rational.h"

namespace nansen::interpret {

/// The middle number in ascending order, or the mean of the two middle ones; of at least one.
Rational middle_of(std::vector<Rational> numbers);

/// Of each number 1 and how many are greater.
std::vector<Rational> ranks(const std::vector<Rational>& numbers);

/// The values, with what the ceilings cut off shared as sheet_opcodes.def says of Redistribute. All
/// vectors have one entry a row; no weight is below zero.
std::vector<Rational> redistributed(const std::vector<Rational>& values,
                                    const std::vector<Rational>& ceilings,
                                    const std::vector<Rational>& weights,
                                    bool until_nothing_is_cut);

}  // namespace nansen::interpret
