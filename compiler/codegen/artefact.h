// Artefacts as LLVM modules, and those as files. Used inside this room only.
//
// artefact.cpp chooses, artefact_module.cpp emits what all kinds have in common,
// artefact_native.cpp makes objects, archives and shared libraries of it, artefact_wasm.cpp
// WebAssembly.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Support/Error.h>
#include <llvm/Target/TargetMachine.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "compiler/backend/build.h"

namespace nansen::codegen {

/// The functions of all kernels of `artefact`, in the order that backend::Artefact states; null
/// where a step is no kernel. They are called `step_N_SUFFIX`, of the further modules
/// `further_M_step_N_SUFFIX`, of sheets `sheet_M_step_N_SUFFIX` and `sheet_M_any_step_N_SUFFIX`,
/// and are internal to `target`; without a suffix nothing follows N. Where `processor` is not empty
/// they are for that one, whatever the module is for.
std::vector<llvm::Function*> emit_kernels(const backend::Artefact& artefact,
                                          const std::string& processor, const std::string& suffix,
                                          llvm::Module& target);

/// The second forms of the kernels of `artefact.module`, by step, which read columns where others
/// have them (TruthPlanes); null where there is none. They are called `given_N_SUFFIX`.
std::vector<llvm::Function*> emit_given_kernels(const backend::Artefact& artefact,
                                                const std::string& processor,
                                                const std::string& suffix, llvm::Module& target);

/// The back end for `triple`, which is registered first; position-independent.
llvm::Expected<std::unique_ptr<llvm::TargetMachine>> make_machine(const std::string& triple,
                                                                  const std::string& processor,
                                                                  const std::string& features);

/// LLVM's own pass pipeline; kernels call nothing, before and after.
void optimise(llvm::Module& module, llvm::TargetMachine& machine);

/// The relocatable object that `module` becomes.
llvm::Expected<std::string> object_of(llvm::Module& module, llvm::TargetMachine& machine);
/// The module as text.
std::string text_of(const llvm::Module& module);

/// What LLD makes of `object`. `arguments` are the linker's, without its name, its inputs and the
/// output.
enum class Linker : std::uint8_t { Elf, WebAssembly };
llvm::Expected<std::string> link(Linker linker, const std::string& object,
                                 std::span<const std::string> arguments);

/// The file of each family of targets.
llvm::Expected<std::string> build_native(const backend::Artefact& artefact,
                                         const backend::Options& options);
llvm::Expected<std::string> build_wasm(const backend::Artefact& artefact,
                                       const backend::Options& options);

}  // namespace nansen::codegen
