// nansen_benchmark: compiled code against what one would write by hand or use instead, and the
// command from files to answers; all as ratios of what was measured side by side.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tests/benchmarks/command.h"
#include "tests/benchmarks/drafts.h"
#include "tests/benchmarks/kernels.h"
#include "tests/benchmarks/layouts.h"
#include "tests/benchmarks/reading.h"
#include "tests/benchmarks/report.h"
#include "tests/benchmarks/rivals.h"
#include "tests/benchmarks/scales.h"
#include "tests/benchmarks/sharing.h"
#include "tests/benchmarks/time.h"
#include "tests/benchmarks/webassembly.h"

namespace {

namespace benchmarks = nansen::benchmarks;

struct Options {
  std::size_t rounds = 11;
  std::size_t rows = 10'000'000;
  std::string nansen;  // the command
  std::string duckdb;  // its library
};

/// A part of what is measured. `measure` is false iff an opponent answers otherwise than we do.
struct Part {
  std::string_view name;
  std::string_view what;
  std::function<bool(const Options&, benchmarks::Report&)> measure;
};

const std::vector<Part>& parts() {
  static const std::vector<Part> all = {
      {"kernels", "compiled code against hand-written C++",
       [](const Options& options, benchmarks::Report& report) {
         return benchmarks::compare_kernels({.memory_rows = options.rows, .rounds = options.rounds},
                                            report);
       }},
      {"layouts", "compiled code against hand-written C++ in every layout of the cases",
       [](const Options& options, benchmarks::Report& report) {
         return benchmarks::compare_layouts({.memory_rows = options.rows, .rounds = options.rounds},
                                            report);
       }},
      {"rivals", "compiled code against NumPy and DuckDB",
       [](const Options& options, benchmarks::Report& report) {
         return benchmarks::compare_rivals({.rows = options.rows,
                                            .database_rows = options.rows / 5,
                                            .rounds = options.rounds,
                                            .duckdb = options.duckdb},
                                           report);
       }},
      {"scales", "compiled code with more and more cases and definitions",
       [](const Options& options, benchmarks::Report& report) {
         return benchmarks::compare_scales(
             {.most_rows = 10 * options.rows, .rounds = options.rounds}, report);
       }},
      {"time", "compiled days against hand-written C++ and NumPy",
       [](const Options& options, benchmarks::Report& report) {
         return benchmarks::compare_time({.rounds = options.rounds}, report);
       }},
      {"sharing", "compiled allocations against hand-written C++, GMP and NumPy",
       [](const Options& options, benchmarks::Report& report) {
         return benchmarks::compare_sharing({options.rounds}, report);
       }},
      {"wasm", "a kernel for WebAssembly against the same written in C",
       [](const Options& options, benchmarks::Report& report) {
         return benchmarks::compare_webassembly(
             {.rounds = options.rounds, .nansen = options.nansen}, report);
       }},
      {"drafts", "eight drafts of one text, and what they change, against that text alone",
       [](const Options& options, benchmarks::Report& report) {
         return benchmarks::compare_drafts({.rounds = options.rounds, .rows = options.rows},
                                           report);
       }},
      {"reading", "the reader of tables against a scanner written for one table",
       [](const Options& options, benchmarks::Report& report) {
         return benchmarks::compare_reading({.nansen = options.nansen, .rounds = options.rounds},
                                            report);
       }},
      {"first", "the first answers over 100,000 cases against what they may take",
       [](const Options& options, benchmarks::Report& report) {
         return benchmarks::compare_first_answers(
             {.nansen = options.nansen, .rounds = options.rounds}, report);
       }},
      {"command", "nansen run over 100,000 cases, stage by stage",
       [](const Options& options, benchmarks::Report&) {
         return benchmarks::time_command(options.nansen, 100'000, options.rounds);
       }},
  };
  return all;
}

void print_usage() {
  fmt::print(
      "usage: nansen_benchmark [PART...] [--rounds N] [--rows N] [--json FILE] [--check]\n\n");
  for (const Part& part : parts()) fmt::print("  {:<10} {}\n", part.name, part.what);
  fmt::print(
      "  --rounds   how often everything is measured (11)\n"
      "  --rows     cases that lie in memory (10000000; of scales ten times as many); 0 leaves\n"
      "             them out\n"
      "  --json     where all ratios are written (bench.json beside the folder of this program)\n"
      "  --check    fails where a ratio is more than a third below what is expected of it, in\n"
      "             tests/benchmarks/expected_ratios.json\n"
      "\n"
      "Without a part all are measured.\n");
}

bool is_part(std::string_view word) {
  for (const Part& part : parts()) {
    if (part.name == word) return true;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  const auto programs = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  Options options{.nansen = (programs / "nansen").string(),
                  .duckdb = (programs.parent_path() / "duckdb/package/libduckdb.so").string()};
  std::string json = (programs.parent_path() / "bench.json").string();
  const std::string expected = NANSEN_SOURCE_DIR "/tests/benchmarks/expected_ratios.json";
  bool check = false;
  std::set<std::string_view> asked;
  for (int index = 1; index < argc; ++index) {
    const std::string_view word = argv[index];
    const bool valued = index + 1 < argc;
    if (is_part(word)) {
      asked.insert(word);
    } else if (word == "--check") {
      check = true;
    } else if (valued && word == "--rounds") {
      options.rounds = std::strtoull(argv[++index], nullptr, 10);
    } else if (valued && word == "--rows") {
      options.rows = std::strtoull(argv[++index], nullptr, 10);
    } else if (valued && word == "--json") {
      json = argv[++index];
    } else {
      print_usage();
      return word == "--help" ? 0 : 2;
    }
  }
  benchmarks::Report report;
  bool agree = true;
  for (const Part& part : parts()) {
    if (!asked.empty() && !asked.contains(part.name)) {
      report.add_left_out(std::string(part.name));
    } else {
      agree = part.measure(options, report) && agree;
    }
  }
  report.print(expected);
  const bool written = report.write(json, NANSEN_SOURCE_DIR);
  fmt::print("{} {}\n", written ? "Written to" : "could not write", json);
  const bool held = !check || report.check(expected);
  return agree && written && held ? 0 : 1;
}
