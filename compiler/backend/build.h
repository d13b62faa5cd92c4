// Artefacts: machine code as files that other programs load or link. This header names no LLVM
// type.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/backend/evaluator.h"
#include "compiler/ir/ir.h"
#include "compiler/ir/sheet.h"

namespace nansen::backend {

enum class ArtefactKind : std::uint8_t { SharedLibrary, Archive, Object, WebAssembly, LlvmText };

/// What goes into an artefact. The kernels are, in this order: those of the plan of `module`, a
/// step each (null where a step is no kernel); of each of `further`, the same; of each sheet those
/// of its plan for tables without negative numbers, then of its plan for all tables.
struct Artefact {
  ArtefactKind kind{};
  /// LLVM's name of the architecture: `x86_64`, `aarch64`, `wasm32`.
  std::string architecture;
  /// The exported symbol of the descriptor; `nansen_artefact` of a shared library.
  std::string symbol;
  const ir::Module* module = nullptr;  // in normal form
  std::vector<const ir::Module*> further = {};
  std::vector<const ir::Sheet*> sheets = {};
  std::string image;  // artefact::encode
};

/// What is added to the name of a processor for a further set of kernels: the second forms of those
/// of `module`, which read columns where others have them (execute::Kernels::run_given), by step;
/// null where there is none. Not of WebAssembly.
inline constexpr const char* given_ending = "/given";

/// The bytes of the artefact's file. Loads the back end. On failure nothing, and why in `error`.
std::optional<std::string> build(const Artefact& artefact, const Options& options,
                                 std::string& error);

}  // namespace nansen::backend
