// The one door of the back end's library: what its loader looks up, and what must be the same on
// both sides for C++ objects to pass through.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "compiler/backend/build.h"
#include "compiler/backend/evaluator.h"
#include "compiler/backend/sheet_evaluator.h"

namespace nansen::backend {

/// Changes whenever ir::Module, runtime::Batch, runtime::Results, Options, Evaluator or Artefact
/// does, or ir::Sheet, runtime::Scenarios, runtime::ScenarioResults or SheetEvaluator.
inline constexpr std::uint32_t native_interface = 5;

/// Names of the library's symbols.
inline constexpr const char* interface_symbol = "nansen_native_interface";
inline constexpr const char* compile_symbol = "nansen_native_compile";
inline constexpr const char* compile_sheet_symbol = "nansen_native_compile_sheet";
inline constexpr const char* build_symbol = "nansen_native_build";

/// `std::uint32_t nansen_native_interface()`: the library's `native_interface`.
using InterfaceFunction = std::uint32_t (*)();
/// Compiles `module`; null with the reason in `error` on failure. The caller owns the evaluator.
using CompileFunction = execute::Evaluator* (*)(const ir::Module* module, const Options* options,
                                                std::string* error);
/// The same for a sheet.
using CompileSheetFunction = execute::SheetEvaluator* (*)(const ir::Sheet* sheet,
                                                          const Options* options,
                                                          std::string* error);
/// Writes the file of `artefact` to `bytes`; false with the reason in `error` on failure.
using BuildFunction = bool (*)(const Artefact* artefact, const Options* options, std::string* bytes,
                               std::string* error);

}  // namespace nansen::backend
