// LLVM IR to machine code in this process. Used inside this room only.
#pragma once

#include <llvm/ExecutionEngine/Orc/LLJIT.h>

#include <functional>
#include <memory>
#include <string>

#include "compiler/backend/evaluator.h"

namespace nansen::codegen {

struct MachineCode {
  std::shared_ptr<llvm::orc::LLJIT> jit;
  std::string llvm_text;  // iff it was asked to be kept
};

/// Registers LLVM's back end for this processor, once. On failure returns false and says why.
bool initialise_target(std::string& error);

/// What is to be compiled.
struct Source {
  /// All that `emit` depends on, beside the code of this library.
  std::string text;
  std::function<void(llvm::Module&)> emit;
  /// How instructions are chosen, but where the pass pipeline is asked for.
  llvm::CodeGenOptLevel level{};
};

/// Compiles `source`, or finds the machine code of an earlier run where it was kept.
llvm::Expected<MachineCode> make_code(const Source& source, const backend::Options& options);

}  // namespace nansen::codegen
