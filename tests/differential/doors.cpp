#include "tests/differential/doors.h"

#include <nansen/nansen.hpp>

#include "compiler/arrow/arrow.h"
#include "compiler/artefact/image.h"
#include "compiler/backend/evaluator.h"
#include "compiler/blockwise/blockwise.h"
#include "compiler/execute/packed.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/passes/passes.h"
#include "compiler/plan/plan.h"
#include "compiler/session/artefact_file.h"
#include "tests/differential/results.h"
#include "tests/support/arrow/arrow_tables.h"
#include "tests/support/arrow/words.h"
#include "tests/support/files.h"

namespace nansen::test {

struct Doors::Artefact {
  Evaluator evaluator;
};

Doors::Doors(const ir::Module& module) : module_(module), normal_(passes::normalise(module)) {
  add_engines();
}

Doors::Doors(const AskedProgram& asked, const std::filesystem::path& folder) : Doors(asked.module) {
  artefact::Image image;
  image.name = "fuzz";
  image.origin.version = "0.1.0";
  image.origin.sources.emplace_back().path = "fuzz.treaty";  // what its spans lie in
#if defined(__x86_64__)
  image.origin.target = "x86_64";
#else
  image.origin.target = "aarch64";
#endif
  image.program = asked.program;
  image.request.definitions = asked.definitions;
  image.request.readings = asked.readings;
  image.module = asked.module;
  image.normal = normal_;
  std::string error;
  const auto bytes = session::artefact_file(image, backend::ArtefactKind::SharedLibrary, {}, error);
  if (!bytes) {
    failure_ = "no artefact: " + error;
    return;
  }
  const auto path = folder / "fuzz.so";
  testing_support::write_file(path, *bytes);
  try {
    artefact_ = std::make_unique<Artefact>(Evaluator::open(path.string()));
  } catch (const Error& refused) {
    failure_ = std::string("the artefact is refused: ") + refused.what();
  }
}

Doors::~Doors() = default;

void Doors::add_engines() {
  const plan::Plan plan = plan::plan(normal_);
  compiled_.push_back(
      {"blocks of operations",
       execute::make_evaluator(normal_, plan, blockwise::make_kernels(normal_, plan))});
  for (const bool optimise : {false, true}) {
    auto code = backend::compile(normal_, {.optimise = optimise}, failure_);
    if (code == nullptr) return;
    compiled_.push_back({optimise ? "optimised native code" : "native code", std::move(code)});
  }
}

std::string Doors::disagreement(const runtime::Batch& batch, Random& random) {
  const std::string found = once(batch, random);
  if (found.empty()) return found;
  for (std::size_t row = 0; row < batch.tables[0]->rows(); ++row) {
    const std::string alone = once(as_arrow_can_say(module_, batch, row, 1), random);
    if (!alone.empty()) {
      return found + "\nrow " + std::to_string(row) + " alone: " + alone;
    }
  }
  return found + "\nno row differs alone";
}

std::string Doors::once(const runtime::Batch& batch, Random& random) {
  if (!failure_.empty()) return failure_;
  const std::size_t rows = batch.tables[0]->rows();
  runtime::Results wanted(layout::output_shapes(module_), rows);
  interpret::evaluate(module_, batch, wanted);
  for (const Compiled& one : compiled_) {
    runtime::Results results(layout::output_shapes(normal_), rows);
    one.code->evaluate(batch, *one.code->make_scratch(), results);
    const std::string found = difference(module_, wanted, results, rows);
    if (!found.empty()) return one.name + ": " + found;
    runtime::Results again(layout::output_shapes(normal_), rows);
    const auto packed = execute::pack(*one.code, execute::Cases(batch));
    if (!execute::evaluate(*one.code, execute::Cases(*packed), again, 2)) {
      return one.name + ", packed: a value is refused";
    }
    const std::string other = difference(module_, wanted, again, rows);
    if (!other.empty()) return one.name + ", packed: " + other;
  }
  const std::string found = through_arrow(batch, wanted, random);
  if (!found.empty() || artefact_ == nullptr) return found;
  return through_artefact(batch, wanted, random);
}

std::string Doors::through_arrow(const runtime::Batch& batch, const runtime::Results& wanted,
                                 Random& random) {
  const std::size_t rows = batch.tables[0]->rows();
  const ArrowTables arrays(normal_, batch, {.random = &random});
  std::vector<arrow::GivenTable> given;
  for (const auto& table : arrays.tables())
    given.push_back({table.name, table.schema, table.array});
  arrow::Problem problem;
  const auto tables = arrow::Tables::open(normal_, given, problem);
  if (tables == nullptr) return "Arrow: " + problem.message;
  const runtime::Batch shared = tables->shared();
  const execute::ColumnSource* source = tables->in_place();
  const auto read = tables->read(0, rows, problem);
  if (!read) return "Arrow: " + problem.message;
  for (const Compiled& one : compiled_) {
    for (const bool in_place : {false, true}) {
      if (in_place && source == nullptr) continue;
      const std::string door = one.name + (in_place ? " over arrays in place" : " over Arrow");
      const execute::Cases cases =
          in_place ? execute::Cases(*source, shared) : execute::Cases(*read);
      runtime::Results results(layout::output_shapes(normal_), rows);
      const auto threads = static_cast<unsigned>(1 + random.below(2));
      if (!execute::evaluate(*one.code, cases, results, threads)) {
        return door + ": " + tables->find_bad_value().message;
      }
      const std::string found = difference(module_, wanted, results, rows);
      if (!found.empty()) return door + ": " + found;
    }
  }
  return "";
}

std::string Doors::through_artefact(const runtime::Batch& batch, const runtime::Results& wanted,
                                    Random& random) {
  const std::size_t rows = batch.tables[0]->rows();
  const ArrowTables arrays(module_, batch, {.random = &random});
  Tables tables;
  for (const auto& table : arrays.tables()) {
    nansen_table given = NANSEN_TABLE_INIT;
    given.name = table.name.c_str();
    given.schema = table.schema;
    given.array = table.array;
    tables.push_back(given);
  }
  Table expected;
  arrow::write(module_, std::make_shared<runtime::Results>(wanted), rows, expected.schema(),
               expected.array());
  const auto words = words_of(*expected.schema(), *expected.array());
  const auto compared = [&](const std::string& door, Table answers) -> std::string {
    const auto found = words_of(*answers.schema(), *answers.array());
    if (found.size() != words.size()) return door + ": another number of rows";
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t output = 0; output < words[row].size(); ++output) {
        if (found[row][output] == words[row][output]) continue;
        return door + ": " + module_.outputs[output].name + " of row " + std::to_string(row) +
               " is " + words[row][output] + ", and " + found[row][output] + " there";
      }
    }
    return "";
  };
  try {
    const Evaluator& evaluator = artefact_->evaluator;
    const std::string found =
        compared("the artefact",
                 evaluator.evaluate(tables, static_cast<std::uint32_t>(1 + random.below(2))));
    if (!found.empty()) return found;
    return compared("the artefact, packed", evaluator.evaluate(evaluator.batch(tables)));
  } catch (const Error& refused) {
    return std::string("the artefact: ") + refused.what();
  }
}

}  // namespace nansen::test
