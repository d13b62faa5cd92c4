#include "compiler/explain/in_force.h"

#include <fmt/format.h>

#include "compiler/program/in_force.h"
#include "runtime/calendar.h"

namespace nansen::explain {

std::string out_of_force(const program::Instrument& instrument, std::optional<std::int32_t> as_of) {
  if (program::in_force(instrument, as_of)) return "";
  const std::string day = runtime::format_date(*as_of);
  const std::optional<std::int32_t> first = program::first_day(instrument);
  if (first && *as_of < *first) {
    return fmt::format("not in force on {}: {} {}", day,
                       instrument.in_force ? "in force from" : "adopted on",
                       runtime::format_date(*first));
  }
  return fmt::format("not in force on {}: repealed from {}", day,
                     runtime::format_date(*instrument.repealed));
}

}  // namespace nansen::explain
