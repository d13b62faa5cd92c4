#include "tests/benchmarks/layouts.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <string>
#include <thread>

#include "compiler/backend/evaluator.h"
#include "compiler/base/bug.h"
#include "compiler/execute/packed.h"
#include "compiler/layout/layout.h"
#include "compiler/session/session.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/opponents.h"
#include "tests/benchmarks/outline_cases.h"

namespace nansen::benchmarks {
namespace {

using outline::country_count;
using outline::definition_count;

const std::vector<std::string> definitions = {"outline.refugee", "outline.african",
                                              "outline.american", "outline.migrant"};

const std::vector<outline::Opponents> all_opponents = {
#if defined(NANSEN_BENCHMARK_CLANG)
    {NANSEN_BENCHMARK_CLANG, "clang", clang::outline_bytes, clang::outline_sliced,
     clang::outline_staged, clang::outline_tiled, clang::outline_counted},
#endif
    {NANSEN_BENCHMARK_COMPILER, "own", own_compiler::outline_bytes, own_compiler::outline_sliced,
     own_compiler::outline_staged, own_compiler::outline_tiled, own_compiler::outline_counted},
};

/// The provisions' module in normal form, with the country that no definition asks for.
ir::Module outline_module() {
  session::Session session(
      {.names = {NANSEN_SOURCE_DIR "/tests/benchmarks/outline.treaty"}, .library = {}});
  if (!session.check()) bug("the benchmark's provisions do not check");
  auto request = session.resolve({.definitions = definitions});
  if (!request) bug("the benchmark's provisions have no such definitions");
  request->keep_rules = false;
  request->all_facts = true;
  return session.lower(std::move(*request)).normal;
}

ir::ColumnId column_of(const ir::Module& module, std::string_view name) {
  for (std::size_t index = 0; index < module.columns.size(); ++index) {
    if (module.columns[ir::ColumnId(index)].name == name) return ir::ColumnId(index);
  }
  bug("the outline has no such fact");
}

double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

/// Everything that is asked of the same cases.
class Arena {
 public:
  Arena(const ir::Module& asked, const execute::Evaluator& compiled, std::size_t rows)
      : module(asked),
        evaluator(compiled),
        batch(outline_batch(asked, rows)),
        cases(asked, batch),
        packed(execute::pack(compiled, execute::Cases(batch))),
        scratch(compiled.make_scratch()),
        results(layout::output_shapes(asked), rows),
        answers(layout::output_shapes(asked), rows) {
    arrow::Problem problem;
    const arrow::GivenTable given[] = {cases.table()};
    tables = arrow::Tables::open(asked, given, problem);
    if (tables == nullptr) bug(problem.message);
    source = tables->in_place();
    if (source == nullptr) bug("the cases cannot be read where they lie");
    shared = tables->shared();
    for (std::size_t definition = 0; definition < definition_count; ++definition) {
      planes.yes[definition] = answers.plane(definition, 0, true);
      planes.no[definition] = answers.plane(definition, 0, false);
      code_memory.emplace_back(rows + 512);
      codes[definition] = code_memory.back().data();
    }
  }

  void run_batch() { evaluator.evaluate(batch, *scratch, results); }
  void run_arrow(unsigned threads = 1) {
    if (!execute::evaluate(evaluator, execute::Cases(*source, shared), results, threads)) {
      bug("a value was refused");
    }
  }
  void run_packed(unsigned threads = 1) {
    execute::evaluate(evaluator, execute::Cases(*packed), results, threads);
  }
  void run_counts(unsigned threads = 1) {
    const execute::Grouping grouping = {
        .by = column_of(module, "asylum"), .weight = {}, .wanted = execute::Wanted::Yes};
    execute::count(evaluator, module, execute::Cases(*packed), grouping, counts, threads);
  }

  /// The first row that the results and the opponents' answers differ in.
  std::size_t first_difference() const {
    for (std::size_t row = 0; row < cases.rows; ++row) {
      for (std::size_t definition = 0; definition < definition_count; ++definition) {
        for (const bool yes : {true, false}) {
          const std::uint64_t mine = results.plane(definition, 0, yes)[row / 64] >> (row % 64) & 1;
          const std::uint64_t theirs =
              answers.plane(definition, 0, yes)[row / 64] >> (row % 64) & 1;
          if (mine != theirs) return row;
        }
      }
    }
    return cases.rows;
  }
  std::size_t first_byte_difference() const {
    for (std::size_t row = 0; row < cases.rows; ++row) {
      for (std::size_t definition = 0; definition < definition_count; ++definition) {
        const bool yes = (results.plane(definition, 0, true)[row / 64] >> (row % 64) & 1) != 0;
        const bool no = (results.plane(definition, 0, false)[row / 64] >> (row % 64) & 1) != 0;
        if (codes[definition][row] != (yes ? 2 : no ? 0 : 1)) return row;
      }
    }
    return cases.rows;
  }

  const ir::Module& module;
  const execute::Evaluator& evaluator;
  runtime::Batch batch;
  OutlineCases cases;
  std::shared_ptr<const execute::PackedBatch> packed;
  std::unique_ptr<arrow::Tables> tables;
  const execute::ColumnSource* source = nullptr;
  runtime::Batch shared;
  std::unique_ptr<execute::Evaluator::Scratch> scratch;
  runtime::Results results;
  runtime::Results answers;  // the opponents'
  outline::Planes planes;
  std::vector<std::vector<std::uint8_t>> code_memory;
  outline::ByteAnswers codes{};
  execute::Counts counts;
};

bool agree(Arena& arena) {
  const auto check = [&](std::string_view what, std::size_t row) {
    if (row == arena.cases.rows) return true;
    fmt::print("{} differs at row {}\n", what, row);
    return false;
  };
  bool good = true;
  const auto forget = [&] {
    arena.results = runtime::Results(layout::output_shapes(arena.module), arena.cases.rows);
  };
  for (const outline::Opponents& of : all_opponents) {
    forget();
    arena.run_batch();
    of.bytes(arena.cases.bytes, arena.cases.rows, arena.codes);
    good = check("C++, a byte a fact", arena.first_byte_difference()) && good;
    of.sliced(arena.cases.planes, arena.cases.rows, arena.planes);
    good = check("C++, planes", arena.first_difference()) && good;
    of.staged(arena.cases.arrow, arena.cases.rows, arena.planes);
    good = check("C++, staged", arena.first_difference()) && good;
    of.tiled(arena.cases.tiles, arena.cases.rows, arena.planes);
    good = check("C++, tiles", arena.first_difference()) && good;
    forget();
    arena.run_arrow();
    good = check("Arrow columns", arena.first_difference()) && good;
    for (const unsigned threads : {1U, 2U}) {
      forget();
      arena.run_packed(threads);
      good = check("packed", arena.first_difference()) && good;
      arena.run_counts(threads);
      outline::CountryCounts counts{};
      of.counted(arena.cases.tiles, arena.cases.rows, counts);
      for (std::size_t place = 0; place < arena.counts.yes.size(); ++place) {
        const std::int64_t theirs =
            counts[place / arena.counts.groups][place % arena.counts.groups];
        if (theirs == arena.counts.yes[place]) continue;
        fmt::print("counts differ at place {}\n", place);
        good = false;
        break;
      }
    }
  }
  return good;
}

/// One table: `ours` against each of the others, measured in turn.
class Table {
 public:
  Table(std::string title, std::string prefix, std::string ours, std::function<void()> run)
      : title_(std::move(title)), prefix_(std::move(prefix)) {
    add("", std::move(ours), std::move(run));
  }
  void add(std::string label, std::string name, std::function<void()> run) {
    labels_.push_back(std::move(label));
    names_.push_back(std::move(name));
    runs_.push_back(std::move(run));
  }
  void measure(std::size_t rows, std::size_t rounds, std::size_t turns, Report& report) const {
    const auto seconds = interleaved(runs_, rounds, turns);
    fmt::print("\n{}: {} cases, {} rounds, medians\n", title_, rows, rounds);
    fmt::print("  {:<44} {:>14} {:>16}\n", "", "million cases/s", "nansen is");
    for (std::size_t index = 0; index < runs_.size(); ++index) {
      fmt::print("  {:<44} {:>14.0f} {:>13.2f} x\n", names_[index],
                 static_cast<double>(rows) / median(seconds[index]) / 1e6,
                 median_ratio(seconds[index], seconds[0]));
      if (index == 0) continue;
      report.add({fmt::format("layouts/{}/{}", prefix_, labels_[index]), names_[0], names_[index],
                  fmt::format("{} cases, {}", rows, title_), seconds[0], seconds[index]});
    }
  }

 private:
  std::string title_;
  std::string prefix_;
  std::vector<std::string> labels_;
  std::vector<std::string> names_;
  std::vector<std::function<void()>> runs_;
};

std::string by(std::string_view what, const outline::Opponents& of) {
  return fmt::format("C++, {} ({})", what, of.compiler);
}

void measure_cached(Arena& arena, const LayoutOptions& options, Report& report) {
  Table table("In cache", "cache", "nansen, columns", [&] { arena.run_batch(); });
  for (const outline::Opponents& of : all_opponents) {
    table.add(fmt::format("sliced_{}", of.label), by("planes of bits", of),
              [&] { of.sliced(arena.cases.planes, arena.cases.rows, arena.planes); });
    table.add(fmt::format("bytes_{}", of.label), by("a byte a fact", of),
              [&] { of.bytes(arena.cases.bytes, arena.cases.rows, arena.codes); });
  }
  table.measure(arena.cases.rows, options.rounds, 2'000, report);
}

void measure_memory(Arena& arena, const LayoutOptions& options, Report& report) {
  volatile std::uint64_t sink = 0;
  const std::size_t rows = arena.cases.rows;
  Table arrow_table("Arrow columns, from memory", "arrow", "nansen, Arrow columns",
                    [&] { arena.run_arrow(); });
  arrow_table.add("read_sum", "merely summing the same bytes", [&] {
    for (const auto& [start, bytes] : arena.cases.arrow_buffers()) {
      sink =
          sink + own_compiler::read_sum(reinterpret_cast<const std::uint64_t*>(start), bytes / 8);
    }
  });
  for (const outline::Opponents& of : all_opponents) {
    arrow_table.add(fmt::format("staged_{}", of.label), by("staged through L2", of),
                    [&] { of.staged(arena.cases.arrow, rows, arena.planes); });
  }
  arrow_table.measure(rows, options.rounds, 1, report);

  Table columns("Columns of planes, from memory", "columns", "nansen, columns",
                [&] { arena.run_batch(); });
  for (const outline::Opponents& of : all_opponents) {
    columns.add(fmt::format("staged_{}", of.label), by("staged through L2", of),
                [&] { of.staged(arena.cases.planes, rows, arena.planes); });
    columns.add(fmt::format("sliced_{}", of.label), by("in lock-step", of),
                [&] { of.sliced(arena.cases.planes, rows, arena.planes); });
  }
  columns.measure(rows, options.rounds, 1, report);

  Table packed("Packed, from memory", "packed", "nansen, packed", [&] { arena.run_packed(); });
  // As much as decisions read of the tiles: planes, days and years.
  const std::size_t bytes =
      arena.batch.tables[0]->blocks() * ((outline::fact_count + 1) * 128 + 512 * 5);
  const runtime::Pages memory = runtime::make_pages(bytes);
  packed.add("read_sum", "merely summing as many bytes", [&] {
    sink = sink + own_compiler::read_sum(reinterpret_cast<const std::uint64_t*>(memory.get()),
                                         bytes / sizeof(std::uint64_t));
  });
  for (const outline::Opponents& of : all_opponents) {
    packed.add(fmt::format("tiled_{}", of.label), by("tiles with prefetch", of),
               [&] { of.tiled(arena.cases.tiles, rows, arena.planes); });
  }
  packed.measure(rows, options.rounds, 1, report);

  Table counted("Counts by country, from memory", "counts", "nansen, packed",
                [&] { arena.run_counts(); });
  outline::CountryCounts counts{};
  for (const outline::Opponents& of : all_opponents) {
    counted.add(fmt::format("tiled_{}", of.label), by("tiles, histogram", of),
                [&] { of.counted(arena.cases.tiles, rows, counts); });
  }
  counted.measure(rows, options.rounds, 1, report);
}

// Threads are timed by the clock on the wall.
void measure_threads(Arena& arena, const LayoutOptions& options, Report& report) {
  const std::vector<std::pair<std::string, std::function<void(unsigned)>>> works = {
      {"arrow", [&](unsigned threads) { arena.run_arrow(threads); }},
      {"packed", [&](unsigned threads) { arena.run_packed(threads); }},
      {"counts", [&](unsigned threads) { arena.run_counts(threads); }},
      // What the machine has to give.
      {"read_sum", [&](unsigned threads) {
         const auto* words = reinterpret_cast<const std::uint64_t*>(arena.cases.tiles);
         const std::size_t count =
             arena.batch.tables[0]->blocks() * sizeof(outline::Tile) / sizeof(std::uint64_t);
         std::vector<std::jthread> others;
         std::atomic<std::uint64_t> sum = 0;
         for (unsigned thread = 0; thread < threads; ++thread) {
           others.emplace_back([&, thread] {
             sum += own_compiler::read_sum(words + count / threads * thread, count / threads);
           });
         }
       }}};
  fmt::print("\nTwo threads against one: {} cases, {} rounds, medians\n", arena.cases.rows,
             options.rounds);
  for (const auto& [name, work] : works) {
    std::vector<double> seconds[2];
    for (std::size_t round = 0; round < options.rounds; ++round) {
      for (const unsigned threads : {1U, 2U}) {
        const double start = wall_seconds();
        work(threads);
        seconds[threads - 1].push_back(wall_seconds() - start);
      }
    }
    fmt::print("  {:<44} {:>14.0f} {:>13.2f} x\n", name,
               static_cast<double>(arena.cases.rows) / median(seconds[1]) / 1e6,
               median_ratio(seconds[0], seconds[1]));
    report.add({fmt::format("layouts/threads/{}", name), "two threads", "one thread",
                fmt::format("{} cases from memory", arena.cases.rows), seconds[1], seconds[0]});
  }
}

}  // namespace

bool compare_layouts(const LayoutOptions& options, Report& report) {
  const ir::Module module = outline_module();
  std::string error;
  const auto evaluator = backend::compile(module, {}, error);
  if (!evaluator) bug(error);
  fmt::print("Four definitions over 33 truths, a date and a number, every tenth truth unknown.\n");
  for (const bool cached : {true, false}) {
    const std::size_t rows = cached ? options.cached_rows : options.memory_rows;
    if (rows == 0) continue;
    Arena arena(module, *evaluator, rows);
    if (!agree(arena)) return false;
    if (cached) {
      measure_cached(arena, options, report);
    } else {
      measure_memory(arena, options, report);
      measure_threads(arena, options, report);
    }
  }
  return true;
}

}  // namespace nansen::benchmarks
