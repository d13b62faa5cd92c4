// A batch of cases in the layouts of the opponents.
#pragma once

#include "compiler/ir/ir.h"
#include "runtime/batch.h"
#include "tests/benchmarks/regimes.h"

namespace nansen::benchmarks {

ByteFacts byte_facts(const ir::Module& module, const runtime::Batch& batch);
SlicedFacts sliced_facts(const ir::Module& module, const runtime::Batch& batch);

}  // namespace nansen::benchmarks
