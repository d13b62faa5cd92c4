// "For some linked row", in the forms that processors differ in. Used inside this folder only.
#pragma once

#include "runtime/crossing.h"

namespace nansen::runtime {

/// at_least_rows with a count of one, for processors that are at least x86-64-v3; there is a linked
/// row.
void some_row_x86_64_v3(Planes operand, const Link& link, OutputPlanes result);

/// at_least_rows on any processor.
void at_least_rows_portable(Planes operand, const Link& link, std::int64_t count,
                            OutputPlanes result);

}  // namespace nansen::runtime
