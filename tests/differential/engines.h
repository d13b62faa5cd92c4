// All engines over one module, against the interpreter.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/backend/evaluator.h"
#include "compiler/ir/ir.h"
#include "runtime/batch.h"

namespace nansen::test {

/// The interpreter over `module` as it is, and over its normal form; of the normal form operations
/// over blocks of rows, for this processor and for any, and native code, plain and through LLVM's
/// own passes. `module` must outlive it.
class Engines {
 public:
  explicit Engines(const ir::Module& module);

  /// Where one of them differs over `batch`, in words; empty iff none does. Each engine uses the
  /// same scratch from call to call: what one batch leaves behind may not reach the next.
  std::string disagreement(const runtime::Batch& batch);

 private:
  struct Compiled {
    std::string name;
    std::unique_ptr<execute::Evaluator> code;
    std::unique_ptr<execute::Evaluator::Scratch> scratch;
  };
  void add(std::string name, std::unique_ptr<execute::Evaluator> code);

  const ir::Module& module_;
  ir::Module normal_;
  std::vector<Compiled> compiled_;
  std::string failure_;  // why there is no native code
};

}  // namespace nansen::test
