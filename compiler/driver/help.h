// How the help of commands is laid out; used inside this room only.
#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <memory>

namespace nansen::driver {

/// The columns of help: terminals and manuals have that many.
inline constexpr std::size_t help_width = 80;

/// Lays help out as the option parser does, wrapped to `help_width`.
std::shared_ptr<CLI::FormatterBase> help_formatter();

}  // namespace nansen::driver
