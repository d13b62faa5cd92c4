// All engines over one module, against the interpreter.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/backend/evaluator.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::test {

/// The interpreter over `module` as it is, and over its normal form; the normal form's native code,
/// plain and through LLVM's own passes. `module` must outlive it.
class Engines {
 public:
  explicit Engines(const ir::Module& module);

  /// Where one of them differs over `batch`, in words; empty iff none does. Native code uses the
  /// same scratch from call to call: what one batch leaves behind may not reach the next.
  std::string disagreement(const runtime::Batch& batch);

 private:
  struct Native {
    std::string name;
    std::unique_ptr<execute::Evaluator> code;
    std::unique_ptr<execute::Evaluator::Scratch> scratch;
  };
  const ir::Module& module_;
  ir::Module normal_;
  std::vector<Native> natives_;
  std::string failure_;  // why there is no native code
};

}  // namespace nansen::test
