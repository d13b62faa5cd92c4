// From a sheet to a running evaluator, and the entry point for it.
#include <fmt/format.h>

#include <utility>

#include "compiler/backend/native_entry.h"
#include "compiler/codegen/jit.h"
#include "compiler/codegen/sheet_kernel.h"
#include "compiler/execute/sheet_evaluator.h"

namespace nansen::codegen {
namespace {

std::string kernel_name(std::size_t step) { return fmt::format("sheet_{}", step); }

llvm::Expected<std::unique_ptr<execute::CompiledSheet>> compile_form(
    const ir::Sheet& sheet, bool not_negative, const backend::Options& options) {
  auto compiled = std::make_unique<execute::CompiledSheet>();
  compiled->plan = execute::plan_sheet(sheet, not_negative);
  // Loops that gather totals want their registers well chosen: see
  // docs/decisions/code-without-llvms-optimiser.md.
  Source source{.text = (not_negative ? "not negative\n" : "any\n") + ir::print(sheet),
                .emit = {},
                .level = llvm::CodeGenOptLevel::Default};
  source.emit = [&](llvm::Module& target) {
    for (std::size_t step = 0; step < compiled->plan.steps.size(); ++step) {
      emit_sheet_kernel(sheet, compiled->plan, step, kernel_name(step), target);
    }
  };
  auto code = make_code(source, options);
  if (!code) return code.takeError();
  compiled->llvm_text = std::move(code->llvm_text);
  for (std::size_t step = 0; step < compiled->plan.steps.size(); ++step) {
    auto address = code->jit->lookup(kernel_name(step));
    if (!address) return address.takeError();
    compiled->kernels.push_back(address->toPtr<SheetKernel>());
  }
  compiled->code = std::move(code->jit);
  return compiled;
}

std::unique_ptr<execute::CompiledSheet> compile(const ir::Sheet& sheet, bool not_negative,
                                                const backend::Options& options,
                                                std::string& error) {
  auto compiled = compile_form(sheet, not_negative, options);
  if (compiled) return std::move(*compiled);
  error = llvm::toString(compiled.takeError());
  return nullptr;
}

}  // namespace
}  // namespace nansen::codegen

extern "C" {

nansen::execute::SheetEvaluator* nansen_native_compile_sheet(
    const nansen::ir::Sheet* sheet, const nansen::backend::Options* options, std::string* error);

nansen::execute::SheetEvaluator* nansen_native_compile_sheet(
    const nansen::ir::Sheet* sheet, const nansen::backend::Options* options, std::string* error) {
  if (!nansen::codegen::initialise_target(*error)) return nullptr;
  const auto compiler = [options = *options](const nansen::ir::Sheet& of, bool not_negative,
                                             std::string& why) {
    return nansen::codegen::compile(of, not_negative, options, why);
  };
  auto usual = compiler(*sheet, true, *error);
  if (usual == nullptr) return nullptr;
  return nansen::execute::make_sheet_evaluator(*sheet, std::move(usual), compiler).release();
}

}  // extern "C"
