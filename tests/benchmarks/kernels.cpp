#include "tests/benchmarks/kernels.h"

#include <fmt/format.h>

#include <string>

#include "compiler/backend/evaluator.h"
#include "compiler/base/bug.h"
#include "compiler/cases/sample.h"
#include "compiler/layout/layout.h"
#include "compiler/session/session.h"
#include "tests/benchmarks/facts.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/opponents.h"

namespace nansen::benchmarks {
namespace {

const std::vector<std::string> definitions = {"protocol_1967.refugee", "oau_1969.refugee",
                                              "cartagena_1984.refugee", "mimc_2017.forced_migrant"};

const std::vector<Opponents> all_opponents = {
#if defined(NANSEN_BENCHMARK_CLANG)
    {NANSEN_BENCHMARK_CLANG, clang::bytes, clang::sliced},
#endif
    {NANSEN_BENCHMARK_COMPILER, own_compiler::bytes, own_compiler::sliced},
};

/// The four definitions of the library in normal form.
ir::Module regimes() {
  session::Session session({.names = {"protocol_1967", "oau_1969", "cartagena_1984", "mimc_2017"},
                            .library = {NANSEN_SOURCE_DIR "/stdlib"}});
  if (!session.check()) bug("the library does not check");
  auto request = session.resolve({.definitions = definitions});
  if (!request) bug("the library has no such definitions");
  return session.lower(std::move(*request)).normal;
}

/// The same cases for every contestant, and what each answers.
struct Arena {
  Arena(const ir::Module& asked, const execute::Evaluator& compiled, std::size_t rows)
      : module(asked),
        evaluator(compiled),
        batch(cases::sample_batch(asked, {.rows = rows, .most_linked_rows = 2})),
        scratch(compiled.make_scratch()),
        results(layout::output_shapes(asked), rows),
        as_bytes(byte_facts(asked, batch)),
        as_planes(sliced_facts(asked, batch)) {
    for (std::size_t definition = 0; definition < definition_count; ++definition) {
      byte_results[definition].resize(rows);
      sliced_results.yes[definition] = Plane(rows);
      sliced_results.no[definition] = Plane(rows);
    }
  }

  std::size_t rows() const { return batch.tables[0]->rows(); }
  void run_native() { evaluator.evaluate(batch, *scratch, results); }
  void run_bytes(const Opponents& of) { of.bytes(as_bytes, rows(), byte_results); }
  void run_sliced(const Opponents& of) { of.sliced(as_planes, rows(), sliced_results); }

  const ir::Module& module;
  const execute::Evaluator& evaluator;
  runtime::Batch batch;
  std::unique_ptr<execute::Evaluator::Scratch> scratch;
  runtime::Results results;
  ByteFacts as_bytes;
  SlicedFacts as_planes;
  ByteResults byte_results;
  SlicedResults sliced_results;
};

// ---- agreement ----

bool bit(const std::uint64_t* plane, std::size_t row) {
  return (plane[row / 64] >> (row % 64) & 1) != 0;
}

/// The first row that a definition is answered differently for; `rows` iff there is none.
std::size_t first_difference(const Arena& arena, std::size_t definition) {
  const std::uint64_t* yes = arena.results.plane(definition, 0, true);
  const std::uint64_t* no = arena.results.plane(definition, 0, false);
  const std::uint64_t* sliced_yes = arena.sliced_results.yes[definition].bits();
  const std::uint64_t* sliced_no = arena.sliced_results.no[definition].bits();
  for (std::size_t row = 0; row < arena.rows(); ++row) {
    const int code = bit(yes, row) ? 2 : bit(no, row) ? 0 : 1;
    const int sliced = bit(sliced_yes, row) ? 2 : bit(sliced_no, row) ? 0 : 1;
    if (arena.byte_results[definition][row] != code || sliced != code) return row;
  }
  return arena.rows();
}

bool opponents_agree(Arena& arena) {
  bool agree = true;
  arena.run_native();
  for (const Opponents& opponents : all_opponents) {
    arena.run_bytes(opponents);
    arena.run_sliced(opponents);
    for (std::size_t definition = 0; definition < definition_count; ++definition) {
      const std::size_t row = first_difference(arena, definition);
      if (row == arena.rows()) continue;
      fmt::print("{} built by {} differs at row {}\n", definitions[definition], opponents.compiler,
                 row);
      agree = false;
    }
  }
  if (!agree) return false;
  fmt::print("All agree on {} cases, row for row:\n", arena.rows());
  for (std::size_t definition = 0; definition < definition_count; ++definition) {
    std::size_t yes = 0;
    std::size_t no = 0;
    for (std::size_t row = 0; row < arena.rows(); ++row) {
      yes += bit(arena.results.plane(definition, 0, true), row) ? 1U : 0U;
      no += bit(arena.results.plane(definition, 0, false), row) ? 1U : 0U;
    }
    fmt::print("  {:<26} {:>10} yes {:>10} undetermined {:>10} no\n", definitions[definition], yes,
               arena.rows() - yes - no, no);
  }
  return true;
}

// ---- the bandwidth there is ----

struct Buffer {
  const std::uint64_t* words = nullptr;
  std::size_t count = 0;
};

/// Every buffer of every table that compiled code reads.
std::vector<Buffer> buffers_read(const Arena& arena) {
  std::vector<Buffer> buffers;
  for (const auto& table : arena.batch.tables) {
    for (std::size_t column = 0; column < table->shapes().size(); ++column) {
      const runtime::ColumnShape& shape = table->shapes()[column];
      for (std::size_t index = 0; index < runtime::buffer_count(shape); ++index) {
        const bool plane = index == 0 || shape.kind == runtime::ColumnKind::Boolean ||
                           shape.kind == runtime::ColumnKind::Set;
        const std::size_t bits = plane ? 1 : 8U * shape.width;
        buffers.push_back({reinterpret_cast<const std::uint64_t*>(table->buffer(column, index)),
                           table->blocks() * runtime::block_words * bits});
      }
    }
  }
  return buffers;
}

std::size_t bytes_of(const std::vector<Buffer>& buffers) {
  std::size_t bytes = 0;
  for (const Buffer& buffer : buffers) bytes += buffer.count * sizeof(std::uint64_t);
  return bytes;
}

std::uint64_t sum(const std::vector<Buffer>& buffers) {
  std::uint64_t total = 0;
  for (const Buffer& buffer : buffers) {
    total += own_compiler::read_sum(buffer.words, buffer.count);
  }
  return total;
}

// ---- the comparison ----

/// `place` is what the names of the ratios say of where the cases lie.
void compare(Arena& arena, std::string_view where, std::string_view place, std::size_t rounds,
             std::size_t turns, Report& report) {
  const std::vector<Buffer> buffers = buffers_read(arena);
  volatile std::uint64_t sink = 0;
  std::vector<std::function<void()>> runs = {[&] { arena.run_native(); },
                                             [&] { sink = sink + sum(buffers); }};
  std::vector<std::string> names = {"nansen, compiled", "merely summing its bytes"};
  std::vector<std::string> labels = {"", "read_sum"};  // in the names of ratios
  for (const Opponents& opponents : all_opponents) {
    const bool own = std::string_view(opponents.compiler) == NANSEN_BENCHMARK_COMPILER;
    const std::string build = own ? "own" : "clang";
    labels.push_back("bytes_" + build);
    labels.push_back("sliced_" + build);
    runs.emplace_back([&arena, &opponents] { arena.run_bytes(opponents); });
    names.push_back(fmt::format("C++, a byte a fact ({})", opponents.compiler));
    runs.emplace_back([&arena, &opponents] { arena.run_sliced(opponents); });
    names.push_back(fmt::format("C++, bit-sliced ({})", opponents.compiler));
  }
  const auto seconds = interleaved(runs, rounds, turns);
  const double rows = static_cast<double>(arena.rows());
  fmt::print("\n{}: {} cases, {} rounds, medians\n", where, arena.rows(), rounds);
  fmt::print("  {:<36} {:>14} {:>16}\n", "", "million cases/s", "nansen is");
  for (std::size_t index = 0; index < runs.size(); ++index) {
    fmt::print("  {:<36} {:>14.0f} {:>13.2f} x\n", names[index],
               rows / median(seconds[index]) / 1e6, median_ratio(seconds[index], seconds[0]));
    if (index == 0) continue;
    report.add({fmt::format("kernels/{}/{}", place, labels[index]), names[0], names[index],
                fmt::format("{} cases, {}, one core", arena.rows(), place), seconds[0],
                seconds[index]});
  }
  const double bytes = static_cast<double>(bytes_of(buffers));
  fmt::print("  nansen reads {:.1f} bytes a case, {:.1f} GB/s; the sum {:.1f} GB/s\n", bytes / rows,
             bytes / median(seconds[0]) / 1e9, bytes / median(seconds[1]) / 1e9);
}

}  // namespace

bool compare_kernels(const KernelOptions& options, Report& report) {
  const ir::Module module = regimes();
  std::string error;
  const auto evaluator = backend::compile(module, {}, error);
  if (!evaluator) bug(error);
  fmt::print("Four definitions of the library, every tenth fact unknown, one core.\n");
  for (const bool cached : {true, false}) {
    const std::size_t rows = cached ? options.cached_rows : options.memory_rows;
    if (rows == 0) continue;
    Arena arena(module, *evaluator, rows);
    if (!opponents_agree(arena)) return false;
    const std::size_t turns = std::max<std::size_t>(1, 8'000'000 / rows);
    compare(arena, cached ? "In cache" : "From memory", cached ? "cache" : "memory", options.rounds,
            turns, report);
  }
  return true;
}

}  // namespace nansen::benchmarks
