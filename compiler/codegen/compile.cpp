// From a module to a running evaluator: plan, LLVM IR, machine code, entry points.
#include <fmt/format.h>

#include <utility>

#include "compiler/backend/native_entry.h"
#include "compiler/codegen/evaluator.h"
#include "compiler/codegen/jit.h"
#include "compiler/codegen/kernel.h"

namespace nansen::codegen {
namespace {

std::string kernel_name(std::size_t step) { return fmt::format("step_{}", step); }

llvm::Expected<std::unique_ptr<backend::Evaluator>> compile(const ir::Module& module,
                                                            const backend::Options& options) {
  const plan::Plan plan = plan::plan(module);
  const std::vector<layout::NumberForm> forms = layout::number_forms(module);

  auto context = std::make_unique<llvm::LLVMContext>();
  auto target = std::make_unique<llvm::Module>("nansen", *context);
  for (std::size_t step = 0; step < plan.steps.size(); ++step) {
    if (plan.steps[step].kind != plan::StepKind::Kernel) continue;
    emit_kernel(module, forms, plan.steps[step], kernel_name(step), *target);
  }
  // Explicit vector code gains little from LLVM's slower ways of choosing instructions: see
  // docs/decisions/code-without-llvms-optimiser.md.
  auto code =
      make_code(std::move(target), std::move(context), options, llvm::CodeGenOptLevel::None);
  if (!code) return code.takeError();

  Compiled compiled;
  compiled.llvm_text = std::move(code->llvm_text);
  for (std::size_t step = 0; step < plan.steps.size(); ++step) {
    Kernel kernel = nullptr;
    if (plan.steps[step].kind == plan::StepKind::Kernel) {
      auto address = code->jit->lookup(kernel_name(step));
      if (!address) return address.takeError();
      kernel = address->toPtr<Kernel>();
    }
    compiled.kernels.push_back(kernel);
  }
  compiled.code = std::move(code->jit);
  return make_evaluator(module, plan, std::move(compiled));
}

}  // namespace
}  // namespace nansen::codegen

extern "C" {

std::uint32_t nansen_native_interface();
nansen::backend::Evaluator* nansen_native_compile(const nansen::ir::Module* module,
                                                  const nansen::backend::Options* options,
                                                  std::string* error);

std::uint32_t nansen_native_interface() { return nansen::backend::native_interface; }

nansen::backend::Evaluator* nansen_native_compile(const nansen::ir::Module* module,
                                                  const nansen::backend::Options* options,
                                                  std::string* error) {
  if (!nansen::codegen::initialise_target(*error)) return nullptr;
  auto evaluator = nansen::codegen::compile(*module, *options);
  if (!evaluator) {
    *error = llvm::toString(evaluator.takeError());
    return nullptr;
  }
  return evaluator->release();
}

}  // extern "C"
