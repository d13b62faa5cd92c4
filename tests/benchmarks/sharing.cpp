#include "tests/benchmarks/sharing.h"

#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <variant>

#include "compiler/backend/sheet_evaluator.h"
#include "compiler/base/bug.h"
#include "tests/benchmarks/folder.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/sharing_tables.h"

namespace nansen::benchmarks {
namespace {

/// A contestant's answers, [scenario][row] of the first scenarios.
using Answers = std::vector<std::int32_t>;

class Arena {
 public:
  Arena(const ir::Sheet& sheet, const execute::SheetEvaluator& evaluator,
        const KeyScenarios& scenarios)
      : sheet_(sheet),
        evaluator_(evaluator),
        scenarios_(scenarios),
        table_(scenarios.table()),
        answers_((table_.scenarios + 7) / 8 * 8 * table_.rows) {}

  const KeyTable& table() const { return table_; }

  /// Compiled code, and the interpreter for what it leaves open: exact answers for all.
  void run_native() {
    evaluator_.evaluate(scenarios_.scenarios, {0}, results_);
    left_open_ = 0;
    for (std::size_t scenario = 0; scenario < table_.scenarios; ++scenario) {
      if (results_.undecided[scenario] == 0) continue;
      ++left_open_;
      const auto exact = interpret::evaluate(sheet_, scenarios_.exact(scenario));
      const auto* columns = std::get_if<std::vector<interpret::SheetColumn>>(&exact);
      if (columns == nullptr) bug("a scenario of the benchmark has no answer");
      for (std::size_t row = 0; row < table_.rows; ++row) {
        results_.columns[0].values[scenario * table_.rows + row] =
            (*columns)[0].numbers[row].get_num().get_si();
      }
    }
  }
  std::size_t left_open() const { return left_open_; }

  Answers native() {
    run_native();
    const std::vector<std::int64_t>& values = results_.columns[0].values;
    return Answers(values.begin(), values.end());
  }

  /// Memory for an opponent's answers.
  std::int32_t* answers() { return answers_.data(); }

  Answers by_scenario() const {
    return Answers(answers_.begin(),
                   answers_.begin() + static_cast<std::ptrdiff_t>(table_.scenarios * table_.rows));
  }
  Answers by_block() const {
    Answers ordered(table_.scenarios * table_.rows);
    for (std::size_t scenario = 0; scenario < table_.scenarios; ++scenario) {
      for (std::size_t row = 0; row < table_.rows; ++row) {
        ordered[scenario * table_.rows + row] =
            answers_[(scenario / 8 * table_.rows + row) * 8 + scenario % 8];
      }
    }
    return ordered;
  }

 private:
  const ir::Sheet& sheet_;
  const execute::SheetEvaluator& evaluator_;
  const KeyScenarios& scenarios_;
  KeyTable table_;
  runtime::ScenarioResults results_;
  std::size_t left_open_ = 0;
  std::vector<std::int32_t, AlignedAllocator<std::int32_t>> answers_;
};

/// NumPy, run by a program of its own, which says how long it took.
class NumPy {
 public:
  NumPy(const Folder& folder, const KeyScenarios& scenarios) {
    constexpr const char* python = "/usr/bin/python3";
    if (std::system(fmt::format("{} -c 'import numpy' 2>/dev/null", python).c_str()) != 0) return;
    const KeyTable table = scenarios.table();
    std::ofstream numbers(folder.file("numbers"), std::ios::binary);
    numbers.write(reinterpret_cast<const char*>(scenarios.by_column.data()),
                  static_cast<std::streamsize>(scenarios.by_column.size() * sizeof(double)));
    answers_path_ = folder.file("answers");
    command_ = fmt::format("{} {}/tests/benchmarks/sharing_numpy.py {} {} {} {}", python,
                           NANSEN_SOURCE_DIR, folder.file("numbers"), table.rows, table.taking_part,
                           table.scenarios);
  }

  bool there() const { return !command_.empty(); }

  /// Seconds of one pass over all scenarios.
  double seconds() const { return run(command_); }

  Answers answers(const KeyTable& table) const {
    run(command_ + " " + answers_path_);
    Answers by_row(table.rows * table.scenarios);
    std::ifstream(answers_path_, std::ios::binary)
        .read(reinterpret_cast<char*>(by_row.data()),
              static_cast<std::streamsize>(by_row.size() * sizeof(std::int32_t)));
    Answers ordered(by_row.size());
    for (std::size_t row = 0; row < table.rows; ++row) {
      for (std::size_t scenario = 0; scenario < table.scenarios; ++scenario) {
        ordered[scenario * table.rows + row] = by_row[row * table.scenarios + scenario];
      }
    }
    return ordered;
  }

 private:
  static double run(const std::string& command) {
    double seconds = 0;
    FILE* output = popen(command.c_str(), "r");
    if (output == nullptr || std::fscanf(output, "%lf", &seconds) != 1) bug("NumPy failed");
    pclose(output);
    return seconds;
  }

  std::string command_;
  std::string answers_path_;
};

/// How an opponent is run, and what it answered.
struct Contestant {
  std::string name;
  std::string label;  // in the names of ratios
  std::size_t scenarios = 0;
  std::function<void()> run;
  std::function<Answers()> answers;
};

std::vector<Contestant> opponents(Arena& arena, bool rank) {
  struct Build {
    const char* compiler;
    void (*one_by_one)(const KeyTable&, std::int32_t*);
    void (*eight_at_once)(const KeyTable&, bool, std::int32_t*);
  };
  const std::vector<Build> builds = {
#if defined(NANSEN_BENCHMARK_CLANG)
      {NANSEN_BENCHMARK_CLANG, clang::one_by_one, clang::eight_at_once},
#endif
      {NANSEN_BENCHMARK_COMPILER, own_compiler::one_by_one, own_compiler::eight_at_once},
  };
  std::vector<Contestant> found;
  const KeyTable& table = arena.table();
  for (const Build& build : builds) {
    const bool own = std::string_view(build.compiler) == NANSEN_BENCHMARK_COMPILER;
    const std::string suffix = own ? "_own" : "_clang";
    found.push_back(
        {fmt::format("C++ doubles, 8 at once ({})", build.compiler), "eight_at_once" + suffix,
         table.scenarios,
         [&arena, build, rank] { build.eight_at_once(arena.table(), rank, arena.answers()); },
         [&arena] { return arena.by_block(); }});
    found.push_back({fmt::format("C++ doubles, one by one ({})", build.compiler),
                     "one_by_one" + suffix, table.scenarios,
                     [&arena, build] { build.one_by_one(arena.table(), arena.answers()); },
                     [&arena] { return arena.by_scenario(); }});
  }
  const std::size_t exact = std::min<std::size_t>(table.scenarios, 40'000 / table.rows);
  found.push_back({"GMP, one common denominator", "common_denominator", exact,
                   [&arena, exact] { common_denominator(arena.table(), exact, arena.answers()); },
                   [&arena, exact] {
                     Answers answers = arena.by_scenario();
                     answers.resize(exact * arena.table().rows);
                     return answers;
                   }});
  return found;
}

/// True iff the first scenarios are answered alike; else says which is not.
bool agree(std::string_view name, const Answers& expected, const Answers& got, std::size_t rows) {
  for (std::size_t at = 0; at < got.size(); ++at) {
    if (got[at] == expected[at]) continue;
    fmt::print("{} differs in scenario {}, State {}: {} and {}\n", name, at / rows, at % rows,
               got[at], expected[at]);
    return false;
  }
  return true;
}

bool compare(Arena& arena, const NumPy& numpy, bool rank, std::size_t rounds, Report& report) {
  const KeyTable& table = arena.table();
  const Answers expected = arena.native();
  std::vector<Contestant> contestants = opponents(arena, rank);
  for (const Contestant& each : contestants) {
    each.run();
    if (!agree(each.name, expected, each.answers(), table.rows)) return false;
  }
  if (numpy.there() && !agree("NumPy", expected, numpy.answers(table), table.rows)) return false;

  std::vector<std::vector<double>> seconds(contestants.size() + 2);
  // Each runs for some hundredths of a second, so that what was in cache before makes no
  // difference.
  const auto time = [](std::vector<double>& times, std::size_t scenarios, const auto& run) {
    run();
    double taken = 0;
    std::size_t turns = 0;
    for (const double start = thread_seconds(); taken < 0.03; ++turns) {
      run();
      taken = thread_seconds() - start;
    }
    times.push_back(taken / static_cast<double>(turns * scenarios));
  };
  for (std::size_t round = 0; round < rounds; ++round) {
    time(seconds[0], table.scenarios, [&] { arena.run_native(); });
    for (std::size_t index = 0; index < contestants.size(); ++index) {
      time(seconds[index + 1], contestants[index].scenarios, contestants[index].run);
    }
    if (numpy.there()) {
      seconds.back().push_back(numpy.seconds() / static_cast<double>(table.scenarios));
    }
  }
  fmt::print("\n{} States, {} of which take part: {} scenarios, {} rounds, medians\n", table.rows,
             table.taking_part, table.scenarios, rounds);
  fmt::print("  {:<48} {:>14} {:>14}\n", "", "allocations/s", "nansen is");
  const auto line = [&](const std::string& name, const std::string& label,
                        const std::vector<double>& times) {
    fmt::print("  {:<48} {:>14.0f} {:>12.2f} x\n", name, 1 / median(times),
               median_ratio(times, seconds[0]));
    if (label.empty()) return;
    report.add({fmt::format("sharing/{}_states/{}", table.rows, label), "nansen, compiled, exact",
                name, fmt::format("{} scenarios, one core", table.scenarios), seconds[0], times});
  };
  line("nansen, compiled, exact", "", seconds[0]);
  for (std::size_t index = 0; index < contestants.size(); ++index) {
    line(contestants[index].name, contestants[index].label, seconds[index + 1]);
  }
  if (numpy.there()) {
    line("NumPy, blocks of 2048", "numpy", seconds.back());
  } else {
    report.add_absent(fmt::format("sharing/{}_states/numpy", table.rows),
                      "/usr/bin/python3 has no module numpy");
  }
  fmt::print("  left to the interpreter: {} of {} scenarios\n", arena.left_open(), table.scenarios);
  return true;
}

}  // namespace

bool compare_sharing(const SharingOptions& options, Report& report) {
  const ir::Sheet sheet = key_sheet();
  std::string error;
  const double start = thread_seconds();
  const auto evaluator = backend::compile(sheet, {}, error);
  if (!evaluator) bug(error);
  fmt::print(
      "\nThe key of September 2015 and 120,000 persons by largest remainder, one core; "
      "compiled in {:.0f} ms.\n",
      (thread_seconds() - start) * 1e3);
  const Folder folder;
  for (const bool world : {false, true}) {
    const KeyScenarios scenarios = world ? KeyScenarios(made_up_figures(196), 186, 2'048)
                                         : KeyScenarios(figures_of_2014(), 25, 16'384);
    Arena arena(sheet, *evaluator, scenarios);
    // Counting ranks is the quicker way among few States, halving among many.
    if (!compare(arena, NumPy(folder, scenarios), !world, options.rounds, report)) return false;
  }
  return true;
}

}  // namespace nansen::benchmarks
