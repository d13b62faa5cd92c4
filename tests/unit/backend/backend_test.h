// Modules as machine code.
#pragma once

#include <memory>
#include <string>

#include "compiler/backend/evaluator.h"
#include "tests/support/random/kernel_checks.h"

namespace nansen::backend {

using test::difference;
using test::disagreement;
using test::module_of;

inline std::unique_ptr<execute::Evaluator> compiled(const ir::Module& module,
                                                    const Options& options = {}) {
  std::string error;
  auto evaluator = compile(module, options, error);
  EXPECT_NE(evaluator, nullptr) << error;
  return evaluator;
}

}  // namespace nansen::backend
