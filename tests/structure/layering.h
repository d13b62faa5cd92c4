// The rules of the house that a compiler does not check: which room may see which, and what only
// the driver may do. A rule is a function of a file's path and text, so that it is itself tested.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace nansen::structure {

/// Which rooms a room may include, all that its links reach. A room is named by its folder:
/// `runtime`, `compiler/ir`.
using Arrows = std::map<std::string, std::set<std::string>>;

/// Reads the rooms and their links out of CMakeLists.txt, and follows the links.
Arrows arrows_of(std::string_view cmake_lists);

/// What must not be in `text`, the file at `path` (relative to the project): one sentence each,
/// with the line. `passes` are the headers of the passes, which must not see one another.
std::vector<std::string> offences(const std::string& path, std::string_view text,
                                  const Arrows& arrows, const std::set<std::string>& passes);

/// The rooms that reach themselves.
std::vector<std::string> rooms_in_a_circle(const Arrows& arrows);

/// The file that puts the passes in order, and therefore sees them all.
inline constexpr std::string_view pass_order_file = "compiler/passes/normalise.cpp";

/// The headers of the passes, given the text of `pass_order_file`.
std::set<std::string> passes_of(std::string_view pass_order);

/// `text` with its comments and the insides of its quotations replaced by spaces; lines stay.
std::string without_comments_and_strings(std::string_view text);

inline constexpr std::size_t longest_file = 600;  // lines

}  // namespace nansen::structure
