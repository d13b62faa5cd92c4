// Which law binds on a day.
#pragma once

#include <cstdint>
#include <optional>

#include "compiler/program/program.h"

namespace nansen::program {

/// The first day on which `instrument` binds: that of its entry into force or, where it names none,
/// of its adoption. Nothing where it names neither; it is then always asked.
std::optional<std::int32_t> first_day(const Instrument& instrument);

/// True iff `instrument` binds on `day`, in days since 1970-01-01: from its first day to the day
/// before its repeal. Without a day all instruments do.
bool in_force(const Instrument& instrument, std::optional<std::int32_t> day);

/// The instrument other than the definition's own that `rule` is a text of: a protocol that adds to
/// a convention's definition or excepts from it. Null iff the definition's own instrument has it.
const Instrument* other_instrument(const Program& program, RuleId rule);

/// True iff `rule` counts on `day`. The definition's own instrument is the asker's choice; what
/// another one adds to it or excepts from it counts iff that one is in force.
bool in_force(const Program& program, RuleId rule, std::optional<std::int32_t> day);

}  // namespace nansen::program
