// nansen_benchmark: compiled code against what one would write by hand, and the command from files
// to answers.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "tests/benchmarks/command.h"
#include "tests/benchmarks/drafts.h"
#include "tests/benchmarks/kernels.h"
#include "tests/benchmarks/sharing.h"
#include "tests/benchmarks/time.h"

namespace {

constexpr std::string_view usage =
    "usage: nansen_benchmark [kernels|time|sharing|drafts|command] [--rounds N] [--rows N]\n"
    "\n"
    "  kernels   compiled code against hand-written C++\n"
    "  time      compiled days against hand-written C++ and NumPy\n"
    "  sharing   compiled allocations against hand-written C++, GMP and NumPy\n"
    "  drafts    eight drafts of one text, and what they change, against that text alone\n"
    "  command   nansen run over 100,000 cases, stage by stage\n"
    "  --rounds  how often everything is measured (11)\n"
    "  --rows    cases that lie in memory (10000000); 0 leaves them out\n"
    "\n"
    "Without a word all are measured.\n";

}  // namespace

int main(int argc, char** argv) {
  nansen::benchmarks::KernelOptions options;
  bool kernels = true;
  bool time = true;
  bool sharing = true;
  bool drafts = true;
  bool command = true;
  for (int index = 1; index < argc; ++index) {
    const std::string_view word = argv[index];
    const bool number = word == "--rounds" || word == "--rows";
    if (word == "kernels" || word == "time" || word == "sharing" || word == "drafts" ||
        word == "command") {
      kernels = word == "kernels";
      time = word == "time";
      sharing = word == "sharing";
      drafts = word == "drafts";
      command = word == "command";
    } else if (number && index + 1 < argc) {
      const auto value = static_cast<std::size_t>(std::strtoull(argv[++index], nullptr, 10));
      (word == "--rows" ? options.memory_rows : options.rounds) = value;
    } else {
      fmt::print("{}", usage);
      return word == "--help" ? 0 : 2;
    }
  }
  if (kernels && !nansen::benchmarks::compare_kernels(options)) return 1;
  if (time && !nansen::benchmarks::compare_time({.rounds = options.rounds})) return 1;
  if (sharing && !nansen::benchmarks::compare_sharing({options.rounds})) return 1;
  if (drafts && !nansen::benchmarks::compare_drafts(
                    {.rounds = options.rounds, .rows = options.memory_rows})) {
    return 1;
  }
  const auto nansen = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "nansen";
  if (command && !nansen::benchmarks::time_command(nansen.string(), 100'000, options.rounds)) {
    return 1;
  }
  return 0;
}
