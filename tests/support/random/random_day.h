// Random days, crowding where the calendar is uneven.
#pragma once

#include <cstdint>

#include "tests/support/random/random.h"

namespace nansen::test {

/// A day of the calendar: often near either end of it, the end of a month or 29 February.
std::int32_t random_day(Random& random);

}  // namespace nansen::test
