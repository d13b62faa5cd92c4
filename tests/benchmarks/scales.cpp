#include "tests/benchmarks/scales.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "compiler/backend/evaluator.h"
#include "compiler/base/bug.h"
#include "compiler/cases/sample.h"
#include "compiler/layout/layout.h"
#include "compiler/session/session.h"
#include "tests/benchmarks/measure.h"
#include "tests/benchmarks/opponents.h"
#include "tests/benchmarks/regimes4.h"

namespace nansen::benchmarks {
namespace {

// Cases evaluated in one turn, at least, so that a turn takes long enough to be measured.
constexpr std::size_t rows_a_turn = 4'000'000;

/// A module compiled, over cases of its own.
class Question {
 public:
  Question(const ir::Module& module, const runtime::Batch& batch)
      : batch_(batch), results_(layout::output_shapes(module), batch.tables[0]->rows()) {
    std::string error;
    evaluator_ = backend::compile(module, {}, error);
    if (!evaluator_) bug(error);
    scratch_ = evaluator_->make_scratch();
  }
  void run() { evaluator_->evaluate(batch_, *scratch_, results_); }

 private:
  const runtime::Batch& batch_;
  std::unique_ptr<execute::Evaluator> evaluator_;
  std::unique_ptr<execute::Evaluator::Scratch> scratch_;
  runtime::Results results_;
};

/// Calls `each(column, buffer, bytes a block)` for every buffer of a table of truths and numbers.
template <typename Each>
void for_buffers(const runtime::Table& table, const Each& each) {
  for (std::size_t column = 0; column < table.shapes().size(); ++column) {
    const runtime::ColumnShape& shape = table.shapes()[column];
    for (std::size_t buffer = 0; buffer < runtime::buffer_count(shape); ++buffer) {
      const bool plane = buffer == 0 || shape.kind == runtime::ColumnKind::Boolean;
      each(column, buffer, plane ? runtime::block_rows / 8 : runtime::block_rows * shape.width);
    }
  }
}

std::uint64_t sum_of(const runtime::Table& table) {
  std::uint64_t total = 0;
  for_buffers(table, [&](std::size_t column, std::size_t buffer, std::size_t bytes) {
    total +=
        own_compiler::read_sum(reinterpret_cast<const std::uint64_t*>(table.buffer(column, buffer)),
                               table.blocks() * bytes / sizeof(std::uint64_t));
  });
  return total;
}

/// `rows` cases. Of more than a million the first million come again and again: what is read takes
/// its time from memory whatever it says, and drawing so many would take minutes.
runtime::Batch cases_of(const ir::Module& module, std::size_t rows) {
  constexpr std::size_t most_drawn = std::size_t{1} << 20;
  runtime::Batch drawn = cases::sample_batch(module, {.rows = std::min(rows, most_drawn)});
  if (rows <= most_drawn) return drawn;
  const runtime::Table& from = *drawn.tables[0];
  auto table = std::make_shared<runtime::Table>(from.shapes(), rows);
  table->resize(table->capacity());
  for_buffers(from, [&](std::size_t column, std::size_t buffer, std::size_t bytes) {
    for (std::size_t block = 0; block < table->blocks(); block += from.blocks()) {
      std::memcpy(table->buffer(column, buffer) + block * bytes, from.buffer(column, buffer),
                  std::min(from.blocks(), table->blocks() - block) * bytes);
    }
  });
  table->resize(rows);
  drawn.tables[0] = std::move(table);
  return drawn;
}

void compare_rows(const ScaleOptions& options, Report& report) {
  for (const bool mixed : {false, true}) {
    std::vector<std::string> names = regimes4_names();
    if (!mixed) names.pop_back();  // the one that reads a day and a number
    const ir::Module module = regimes4(names, false);
    for (std::size_t rows = 1'000; rows <= options.most_rows; rows *= 10) {
      const runtime::Batch batch = cases_of(module, rows);
      Question question(module, batch);
      volatile std::uint64_t sink = 0;
      const std::size_t turns = std::max<std::size_t>(1, rows_a_turn / rows);
      const auto seconds =
          interleaved({[&] { question.run(); }, [&] { sink = sink + sum_of(*batch.tables[0]); }},
                      options.rounds, turns);
      report.add({fmt::format("scales/{}/{}_rows", mixed ? "mixed" : "truths", rows),
                  "nansen, compiled, plain columns", "merely summing its bytes",
                  fmt::format("{} cases, {} definitions, one core", rows, names.size()), seconds[0],
                  seconds[1]});
    }
  }
}

/// Provisions with `count` definitions, each of some of the same 24 facts.
std::string provisions(std::size_t count) {
  std::string text = "vocabulary scale_facts\n\nentity Person {\n";
  for (std::size_t fact = 0; fact < 24; ++fact) text += fmt::format("  fact_{} : boolean\n", fact);
  text += "}\n\ninstrument scale \"Made up for the benchmark\" {\n  uses scale_facts\n";
  text += "  article 1 \"All\" {\n";
  for (std::size_t number = 0; number < count; ++number) {
    const auto fact = [&](std::size_t place) { return (number * 5 + place * 7) % 24; };
    text += fmt::format(
        "    define held_{} of Person as all of {{ any of {{ fact_{}, fact_{}, fact_{} }}, not "
        "fact_{}, any of {{ fact_{}, all of {{ fact_{}, not fact_{} }} }} }}\n",
        number, fact(0), fact(1), fact(2), fact(3), fact(4), fact(5), fact(6));
  }
  return text + "  }\n}\n";
}

ir::Module module_of(session::Session& session, std::size_t first, std::size_t count) {
  session::Question question;
  for (std::size_t number = first; number < first + count; ++number) {
    question.definitions.push_back(fmt::format("scale.held_{}", number));
  }
  auto request = session.resolve(question);
  if (!request) bug("the provisions have no such definitions");
  request->keep_rules = false;
  request->all_facts = true;
  return session.lower(std::move(*request)).normal;
}

void compare_definitions(const ScaleOptions& options, Report& report) {
  constexpr std::size_t most = 64;
  session::Options asked;
  asked.texts.push_back({.name = "scale.treaty", .text = provisions(most)});
  session::Session session(asked);
  if (!session.check()) bug("the provisions of the benchmark do not check");
  const std::size_t rows = std::min<std::size_t>(options.most_rows, 1'000'000);
  const runtime::Batch batch = cases::sample_batch(module_of(session, 0, most), {.rows = rows});
  for (std::size_t count = 1; count <= most; count *= 4) {
    const ir::Module together = module_of(session, 0, count);
    Question question(together, batch);
    std::vector<std::unique_ptr<Question>> alone;
    for (std::size_t number = 0; number < count; ++number) {
      alone.push_back(std::make_unique<Question>(module_of(session, number, 1), batch));
    }
    const auto seconds = interleaved({[&] { question.run(); },
                                      [&] {
                                        for (const auto& each : alone) each->run();
                                      }},
                                     options.rounds, 1);
    report.add({fmt::format("scales/definitions/{}", count), "nansen, all definitions at once",
                "nansen, one definition after another",
                fmt::format("{} cases, {} definitions, one core", rows, count), seconds[0],
                seconds[1]});
  }
}

}  // namespace

bool compare_scales(const ScaleOptions& options, Report& report) {
  compare_rows(options, report);
  compare_definitions(options, report);
  return true;
}

}  // namespace nansen::benchmarks
