// Where the compiler stops when it finds that it is itself wrong.
#pragma once

#include <source_location>
#include <string_view>

namespace nansen {

/// Ends the process after saying on stderr what invariant of the compiler is broken, and where.
/// Never for a mistake of the user: those are diagnostics.
[[noreturn]] void bug(std::string_view what,
                      std::source_location where = std::source_location::current());

}  // namespace nansen
