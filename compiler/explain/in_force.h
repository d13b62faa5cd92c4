// Whether an instrument binds on a day.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "compiler/program/program.h"

namespace nansen::explain {

/// Why `instrument` does not bind on `as_of`: `not in force on 1950-01-01: in force from
/// 1954-04-22`. Empty iff it binds, or no day is asked about. The same rule as `lower` keeps to.
std::string out_of_force(const program::Instrument& instrument, std::optional<std::int32_t> as_of);

}  // namespace nansen::explain
