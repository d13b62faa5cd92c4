// The command from files to answers, stage by stage.
#pragma once

#include <cstddef>
#include <string>

namespace nansen::benchmarks {

/// Runs `nansen run` for `cases` sampled cases `rounds` times and prints the median of each stage.
/// `nansen` is the path of the command. False iff it failed.
bool time_command(const std::string& nansen, std::size_t cases, std::size_t rounds);

}  // namespace nansen::benchmarks
