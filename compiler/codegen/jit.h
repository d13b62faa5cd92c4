// LLVM IR to machine code in this process. Used inside this room only.
#pragma once

#include <llvm/ExecutionEngine/Orc/LLJIT.h>

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

/// Compiles `module`, choosing instructions at `level`, or at the usual level where the pass
/// pipeline is asked for.
llvm::Expected<MachineCode> make_code(std::unique_ptr<llvm::Module> module,
                                      std::unique_ptr<llvm::LLVMContext> context,
                                      const backend::Options& options, llvm::CodeGenOptLevel level);

}  // namespace nansen::codegen
