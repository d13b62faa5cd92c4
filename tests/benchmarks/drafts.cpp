#include "tests/benchmarks/drafts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "compiler/backend/evaluator.h"
#include "compiler/base/bug.h"
#include "compiler/cases/reader.h"
#include "compiler/cases/sample.h"
#include "compiler/compare/drafts.h"
#include "compiler/layout/layout.h"
#include "compiler/passes/passes.h"
#include "compiler/session/session.h"
#include "tests/benchmarks/measure.h"

namespace nansen::benchmarks {
namespace {

const std::vector<std::string> definitions = {
    "qualification_regulation_2024.refugee", "qualification_regulation_2024.subsidiary_protection",
    "qualification_regulation_2024.refugee_status",
    "qualification_regulation_2024.keeps_convention_rights"};

/// Runs `run` and says how long it took.
template <typename Run>
void stage(std::string_view name, Run run) {
  const double start = thread_seconds();
  run();
  fmt::print("  {:<44} {:>8.1f} ms\n", name, (thread_seconds() - start) * 1e3);
}

/// The base, and a session for each draft of the benchmark's file.
std::vector<std::unique_ptr<session::Session>> check_texts() {
  std::vector<std::unique_ptr<session::Session>> texts;
  texts.push_back(std::make_unique<session::Session>(
      session::Options{.names = {NANSEN_SOURCE_DIR "/tests/benchmarks/drafts.treaty"},
                       .library = {NANSEN_SOURCE_DIR "/stdlib"}}));
  if (!texts[0]->check()) bug("the base does not check");
  for (std::vector<std::string>& drafts : texts[0]->worlds()) {
    texts.push_back(std::make_unique<session::Session>(*texts[0], std::move(drafts)));
    if (!texts.back()->check()) bug("a draft does not check");
  }
  return texts;
}

/// A module in normal form, compiled.
struct Compiled {
  explicit Compiled(ir::Module asked) : module(std::move(asked)) {
    std::string error;
    evaluator = backend::compile(module, {}, error);
    if (!evaluator) bug(error);
    scratch = evaluator->make_scratch();
    results = runtime::Results(layout::output_shapes(module), cases::default_batch_rows);
  }
  void run(const runtime::Batch& batch, runtime::Results& into) const {
    evaluator->evaluate(batch, *scratch, into);
  }

  ir::Module module;
  std::unique_ptr<execute::Evaluator> evaluator;
  std::unique_ptr<execute::Evaluator::Scratch> scratch;
  runtime::Results results;
};

/// Cases for `module`, in batches of the size that tables are read in. Referenced tables are one.
std::vector<runtime::Batch> sampled(const ir::Module& module, std::size_t rows) {
  std::vector<runtime::Batch> batches;
  for (std::size_t at = 0; at < rows; at += cases::default_batch_rows) {
    batches.push_back(
        cases::sample_batch(module, {.rows = std::min(cases::default_batch_rows, rows - at),
                                     .seed = batches.size() + 1,
                                     .most_linked_rows = 2}));
    for (std::size_t domain = 0; domain < module.domains.size(); ++domain) {
      if (module.domains[ir::DomainId(domain)].kind != ir::DomainKind::Referenced) continue;
      batches.back().tables[domain] = batches.front().tables[domain];
    }
  }
  return batches;
}

/// The same cases for a module whose domains and columns are the first of theirs.
std::vector<runtime::Batch> cut(const std::vector<runtime::Batch>& batches,
                                const ir::Module& module) {
  std::vector<runtime::Batch> result = batches;
  for (runtime::Batch& batch : result) batch.tables.resize(module.domains.size());
  return result;
}

/// Cases that each definition covers, certainly and possibly.
using Counts = std::vector<std::pair<std::uint64_t, std::uint64_t>>;

void count(const runtime::Results& results, std::size_t rows, Counts& counts) {
  for (std::size_t output = 0; output < counts.size(); ++output) {
    const std::uint64_t* yes = results.plane(output, 0, true);
    const std::uint64_t* no = results.plane(output, 0, false);
    for (std::size_t word = 0; word < (rows + 63) / 64; ++word) {
      const std::size_t used = std::min<std::size_t>(64, rows - word * 64);
      const std::uint64_t mask = ~std::uint64_t{0} >> (64 - used);
      counts[output].first += static_cast<std::uint64_t>(std::popcount(yes[word] & mask));
      counts[output].second += static_cast<std::uint64_t>(std::popcount(~no[word] & mask));
    }
  }
}

/// Says that the comparison counts whom the base covers as the base alone does.
void check_agreement(const Counts& counts, const compare::Outcome& outcome) {
  for (const compare::Effect& effect : outcome.effects) {
    std::uint64_t yes = 0;
    std::uint64_t no = 0;
    for (const compare::Count& each : effect.transitions[0]) yes += each.cases;
    for (const compare::Count& each : effect.transitions[2]) no += each.cases;
    const auto& [certainly, possibly] = counts[effect.subject];
    if (yes != certainly || outcome.cases - no != possibly) bug("the comparison counts otherwise");
  }
}

void describe(const compare::Outcome& outcome) {
  std::uint64_t differing = 0;
  std::size_t groups = 0;
  for (const compare::Effect& effect : outcome.effects) {
    differing += effect.differing.cases;
    groups += effect.groups.size();
  }
  fmt::print(
      "  {} definitions by {} drafts: {} of {} answers are others, in {} groups, each with its "
      "causes and a smallest case\n",
      outcome.subjects.size(), outcome.drafts.size(), differing,
      outcome.cases * outcome.effects.size(), groups);
}

}  // namespace

bool compare_drafts(const DraftOptions& options, Report& report) {
  fmt::print("\nEight drafts of one text against that text alone, one core.\n");
  std::vector<std::unique_ptr<session::Session>> texts;
  stage("check nine texts", [&] { texts = check_texts(); });
  std::vector<compare::World> worlds;
  std::vector<ir::Module> modules(texts.size());
  const auto request = texts[0]->resolve({.definitions = definitions});
  if (!request) bug("the base has no such definitions");
  stage("lower nine texts", [&] {
    for (std::size_t at = 0; at < texts.size(); ++at) {
      const program::Program& program = texts[at]->program();
      worlds.push_back(compare::same_question(texts[0]->program(), *request, program));
      worlds[at].name = at == 0 ? "base" : texts[at]->drafts().front();
      worlds[at].changes = texts[at]->changes();
      modules[at] = lower::lower(program, worlds[at].request);
      worlds[at].module = &modules[at];
    }
  });
  std::unique_ptr<compare::ComparedWorlds> compared;
  stage("align and merge",
        [&] { compared = std::make_unique<compare::ComparedWorlds>(std::move(worlds)); });
  ir::Module base_module = modules[0];
  base_module.rules = {};
  std::unique_ptr<Compiled> base;
  std::unique_ptr<Compiled> all;
  std::string error;
  if (!backend::compile(passes::normalise(base_module), {}, error)) bug(error);  // loads it
  stage("compile the base",
        [&] { base = std::make_unique<Compiled>(passes::normalise(base_module)); });
  stage("compile all nine",
        [&] { all = std::make_unique<Compiled>(passes::normalise(compared->module())); });
  fmt::print("  the base has {} instructions, all nine {}, with {} outputs\n",
             base->module.instructions.size(), all->module.instructions.size(),
             all->module.outputs.size());

  const std::vector<runtime::Batch> batches = sampled(all->module, options.rows);
  const std::vector<runtime::Batch> base_batches = cut(batches, base->module);
  const auto rows_of = [](const runtime::Batch& batch) { return batch.tables[0]->rows(); };
  compare::BatchLabels labels;
  labels.case_name = [](std::size_t row) { return fmt::format("case {}", row); };
  const compare::Evaluate evaluate = [&](const runtime::Batch& batch, runtime::Results& results) {
    all->run(batch, results);
  };
  const std::vector<runtime::OutputShape> shapes = layout::output_shapes(all->module);
  Counts counts;
  std::unique_ptr<compare::DraftComparison> comparison;
  compare::Outcome outcome;
  const std::vector<std::pair<std::string_view, std::function<void()>>> runs = {
      {"the base: answers and whom it covers",
       [&] {
         counts.assign(definitions.size(), {});
         for (const runtime::Batch& batch : base_batches) {
           base->run(batch, base->results);
           count(base->results, rows_of(batch), counts);
         }
       }},
      {"all nine: answers and what causes need",
       [&] {
         for (const runtime::Batch& batch : batches) all->run(batch, all->results);
       }},
      {"all nine: and differences by cause",
       [&] {
         comparison = std::make_unique<compare::DraftComparison>(*compared);
         for (const runtime::Batch& batch : batches) {
           all->run(batch, all->results);
           comparison->add(batch, all->results, labels);
         }
       }},
      {"a smallest case for each group",
       [&] { outcome = comparison->outcome(evaluate, shapes, {.explanations = false}); }},
      {"the same, explained by both texts",
       [&] { outcome = comparison->outcome(evaluate, shapes); }}};
  std::vector<std::function<void()>> measured;
  for (const auto& [name, run] : runs) measured.push_back(run);
  const auto seconds = interleaved(measured, options.rounds, 1);
  check_agreement(counts, outcome);
  fmt::print("\n{} cases in memory, {} rounds, medians\n", options.rows, options.rounds);
  fmt::print("  {:<44} {:>10} {:>16} {:>14}\n", "", "seconds", "million cases/s", "of the base");
  for (std::size_t index = 0; index < runs.size(); ++index) {
    fmt::print("  {:<44} {:>10.3f} {:>16.1f} {:>12.2f} x\n", runs[index].first,
               median(seconds[index]),
               static_cast<double>(options.rows) / median(seconds[index]) / 1e6,
               median_ratio(seconds[index], seconds[0]));
    if (index == 0) continue;
    // How much of the speed of the base alone is left.
    constexpr std::array<std::string_view, 5> names = {"", "nine_texts", "causes", "smallest_cases",
                                                       "explained"};
    report.add({fmt::format("drafts/{}", names[index]), std::string(runs[index].first),
                std::string(runs[0].first), fmt::format("{} cases, one core", options.rows),
                seconds[index], seconds[0]});
  }
  describe(outcome);
  return true;
}

}  // namespace nansen::benchmarks
