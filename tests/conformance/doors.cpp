#include "tests/conformance/doors.h"

#include "compiler/backend/evaluator.h"
#include "compiler/blockwise/blockwise.h"
#include "compiler/cases/writer.h"
#include "compiler/execute/evaluator.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/plan/plan.h"
#include "tests/support/arrow/arrow_tables.h"

namespace nansen::conformance {
namespace {

std::string written(const Asked& asked, const ir::Module& module, const cases::CaseBatch& cases,
                    const runtime::Results& results) {
  cases::Writer writer(asked.session->program(), module, cases::ResultFormat::Csv);
  std::string text;
  writer.begin(text);
  writer.rows(cases, results, text);
  writer.end(text);
  return text;
}

std::string evaluated(const Asked& asked, const cases::CaseBatch& cases,
                      const execute::Evaluator& evaluator) {
  const ir::Module& normal = asked.lowered.normal;
  runtime::Results results(layout::output_shapes(normal), cases.size());
  evaluator.evaluate(cases.batch, *evaluator.make_scratch(), results);
  return written(asked, normal, cases, results);
}

}  // namespace

DoorsInProcess::DoorsInProcess(const Asked& asked) : asked_(asked) {
  const ir::Module& normal = asked.lowered.normal;
  const plan::Plan plan = plan::plan(normal);
  compiled_.push_back({"blocks of operations",
                       execute::make_evaluator(normal, plan, blockwise::make_kernels(normal, plan)),
                       ""});
  for (const bool optimise : {false, true}) {
    Compiled& made = compiled_.emplace_back();
    made.name = optimise ? "optimised machine code" : "machine code";
    made.evaluator = backend::compile(normal, {.optimise = optimise}, made.error);
  }
}

std::vector<Said> DoorsInProcess::ask(const cases::CaseBatch& cases) const {
  std::vector<Said> all;
  const ir::Module& module = asked_.lowered.module;
  runtime::Results results(layout::output_shapes(module), cases.size());
  interpret::evaluate(module, cases.batch, results);
  all.push_back({"the interpreter", written(asked_, module, cases, results)});
  for (const Compiled& one : compiled_) {
    const bool there = one.evaluator != nullptr;
    all.push_back({one.name, there ? evaluated(asked_, cases, *one.evaluator) : one.error});
  }
  return all;
}

std::vector<std::vector<std::string>> with_one_null(const ir::Module& module,
                                                    std::vector<std::vector<std::string>> cells) {
  for (std::vector<std::string>& row : cells) {
    for (std::size_t output = 0; output < row.size(); ++output) {
      const ir::OutputKind kind = module.outputs[output].kind;
      std::string& cell = row[output];
      const bool in_part = kind == ir::OutputKind::OrderedEnumeration && cell.starts_with("from ");
      if (in_part) cell = "undetermined";
      if (kind == ir::OutputKind::Number) cell = cell.substr(0, cell.find(' '));
    }
  }
  return cells;
}

cases::CaseBatch repeated(const ir::Module& module, const cases::CaseBatch& cases,
                          const std::vector<std::size_t>& rows) {
  cases::CaseBatch result;
  result.batch = test::as_arrow_can_say(module, cases.batch, rows);
  result.row_ids = cases.row_ids;
  for (const std::size_t row : rows) {
    result.ids.add(cases.ids[row]);
    result.weights.push_back(1);
  }
  return result;
}

}  // namespace nansen::conformance
