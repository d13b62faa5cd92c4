// Modules compiled to machine code. This header names no LLVM type: the back end itself is a shared
// library of its own, loaded when native code is first wanted, so that checking and formatting
// never pay for it.
#pragma once

#include <memory>
#include <string>

#include "compiler/execute/evaluator.h"
#include "compiler/ir/ir.h"

namespace nansen::backend {

struct Options {
  /// Keep the LLVM IR's text.
  bool keep_text = false;
  /// Run LLVM's own pass pipeline (for the differential tests; off is the fast and usual way).
  bool optimise = false;
  /// The processor to compile for, by LLVM's name, such as "x86-64-v3"; empty: this machine's.
  std::string processor = {};
  /// The back end's library; empty: libnansen-native.so in ../lib beside the program, else where it
  /// was built. The first call of a process decides.
  std::string library = {};
  /// The folder where machine code is kept from run to run (kept::Files); empty: none is.
  std::string kept = {};
};

/// Loads the back end (once a process) and compiles `module`, which must be in normal form. On
/// failure returns null and says why in `error` (the library is missing or does not fit).
std::unique_ptr<execute::Evaluator> compile(const ir::Module& module, const Options& options,
                                            std::string& error);

/// True iff the back end has been loaded into this process.
bool loaded();

}  // namespace nansen::backend
