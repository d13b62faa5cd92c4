// How single values are drawn, for tables and batches alike; used inside this room.
#pragma once

#include <cstdint>

#include "compiler/cases/sample.h"

namespace nansen::cases {

/// A stored number from least to greatest; where the range is wide, half of them small and the
/// others of every order of magnitude, few of them negative. `unit` is what one of
/// the written units is stored as: a scale, or 12 months of a year.
std::int64_t draw_number(Random& random, std::int64_t least, std::int64_t greatest,
                         std::int64_t unit);
/// A day, mostly of the last hundred years; sometimes never.
std::int64_t draw_day(Random& random, std::int64_t least, std::int64_t greatest);

}  // namespace nansen::cases
