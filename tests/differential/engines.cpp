#include "tests/differential/engines.h"

#include "compiler/blockwise/blockwise.h"
#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/passes/passes.h"
#include "tests/differential/results.h"

namespace nansen::test {

Engines::Engines(const ir::Module& module) : module_(module), normal_(passes::normalise(module)) {
  const plan::Plan plan = plan::plan(normal_);
  const auto blockwise = [&](runtime::Processor processor) {
    return execute::make_evaluator(normal_, plan,
                                   blockwise::make_kernels(normal_, plan, processor));
  };
  add("blocks of rows", blockwise(runtime::processor()));
  add("blocks of rows on any processor", blockwise(runtime::Processor::Portable));
  for (const bool optimise : {false, true}) {
    auto code = backend::compile(normal_, {.optimise = optimise}, failure_);
    if (code == nullptr) return;
    add(optimise ? "optimised native code" : "native code", std::move(code));
  }
}

void Engines::add(std::string name, std::unique_ptr<execute::Evaluator> code) {
  auto scratch = code->make_scratch();
  compiled_.push_back({std::move(name), std::move(code), std::move(scratch)});
}

std::string Engines::disagreement(const runtime::Batch& batch) {
  if (!failure_.empty()) return "no native code: " + failure_;
  const std::size_t rows = batch.tables[0]->rows();
  runtime::Results wanted(layout::output_shapes(module_), rows);
  interpret::evaluate(module_, batch, wanted);
  const auto compared = [&](const std::string& name, const runtime::Results& results) {
    const std::string found = difference(module_, wanted, results, rows);
    return found.empty() ? "" : name + ": " + found + "\n" + ir::print(normal_);
  };
  {
    runtime::Results results(layout::output_shapes(normal_), rows);
    interpret::evaluate(normal_, batch, results);
    const std::string found = compared("the normal form", results);
    if (!found.empty()) return found;
  }
  for (const Compiled& each : compiled_) {
    runtime::Results results(layout::output_shapes(normal_), rows);
    each.code->evaluate(batch, *each.scratch, results);
    const std::string found = compared(each.name, results);
    if (!found.empty()) return found;
  }
  return "";
}

}  // namespace nansen::test
