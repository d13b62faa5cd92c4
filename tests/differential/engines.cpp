#include "tests/differential/engines.h"

#include "compiler/interpret/interpret.h"
#include "compiler/layout/layout.h"
#include "compiler/passes/passes.h"
#include "tests/differential/results.h"

namespace nansen::test {

Engines::Engines(const ir::Module& module) : module_(module), normal_(passes::normalise(module)) {
  for (const bool optimise : {false, true}) {
    Native native;
    native.name = optimise ? "optimised native code" : "native code";
    native.code = backend::compile(normal_, {.optimise = optimise}, failure_);
    if (native.code == nullptr) return;
    native.scratch = native.code->make_scratch();
    natives_.push_back(std::move(native));
  }
}

std::string Engines::disagreement(const runtime::Batch& batch) {
  if (natives_.size() != 2) return "no native code: " + failure_;
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
  for (const Native& native : natives_) {
    runtime::Results results(layout::output_shapes(normal_), rows);
    native.code->evaluate(batch, *native.scratch, results);
    const std::string found = compared(native.name, results);
    if (!found.empty()) return found;
  }
  return "";
}

}  // namespace nansen::test
